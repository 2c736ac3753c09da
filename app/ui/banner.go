package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Banner is a standing message across a page: sample data, what is wrong with
// a form, a clock that is off. Its text is ready text.
type Banner struct {
	widget.BaseWidget
	env    *Env
	tone   Tone
	text   *Text
	body   *fyne.Container
	line   *fyne.Container
	action *Button
}

// NewBanner returns an empty banner of a tone.
func NewBanner(env *Env, tone Tone) *Banner {
	b := &Banner{env: env, tone: tone}
	b.text = NewText("", TextStyle{Color: tone.Ink(), Wrap: true})
	b.line = container.New(bannerLayout{}, picture(toneIcon(tone), tone.Ink(), 1), b.text)
	b.body = plate(tone.Surface(), tone.Edge(), pad{Px(10), Px(12), Px(10), Px(12)}, b.line)
	b.ExtendBaseWidget(b)
	return b
}

// Say returns a banner with a text, for messages that stay as they are.
func Say(env *Env, tone Tone, text string) *Banner {
	b := NewBanner(env, tone)
	b.SetText(text)
	return b
}

// Text is what the banner says.
func (b *Banner) Text() string { return b.text.Text() }

// SetText says something else.
func (b *Banner) SetText(text string) {
	b.text.SetText(text)
	b.Refresh()
}

// SetAction puts a button at the end of the banner: the next step. Only one.
func (b *Banner) SetAction(spec ButtonSpec, do func()) {
	if b.action == nil {
		b.action = NewButton(b.env, spec, do)
		b.line.Add(b.action)
		b.Refresh()
	}
}

// Children implements parent.
func (b *Banner) Children() []fyne.CanvasObject { return []fyne.CanvasObject{b.body} }

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{b.body}}
	d.min = b.body.MinSize
	d.layout = func(s fyne.Size) { b.body.Resize(s) }
	d.refresh = func() { b.body.Resize(b.Size()) }
	return d
}

// bannerLayout: icon at the top left, text over the width that is left, the
// button at the right.
type bannerLayout struct{}

func (bannerLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	h := max(m.Height, o[0].MinSize().Height)
	if len(o) > 2 {
		h = max(h, o[2].MinSize().Height)
	}
	return fyne.NewSize(Px(160), h)
}

func (bannerLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	i := o[0].MinSize()
	o[0].Resize(i)
	o[0].Move(fyne.NewPos(0, 0))
	right := s.Width
	if len(o) > 2 {
		b := o[2].MinSize()
		o[2].Resize(b)
		o[2].Move(fyne.NewPos(s.Width-b.Width, (s.Height-b.Height)/2))
		right -= b.Width + Px(gapM)
	}
	x := i.Width + Px(gapM)
	h := heightFor(o[1], max(Px(40), right-x))
	y := max(0, (s.Height-h)/2)
	o[1].Move(fyne.NewPos(x, y))
	line := min(h, fyne.MeasureText("Ëg", size(theme.SizeNameText), fyne.TextStyle{}).Height)
	o[0].Move(fyne.NewPos(0, y+(line-i.Height)/2))
}

// EmptySpec describes what an empty list says.
type EmptySpec struct {
	// Icon is a name Icon knows; Title and Text are translation keys.
	Icon, Title, Text string
	// Action is a button for the way out of emptiness, with its Do; optional.
	Action ButtonSpec
	Do     func()
}

// EmptyState fills an empty list: what belongs here and how to begin.
func EmptyState(env *Env, spec EmptySpec) *fyne.Container {
	var all []fyne.CanvasObject
	if spec.Icon != "" {
		all = append(all, container.NewCenter(picture(spec.Icon, ColorNameMuted, 2)))
	}
	all = append(all, NewText(env.T(spec.Title), TextStyle{Bold: true, Wrap: true, Align: fyne.TextAlignCenter}))
	if spec.Text != "" {
		all = append(all, NewText(env.T(spec.Text), TextStyle{Color: ColorNameMuted, Wrap: true, Align: fyne.TextAlignCenter}))
	}
	if spec.Do != nil {
		all = append(all, container.NewCenter(NewButton(env, spec.Action, spec.Do)))
	}
	return container.New(middle{width: 420}, container.New(column{Px(gapM)}, all...))
}

// middle centres one object of a given width.
type middle struct{ width float32 }

func (m middle) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Px(120), o[0].MinSize().Height)
}

func (m middle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(Px(m.width), s.Width)
	h := heightFor(o[0], w)
	o[0].Move(fyne.NewPos((s.Width-w)/2, max(0, (s.Height-h)/3)))
}

// PageHeader is the first line of a screen: where one is, and what can be done
// here. Title and subtitle are ready text.
func PageHeader(title, subtitle string, actions ...fyne.CanvasObject) *fyne.Container {
	head := container.New(column{Px(2)}, NewText(title, StyleTitle))
	if subtitle != "" {
		head.Add(NewText(subtitle, TextStyle{Color: ColorNameMuted}))
	}
	return Line(0, append([]fyne.CanvasObject{head}, actions...)...)
}

// Rule is a thin line between blocks.
func Rule() fyne.CanvasObject {
	r := canvas.NewRectangle(Color(theme.ColorNameSeparator))
	r.SetMinSize(fyne.NewSize(1, 1))
	return r
}
