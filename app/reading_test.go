package app_test

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"sporteli/app/ui"
)

// collect gathers every text to be read in an object, what stands in entries
// included, passwords left out.
func collect(o fyne.CanvasObject, out *[]string) {
	if o == nil || !o.Visible() {
		return
	}
	switch o := o.(type) {
	case *canvas.Text:
		*out = append(*out, o.Text)
	case *ui.Text:
		*out = append(*out, o.Text())
	case *ui.Button:
		*out = append(*out, o.Text())
	case *ui.Entry:
		if !o.Password {
			*out = append(*out, o.Text)
		}
	case *fyne.Container:
		for _, c := range o.Objects {
			collect(c, out)
		}
	case *container.Scroll:
		collect(o.Content, out)
	case *widget.PopUp:
		collect(o.Content, out)
	case interface{ Children() []fyne.CanvasObject }:
		for _, c := range o.Children() {
			collect(c, out)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			collect(c, out)
		}
	}
}
