package ui

import "fyne.io/fyne/v2"

// isEnter is true for both Enter keys.
func isEnter(ev *fyne.KeyEvent) bool {
	return ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
}

// dismisser is an overlay that Escape closes.
type dismisser interface{ Dismiss() }

// submitter is an overlay that Enter in one of its fields completes.
type submitter interface{ Submit() bool }

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// escape closes the topmost overlay, if the control lies in one. Every control
// of the kit calls it for Escape, because the toolkit hands keys to the focused
// control alone.
func escape(o fyne.CanvasObject) bool {
	c := canvasOf(o)
	if c == nil {
		return false
	}
	if d, ok := c.Overlays().Top().(dismisser); ok {
		d.Dismiss()
		return true
	}
	return false
}

func submitOverlay(o fyne.CanvasObject) bool {
	c := canvasOf(o)
	if c == nil {
		return false
	}
	if s, ok := c.Overlays().Top().(submitter); ok {
		return s.Submit()
	}
	return false
}

func focusOn(o fyne.CanvasObject) {
	f, ok := o.(fyne.Focusable)
	if c := canvasOf(o); ok && c != nil && c.Focused() != f {
		c.Focus(f)
	}
}
