package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"sporteli/store/casefile"
)

// Clash is one field in which two values met that somebody must choose from.
type Clash struct {
	Record casefile.Record
	Field  string
	// Title is the field's label.
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

// Clashes finds what is to be settled in a record; its changes tell who wrote
// what. Two that wrote the same value are one version of it.
func (w Wording) Clashes(rec casefile.Record, changes []casefile.Change) []Clash {
	var out []Clash
	for _, field := range rec.Conflicts() {
		c := Clash{Record: rec, Field: field, Title: w.Field(rec.Kind, field)}
		for _, v := range rec.Values[field] {
			if !slices.ContainsFunc(c.Versions, func(x Version) bool { return x.Value == v.Text }) {
				c.Versions = append(c.Versions, w.version(c, v, changes))
			}
		}
		out = append(out, c)
	}
	return out
}

func (w Wording) version(c Clash, v casefile.Value, changes []casefile.Change) Version {
	f, _ := casefile.FieldByName(c.Record.Kind, c.Field)
	x := Version{Value: v.Text, Text: w.Value(f, v.Text)}
	for _, change := range changes {
		if change.Event == v.Ref.Event {
			x.By, x.Doubt = JoinNonEmpty(" · ", w.Author(change), w.Moment(change.At)), change.Doubt
		}
	}
	return x
}

// Settle is the edit that puts one value in the place of all that were seen. It
// is the record as it was shown that is edited: a third value that came in
// meanwhile survives and is asked about next.
func (c Clash) Settle(value string) casefile.Edit { return c.Record.Edit().Set(c.Field, value) }

// SettleSpec describes the card of a field in conflict.
type SettleSpec struct {
	// ID begins the ids of the buttons: "<id>.keep.0", "<id>.other".
	ID    string
	Clash Clash
	// Field makes the field for a value that is neither of them; nil offers
	// none but those that were written.
	Field func() Field
	// Save puts a value in the place of all and tells how that went, nil for
	// well.
	Save func(value string, told func(error))
}

// Settle shows the versions of a field with who wrote each, to choose from.
func Settle(env *Env, s SettleSpec) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, v := range s.Clash.Versions {
		keep := NewButton(env, ButtonSpec{ID: s.ID + ".keep." + itoa(i), Label: "ui.settle.keep"}, func() {
			s.Save(v.Value, func(err error) { ShowFailure(env, err) })
		})
		by := v.By
		if v.Doubt {
			by = JoinNonEmpty(" · ", by, env.T("ui.history.doubt"))
		}
		if i > 0 {
			lines = append(lines, Rule())
		}
		words := Tight(NewText(v.Text, TextStyle{Bold: true, Wrap: true}), NewText(by, StyleCaption))
		lines = append(lines, Line(0, words, keep))
	}
	if s.Field != nil {
		other := NewButton(env, ButtonSpec{ID: s.ID + ".other", Label: "ui.settle.other", Icon: "edit"}, func() { askRight(env, s) })
		lines = append(lines, Rule(), Flow(other))
	}
	return Card(NewText(s.Clash.Title, StyleHeading), lines...)
}

// askRight asks for a third value, where all are wrong.
func askRight(env *Env, s SettleSpec) {
	field := s.Field()
	form := NewForm(env, s.Clash.Record.Kind.String(), Section{Columns: 1, Cells: Cells(field)})
	Ask(env, AskSpec{ID: s.ID + ".right", Title: "ui.settle.other", Form: form, Do: func(d *Dialog) {
		value := First(field.Value())
		if value == "" {
			form.ShowError(&casefile.Error{Code: casefile.CodeRequired, Field: s.Clash.Field})
			return
		}
		s.Save(value, func(err error) {
			if err != nil {
				form.ShowError(err)
				return
			}
			d.Hide()
		})
	}})
}
