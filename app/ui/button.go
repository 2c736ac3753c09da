package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ButtonStyle is how much a button asks for attention.
type ButtonStyle uint8

const (
	// Secondary is an action among others.
	Secondary ButtonStyle = iota
	// Primary is what the screen is for; one on each.
	Primary
	// Destructive cannot be undone.
	Destructive
	// Flat stays in the background: tool bars, rows.
	Flat
	// Rail is an entry of the navigation.
	Rail
)

// ButtonSpec describes a button.
type ButtonSpec struct {
	// ID names the control, "client.save".
	ID string
	// Label is a translation key. Text is used instead where the text is
	// ready, as the name of a person to sign in. With neither, the button
	// shows its icon alone.
	Label string
	Text  string
	// Icon is a name Icon knows, or "".
	Icon string
	// Style is Secondary if not given.
	Style ButtonStyle
	// Shortcut is shown beside the label, "Ctrl+S"; the main menu makes it work.
	Shortcut string
	// Wide places label and icon at the left, for stacked buttons.
	Wide bool
}

// Button is a button for mouse and keyboard: Enter and Space press it.
type Button struct {
	widget.DisableableWidget
	spec              ButtonSpec
	text              string
	onTapped          func()
	focused, hovered  bool
	active            bool
	ground, ring, bar *canvas.Rectangle
	label, short      *canvas.Text
	icon              *canvas.Image
}

var (
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Tappable     = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ Named             = (*Button)(nil)
)

// NewButton returns a button that calls tapped.
func NewButton(env *Env, spec ButtonSpec, tapped func()) *Button {
	b := &Button{spec: spec, text: spec.Text, onTapped: tapped}
	if spec.Label != "" {
		b.text = env.T(spec.Label)
	}
	b.ExtendBaseWidget(b)
	return b
}

// ControlID implements Named.
func (b *Button) ControlID() string { return b.spec.ID }

// Text is what the button says.
func (b *Button) Text() string { return b.text }

// SetText changes what the button says.
func (b *Button) SetText(s string) {
	b.text = s
	b.Refresh()
}

// SetActive marks the button of the place where one is, in the navigation.
func (b *Button) SetActive(on bool) {
	b.active = on
	b.Refresh()
}

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	focusOn(b)
	b.press()
}

func (b *Button) press() {
	if !b.Disabled() && b.onTapped != nil {
		b.onTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	b.focused = false
	b.Refresh()
}

// TypedRune presses the button for Space. The key event of Space is not used:
// the character follows it and would land in whatever has the focus by then.
func (b *Button) TypedRune(r rune) {
	if r == ' ' {
		b.press()
	}
}

// TypedKey presses the button for Enter.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case isEnter(ev):
		b.press()
	case ev.Name == fyne.KeyEscape:
		escape(b)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.hovered = false
	b.Refresh()
}

// Cursor shows the hand where a click does something.
func (b *Button) Cursor() desktop.Cursor {
	if b.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// colours returns the ground, "" for none, and the ink.
func (b *Button) colours() (ground, ink fyne.ThemeColorName) {
	switch b.spec.Style {
	case Primary:
		ground, ink = theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	case Destructive:
		ground, ink = theme.ColorNameError, theme.ColorNameForegroundOnError
	case Flat:
		ground, ink = "", theme.ColorNamePrimary
	case Rail:
		ground, ink = "", ColorNameRailText
		if b.active {
			ground = ColorNameRailActive
		} else if b.hovered {
			ground = ColorNameRailHover
		}
	default:
		ground, ink = theme.ColorNameButton, theme.ColorNameForeground
	}
	if b.Disabled() {
		ink = theme.ColorNameDisabled
		if ground != "" {
			ground = theme.ColorNameDisabledButton
		}
	}
	return ground, ink
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	b.ring = newRing()
	b.ground = canvas.NewRectangle(none)
	b.bar = canvas.NewRectangle(none) // hover shade
	b.label = newText("", theme.ColorNameForeground, theme.SizeNameText)
	b.short = newText(b.spec.Shortcut, theme.ColorNameForeground, theme.SizeNameCaptionText)
	b.icon = picture(b.spec.Icon, theme.ColorNameForeground, 0.9)
	b.paint()
	return &drawing{
		objects: []fyne.CanvasObject{b.ring, b.ground, b.bar, b.icon, b.label, b.short},
		min:     b.minSize, layout: b.layout, refresh: b.paint,
	}
}

func (b *Button) paint() {
	ground, ink := b.colours()
	b.ground.FillColor = none
	if ground != "" {
		b.ground.FillColor = Color(ground)
	}
	radius := size(theme.SizeNameButtonRadius)
	b.ground.CornerRadius, b.bar.CornerRadius = radius, radius
	b.bar.FillColor = none
	if b.hovered && !b.Disabled() && b.spec.Style != Rail {
		b.bar.FillColor = Color(theme.ColorNameHover)
		if b.spec.Style == Primary || b.spec.Style == Destructive {
			b.bar.FillColor = Color(theme.ColorNamePressed)
		}
	}
	if b.spec.Style == Rail {
		b.ring.FillColor = Color(ColorNameRail)
		b.ring.StrokeColor = Color(ColorNameRailText)
	} else if ground == "" {
		b.ring.FillColor = none
	}
	show(b.ring, b.focused && !b.Disabled())
	b.label.Text, b.label.Color = b.text, Color(ink)
	b.label.TextStyle.Bold = b.spec.Style == Primary || b.spec.Style == Destructive || b.active
	b.short.Color = Color(ink)
	if b.spec.Icon != "" {
		b.icon.Resource = Icon(b.spec.Icon, ink)
	}
	b.layout(b.Size())
}

func (b *Button) minSize() fyne.Size {
	p := size(theme.SizeNameInnerPadding)
	w := 2 * p
	if b.text != "" {
		w += fyne.MeasureText(b.text, b.label.TextSize, b.label.TextStyle).Width + p
	}
	if b.spec.Icon != "" {
		w += b.icon.MinSize().Width
		if b.text != "" {
			w += p * 3 / 4
		}
	}
	if b.spec.Shortcut != "" {
		w += b.short.MinSize().Width + p
	}
	return fyne.NewSize(w, lineHeight())
}

func (b *Button) layout(s fyne.Size) {
	if b.ground == nil {
		return
	}
	p := size(theme.SizeNameInnerPadding)
	b.ground.Resize(s)
	b.bar.Resize(s)
	placeRing(b.ring, fyne.Position{}, s)
	if b.spec.Style == Rail {
		// The rail clips what is outside: the ring goes inside.
		b.ring.Move(fyne.NewPos(0, 0))
		b.ring.Resize(s)
	}
	x := p
	if b.text != "" {
		x += p / 2
	}
	if !b.spec.Wide {
		x += max(0, (s.Width-b.minSize().Width)/2)
	}
	if b.spec.Icon != "" {
		m := b.icon.MinSize()
		b.icon.Resize(m)
		b.icon.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		x += m.Width + p*3/4
	}
	room := s.Width - x - p/2
	short := b.short.MinSize()
	if b.spec.Shortcut != "" {
		room -= short.Width + p
	}
	b.label.Text = fit(b.text, max(room, 1), b.label.TextSize, b.label.TextStyle)
	m := b.label.MinSize()
	b.label.Resize(m)
	b.label.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
	x += m.Width + p
	if b.spec.Wide {
		x = s.Width - short.Width - p
	}
	b.short.Resize(short)
	b.short.Move(fyne.NewPos(x, (s.Height-short.Height)/2))
}
