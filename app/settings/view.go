package settings

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// view is what is to be seen: cards in two columns.
type view struct {
	s        *Screen
	env      *ui.Env
	all      fyne.CanvasObject
	fail     *ui.Banner
	language ui.Field

	standing  *ui.Badge
	sync      *fyne.Container
	people    *fyne.Container
	result    *ui.Banner
	resultBox *fyne.Container
	quick     *ui.Button
	deep      *ui.Button
}

func newView(s *Screen) *view {
	v := &view{s: s, env: s.env}
	v.fail = ui.NewBanner(s.env, ui.Danger)
	v.fail.Hide()
	left := ui.Stack(v.lookCard(), v.peopleCard(), v.checkCard())
	right := ui.Stack(v.syncCard(), v.pcCard(), v.aboutCard())
	v.all = ui.Page(ui.PageHeader(s.env.T("settings.title"), s.env.T("settings.subtitle", "Name", s.svc.Me().Name)),
		v.fail, ui.TwoColumns(0.5, left, right))
	return v
}

func (v *view) showFailure(err error) {
	v.fail.SetText(ui.Present(v.env.P, err).Text)
	v.fail.Show()
	v.all.Refresh()
}

func (v *view) heading(key string) fyne.CanvasObject {
	return ui.NewText(v.env.T(key), ui.StyleHeading)
}

func (v *view) radio(id string, options []ui.Option, value string, chosen func(string)) ui.Field {
	f := ui.NewRadioField(v.env, ui.FieldSpec{ID: "settings." + id, Label: "settings." + id}, options)
	f.SetValues([]string{value})
	f.OnChange(func() {
		if f.Value() == nil {
			// Of these something is always chosen.
			f.SetValues([]string{value})
			return
		}
		value = ui.First(f.Value())
		chosen(value)
	})
	return f
}

// lookCard is language, text size, colours and the lock.
func (v *view) lookCard() fyne.CanvasObject {
	l, env := v.s.deps.Look(), v.env
	v.language = v.radio("language", []ui.Option{
		{Code: "sq", Label: env.T("common.albanian")}, {Code: "en", Label: env.T("common.english")},
	}, l.Language, func(code string) { v.s.choose(func(l *Look) { l.Language = code }) })
	var sizes, minutes []ui.Option
	for _, n := range TextSizes {
		sizes = append(sizes, ui.Option{Code: strconv.Itoa(n), Label: env.T("settings.percent", "N", n)})
	}
	for _, n := range IdleMinutes {
		minutes = append(minutes, ui.Option{Code: strconv.Itoa(n), Label: env.N("common.minutes", n)})
	}
	text := v.radio("text", sizes, strconv.Itoa(l.Text), func(code string) {
		v.s.choose(func(l *Look) { l.Text, _ = strconv.Atoi(code) })
	})
	colours := v.radio("colours", []ui.Option{
		{Code: "false", Label: env.T("settings.light")}, {Code: "true", Label: env.T("settings.dark")},
	}, strconv.FormatBool(l.Dark), func(code string) { v.s.choose(func(l *Look) { l.Dark = code == "true" }) })
	idle := v.radio("idle", minutes, strconv.Itoa(l.Idle), func(code string) {
		v.s.choose(func(l *Look) { l.Idle, _ = strconv.Atoi(code) })
	})
	form := ui.NewForm(env, "settings", ui.Section{Columns: 1, Cells: ui.Cells(v.language, text, colours, idle)})
	return ui.Card(v.heading("settings.look"), form.Object())
}

// peopleCard says who may sign in here.
func (v *view) peopleCard() fyne.CanvasObject {
	v.people = ui.Tight()
	add := ui.NewButton(v.env, ui.ButtonSpec{ID: "settings.officer.add", Label: "settings.officer.add", Icon: "person"}, v.s.askOfficer)
	change := ui.NewButton(v.env, ui.ButtonSpec{ID: "settings.password.change", Label: "common.change_password", Icon: "lock"}, v.s.askPassword)
	return ui.Card(v.heading("settings.people"), v.people, ui.Flow(add, change))
}

func (v *view) showPeople() {
	me := v.s.svc.Me()
	v.people.Objects = nil
	for _, p := range people(v.s.names, v.s.officers, me) {
		line := []fyne.CanvasObject{ui.NewText(p.name, ui.TextStyle{Bold: p.name == me.Name})}
		if p.role != "" {
			line = append(line, ui.NewText(v.env.T("role."+string(p.role)), ui.StyleCaption))
		}
		v.people.Add(ui.Line(0, line...))
	}
	v.people.Refresh()
	v.all.Refresh()
}

// syncCard says how the exchange with the centre stands.
func (v *view) syncCard() fyne.CanvasObject {
	v.standing = ui.NewBadge("", ui.Neutral)
	v.sync = ui.Tight()
	now := ui.NewButton(v.env, ui.ButtonSpec{ID: "settings.sync", Label: "common.sync_now", Icon: "sync-waiting", Shortcut: "Ctrl+R"}, v.s.svc.SyncNow)
	return ui.Card(v.heading("settings.sync.title"), v.sync, ui.Flow(now))
}

