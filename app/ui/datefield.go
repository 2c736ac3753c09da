package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// DateField is a day, typed as people write it or picked from a calendar that
// Down or the button opens.
type DateField struct {
	row
	entry *Entry
	pick  *pickerButton
	rules DateRules
	quiet bool
}

var _ Field = (*DateField)(nil)

// NewDateField returns a date field. Its value is the kept form; text that is
// no date is returned as typed and named below the field once it is left.
func NewDateField(env *Env, spec FieldSpec, rules DateRules) *DateField {
	f := &DateField{rules: rules, entry: NewEntry(spec.ID)}
	key := "ui.date.placeholder"
	if rules.YearAlone {
		key = "ui.date.placeholder_year"
	}
	f.entry.SetPlaceHolder(env.T(key))
	f.pick = newPickerButton(spec.ID+".calendar", "calendar", f.open)
	f.entry.ActionItem = f.pick
	f.entry.onKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			f.open()
			return true
		}
		return false
	}
	f.entry.OnFocus = func(in bool) {
		if !in {
			f.check()
		}
	}
	f.entry.OnChanged = func(string) {
		if !f.quiet {
			f.changed()
		}
	}
	f.frame(env, spec, f.entry.Ringed())
	return f
}

func (f *DateField) open() {
	if f.entry.Disabled() {
		return
	}
	openCalendar(f.env, f.entry, First(f.Value()), func(day string) {
		f.SetValues([]string{day})
		f.changed()
	})
}

// check tidies what was typed when the field is left.
func (f *DateField) check() {
	v, ok := ParseDate(f.entry.Text, f.rules, f.env.Now())
	if !ok {
		f.SetError(f.env.T("ui.date.bad"))
		return
	}
	if v != "" {
		f.setText(f.env.P.Date(v))
	}
}

func (f *DateField) setText(s string) {
	f.quiet = true
	f.entry.SetText(s)
	f.quiet = false
}

// Entry is the control itself.
func (f *DateField) Entry() *Entry { return f.entry }

// Value implements Field.
func (f *DateField) Value() []string {
	if v, ok := ParseDate(f.entry.Text, f.rules, f.env.Now()); ok {
		return one(v)
	}
	return one(strings.TrimSpace(f.entry.Text))
}

// SetValues implements Field.
func (f *DateField) SetValues(v []string) {
	s := First(v)
	if shown := f.env.P.Date(s); shown != "" {
		s = shown
	}
	f.setText(s)
}

// Focus implements Field.
func (f *DateField) Focus() { f.env.Focus(f.entry) }

// SetDisabled implements Field.
func (f *DateField) SetDisabled(off bool) { setDisabled(f.entry, off) }

// DateTimeField is a day and a time of day.
type DateTimeField struct {
	*DateField
	clock *Entry
}

var _ Field = (*DateTimeField)(nil)

// NewDateTimeField returns a field whose value is YYYY-MM-DDTHH:MM.
func NewDateTimeField(env *Env, spec FieldSpec) *DateTimeField {
	f := &DateTimeField{DateField: NewDateField(env, spec, DateRules{}), clock: NewEntry(spec.ID + ".time")}
	f.clock.SetPlaceHolder(env.T("ui.time.placeholder"))
	f.clock.OnChanged = func(string) {
		if !f.quiet {
			f.changed()
		}
	}
	f.clock.OnFocus = func(in bool) {
		if in {
			return
		}
		v, ok := ParseClock(f.clock.Text)
		if !ok {
			f.SetError(env.T("ui.time.bad"))
			return
		}
		f.setClock(v)
	}
	f.frame(env, spec, container.New(twoThirds{}, f.entry.Ringed(), f.clock.Ringed()))
	return f
}

// twoThirds gives the first of two objects most of the width.
type twoThirds struct{}

func (twoThirds) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+b.Width+Px(gapM), max(a.Height, b.Height))
}

func (twoThirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := max(Px(74), s.Width*0.3)
	o[0].Resize(fyne.NewSize(s.Width-w-Px(gapM), s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(w, s.Height))
	o[1].Move(fyne.NewPos(s.Width-w, 0))
}

func (f *DateTimeField) setClock(s string) {
	f.quiet = true
	f.clock.SetText(s)
	f.quiet = false
}

// Value implements Field.
func (f *DateTimeField) Value() []string {
	day := First(f.DateField.Value())
	clock := strings.TrimSpace(f.clock.Text)
	if v, ok := ParseClock(clock); ok {
		clock = v
	}
	if clock == "" {
		return one(day)
	}
	return one(day + "T" + clock)
}

// SetValues implements Field.
func (f *DateTimeField) SetValues(v []string) {
	day, clock, _ := strings.Cut(First(v), "T")
	f.DateField.SetValues(one(day))
	f.setClock(clock)
}

// SetDisabled implements Field.
func (f *DateTimeField) SetDisabled(off bool) {
	f.DateField.SetDisabled(off)
	setDisabled(f.clock, off)
}

// pickerButton is the small button inside an entry; the keyboard reaches what
// it does by Down in the entry.
type pickerButton struct {
	widgetTap
	id string
}

func newPickerButton(id, icon string, open func()) *pickerButton {
	b := &pickerButton{id: id}
	name := string(theme.IconNameCalendar)
	if icon != "calendar" {
		name = icon
	}
	b.icon, b.do = picture(name, ColorNameMuted, 0.9), open
	b.ExtendBaseWidget(b)
	return b
}

// ControlID implements Named.
func (b *pickerButton) ControlID() string { return b.id }
