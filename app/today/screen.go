package today

import (
	"context"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the screen asks for.
type Service interface {
	// Today is the board of the officer's office for this day.
	Today(ctx context.Context) (casefile.TodayBoard, error)
	SyncStatus(ctx context.Context) (casefile.SyncStatus, error)
	Record(ctx context.Context, id casefile.ID) (casefile.Record, error)
	Save(ctx context.Context, edits ...casefile.Edit) ([]casefile.Saved, error)
	Draft(ctx context.Context, id casefile.ID) (casefile.Draft, error)
	SaveDraft(ctx context.Context, d casefile.Draft) error
	DropDraft(ctx context.Context, id casefile.ID) error
	Me() casefile.Session
}

// Screen is the page of the day.
type Screen struct {
	env   *ui.Env
	svc   Service
	gen   ui.Generation
	view  *view
	board casefile.TodayBoard
	// told are the incidents of the last days, in words.
	told  []string
	shown bool
	// whole says which lists show all their lines.
	whole map[string]bool
}

var _ ui.Screen = (*Screen)(nil)

// New makes the page.
func New(env *ui.Env, svc Service) *Screen {
	s := &Screen{env: env, svc: svc, whole: map[string]bool{}}
	s.view = newView(s)
	return s
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.view.all }

// Open implements ui.Screen.
func (s *Screen) Open(ui.Route) {
	s.load(func() { s.view.focusFirst() })
}

// Refresh implements ui.Screen.
func (s *Screen) Refresh() { s.load(nil) }

// Leave implements ui.Screen: nothing is typed here.
func (s *Screen) Leave() bool { return true }

func (s *Screen) load(then func()) {
	s.env.Run(&s.gen, func(ctx context.Context) func() {
		var status casefile.SyncStatus
		board, err := s.svc.Today(ctx)
		if err == nil {
			status, err = s.svc.SyncStatus(ctx)
		}
		return func() {
			if err != nil {
				s.view.showFailure(err)
				return
			}
			told := s.incidents(status)
			if !s.shown || !slices.Equal(told, s.told) || !reflect.DeepEqual(board, s.board) {
				s.board, s.told, s.shown = board, told, true
				s.view.render()
			}
			if then != nil {
				then()
			}
		}
	})
}

// incidents are those that are new; older ones stand in the settings.
func (s *Screen) incidents(status casefile.SyncStatus) []string {
	var out []string
	for _, in := range ui.SyncIncidents(s.env.P, status, s.env.Now()) {
		if in.New {
			out = append(out, in.Text)
		}
	}
	return out
}

// markDone marks a follow-up as done and offers to take it back.
func (s *Screen) markDone(id casefile.ID) {
	today := s.env.Today()
	s.env.Run(nil, func(ctx context.Context) func() {
		before, err := s.svc.Record(ctx, id)
		if err == nil {
			_, err = s.svc.Save(ctx, done(before, today))
		}
		return func() {
			if err != nil {
				s.view.showFailure(err)
				return
			}
			s.env.Toast(ui.Notice{Key: "today.marked", Tone: ui.Success, Action: "common.undo", Do: func() { s.takeBack(before) }})
			s.Refresh()
		}
	})
}

// takeBack makes a follow-up what it was before it was marked.
func (s *Screen) takeBack(before casefile.Record) {
	s.env.Run(nil, func(ctx context.Context) func() {
		now, err := s.svc.Record(ctx, before.ID)
		if err == nil {
			_, err = s.svc.Save(ctx, undone(now, before))
		}
		return func() {
			if err != nil {
				s.view.showFailure(err)
				return
			}
			s.env.Toast(ui.Notice{Key: "today.taken_back"})
			s.Refresh()
		}
	})
}

// discard throws a draft away and offers to bring it back.
func (s *Screen) discard(id casefile.ID) {
	s.env.Run(nil, func(ctx context.Context) func() {
		// The board's copy may lack the body: what is thrown away is read first.
		d, err := s.svc.Draft(ctx, id)
		if err == nil {
			err = s.svc.DropDraft(ctx, id)
		}
		return func() {
			if err != nil {
				s.view.showFailure(err)
				return
			}
			s.env.Toast(ui.Notice{Key: "today.discarded", Action: "common.undo", Do: func() { s.bringBack(d) }})
			s.Refresh()
		}
	})
}

func (s *Screen) bringBack(d casefile.Draft) {
	s.env.Run(nil, func(ctx context.Context) func() {
		err := s.svc.SaveDraft(ctx, d)
		return func() {
			if err != nil {
				s.view.showFailure(err)
				return
			}
			s.env.Toast(ui.Notice{Key: "today.taken_back"})
			s.Refresh()
		}
	})
}
