package ui

// Notice is something said in passing: saved, sent, copied.
type Notice struct {
	// Key is the translation key of the text and Args its gaps. The key also
	// names the notice for tests, so it is never a ready text.
	Key  string
	Args []any
	Tone Tone
	// Action is the key of a button's label, "ui.undo" for example, and Do what
	// it does. Without Do there is no button.
	Action string
	Do     func()
}
