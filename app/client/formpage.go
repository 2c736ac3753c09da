package client

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// formPage is a form being filled in: a new client, a change, an intake, a
// consent.
type formPage struct {
	env   *ui.Env
	svc   Service
	begun ui.Route
	gen   ui.Generation
	body  *fyne.Container

	// form is what is being written; nil until it was read. person is whom it
	// is about, zero for a new client.
	form    *Form
	person  casefile.Record
	drafts  *ui.Autosave
	fields  *ui.Form
	alike   *alikePanel
	problem *ui.Banner
	doubts  *ui.Banner
	minor   *ui.Banner
	top     *fyne.Container
	// frame holds the top and the form; it is laid out again when the top grows.
	frame  *fyne.Container
	saving bool
	saved  bool
}

func newFormPage(env *ui.Env, svc Service, route ui.Route) *formPage {
	return &formPage{env: env, svc: svc, begun: route, body: container.NewStack()}
}

func (p *formPage) object() fyne.CanvasObject { return p.body }

// refresh leaves a form alone: what came in meanwhile meets it when it is saved.
func (p *formPage) refresh() {}

func (p *formPage) route() ui.Route {
	if p.form == nil || p.form.Screen != ScreenNew {
		return ui.Route{}
	}
	return ui.Route{Screen: ScreenNew, ID: prefixDraft + p.form.Record}
}

func (p *formPage) menu() []ui.Command {
	return []ui.Command{
		{ID: "client.save", Label: "common.save", Shortcut: "Ctrl+S", Do: p.save},
		{ID: "client.save_too", Label: "common.save", Shortcut: "Ctrl+Enter", Do: p.save},
	}
}

// opened is what a form begins with.
type opened struct {
	form   Form
	person casefile.Record
	// again is set for a form that was begun before.
	again bool
	// exists is set when the draft of a new client outlived its save.
	exists bool
}

func (p *formPage) open() {
	start, screen, at, today := ParseStart(p.begun.ID), p.begun.Screen, desk(p.env, p.svc), p.env.Today()
	p.env.Run(&p.gen, func(ctx context.Context) func() {
		o, err := load(ctx, p.svc, beginning{screen, start, at, today})
		return func() {
			if err != nil {
				p.fail(err)
				return
			}
			p.show(o)
		}
	})
}

func (p *formPage) fail(err error) {
	p.body.Objects = []fyne.CanvasObject{ui.Page(ui.Say(p.env, ui.Danger, ui.Present(p.env.P, err).Text))}
	p.body.Refresh()
}

// beginning is what is known of a form before anything is read.
type beginning struct {
	screen string
	start  Start
	at     Desk
	today  string
}

// load reads what a form begins with: its draft, or the record to change.
func load(ctx context.Context, svc Service, b beginning) (opened, error) {
	id := b.start.ID
	switch {
	case b.screen == ScreenNew && id.IsZero():
		return opened{form: NewClient(b.start, b.today, b.at)}, nil
	case b.screen == ScreenNew:
		return loadNew(ctx, svc, id)
	case b.start.IsDraft:
		return loadDraft(ctx, svc, id)
	}
	rec, err := svc.Record(ctx, id)
	if errors.Is(err, casefile.ErrNotFound) {
		// The board of today may name the draft by its bare id.
		if o, again := loadDraft(ctx, svc, id); again == nil {
			return o, nil
		}
	}
	if err != nil {
		return opened{}, err
	}
	o := opened{person: rec}
	switch b.screen {
	case ScreenNewIntake:
		o.form = NewIntake(id, b.today)
	case ScreenNewConsent:
		o.form = NewConsent(id, b.today, b.at)
	default:
		o.form = Change(rec)
	}
	if d, err := svc.Draft(ctx, o.form.DraftID(b.at)); err == nil {
		if f, err := Decode(d.Body); err == nil {
			o.form, o.again = f, true
		}
	}
	return withPerson(ctx, svc, o)
}

func loadNew(ctx context.Context, svc Service, id casefile.ID) (opened, error) {
	if rec, err := svc.Record(ctx, id); err == nil {
		return opened{person: rec, exists: true}, svc.DropDraft(ctx, id)
	}
	return loadDraft(ctx, svc, id)
}

