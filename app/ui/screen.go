package ui

import "fyne.io/fyne/v2"

// Screen is one part of the window beside the navigation. The frame makes it
// anew for each place it leads to, except for the lists of the navigation,
// which it keeps, and calls it on the UI thread only.
type Screen interface {
	// Object is what the frame shows; it is the same as long as the screen lives.
	Object() fyne.CanvasObject
	// Open loads a place and shows it, and gives the keyboard to its first field
	// or list.
	Open(Route)
	// Refresh is called when something was written, received or sent, and when
	// the officer comes back to a list: it reads again without touching the
	// selection, typed text, the focus or a form being edited.
	Refresh()
	// Leave keeps what was typed as a draft. False keeps the screen; drafts make
	// that practically unnecessary.
	Leave() bool
}

// Commander is a screen with actions of its own for the main menu, the only
// place where shortcuts work while the officer types.
type Commander interface{ Menu() []Command }

// Placed is a screen whose place changes while it is open, as when a new form
// has become a draft: the frame comes back to where it says after a change of
// language or of the text size.
type Placed interface{ Route() Route }

// Command is an action of the main menu.
type Command struct {
	// ID names it, "client.save".
	ID string
	// Label is a translation key.
	Label string
	// Shortcut is written as the menu shows it, "Ctrl+S" or "Ctrl+Shift+K"; ""
	// for none. It needs Ctrl or Alt: bare keys go to the control with the focus.
	Shortcut string
	Do       func()
}
