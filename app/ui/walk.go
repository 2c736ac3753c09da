package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Named is a control that can be spoken about from outside: by tests of the
// real window and by the pictures of the manual. Ids never contain personal
// data.
type Named interface{ ControlID() string }

// parent is a widget of this kit that shows others.
type parent interface{ Children() []fyne.CanvasObject }

// childrenOf returns what lies in an object, as far as this kit can know.
func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}
	case *widget.PopUp:
		return []fyne.CanvasObject{o.Content}
	case parent:
		return o.Children()
	default:
		return nil
	}
}

// area is a rectangle on the canvas.
type area struct {
	pos  fyne.Position
	size fyne.Size
}

func (a area) cut(b area) area {
	x1, y1 := max(a.pos.X, b.pos.X), max(a.pos.Y, b.pos.Y)
	x2 := min(a.pos.X+a.size.Width, b.pos.X+b.size.Width)
	y2 := min(a.pos.Y+a.size.Height, b.pos.Y+b.size.Height)
	return area{fyne.NewPos(x1, y1), fyne.NewSize(max(0, x2-x1), max(0, y2-y1))}
}

// walk visits the visible objects in the order of the eye, with their place on
// the canvas and the part of it that is not scrolled away.
func walk(o fyne.CanvasObject, at fyne.Position, view area, visit func(fyne.CanvasObject, area, area)) {
	if o == nil || !o.Visible() {
		return
	}
	here := area{at.Add(o.Position()), o.Size()}
	visit(o, here, view)
	if _, ok := o.(*container.Scroll); ok {
		view = view.cut(here)
	}
	for _, c := range childrenOf(o) {
		walk(c, here.pos, view, visit)
	}
}

// roots are what a canvas shows: its content, then what lies over it.
func roots(c fyne.Canvas) []fyne.CanvasObject {
	return append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
}

// holds says whether an object is on the canvas now.
func holds(c fyne.Canvas, target fyne.CanvasObject) bool {
	found := false
	for _, r := range roots(c) {
		walk(r, fyne.Position{}, area{size: c.Size()}, func(o fyne.CanvasObject, _, _ area) {
			found = found || o == target
		})
	}
	return found
}

// reveal scrolls a control into view.
func reveal(target fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(target)
	if c == nil {
		return
	}
	for _, r := range roots(c) {
		if r != nil {
			revealIn(r, target)
		}
	}
}

// revealIn returns the target's place within o if it is there.
func revealIn(o, target fyne.CanvasObject) (fyne.Position, bool) {
	if o == target {
		return fyne.Position{}, true
	}
	for _, child := range childrenOf(o) {
		p, ok := revealIn(child, target)
		if !ok {
			continue
		}
		sc, scrolls := o.(*container.Scroll)
		if !scrolls {
			return p.Add(child.Position()), true
		}
		// Above a field lies its label, below it its message.
		top, bottom := p.Y-Px(28), p.Y+target.Size().Height+Px(24)
		off := sc.Offset.Y
		off = max(off, bottom-sc.Size().Height)
		off = min(off, top)
		off = max(0, min(off, sc.Content.Size().Height-sc.Size().Height))
		if off != sc.Offset.Y {
			sc.ScrollToOffset(fyne.NewPos(sc.Offset.X, off))
		}
		return p.Add(child.Position()), true
	}
	return fyne.Position{}, false
}
