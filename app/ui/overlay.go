package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// layer is something over the whole canvas: the ground of a dialog or of a
// list that drops down. It takes the focus from what is below and gives it
// back when it closes.
type layer struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	content fyne.CanvasObject
	scrim   bool
	// place says where the content lies on a canvas of this size.
	place func(fyne.Size) (fyne.Position, fyne.Size)
	// outside is called for a click beside the content.
	outside func()
	// onDismiss is called for Escape, onSubmit for Enter in a field.
	onDismiss func()
	onSubmit  func() bool
	before    fyne.Focusable
	open      bool
	draw      *drawing
}

func newLayer(c fyne.Canvas, content fyne.CanvasObject) *layer {
	l := &layer{canvas: c, content: content}
	l.ExtendBaseWidget(l)
	return l
}

// show puts the layer up and gives the focus to first.
func (l *layer) show(first fyne.Focusable) {
	l.before = l.canvas.Focused()
	l.canvas.Unfocus()
	l.open = true
	l.canvas.Overlays().Add(l)
	l.Resize(l.canvas.Size())
	if first != nil {
		l.canvas.Focus(first)
	}
}

// close takes the layer away and returns the focus.
func (l *layer) close() {
	if !l.open {
		return
	}
	l.open = false
	l.canvas.Unfocus()
	l.canvas.Overlays().Remove(l)
	if o, ok := l.before.(fyne.CanvasObject); ok && holds(l.canvas, o) {
		l.canvas.Focus(l.before)
	}
}

// Dismiss implements dismisser.
func (l *layer) Dismiss() {
	if l.onDismiss != nil {
		l.onDismiss()
	}
}

// Submit implements submitter.
func (l *layer) Submit() bool { return l.onSubmit != nil && l.onSubmit() }

// Tapped is a click beside the content.
func (l *layer) Tapped(*fyne.PointEvent) {
	if l.outside != nil {
		l.outside()
	}
}

// Children implements parent.
func (l *layer) Children() []fyne.CanvasObject { return []fyne.CanvasObject{l.content} }

// CreateRenderer implements fyne.Widget.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(none)
	if l.scrim {
		ground.FillColor = Color(ColorNameScrim)
	}
	l.draw = &drawing{objects: []fyne.CanvasObject{ground, l.content}}
	l.draw.min = func() fyne.Size { return fyne.NewSize(0, 0) }
	l.draw.layout = func(s fyne.Size) {
		ground.Resize(s)
		pos, want := l.place(s)
		l.content.Move(pos)
		l.content.Resize(want)
	}
	l.draw.refresh = func() { l.draw.layout(l.Size()) }
	return l.draw
}

// catcher is a ground that takes clicks, so that they do not reach what lies
// below it.
type catcher struct {
	widget.BaseWidget
	fill *canvas.Rectangle
}

func newCatcher() *catcher {
	c := &catcher{fill: canvas.NewRectangle(Color(theme.ColorNameOverlayBackground))}
	c.fill.CornerRadius = size(theme.SizeNameDialogRadius)
	c.fill.StrokeColor = Color(theme.ColorNameSeparator)
	c.fill.StrokeWidth = 1
	c.ExtendBaseWidget(c)
	return c
}

// Tapped swallows the click.
func (c *catcher) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (c *catcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(c.fill)
}

// below places a box of the wanted size under an anchor, or above it where
// there is more room.
func below(anchor fyne.CanvasObject, want fyne.Size) func(fyne.Size) (fyne.Position, fyne.Size) {
	return func(window fyne.Size) (fyne.Position, fyne.Size) {
		const gap = 3
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
		under := window.Height - at.Y - anchor.Size().Height - gap
		s := want.Min(window)
		x := max(0, min(at.X, window.Width-s.Width))
		if s.Height <= under || under >= at.Y-gap {
			s.Height = min(s.Height, under)
			return fyne.NewPos(x, at.Y+anchor.Size().Height+gap), s
		}
		s.Height = min(s.Height, at.Y-gap)
		return fyne.NewPos(x, at.Y-gap-s.Height), s
	}
}
