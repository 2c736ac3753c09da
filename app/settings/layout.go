package settings

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// twoColumns lays two stacks of cards beside each other, each as high as it
// is, or below each other where there is no room.
type twoColumns struct{ width float32 }

func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}

func (l *twoColumns) beside(width float32) bool { return width >= ui.Px(760) }

func (l *twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize().Height, o[1].MinSize().Height
	if l.beside(l.width) {
		return fyne.NewSize(ui.Px(240), max(a, b))
	}
	return fyne.NewSize(ui.Px(240), a+b+ui.Px(16))
}

func (l *twoColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	gap := ui.Px(16)
	w := s.Width
	if l.beside(s.Width) {
		w = (s.Width - gap) / 2
	}
	a := heightAt(o[0], w)
	o[0].Resize(fyne.NewSize(w, a))
	o[0].Move(fyne.NewPos(0, 0))
	b := heightAt(o[1], w)
	o[1].Resize(fyne.NewSize(w, b))
	if l.beside(s.Width) {
		o[1].Move(fyne.NewPos(w+gap, 0))
	} else {
		o[1].Move(fyne.NewPos(0, a+gap))
	}
}
