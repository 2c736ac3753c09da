package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
)

// rail is the navigation at the left: where one can go, and at its foot who
// one is.
type rail struct {
	shell   *Shell
	object  fyne.CanvasObject
	entries map[string]*ui.Button
	badges  map[string]*ui.Badge
}

func newRail(s *Shell) *rail {
	r := &rail{shell: s, entries: map[string]*ui.Button{}, badges: map[string]*ui.Badge{}}
	head := container.New(&beside{gap: ui.Px(10)}, r.icon(), ui.NewText(s.env.T("common.app_name"), ui.TextStyle{
		Color: ui.ColorNameRailText, Size: theme.SizeNameSubHeadingText, Bold: true,
	}))
	list := container.New(&frameColumn{gap: ui.Px(2)})
	for _, p := range places() {
		if p.rail == "" {
			continue
		}
		b := ui.NewButton(s.env, ui.ButtonSpec{ID: "rail." + p.name, Label: p.rail, Icon: p.icon, Style: ui.Rail, Wide: true}, func() {
			s.Go(ui.Route{Screen: p.name})
		})
		badge := ui.NewBadge("", ui.Neutral)
		badge.Hide()
		r.entries[p.name], r.badges[p.name] = b, badge
		list.Add(container.New(&badgeOver{}, b, badge))
	}
	name := ui.NewText(s.svc.Me().Name, ui.TextStyle{Color: ui.ColorNameRailText, Bold: true})
	office := ui.NewText(s.svc.Identity().OfficeName, ui.TextStyle{Color: ui.ColorNameRailText, Size: theme.SizeNameCaptionText, Wrap: true})
	lock := ui.NewButton(s.env, ui.ButtonSpec{
		ID: "shell.lock", Label: "common.lock", Icon: "lock", Style: ui.Rail, Wide: true, Shortcut: "Ctrl+L",
	}, s.lock)
	foot := ui.Tight(container.New(&inset{side: ui.Px(12)}, ui.Tight(name, office)), lock)
	if s.look.Text > tightText {
		foot = ui.Tight(lock)
	}
	ground := canvas.NewRectangle(ui.Color(ui.ColorNameRail))
	r.object = container.NewStack(ground, container.New(&inset{side: ui.Px(8), top: ui.Px(12)}, container.New(&headFoot{}, container.NewVScroll(ui.Stack(head, list)), foot)))
	return r
}

func (r *rail) icon() fyne.CanvasObject {
	img := canvas.NewImageFromResource(ui.Icon("consultation", ui.ColorNameRailText))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(ui.Px(24)))
	return img
}

// mark shows where one is.
func (r *rail) mark(name string) {
	for n, b := range r.entries {
		b.SetActive(n == name)
	}
}

// showBadges shows the numbers beside the entries.
func (r *rail) showBadges() {
	r.set("today", r.shell.badges.today, ui.Warning)
	r.set("referrals", r.shell.badges.referrals, ui.Danger)
}

// boardLength is the longest list a board of the day holds: beyond it only a
// lower bound is honest.
const boardLength = 100

func (r *rail) set(name string, n int, tone ui.Tone) {
	b := r.badges[name]
	if b == nil {
		return
	}
	if n == 0 {
		b.Hide()
		return
	}
	text := r.shell.env.P.Number(n)
	if n >= boardLength {
		text = r.shell.env.T("today.many")
	}
	b.Set(text, tone)
	b.Show()
	r.object.Refresh()
}
