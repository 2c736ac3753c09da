package app

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// help is the page with every shortcut: those of the frame, and those of the
// screen the officer came from.
type help struct {
	shell *Shell
	all   fyne.CanvasObject
}

// bareKeys are the keys that work inside lists, forms and dialogs.
var bareKeys = []struct{ keys, label string }{
	{"Tab", "help.tab"},
	{"Enter", "help.enter"},
	{"↑ ↓ PageUp PageDown Home End", "help.arrows"},
	{"Esc", "help.escape"},
	{"Ctrl+S", "help.save"},
	{"F1", "help.help"},
	{"Alt", "help.menu"},
}

func newHelp(s *Shell) ui.Screen {
	h := &help{shell: s}
	body := []fyne.CanvasObject{ui.PageHeader(s.env.T("help.title"), s.env.T("help.subtitle"))}
	for _, g := range s.commands() {
		var pairs []ui.Pair
		for _, c := range g.commands {
			if c.Shortcut != "" {
				pairs = append(pairs, ui.Pair{Label: s.env.T(c.Label), Value: c.Shortcut})
			}
		}
		if len(pairs) > 0 {
			body = append(body, ui.Card(ui.NewText(s.env.T(g.title), ui.StyleHeading), ui.KeyValue(s.env, 4, pairs...)))
		}
	}
	var pairs []ui.Pair
	for _, k := range bareKeys {
		pairs = append(pairs, ui.Pair{Label: s.env.T(k.label), Value: k.keys})
	}
	body = append(body, ui.Card(ui.NewText(s.env.T("help.everywhere"), ui.StyleHeading), ui.KeyValue(s.env, 3, pairs...)))
	h.all = ui.Page(body...)
	return h
}

// Object implements ui.Screen.
func (h *help) Object() fyne.CanvasObject { return h.all }

// Open implements ui.Screen.
func (h *help) Open(ui.Route) { ui.FocusID(h.shell.deps.Window.Canvas(), "rail.help") }

// Refresh implements ui.Screen: shortcuts do not change.
func (h *help) Refresh() {}

// Leave implements ui.Screen.
func (h *help) Leave() bool { return true }
