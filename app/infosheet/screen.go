package infosheet

import (
	"context"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the library needs. All but Me are called away from the UI
// thread.
type Service interface {
	Record(ctx context.Context, id casefile.ID) (casefile.Record, error)
	Save(ctx context.Context, edits ...casefile.Edit) ([]casefile.Saved, error)
	Sheets(ctx context.Context, q casefile.SheetQuery) ([]casefile.SheetRow, error)
	Holders(ctx context.Context, sheet casefile.ID) ([]casefile.Holder, error)
	Clients(ctx context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error)
	PrintSheet(ctx context.Context, sheet casefile.ID, lang string) (path string, err error)
	Me() casefile.Session
}

// The places this package shows.
const (
	RouteLibrary = "sheets"
	RouteSheet   = "sheet"
)

// Screen shows the library.
type Screen struct {
	env     *ui.Env
	svc     Service
	model   model
	view    *view
	reading ui.Generation
	holders ui.Generation
	// wanted is the sheet a route asked for, until it is shown.
	wanted casefile.ID
}

var (
	_ ui.Screen    = (*Screen)(nil)
	_ ui.Commander = (*Screen)(nil)
	_ ui.Placed    = (*Screen)(nil)
)

// New returns a screen for RouteLibrary and RouteSheet.
func New(env *ui.Env, svc Service) *Screen {
	s := &Screen{env: env, svc: svc, model: model{reading: env.P.Lang()}}
	s.view = newView(env, s)
	return s
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.view.object }

// Open implements ui.Screen.
func (s *Screen) Open(r ui.Route) {
	if id, err := casefile.ParseID(r.ID); err == nil {
		s.wanted = id
	}
	s.view.list.Reload()
	s.env.Focus(s.view.search)
}

// Refresh implements ui.Screen.
func (s *Screen) Refresh() { s.view.list.Reload() }

// Leave implements ui.Screen: there is nothing to keep.
func (s *Screen) Leave() bool { return true }

// Route implements ui.Placed.
func (s *Screen) Route() ui.Route {
	if !s.model.ok {
		return ui.Route{Screen: RouteLibrary}
	}
	return ui.Route{Screen: RouteSheet, ID: s.model.open.ID.String()}
}

// Menu implements ui.Commander.
func (s *Screen) Menu() []ui.Command {
	return []ui.Command{
		{ID: "sheet.print", Label: "infosheet.print", Shortcut: "Ctrl+P", Do: s.print},
		{ID: "sheet.give", Label: "infosheet.give", Shortcut: "Ctrl+G", Do: s.give},
	}
}

// page reads the list. The library is small and comes whole.
func (s *Screen) page(ctx context.Context, _ ui.Sort, _ casefile.Span) (casefile.Page[casefile.SheetRow], error) {
	rows, err := s.svc.Sheets(ctx, s.model.query())
	return casefile.Page[casefile.SheetRow]{Rows: rows, Total: len(rows)}, err
}

func (s *Screen) find(text string) {
	s.model.text = text
	s.view.list.Reload()
}

func (s *Screen) narrow(topic, destination string) {
	s.model.topic, s.model.destination = topic, destination
	s.view.list.Reload()
}

// listed is called when the list shows what it read.
func (s *Screen) listed(rows []casefile.SheetRow) {
	i := s.model.loaded(rows, s.wanted)
	if i < 0 {
		s.model.ok = false
		s.view.show(&s.model)
		return
	}
	s.view.list.Select(i)
	s.read(rows[i])
}

// read loads a sheet and shows it.
func (s *Screen) read(row casefile.SheetRow) {
	if s.model.ok && s.model.open.ID == row.ID && s.model.open.Version == row.Version {
		s.model.open = row
		return
	}
	s.wanted = casefile.ID{}
	s.env.Run(&s.reading, func(ctx context.Context) func() {
		rec, err := s.svc.Record(ctx, row.ID)
		return func() {
			if err != nil {
				ui.ShowFailure(s.env, err)
				return
			}
			s.model.open, s.model.full, s.model.ok = row, rec, true
			s.view.show(&s.model)
		}
	})
}

// Read shows the sheet in Albanian ("sq"), English ("en") or "both".
func (s *Screen) Read(mode string) {
	if mode != "" {
		s.model.reading = mode
	}
	s.view.show(&s.model)
}

// language is the one to print and hand out: the one being read, or the
// window's when both are shown.
func (s *Screen) language() string {
	if s.model.reading == both {
		return s.env.P.Lang()
	}
	return s.model.reading
}

func (s *Screen) print() {
	if !s.model.ok {
		return
	}
	id, lang := s.model.open.ID, s.language()
	s.env.Run(nil, func(ctx context.Context) func() {
		_, err := s.svc.PrintSheet(ctx, id, lang)
		return func() {
			if err != nil {
				ui.ShowFailure(s.env, err)
				return
			}
			s.env.Toast(ui.Notice{Key: "infosheet.printed", Tone: ui.Success})
		}
	})
}

func (s *Screen) showHolders() {
	if !s.model.ok {
		return
	}
	id, version := s.model.open.ID, s.model.open.Version
	s.env.Run(&s.holders, func(ctx context.Context) func() {
		all, err := s.svc.Holders(ctx, id)
		return func() {
			if err != nil {
				ui.ShowFailure(s.env, err)
				return
			}
			s.view.holders(outdated(all, version))
		}
	})
}
