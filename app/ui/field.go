package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Field is one row of a form: label, control, and a line below for what is
// wrong or a hint. Its value is in the kept form of the catalogue (see
// casefile.Field), a list because a field may be a set.
type Field interface {
	// ID is "<kind>.<field>", "client.given_name".
	ID() string
	// Value is what was entered, without empty values; nil means nothing. What
	// was typed and is not understood is returned as typed, so that it is
	// neither lost nor taken for something else.
	Value() []string
	// SetValues shows values; it does not call the listeners.
	SetValues([]string)
	// SetError shows a ready text below the control, "" takes it away.
	SetError(string)
	// Error is what SetError shows now.
	Error() string
	// Object is what a form places.
	Object() fyne.CanvasObject
	// Focus gives the keyboard to the control.
	Focus()
	// OnChange adds a listener that is called after each change by hand.
	OnChange(func())
	// SetDisabled shows the value and takes no input.
	SetDisabled(bool)
	// Hide and Show take the whole row away and bring it back.
	Hide()
	Show()
	Visible() bool
}

// FieldSpec is what every field is made from.
type FieldSpec struct {
	// ID is "<kind>.<field>"; the label's key is "field." + ID.
	ID string
	// Label is another key for the label, if "field." + ID is not meant.
	Label string
	// Hint is the key of a line below the control.
	Hint string
	// Placeholder is the key of what a picker without a value shows, for another
	// text than that something is to be chosen.
	Placeholder string
	// Required puts a mark beside the label; asking for it is the store's job.
	Required bool
	// Max is the longest text in characters, zero for no limit.
	Max int
}

// First is the value of a single-valued field.
func First(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// one is the value list of a single-valued field.
func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// row is the part all fields share.
type row struct {
	env       *Env
	spec      FieldSpec
	label     *Text
	message   *Text
	hint      string
	err       string
	box       *fyne.Container
	listeners []func()
}

// frame builds the row around a control.
func (r *row) frame(env *Env, spec FieldSpec, control fyne.CanvasObject) {
	r.env, r.spec = env, spec
	key := spec.Label
	if key == "" {
		key = "field." + spec.ID
	}
	r.label = NewText(env.T(key), TextStyle{Color: ColorNameMuted, Size: theme.SizeNameCaptionText, Bold: true})
	if spec.Hint != "" {
		r.hint = env.T(spec.Hint)
	}
	r.message = NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: ColorNameMuted, Wrap: true})
	var head fyne.CanvasObject = r.label
	if spec.Required {
		star := canvas.NewText("*", Color(Danger.Ink()))
		star.TextSize = size(theme.SizeNameCaptionText)
		star.TextStyle.Bold = true
		head = container.New(after{gap: Px(gapS)}, r.label, star)
	}
	r.box = container.New(column{Px(gapS)}, head, control, r.message)
	r.showMessage()
}

// after sets a small object directly behind a text.
type after struct{ gap float32 }

func (a after) MinSize(o []fyne.CanvasObject) fyne.Size {
	m, n := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(m.Width+a.gap+n.Width, max(m.Height, n.Height))
}

func (a after) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m, n := o[0].MinSize(), o[1].MinSize()
	w := min(m.Width, s.Width-n.Width-a.gap)
	o[0].Resize(fyne.NewSize(w, s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(n)
	o[1].Move(fyne.NewPos(w+a.gap, 0))
}

func (r *row) ID() string                { return r.spec.ID }
func (r *row) Object() fyne.CanvasObject { return r.box }
func (r *row) Error() string             { return r.err }
func (r *row) OnChange(f func())         { r.listeners = append(r.listeners, f) }
func (r *row) Hide()                     { r.box.Hide() }
func (r *row) Show()                     { r.box.Show() }
func (r *row) Visible() bool             { return r.box.Visible() }

// Label is the field's name in the officer's language.
func (r *row) Label() string { return r.label.Text() }

func (r *row) SetError(text string) {
	if text == r.err {
		return
	}
	r.err = text
	r.showMessage()
}

// SetHint replaces the line below the control by a ready text, for a warning
// that does not stop anything.
func (r *row) SetHint(text string) {
	r.hint = text
	r.showMessage()
}

func (r *row) showMessage() {
	text, colour := r.err, Danger.Ink()
	if text == "" {
		text, colour = r.hint, ColorNameMuted
	}
	r.message.SetStyle(TextStyle{Size: theme.SizeNameCaptionText, Color: colour, Wrap: true, Bold: r.err != ""})
	r.message.SetText(text)
	show(r.message, text != "")
	r.box.Refresh()
}

// changed tells the listeners; what was wrong may be right now.
func (r *row) changed() {
	r.SetError("")
	for _, f := range r.listeners {
		f()
	}
}

func setDisabled(o fyne.Disableable, off bool) {
	if off {
		o.Disable()
	} else {
		o.Enable()
	}
}
