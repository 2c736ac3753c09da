package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
)

// topBar is the line above the screens: find, begin a visit, the state of the
// exchange, the language.
type topBar struct {
	shell  *Shell
	object fyne.CanvasObject
	find   *ui.Button
	sync   *ui.Button
	// icon is that of sync: a button keeps the one it was made with.
	icon string
	line *fyne.Container
	// panel is the open detail of the state, nil if it is closed.
	panel   *ui.Dialog
	details *fyne.Container
}

// The largest text sizes at which everything has room, and at which most has, in
// percent, on a screen of 1366 by 768.
const (
	roomyText = 115
	tightText = 150
)

func newTopBar(s *Shell) *topBar {
	b := &topBar{shell: s}
	env := s.env
	find := ui.ButtonSpec{ID: "shell.find", Label: "shell.find", Icon: "search", Shortcut: "Ctrl+K", Wide: true}
	begin := ui.ButtonSpec{ID: "shell.consultation", Label: "common.new_consultation", Icon: "add", Style: ui.Primary, Shortcut: "Ctrl+N"}
	lightly := ui.ButtonSpec{ID: "shell.light", Label: "shell.light", Shortcut: "Ctrl+Shift+N"}
	speak := ui.ButtonSpec{ID: "shell.language", Label: "shell.language", Icon: "language", Style: ui.Flat}
	if s.look.Text > roomyText {
		// The state of the exchange needs the room; the menu names the shortcuts.
		find.Shortcut, begin.Shortcut, lightly.Shortcut, speak.Label = "", "", "", ""
	}
	b.find = ui.NewButton(env, find, s.find)
	visit := ui.NewButton(env, begin, s.newConsultation)
	light := ui.NewButton(env, lightly, s.newLight)
	if s.look.Text > tightText {
		// The page of a visit leads to it as well, and so does the menu.
		light.Hide()
	}
	b.newSync(" ", "sync-off")
	language := ui.NewButton(env, speak, s.switchLanguage)
	ground := canvas.NewRectangle(ui.Color(ui.ColorNameSurface))
	line := canvas.NewRectangle(ui.Color(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(1, 1))
	b.line = container.New(&barLayout{}, b.find, visit, light, b.sync, language)
	bar := container.New(&inset{side: ui.Px(12), top: ui.Px(8)}, b.line)
	b.object = container.NewBorder(nil, line, nil, nil, container.NewStack(ground, bar))
	return b
}

// syncAt is the place of the state in the line.
const syncAt = 3

func (b *topBar) newSync(text, icon string) {
	b.icon = icon
	b.sync = ui.NewButton(b.shell.env, ui.ButtonSpec{ID: "shell.sync", Text: text, Icon: icon, Style: ui.Flat}, b.openSync)
}

// showStatus says how the exchange stands.
func (b *topBar) showStatus() {
	s := b.shell
	st := ui.SyncStanding(s.env.P, s.status, s.deps.Now())
	if st.Icon != b.icon {
		focused := ui.FocusedID(s.deps.Window.Canvas()) == "shell.sync"
		b.newSync(st.Text, st.Icon)
		b.line.Objects[syncAt] = b.sync
		if focused {
			s.env.Focus(b.sync)
		}
	}
	b.sync.SetText(st.Text)
	b.line.Refresh()
	if b.panel != nil {
		b.fillDetails()
		b.panel.Fit()
	}
}

// syncNow asks for an exchange at once.
func (s *Shell) syncNow() {
	if !s.status.Enrolled {
		s.bar.openSync()
		return
	}
	s.svc.SyncNow()
	s.env.Toast(ui.Notice{Key: "shell.sync_asked", Tone: ui.Info})
	s.loadStatus()
}

// openSync asks for an exchange and shows what it does, with all that is known.
func (b *topBar) openSync() {
	s := b.shell
	b.details = ui.Stack()
	b.fillDetails()
	spec := ui.PanelSpec{ID: "sync", Title: "sync.title", Body: []fyne.CanvasObject{b.details}, Closed: func() { b.panel = nil }}
	if s.status.Enrolled {
		spec.Action = ui.NewButton(s.env, ui.ButtonSpec{ID: "sync.now", Label: "common.sync_now", Style: ui.Primary}, func() {
			s.svc.SyncNow()
			s.loadStatus()
		})
		s.svc.SyncNow()
	}
	b.panel = ui.Panel(s.env, spec)
	s.loadStatus()
}

func (b *topBar) fillDetails() {
	s := b.shell
	st, now := s.status, s.deps.Now()
	standing := ui.SyncStanding(s.env.P, st, now)
	b.details.Objects = []fyne.CanvasObject{ui.Flow(ui.NewBadge(standing.Text, standing.Tone))}
	if why := ui.SyncNextStep(s.env.P, st); why != "" {
		b.details.Add(ui.NewText(why, ui.StyleBody))
	}
	if pairs := ui.SyncDetails(s.env.P, st, now); len(pairs) > 0 {
		b.details.Add(ui.KeyValue(s.env, 2, pairs...))
	}
	b.details.Refresh()
}
