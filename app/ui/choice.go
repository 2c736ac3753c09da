package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// CheckField is yes or no. Until it is set or touched it has no value.
type CheckField struct {
	row
	check *checkBox
}

var _ Field = (*CheckField)(nil)

// NewCheckField returns a box to tick; its label stands beside it.
func NewCheckField(env *Env, spec FieldSpec) *CheckField {
	f := &CheckField{}
	key := spec.Label
	if key == "" {
		key = "field." + spec.ID
	}
	f.check = &checkBox{id: spec.ID, text: env.T(key), changed: func() { f.changed() }}
	f.check.ExtendBaseWidget(f.check)
	f.frame(env, spec, f.check)
	// The label is part of the control: the row begins without one, at the
	// height of the neighbours' controls.
	f.label.SetText(" ")
	return f
}

// Value implements Field: "true", "false" or nothing.
func (f *CheckField) Value() []string {
	switch {
	case !f.check.set:
		return nil
	case f.check.on:
		return []string{"true"}
	default:
		return []string{"false"}
	}
}

// Checked says whether the box is ticked.
func (f *CheckField) Checked() bool { return f.check.on }

// Label is the field's name in the officer's language.
func (f *CheckField) Label() string { return f.check.text }

// SetValues implements Field.
func (f *CheckField) SetValues(v []string) {
	f.check.set, f.check.on = len(v) > 0, First(v) == "true"
	f.check.Refresh()
}

// Focus implements Field.
func (f *CheckField) Focus() { f.env.Focus(f.check) }

// SetDisabled implements Field.
func (f *CheckField) SetDisabled(off bool) { setDisabled(f.check, off) }

// checkBox is a box with a text; Space and Enter tick it.
type checkBox struct {
	widget.DisableableWidget
	id, text     string
	on, set      bool
	focused      bool
	changed      func()
	ring, square *canvas.Rectangle
	tick         *canvas.Image
	label        *canvas.Text
}

// ControlID implements Named.
func (c *checkBox) ControlID() string { return c.id }

func (c *checkBox) toggle() {
	if c.Disabled() {
		return
	}
	c.on, c.set = !c.on, true
	c.Refresh()
	c.changed()
}

// Tapped implements fyne.Tappable.
func (c *checkBox) Tapped(*fyne.PointEvent) {
	focusOn(c)
	c.toggle()
}

// FocusGained implements fyne.Focusable.
func (c *checkBox) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c)
}

// FocusLost implements fyne.Focusable.
func (c *checkBox) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *checkBox) TypedRune(r rune) {
	if r == ' ' {
		c.toggle()
	}
}

// TypedKey implements fyne.Focusable.
func (c *checkBox) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case isEnter(ev):
		if !submitOverlay(c) {
			c.toggle()
		}
	case ev.Name == fyne.KeyEscape:
		escape(c)
	}
}

// Cursor implements desktop.Cursorable.
func (c *checkBox) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *checkBox) CreateRenderer() fyne.WidgetRenderer {
	c.ring = newRing()
	c.square = canvas.NewRectangle(none)
	c.square.CornerRadius, c.square.StrokeWidth = 4, 1.5
	c.tick = picture(string(theme.IconNameConfirm), theme.ColorNameForegroundOnPrimary, 0.8)
	c.label = newText(c.text, theme.ColorNameForeground, theme.SizeNameText)
	d := &drawing{objects: []fyne.CanvasObject{c.ring, c.square, c.tick, c.label}}
	d.min = func() fyne.Size {
		// Of the whole text: what is drawn may be shortened to the width of before.
		w := fyne.MeasureText(c.text, size(theme.SizeNameText), fyne.TextStyle{}).Width
		return fyne.NewSize(Px(28)+min(w, Px(180)), lineHeight())
	}
	d.layout = c.layout
	d.refresh = func() { c.layout(c.Size()) }
	c.layout(c.Size())
	return d
}

