package consultation

import (
	"context"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// visitPage shows a visit saved before.
type visitPage struct {
	s    *Screen
	env  *ui.Env
	id   casefile.ID
	file visitFile
	gen  ui.Generation
	root *fyne.Container
	body *fyne.Container
}

var _ place = (*visitPage)(nil)

func newVisitPage(s *Screen, rec casefile.Record) *visitPage {
	return &visitPage{s: s, env: s.env, id: rec.ID, file: visitFile{Record: rec}, root: container.NewStack()}
}

func (v *visitPage) object() fyne.CanvasObject { return v.root }
func (v *visitPage) route() ui.Route           { return ui.Route{Screen: RouteVisit, ID: v.id.String()} }

func (v *visitPage) leave() bool {
	v.gen.Cancel()
	return true
}

func (v *visitPage) do(command string) {
	if command == commandCorrect {
		v.correct()
	}
}

func (v *visitPage) correct() { v.s.show(newCorrection(v.s, Correct(v.file.Record), false)) }

func (v *visitPage) load() {
	v.env.Run(&v.gen, func(ctx context.Context) func() {
		file, err := readVisit(ctx, v.s.svc, v.id)
		return func() {
			switch {
			case err != nil:
				v.failed(err)
			case v.body == nil || !reflect.DeepEqual(file, v.file):
				v.file = file
				v.render()
			}
		}
	})
}

func (v *visitPage) refresh() { v.load() }

func (v *visitPage) failed(err error) {
	b := ui.Say(v.env, ui.Danger, v.env.Words(err))
	b.SetAction(ui.ButtonSpec{ID: "consultation.retry", Label: "common.retry"}, v.load)
	v.root.Objects = []fyne.CanvasObject{ui.Page(b)}
	v.root.Refresh()
}

func (v *visitPage) wording() Wording { return Wording{v.env.Wording(v.file.Names)} }

func (v *visitPage) render() {
	env, rec := v.env, v.file.Record
	first := v.body == nil
	correct := ui.NewButton(env, ui.ButtonSpec{ID: commandCorrect, Label: "consultation.correct", Icon: "edit", Shortcut: "Ctrl+E"}, v.correct)
	actions := []fyne.CanvasObject{correct}
	who := env.T("consultation.light")
	if client := rec.Ref("client"); !client.IsZero() {
		who = v.file.Names[client.String()]
		open := ui.NewButton(env, ui.ButtonSpec{ID: "consultation.open_client", Label: "consultation.open_client", Icon: "person"},
			func() { env.Go(ui.Route{Screen: "client", ID: client.String()}) })
		again := ui.NewButton(env, ui.ButtonSpec{ID: "consultation.again", Label: "common.new_consultation", Style: ui.Primary},
			func() { env.Go(ui.Route{Screen: RouteNew, ID: "client:" + client.String()}) })
		actions = []fyne.CanvasObject{open, correct, again}
	}
	title := env.T("consultation.visit_title", "Date", env.P.Date(rec.Text("held_at")))
	blocks := []fyne.CanvasObject{ui.PageHeader(title, who, actions...), v.facts()}
	if note := rec.Text("note"); note != "" {
		blocks = append(blocks, ui.Card(ui.NewText(env.T("field.consultation.note"), ui.StyleHeading), ui.NewText(note, ui.StyleBody)))
	}
	if came := v.came(); came != nil {
		blocks = append(blocks, came)
	}
	blocks = append(blocks, v.history()...)
	v.body = ui.Page(blocks...)
	v.root.Objects = []fyne.CanvasObject{v.body}
	v.root.Refresh()
	if first {
		env.Focus(correct)
	}
}

// facts are the fields in the order they were entered.
func (v *visitPage) facts() fyne.CanvasObject {
	env, rec, w := v.env, v.file.Record, v.wording()
	pair := func(name string) ui.Pair {
		p := ui.Pair{Label: env.T("field.consultation." + name)}
		if rec.Text(name) != "" {
			p.Value = w.Values(rec.Kind, name, seenValues(rec, name))
		}
		return p
	}
	topics := pair("topics")
	topics.Value = strings.Join(w.Topics(topicsOf(rec)), "\n")
	return ui.Card(nil, ui.KeyValue(env, 3,
		pair("held_at"), pair("minutes"), pair("channel"), pair("category"), topics, pair("destination"),
		pair("sex"), pair("age_band"), pair("municipality"), pair("outcomes"), pair("officer"),
	))
}

// came lists what came of the visit; Enter opens it.
func (v *visitPage) came() fyne.CanvasObject {
	env := v.env
	if len(v.file.Came) == 0 {
		return nil
	}
	moments := make([]ui.Moment, 0, len(v.file.Came))
	for _, it := range v.file.Came {
		moments = append(moments, v.moment(it))
	}
	list := ui.NewTimeline(env, "consultation.came", ui.EmptySpec{Title: "common.none"}, func(m ui.Moment) {
		screen, id, _ := strings.Cut(m.ID, ":")
		if screen != "" {
			env.Go(ui.Route{Screen: screen, ID: id})
		}
	})
	list.SetRows(8)
	list.SetMoments(moments)
	return ui.Card(ui.NewText(env.T("consultation.came_of_it"), ui.StyleHeading), list)
}

func (v *visitPage) moment(it casefile.TimelineItem) ui.Moment {
	env, rec, w := v.env, it.Record, v.wording()
	m := ui.Moment{Title: env.T("kind." + it.Kind.String()), Icon: it.Kind.String(), Date: env.P.Date(it.At)}
	switch it.Kind {
	case casefile.KindHandout:
		m.ID, m.Icon = "sheet:"+rec.Text("sheet"), "handout"
		if title := ui.InLanguage(v.file.Titles[rec.Text("sheet")], env.P.Lang()); title != "" {
			m.Title = title
		}
		m.Detail = strings.Join([]string{
			env.T("consultation.version", "Version", rec.Text("version")), w.Tongue(rec.Text("language")), w.Medium(rec.Text("medium")),
		}, ", ")
	case casefile.KindReferral:
		m.ID, m.Icon = "referral:"+rec.ID.String(), "referrals"
		m.Title += " " + rec.Text("number")
		m.Detail = w.Values(rec.Kind, "needs", rec.All("needs"))
		m.Badge, m.Tone = env.LabelOf("referral_status", rec.Text("status")), ui.Info
	case casefile.KindFollowUp:
		m.Title, m.Detail, m.Date = rec.Text("what"), m.Title, env.P.Date(rec.Text("due_on"))
		m.Badge, m.Tone = env.LabelOf("followup_status", rec.Text("status")), ui.Info
	}
	return m
}

// history tells who changed what, with both values.
func (v *visitPage) history() []fyne.CanvasObject {
	steps := v.wording().Steps(v.file.History)
	return append([]fyne.CanvasObject{ui.NewText(v.env.T("consultation.history"), ui.StyleHeading)}, ui.History(v.env, steps, len(steps))...)
}
