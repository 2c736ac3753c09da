package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// rows is the heart of every list: rows of one height, of which only those in
// view exist. It holds no data and asks nobody but its owner, who must answer
// from memory.
type rows struct {
	widget.BaseWidget
	height float32
	count  func() int
	// make builds the empty content of a row, fill puts row i into it.
	make func() fyne.CanvasObject
	fill func(i int, content fyne.CanvasObject)
	// id names row i for Observe.
	id func(i int) string
	// tap is a click on row i, near is called when the last rows come into view.
	tap  func(i int)
	near func()
	// lit says whether the owner has the focus: the current row shows it.
	lit     bool
	current int
	stripe  bool

	scroll *container.Scroll
	inner  *fyne.Container
	pool   []*tableRow
}

func (v *rows) init() {
	v.current = -1
	v.inner = container.New(rowsLayout{v})
	v.scroll = container.NewVScroll(v.inner)
	v.scroll.OnScrolled = func(fyne.Position) { v.update(false) }
	v.ExtendBaseWidget(v)
}

// Children implements parent.
func (v *rows) Children() []fyne.CanvasObject { return []fyne.CanvasObject{v.scroll} }

// CreateRenderer implements fyne.Widget.
func (v *rows) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{v.scroll}}
	d.min = func() fyne.Size { return fyne.NewSize(Px(60), v.height*2) }
	d.layout = func(s fyne.Size) {
		v.scroll.Resize(s)
		v.update(false)
	}
	return d
}

// reload shows what the owner holds now; the current row stays at its number.
func (v *rows) reload() { v.reloadMoved(0) }

// reloadMoved shows what the owner holds now; by is how many rows came above the
// current one. What was in view stays in view.
func (v *rows) reloadMoved(by int) {
	seen := v.inView(v.current)
	v.current += by
	if n := v.count(); v.current >= n {
		v.current = n - 1
	}
	v.inner.Resize(fyne.NewSize(v.scroll.Size().Width, v.inner.MinSize().Height))
	v.scroll.Refresh()
	if off := v.scroll.Offset.Y; by != 0 && off > 0 {
		v.scroll.ScrollToOffset(fyne.NewPos(0, max(0, off+float32(by)*v.height)))
	}
	v.update(true)
	if by != 0 && seen {
		v.setCurrent(v.current)
	}
}

// inView says whether row i is to be seen, if only in part.
func (v *rows) inView(i int) bool {
	top := float32(i)*v.height - v.scroll.Offset.Y
	return i >= 0 && top > -v.height && top < v.scroll.Size().Height
}

// update binds rows to what is in view; force fills those that stay, too.
func (v *rows) update(force bool) {
	view := v.scroll.Size().Height
	if view <= 0 || v.height <= 0 {
		return
	}
	first := max(0, int(v.scroll.Offset.Y/v.height))
	need := int(view/v.height) + 2
	grown := false
	for len(v.pool) < need {
		r := newTableRow(v)
		v.pool = append(v.pool, r)
		v.inner.Objects = append(v.inner.Objects, r)
		grown = true
	}
	if grown {
		force = true
	}
	n := v.count()
	for i := first; i < first+len(v.pool); i++ {
		r := v.pool[i%len(v.pool)]
		switch {
		case i >= n:
			r.index = -1
			r.Hide()
		case force || r.index != i:
			r.index = i
			v.fill(i, r.content)
			r.paint()
			r.Show()
		}
	}
	rowsLayout{v}.Layout(nil, v.inner.Size())
	v.inner.Refresh()
	if v.near != nil && first+2*need >= n {
		v.near()
	}
}

// setCurrent marks a row and scrolls it into view.
func (v *rows) setCurrent(i int) {
	v.current = max(-1, min(i, v.count()-1))
	if v.current >= 0 {
		top, view := float32(v.current)*v.height, v.scroll.Size().Height
		off := v.scroll.Offset.Y
		off = min(max(off, top+v.height-view), top)
		if off != v.scroll.Offset.Y && view > 0 {
			v.scroll.ScrollToOffset(fyne.NewPos(0, off))
			v.update(false)
		}
	}
	v.repaint()
}

