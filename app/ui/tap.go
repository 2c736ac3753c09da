package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// widgetTap is an icon to click that is not a stop of the Tab key, for what
// the keyboard does in another way.
type widgetTap struct {
	widget.BaseWidget
	icon *canvas.Image
	do   func()
}

// Tapped implements fyne.Tappable.
func (w *widgetTap) Tapped(*fyne.PointEvent) { w.do() }

// Cursor implements desktop.Cursorable.
func (w *widgetTap) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (w *widgetTap) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{w.icon}}
	d.min = func() fyne.Size {
		return w.icon.MinSize().AddWidthHeight(size(theme.SizeNameInnerPadding), 0)
	}
	d.layout = func(s fyne.Size) {
		m := w.icon.MinSize()
		w.icon.Resize(m)
		w.icon.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
	}
	return d
}
