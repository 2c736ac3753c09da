package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// TagsField is a set of values typed one after the other: phone numbers, other
// spellings. Enter adds what was typed, and so does leaving the field;
// Backspace in the empty line takes the last one back to change it.
type TagsField struct {
	row
	entry *Entry
	chips *fyne.Container
	// canonical turns what was typed into the kept form, present is its inverse.
	canonical func(string) (string, error)
	present   func(string) string
	values    []string
	quiet     bool
}

var _ Field = (*TagsField)(nil)

// NewTagsField returns a field for free values. canonical checks and tidies a
// value (casefile.Field.Canonical), present shows one (casefile.ShowPhone);
// either may be nil. A value that canonical refuses stays in the line, with
// its error below.
func NewTagsField(env *Env, spec FieldSpec, canonical func(string) (string, error), present func(string) string) *TagsField {
	f := &TagsField{entry: NewEntry(spec.ID), canonical: canonical, present: present}
	f.entry.SetPlaceHolder(env.T("ui.tags.add"))
	f.chips = container.New(&flow{gap: Px(gapS)})
	f.entry.OnEnter = func() {
		if strings.TrimSpace(f.entry.Text) == "" {
			submitOverlay(f.entry)
			return
		}
		f.commit()
	}
	f.entry.OnFocus = func(in bool) {
		if !in {
			f.commit()
		}
	}
	f.entry.onKey = func(ev *fyne.KeyEvent) bool {
		n := len(f.values)
		if ev.Name != fyne.KeyBackspace || f.entry.Text != "" || n == 0 {
			return false
		}
		last := f.values[n-1]
		f.values = slices.Clone(f.values[:n-1])
		f.entry.SetText(f.shown(last))
		f.entry.CursorColumn = len([]rune(f.entry.Text))
		f.render()
		f.changed()
		return true
	}
	f.entry.OnChanged = func(string) {
		if !f.quiet {
			f.changed()
		}
	}
	f.frame(env, spec, container.New(column{Px(gapS)}, f.entry.Ringed(), f.chips))
	f.render()
	return f
}

func (f *TagsField) shown(v string) string {
	if f.present != nil {
		return f.present(v)
	}
	return v
}

// commit makes a value of what stands in the line.
func (f *TagsField) commit() {
	typed := strings.TrimSpace(f.entry.Text)
	if typed == "" {
		return
	}
	v := typed
	if f.canonical != nil {
		var err error
		if v, err = f.canonical(typed); err != nil {
			f.SetError(Present(f.env.P, err).any())
			return
		}
	}
	f.quiet = true
	f.entry.SetText("")
	f.quiet = false
	if !slices.Contains(f.values, v) {
		f.values = append(slices.Clone(f.values), v)
	}
	f.render()
	f.changed()
}

func (f *TagsField) render() {
	f.chips.Objects = nil
	for _, v := range f.values {
		f.chips.Objects = append(f.chips.Objects, newChip(f.spec.ID+".chip", f.shown(v), func() {
			if f.entry.Disabled() {
				return
			}
			f.values = slices.DeleteFunc(slices.Clone(f.values), func(x string) bool { return x == v })
			f.render()
			f.changed()
		}))
	}
	show(f.chips, len(f.values) > 0)
	f.chips.Refresh()
	f.box.Refresh()
}

// Value implements Field. It contains what stands in the line, too, so that a
// draft loses nothing.
func (f *TagsField) Value() []string {
	out := slices.Clone(f.values)
	if typed := strings.TrimSpace(f.entry.Text); typed != "" {
		if f.canonical != nil {
			if v, err := f.canonical(typed); err == nil {
				typed = v
			}
		}
		if !slices.Contains(out, typed) {
			out = append(out, typed)
		}
	}
	return out
}

// SetValues implements Field.
func (f *TagsField) SetValues(v []string) {
	f.values = slices.Clone(v)
	f.quiet = true
	f.entry.SetText("")
	f.quiet = false
	f.render()
}

// Focus implements Field.
func (f *TagsField) Focus() { f.env.Focus(f.entry) }

// SetDisabled implements Field.
func (f *TagsField) SetDisabled(off bool) { setDisabled(f.entry, off) }
