package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/store/casefile"
)

// Step is one entry of a history: what somebody changed in one record.
type Step struct {
	At time.Time
	// Head says when and who, About of which record ("" where the page is of
	// that record alone).
	Head, About string
	// Doubt is set when the clock of the PC it was written on was not to be
	// trusted.
	Doubt bool
	Lines []StepLine
}

// StepLine is one field of a step. Before is "" where nothing stood.
type StepLine struct{ Label, Before, After string }

// Steps writes the changes of one record, the latest first. about is its name
// among others on the page.
func (w Wording) Steps(kind casefile.Kind, about string, changes []casefile.Change) []Step {
	out := make([]Step, 0, len(changes))
	for _, c := range changes {
		s := Step{At: c.At, Doubt: c.Doubt, About: about, Head: JoinNonEmpty(" · ", w.Moment(c.At), w.Author(c))}
		if c.Erased {
			s.Lines = []StepLine{{Label: w.P.T("ui.history.erased")}}
			out = append(out, s)
			continue
		}
		for _, x := range c.Fields {
			f, known := casefile.FieldByName(kind, x.Field)
			if !known || f.Type == casefile.TypeRef && f.Kind == casefile.KindClient {
				continue
			}
			s.Lines = append(s.Lines, StepLine{
				Label: w.Field(kind, x.Field), Before: w.Values(kind, x.Field, x.Before), After: w.Values(kind, x.Field, x.After),
			})
		}
		out = append(out, s)
	}
	SortSteps(out)
	return out
}

// SortSteps puts the latest first, for a page with several records.
func SortSteps(steps []Step) {
	slices.SortStableFunc(steps, func(a, b Step) int { return b.At.Compare(a.At) })
}

// Moment writes a point in time on the wall clock of its location.
func (w Wording) Moment(t time.Time) string { return w.P.DateTime(t.Format(casefile.DateTimeLayout)) }

// Author names who made a change.
func (w Wording) Author(c casefile.Change) string {
	if c.AuthorName != "" {
		return c.AuthorName
	}
	if name := w.Names[c.Author.String()]; name != "" {
		return name
	}
	return w.P.T("ui.history.someone")
}

// History shows the first most steps as cards, with both values of each field.
func History(env *Env, steps []Step, most int) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, s := range steps[:min(most, len(steps))] {
		head := []fyne.CanvasObject{NewText(s.Head, StyleStrong)}
		if s.About != "" {
			head = append(head, NewBadge(s.About, Neutral))
		}
		if s.Doubt {
			head = append(head, NewBadge(env.T("ui.history.doubt"), Warning))
		}
		var lines []fyne.CanvasObject
		for _, l := range s.Lines {
			lines = append(lines, container.New(stepLayout{}, NewText(l.Label, StyleCaption), NewText(changeText(env, l), StyleBody)))
		}
		var body []fyne.CanvasObject
		if len(lines) > 0 {
			body = []fyne.CanvasObject{Tight(lines...)}
		}
		out = append(out, Card(Flow(head...), body...))
	}
	return out
}

// changeText writes both values of a step.
func changeText(env *Env, l StepLine) string {
	switch {
	case l.Before == "":
		return l.After
	case l.After == "":
		return env.T("ui.history.cleared", "Before", l.Before)
	default:
		return env.T("ui.history.change", "Before", l.Before, "After", l.After)
	}
}

// stepLayout lays a label and, at a fixed distance, what it became.
type stepLayout struct{}

const stepLabel = 180

func (stepLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Px(stepLabel+80), max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (stepLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := Px(stepLabel)
	o[0].Move(fyne.NewPos(0, Px(1)))
	o[0].Resize(fyne.NewSize(left-Px(8), o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, heightFor(o[1], s.Width-left)))
}
