package client

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the screens about clients need of the store.
type Service interface {
	Record(ctx context.Context, id casefile.ID) (casefile.Record, error)
	Save(ctx context.Context, edits ...casefile.Edit) ([]casefile.Saved, error)
	History(ctx context.Context, id casefile.ID) ([]casefile.Change, error)
	Clients(ctx context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error)
	Duplicates(ctx context.Context, c casefile.Candidate) ([]casefile.Match, error)
	Timeline(ctx context.Context, client casefile.ID) ([]casefile.TimelineItem, error)
	Referrals(ctx context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error)
	FollowUps(ctx context.Context, client casefile.ID) ([]casefile.FollowUpRow, error)
	SaveDraft(ctx context.Context, d casefile.Draft) error
	Draft(ctx context.Context, id casefile.ID) (casefile.Draft, error)
	DropDraft(ctx context.Context, id casefile.ID) error
	Drafts(ctx context.Context) ([]casefile.Draft, error)
	Me() casefile.Session
}

// page is one of the places of this package.
type page interface {
	object() fyne.CanvasObject
	open()
	refresh()
	leave() bool
	menu() []ui.Command
	// route is where to come back to, the zero Route for where it was opened.
	route() ui.Route
}

// Screen shows the places about clients, one at a time.
type Screen struct {
	env  *ui.Env
	svc  Service
	root *fyne.Container
	at   ui.Route
	page page
}

var (
	_ ui.Screen    = (*Screen)(nil)
	_ ui.Commander = (*Screen)(nil)
	_ ui.Placed    = (*Screen)(nil)
)

// New returns a screen that shows nothing until Open.
func New(env *ui.Env, svc Service) *Screen {
	return &Screen{env: env, svc: svc, root: container.NewStack()}
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Open implements ui.Screen.
func (s *Screen) Open(route ui.Route) {
	s.at = route
	switch route.Screen {
	case ScreenFile:
		s.page = newFilePage(s.env, s.svc, ParseStart(route.ID).ID)
	case ScreenNew, ScreenEdit, ScreenIntake, ScreenNewIntake, ScreenNewConsent:
		s.page = newFormPage(s.env, s.svc, route)
	default:
		s.page = newListPage(s.env, s.svc)
	}
	s.root.Objects = []fyne.CanvasObject{s.page.object()}
	s.root.Refresh()
	s.page.open()
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
	if s.page != nil {
		if r := s.page.route(); r.Screen != "" {
			return r
		}
	}
	return s.at
}

// wording is how the pages speak.
func wording(env *ui.Env, names map[string]string) Wording {
	return Wording{Wording: env.Wording(names), Today: env.Today()}
}

// desk is who writes and where.
func desk(env *ui.Env, svc Service) Desk {
	me := svc.Me()
	return Desk{Officer: me.Officer, Office: me.Office, Lang: env.P.Lang()}
}

// names reads how records are called, by id. What is not here has no name.
func names(ctx context.Context, svc Service, w ui.Wording, ids []casefile.ID) map[string]string {
	out := map[string]string{}
	for _, id := range ids {
		if rec, err := svc.Record(ctx, id); err == nil {
			if name := w.NameOf(rec); name != "" {
				out[id.String()] = name
			}
		}
	}
	return out
}

// tone is the colour of a mood.
func tone(m Mood) ui.Tone {
	return [...]ui.Tone{MoodPlain: ui.Neutral, MoodDone: ui.Success, MoodOpen: ui.Info, MoodBad: ui.Danger}[m]
}
