package client

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// now is the wall clock of all tests.
var now = time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC)

// shelf is a store in memory with the answers a test gives it.
type shelf struct {
	records   map[casefile.ID]casefile.Record
	rows      []casefile.ClientRow
	matches   []casefile.Match
	items     []casefile.TimelineItem
	referrals []casefile.ReferralRow
	histories map[casefile.ID][]casefile.Change
	drafts    map[casefile.ID]casefile.Draft
	saved     [][]casefile.Edit
	asked     []casefile.Candidate
	searched  []string
	fail      error
	me        casefile.Session
}

var _ Service = (*shelf)(nil)

func newShelf() *shelf {
	return &shelf{
		records: map[casefile.ID]casefile.Record{}, histories: map[casefile.ID][]casefile.Change{},
		drafts: map[casefile.ID]casefile.Draft{},
		me:     casefile.Session{Officer: casefile.NewID(), Name: "Ana Doda", Role: casefile.RoleOfficer, Office: casefile.NewID()},
	}
}

func (s *shelf) put(rec casefile.Record) casefile.Record {
	s.records[rec.ID] = rec
	return rec
}

func (s *shelf) Record(_ context.Context, id casefile.ID) (casefile.Record, error) {
	if rec, ok := s.records[id]; ok {
		return rec, nil
	}
	return casefile.Record{}, casefile.ErrNotFound
}

