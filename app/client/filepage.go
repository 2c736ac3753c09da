package client

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// The tabs of a client's page.
const (
	tabClash     = "clash"
	tabTimeline  = "timeline"
	tabWho       = "who"
	tabIntakes   = "intakes"
	tabConsents  = "consents"
	tabReferrals = "referrals"
	tabHistory   = "history"
)

// filePage is the page of one client.
type filePage struct {
	env *ui.Env
	svc Service
	id  casefile.ID
	gen ui.Generation

	body    *fyne.Container
	head    *fyne.Container
	actions *fyne.Container
	visit   *ui.Button
	tabs    *ui.Tabs
	content map[string]*fyne.Container
	line    *ui.Timeline
	sent    *ui.Timeline
	shown   bool
	file    File
	steps   int
}

func newFilePage(env *ui.Env, svc Service, id casefile.ID) *filePage {
	return &filePage{
		env: env, svc: svc, id: id, body: container.NewStack(), content: map[string]*fyne.Container{},
		steps: stepsShown,
	}
}

func (p *filePage) object() fyne.CanvasObject { return p.body }
func (p *filePage) open()                     { p.load() }
func (p *filePage) refresh()                  { p.load() }
func (p *filePage) route() ui.Route           { return ui.Route{} }

func (p *filePage) leave() bool {
	p.gen.Cancel()
	return true
}

func (p *filePage) menu() []ui.Command {
	return []ui.Command{
		{ID: "client.edit", Label: "client.file.edit", Shortcut: "Ctrl+E", Do: p.to(ScreenEdit)},
		{ID: "client.intake", Label: "client.file.intake", Shortcut: "Ctrl+I", Do: p.to(ScreenNewIntake)},
		{ID: "clients.new", Label: "common.new_client", Shortcut: shortcutNew, Do: func() { p.env.Go(ui.Route{Screen: ScreenNew}) }},
	}
}

// to leads to a form about this client; of a card there is nothing to change.
func (p *filePage) to(screen string) func() {
	return func() {
		if p.shown && !p.file.CardOnly() {
			p.env.Go(ui.Route{Screen: screen, ID: p.id.String()})
		}
	}
}

func (p *filePage) load() {
	w := p.env.Wording(nil)
	p.env.Run(&p.gen, func(ctx context.Context) func() {
		f, err := readFile(ctx, p.svc, w, p.id)
		return func() {
			if err != nil {
				p.fail(err)
				return
			}
			p.render(f)
		}
	})
}

func (p *filePage) fail(err error) {
	if p.shown {
		ui.ShowFailure(p.env, err)
		return
	}
	again := ui.Say(p.env, ui.Danger, ui.Present(p.env.P, err).Text)
	again.SetAction(ui.ButtonSpec{ID: "client.retry", Label: "common.retry"}, p.load)
	p.body.Objects = []fyne.CanvasObject{ui.Page(again)}
	p.body.Refresh()
}

// readFile reads everything about a client.
func readFile(ctx context.Context, svc Service, w ui.Wording, id casefile.ID) (File, error) {
	var f File
	var err error
	if f.Record, err = svc.Record(ctx, id); errors.Is(err, casefile.ErrNotFound) {
		f.Record, err = svc.Record(ctx, casefile.DerivedID(casefile.KindCard, id.String()))
	}
	if err != nil {
		return f, err
	}
	if f.Items, err = svc.Timeline(ctx, id); err != nil {
		return f, err
	}
	referrals, err := svc.Referrals(ctx, casefile.ReferralQuery{Client: id, Span: casefile.Span{Limit: 200}})
	if err != nil {
		return f, err
	}
	f.Referrals = referrals.Rows
	if f.FollowUps, err = svc.FollowUps(ctx, id); err != nil {
		return f, err
	}
	f.Names = names(ctx, svc, w, Refs(f.Items, f.Record))
	if f.Row, err = readRow(ctx, svc, f); err != nil {
		return f, err
	}
	f.Histories, err = readHistories(ctx, svc, f)
	return f, err
}

// readRow finds the client in the list: it knows how the sending stands.
func readRow(ctx context.Context, svc Service, f File) (Row, error) {
	q := casefile.ClientQuery{Text: casefile.FullName(f.Record.Text("given_name"), "", f.Record.Text("family_name"))}
	q.Limit = 100
	page, err := svc.Clients(ctx, q)
	if err != nil {
		return Row{}, err
	}
	for _, r := range page.Rows {
		if r.ID == f.ID() {
			return Row{ClientRow: r, OfficeName: f.Names[r.Office.String()]}, nil
		}
	}
	return Row{}, nil
}

func readHistories(ctx context.Context, svc Service, f File) ([]History, error) {
	if f.CardOnly() {
		return nil, nil
	}
	records := []casefile.Record{f.Record}
	for _, kind := range []casefile.Kind{casefile.KindIntake, casefile.KindConsent, casefile.KindFollowUp} {
		records = append(records, f.Of(kind)...)
	}
	var out []History
	for _, rec := range records {
		changes, err := svc.History(ctx, rec.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, History{Record: rec, Changes: changes})
	}
	return out, nil
}

