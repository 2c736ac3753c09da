package consultation

import (
	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
)

// Wording turns kept values into what an officer reads; with the words of all
// screens it has those about visits.
type Wording struct{ ui.Wording }

// Topics writes topics with the one above, "Gjermania: Karta Blu": a topic
// like "Documents" says little by itself.
func (w Wording) Topics(codes []string) []string {
	out := make([]string, 0, len(codes))
	for _, code := range codes {
		it, _ := assets.Code("topic", code)
		label := w.Label("topic", code)
		if it.Parent != "" && it.Parent != "reg" {
			label = w.Label("topic", it.Parent) + ": " + label
		}
		out = append(out, label)
	}
	return out
}

// Steps writes the history of a visit, the latest first. The step that recorded
// it says only that: what it holds stands above.
func (w Wording) Steps(history []casefile.Change) []ui.Step {
	var out []ui.Step
	for _, c := range history {
		about := ""
		if !c.Erased && created(c) {
			about, c.Fields = w.P.T("consultation.step_created"), nil
		}
		out = append(out, w.Wording.Steps(casefile.KindConsultation, about, []casefile.Change{c})...)
	}
	ui.SortSteps(out)
	return out
}

// created reports whether a step wrote the record for the first time: then its
// time was given, and none was there before.
func created(c casefile.Change) bool {
	for _, f := range c.Fields {
		if f.Field == "held_at" {
			return len(f.Before) == 0
		}
	}
	return false
}