func loadDraft(ctx context.Context, svc Service, id casefile.ID) (opened, error) {
	d, err := svc.Draft(ctx, id)
	if err != nil {
		return opened{}, err
	}
	f, err := Decode(d.Body)
	if err != nil {
		return opened{}, err
	}
	return withPerson(ctx, svc, opened{form: f, again: true})
}

// withPerson adds whom a form is about.
func withPerson(ctx context.Context, svc Service, o opened) (opened, error) {
	if o.form.Screen == ScreenNew || o.person.Kind == casefile.KindClient {
		return o, nil
	}
	id, err := casefile.ParseID(o.form.Client)
	if err == nil {
		o.person, err = svc.Record(ctx, id)
	}
	return o, err
}

// show builds the page once its form was read.
func (p *formPage) show(o opened) {
	if o.exists {
		p.saved = true
		p.env.Go(ui.Route{Screen: ScreenFile, ID: o.person.ID.String()})
		return
	}
	p.form, p.person = &o.form, o.person
	p.drafts = ui.NewAutosave(p.env, p.svc, p.draft, p.kept)
	p.fields = ui.NewForm(p.env, casefile.KindClient.String(), sections(p.env, o.form)...)
	p.fields.SetValues(p.form.Values)
	p.fields.OnChange(p.changed)
	p.problem, p.doubts, p.minor = ui.NewBanner(p.env, ui.Danger), ui.NewBanner(p.env, ui.Warning), ui.NewBanner(p.env, ui.Info)
	p.minor.SetAction(ui.ButtonSpec{ID: "client.minor", Label: "client.minor.open"}, func() { minorRule(p.env) })
	p.problem.Hide()
	p.top = ui.Stack(p.header(), p.problem, p.doubts, p.minor)
	p.build(o.again)
	p.category()
	p.doubt()
	if p.alike != nil {
		p.alike.look()
	}
	p.fields.Focus()
	if o.again {
		p.drafts.Kept()
	}
	if !o.again && p.form.Worth() {
		p.drafts.Touch() // what was typed into the search is kept, too
	}
}

func (p *formPage) header() fyne.CanvasObject {
	title, sub := p.env.T("client.form."+p.form.Screen), ""
	if p.form.Screen != ScreenNew {
		sub = casefile.FullName(p.person.Text("given_name"), p.person.Text("father_name"), p.person.Text("family_name"))
	} else if p.form.Consultation {
		sub = p.env.T("client.form.for_visit")
	}
	cancel := ui.NewButton(p.env, ui.ButtonSpec{ID: "client.cancel", Label: "common.cancel"}, p.cancel)
	save := ui.NewButton(p.env, ui.ButtonSpec{ID: "client.save", Label: "common.save", Style: ui.Primary, Shortcut: "Ctrl+S"}, p.save)
	return ui.PageHeader(title, sub, cancel, save)
}

func (p *formPage) build(again bool) {
	var main []fyne.CanvasObject
	if again {
		b := ui.Say(p.env, ui.Info, p.env.T("client.form.again"))
		b.SetAction(ui.ButtonSpec{ID: "client.anew", Label: "client.form.anew"}, p.anew)
		main = append(main, b)
	}
	// The keyboard ends where the page ends: at the deed.
	end := ui.NewButton(p.env, ui.ButtonSpec{ID: "client.save_end", Label: "common.save", Style: ui.Primary}, p.save)
	main = append(main, p.fields.Object(), ui.Flow(end))
	var content fyne.CanvasObject = ui.Page(main...)
	if p.form.Screen == ScreenNew {
		p.alike = newAlikePanel(p.env, p.svc, p)
		content = container.New(&beside{panel: p.alike}, content, p.alike.object())
	}
	p.frame = container.NewBorder(container.New(margins{right: 20}, p.top), nil, nil, nil, content)
	p.body.Objects = []fyne.CanvasObject{p.frame}
	p.body.Refresh()
}

// collect takes what stands in the fields, those out of sight included.
func (p *formPage) collect() {
	for _, f := range p.fields.Fields() {
		p.form.Values.Put(name(f), f.Value()...)
	}
}

