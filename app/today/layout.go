package today

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// columns lays two stacks of cards beside each other, the first a little wider,
// each as high as it is, or below each other where there is no room.
type columns struct{ width float32 }

func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}

func (l *columns) beside(width float32) bool { return width >= ui.Px(760) }

func (l *columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize().Height, o[1].MinSize().Height
	if l.beside(l.width) {
		return fyne.NewSize(ui.Px(240), max(a, b))
	}
	return fyne.NewSize(ui.Px(240), a+b+ui.Px(16))
}

func (l *columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	gap := ui.Px(16)
	left, right := s.Width, s.Width
	if l.beside(s.Width) {
		left = (s.Width - gap) * 0.56
		right = s.Width - gap - left
	}
	a := heightAt(o[0], left)
	o[0].Resize(fyne.NewSize(left, a))
	o[0].Move(fyne.NewPos(0, 0))
	b := heightAt(o[1], right)
	o[1].Resize(fyne.NewSize(right, b))
	if l.beside(s.Width) {
		o[1].Move(fyne.NewPos(left+gap, 0))
	} else {
		o[1].Move(fyne.NewPos(0, a+gap))
	}
}
