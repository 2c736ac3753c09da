package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// TwoColumns lays two stacks of cards beside each other, each as high as it is,
// or below each other where there is no room. Share is the part of the width
// the first gets.
func TwoColumns(share float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&twoColumns{share: share}, first, second)
}

// twoColumns remembers the width it was last given: its height depends on it.
type twoColumns struct{ share, width float32 }

// besideWidth is the narrowest room for two columns at 100 % text.
const besideWidth = 760

func (l *twoColumns) beside() bool { return l.width >= Px(besideWidth) }

func (l *twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize().Height, o[1].MinSize().Height
	if l.beside() {
		return fyne.NewSize(Px(240), max(a, b))
	}
	return fyne.NewSize(Px(240), a+b+Px(gapL))
}

func (l *twoColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	left, right := s.Width, s.Width
	if l.beside() {
		left = (s.Width - Px(gapL)) * l.share
		right = s.Width - Px(gapL) - left
	}
	a := heightFor(o[0], left)
	o[0].Resize(fyne.NewSize(left, a))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(right, heightFor(o[1], right)))
	if l.beside() {
		o[1].Move(fyne.NewPos(left+Px(gapL), 0))
	} else {
		o[1].Move(fyne.NewPos(0, a+Px(gapL)))
	}
}
