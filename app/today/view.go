package today

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
)

// few is how many lines a list shows before it asks whether to show the rest.
const few = 6

// view is what is to be seen: a greeting, warnings, and lists in two columns.
type view struct {
	s        *Screen
	env      *ui.Env
	all      fyne.CanvasObject
	head     *fyne.Container
	warnings *fyne.Container
	left     *fyne.Container
	right    *fyne.Container
	// first is the first line of the first list, for the keyboard.
	first string
}

func newView(s *Screen) *view {
	v := &view{s: s, env: s.env, head: container.NewStack(), warnings: ui.Tight(), left: ui.Stack(), right: ui.Stack()}
	v.head.Add(v.header(-1))
	v.warnings.Hide()
	v.all = ui.Page(v.head, v.warnings, ui.TwoColumns(0.56, v.left, v.right))
	return v
}

// header greets and says the day; visits is -1 while it is not known.
func (v *view) header(visits int) fyne.CanvasObject {
	env := v.env
	name, _, _ := strings.Cut(v.s.svc.Me().Name, " ")
	day := env.Today()
	sub := capital(env.T("today.date", "Weekday", env.P.Weekday(day), "Date", env.P.DateLong(day)))
	if visits >= 0 {
		sub += " · " + env.N("today.visits", visits)
	}
	return ui.PageHeader(env.T(greeting(env.Now()), "Name", name), sub)
}

func (v *view) showFailure(err error) {
	v.warnings.Objects = []fyne.CanvasObject{ui.Say(v.env, ui.Danger, ui.Present(v.env.P, err).Text)}
	v.warnings.Show()
	v.all.Refresh()
}

// render shows the board; the keyboard stays where it was.
func (v *view) render() {
	c := v.env.Window.Canvas()
	focus := ui.FocusedID(c)
	b := v.s.board
	v.head.Objects = []fyne.CanvasObject{v.header(b.Visits)}
	v.warn()
	v.first = ""
	moment := func(t time.Time) string { return ui.SyncMoment(v.env.P, t, v.env.Now()) }
	v.left.Objects = []fyne.CanvasObject{
		v.card(followUps(v.env, b), v.followUpActions),
		v.card(referrals(v.env, b), nil),
	}
	v.right.Objects = []fyne.CanvasObject{v.card(drafts(v.env, b, moment), v.draftActions)}
	if s := conflicts(v.env, b); len(s.items) > 0 {
		v.right.Objects = append([]fyne.CanvasObject{v.card(s, nil)}, v.right.Objects...)
	}
	if s := outdated(v.env, b, v.env.P.Lang()); len(s.items) > 0 {
		v.right.Add(v.card(s, nil))
	}
	v.all.Refresh()
	if strings.HasPrefix(focus, "today.") && !ui.FocusID(c, focus) {
		v.focusNear(focus)
	}
}

// focusNear gives the keyboard to the line before one that is gone, else to
// the first.
func (v *view) focusNear(id string) {
	parts := strings.Split(id, ".")
	if len(parts) < 3 {
		return
	}
	c := v.env.Window.Canvas()
	for n, err := strconv.Atoi(parts[2]); err == nil && n > 0; {
		n--
		parts[2] = strconv.Itoa(n)
		if ui.FocusID(c, strings.Join(parts, ".")) {
			return
		}
	}
	v.focusFirst()
}

// focusFirst gives the keyboard to the first line, or to the frame's button for
// the work of the day where there is none.
func (v *view) focusFirst() {
	c := v.env.Window.Canvas()
	if !ui.FocusID(c, v.first) {
		ui.FocusID(c, "shell.consultation")
	}
}

// warn shows what is wrong with this PC.
func (v *view) warn() {
	v.warnings.Objects = nil
	b := v.s.board
	for _, text := range v.s.told {
		v.warnings.Add(ui.Say(v.env, ui.Warning, text))
	}
	if b.ClockDoubt {
		v.warnings.Add(ui.Say(v.env, ui.Warning, v.env.T("today.clock", "Date", v.env.P.DateTime(v.env.Minute()))))
	}
	if b.FreeBytes >= 0 && b.FreeBytes < lowDisk {
		v.warnings.Add(ui.Say(v.env, ui.Warning, v.env.T("today.disk", "MB", v.env.P.Number(int(b.FreeBytes>>20)))))
	}
	if len(v.warnings.Objects) == 0 {
		v.warnings.Hide()
	} else {
		v.warnings.Show()
	}
}

// card is one list under its heading, or the words for an empty one.
func (v *view) card(s section, actions func(n int, it item) []*ui.Button) fyne.CanvasObject {
	heading := v.env.T("today." + s.name + ".title")
	if len(s.items) == 0 {
		return ui.Card(ui.NewText(heading, ui.StyleHeading), ui.NewText(v.env.T("today."+s.name+".empty"), ui.StyleMuted))
	}
	count := ui.NewBadge(countText(v.env, len(s.items)), ui.Info)
	list := ui.Tight()
	for n, it := range s.items {
		if n == few && !v.s.whole[s.name] {
			list.Add(v.rest(s))
			break
		}
		id := "today." + s.name + "." + strconv.Itoa(n)
		if v.first == "" {
			v.first = id
		}
		var buttons []*ui.Button
		if actions != nil {
			buttons = actions(n, it)
		}
		if n > 0 {
			list.Add(ui.Rule())
		}
		list.Add(ui.NewTask(id, it.moment, func() { v.env.Go(it.route) }, buttons...))
	}
	return ui.Card(ui.Line(1, ui.NewText(heading, ui.StyleHeading), ui.NewText("", ui.TextStyle{}), count), list)
}

// rest leads to what is not shown: the screen with the whole list where there
// is one, else more lines here.
func (v *view) rest(s section) fyne.CanvasObject {
	spec := ui.ButtonSpec{ID: "today." + s.name + ".all", Style: ui.Flat, Wide: true}
	if s.name == "referrals" {
		spec.Label = "today.all_referrals"
		return ui.NewButton(v.env, spec, func() { v.env.Go(ui.Route{Screen: "referrals"}) })
	}
	spec.Text = v.env.N("today.more", len(s.items)-few)
	return ui.NewButton(v.env, spec, func() { v.showAll(s.name) })
}

func (v *view) showAll(name string) {
	v.s.whole[name] = true
	v.render()
	ui.FocusID(v.env.Window.Canvas(), "today."+name+"."+strconv.Itoa(few))
}

func (v *view) followUpActions(n int, it item) []*ui.Button {
	return []*ui.Button{ui.NewButton(v.env, ui.ButtonSpec{
		ID: "today.followups." + strconv.Itoa(n) + ".done", Label: "today.done", Icon: "check", Style: ui.Flat,
	}, func() { v.s.markDone(it.id) })}
}

func (v *view) draftActions(n int, it item) []*ui.Button {
	return []*ui.Button{ui.NewButton(v.env, ui.ButtonSpec{
		ID: "today.drafts." + strconv.Itoa(n) + ".discard", Label: "today.discard", Icon: string(theme.IconNameDelete), Style: ui.Flat,
	}, func() { v.s.discard(it.id) })}
}
