package referral

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the referrals need. All but Me are called away from the UI
// thread.
type Service interface {
	Record(ctx context.Context, id casefile.ID) (casefile.Record, error)
	Save(ctx context.Context, edits ...casefile.Edit) ([]casefile.Saved, error)
	History(ctx context.Context, id casefile.ID) ([]casefile.Change, error)
	Referrals(ctx context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error)
	Institutions(ctx context.Context, q casefile.InstitutionQuery) ([]casefile.InstitutionRow, error)
	PrintReferral(ctx context.Context, referral casefile.ID, lang string) (path string, err error)
	SaveDraft(ctx context.Context, d casefile.Draft) error
	Draft(ctx context.Context, id casefile.ID) (casefile.Draft, error)
	DropDraft(ctx context.Context, id casefile.ID) error
	Me() casefile.Session
}

// The places this package shows. RouteReferral takes the id of a referral, by
// itself or after "answer:", "slip:", "edit:" or "cancel:" to open the form, or
// the id of a draft after "draft:".
const (
	RouteList     = "referrals"
	RouteReferral = "referral"
)

// page is one of the things a Screen shows.
type page interface {
	object() fyne.CanvasObject
	refresh()
	leave() bool
	menu() []ui.Command
	// id is the id of the route to come back to.
	id() string
}

// Screen shows the list of referrals or one of them.
type Screen struct {
	env  *ui.Env
	svc  Service
	root *fyne.Container
	page page
	at   ui.Route
	gen  ui.Generation
}

var (
	_ ui.Screen    = (*Screen)(nil)
	_ ui.Commander = (*Screen)(nil)
	_ ui.Placed    = (*Screen)(nil)
)

// New returns a screen for RouteList and RouteReferral.
func New(env *ui.Env, svc Service) *Screen {
	return &Screen{env: env, svc: svc, root: container.NewStack()}
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Open implements ui.Screen.
func (s *Screen) Open(r ui.Route) {
	s.at = r
	if r.Screen == RouteList {
		l := newListPage(s.env, s.svc)
		s.show(l)
		l.table.Reload()
		s.env.Focus(l.search)
		return
	}
	way, id := parsePlace(r.ID)
	s.load(way, id)
}

// Refresh implements ui.Screen.
func (s *Screen) Refresh() {
	if s.page != nil {
		s.page.refresh()
	}
}

// Leave implements ui.Screen.
func (s *Screen) Leave() bool { return s.page == nil || s.page.leave() }

// Menu implements ui.Commander.
func (s *Screen) Menu() []ui.Command {
	if s.page == nil {
		return nil
	}
	return s.page.menu()
}

// Route implements ui.Placed.
func (s *Screen) Route() ui.Route {
	if s.page == nil {
		return s.at
	}
	return ui.Route{Screen: s.at.Screen, ID: s.page.id()}
}

func (s *Screen) show(p page) {
	s.page = p
	s.root.Objects = []fyne.CanvasObject{p.object()}
	s.root.Refresh()
}

// load reads a referral and shows it, or the form that the way leads to. A form
// begun before goes on, whatever the way.
func (s *Screen) load(way string, id casefile.ID) {
	officer, w := s.svc.Me().Officer, s.env.Wording(nil)
	s.env.Run(&s.gen, func(ctx context.Context) func() {
		f, err := open(ctx, s.svc, w, place{way: way, id: id, officer: officer})
		return func() {
			if err != nil {
				s.fail(err, way, id)
				return
			}
			s.enter(f, way)
		}
	})
}

func (s *Screen) enter(f file, way string) {
	if f.draft != nil {
		s.show(newFormPage(s, f, *f.draft))
		s.page.(*formPage).start(true)
		return
	}
	p := permitsOf(f.rec)
	switch {
	case (way == waySlip || way == wayAnswer) && p.answer, way == wayAnswer && p.correct, way == wayCancel && p.cancel, way == wayEdit && p.edit:
		s.show(newFormPage(s, f, begin(way, f.rec, s.env.Today())))
		s.page.(*formPage).start(false)
	default:
		l := newFilePage(s, f)
		l.slip = way == waySlip
		s.show(l)
		l.render()
		l.start()
	}
}

// fail says that there is nothing to show.
func (s *Screen) fail(err error, way string, id casefile.ID) {
	b := ui.Say(s.env, ui.Danger, ui.Present(s.env.P, err).Text)
	b.SetAction(ui.ButtonSpec{ID: "referral.retry", Label: "common.retry"}, func() { s.load(way, id) })
	list := ui.NewButton(s.env, ui.ButtonSpec{ID: "referral.list", Label: "referral.to_list", Icon: "referrals"}, func() {
		s.env.Go(ui.Route{Screen: RouteList})
	})
	s.root.Objects = []fyne.CanvasObject{ui.Page(b, ui.Flow(list))}
	s.root.Refresh()
	s.env.Focus(list)
}
