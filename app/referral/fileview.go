package referral

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
)

// stepsShown is how many steps of the history the page shows.
const stepsShown = 60

// render shows what was read. The keyboard stays where it was, or goes to what
// is done next where that has gone.
func (p *filePage) render() {
	c := p.env.Window.Canvas()
	focus := ui.FocusedID(c)
	p.may = permitsOf(p.f.rec)
	w := p.env.Wording(p.f.names)
	p.body.Objects = []fyne.CanvasObject{p.head(w), p.actions()}
	p.body.Objects = append(p.body.Objects, p.banners(w)...)
	for _, cl := range w.Clashes(p.f.rec, p.f.history) {
		p.body.Add(ui.Settle(p.env, ui.SettleSpec{
			ID: "referral.clash." + cl.Field, Clash: cl,
			Save: func(value string, told func(error)) { p.write(cl.Settle(value), "referral.clash.settled", told) },
		}))
	}
	if a := p.answer(w); a != nil {
		p.body.Add(a)
	}
	both := ui.NewForm(p.env, "", ui.Section{Columns: 2, Cells: []ui.Cell{{Object: p.asked(w)}, {Object: p.institution(w)}}})
	p.body.Add(both.Object())
	p.body.Add(ui.NewText(p.env.T("referral.steps"), ui.StyleHeading))
	p.body.Objects = append(p.body.Objects, ui.History(p.env, w.Steps(casefile.KindReferral, "", p.f.history), stepsShown)...)
	p.root.Refresh()
	if focus != "" && c.Overlays().Top() == nil && !ui.FocusID(c, focus) {
		p.start()
	}
}

// head says which referral it is and how it stands.
func (p *filePage) head(w ui.Wording) fyne.CanvasObject {
	rec := p.f.rec
	status := rec.Text("status")
	title := p.env.T("referral.one", "Number", rec.Text("number"))
	badges := []fyne.CanvasObject{
		ui.NewText(title, ui.StyleTitle), ui.NewBadge(w.Label("referral_status", status), tone(moodOfStatus(status))),
		ui.NewBadge(w.Label("referral_urgency", rec.Text("urgency")), tone(moodOfUrgency(rec.Text("urgency")))),
	}
	if n := overdueBy(status, rec.Text("due_on"), p.env.Today()); n > 0 {
		badges = append(badges, ui.NewBadge(p.env.N("referral.late", n), ui.Danger))
	}
	if !p.f.row.ID.IsZero() {
		key, m := mark(p.f.row)
		text := p.env.T(key)
		if !p.f.row.Conflict {
			// By itself "sent" would be taken for the state of the referral.
			text = p.env.T("referral.sync", "State", text)
		}
		badges = append(badges, ui.NewBadge(text, tone(m)))
	}
	return ui.Tight(ui.Flow(badges...), ui.NewText(ui.JoinNonEmpty(" · ", p.f.who(), p.f.to()), ui.StyleMuted))
}

func (p *filePage) actions() fyne.CanvasObject {
	var out []fyne.CanvasObject
	add := func(on bool, spec ui.ButtonSpec, do func()) {
		if on {
			out = append(out, ui.NewButton(p.env, spec, do))
		}
	}
	add(p.may.send, ui.ButtonSpec{ID: "referral.send", Label: p.sendLabel(), Icon: "check", Style: ui.Primary, Shortcut: "Ctrl+G"}, p.send)
	add(p.may.answer, ui.ButtonSpec{ID: "referral.answer", Label: "referral.answer", Icon: "phone", Style: ui.Primary, Shortcut: "Ctrl+G"}, p.to(wayAnswer))
	add(p.may.edit, ui.ButtonSpec{ID: "referral.edit", Label: "common.edit", Icon: "edit", Shortcut: "Ctrl+E"}, p.to(wayEdit))
	add(p.may.correct, ui.ButtonSpec{ID: "referral.correct", Label: "referral.correct", Icon: "edit", Shortcut: "Ctrl+E"}, p.to(wayAnswer))
	for i, lang := range p.languages() {
		spec := ui.ButtonSpec{ID: "referral.print", Label: "referral.print_" + lang, Icon: "print", Shortcut: "Ctrl+P"}
		if i > 0 {
			spec = ui.ButtonSpec{ID: "referral.print_other", Label: "referral.print_" + lang, Icon: "print", Style: ui.Flat}
		}
		add(p.may.print, spec, p.printer(lang))
	}
	add(p.may.cancel, ui.ButtonSpec{ID: "referral.cancel", Label: "referral.cancel", Style: ui.Flat}, p.to(wayCancel))
	return ui.Flow(out...)
}

// banners say what must be known before anything is done.
func (p *filePage) banners(w ui.Wording) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	rec := p.f.rec
	say := func(t ui.Tone, text string) *ui.Banner {
		b := ui.Say(p.env, t, text)
		out = append(out, b)
		return b
	}
	if len(rec.Conflicts()) > 0 {
		say(ui.Warning, p.env.T("referral.clash.text"))
	}
	if p.may.consent {
		b := say(ui.Warning, p.env.T("referral.no_consent"))
		if p.may.edit {
			b.SetAction(ui.ButtonSpec{ID: "referral.consent", Label: "referral.record_consent"}, p.to(wayEdit))
		}
	}
	if p.slip && !p.may.answer {
		say(ui.Info, p.env.T("referral.slip_closed", "Status", w.Label("referral_status", rec.Text("status"))))
	}
	status, due := rec.Text("status"), rec.Text("due_on")
	if n := overdueBy(status, due, p.env.Today()); n > 0 && p.may.answer {
		say(ui.Warning, p.env.N("referral.overdue", n, "Date", p.env.P.Date(due)))
	}
	return out
}

