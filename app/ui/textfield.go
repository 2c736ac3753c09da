package ui

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// TextField is one line of text.
type TextField struct {
	row
	entry *Entry
	quiet bool
}

var _ Field = (*TextField)(nil)

// NewTextField returns a field for one line.
func NewTextField(env *Env, spec FieldSpec) *TextField {
	f := &TextField{}
	f.build(env, spec, NewEntry(spec.ID))
	return f
}

// NewPasswordField returns a field that hides what is typed.
func NewPasswordField(env *Env, spec FieldSpec) *TextField {
	f := &TextField{}
	f.build(env, spec, NewPassword(spec.ID))
	return f
}

func (f *TextField) build(env *Env, spec FieldSpec, e *Entry) {
	f.entry = e
	f.frame(env, spec, e.Ringed())
	e.OnChanged = func(s string) {
		if spec.Max > 0 && utf8.RuneCountInString(s) > spec.Max {
			f.quietly(func() { e.SetText(string([]rune(s)[:spec.Max])) })
		}
		if !f.quiet {
			f.changed()
		}
	}
}

func (f *TextField) quietly(do func()) {
	was := f.quiet
	f.quiet = true
	do()
	f.quiet = was
}

// Entry is the control itself, for what is special about one field.
func (f *TextField) Entry() *Entry { return f.entry }

// Text is what stands in the field now.
func (f *TextField) Text() string { return f.entry.Text }

// Value implements Field.
func (f *TextField) Value() []string { return one(strings.TrimSpace(f.entry.Text)) }

// SetValues implements Field.
func (f *TextField) SetValues(v []string) {
	f.quietly(func() { f.entry.SetText(First(v)) })
}

// Focus implements Field.
func (f *TextField) Focus() { f.env.Focus(f.entry) }

// SetDisabled implements Field.
func (f *TextField) SetDisabled(off bool) { setDisabled(f.entry, off) }

// OnEnter is called for Enter in the field.
func (f *TextField) OnEnter(do func()) { f.entry.OnEnter = do }

// NoteField is text of several lines. Tab moves on; Enter begins a line.
type NoteField struct{ TextField }

var _ Field = (*NoteField)(nil)

// NewNoteField returns a field of at least the given number of lines.
func NewNoteField(env *Env, spec FieldSpec, lines int) *NoteField {
	f := &NoteField{}
	e := newEntry(spec.ID, true)
	e.SetMinRowsVisible(lines)
	f.build(env, spec, e)
	return f
}

// NumberField is a whole number, zero or more.
type NumberField struct{ TextField }

var _ Field = (*NumberField)(nil)

// NewNumberField returns a field that takes digits only.
func NewNumberField(env *Env, spec FieldSpec) *NumberField {
	f := &NumberField{}
	if spec.Max == 0 {
		spec.Max = 9
	}
	f.build(env, spec, NewEntry(spec.ID))
	f.entry.onRune = func(r rune) bool { return r >= '0' && r <= '9' }
	return f
}

// Value implements Field: without leading zeros.
func (f *NumberField) Value() []string {
	s := strings.TrimSpace(f.entry.Text)
	if t := strings.TrimLeft(s, "0"); t != "" {
		s = t
	} else if s != "" {
		s = "0"
	}
	return one(s)
}

// SearchBox is the line above a list: what is typed reaches Search after a
// pause, Enter and Down lead into the list.
type SearchBox struct {
	Entry
	wait *Debounce
}

// NewSearchBox returns a search line with a placeholder's key. search is called
// 150 ms after the last letter, and at once for Enter.
func NewSearchBox(env *Env, id, placeholder string, search func(text string)) *SearchBox {
	b := &SearchBox{}
	b.begin(id, b)
	b.SetIcon(Icon("search", ColorNameMuted))
	b.SetPlaceHolder(env.T(placeholder))
	b.wait = NewDebounce(env, searchPause, func() { search(strings.TrimSpace(b.Text)) })
	b.OnChanged = func(string) { b.wait.Touch() }
	b.OnEnter = b.wait.Flush
	return b
}

// Leads makes Down and Enter hand the keyboard to a list.
func (b *SearchBox) Leads(to func()) {
	b.OnEnter = func() {
		b.wait.Flush()
		to()
	}
	b.onKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyDown {
			return false
		}
		b.wait.Flush()
		to()
		return true
	}
}
