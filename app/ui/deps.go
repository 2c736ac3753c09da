package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"sporteli/store/casefile"
	"sporteli/translations"
)

// Route is a place in the program: a screen and, if it shows one record, which.
type Route struct {
	Screen string
	ID     string
}

// Env is the small set of things every screen is given.
type Env struct {
	// P speaks the officer's language.
	P *translations.Printer
	Runner
	// Window is where dialogs appear.
	Window fyne.Window
	// Now is the office's wall clock.
	Now func() time.Time
	// Toast says something in passing, see ToastHost.
	Toast func(Notice)
	// Go leads to another place.
	Go func(Route)
}

// T translates a key.
func (e *Env) T(key string, args ...any) string { return e.P.T(key, args...) }

// N translates a key with a count.
func (e *Env) N(key string, n int, args ...any) string { return e.P.N(key, n, args...) }

// Today is the office's calendar day in kept form.
func (e *Env) Today() string { return casefile.Day(e.Now()) }

// Minute is the office's wall time in kept form.
func (e *Env) Minute() string { return e.Now().Format(casefile.DateTimeLayout) }

// Focus gives the keyboard to a control.
func (e *Env) Focus(f fyne.Focusable) {
	if e.Window != nil && f != nil {
		e.Window.Canvas().Focus(f)
	}
}