// render shows what was read. The first time it builds the page; later it puts
// new content into the same places, so that tab, place and focus stay.
func (p *filePage) render(f File) {
	c := p.env.Window.Canvas()
	focused := ui.FocusedID(c)
	clashes := wording(p.env, f.Names).Clashes(f)
	rebuild := !p.shown || (p.content[tabClash] != nil) != (len(clashes) > 0)
	p.file = f
	if rebuild {
		p.build(len(clashes) > 0)
	}
	p.renderHead()
	p.fillTabs(clashes)
	// The first lays out a page that was built anew, the second one whose head
	// has grown.
	p.body.Refresh()
	for _, o := range p.body.Objects {
		o.Refresh()
	}
	switch {
	case !p.shown:
		p.shown = true
		p.env.Focus(p.visit)
	case c.Overlays().Top() == nil:
		// What had the keyboard may have been built anew.
		ui.FocusID(c, focused)
	}
}

func (p *filePage) build(clash bool) {
	p.head = ui.Stack()
	p.visit = ui.NewButton(p.env, ui.ButtonSpec{
		ID: "client.visit", Label: "common.new_consultation", Icon: "consultation", Style: ui.Primary,
	}, func() { p.env.Go(ui.Route{Screen: screenVisit, ID: prefixClient + p.id.String()}) })
	p.actions = ui.Flow(p.visit)
	if !p.file.CardOnly() {
		p.actions.Add(ui.NewButton(p.env, ui.ButtonSpec{ID: "client.edit", Label: "client.file.edit", Icon: "edit"}, p.to(ScreenEdit)))
		p.actions.Add(ui.NewButton(p.env, ui.ButtonSpec{ID: "client.intake", Label: "client.file.intake", Icon: "add"}, p.to(ScreenNewIntake)))
		p.actions.Add(ui.NewButton(p.env, ui.ButtonSpec{ID: "client.consent", Label: "client.file.consent", Icon: "add"}, p.to(ScreenNewConsent)))
	}
	p.line = ui.NewTimeline(p.env, "client.timeline", ui.EmptySpec{
		Icon: "today", Title: "client.line.empty", Text: "client.line.empty_text",
	}, p.openMoment)
	p.sent = ui.NewTimeline(p.env, "client.referrals", ui.EmptySpec{Icon: "referrals", Title: "client.referrals.empty"}, p.openMoment)
	p.content = map[string]*fyne.Container{}
	var tabs []ui.Tab
	add := func(id string) {
		c := container.NewStack()
		p.content[id] = c
		tabs = append(tabs, ui.Tab{ID: id, Label: "client.tab." + id, Content: func() fyne.CanvasObject { return c }})
	}
	if clash {
		add(tabClash)
	}
	for _, id := range []string{tabTimeline, tabWho} {
		add(id)
	}
	if !p.file.CardOnly() {
		for _, id := range []string{tabIntakes, tabConsents, tabReferrals, tabHistory} {
			add(id)
		}
	}
	was := ""
	if p.tabs != nil {
		was = p.tabs.Current()
	}
	p.tabs = ui.NewTabs(p.env, "client.tabs", tabs...)
	if was != "" && was != tabClash && p.content[was] != nil {
		p.tabs.Select(was)
	}
	head := ui.Stack(p.head, p.actions)
	p.body.Objects = []fyne.CanvasObject{container.NewBorder(container.New(margins{right: 16}, head), nil, nil, nil, ui.Pad(4, p.tabs))}
}

// renderHead says who it is, and what must be known before anything is done.
func (p *filePage) renderHead() {
	w := wording(p.env, p.file.Names)
	rec := p.file.Record
	title := []fyne.CanvasObject{ui.NewText(p.file.Name(), ui.StyleTitle)}
	for _, c := range p.file.Categories() {
		title = append(title, ui.NewBadge(w.Category(c), ui.Info))
	}
	if b := p.stateBadge(w); b != nil {
		title = append(title, b)
	}
	phones := rec.All("phones")
	for i := range phones {
		phones[i] = casefile.ShowPhone(phones[i])
	}
	birth := ""
	if d := rec.Text("birth_date"); d != "" {
		birth = w.P.T("client.file.birth", "Date", w.P.Date(d))
	}
	sub := ui.JoinNonEmpty(" · ", w.Age(rec.Text("birth_date")), birth, w.Label("municipality", rec.Text("municipality")),
		ui.JoinNonEmpty(", ", phones...))
	p.head.Objects = []fyne.CanvasObject{ui.Tight(container.New(&nameLine{}, title...), ui.NewText(sub, ui.StyleMuted))}
	for _, b := range p.banners(w) {
		p.head.Add(b)
	}
	p.head.Refresh()
}

