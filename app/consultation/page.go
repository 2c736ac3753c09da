package consultation

import (
	"context"
	"strings"
	"sync"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// pageStart is how a page to write on begins.
type pageStart struct {
	// form is RouteNew or RouteLight.
	form string
	// id and values are those of a draft; without values the page is fresh.
	id     casefile.ID
	values *Values
	// client is the person a fresh page is for, and person what is known of her.
	client casefile.ID
	person Person
	// offer is a draft begun for the same person, zero if there is none.
	offer casefile.ID
}

// page is a visit being written down.
type page struct {
	env    *ui.Env
	svc    Service
	form   string
	id     casefile.ID
	at     Office
	values Values
	// untouched until the first change by hand: until then the time of the visit
	// is that of the first change.
	untouched bool
	resumed   bool
	busy      bool
	auto      *ui.Autosave
	saved     func(place)

	person    Person
	offer     casefile.ID
	library   []casefile.SheetRow
	directory []casefile.InstitutionRow
	people    seen
	personGen ui.Generation
	sheetGen  ui.Generation
	listGen   ui.Generation

	view *pageView
}

func newPage(env *ui.Env, svc Service, start pageStart) *page {
	me, here := svc.Me(), svc.Identity()
	p := &page{
		env: env, svc: svc, form: start.form, id: start.id, person: start.person, offer: start.offer,
		at: Office{Officer: me.Officer, Office: me.Office, Municipality: here.Municipality, County: here.County},
	}
	switch {
	case start.values != nil:
		p.values, p.resumed = *start.values, true
	default:
		p.id, p.untouched = casefile.NewID(), true
		p.values = NewValues(env.Minute(), start.form == RouteLight, p.at)
		if !start.client.IsZero() {
			p.values.Client = start.client.String()
		}
	}
	p.auto = ui.NewAutosave(env, svc, p.draft, p.drafted)
	if p.resumed {
		p.auto.Kept()
	}
	p.view = newPageView(p)
	return p
}

// begin loads what the page shows beside the form and puts the cursor where
// the officer begins.
func (p *page) begin() {
	p.loadLists()
	p.view.start()
	if p.values.Client != "" {
		p.loadPerson(p.values.Client)
	}
	p.suggest()
}

func (p *page) object() fyne.CanvasObject { return p.view.root }

// refresh does nothing: a page being written on is never touched from outside.
func (p *page) refresh() {}

func (p *page) do(command string) {
	if command == commandSave {
		p.save()
	}
}

func (p *page) leave() bool {
	if err := p.auto.Leave(); err != nil {
		// The page stays, with everything on it, and says why.
		p.view.failed(err)
		return false
	}
	p.personGen.Cancel()
	p.sheetGen.Cancel()
	p.listGen.Cancel()
	return true
}

func (p *page) route() ui.Route {
	if p.untouched || p.values.Empty() {
		return ui.Route{}
	}
	return ui.Route{Screen: p.formNow(), ID: "draft:" + p.id.String()}
}

// formNow is the form a draft of this page belongs to.
func (p *page) formNow() string {
	if p.values.Light {
		return RouteLight
	}
	return RouteNew
}

// draft is what Autosave writes.
func (p *page) draft() (casefile.Draft, bool) {
	return casefile.Draft{
		ID: p.id, Officer: p.at.Officer, Form: p.formNow(), Title: p.title(), Body: p.values.Encode(), SavedAt: p.env.Now(),
	}, !p.values.Empty()
}

// title is what the list of drafts shows: who, and about what.
func (p *page) title() string {
	who := p.env.T("consultation.no_name")
	switch {
	case p.values.Light:
		who = p.env.T("consultation.light")
	case p.person.Name != "":
		who = p.person.Name
	case p.values.Typed != "":
		who = p.values.Typed
	}
	if topic := p.values.MainTopic(); topic != "" {
		return who + " – " + p.env.LabelOf("topic", topic)
	}
	return who
}

func (p *page) drafted(err error) {
	if err != nil {
		p.view.status(p.env.T("consultation.draft_failed")+" "+p.env.Words(err), ui.Danger)
		return
	}
	p.view.status(p.env.T("consultation.draft_kept", "Time", p.env.P.Time(p.env.Minute())), ui.Neutral)
}

// touched is called after each change by hand.
func (p *page) touched() {
	if p.untouched {
		p.untouched = false
		if p.values.HeldAt == p.view.heldAtShown {
			p.values.HeldAt = p.env.Minute()
			p.view.showHeldAt()
		}
	}
	p.auto.Touch()
}

func (p *page) loadLists() {
	p.env.Run(&p.listGen, func(ctx context.Context) func() {
		directory, err := p.svc.Institutions(ctx, casefile.InstitutionQuery{County: p.at.County})
		if err != nil {
			return func() { p.view.failed(err) }
		}
		library, err := p.svc.Sheets(ctx, casefile.SheetQuery{})
		return func() {
			if err != nil {
				p.view.failed(err)
				return
			}
			p.directory, p.library = directory, library
			p.view.listsChanged()
		}
	})
}

// suggest asks for the sheets that fit topics and destination.
func (p *page) suggest() {
	topics, destination := p.values.Topics, p.values.Destination
	if len(topics) == 0 && destination == "" {
		p.sheetGen.Cancel()
		p.view.sheets.propose(nil)
		return
	}
	p.env.Run(&p.sheetGen, func(ctx context.Context) func() {
		rows, err := p.svc.Sheets(ctx, casefile.SheetQuery{Topics: topics, Destination: destination})
		return func() {
			if err != nil {
				p.view.failed(err)
				return
			}
			p.view.sheets.propose(p.values.Suggest(rows))
		}
	})
}

// loadPerson reads what is known of the person chosen. Until it comes, what the
// list said is shown.
func (p *page) loadPerson(client string) {
	id, err := casefile.ParseID(client)
	if err != nil {
		p.view.failed(err)
		return
	}
	known := p.person
	if row, ok := p.people.row(client); ok {
		known = PersonOfRow(row)
	}
	if known.ID == id {
		p.person = known
		p.view.personChanged()
	}
	p.env.Run(&p.personGen, func(ctx context.Context) func() {
		who, err := readPerson(ctx, p.svc, id, known)
		return func() {
			if err != nil {
				p.view.failed(err)
				return
			}
			p.person = who
			p.view.personChanged()
			if p.values.Category == "" && who.Category != "" {
				p.values.Category = who.Category
				p.view.showCategory()
			}
			p.view.afterPerson()
		}
	})
}

func readPerson(ctx context.Context, svc Service, id casefile.ID, known Person) (Person, error) {
	rec, err := svc.Record(ctx, id)
	if err != nil {
		return Person{}, err
	}
	who := PersonOf(rec)
	who.Category = known.Category
	items, err := svc.Timeline(ctx, id)
	if err != nil {
		return Person{}, err
	}
	who.AddTimeline(items)
	open, err := svc.Referrals(ctx, casefile.ReferralQuery{Client: id, Open: true})
	if err != nil {
		return Person{}, err
	}
	who.AddReferrals(open)
	promised, err := svc.FollowUps(ctx, id)
	if err != nil {
		return Person{}, err
	}
	who.AddFollowUps(promised)
	return who, nil
}

// codeNewClient is the choice below the persons found that registers another.
const codeNewClient = "new"

// findPeople offers persons by name, document or phone number, and at the end
// the way to register another.
func (p *page) findPeople(ctx context.Context, text string) ([]ui.Option, error) {
	text = strings.TrimSpace(text)
	found, err := p.svc.Clients(ctx, casefile.ClientQuery{Text: text, Span: casefile.Span{Limit: 20}})
	if err != nil {
		return nil, err
	}
	p.people.keep(text, found.Rows)
	out := make([]ui.Option, 0, len(found.Rows)+1)
	for _, row := range found.Rows {
		option := p.env.ClientOption(row)
		if row.CardOnly {
			option.Detail = ui.JoinNonEmpty(" · ", option.Detail, p.env.T("consultation.elsewhere_short"))
		}
		out = append(out, option)
	}
	label := p.env.T("consultation.register_client")
	if text != "" {
		label = p.env.T("consultation.register_typed", "Name", text)
	}
	return append(out, ui.Option{Code: codeNewClient, Label: label}), nil
}

// seen remembers, across the threads of a search, whom it found and for what.
type seen struct {
	mu   sync.Mutex
	text string
	rows map[string]casefile.ClientRow
}

func (s *seen) keep(text string, rows []casefile.ClientRow) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = text
	if s.rows == nil {
		s.rows = map[string]casefile.ClientRow{}
	}
	for _, r := range rows {
		s.rows[r.ID.String()] = r
	}
}

func (s *seen) row(id string) (casefile.ClientRow, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.rows[id]
	return r, ok
}

func (s *seen) typed() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text
}

// chooseClient takes the choice of the person's field.
func (p *page) chooseClient(code string) {
	if code == codeNewClient {
		p.registerClient(p.people.typed())
		return
	}
	p.values.Client, p.person = code, Person{}
	p.personGen.Cancel()
	if row, ok := p.people.row(code); ok && row.CardOnly {
		// A visit can only point to a file that is here.
		p.values.Client = ""
		p.view.personChanged()
		p.view.client.SetError(p.env.T("consultation.elsewhere", "Name", row.Name()))
		p.view.relayout()
		return
	}
	p.view.personChanged()
	if code != "" {
		p.loadPerson(code)
	}
}

// registerClient leads to the page of a new client; this one waits as a draft.
func (p *page) registerClient(typed string) {
	p.values.Client, p.values.Awaits, p.values.Typed = "", true, typed
	p.view.showClient()
	p.auto.Touch()
	p.env.Go(ui.Route{Screen: "client.new", ID: "then:consultation:" + typed})
}
