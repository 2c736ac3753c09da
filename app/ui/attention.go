package ui

import (
	"fmt"
	"hash/fnv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// FocusID gives the keyboard to the control with an id, if it shows, and says
// whether it did: after a page was built anew the officer goes on where she was.
func FocusID(c fyne.Canvas, id string) bool {
	if id == "" || c == nil || c.Content() == nil {
		return false
	}
	var found fyne.Focusable
	walk(c.Content(), fyne.Position{}, area{size: c.Size()}, func(o fyne.CanvasObject, _, _ area) {
		n, named := o.(Named)
		f, can := o.(fyne.Focusable)
		if named && can && found == nil && n.ControlID() == id {
			found = f
		}
	})
	if found == nil {
		return false
	}
	c.Focus(found)
	return true
}

// FocusedID is the id of the control with the keyboard, "" if none has one.
func FocusedID(c fyne.Canvas) string {
	if n, ok := c.Focused().(Named); ok {
		return n.ControlID()
	}
	return ""
}

// Traces sums up what an officer's hands change in a window: where the focus
// is, how much is typed and where, what is marked, opened and scrolled to. Two
// equal sums some time apart mean that nobody used it meanwhile. It holds
// nothing of what was typed.
func Traces(c fyne.Canvas) uint64 {
	h := fnv.New64a()
	note := func(v ...any) { _, _ = fmt.Fprintln(h, v...) }
	note(fmt.Sprintf("%p", c.Focused()), len(c.Overlays().List()))
	for _, r := range roots(c) {
		walk(r, fyne.Position{}, area{size: c.Size()}, func(o fyne.CanvasObject, _, _ area) {
			switch o := o.(type) {
			case *Entry:
				note(len(o.Text), o.CursorRow, o.CursorColumn)
			case *container.Scroll:
				note(o.Offset.X, o.Offset.Y)
			case *rows:
				note(o.current)
			case *tableRow:
				note(o.hovered)
			case *Button:
				note(o.hovered, o.active)
			case *choiceBar:
				note(o.code)
			case *checkBox:
				note(o.on)
			case *tabBar:
				note(o.owner.at)
			}
		})
	}
	return h.Sum64()
}