func (v *rows) setLit(on bool) {
	v.lit = on
	v.repaint()
}

func (v *rows) repaint() {
	for _, r := range v.pool {
		r.paint()
		r.Refresh()
	}
}

// step moves by keys and says whether the key was one of them.
func (v *rows) step(ev *fyne.KeyEvent) bool {
	page := max(1, int(v.scroll.Size().Height/v.height)-1)
	switch ev.Name {
	case fyne.KeyUp:
		v.setCurrent(max(0, v.current-1))
	case fyne.KeyDown:
		v.setCurrent(v.current + 1)
	case fyne.KeyPageUp:
		v.setCurrent(max(0, v.current-page))
	case fyne.KeyPageDown:
		v.setCurrent(max(0, v.current) + page)
	case fyne.KeyHome:
		v.setCurrent(0)
	case fyne.KeyEnd:
		v.setCurrent(v.count() - 1)
	default:
		return false
	}
	return true
}

// rowsLayout gives each row in the pool its place.
type rowsLayout struct{ v *rows }

func (l rowsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, float32(l.v.count())*l.v.height)
}

func (l rowsLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	for _, r := range l.v.pool {
		if r.index >= 0 {
			r.Resize(fyne.NewSize(s.Width, l.v.height))
			r.Move(fyne.NewPos(0, float32(r.index)*l.v.height))
		}
	}
}

// tableRow is one row in view.
type tableRow struct {
	widget.BaseWidget
	view    *rows
	index   int
	content fyne.CanvasObject
	hovered bool
	ground  *canvas.Rectangle
	mark    *canvas.Rectangle
	line    *canvas.Rectangle
}

func newTableRow(v *rows) *tableRow {
	r := &tableRow{
		view: v, index: -1, content: v.make(),
		ground: canvas.NewRectangle(none), mark: canvas.NewRectangle(none),
		line: canvas.NewRectangle(Color(theme.ColorNameSeparator)),
	}
	r.ExtendBaseWidget(r)
	return r
}

// ControlID implements Named.
func (r *tableRow) ControlID() string {
	if r.index < 0 || r.view.id == nil {
		return ""
	}
	return r.view.id(r.index)
}

// Children implements parent.
func (r *tableRow) Children() []fyne.CanvasObject { return []fyne.CanvasObject{r.content} }

// Tapped implements fyne.Tappable.
func (r *tableRow) Tapped(*fyne.PointEvent) {
	if r.index >= 0 && r.view.tap != nil {
		r.view.tap(r.index)
	}
}

// MouseIn implements desktop.Hoverable.
func (r *tableRow) MouseIn(*desktop.MouseEvent) {
	r.hovered = true
	r.paint()
	r.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (r *tableRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *tableRow) MouseOut() {
	r.hovered = false
	r.paint()
	r.Refresh()
}

func (r *tableRow) paint() {
	current := r.index >= 0 && r.index == r.view.current
	r.ground.FillColor, r.mark.FillColor = none, none
	switch {
	case current && r.view.lit:
		r.ground.FillColor = Color(theme.ColorNameSelection)
		r.mark.FillColor = Color(ColorNameRing)
	case current:
		r.ground.FillColor = Color(ColorNameCurrent)
	case r.hovered:
		r.ground.FillColor = Color(theme.ColorNameHover)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{r.ground, r.line, r.content, r.mark}}
	d.min = func() fyne.Size { return fyne.NewSize(0, r.view.height) }
	d.layout = func(s fyne.Size) {
		r.ground.Resize(s)
		r.mark.Resize(fyne.NewSize(4, s.Height))
		r.line.Resize(fyne.NewSize(s.Width, 1))
		r.line.Move(fyne.NewPos(0, s.Height-1))
		show(r.line, r.view.stripe)
		r.content.Resize(s)
	}
	return d
}
