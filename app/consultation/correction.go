package consultation

import (
	"encoding/json"
	"slices"

	"sporteli/store/casefile"
)

// Correction is the form of a visit that was saved before: its own fields, and
// the values the officer saw when she began, so that what came in meanwhile is
// not overwritten.
type Correction struct {
	Record casefile.Record
	Fields map[string][]string
}

// correctable are the fields the form shows, in its order. Whom the visit is
// about and who held it are not corrected here: they decide who may see it.
var correctable = []string{
	"held_at", "minutes", "channel", "category", "topics", "main_topic", "destination",
	"sex", "age_band", "municipality", "outcomes", "note",
}

// Correct begins a correction.
func Correct(rec casefile.Record) Correction {
	c := Correction{Record: rec, Fields: map[string][]string{}}
	for _, name := range correctable {
		c.Fields[name] = seenValues(rec, name)
	}
	return c
}

func seenValues(rec casefile.Record, name string) []string {
	if f, _ := casefile.FieldByName(rec.Kind, name); f.Set {
		if name == "topics" {
			return topicsOf(rec)
		}
		return rec.All(name)
	}
	if text := rec.Text(name); text != "" {
		return []string{text}
	}
	return nil
}

// Set takes a field of the form. The first topic is the main one.
func (c *Correction) Set(name string, values []string) {
	c.Fields[name] = slices.Clone(values)
	if name == "topics" {
		c.Fields["main_topic"] = nil
		if len(values) > 0 {
			c.Fields["main_topic"] = values[:1]
		}
	}
}

// draftID is the draft of one officer's correction of one visit: two officers
// of a PC may be correcting the same visit.
func draftID(visit, officer casefile.ID) casefile.ID {
	return casefile.DerivedID(casefile.KindConsultation, "correction/"+visit.String()+"/"+officer.String())
}

// Edit names only the fields that say something else than before; changed is
// false when none does.
func (c Correction) Edit() (e casefile.Edit, changed bool) {
	e = c.Record.Edit()
	for _, name := range correctable {
		was, now := seenValues(c.Record, name), c.Fields[name]
		if f, _ := casefile.FieldByName(c.Record.Kind, name); f.Set {
			was, now = slices.Sorted(slices.Values(was)), slices.Sorted(slices.Values(now))
		}
		if !slices.Equal(was, now) {
			e.Set(name, c.Fields[name]...)
			changed = true
		}
	}
	return e, changed
}

// Encode returns the body of a draft.
func (c Correction) Encode() []byte {
	b, err := json.Marshal(c)
	if err != nil {
		panic("consultation: " + err.Error()) // strings and numbers only
	}
	return b
}

// DecodeCorrection reads the body of a draft.
func DecodeCorrection(body []byte) (Correction, error) {
	var c Correction
	if err := json.Unmarshal(body, &c); err != nil {
		return Correction{}, casefile.Fail(casefile.CodeDamaged, "consultation: draft of a correction: %w", err)
	}
	if c.Record.ID.IsZero() || c.Fields == nil {
		return Correction{}, casefile.Fail(casefile.CodeDamaged, "consultation: draft of a correction names no visit")
	}
	return c, nil
}