func (c *checkBox) layout(s fyne.Size) {
	side := Px(18)
	pos := fyne.NewPos(Px(2), (s.Height-side)/2)
	c.square.Resize(fyne.NewSquareSize(side))
	c.square.Move(pos)
	placeRing(c.ring, pos, c.square.Size())
	show(c.ring, c.focused && !c.Disabled())
	c.tick.Resize(fyne.NewSquareSize(side - 2))
	c.tick.Move(pos.AddXY(1, 1))
	show(c.tick, c.on)
	fill, edge, ink := theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameForeground
	if c.on {
		fill, edge = theme.ColorNamePrimary, theme.ColorNamePrimary
	}
	if c.Disabled() {
		ink, edge = theme.ColorNameDisabled, theme.ColorNameDisabled
		if c.on {
			fill = theme.ColorNameDisabled
		}
	}
	c.square.FillColor, c.square.StrokeColor, c.label.Color = Color(fill), Color(edge), Color(ink)
	c.label.Text = fit(c.text, s.Width-Px(28)+1, c.label.TextSize, c.label.TextStyle)
	m := c.label.MinSize()
	c.label.Resize(m)
	c.label.Move(fyne.NewPos(Px(28), (s.Height-m.Height)/2))
}

// RadioField is one of few choices, all in view: for up to about five short
// labels; more belong in a CodeField.
type RadioField struct {
	row
	bar *choiceBar
}

var _ Field = (*RadioField)(nil)

// NewRadioField returns a bar of choices. It is one stop of the Tab key; arrows
// choose, a digit chooses by number, Delete takes the choice back.
func NewRadioField(env *Env, spec FieldSpec, options []Option) *RadioField {
	f := &RadioField{bar: &choiceBar{id: spec.ID}}
	for _, o := range options {
		if !o.Retired {
			f.bar.options = append(f.bar.options, o)
		}
	}
	f.bar.changed = func() { f.changed() }
	f.bar.ExtendBaseWidget(f.bar)
	f.frame(env, spec, f.bar)
	return f
}

// Value implements Field.
func (f *RadioField) Value() []string { return one(f.bar.code) }

// SetValues implements Field.
func (f *RadioField) SetValues(v []string) {
	f.bar.code = First(v)
	f.bar.Refresh()
}

// Focus implements Field.
func (f *RadioField) Focus() { f.env.Focus(f.bar) }

// SetDisabled implements Field.
func (f *RadioField) SetDisabled(off bool) { setDisabled(f.bar, off) }

// choiceBar draws the choices as joined buttons, in as many lines as they need.
type choiceBar struct {
	widget.DisableableWidget
	id      string
	options []Option
	code    string
	focused bool
	changed func()
	width   float32
	ring    *canvas.Rectangle
	grounds []*canvas.Rectangle
	labels  []*canvas.Text
}

// ControlID implements Named.
func (b *choiceBar) ControlID() string { return b.id }

func (b *choiceBar) index() int {
	for i, o := range b.options {
		if o.Code == b.code {
			return i
		}
	}
	return -1
}

func (b *choiceBar) choose(i int) {
	code := ""
	if i >= 0 && i < len(b.options) {
		code = b.options[i].Code
	}
	if b.Disabled() || code == b.code {
		return
	}
	b.code = code
	b.Refresh()
	b.changed()
}

// Tapped implements fyne.Tappable.
func (b *choiceBar) Tapped(ev *fyne.PointEvent) {
	focusOn(b)
	for i, g := range b.grounds {
		p, s := g.Position(), g.Size()
		if ev.Position.X >= p.X && ev.Position.X < p.X+s.Width && ev.Position.Y >= p.Y && ev.Position.Y < p.Y+s.Height {
			b.choose(i)
		}
	}
}

// FocusGained implements fyne.Focusable.
func (b *choiceBar) FocusGained() {
	b.focused = true
	b.Refresh()
	reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *choiceBar) FocusLost() {
	b.focused = false
	b.Refresh()
}

// TypedRune implements fyne.Focusable.
func (b *choiceBar) TypedRune(r rune) {
	switch {
	case r == ' ':
		b.choose((b.index() + 1) % len(b.options))
	case r >= '1' && r <= '9' && int(r-'1') < len(b.options):
		b.choose(int(r - '1'))
	}
}