// name is the key of a field among the values.
func name(f ui.Field) string {
	kind, field := splitKey(f.ID())
	return key(kind, field)
}

// put shows values the page itself entered.
func (p *formPage) put(keys ...string) {
	for _, f := range p.fields.Fields() {
		if slices.Contains(keys, name(f)) {
			f.SetValues(p.form.Values[name(f)])
		}
	}
}

// changed is told of each change by hand.
func (p *formPage) changed(id string) {
	p.collect()
	switch id {
	case "client.personal_number":
		p.put(p.form.Values.FillFromNumber()...)
	case "intake.category":
		if p.form.Screen == ScreenNew && p.form.Values.ProposeCitizenship() {
			p.put("citizenships")
		}
		p.category()
	}
	p.doubt()
	if p.alike != nil {
		p.alike.touch(id)
	}
	p.drafts.Touch()
}

// category shows the fields that belong to the category.
func (p *formPage) category() {
	if p.form.Kind() != casefile.KindIntake && p.form.Screen != ScreenNew {
		return
	}
	category := p.form.Values.One("intake.category")
	wanted := IntakeFields(category)
	for _, n := range allIntakeFields() {
		p.fields.ShowField("intake."+n, slices.Contains(wanted, n))
	}
	p.fields.ShowSection(sectionIntake, len(wanted) > 0)
}

// doubt shows what may be wrong; it stops nothing.
func (p *formPage) doubt() {
	w := wording(p.env, nil)
	text, minor := "", ""
	for _, x := range p.form.Warnings(p.env.Today()) {
		if x.Key == "minor" {
			minor = w.Warning(x)
			continue
		}
		text = ui.JoinNonEmpty("\n", text, w.Warning(x))
	}
	if p.form.Values.One("consent.form") == consentRefused && p.form.Values.One("consent.kind") != "" ||
		p.form.Screen == ScreenNew && p.form.Values.One("consent.form") == consentRefused {
		text = ui.JoinNonEmpty("\n", text, p.env.T("client.consent.refused_hint"))
	}
	say(p.doubts, text)
	say(p.minor, minor)
	p.frame.Refresh()
}

// say shows a banner with a text, or hides it.
func say(b *ui.Banner, text string) {
	if text == "" {
		b.Hide()
		return
	}
	b.SetText(text)
	b.Show()
}

// minorRule says what is to be done with a child.
func minorRule(env *ui.Env) {
	ui.Message(env, ui.MessageSpec{Tone: ui.Info, Title: "client.minor.title", Text: env.T("client.minor.rule")})
}

// draft is what the form holds now.
func (p *formPage) draft() (casefile.Draft, bool) {
	p.collect()
	name := p.form.Name()
	if p.form.Screen != ScreenNew {
		name = casefile.FullName(p.person.Text("given_name"), "", p.person.Text("family_name"))
	}
	at := desk(p.env, p.svc)
	return casefile.Draft{
		ID: p.form.DraftID(at), Officer: at.Officer, Form: p.form.Screen, SavedAt: p.env.Now(),
		Title: ui.JoinNonEmpty(": ", p.env.T("client.form."+p.form.Screen), name), Body: p.form.Encode(),
	}, p.form.Worth()
}

// kept is told whether the draft could be written.
func (p *formPage) kept(err error) {
	if err != nil {
		say(p.problem, ui.Present(p.env.P, err).Text)
		p.frame.Refresh()
	}
}

func (p *formPage) leave() bool {
	p.gen.Cancel()
	if p.form == nil || p.saved {
		return true
	}
	return p.drafts.Leave() == nil
}

// save writes everything on the page in one step.
func (p *formPage) save() {
	if p.form == nil || p.saving || p.saved {
		return
	}
	p.saving = true
	p.collect()
	at := desk(p.env, p.svc)
	edits, id := p.form.Edits(p.env.Today(), at), p.form.DraftID(at)
	p.env.Run(nil, func(ctx context.Context) func() {
		_, err := p.svc.Save(ctx, edits...)
		if err == nil {
			// A draft that stays is recognised when it is opened.
			_ = p.drafts.Drop(ctx, id)
		}
		return func() { p.done(err, edits) }
	})
}

