package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// column lays objects below each other. Unlike the toolkit's box it gives each
// its width before it asks for the height, so wrapped text is right at once.
type column struct{ gap float32 }

func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w, h float32
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w = max(w, m.Width)
		h += m.Height
		n++
	}
	if n > 1 {
		h += c.gap * float32(n-1)
	}
	return fyne.NewSize(w, h)
}

func (c column) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, s.Width)
		o.Move(fyne.NewPos(0, y))
		y += h + c.gap
	}
}

// heightFor gives an object its width and returns, and sets, the height it
// wants at that width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	h := o.MinSize().Height
	o.Resize(fyne.NewSize(width, h))
	return h
}

// Stack lays objects below each other with the usual gap between blocks.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(column{Px(gapL)}, objects...)
}

// Tight is Stack for objects that belong together.
func Tight(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(column{Px(gapS)}, objects...)
}

// flow lays objects in lines, left to right, and begins a new line when one is
// full. Its height follows the width it was last given.
type flow struct {
	gap   float32
	width float32
}

func (f *flow) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	var x, y, line float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w := m.Width
		if width > 0 {
			w = min(w, width)
		}
		if x > 0 && width > 0 && x+w > width {
			x, y, line = 0, y+line+f.gap, 0
		}
		if put != nil {
			put(o, fyne.NewPos(x, y), fyne.NewSize(w, m.Height))
		}
		x += w + f.gap
		line = max(line, m.Height)
	}
	return y + line
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objects {
		if o.Visible() {
			w = max(w, min(o.MinSize().Width, Px(120)))
		}
	}
	return fyne.NewSize(w, f.place(objects, f.width, nil))
}

func (f *flow) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	f.width = s.Width
	f.place(objects, s.Width, func(o fyne.CanvasObject, p fyne.Position, sz fyne.Size) {
		o.Move(p)
		o.Resize(sz)
	})
}

// Flow lays objects in lines that break where the width ends.
func Flow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: Px(gapM)}, objects...)
}

// pad keeps distances around one object.
type pad struct{ top, right, bottom, left float32 }

func (p pad) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := fyne.Size{}
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m.AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p pad) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(p.left, p.top))
		o.Resize(fyne.NewSize(max(0, s.Width-p.left-p.right), max(0, s.Height-p.top-p.bottom)))
	}
}

// Pad surrounds an object with a distance of grid steps of four.
func Pad(steps float32, o fyne.CanvasObject) *fyne.Container {
	d := Px(4 * steps)
	return container.New(pad{d, d, d, d}, o)
}

// plate is an object on a coloured, rounded ground.
func plate(fill, edge fyne.ThemeColorName, p pad, o fyne.CanvasObject) *fyne.Container {
	ground := canvas.NewRectangle(Color(fill))
	ground.CornerRadius = size(theme.SizeNameCardRadius)
	if edge != "" {
		ground.StrokeColor = Color(edge)
		ground.StrokeWidth = 1
	}
	return container.NewStack(ground, container.New(p, o))
}

// scrollPage fits its one object, a scroll, and lets the scroll's content
// settle on its height before the scroll asks for it.
type scrollPage struct{}

func (scrollPage) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(Px(240), Px(120)) }

func (scrollPage) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		if sc, ok := o.(*container.Scroll); ok {
			heightFor(sc.Content, s.Width)
		}
		o.Resize(s)
		o.Move(fyne.NewPos(0, 0))
		o.Refresh()
	}
}

// Page makes a screen's column scroll up and down, with margins at its sides.
// Controls that get the focus are scrolled into view.
func Page(objects ...fyne.CanvasObject) *fyne.Container {
	m := Px(gapL)
	body := container.New(pad{m, m + Px(gapS), m, m}, Stack(objects...))
	return container.New(scrollPage{}, container.NewVScroll(body))
}

// sides gives the object with index left what is over between those at the left
// and right end, all centred on one line.
type sides struct {
	left int
	gap  float32
}

func (l sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w, h float32
	for i, o := range objects {
		m := o.MinSize()
		h = max(h, m.Height)
		if i == l.left {
			m.Width = min(m.Width, Px(60))
		}
		w += m.Width + l.gap
	}
	return fyne.NewSize(max(0, w-l.gap), h)
}

func (l sides) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	x, end := float32(0), s.Width
	put := func(o fyne.CanvasObject, at, width float32) {
		h := o.MinSize().Height
		if width < 0 {
			width = 0
		}
		o.Move(fyne.NewPos(at, (s.Height-h)/2))
		o.Resize(fyne.NewSize(width, h))
	}
	for i := len(objects) - 1; i > l.left; i-- {
		w := objects[i].MinSize().Width
		put(objects[i], end-w, w)
		end -= w + l.gap
	}
	for i := 0; i < l.left; i++ {
		w := objects[i].MinSize().Width
		put(objects[i], x, w)
		x += w + l.gap
	}
	put(objects[l.left], x, end-x)
}

// Line lays objects on one line; the one with the given index takes the width
// that is left.
func Line(stretch int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(sides{left: stretch, gap: Px(gapM)}, objects...)
}

// frame gives one object what its head and foot leave over, without gaps. Head
// and foot may be nil.
type frameLayout struct{ head, foot, body fyne.CanvasObject }

func framed(head, foot, body fyne.CanvasObject) *fyne.Container {
	all := []fyne.CanvasObject{}
	for _, o := range []fyne.CanvasObject{head, body, foot} {
		if o != nil {
			all = append(all, o)
		}
	}
	return container.New(&frameLayout{head, foot, body}, all...)
}

func (l *frameLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return column{}.MinSize(o) }

func (l *frameLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	top, bottom := float32(0), float32(0)
	if l.head != nil && l.head.Visible() {
		top = heightFor(l.head, s.Width)
		l.head.Move(fyne.NewPos(0, 0))
	}
	if l.foot != nil && l.foot.Visible() {
		bottom = heightFor(l.foot, s.Width)
		l.foot.Move(fyne.NewPos(0, s.Height-bottom))
	}
	l.body.Resize(fyne.NewSize(s.Width, max(0, s.Height-top-bottom)))
	l.body.Move(fyne.NewPos(0, top))
}

// Frame is a screen that does not scroll as a whole: a list, for example. head
// and foot keep their height, body takes the rest. head and foot may be nil.
func Frame(head, body, foot fyne.CanvasObject) *fyne.Container {
	m := Px(gapL)
	if head != nil {
		head = container.New(pad{bottom: Px(12)}, head)
	}
	if foot != nil {
		foot = container.New(pad{top: Px(12)}, foot)
	}
	return container.New(pad{m, m + Px(gapS), m, m}, framed(head, foot, body))
}
