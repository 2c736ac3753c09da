package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Dialog is a question or message over the window. It has the focus as long
// as it is up, Escape closes it, and the focus returns to where it was.
type Dialog struct {
	layer   *layer
	buttons []*Button
	onClose func()
}

// Hide closes the dialog.
func (d *Dialog) Hide() { d.layer.close() }

// Shown says whether the dialog is up.
func (d *Dialog) Shown() bool { return d.layer.open }

type dialogSpec struct {
	tone    Tone
	icon    bool
	title   string
	body    []fyne.CanvasObject
	buttons []*Button
	width   float32
	// safe is the button that gets the focus, first another control instead.
	safe  *Button
	first fyne.Focusable
}

func showDialog(env *Env, s dialogSpec) *Dialog {
	d := &Dialog{buttons: s.buttons}
	var head fyne.CanvasObject = NewText(s.title, TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Wrap: true})
	if s.icon {
		head = container.New(bannerLayout{}, picture(toneIcon(s.tone), s.tone.Ink(), 1.2), head)
	}
	var bar []fyne.CanvasObject
	bar = append(bar, NewText("", TextStyle{}))
	for _, b := range s.buttons {
		bar = append(bar, b)
	}
	if s.width == 0 {
		s.width = 440
	}
	content := container.New(column{Px(gapM)}, s.body...)
	lay := &dialogLayout{width: s.width}
	box := container.New(lay, newCatcher(), head, container.NewVScroll(container.New(pad{4, 4, 4, 4}, content)), Line(0, bar...))
	d.layer = newLayer(env.Window.Canvas(), box)
	d.layer.scrim = true
	d.layer.place = lay.place(box)
	d.layer.onDismiss = func() {
		d.Hide()
		if d.onClose != nil {
			d.onClose()
		}
	}
	first := s.first
	if first == nil {
		first = s.safe
	}
	d.layer.outside = func() { env.Focus(first) }
	d.layer.show(first)
	return d
}

// dialogLayout lays ground, heading, scrolling body and buttons.
type dialogLayout struct{ width float32 }

