package consultation

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the pages of a visit need. All calls are made away from the
// UI thread, except Identity and Me, which answer from memory.
type Service interface {
	ui.Drafts
	Draft(ctx context.Context, id casefile.ID) (casefile.Draft, error)
	Drafts(ctx context.Context) ([]casefile.Draft, error)
	Record(ctx context.Context, id casefile.ID) (casefile.Record, error)
	Save(ctx context.Context, edits ...casefile.Edit) ([]casefile.Saved, error)
	History(ctx context.Context, id casefile.ID) ([]casefile.Change, error)
	Clients(ctx context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error)
	Timeline(ctx context.Context, client casefile.ID) ([]casefile.TimelineItem, error)
	// CameOf lists the sheets given and the referrals made in a visit, with or
	// without a client.
	CameOf(ctx context.Context, visit casefile.ID) ([]casefile.TimelineItem, error)
	Referrals(ctx context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error)
	FollowUps(ctx context.Context, client casefile.ID) ([]casefile.FollowUpRow, error)
	Sheets(ctx context.Context, q casefile.SheetQuery) ([]casefile.SheetRow, error)
	Institutions(ctx context.Context, q casefile.InstitutionQuery) ([]casefile.InstitutionRow, error)
	PrintSheet(ctx context.Context, sheet casefile.ID, lang string) (path string, err error)
	PrintReferral(ctx context.Context, referral casefile.ID, lang string) (path string, err error)
	Identity() casefile.Identity
	Me() casefile.Session
}

// The places this package shows. They are also the forms of its drafts.
const (
	RouteNew   = "consultation.new"
	RouteLight = "light.new"
	RouteVisit = "consultation"
)

// place is what the screen shows at the moment: a page to write on, one to
// read, or one that is still loading.
type place interface {
	object() fyne.CanvasObject
	refresh()
	leave() bool
	// do carries out one of the commands of the menu, if it belongs here.
	do(command string)
	route() ui.Route
}

// Screen shows the pages of a visit: new, light, and one saved before.
type Screen struct {
	env  *ui.Env
	svc  Service
	box  *fyne.Container
	gen  ui.Generation
	at   place
	from ui.Route
}

var (
	_ ui.Screen    = (*Screen)(nil)
	_ ui.Commander = (*Screen)(nil)
	_ ui.Placed    = (*Screen)(nil)
)

// New returns a screen for RouteNew, RouteLight and RouteVisit.
func New(env *ui.Env, svc Service) *Screen {
	return &Screen{env: env, svc: svc, box: container.NewStack()}
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.box }

// Open implements ui.Screen. The id is empty for a fresh page, or a client
// ("client:<id>") or a draft ("draft:<id>") for a new visit, or a visit; an id
// alone may be any of them.
func (s *Screen) Open(r ui.Route) {
	s.from, s.at = r, nil
	s.box.Objects = nil
	word, text, prefixed := strings.Cut(r.ID, ":")
	if !prefixed {
		word, text = "", r.ID
	}
	if text == "" {
		s.write(newPage(s.env, s.svc, pageStart{form: r.Screen}))
		return
	}
	id, err := casefile.ParseID(text)
	if err != nil {
		s.fail(err)
		return
	}
	s.env.Run(&s.gen, func(ctx context.Context) func() {
		found, err := find(ctx, s.svc, r.Screen, word, id)
		return func() {
			if err != nil {
				s.fail(err)
				return
			}
			s.arrive(found)
		}
	})
}

// found is what an id turned out to be.
type found struct {
	start pageStart
	// visit is a visit saved before; correction is its unfinished correction.
	visit      *casefile.Record
	correction *Correction
}

func find(ctx context.Context, svc Service, screen, word string, id casefile.ID) (found, error) {
	if word != "client" {
		d, err := svc.Draft(ctx, id)
		switch {
		case err == nil:
			return findDraft(ctx, svc, d)
		case casefile.CodeOf(err) != casefile.CodeNotFound:
			return found{}, err
		}
	}
	rec, err := svc.Record(ctx, id)
	if err != nil && word != "client" {
		return found{}, err
	}
	if err == nil && rec.Kind == casefile.KindConsultation {
		return findCorrection(ctx, svc, rec)
	}
	start := pageStart{form: screen, client: id}
	if err == nil {
		start.person = PersonOf(rec)
	}
	return findWaiting(ctx, svc, start)
}