func (s *shelf) Save(_ context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	if s.fail != nil {
		return nil, s.fail
	}
	var out []casefile.Saved
	var kept []casefile.Edit
	var faults casefile.FieldErrors
	for i, e := range edits {
		n, err := casefile.Normalise(e, today, assets.Codes{})
		var some casefile.FieldErrors
		if errors.As(err, &some) {
			for _, f := range some {
				f.Args = map[string]any{"Index": i}
			}
			faults = append(faults, some...)
		}
		kept = append(kept, n)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	for _, e := range kept {
		rec := s.records[e.Record]
		rec.ID, rec.Kind = e.Record, e.Kind
		if rec.Values == nil {
			rec.Values = map[string][]casefile.Value{}
		}
		for name, values := range e.Fields {
			rec.Values[name] = nil
			for _, v := range values {
				rec.Values[name] = append(rec.Values[name], casefile.Value{Text: v})
			}
		}
		s.put(rec)
		out = append(out, casefile.Saved{ID: e.Record, Seq: 1})
	}
	s.saved = append(s.saved, kept)
	return out, nil
}

func (s *shelf) History(_ context.Context, id casefile.ID) ([]casefile.Change, error) {
	return s.histories[id], nil
}

func (s *shelf) Clients(_ context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error) {
	s.searched = append(s.searched, q.Text)
	var out casefile.Page[casefile.ClientRow]
	for _, r := range s.rows {
		if strings.Contains(casefile.Fold(r.Name()), casefile.Fold(q.Text)) || q.Text == casefile.FullName(r.GivenName, "", r.FamilyName) {
			out.Rows = append(out.Rows, r)
		}
	}
	out.Total = len(out.Rows)
	return out, nil
}

func (s *shelf) Duplicates(_ context.Context, c casefile.Candidate) ([]casefile.Match, error) {
	s.asked = append(s.asked, c)
	return s.matches, nil
}

func (s *shelf) Timeline(context.Context, casefile.ID) ([]casefile.TimelineItem, error) {
	out := slices.Clone(s.items)
	for i := range out {
		out[i].Record = s.records[out[i].ID]
	}
	return out, nil
}

func (s *shelf) Referrals(context.Context, casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error) {
	return casefile.Page[casefile.ReferralRow]{Rows: s.referrals, Total: len(s.referrals)}, nil
}

func (s *shelf) FollowUps(context.Context, casefile.ID) ([]casefile.FollowUpRow, error) {
	return nil, nil
}

func (s *shelf) SaveDraft(_ context.Context, d casefile.Draft) error {
	s.drafts[d.ID] = d
	return s.fail
}

func (s *shelf) Draft(_ context.Context, id casefile.ID) (casefile.Draft, error) {
	if d, ok := s.drafts[id]; ok {
		return d, nil
	}
	return casefile.Draft{}, casefile.ErrNotFound
}

func (s *shelf) DropDraft(_ context.Context, id casefile.ID) error {
	delete(s.drafts, id)
	return nil
}

func (s *shelf) Drafts(context.Context) ([]casefile.Draft, error) {
	var out []casefile.Draft
	for _, d := range s.drafts {
		out = append(out, d)
	}
	return out, nil
}

func (s *shelf) Me() casefile.Session { return s.me }

// bench is a window with a screen in it.
type bench struct {
	t      *testing.T
	env    *ui.Env
	run    *ui.InlineRunner
	window fyne.Window
	svc    *shelf
	screen *Screen
	said   []ui.Notice
	went   []ui.Route
}

func newBench(t *testing.T, lang string, look ui.Appearance) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(look))
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, run: &ui.InlineRunner{}, window: test.NewTempWindow(t, nil), svc: newShelf()}
	b.window.SetPadded(false)
	b.env = &ui.Env{
		P: c.Printer(lang), Runner: b.run, Window: b.window, Now: func() time.Time { return now },
		Toast: func(n ui.Notice) { b.said = append(b.said, n) },
		Go:    func(r ui.Route) { b.went = append(b.went, r) },
	}
	t.Cleanup(func() {
		if m := c.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	return b
}

func sq(t *testing.T) *bench { return newBench(t, "sq", ui.Appearance{}) }

// open shows a place in a window of the usual size.
func (b *bench) open(screen, id string) *bench {
	b.t.Helper()
	b.screen = New(b.env, b.svc)
	ground := canvas.NewRectangle(ui.Color(theme.ColorNameBackground))
	b.window.SetContent(container.NewStack(ground, b.screen.Object()))
	b.window.Resize(fyne.NewSize(1180, 700))
	b.screen.Open(ui.Route{Screen: screen, ID: id})
	return b
}

func (b *bench) focus() string { return ui.Look(b.window.Canvas()).Focus }

// to moves with the Tab key until a control has the focus.
func (b *bench) to(id string) {
	b.t.Helper()
	seen := map[string]bool{}
	for range 120 {
		at := b.focus()
		if at == id {
			return
		}
		seen[at] = true
		b.window.Canvas().FocusNext()
	}
	b.t.Fatalf("the Tab key does not reach %q, only %v", id, seen)
}

func (b *bench) typed(s string) {
	for _, r := range s {
		b.window.Canvas().Focused().TypedRune(r)
	}
}

// enter types into a field.
func (b *bench) enter(id, text string) {
	b.t.Helper()
	b.to(id)
	b.typed(text)
}

func (b *bench) key(names ...fyne.KeyName) {
	for _, n := range names {
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// press goes to a button and presses Enter.
func (b *bench) press(id string) {
	b.t.Helper()
	b.to(id)
	b.key(fyne.KeyReturn)
}

// sees reports whether a control is in view.
func (b *bench) sees(id string) bool {
	for _, c := range ui.Look(b.window.Canvas()).Controls {
		if c.ID == id {
			return true
		}
	}
	return false
}

func (b *bench) last() ui.Route {
	b.t.Helper()
	if len(b.went) == 0 {
		b.t.Fatal("nothing was gone to")
	}
	return b.went[len(b.went)-1]
}

func (b *bench) form() *formPage { return b.screen.page.(*formPage) }
func (b *bench) file() *filePage { return b.screen.page.(*filePage) }

// wait lets pauses in typing pass.
func (b *bench) wait() { b.run.Advance(time.Second) }

func row(given, family string) casefile.ClientRow {
	return casefile.ClientRow{ID: casefile.NewID(), GivenName: given, FamilyName: family, Sync: casefile.SyncSent}
}