func (l *dialogLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (l *dialogLayout) heights(o []fyne.CanvasObject, w float32) (head, body, bar float32) {
	head = heightFor(o[1], w)
	body = heightFor(o[2].(*container.Scroll).Content, w+8)
	return head, body, o[3].MinSize().Height
}

func (l *dialogLayout) place(box *fyne.Container) func(fyne.Size) (fyne.Position, fyne.Size) {
	return func(window fyne.Size) (fyne.Position, fyne.Size) {
		w := min(Px(l.width), window.Width-Px(32))
		head, body, bar := l.heights(box.Objects, w-2*Px(20))
		h := Px(20)*2 + head + bar + Px(gapL)
		if body > 8 {
			h += body + Px(12)
		}
		h = min(h, window.Height-Px(24))
		return fyne.NewPos((window.Width-w)/2, max(Px(12), (window.Height-h)*0.4)), fyne.NewSize(w, h)
	}
}

func (l *dialogLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
	p := Px(20)
	w := s.Width - 2*p
	head, body, bar := l.heights(o, w)
	o[1].Resize(fyne.NewSize(w, head))
	o[1].Move(fyne.NewPos(p, p))
	room := s.Height - 2*p - head - bar - Px(gapL) - Px(12)
	o[2].Resize(fyne.NewSize(w+8, max(0, min(body, room))))
	o[2].Move(fyne.NewPos(p-4, p+head+Px(12)-4))
	show(o[2], body > 8)
	o[2].Refresh()
	o[3].Resize(fyne.NewSize(w, bar))
	o[3].Move(fyne.NewPos(p, s.Height-p-bar))
}

// ConfirmSpec is a question with two answers. Texts are translation keys
// unless said otherwise.
type ConfirmSpec struct {
	// ID begins the ids of the buttons: "<id>.yes", "<id>.no".
	ID    string
	Title string
	// Text is ready text, as it often names something.
	Text string
	// Yes names the deed ("common.delete"), No the way back ("common.cancel"
	// if empty).
	Yes, No string
	// Destructive makes the deed red.
	Destructive bool
}

// Confirm asks; the focus is on the safe answer. do is called for Yes, and the
// focus has returned to the window by then.
func Confirm(env *Env, s ConfirmSpec, do func()) *Dialog {
	if s.No == "" {
		s.No = "common.cancel"
	}
	style := Primary
	if s.Destructive {
		style = Destructive
	}
	var d *Dialog
	no := NewButton(env, ButtonSpec{ID: s.ID + ".no", Label: s.No}, func() { d.Hide() })
	yes := NewButton(env, ButtonSpec{ID: s.ID + ".yes", Label: s.Yes, Style: style}, func() {
		d.Hide()
		do()
	})
	spec := dialogSpec{tone: Warning, icon: s.Destructive, title: env.T(s.Title), buttons: []*Button{no, yes}, safe: no}
	if s.Text != "" {
		spec.body = []fyne.CanvasObject{NewText(s.Text, StyleBody)}
	}
	d = showDialog(env, spec)
	return d
}

// MessageSpec is something that must be read.
type MessageSpec struct {
	Tone Tone
	// Title is a translation key, Text is ready text.
	Title, Text string
	// Done is called when it is closed, nil for nothing.
	Done func()
}

// Message says something that must be read, with one button to close it.
func Message(env *Env, s MessageSpec) *Dialog {
	var d *Dialog
	ok := NewButton(env, ButtonSpec{ID: "message.ok", Label: "common.close", Style: Primary}, func() {
		d.Hide()
		if s.Done != nil {
			s.Done()
		}
	})
	d = showDialog(env, dialogSpec{
		tone: s.Tone, icon: true, title: env.T(s.Title), safe: ok,
		body: []fyne.CanvasObject{NewText(s.Text, StyleBody)}, buttons: []*Button{ok},
	})
	d.onClose = s.Done
	return d
}

// ShowFailure tells of an error in words, in a dialog; nil shows nothing.
func ShowFailure(env *Env, err error) *Dialog {
	if err == nil {
		return nil
	}
	return Message(env, MessageSpec{Tone: Danger, Title: "ui.failure", Text: Present(env.P, err).any()})
}

// AskSpec is a small form in a dialog.
type AskSpec struct {
	// ID begins the ids of the buttons: "<id>.yes", "<id>.no".
	ID    string
	Title string
	// Text is ready text above the form, optional.
	Text string
	// Form holds the fields.
	Form *Form
	// Yes is the key of the deed, "common.save" if empty.
	Yes string
	// Width at 100 % text, zero for the usual.
	Width float32
	// Do is called for Enter or the deed's button. The dialog stays up until
	// it is hidden: Do reports errors by Form.ShowError and hides it when all
	// is well.
	Do func(d *Dialog)
}

// Ask shows a form in a dialog; Enter in a field is the deed, Escape goes back.
func Ask(env *Env, s AskSpec) *Dialog {
	if s.Yes == "" {
		s.Yes = "common.save"
	}
	var d *Dialog
	no := NewButton(env, ButtonSpec{ID: s.ID + ".no", Label: "common.cancel"}, func() { d.Hide() })
	yes := NewButton(env, ButtonSpec{ID: s.ID + ".yes", Label: s.Yes, Style: Primary}, func() { s.Do(d) })
	var body []fyne.CanvasObject
	if s.Text != "" {
		body = append(body, NewText(s.Text, StyleBody))
	}
	body = append(body, s.Form.Object())
	if s.Width == 0 {
		s.Width = 520
	}
	d = showDialog(env, dialogSpec{title: env.T(s.Title), body: body, buttons: []*Button{no, yes}, safe: no, width: s.Width})
	d.layer.onSubmit = func() bool {
		s.Do(d)
		return true
	}
	s.Form.Focus()
	return d
}

// Choice is one answer of Choose.
type Choice struct {
	// ID names the button; Label is a translation key, Text ready text instead.
	ID, Label, Text string
	Icon            string
	Style           ButtonStyle
	Do              func()
}

// Choose offers several ways on, below each other, and a way back, which has
// the focus. title is a translation key, text is ready text.
func Choose(env *Env, title, text string, choices []Choice) *Dialog {
	var d *Dialog
	no := NewButton(env, ButtonSpec{ID: "choose.no", Label: "common.cancel"}, func() { d.Hide() })
	var body []fyne.CanvasObject
	if text != "" {
		body = append(body, NewText(text, StyleBody))
	}
	for _, c := range choices {
		spec := ButtonSpec{ID: c.ID, Label: c.Label, Text: c.Text, Icon: c.Icon, Style: c.Style, Wide: true}
		body = append(body, NewButton(env, spec, func() {
			d.Hide()
			c.Do()
		}))
	}
	d = showDialog(env, dialogSpec{title: env.T(title), body: body, buttons: []*Button{no}, safe: no})
	return d
}
