package client

import (
	"slices"

	"sporteli/store/casefile"
)

// Clash is one field in which two values met that somebody must choose from.
type Clash struct {
	Record casefile.Record
	Field  string
	// Title is the field's label, with the record it belongs to.
	Title    string
	Versions []Version
}

// Version is one of the values.
type Version struct {
	// Value is the kept form, Text what is read.
	Value, Text string
	// By says who wrote it and when, "" where the history does not tell.
	By string
	// Doubt is set when the clock of the PC it was written on was not to be
	// trusted.
	Doubt bool
}

// Clashes finds what is to be settled in the client, its intakes, its consents
// and what was promised. Referrals are settled on their own page.
func (w Wording) Clashes(f File) []Clash {
	records := []casefile.Record{f.Record}
	for _, kind := range []casefile.Kind{casefile.KindIntake, casefile.KindConsent, casefile.KindFollowUp} {
		records = append(records, f.Of(kind)...)
	}
	var out []Clash
	for _, rec := range records {
		for _, field := range rec.Conflicts() {
			c := Clash{Record: rec, Field: field, Title: w.Field(rec.Kind, field)}
			if rec.Kind != casefile.KindClient {
				c.Title = w.P.T("kind."+rec.Kind.String()) + ": " + c.Title
			}
			for _, v := range rec.Values[field] {
				c.add(w, v, f.changesOf(rec.ID))
			}
			out = append(out, c)
		}
	}
	return out
}

func (c *Clash) add(w Wording, v casefile.Value, changes []casefile.Change) {
	if slices.ContainsFunc(c.Versions, func(x Version) bool { return x.Value == v.Text }) {
		return
	}
	f, _ := casefile.FieldByName(c.Record.Kind, c.Field)
	x := Version{Value: v.Text, Text: w.Value(f, v.Text)}
	for _, change := range changes {
		if change.Event == v.Ref.Event {
			x.By, x.Doubt = joinNonEmpty(" · ", w.author(change), w.moment(change.At)), change.Doubt
		}
	}
	c.Versions = append(c.Versions, x)
}

func (f File) changesOf(id casefile.ID) []casefile.Change {
	for _, h := range f.Histories {
		if h.Record.ID == id {
			return h.Changes
		}
	}
	return nil
}

// Settle is the edit that puts one value in the place of all that were seen.
func (c Clash) Settle(value string) casefile.Edit { return c.Record.Edit().Set(c.Field, value) }