func (p *filePage) stateBadge(w Wording) *ui.Badge {
	row := p.file.Row
	switch mark := MarkOf(row); mark {
	case MarkNone:
		if row.ID.IsZero() {
			return nil
		}
		return ui.NewBadge(w.P.T("state."+string(casefile.SyncLocal)), ui.Neutral)
	case MarkSent:
		return ui.NewBadge(w.MarkText(row), ui.Success)
	default:
		return ui.NewBadge(w.MarkText(row), markStyle(row).Tone)
	}
}

func (p *filePage) banners(w Wording) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if p.file.CardOnly() {
		office := p.file.Names[p.file.Record.Text("office")]
		text := w.P.T("client.file.card")
		if office != "" {
			text = w.P.T("client.file.card_at", "Office", office)
		}
		return append(out, ui.Say(p.env, ui.Info, text))
	}
	if age, ok := casefile.AgeOn(p.file.Record.Text("birth_date"), w.Today); ok && age < 18 {
		b := ui.Say(p.env, ui.Warning, w.P.T("warning.minor", "Age", age))
		b.SetAction(ui.ButtonSpec{ID: "client.minor", Label: "client.minor.open"}, func() { minorRule(p.env) })
		out = append(out, b)
	}
	if refused, unasked := p.file.Refused(); refused {
		out = append(out, ui.Say(p.env, ui.Warning, w.P.T("client.consent.refused_hint")))
	} else if unasked {
		b := ui.Say(p.env, ui.Info, w.P.T("client.consent.unasked"))
		b.SetAction(ui.ButtonSpec{ID: "client.consent_now", Label: "client.file.consent"}, p.to(ScreenNewConsent))
		out = append(out, b)
	}
	return out
}

// openMoment leads to what an entry of the time line is about.
func (p *filePage) openMoment(m ui.Moment) {
	for _, it := range p.file.Items {
		if it.ID.String() != m.ID {
			continue
		}
		switch it.Kind {
		case casefile.KindHandout:
			p.env.Go(ui.Route{Screen: "sheet", ID: it.Record.Text("sheet")})
		case casefile.KindFollowUp:
			p.followUp(it.Record)
		case casefile.KindConsent:
			p.tabs.Select(tabConsents)
		case casefile.KindConsultation, casefile.KindReferral, casefile.KindIntake:
			p.env.Go(ui.Route{Screen: it.Kind.String(), ID: m.ID})
		}
	}
}

// followUp asks what became of something promised.
func (p *filePage) followUp(rec casefile.Record) {
	set := func(status string) func() {
		return func() {
			was, on := rec.Text("status"), rec.Text("done_on")
			done := ""
			if status == followUpDone {
				done = p.env.Today()
			}
			p.write(rec.ID, func(r casefile.Record) casefile.Edit { return r.Edit().Set("status", status).Set("done_on", done) },
				func(r casefile.Record) casefile.Edit { return r.Edit().Set("status", was).Set("done_on", on) })
		}
	}
	choices := []ui.Choice{
		{ID: "followup.done", Label: "client.followup.done", Icon: "check", Style: ui.Primary, Do: set(followUpDone)},
		{ID: "followup.not_reached", Label: "client.followup.not_reached", Do: set(followUpNotReached)},
		{ID: "followup.cancelled", Label: "client.followup.cancelled", Do: set(followUpCancelled)},
	}
	if rec.Text("status") != followUpPlanned {
		choices = append(choices, ui.Choice{ID: "followup.planned", Label: "client.followup.planned", Do: set(followUpPlanned)})
	}
	if visit := rec.Text("consultation"); visit != "" {
		choices = append(choices, ui.Choice{ID: "followup.visit", Label: "client.followup.visit", Do: func() {
			p.env.Go(ui.Route{Screen: "consultation", ID: visit})
		}})
	}
	ui.Choose(p.env, "kind.followup", rec.Text("what"), choices)
}

// write changes a record as it is now, and offers to take that back.
func (p *filePage) write(id casefile.ID, change, back func(casefile.Record) casefile.Edit) {
	p.env.Run(nil, func(ctx context.Context) func() {
		rec, err := p.svc.Record(ctx, id)
		if err == nil {
			_, err = p.svc.Save(ctx, change(rec))
		}
		return func() {
			if err != nil {
				ui.ShowFailure(p.env, err)
				return
			}
			n := ui.Notice{Key: "common.saved", Tone: ui.Success}
			if back != nil {
				n.Action, n.Do = "common.undo", func() { p.write(id, back, nil) }
			}
			p.env.Toast(n)
			p.load()
		}
	})
}

// settle saves a choice between versions and tells how that went.
func (p *filePage) settle(c ui.Clash, value string, told func(error)) {
	p.env.Run(nil, func(ctx context.Context) func() {
		_, err := p.svc.Save(ctx, c.Settle(value))
		return func() {
			told(err)
			if err == nil {
				p.env.Toast(ui.Notice{Key: "client.clash.settled", Tone: ui.Success})
				p.load()
			}
		}
	})
}
