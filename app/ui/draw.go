package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// drawing is the renderer of the kit's widgets: three functions instead of a
// type for each.
type drawing struct {
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	refresh func()
}

func (d *drawing) Destroy()                     {}
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) MinSize() fyne.Size           { return d.min() }
func (d *drawing) Layout(s fyne.Size)           { d.layout(s) }
func (d *drawing) Refresh() {
	if d.refresh != nil {
		d.refresh()
	}
	for _, o := range d.objects {
		o.Refresh()
	}
}

// none draws nothing; the painters do not take a missing colour.
var none = color.Transparent

// Grid steps at 100 % text.
const (
	gapS      = 4
	gapM      = 8
	gapL      = 16
	ringWidth = 2
)

// newRing is the frame of the focused control; it lies outside the control so
// that it shows on any colour.
func newRing() *canvas.Rectangle {
	r := canvas.NewRectangle(none)
	r.FillColor = Color(theme.ColorNameBackground)
	r.StrokeColor = Color(ColorNameRing)
	r.StrokeWidth = ringWidth
	r.CornerRadius = size(theme.SizeNameInputRadius) + ringWidth
	r.Hide()
	return r
}

// placeRing lays the ring around a control of the given place.
func placeRing(r *canvas.Rectangle, pos fyne.Position, s fyne.Size) {
	const out = ringWidth + 1
	r.Move(pos.SubtractXY(out, out))
	r.Resize(s.AddWidthHeight(2*out, 2*out))
}

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func newText(s string, name fyne.ThemeColorName, sizeName fyne.ThemeSizeName) *canvas.Text {
	t := canvas.NewText(s, Color(name))
	t.TextSize = size(sizeName)
	return t
}

// fit shortens a text to a width, with an ellipsis.
func fit(s string, width, textSize float32, style fyne.TextStyle) string {
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		s = strings.Join(strings.Fields(s), " ")
	}
	if s == "" || fyne.MeasureText(s, textSize, style).Width <= width {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if fyne.MeasureText(string(runes[:mid])+"…", textSize, style).Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:lo]), " ") + "…"
}

// lineHeight is the height of one line of controls: buttons, entries, rows.
func lineHeight() float32 {
	return fyne.MeasureText("Ëg", size(theme.SizeNameText), fyne.TextStyle{}).Height + 2*size(theme.SizeNameInnerPadding)
}
