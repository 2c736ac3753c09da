package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func itoa(i int) string { return strconv.Itoa(i) }

// columnWidths are the width, share and dispensability of a column.
type columnWidths struct {
	min, flex float32
	drop      int
}

// columnLayout shares the width among the columns.
type columnLayout struct{ cols []columnWidths }

// spans returns place and width of each column; a width of zero is a column
// there is no room for.
func (l *columnLayout) spans(width float32) (x, w []float32) {
	n := len(l.cols)
	x, w = make([]float32, n), make([]float32, n)
	inner := width - Px(gapL)
	out := make([]bool, n)
	for {
		sum, worst := float32(0), -1
		for i, c := range l.cols {
			if out[i] {
				continue
			}
			sum += Px(c.min)
			if c.drop > 0 && (worst < 0 || c.drop > l.cols[worst].drop) {
				worst = i
			}
		}
		if sum <= inner || worst < 0 {
			l.share(x, w, out, inner-sum)
			return x, w
		}
		out[worst] = true
	}
}

func (l *columnLayout) share(x, w []float32, out []bool, left float32) {
	flex := float32(0)
	for i, c := range l.cols {
		if !out[i] {
			flex += c.flex
		}
	}
	at := Px(gapM)
	for i, c := range l.cols {
		if out[i] {
			continue
		}
		w[i] = Px(c.min)
		if left < 0 {
			// Nothing more can go: all get narrower.
			w[i] *= 1 + left/l.sum(out)
		} else if flex > 0 {
			w[i] += left * c.flex / flex
		}
		x[i] = at
		at += w[i]
	}
}

func (l *columnLayout) sum(out []bool) float32 {
	s := float32(1)
	for i, c := range l.cols {
		if !out[i] {
			s += Px(c.min)
		}
	}
	return s
}

// cells is the content of a table's row.
type cells struct {
	widget.BaseWidget
	layout *columnLayout
	text   []string
	style  []CellStyle
	labels []*canvas.Text
	badges []*canvas.Rectangle
}

func newCells(l *columnLayout, n int) *cells {
	c := &cells{layout: l, text: make([]string, n), style: make([]CellStyle, n)}
	c.ExtendBaseWidget(c)
	return c
}

func (c *cells) set(i int, text string, st CellStyle) { c.text[i], c.style[i] = text, st }

// CreateRenderer implements fyne.Widget.
func (c *cells) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{}
	c.labels, c.badges = nil, nil
	for range c.text {
		b := canvas.NewRectangle(none)
		t := newText("", theme.ColorNameForeground, theme.SizeNameText)
		c.labels, c.badges = append(c.labels, t), append(c.badges, b)
		d.objects = append(d.objects, b, t)
	}
	d.min = func() fyne.Size { return fyne.NewSize(0, lineHeight()) }
	d.layout = c.place
	d.refresh = func() { c.place(c.Size()) }
	c.place(c.Size())
	return d
}

func (c *cells) place(s fyne.Size) {
	xs, ws := c.layout.spans(s.Width)
	for i, t := range c.labels {
		st, b := c.style[i], c.badges[i]
		show(t, ws[i] > 0)
		show(b, st.Badge && c.text[i] != "" && ws[i] > 0)
		t.TextStyle.Bold, t.TextSize = st.Bold, size(theme.SizeNameText)
		colour := theme.ColorNameForeground
		if st.Muted {
			colour = ColorNameMuted
		}
		room, x := ws[i]-Px(10), xs[i]
		if st.Badge {
			colour, t.TextStyle.Bold, t.TextSize = st.Tone.Ink(), true, size(theme.SizeNameCaptionText)
			room -= Px(14)
			x += Px(7)
		}
		t.Color = Color(colour)
		t.Text = fit(c.text[i], max(1, room), t.TextSize, t.TextStyle)
		m := t.MinSize()
		t.Resize(m)
		t.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		if st.Badge {
			b.FillColor = Color(st.Tone.Surface())
			b.Resize(m.AddWidthHeight(Px(14), Px(4)))
			b.Move(t.Position().SubtractXY(Px(7), Px(2)))
			b.CornerRadius = b.Size().Height / 2
		}
	}
}

type headCell struct {
	id, title string
	sortable  bool
}

// tableHeader names the columns. Where columns can be sorted it is one stop of
// the Tab key: Left and Right choose a column, Enter or Space sorts by it.
type tableHeader struct {
	widget.BaseWidget
	id      string
	heads   []headCell
	layout  *columnLayout
	pick    func(id string)
	sort    Sort
	at      int
	focused bool
	ground  *canvas.Rectangle
	ring    *canvas.Rectangle
	line    *canvas.Rectangle
	labels  []*canvas.Text
	arrows  []*canvas.Image
}

func newTableHeader(id string, heads []headCell, l *columnLayout, pick func(string)) *tableHeader {
	h := &tableHeader{id: id, heads: heads, layout: l, pick: pick, at: -1}
	for i, c := range heads {
		if c.sortable {
			h.at = i
			break
		}
	}
	h.ExtendBaseWidget(h)
	return h
}

