package ui

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// CodeField is one code of a list, found by typing.
type CodeField struct {
	row
	control *pickBox
	options []Option
	lookup  Lookup
	code    string
	choice  string
}

var _ Field = (*CodeField)(nil)

// NewCodeField returns a field that chooses one of the options.
func NewCodeField(env *Env, spec FieldSpec, options []Option) *CodeField {
	f := &CodeField{options: options}
	f.build(env, spec)
	return f
}

// NewLookupField returns a field whose options are searched for while typing:
// clients, institutions. SetChoice shows what a record holds.
func NewLookupField(env *Env, spec FieldSpec, lookup Lookup) *CodeField {
	f := &CodeField{lookup: lookup}
	f.build(env, spec)
	return f
}

func (f *CodeField) build(env *Env, spec FieldSpec) {
	f.control = newPickBox(spec.ID, env.T(cmp.Or(spec.Placeholder, "ui.picker.choose")))
	f.control.open = f.open
	f.control.clear = func() { f.choose(Option{}) }
	f.frame(env, spec, f.control)
}

func (f *CodeField) open(typed string) {
	p := &picker{env: f.env, anchor: f.control, options: f.options, lookup: f.lookup}
	p.chosen = func(code string) bool { return code != "" && code == f.code }
	p.pick = f.choose
	p.open(typed)
}

func (f *CodeField) choose(o Option) {
	if o.Code == f.code {
		return
	}
	f.SetChoice(o)
	f.changed()
}

// SetChoice shows an option without calling the listeners.
func (f *CodeField) SetChoice(o Option) {
	f.code, f.choice = o.Code, o.Label
	if o.Label == "" {
		f.choice = o.Code
	}
	f.control.setText(f.choice)
}

// SetOptions offers other choices; the value stays.
func (f *CodeField) SetOptions(options []Option) {
	f.options = options
	f.SetValues(f.Value())
}

// Choice is the label of the value.
func (f *CodeField) Choice() string { return f.choice }

// Value implements Field.
func (f *CodeField) Value() []string { return one(f.code) }

// SetValues implements Field. A code that is in no list is shown as it is.
func (f *CodeField) SetValues(v []string) { f.SetChoice(optionOf(f.options, First(v))) }

func optionOf(options []Option, code string) Option {
	if i := slices.IndexFunc(options, func(o Option) bool { return o.Code == code }); i >= 0 && code != "" {
		return options[i]
	}
	return Option{Code: code, Label: code}
}

// Focus implements Field.
func (f *CodeField) Focus() { f.env.Focus(f.control) }

// SetDisabled implements Field.
func (f *CodeField) SetDisabled(off bool) { setDisabled(f.control, off) }

// CodesField is a set of codes: what was chosen stands as chips above the
// line that opens the list.
type CodesField struct {
	row
	control *pickBox
	chips   *fyne.Container
	options []Option
	codes   []string
}

var _ Field = (*CodesField)(nil)

// NewCodesField returns a field that chooses several of the options.
func NewCodesField(env *Env, spec FieldSpec, options []Option) *CodesField {
	f := &CodesField{options: options, control: newPickBox(spec.ID, env.T(cmp.Or(spec.Placeholder, "ui.picker.add")))}
	f.control.open = f.open
	f.control.clear = func() {
		if n := len(f.codes); n > 0 {
			f.toggle(Option{Code: f.codes[n-1]})
		}
	}
	f.chips = container.New(&flow{gap: Px(gapS)})
	f.frame(env, spec, container.New(column{Px(gapS)}, f.control, f.chips))
	f.render()
	return f
}

func (f *CodesField) open(typed string) {
	p := &picker{env: f.env, anchor: f.control, options: f.options, multi: true}
	p.chosen = func(code string) bool { return slices.Contains(f.codes, code) }
	p.pick = f.toggle
	p.open(typed)
}

func (f *CodesField) toggle(o Option) {
	if i := slices.Index(f.codes, o.Code); i >= 0 {
		f.codes = slices.Delete(slices.Clone(f.codes), i, i+1)
	} else {
		f.codes = append(slices.Clone(f.codes), o.Code)
	}
	f.render()
	f.changed()
}

func (f *CodesField) render() {
	f.chips.Objects = nil
	for _, code := range f.codes {
		o := optionOf(f.options, code)
		f.chips.Objects = append(f.chips.Objects, newChip(f.spec.ID+".chip."+code, o.Label, func() {
			if !f.control.Disabled() {
				f.toggle(o)
			}
		}))
	}
	show(f.chips, len(f.codes) > 0)
	f.chips.Refresh()
	f.control.setText("")
	f.box.Refresh()
}

// SetOptions offers other choices; the values stay.
func (f *CodesField) SetOptions(options []Option) {
	f.options = options
	f.render()
}

// Value implements Field.
func (f *CodesField) Value() []string { return slices.Clone(f.codes) }

// SetValues implements Field.
func (f *CodesField) SetValues(v []string) {
	f.codes = slices.Clone(v)
	f.render()
}

// Focus implements Field.
func (f *CodesField) Focus() { f.env.Focus(f.control) }

// SetDisabled implements Field.
func (f *CodesField) SetDisabled(off bool) { setDisabled(f.control, off) }
