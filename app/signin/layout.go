package signin

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// heightAt gives an object its width and returns the height it wants then.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}

// brandBeside lays the strip with the program's name beside the rest; a window
// too narrow for both does without it.
type brandBeside struct{}

func (*brandBeside) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(ui.Px(360), ui.Px(320))
}

func (*brandBeside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(ui.Px(300), s.Width*0.28)
	if s.Width < ui.Px(760) {
		w = 0
		o[0].Hide()
	} else {
		o[0].Show()
	}
	o[0].Resize(fyne.NewSize(w, s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(s.Width-w, s.Height))
	o[1].Move(fyne.NewPos(w, 0))
}

// headAndFoot lays one object at the top and one at the bottom.
type headAndFoot struct{}

func (*headAndFoot) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(ui.Px(120), ui.Px(200))
}

func (*headAndFoot) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := heightAt(o[0], s.Width)
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[0].Move(fyne.NewPos(0, 0))
	h = heightAt(o[1], s.Width)
	o[1].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, max(0, s.Height-h)))
}

// centred lays one object of a given width a little above the middle.
type centred struct{ width float32 }

func (c *centred) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(ui.Px(280), o[0].MinSize().Height)
}

func (c *centred) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(ui.Px(c.width), s.Width-ui.Px(32))
	h := heightAt(o[0], w)
	o[0].Resize(fyne.NewSize(w, h))
	o[0].Move(fyne.NewPos((s.Width-w)/2, max(0, (s.Height-h)*0.4)))
}

// sideBySide lays two cards beside each other, the first wider, or below each
// other in a narrow window or with large text.
type sideBySide struct{ width float32 }

func (l *sideBySide) split(w float32) (a, b float32, beside bool) {
	gap := ui.Px(16)
	if w < ui.Px(720) {
		return w, w, false
	}
	a = (w - gap) * 0.6
	return a, w - gap - a, true
}

func (l *sideBySide) place(o []fyne.CanvasObject, width float32) float32 {
	a, b, beside := l.split(width)
	ha, hb := heightAt(o[0], a), heightAt(o[1], b)
	gap := ui.Px(16)
	o[0].Move(fyne.NewPos(0, 0))
	if beside {
		h := max(ha, hb)
		o[0].Resize(fyne.NewSize(a, h))
		o[1].Resize(fyne.NewSize(b, h))
		o[1].Move(fyne.NewPos(a+gap, 0))
		return h
	}
	o[0].Resize(fyne.NewSize(a, ha))
	o[1].Resize(fyne.NewSize(b, hb))
	o[1].Move(fyne.NewPos(0, ha+gap))
	return ha + gap + hb
}

func (l *sideBySide) MinSize(o []fyne.CanvasObject) fyne.Size {
	if l.width == 0 {
		return fyne.NewSize(ui.Px(240), max(o[0].MinSize().Height, o[1].MinSize().Height))
	}
	_, _, beside := l.split(l.width)
	ha, hb := o[0].MinSize().Height, o[1].MinSize().Height
	if beside {
		return fyne.NewSize(ui.Px(240), max(ha, hb))
	}
	return fyne.NewSize(ui.Px(240), ha+ui.Px(16)+hb)
}

func (l *sideBySide) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.place(o, s.Width)
}

// leftEnd and rightEnd leave an object its own size at one end of the line.
type (
	leftEnd  struct{}
	rightEnd struct{}
)

func (*leftEnd) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (*leftEnd) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(o[0].MinSize())
	o[0].Move(fyne.NewPos(0, 0))
}

func (*rightEnd) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (*rightEnd) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(s.Width-m.Width, 0))
}
