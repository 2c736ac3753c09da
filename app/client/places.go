package client

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// beside lays a form beside the panel of likely duplicates. Where the window is
// narrow or the text large the panel goes below the form, so that no field
// moves under the hands of who is typing.
type beside struct{ panel *alikePanel }

const (
	alikeWidth  = 330
	besideWidth = 980
)

func (*beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(ui.Px(240), ui.Px(200)) }

func (l *beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	if s.Width >= ui.Px(besideWidth) {
		w := ui.Px(alikeWidth)
		o[0].Resize(fyne.NewSize(s.Width-w, s.Height))
		o[1].Resize(fyne.NewSize(w, s.Height))
		o[1].Move(fyne.NewPos(s.Width-w, 0))
		o[1].Show()
		return
	}
	if l.panel.shown == 0 {
		o[0].Resize(s)
		o[1].Hide()
		return
	}
	o[1].Show()
	o[1].Resize(fyne.NewSize(s.Width, s.Height))
	h := min(l.panel.list.MinSize().Height+ui.Px(2*margin), s.Height*0.4)
	o[0].Resize(fyne.NewSize(s.Width, s.Height-h))
	o[1].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, s.Height-h))
}

// matchPlaces lays what is known of a match and what can be done about it, side
// by side where there is room.
type matchPlaces struct{ width float32 }

func (l *matchPlaces) wide(width float32) bool { return width >= ui.Px(520) }

func (l *matchPlaces) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if l.wide(l.width) {
		return fyne.NewSize(ui.Px(160), max(a.Height, b.Height))
	}
	return fyne.NewSize(ui.Px(160), a.Height+b.Height+ui.Px(8))
}

func (l *matchPlaces) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	b := o[1].MinSize()
	w := s.Width
	if l.wide(w) {
		w -= b.Width + ui.Px(margin)
	}
	// Twice: the height of wrapped words follows from their width.
	o[0].Resize(fyne.NewSize(w, o[0].MinSize().Height))
	a := o[0].MinSize()
	o[0].Resize(fyne.NewSize(w, a.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(min(b.Width, s.Width), b.Height))
	if l.wide(s.Width) {
		o[1].Move(fyne.NewPos(s.Width-b.Width, (s.Height-b.Height)/2))
	} else {
		o[1].Move(fyne.NewPos(0, a.Height+ui.Px(8)))
	}
}

// margins are those of a page, for what stands above one.
type margins struct{ right float32 }

const margin = 16

func (m margins) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(ui.Px(margin+m.right), ui.Px(margin))
}

func (m margins) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(ui.Px(margin), ui.Px(margin)))
	o[0].Resize(fyne.NewSize(s.Width-ui.Px(margin+m.right), s.Height-ui.Px(margin)))
}

// flush lets a ui.Page in a tab line up with the tabs: its own margins lie
// outside.
type flush struct{}

func (flush) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (flush) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := ui.Px(margin)
	o[0].Move(fyne.NewPos(-m, -m))
	o[0].Resize(s.AddWidthHeight(2*m+ui.Px(4), 2*m))
}

// nameLine lays a name and, on its middle, the badges behind it; those that do
// not fit begin a line of their own.
type nameLine struct{ width float32 }

func (l *nameLine) place(o []fyne.CanvasObject, width float32, put bool) float32 {
	name := o[0].MinSize()
	gap := ui.Px(8)
	if width > 0 {
		name.Width = min(name.Width, width)
	}
	if put {
		o[0].Move(fyne.NewPos(0, 0))
		o[0].Resize(name)
	}
	x, y, line := name.Width+gap, float32(0), name.Height
	for _, b := range o[1:] {
		m := b.MinSize()
		if width > 0 && x > 0 && x+m.Width > width {
			x, y, line = 0, y+line+gap/2, m.Height
		}
		if put {
			b.Move(fyne.NewPos(x, y+(line-m.Height)/2+ui.Px(1)))
			b.Resize(m)
		}
		x += m.Width + gap
	}
	return y + line
}

func (l *nameLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(ui.Px(120), l.place(o, l.width, false))
}

func (l *nameLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.place(o, s.Width, true)
}