// findCorrection opens a visit, with the officer's own unfinished correction.
func findCorrection(ctx context.Context, svc Service, rec casefile.Record) (found, error) {
	d, err := svc.Draft(ctx, draftID(rec.ID, svc.Me().Officer))
	switch {
	case err == nil:
		return findDraft(ctx, svc, d)
	case casefile.CodeOf(err) != casefile.CodeNotFound:
		return found{}, err
	}
	return found{visit: &rec}, nil
}

// findDraft opens a draft, unless what it holds was saved and only the
// dropping of the draft failed.
func findDraft(ctx context.Context, svc Service, d casefile.Draft) (found, error) {
	if d.Form == RouteVisit {
		c, err := DecodeCorrection(d.Body)
		return found{visit: &c.Record, correction: &c}, err
	}
	if rec, err := svc.Record(ctx, d.ID); err == nil {
		// If it cannot be dropped now either, it will be recognised again.
		_ = svc.DropDraft(ctx, d.ID)
		return found{visit: &rec}, nil
	}
	v, err := Decode(d.Body)
	return found{start: pageStart{form: d.Form, id: d.ID, values: &v}}, err
}

// findWaiting looks for a page that was left to register this very person, or
// one begun for her before.
func findWaiting(ctx context.Context, svc Service, start pageStart) (found, error) {
	drafts, err := svc.Drafts(ctx)
	if err != nil {
		return found{}, err
	}
	for _, d := range drafts {
		v, err := Decode(d.Body)
		switch {
		case err != nil || d.Form != RouteNew && d.Form != RouteLight:
		case v.Fits(start.person.FullName()):
			v.Arrive(start.client.String())
			return found{start: pageStart{form: RouteNew, id: d.ID, values: &v}}, nil
		case v.Client == start.client.String() && !v.Light:
			start.offer = d.ID
		}
	}
	return found{start: start}, nil
}

func (s *Screen) arrive(f found) {
	switch {
	case f.correction != nil:
		s.show(newCorrection(s, *f.correction, true))
	case f.visit != nil:
		s.read(*f.visit)
	default:
		s.write(newPage(s.env, s.svc, f.start))
	}
}

func (s *Screen) read(rec casefile.Record) {
	v := newVisitPage(s, rec)
	s.show(v)
	v.load()
}

func (s *Screen) write(p *page) {
	p.saved = func(done place) { s.show(done) }
	s.show(p)
	p.begin()
}

func (s *Screen) show(p place) {
	s.at = p
	s.box.Objects = []fyne.CanvasObject{p.object()}
	s.box.Refresh()
}

// fail says what went wrong and how to go on: try again.
func (s *Screen) fail(err error) {
	b := ui.Say(s.env, ui.Danger, s.env.Words(err))
	b.SetAction(ui.ButtonSpec{ID: "consultation.retry", Label: "common.retry"}, func() { s.Open(s.from) })
	s.box.Objects = []fyne.CanvasObject{ui.Page(b)}
	s.box.Refresh()
}

// Refresh implements ui.Screen: a page being written on is left alone.
func (s *Screen) Refresh() {
	if s.at != nil {
		s.at.refresh()
	}
}

// Leave implements ui.Screen: what was typed is a draft before it returns.
func (s *Screen) Leave() bool {
	s.gen.Cancel()
	return s.at == nil || s.at.leave()
}

// The commands of the menu.
const (
	commandSave    = "consultation.save"
	commandCorrect = "consultation.correct"
)

// Menu implements ui.Commander. The commands stay the same whatever the screen
// shows; those that do not belong to it do nothing.
func (s *Screen) Menu() []ui.Command {
	do := func(command string) func() {
		return func() {
			if s.at != nil {
				s.at.do(command)
			}
		}
	}
	return []ui.Command{
		{ID: commandSave, Label: "common.save", Shortcut: "Ctrl+S", Do: do(commandSave)},
		{ID: commandSave + ".enter", Label: "common.save", Shortcut: "Ctrl+Enter", Do: do(commandSave)},
		{ID: commandCorrect, Label: "consultation.correct", Shortcut: "Ctrl+E", Do: do(commandCorrect)},
	}
}

// Route implements ui.Placed: the draft, once there is one.
func (s *Screen) Route() ui.Route {
	if s.at == nil {
		return s.from
	}
	if r := s.at.route(); r.Screen != "" {
		return r
	}
	return s.from
}
