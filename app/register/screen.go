package register

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Service is what the register needs; all of it is called away from the UI
// thread.
type Service interface {
	Register(ctx context.Context, q casefile.RegisterQuery) (casefile.Page[casefile.ConsultationRow], error)
	ExportRegister(ctx context.Context, q casefile.RegisterQuery, format string) (path string, err error)
	Officers(ctx context.Context) ([]casefile.OfficerName, error)
}

// Route is the place this package shows; its id is an encoded Filter.
const Route = "register"

// Formats of an export.
const (
	FormatXLSX = "xlsx"
	FormatCSV  = "csv"
)

// Screen is the register.
type Screen struct {
	env    *ui.Env
	svc    Service
	filter Filter
	names  ui.Generation
	busy   bool
	view   *view
}

var (
	_ ui.Screen    = (*Screen)(nil)
	_ ui.Commander = (*Screen)(nil)
	_ ui.Placed    = (*Screen)(nil)
)

// New returns the register; nothing is read before Open.
func New(env *ui.Env, svc Service) *Screen {
	s := &Screen{env: env, svc: svc}
	s.filter.From, s.filter.To = Span(PeriodMonth, env.Today())
	s.view = newView(s)
	return s
}

// Object implements ui.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.view.root }

// Open implements ui.Screen.
func (s *Screen) Open(r ui.Route) {
	if r.ID != "" {
		s.filter = DecodeFilter(r.ID)
	}
	s.view.show()
	s.loadOfficers()
	s.search()
	s.env.Focus(s.view.table)
}

// Refresh implements ui.Screen.
func (s *Screen) Refresh() { s.view.table.Reload() }

// Leave implements ui.Screen: nothing is edited here.
func (s *Screen) Leave() bool {
	s.names.Cancel()
	return true
}

// Route implements ui.Placed.
func (s *Screen) Route() ui.Route { return ui.Route{Screen: Route, ID: s.filter.Encode()} }

// Menu implements ui.Commander.
func (s *Screen) Menu() []ui.Command {
	return []ui.Command{
		{ID: "register.export_xlsx", Label: "register.export_xlsx", Shortcut: "Ctrl+Shift+E", Do: func() { s.export(FormatXLSX) }},
		{ID: "register.export_csv", Label: "register.export_csv", Do: func() { s.export(FormatCSV) }},
		{ID: "register.clear", Label: "register.clear", Do: s.clear},
	}
}

func (s *Screen) loadOfficers() {
	s.env.Run(&s.names, func(ctx context.Context) func() {
		names, err := s.svc.Officers(ctx)
		return func() {
			if err != nil {
				s.view.failed(err)
				return
			}
			s.view.setOfficers(names)
		}
	})
}

// search reads the list for the filter as it is now.
func (s *Screen) search() { s.view.table.SetSource(s.source()) }

func (s *Screen) source() func(context.Context, ui.Sort, casefile.Span) (casefile.Page[Row], error) {
	query, printer := s.filter.Query(), s.env.P
	last := lastDays{}
	return func(ctx context.Context, _ ui.Sort, span casefile.Span) (casefile.Page[Row], error) {
		q := query
		q.Span = span
		found, err := s.svc.Register(ctx, q)
		if err != nil {
			return casefile.Page[Row]{}, err
		}
		rows := Rows(printer, found.Rows, last.before(span.After))
		if n := len(found.Rows); n > 0 {
			last.keep(found.Next, dayOf(found.Rows[n-1].HeldAt))
		}
		return casefile.Page[Row]{Rows: rows, Next: found.Next, Total: found.Total}, nil
	}
}

// lastDays remembers with which day a page ended, by the key of the page after
// it. Pages are read away from the UI thread.
type lastDays struct {
	mu   sync.Mutex
	days map[string]string
}

func (l *lastDays) before(key string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.days[key]
}

func (l *lastDays) keep(key, day string) {
	if key == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.days == nil {
		l.days = map[string]string{}
	}
	l.days[key] = day
}

// clear asks for all again.
func (s *Screen) clear() {
	s.filter = Filter{}
	s.view.show()
	s.search()
}

// export writes what the filter asks for to a file and says where it lies.
func (s *Screen) export(format string) {
	if s.busy {
		return
	}
	s.busy = true
	query := s.filter.Query()
	s.env.Run(nil, func(ctx context.Context) func() {
		path, err := s.svc.ExportRegister(ctx, query, format)
		return func() {
			s.busy = false
			if err != nil {
				s.view.failed(err)
				return
			}
			s.view.failed(nil)
			if s.env.Toast != nil {
				s.env.Toast(ui.Notice{Key: "register.exported", Args: []any{"Path", path}, Tone: ui.Success})
			}
		}
	})
}

func (s *Screen) open(r Row) { s.env.Go(ui.Route{Screen: "consultation", ID: r.ID.String()}) }
