package ui

import "fyne.io/fyne/v2"

// Screen is the content right of the navigation. It is made anew for each
// visit and shows one route at a time; all its methods are called on the UI
// thread.
type Screen interface {
	// Object is what the shell places.
	Object() fyne.CanvasObject
	// Open loads and shows a place.
	Open(Route)
	// Refresh is called when the store has changed, by this screen's own save
	// or by a sync: lists are read anew without losing selection, typed text or
	// focus, and a form being edited is left alone.
	Refresh()
	// Leave keeps what was typed as a draft; false keeps the screen.
	Leave() bool
}

// Menued is a screen with actions of its own, which the shell puts into the
// main menu: the only place whose shortcuts work while something is being typed.
type Menued interface{ Menu() []Command }

// Placed is a screen that knows a better way back than the route it was opened
// by: the draft that a form has become. The shell reopens this route after a
// change of language and keeps it for going back.
type Placed interface{ Route() Route }

// Command is one action of a screen.
type Command struct {
	// ID names it, "consultation.save".
	ID string
	// Label is a translation key.
	Label string
	// Shortcut is written as people read it, "Ctrl+S"; "" for none.
	Shortcut string
	// Do is nil while the command cannot be used.
	Do func()
}
