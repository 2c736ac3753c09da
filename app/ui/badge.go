package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Badge is a short word on the colour of its tone: a state, a count.
type Badge struct {
	widget.BaseWidget
	text   string
	tone   Tone
	ground *canvas.Rectangle
	label  *canvas.Text
}

// NewBadge returns a badge with a ready text.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes word and tone; an empty word shows nothing.
func (b *Badge) Set(text string, tone Tone) {
	b.text, b.tone = text, tone
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.ground = canvas.NewRectangle(none)
	b.label = newText("", theme.ColorNameForeground, theme.SizeNameCaptionText)
	b.label.TextStyle.Bold = true
	d := &drawing{objects: []fyne.CanvasObject{b.ground, b.label}}
	d.min = func() fyne.Size {
		m := fyne.MeasureText(b.text, b.label.TextSize, b.label.TextStyle)
		return m.AddWidthHeight(Px(16), Px(4))
	}
	d.layout = b.layout
	d.refresh = func() { b.layout(b.Size()) }
	b.layout(b.Size())
	return d
}

func (b *Badge) layout(s fyne.Size) {
	b.ground.FillColor, b.label.Color = none, Color(b.tone.Ink())
	if b.text != "" {
		b.ground.FillColor = Color(b.tone.Surface())
	}
	b.ground.CornerRadius = s.Height / 2
	b.ground.Resize(s)
	b.label.Text = fit(b.text, s.Width-Px(12), b.label.TextSize, b.label.TextStyle)
	m := b.label.MinSize()
	b.label.Resize(m)
	b.label.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
}

// chip is a value that can be taken away by a click on its cross. It is no stop
// of the Tab key: Backspace in its field and the list of choices do the same.
type chip struct {
	widget.BaseWidget
	id, text string
	remove   func()
	ground   *canvas.Rectangle
	label    *canvas.Text
	cross    *widgetTap
}

func newChip(id, text string, remove func()) *chip {
	c := &chip{id: id, text: text, remove: remove}
	c.cross = &widgetTap{icon: picture(string(theme.IconNameCancel), Info.Ink(), 0.7), do: remove}
	c.cross.ExtendBaseWidget(c.cross)
	c.ExtendBaseWidget(c)
	return c
}

// ControlID implements Named.
func (c *chip) ControlID() string { return c.id }

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	c.ground = canvas.NewRectangle(Color(Info.Surface()))
	c.ground.CornerRadius = size(theme.SizeNameButtonRadius)
	c.ground.StrokeColor, c.ground.StrokeWidth = Color(Info.Edge()), 1
	c.label = newText(c.text, Info.Ink(), theme.SizeNameText)
	d := &drawing{objects: []fyne.CanvasObject{c.ground, c.label, c.cross}}
	d.min = func() fyne.Size {
		m := fyne.MeasureText(c.text, c.label.TextSize, c.label.TextStyle)
		return fyne.NewSize(m.Width+c.cross.MinSize().Width+Px(14), m.Height+Px(6))
	}
	d.layout = func(s fyne.Size) {
		c.ground.Resize(s)
		x := c.cross.MinSize().Width
		c.cross.Resize(fyne.NewSize(x, s.Height))
		c.cross.Move(fyne.NewPos(s.Width-x-Px(2), 0))
		c.label.Text = fit(c.text, s.Width-x-Px(12)+1, c.label.TextSize, c.label.TextStyle)
		m := c.label.MinSize()
		c.label.Resize(m)
		c.label.Move(fyne.NewPos(Px(8), (s.Height-m.Height)/2))
	}
	return d
}
