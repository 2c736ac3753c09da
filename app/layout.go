package app

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// heightAt gives an object its width and returns the height it wants then.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos(x, y))
}

// railBeside lays the navigation at the left of the rest.
type railBeside struct{}

func (*railBeside) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(ui.Px(520), ui.Px(360))
}

func (*railBeside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(ui.Px(176), s.Width*0.24)
	put(o[0], 0, 0, w, s.Height)
	put(o[1], w, 0, s.Width-w, s.Height)
}

// frameColumn lays objects below each other at the height they want; the last
// takes what is left.
type frameColumn struct{ gap float32 }

func (l *frameColumn) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for i, c := range o {
		n := c.MinSize()
		m.Width = max(m.Width, n.Width)
		m.Height += n.Height
		if i > 0 {
			m.Height += l.gap
		}
	}
	return m
}

func (l *frameColumn) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for i, c := range o {
		h := heightAt(c, s.Width)
		if i == len(o)-1 {
			h = max(h, s.Height-y)
		}
		put(c, 0, y, s.Width, h)
		y += h + l.gap
	}
}

// headFoot lays one object at the bottom and gives another the room above.
type headFoot struct{}

func (*headFoot) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

func (*headFoot) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := heightAt(o[1], s.Width)
	put(o[0], 0, 0, s.Width, max(0, s.Height-h))
	put(o[1], 0, max(0, s.Height-h), s.Width, h)
}

// inset keeps distances at the sides and above and below.
type inset struct{ side, top float32 }

func (l *inset) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*l.side, 2*l.top)
}

func (l *inset) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put(o[0], l.side, l.top, max(0, s.Width-2*l.side), max(0, s.Height-2*l.top))
}

// beside lays two objects next to each other, centred on one line.
type beside struct{ gap float32 }

func (l *beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+l.gap+b.Width+ui.Px(8), max(a.Height, b.Height))
}

func (l *beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	a, b := o[0].MinSize(), o[1].MinSize()
	x := ui.Px(8)
	put(o[0], x, (s.Height-a.Height)/2, a.Width, a.Height)
	put(o[1], x+a.Width+l.gap, (s.Height-b.Height)/2, max(0, s.Width-x-a.Width-l.gap), b.Height)
}

// badgeOver lays a badge over the right end of an entry.
type badgeOver struct{}

func (*badgeOver) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (*badgeOver) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put(o[0], 0, 0, s.Width, s.Height)
	m := o[1].MinSize()
	put(o[1], s.Width-m.Width-ui.Px(8), (s.Height-m.Height)/2, m.Width, m.Height)
}

// barLayout lays the top bar: search, two buttons, and at the right end state
// and language. What is too long ends in an ellipsis: first the search, then
// the state.
type barLayout struct{}

func (*barLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, c := range o {
		h = max(h, c.MinSize().Height)
	}
	return fyne.NewSize(ui.Px(320), h)
}

func (*barLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := ui.Px(8)
	var w [5]float32
	for i := range w {
		if o[i].Visible() {
			w[i] = o[i].MinSize().Width
		}
	}
	rest := s.Width - 4*gap - w[1] - w[2] - w[4]
	w[0] = min(ui.Px(340), max(ui.Px(84), rest-w[3]))
	w[3] = min(w[3], max(ui.Px(60), rest-w[0]))
	x := float32(0)
	for i := range 3 {
		if !o[i].Visible() {
			continue
		}
		put(o[i], x, 0, w[i], s.Height)
		x += w[i] + gap
	}
	put(o[3], max(x, s.Width-w[4]-gap-w[3]), 0, w[3], s.Height)
	put(o[4], s.Width-w[4], 0, w[4], s.Height)
}
