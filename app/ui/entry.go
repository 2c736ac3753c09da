package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is the toolkit's entry with an id, a ring when focused, and keys that
// behave: Tab leaves it, Escape closes the dialog around it, Enter completes
// the dialog around it or calls OnEnter.
type Entry struct {
	widget.Entry
	id   string
	self fyne.Widget
	// OnEnter is called for Enter in a single line.
	OnEnter func()
	// OnFocus is told of focus gained and lost.
	OnFocus func(bool)
	// onKey sees each key first and says whether it has dealt with it.
	onKey func(*fyne.KeyEvent) bool
	// onRune says whether a letter may be typed.
	onRune func(rune) bool
	// keepsTab asks for Tab as a key.
	keepsTab bool
	shift    bool
	ring     *canvas.Rectangle
}

var (
	_ fyne.Tabbable   = (*Entry)(nil)
	_ Named           = (*Entry)(nil)
	_ desktop.Keyable = (*Entry)(nil)
)

// NewEntry returns a single line to type in. Show it by Ringed.
func NewEntry(id string) *Entry { return newEntry(id, false) }

func newEntry(id string, lines bool) *Entry {
	e := &Entry{}
	e.MultiLine = lines
	e.begin(id, e)
	return e
}

// begin makes an entry ready; self is the widget it is part of, which is what
// the canvas knows.
func (e *Entry) begin(id string, self fyne.Widget) {
	e.id, e.self, e.ring = id, self, newRing()
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if e.MultiLine {
		e.Wrapping = fyne.TextWrapWord
	}
	e.ExtendBaseWidget(self)
}

// NewPassword returns a single line that hides what is typed.
func NewPassword(id string) *Entry {
	e := NewEntry(id)
	e.Password = true
	return e
}

// Ringed returns the entry with its focus ring around it.
func (e *Entry) Ringed() fyne.CanvasObject { return ringed(e.ring, e.self) }

// ringed puts a ring behind an object without taking room.
func ringed(ring *canvas.Rectangle, o fyne.CanvasObject) *fyne.Container {
	return container.New(ringLayout{}, ring, o)
}

type ringLayout struct{}

func (ringLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

func (ringLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	placeRing(o[0].(*canvas.Rectangle), fyne.Position{}, s)
	o[1].Move(fyne.NewPos(0, 0))
	o[1].Resize(s)
}

// ControlID implements Named.
func (e *Entry) ControlID() string { return e.id }

// AcceptsTab implements fyne.Tabbable: Tab moves on, in notes too.
func (e *Entry) AcceptsTab() bool { return e.keepsTab }

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	show(e.ring, !e.Disabled())
	reveal(e.self)
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.shift = false
	e.Entry.FocusLost()
	e.ring.Hide()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// KeyDown implements desktop.Keyable.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = true
	}
	e.Entry.KeyDown(ev)
}

// KeyUp implements desktop.Keyable.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = false
	}
	e.Entry.KeyUp(ev)
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(ev) {
		return
	}
	switch {
	case ev.Name == fyne.KeyEscape:
		escape(e.self)
		return
	case isEnter(ev) && !e.MultiLine:
		if e.OnEnter != nil {
			e.OnEnter()
		} else {
			submitOverlay(e.self)
		}
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	if e.onRune == nil || e.onRune(r) {
		e.Entry.TypedRune(r)
	}
}
