package client

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// stepsShown is how many steps of the history are shown at once.
const stepsShown = 60

// fillTabs puts what was read into the tabs.
func (p *filePage) fillTabs(clashes []ui.Clash) {
	w := wording(p.env, p.file.Names)
	moments := w.Moments(p.file)
	p.line.SetMoments(shown(moments, 0))
	sent := shown(moments, casefile.KindReferral)
	p.sent.SetMoments(sent)
	p.put(tabTimeline, ui.FillCard(nil, p.line))
	p.put(tabWho, inTab(p.who(w)))
	p.put(tabIntakes, inTab(p.intakes(w)...))
	p.put(tabConsents, inTab(p.consents(w)...))
	p.put(tabReferrals, ui.FillCard(nil, p.sent))
	p.put(tabHistory, inTab(p.history(w)...))
	p.put(tabClash, inTab(p.clashes(clashes)...))
	p.tabs.SetCount(tabClash, len(clashes))
	p.tabs.SetCount(tabIntakes, len(p.file.Of(casefile.KindIntake)))
	p.tabs.SetCount(tabConsents, len(p.file.Of(casefile.KindConsent)))
	p.tabs.SetCount(tabReferrals, len(sent))
}

// inTab is a page that scrolls within a tab.
func inTab(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(flush{}, ui.Page(objects...))
}

// put shows an object in a tab if the page has that tab.
func (p *filePage) put(tab string, o fyne.CanvasObject) {
	if c := p.content[tab]; c != nil {
		c.Objects = []fyne.CanvasObject{o}
		c.Refresh()
	}
}

var icons = map[casefile.Kind]string{
	casefile.KindConsultation: "consultation", casefile.KindHandout: "handout", casefile.KindReferral: "referrals",
	casefile.KindFollowUp: "followup", casefile.KindIntake: "register", casefile.KindConsent: "check",
}

// shown are the entries of one kind, of all for zero.
func shown(moments []Moment, kind casefile.Kind) []ui.Moment {
	var out []ui.Moment
	for _, m := range moments {
		if kind == 0 || m.Kind == kind {
			out = append(out, ui.Moment{
				ID: m.ID, Icon: icons[m.Kind], Title: m.Title, Detail: m.Detail, Date: m.Date, Badge: m.Badge, Tone: tone(m.Mood),
			})
		}
	}
	return out
}

// pairs are the fields of a record with their values.
func pairs(w Wording, rec casefile.Record, without ...string) []ui.Pair {
	skip := map[string]bool{"client": true}
	for _, n := range without {
		skip[n] = true
	}
	var out []ui.Pair
	for _, f := range casefile.Fields(rec.Kind) {
		if skip[f.Name] || len(rec.Values[f.Name]) == 0 {
			continue
		}
		values := rec.All(f.Name)
		if !f.Set {
			values = []string{rec.Text(f.Name)}
		}
		out = append(out, ui.Pair{Label: w.Field(rec.Kind, f.Name), Value: w.Values(rec.Kind, f.Name, values)})
	}
	return out
}

func (p *filePage) who(w Wording) fyne.CanvasObject {
	return ui.Card(nil, ui.KeyValue(p.env, 3, pairs(w, p.file.Record)...))
}

func (p *filePage) intakes(w Wording) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, rec := range p.file.Of(casefile.KindIntake) {
		edit := ui.NewButton(p.env, ui.ButtonSpec{ID: fmt.Sprintf("client.intake.%d.edit", i), Label: "common.edit", Icon: "edit"}, func() {
			p.env.Go(ui.Route{Screen: ScreenIntake, ID: rec.ID.String()})
		})
		title := w.Label("client_category", rec.Text("category")) + " · " + w.P.Date(rec.Text("opened_on"))
		out = append(out, ui.Card(ui.Line(0, ui.NewText(title, ui.StyleHeading), edit),
			ui.KeyValue(p.env, 3, pairs(w, rec, "category", "opened_on")...)))
	}
	if len(out) == 0 {
		out = append(out, ui.EmptyState(p.env, ui.EmptySpec{
			Icon: "register", Title: "client.intakes.empty", Text: "client.intakes.empty_text",
			Action: ui.ButtonSpec{ID: "client.intakes.new", Label: "client.file.intake", Style: ui.Primary}, Do: p.to(ScreenNewIntake),
		}))
	}
	return out
}

func (p *filePage) consents(w Wording) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, rec := range p.file.Of(casefile.KindConsent) {
		state, mood := w.ConsentState(rec)
		line := []fyne.CanvasObject{ui.NewText(w.Label("consent_kind", rec.Text("kind")), ui.StyleHeading), ui.NewBadge(state, tone(mood))}
		if rec.Bool("granted") && rec.Text("withdrawn_on") == "" {
			line = append(line, ui.NewButton(p.env, ui.ButtonSpec{ID: fmt.Sprintf("client.consent.%d.withdraw", i), Label: "common.withdraw"}, func() {
				p.withdraw(rec.ID)
			}))
		}
		out = append(out, ui.Card(ui.Line(0, line...), ui.KeyValue(p.env, 3, pairs(w, rec, "kind", "granted", "withdrawn_on")...)))
	}
	if len(out) == 0 {
		out = append(out, ui.EmptyState(p.env, ui.EmptySpec{
			Icon: "check", Title: "client.consents.empty", Text: "client.consents.empty_text",
			Action: ui.ButtonSpec{ID: "client.consents.new", Label: "client.file.consent", Style: ui.Primary}, Do: p.to(ScreenNewConsent),
		}))
	}
	return out
}

// withdraw notes that a client took a consent back; that can be undone.
func (p *filePage) withdraw(id casefile.ID) {
	p.write(id, func(r casefile.Record) casefile.Edit { return r.Edit().Set("withdrawn_on", p.env.Today()) },
		func(r casefile.Record) casefile.Edit { return r.Edit().Set("withdrawn_on") })
}

func (p *filePage) history(w Wording) []fyne.CanvasObject {
	steps := w.Steps(p.file)
	out := ui.History(p.env, steps, p.steps)
	if len(steps) > p.steps {
		out = append(out, ui.Flow(ui.NewButton(p.env, ui.ButtonSpec{ID: "client.history.more", Label: "client.history.more"}, func() {
			p.steps += stepsShown
			p.render(p.file)
		})))
	}
	return out
}

// clashes shows both versions of every field in conflict, to choose from.
func (p *filePage) clashes(list []ui.Clash) []fyne.CanvasObject {
	out := []fyne.CanvasObject{ui.Say(p.env, ui.Warning, p.env.T("client.clash.text"))}
	for _, c := range list {
		out = append(out, ui.Settle(p.env, ui.SettleSpec{
			ID: "client.clash." + c.Record.Kind.String() + "." + c.Field, Clash: c,
			Field: func() ui.Field { return fieldOf(p.env, c.Record.Kind, c.Field) },
			Save:  func(value string, told func(error)) { p.settle(c, value, told) },
		}))
	}
	return out
}