// asked is who is sent, with what, and by when an answer is asked for.
func (p *filePage) asked(w ui.Wording) fyne.CanvasObject {
	rec := p.f.rec
	pair := func(field string) ui.Pair {
		values := rec.All(field)
		if f, _ := casefile.FieldByName(rec.Kind, field); !f.Set && len(values) > 1 {
			values = []string{rec.Text(field)}
		}
		return ui.Pair{Label: w.Field(rec.Kind, field), Value: w.Values(rec.Kind, field, values)}
	}
	named := func(field string) ui.Pair {
		return ui.Pair{Label: w.Field(rec.Kind, field), Value: p.f.names[rec.Text(field)]}
	}
	open := []fyne.CanvasObject{ui.NewButton(p.env, ui.ButtonSpec{
		ID: "referral.client", Label: "referral.open_client", Icon: "person",
	}, func() { p.env.Go(ui.Route{Screen: "client", ID: rec.Text("client")}) })}
	if visit := rec.Text("consultation"); visit != "" {
		open = append(open, ui.NewButton(p.env, ui.ButtonSpec{
			ID: "referral.visit", Label: "referral.open_visit", Icon: "consultation", Style: ui.Flat,
		}, func() { p.env.Go(ui.Route{Screen: "consultation", ID: visit}) }))
	}
	facts := ui.KeyValue(p.env, 2,
		ui.Pair{Label: w.Field(rec.Kind, "client"), Value: p.f.who()}, pair("needs"), pair("created_on"), pair("due_on"),
		pair("consented"), pair("language"), named("officer"), named("office"))
	body := []fyne.CanvasObject{facts}
	if reason := rec.Text("reason"); reason != "" {
		body = append(body, ui.Tight(ui.NewText(w.Field(rec.Kind, "reason"), ui.StyleCaption), ui.NewText(reason, ui.StyleBody)))
	}
	return ui.Card(ui.NewText(p.env.T("referral.asked"), ui.StyleHeading), append(body, ui.Flow(open...))...)
}

// institution is whom to ask, and how far its entry can be trusted.
func (p *filePage) institution(w ui.Wording) fyne.CanvasObject {
	return ui.Card(ui.NewText(p.env.T("referral.to"), ui.StyleHeading), institutionLines(p.env, w, p.f)...)
}

// institutionLines are the contacts of the institution; a page and the form
// for the answer show the same.
func institutionLines(env *ui.Env, w ui.Wording, f file) []fyne.CanvasObject {
	rec, in := f.rec, f.institution
	name := ui.NewText(f.to(), ui.TextStyle{Bold: true, Wrap: true})
	if in.ID.IsZero() {
		kind := ui.KeyValue(env, 2, ui.Pair{Label: w.Field(rec.Kind, "target"), Value: w.Label("referral_target", rec.Text("target"))})
		return []fyne.CanvasObject{name, kind, ui.NewText(env.T("referral.outside"), ui.StyleMuted)}
	}
	pair := func(field string) ui.Pair {
		return ui.Pair{Label: w.Field(in.Kind, field), Value: w.Values(in.Kind, field, one(in.Text(field)))}
	}
	head := []fyne.CanvasObject{ui.NewBadge(w.Label("referral_target", in.Text("kind")), ui.Neutral)}
	trusted := in.Text("verified")
	switch trusted {
	case assets.VerifiedYes:
		head = append(head, ui.NewBadge(env.T("verified.yes"), ui.Success))
	case assets.VerifiedPartial:
		head = append(head, ui.NewBadge(env.T("verified.partial"), ui.Warning))
	default:
		head = append(head, ui.NewBadge(env.T("verified.unverified"), ui.Warning))
	}
	out := []fyne.CanvasObject{name, ui.Flow(head...)}
	contacts := ui.KeyValue(env, 2, pair("phone"), pair("email"), pair("address"), pair("municipality"), pair("website"), pair("checked_on"))
	out = append(out, contacts)
	if in.Text("phone") == "" && in.Text("email") == "" {
		out = append(out, ui.NewText(env.T("referral.no_contacts"), ui.StyleMuted))
	}
	if trusted != assets.VerifiedYes {
		out = append(out, ui.NewText(env.T("referral.unverified"), ui.StyleMuted))
	}
	return out
}

// answer is what came of it, nil while there is none.
func (p *filePage) answer(w ui.Wording) fyne.CanvasObject {
	rec := p.f.rec
	if rec.Text("answered_by") == "" && rec.Text("outcome") == "" && rec.Text("answer_note") == "" {
		return nil
	}
	pair := func(field string) ui.Pair {
		return ui.Pair{Label: w.Field(rec.Kind, field), Value: w.Values(rec.Kind, field, one(rec.Text(field)))}
	}
	title, said := "referral.answered", w.Field(rec.Kind, "answer_note")
	if rec.Text("status") == casefile.StatusCancelled {
		title, said = "referral.cancel_why", p.env.T("referral.cancel_note")
	}
	body := []fyne.CanvasObject{ui.KeyValue(p.env, 4, pair("status"), pair("outcome"), pair("answered_by"), pair("status_on"))}
	if note := rec.Text("answer_note"); note != "" {
		body = append(body, ui.Tight(ui.NewText(said, ui.StyleCaption), ui.NewText(note, ui.StyleBody)))
	}
	return ui.Card(ui.NewText(p.env.T(title), ui.StyleHeading), body...)
}