// ControlID implements Named.
func (h *tableHeader) ControlID() string { return h.id }

// Disabled keeps a header without sorting out of the Tab order.
func (h *tableHeader) Disabled() bool { return h.at < 0 }

// Enable implements fyne.Disableable; whether a header sorts is fixed.
func (h *tableHeader) Enable() {}

// Disable implements fyne.Disableable; whether a header sorts is fixed.
func (h *tableHeader) Disable() {}

// FocusGained implements fyne.Focusable.
func (h *tableHeader) FocusGained() {
	h.focused = true
	h.Refresh()
}

// FocusLost implements fyne.Focusable.
func (h *tableHeader) FocusLost() {
	h.focused = false
	h.Refresh()
}

// TypedRune implements fyne.Focusable.
func (h *tableHeader) TypedRune(r rune) {
	if r == ' ' && h.at >= 0 {
		h.pick(h.heads[h.at].id)
	}
}

// TypedKey implements fyne.Focusable.
func (h *tableHeader) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyRight:
		h.step(1)
	case ev.Name == fyne.KeyLeft:
		h.step(-1)
	case isEnter(ev) && h.at >= 0:
		h.pick(h.heads[h.at].id)
	case ev.Name == fyne.KeyEscape:
		escape(h)
	}
}

func (h *tableHeader) step(by int) {
	_, ws := h.layout.spans(h.Size().Width)
	for i := h.at + by; i >= 0 && i < len(h.heads); i += by {
		if h.heads[i].sortable && ws[i] > 0 {
			h.at = i
			h.Refresh()
			return
		}
	}
}

// Tapped implements fyne.Tappable.
func (h *tableHeader) Tapped(ev *fyne.PointEvent) {
	xs, ws := h.layout.spans(h.Size().Width)
	for i, c := range h.heads {
		if c.sortable && ev.Position.X >= xs[i] && ev.Position.X < xs[i]+ws[i] {
			h.at = i
			h.pick(c.id)
		}
	}
}

// Cursor implements desktop.Cursorable.
func (h *tableHeader) Cursor() desktop.Cursor {
	if h.at >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	h.ground = canvas.NewRectangle(Color(theme.ColorNameHeaderBackground))
	h.ground.TopLeftCornerRadius, h.ground.TopRightCornerRadius = 6, 6
	h.line = canvas.NewRectangle(Color(theme.ColorNameSeparator))
	h.ring = newRing()
	h.ring.FillColor = none
	d := &drawing{objects: []fyne.CanvasObject{h.ground, h.line}}
	h.labels, h.arrows = nil, nil
	for _, c := range h.heads {
		t := newText(c.title, ColorNameMuted, theme.SizeNameCaptionText)
		t.TextStyle.Bold = true
		a := picture(string(theme.IconNameMoveUp), ColorNameMuted, 0.7)
		h.labels, h.arrows = append(h.labels, t), append(h.arrows, a)
		d.objects = append(d.objects, t, a)
	}
	d.objects = append(d.objects, h.ring)
	d.min = func() fyne.Size { return fyne.NewSize(0, lineHeight()-Px(4)) }
	d.layout = h.place
	d.refresh = func() { h.place(h.Size()) }
	h.place(h.Size())
	return d
}

func (h *tableHeader) place(s fyne.Size) {
	h.ground.Resize(s)
	h.line.Resize(fyne.NewSize(s.Width, 1))
	h.line.Move(fyne.NewPos(0, s.Height-1))
	xs, ws := h.layout.spans(s.Width)
	h.ring.Hide()
	for i, t := range h.labels {
		a := h.arrows[i]
		sorted := h.sort.Column == h.heads[i].id && h.heads[i].sortable
		show(t, ws[i] > 0)
		show(a, sorted && ws[i] > 0)
		am := a.MinSize()
		t.Text = fit(h.heads[i].title, max(1, ws[i]-am.Width-Px(8)), t.TextSize, t.TextStyle)
		t.Color = Color(ColorNameMuted)
		if sorted {
			t.Color = Color(theme.ColorNameForeground)
			name := theme.IconNameMoveUp
			if h.sort.Desc {
				name = theme.IconNameMoveDown
			}
			a.Resource = Icon(string(name), theme.ColorNameForeground)
		}
		m := t.MinSize()
		t.Resize(m)
		t.Move(fyne.NewPos(xs[i], (s.Height-m.Height)/2))
		a.Resize(am)
		a.Move(fyne.NewPos(xs[i]+m.Width+Px(3), (s.Height-am.Height)/2))
		if h.focused && i == h.at && ws[i] > 0 {
			h.ring.Move(fyne.NewPos(xs[i]-Px(6), 2))
			h.ring.Resize(fyne.NewSize(ws[i], s.Height-4))
			h.ring.Show()
		}
	}
}
