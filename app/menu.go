package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"sporteli/app/ui"
)

// group is one menu of the main menu.
type group struct {
	title    string
	commands []ui.Command
}

// commands are the actions of the frame, by menu. All shortcuts are here: the
// toolkit looks nowhere else while an entry has the focus.
func (s *Shell) commands() []group {
	file := []ui.Command{
		{ID: "shell.consultation", Label: "common.new_consultation", Shortcut: "Ctrl+N", Do: s.newConsultation},
		{ID: "shell.light", Label: "shell.light", Shortcut: "Ctrl+Shift+N", Do: s.newLight},
		{ID: "shell.find", Label: "shell.find", Shortcut: "Ctrl+K", Do: s.find},
		{ID: "shell.sync", Label: "common.sync_now", Shortcut: "Ctrl+R", Do: s.syncNow},
		{ID: "shell.language", Label: "common.change_language", Shortcut: "Ctrl+Shift+L", Do: s.switchLanguage},
		{ID: "shell.lock", Label: "common.lock", Shortcut: "Ctrl+L", Do: s.lock},
		{ID: "shell.quit", Label: "common.exit", Shortcut: "Ctrl+Q", Do: s.Quit},
	}
	goTo := []ui.Command{}
	n := 0
	for _, p := range places() {
		if p.rail == "" || p.name == "help" {
			continue
		}
		n++
		goTo = append(goTo, ui.Command{ID: "go." + p.name, Label: p.rail, Shortcut: "Ctrl+" + itoa(n), Do: func() { s.Go(ui.Route{Screen: p.name}) }})
	}
	goTo = append(goTo, ui.Command{ID: "go.back", Label: "common.back", Shortcut: "Alt+Left", Do: s.back})
	groups := []group{{"shell.menu.program", file}, {"shell.menu.go", goTo}}
	act := []ui.Command{{ID: "shell.undo", Label: "common.undo", Shortcut: "Ctrl+Z", Do: s.undo}}
	if c, ok := s.screen.(ui.Commander); ok {
		act = append(c.Menu(), act...)
	}
	return append(groups, group{"shell.menu.actions", act}, group{"shell.menu.help", []ui.Command{
		{ID: "go.help", Label: "shell.help_keys", Shortcut: "Ctrl+H", Do: func() { s.Go(ui.Route{Screen: "help"}) }},
	}})
}

// always are the commands that work while a dialog is open.
var always = map[string]bool{"shell.lock": true, "shell.quit": true, "shell.undo": true}

// setMenu makes the main menu of the place where one is, if it is another than
// the one that shows: what a screen offers changes as it loads and is used.
func (s *Shell) setMenu() {
	groups, offered := s.commands(), ""
	for _, g := range groups {
		for _, c := range g.commands {
			offered += c.ID + " "
		}
	}
	if offered == s.offered && s.deps.Window.MainMenu() != nil {
		return
	}
	s.offered = offered
	var menus []*fyne.Menu
	taken := map[string]bool{}
	for _, g := range groups {
		m := fyne.NewMenu(s.env.T(g.title))
		for _, c := range g.commands {
			m.Items = append(m.Items, s.menuItem(c, taken))
		}
		menus = append(menus, m)
	}
	s.deps.Window.SetMainMenu(fyne.NewMainMenu(menus...))
}

// menuItem makes one entry. A shortcut belongs to the first that names it, so a
// screen cannot take one of the frame's.
func (s *Shell) menuItem(c ui.Command, taken map[string]bool) *fyne.MenuItem {
	item := fyne.NewMenuItem(s.env.T(c.Label), func() {
		if s.deps.Window.Canvas().Overlays().Top() != nil && !always[c.ID] {
			return
		}
		s.do(c)
	})
	item.IsQuit = c.ID == "shell.quit"
	if sc := shortcut(c.Shortcut); sc != nil && !taken[sc.ShortcutName()] {
		taken[sc.ShortcutName()] = true
		item.Shortcut = sc
	}
	return item
}

// do carries out a command. A screen makes its commands anew each time it is
// asked, so the one of the same name that it offers now is meant.
func (s *Shell) do(c ui.Command) {
	if screen, ok := s.screen.(ui.Commander); ok && s.signIn == nil {
		for _, now := range screen.Menu() {
			if now.ID == c.ID {
				now.Do()
				return
			}
		}
	}
	c.Do()
}

// signInMenu is the menu before anybody has signed in.
func (s *Shell) signInMenu() *fyne.MainMenu {
	taken := map[string]bool{}
	return fyne.NewMainMenu(fyne.NewMenu(s.env.T("shell.menu.program"),
		s.menuItem(ui.Command{ID: "shell.language", Label: "common.change_language", Shortcut: "Ctrl+Shift+L", Do: s.switchLanguage}, taken),
		s.menuItem(ui.Command{ID: "shell.quit", Label: "common.exit", Shortcut: "Ctrl+Q", Do: s.Quit}, taken)))
}

// keyNames are the keys that are written otherwise than the toolkit names them.
var keyNames = map[string]fyne.KeyName{"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "PageUp": fyne.KeyPageUp, "PageDown": fyne.KeyPageDown}

// shortcut makes the toolkit's form, nil for none.
func shortcut(text string) fyne.Shortcut {
	ctrl, shift, alt, key, ok := keys(text)
	if !ok {
		return nil
	}
	if text == "Ctrl+Z" {
		return &fyne.ShortcutUndo{}
	}
	sc := &desktop.CustomShortcut{KeyName: fyne.KeyName(key)}
	if name, other := keyNames[key]; other {
		sc.KeyName = name
	}
	for _, m := range []struct {
		on  bool
		mod fyne.KeyModifier
	}{{ctrl, fyne.KeyModifierControl}, {shift, fyne.KeyModifierShift}, {alt, fyne.KeyModifierAlt}} {
		if m.on {
			sc.Modifier |= m.mod
		}
	}
	return sc
}

// undo takes back what the notice in the corner offers to, else what was typed.
func (s *Shell) undo() {
	if s.toast.Act() {
		return
	}
	if f, ok := s.deps.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(&fyne.ShortcutUndo{})
	}
}

// bareKey is a key that no control took.
func (s *Shell) bareKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyF1 && s.working() {
		s.Go(ui.Route{Screen: "help"})
	}
}

func (s *Shell) newConsultation() { s.Go(ui.Route{Screen: "consultation.new"}) }

func (s *Shell) newLight() { s.Go(ui.Route{Screen: "light.new"}) }