func (p *formPage) done(err error, edits []casefile.Edit) {
	p.saving = false
	if err != nil {
		p.refused(err, edits)
		return
	}
	p.saved = true
	p.drafts.Stop()
	p.env.Toast(ui.Notice{Key: "common.saved", Tone: ui.Success})
	p.env.Go(p.onward())
}

// onward is where a saved form leads.
func (p *formPage) onward() ui.Route {
	if p.form.Consultation {
		return ui.Route{Screen: screenVisit, ID: prefixClient + p.form.Client}
	}
	return ui.Route{Screen: ScreenFile, ID: p.form.Client}
}

// refused shows what Save did not take, at its fields.
func (p *formPage) refused(err error, edits []casefile.Edit) {
	byKey, rest := Faults(err, edits)
	texts, above := map[string]string{}, ""
	if rest != nil {
		above = ui.Present(p.env.P, rest).Text
	}
	for k, e := range byKey {
		text := p.env.P.Text("error."+string(e.Code), e.Args)
		if f := p.fields.Field(fieldID(k)); f != nil && f.Visible() {
			texts[k] = text
			continue
		}
		kind, field := splitKey(k)
		above = ui.JoinNonEmpty("\n", above, wording(p.env, nil).Field(kind, field)+": "+text)
	}
	p.fields.Errors(texts)
	say(p.problem, above)
	p.frame.Refresh()
}

// fieldID is the id of the control of a key.
func fieldID(k string) string {
	kind, field := splitKey(k)
	return kind.String() + "." + field
}

// cancel gives the form up; what was typed can be called back.
func (p *formPage) cancel() {
	d, worth := p.draft()
	back := ui.Route{Screen: ScreenFile, ID: p.form.Client}
	if p.form.Screen == ScreenNew {
		back = ui.Route{Screen: ScreenList}
	}
	p.drop(d, worth, back)
}

// anew gives up what was begun before and shows the form as it would open.
func (p *formPage) anew() {
	d, worth := p.draft()
	again := ui.Route{Screen: p.form.Screen, ID: p.form.Client}
	switch p.form.Screen {
	case ScreenNew:
		again.ID = ""
	case ScreenIntake:
		again.ID = p.form.Record
	}
	p.drop(d, worth, again)
}

func (p *formPage) drop(d casefile.Draft, worth bool, to ui.Route) {
	p.saved = true
	env, svc := p.env, p.svc
	visit := p.form.Consultation && to.Screen == ScreenList
	p.env.Run(nil, func(ctx context.Context) func() {
		err := p.drafts.Drop(ctx, d.ID)
		if visit {
			to = waiting(ctx, svc)
		}
		return func() {
			p.drafts.Stop()
			if err != nil && !errors.Is(err, casefile.ErrNotFound) {
				p.saved = false
				p.kept(err)
				return
			}
			if worth {
				env.Toast(ui.Notice{Key: "client.form.dropped", Action: "common.undo", Do: func() { callBack(env, svc, d) }})
			}
			env.Go(to)
		}
	})
}

// waiting is the visit that was left to register a person: the latest begun.
func waiting(ctx context.Context, svc Service) ui.Route {
	to := ui.Route{Screen: screenVisit}
	drafts, err := svc.Drafts(ctx)
	if err != nil {
		return to
	}
	latest := time.Time{}
	for _, d := range drafts {
		if d.Form == screenVisit && d.SavedAt.After(latest) {
			latest, to.ID = d.SavedAt, prefixDraft+d.ID.String()
		}
	}
	return to
}

// callBack keeps a draft again that was given up, and opens it.
func callBack(env *ui.Env, svc Service, d casefile.Draft) {
	env.Run(nil, func(ctx context.Context) func() {
		err := svc.SaveDraft(ctx, d)
		return func() {
			if err != nil {
				ui.ShowFailure(env, err)
				return
			}
			env.Go(ui.Route{Screen: d.Form, ID: prefixDraft + d.ID.String()})
		}
	})
}
