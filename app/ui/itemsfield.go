package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/store/casefile"
)

// itemsSpec says how a value with several parts is shown and edited.
type itemsSpec struct {
	title string
	show  func(string) string
	form  func() *Form
	read  func(*Form) string
	check func(string) (string, error)
}

// ItemsField is a set of values with several parts each, which are written in
// a small dialog: identity documents, languages. What was entered stands as
// chips; Backspace takes the last away.
type ItemsField struct {
	row
	control *pickBox
	chips   *fyne.Container
	items   itemsSpec
	values  []string
}

var _ Field = (*ItemsField)(nil)

func newItemsField(env *Env, spec FieldSpec, items itemsSpec) *ItemsField {
	f := &ItemsField{items: items, control: newPickBox(spec.ID, env.T("ui.items.add"))}
	f.control.open = func(string) { f.ask() }
	f.control.clear = func() {
		if n := len(f.values); n > 0 {
			f.remove(f.values[n-1])
		}
	}
	f.chips = container.New(&flow{gap: Px(gapS)})
	f.frame(env, spec, container.New(column{Px(gapS)}, f.control, f.chips))
	f.render()
	return f
}

func (f *ItemsField) ask() {
	form := f.items.form()
	Ask(f.env, AskSpec{ID: f.spec.ID + ".item", Title: f.items.title, Yes: "common.add", Form: form, Do: func(d *Dialog) {
		v, err := f.items.check(f.items.read(form))
		if err != nil {
			form.say(Present(f.env.P, err).any())
			return
		}
		d.Hide()
		if !slices.Contains(f.values, v) {
			f.values = append(slices.Clone(f.values), v)
			f.render()
			f.changed()
		}
	}})
}

func (f *ItemsField) remove(v string) {
	if f.control.Disabled() {
		return
	}
	f.values = slices.DeleteFunc(slices.Clone(f.values), func(x string) bool { return x == v })
	f.render()
	f.changed()
}

func (f *ItemsField) render() {
	f.chips.Objects = nil
	for _, v := range f.values {
		f.chips.Objects = append(f.chips.Objects, newChip(f.spec.ID+".chip", f.items.show(v), func() { f.remove(v) }))
	}
	show(f.chips, len(f.values) > 0)
	f.chips.Refresh()
	f.box.Refresh()
}

// Value implements Field.
func (f *ItemsField) Value() []string { return slices.Clone(f.values) }

// SetValues implements Field.
func (f *ItemsField) SetValues(v []string) {
	f.values = slices.Clone(v)
	f.render()
}

// Focus implements Field.
func (f *ItemsField) Focus() { f.env.Focus(f.control) }

// SetDisabled implements Field.
func (f *ItemsField) SetDisabled(off bool) { setDisabled(f.control, off) }

// ShowDocument returns an identity document as people read it.
func (e *Env) ShowDocument(v string) string {
	d := casefile.ParseDocument(v)
	s := e.LabelOf("id_document", d.Kind)
	if d.Number != "" {
		s += " " + d.Number
	}
	if d.Country != "" {
		s += " (" + d.Country + ")"
	}
	if d.Expires != "" {
		s += ", " + e.T("common.valid_until", "Date", e.P.Date(d.Expires))
	}
	return s
}

// NewDocumentsField returns a field for identity documents.
func NewDocumentsField(env *Env, spec FieldSpec, check func(string) (string, error)) *ItemsField {
	return newItemsField(env, spec, itemsSpec{
		title: "ui.document.title", show: env.ShowDocument, check: check,
		form: func() *Form {
			country := NewCodeField(env, FieldSpec{ID: "document.country", Label: "ui.document.country"}, env.Options("country"))
			country.SetValues([]string{"AL"})
			return NewForm(env, "document", Section{Cells: Cells(
				NewCodeField(env, FieldSpec{ID: "document.kind", Label: "ui.document.kind", Required: true}, env.Options("id_document")),
				NewTextField(env, FieldSpec{ID: "document.number", Label: "ui.document.number", Required: true, Max: 40}),
				country,
				NewDateField(env, FieldSpec{ID: "document.expires", Label: "ui.document.expires"}, DateRules{}),
			)})
		},
		read: func(f *Form) string {
			v := f.Values()
			part := func(name string) string { return strings.ReplaceAll(First(v[name]), "|", " ") }
			return casefile.Document{Kind: part("kind"), Number: part("number"), Country: part("country"), Expires: part("expires")}.String()
		},
	})
}

// languages are those an officer chooses from, by ISO 639-1 code: what people
// speak here and what they need where they go.
var languages = []string{"sq", "en", "it", "de", "el", "fr", "es", "tr", "mk", "sr", "ro", "ru", "ar", "uk", "zh", "nl", "sv"}

// ShowLanguage returns a language and its level as people read it.
func (e *Env) ShowLanguage(v string) string {
	p := append(strings.Split(v, ":"), "", "")
	name := p[0]
	if slices.Contains(languages, p[0]) {
		name = e.T("ui.language." + p[0])
	}
	s := name + ", " + e.LabelOf("language_level", p[1])
	if p[2] != "" {
		s += " (" + e.LabelOf("language_evidence", p[2]) + ")"
	}
	return s
}

// NewLanguagesField returns a field for languages and their levels.
func NewLanguagesField(env *Env, spec FieldSpec, check func(string) (string, error)) *ItemsField {
	return newItemsField(env, spec, itemsSpec{
		title: "ui.language.title", show: env.ShowLanguage, check: check,
		form: func() *Form {
			names := make([]Option, len(languages))
			for i, code := range languages {
				names[i] = Option{Code: code, Label: env.T("ui.language." + code)}
			}
			return NewForm(env, "language", Section{Cells: Cells(
				NewCodeField(env, FieldSpec{ID: "language.code", Label: "ui.language.name", Required: true}, names),
				NewCodeField(env, FieldSpec{ID: "language.level", Label: "ui.language.level", Required: true}, env.Options("language_level")),
				NewCodeField(env, FieldSpec{ID: "language.evidence", Label: "ui.language.evidence"}, env.Options("language_evidence")),
			)})
		},
		read: func(f *Form) string {
			v := f.Values()
			s := First(v["code"]) + ":" + First(v["level"])
			if e := First(v["evidence"]); e != "" {
				s += ":" + e
			}
			return s
		},
	})
}