func (v *view) showStatus() {
	st, now := v.s.status, v.env.Now()
	standing := ui.SyncStanding(v.env.P, st, now)
	v.standing.Set(standing.Text, standing.Tone)
	v.sync.Objects = []fyne.CanvasObject{ui.Flow(v.standing)}
	for _, in := range ui.SyncIncidents(v.env.P, st, now) {
		if in.New {
			v.sync.Add(ui.Say(v.env, ui.Warning, in.Text))
		} else {
			v.sync.Add(ui.NewText(in.Text, ui.StyleMuted))
		}
	}
	if why := ui.SyncNextStep(v.env.P, st); why != "" {
		v.sync.Add(ui.NewText(why, ui.StyleMuted))
	}
	if pairs := ui.SyncDetails(v.env.P, st, now); len(pairs) > 0 {
		v.sync.Add(ui.KeyValue(v.env, 2, pairs...))
	}
	v.sync.Refresh()
	v.all.Refresh()
}

// pcCard is what this PC knows about itself.
func (v *view) pcCard() fyne.CanvasObject {
	id, env := v.s.svc.Identity(), v.env
	office := id.OfficeName
	if office == "" {
		office = env.T("settings.pc.no_office")
	}
	centre := id.CentreURL
	if centre == "" {
		centre = env.T("sync.no_centre")
	}
	pairs := []ui.Pair{
		{Label: env.T("settings.pc.office"), Value: office},
		{Label: env.T("settings.pc.municipality"), Value: env.LabelOf("municipality", id.Municipality)},
		{Label: env.T("settings.pc.centre"), Value: centre},
		{Label: env.T("settings.pc.device"), Value: ShortID(id.Device)},
		{Label: env.T("settings.pc.series"), Value: id.Series},
		{Label: env.T("settings.pc.version"), Value: v.s.deps.About.Version},
	}
	body := []fyne.CanvasObject{ui.KeyValue(env, 2, pairs...), ui.KeyValue(env, 1, ui.Pair{Label: env.T("settings.pc.folder"), Value: v.s.svc.Folder()})}
	if id.Sample {
		body = append([]fyne.CanvasObject{ui.Say(env, ui.Warning, env.T("settings.pc.sample"))}, body...)
	}
	return ui.Card(v.heading("settings.pc.title"), body...)
}

// checkCard has the data read again.
func (v *view) checkCard() fyne.CanvasObject {
	v.quick = ui.NewButton(v.env, ui.ButtonSpec{ID: "settings.check.quick", Label: "settings.check.quick", Icon: "check"}, func() { v.s.check(false) })
	v.deep = ui.NewButton(v.env, ui.ButtonSpec{ID: "settings.check.deep", Label: "settings.check.deep", Icon: "history"}, func() { v.s.check(true) })
	v.result = ui.NewBanner(v.env, ui.Info)
	v.result.Hide()
	v.resultBox = ui.Tight(v.result)
	v.resultBox.Hide()
	return ui.Card(v.heading("settings.check.title"), ui.NewText(v.env.T("settings.check.text"), ui.StyleMuted), v.resultBox, ui.Flow(v.quick, v.deep))
}

// say replaces the line with the result of the check.
func (v *view) say(tone ui.Tone, text string) {
	v.result = ui.Say(v.env, tone, text)
	v.resultBox.Objects = []fyne.CanvasObject{v.result}
	v.resultBox.Show()
	v.all.Refresh()
}

func (v *view) showChecking(deep bool) {
	v.quick.Disable()
	v.deep.Disable()
	key := "settings.check.running"
	if deep {
		key = "settings.check.running_deep"
	}
	v.say(ui.Info, v.env.T(key))
}

func (v *view) showReport(r casefile.CheckReport, err error) {
	v.quick.Enable()
	v.deep.Enable()
	switch {
	case err != nil:
		v.say(ui.Danger, ui.Present(v.env.P, err).Text)
	case len(r.Faults) == 0:
		v.say(ui.Success, v.env.T("settings.check.good", "Events", v.env.P.Number(r.Events), "Records", v.env.P.Number(r.Records)))
	default:
		text := v.env.N("settings.check.bad", len(r.Faults))
		for i, f := range r.Faults {
			if i == 5 {
				text += "\n…"
				break
			}
			text += "\n" + f.Where + " (" + string(f.Code) + ")"
		}
		v.say(ui.Danger, text)
	}
}

// aboutCard says what this is, and what it does not protect yet.
func (v *view) aboutCard() fyne.CanvasObject {
	env, a := v.env, v.s.deps.About
	return ui.Card(v.heading("settings.about.title"),
		ui.NewText(env.T("settings.about.what"), ui.StyleBody),
		ui.KeyValue(env, 2,
			ui.Pair{Label: env.T("settings.pc.version"), Value: env.T("settings.about.version", "Version", a.Version, "Build", a.Build)},
			ui.Pair{Label: env.T("settings.about.licence"), Value: "Apache-2.0"},
			ui.Pair{Label: env.T("settings.about.toolkit"), Value: a.Toolkit},
			ui.Pair{Label: env.T("settings.about.font"), Value: "Open Sans (Apache-2.0)"}),
		ui.Say(env, ui.Warning, env.T("settings.about.disk")),
		ui.NewText(env.T("settings.about.offline"), ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorNameMuted, Wrap: true}))
}