// TypedKey implements fyne.Focusable.
func (b *choiceBar) TypedKey(ev *fyne.KeyEvent) {
	i, n := b.index(), len(b.options)
	switch {
	case ev.Name == fyne.KeyRight, ev.Name == fyne.KeyDown:
		b.choose((i + 1) % n)
	case ev.Name == fyne.KeyLeft, ev.Name == fyne.KeyUp:
		b.choose((max(i, 0) + n - 1) % n)
	case ev.Name == fyne.KeyBackspace, ev.Name == fyne.KeyDelete:
		b.choose(-1)
	case isEnter(ev):
		submitOverlay(b)
	case ev.Name == fyne.KeyEscape:
		escape(b)
	}
}

// Cursor implements desktop.Cursorable.
func (b *choiceBar) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *choiceBar) CreateRenderer() fyne.WidgetRenderer {
	b.ring = newRing()
	d := &drawing{objects: []fyne.CanvasObject{b.ring}}
	b.grounds, b.labels = nil, nil
	for range b.options {
		g := canvas.NewRectangle(none)
		g.StrokeWidth = 1
		g.CornerRadius = size(theme.SizeNameButtonRadius)
		l := newText("", theme.ColorNameForeground, theme.SizeNameText)
		b.grounds, b.labels = append(b.grounds, g), append(b.labels, l)
		d.objects = append(d.objects, g, l)
	}
	d.min = func() fyne.Size {
		return fyne.NewSize(min(b.widest(), Px(200)), b.place(b.width, nil))
	}
	d.layout = b.layout
	d.refresh = func() { b.layout(b.Size()) }
	b.layout(b.Size())
	return d
}

func (b *choiceBar) cell(i int) float32 {
	return fyne.MeasureText(b.options[i].Label, size(theme.SizeNameText), fyne.TextStyle{Bold: true}).Width + Px(18)
}

func (b *choiceBar) widest() float32 {
	w := float32(0)
	for i := range b.options {
		w = max(w, b.cell(i))
	}
	return w
}

// place lays the cells in lines and returns the height.
func (b *choiceBar) place(width float32, put func(i int, x, y, w float32)) float32 {
	var x, y float32
	h := lineHeight()
	for i := range b.options {
		w := b.cell(i)
		if width > 0 {
			w = min(w, width)
			if x > 0 && x+w > width+0.5 {
				x, y = 0, y+h+Px(gapS)
			}
		}
		if put != nil {
			put(i, x, y, w)
		}
		x += w + Px(gapS)
	}
	return y + h
}

func (b *choiceBar) layout(s fyne.Size) {
	b.width = s.Width
	right := float32(0)
	h := b.place(s.Width, func(i int, x, y, w float32) {
		b.grounds[i].Move(fyne.NewPos(x, y))
		b.grounds[i].Resize(fyne.NewSize(w, lineHeight()))
		l, on := b.labels[i], b.options[i].Code == b.code
		fill, edge, ink := theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameForeground
		if on {
			fill, edge, ink = theme.ColorNamePrimary, theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
		}
		if b.Disabled() {
			edge, ink = theme.ColorNameDisabled, theme.ColorNameDisabled
			if on {
				fill, ink = theme.ColorNameDisabled, ColorNameSurface
			}
		}
		b.grounds[i].FillColor, b.grounds[i].StrokeColor = Color(fill), Color(edge)
		l.Color, l.TextStyle.Bold = Color(ink), on
		l.Text = fit(b.options[i].Label, w-Px(12), l.TextSize, l.TextStyle)
		m := l.MinSize()
		l.Resize(m)
		l.Move(fyne.NewPos(x+(w-m.Width)/2, y+(lineHeight()-m.Height)/2))
		right = max(right, x+w)
	})
	placeRing(b.ring, fyne.Position{}, fyne.NewSize(min(right, s.Width), h))
	show(b.ring, b.focused && !b.Disabled())
}
