package today_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"sporteli/app/today"
	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

const day = "2026-11-22"

type service struct {
	board   casefile.TodayBoard
	records map[casefile.ID]casefile.Record
	drafts  map[casefile.ID]casefile.Draft
	saved   []casefile.Edit
	status  casefile.SyncStatus
	fail    error
}

func (s *service) Today(context.Context) (casefile.TodayBoard, error) { return s.board, s.fail }

func (s *service) SyncStatus(context.Context) (casefile.SyncStatus, error) { return s.status, s.fail }

func (s *service) Record(_ context.Context, id casefile.ID) (casefile.Record, error) {
	return s.records[id], s.fail
}

// Save marks what is done as the store would: it is gone from the board.
func (s *service) Save(_ context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	s.saved = append(s.saved, edits...)
	for _, e := range edits {
		var left []casefile.FollowUpRow
		for _, f := range s.board.FollowUps {
			if f.ID != e.Record {
				left = append(left, f)
			}
		}
		s.board.FollowUps = left
	}
	return nil, s.fail
}

func (s *service) Draft(_ context.Context, id casefile.ID) (casefile.Draft, error) {
	return s.drafts[id], s.fail
}

func (s *service) SaveDraft(_ context.Context, d casefile.Draft) error {
	s.drafts[d.ID] = d
	s.list()
	return nil
}

func (s *service) DropDraft(_ context.Context, id casefile.ID) error {
	delete(s.drafts, id)
	s.list()
	return nil
}

// list shows drafts without their bodies, as a list may.
func (s *service) list() {
	s.board.Drafts = nil
	for _, d := range s.drafts {
		d.Body = nil
		s.board.Drafts = append(s.board.Drafts, d)
	}
}

func (s *service) Me() casefile.Session { return casefile.Session{Name: "Ana Hoxha"} }

type bench struct {
	*today.Screen
	window fyne.Window
	said   []ui.Notice
	went   []ui.Route
}

func open(t *testing.T, svc *service, lang string) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Appearance{}))
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if m := words.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	b := &bench{window: test.NewTempWindow(t, nil)}
	b.Screen = today.New(&ui.Env{
		P: words.Printer(lang), Runner: &ui.InlineRunner{}, Window: b.window,
		Now:   func() time.Time { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) },
		Toast: func(n ui.Notice) { b.said = append(b.said, n) },
		Go:    func(r ui.Route) { b.went = append(b.went, r) },
	}, svc)
	b.window.SetContent(b.Object())
	b.window.Resize(fyne.NewSize(1180, 700))
	b.Open(ui.Route{Screen: "today"})
	return b
}

func (b *bench) focus() string { return ui.FocusedID(b.window.Canvas()) }

func (b *bench) enter(t *testing.T, id string) {
	t.Helper()
	if !ui.FocusID(b.window.Canvas(), id) {
		t.Fatalf("no %s", id)
	}
	b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func (b *bench) text() string {
	var out []string
	var collect func(fyne.CanvasObject)
	collect = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *ui.Text:
			out = append(out, o.Text())
		case *ui.Button:
			out = append(out, o.Text())
		case *fyne.Container:
			for _, c := range o.Objects {
				collect(c)
			}
		case *container.Scroll:
			collect(o.Content)
		case interface{ Children() []fyne.CanvasObject }:
			for _, c := range o.Children() {
				collect(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				collect(c)
			}
		}
	}
	collect(b.window.Content())
	return strings.Join(out, "\n")
}

// promised is a service with n follow-ups, the first the most overdue.
func promised(n int) *service {
	s := &service{records: map[casefile.ID]casefile.Record{}, drafts: map[casefile.ID]casefile.Draft{}}
	s.board = casefile.TodayBoard{Day: day, FreeBytes: -1}
	for i := range n {
		id := casefile.NewID()
		s.records[id] = casefile.Record{ID: id, Kind: casefile.KindFollowUp, Values: map[string][]casefile.Value{"status": {{Text: "planned"}}}}
		s.board.FollowUps = append(s.board.FollowUps, casefile.FollowUpRow{ID: id, Client: casefile.NewID(), Name: fmt.Sprint("Klienti ", i), What: fmt.Sprint("Detyra ", i), DueOn: day})
	}
	return s
}

func TestAnEmptyMorningSaysWhatToDo(t *testing.T) {
	for lang, want := range map[string][]string{
		"sq": {"Mirëmëngjes, Ana", "E diel, 22 nëntor 2026 · 0 vizita sot", "Asgjë e premtuar", "Asnjë referim", "Asgjë e pambaruar"},
		"en": {"Good morning, Ana", "Sunday, 22 November 2026 · 0 visits today", "Nothing promised", "No referral", "Nothing unfinished"},
	} {
		text := open(t, promised(0), lang).text()
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not to be seen", lang, w)
			}
		}
	}
}

func TestEnterOpens(t *testing.T) {
	s := promised(2)
	b := open(t, s, "sq")
	if b.focus() != "today.followups.0" {
		t.Fatalf("the focus is on %q", b.focus())
	}
	b.enter(t, "today.followups.1")
	if want := (ui.Route{Screen: "client", ID: s.board.FollowUps[1].Client.String()}); len(b.went) != 1 || b.went[0] != want {
		t.Errorf("went to %v", b.went)
	}
}

func TestDoneAndBack(t *testing.T) {
	s := promised(3)
	last := s.board.FollowUps[2]
	b := open(t, s, "sq")
	b.enter(t, "today.followups.2.done")
	if len(s.saved) != 1 || s.saved[0].Record != last.ID || s.saved[0].Text("done_on") != day {
		t.Fatalf("saved %+v", s.saved)
	}
	if strings.Contains(b.text(), "Detyra 2") {
		t.Error("what is done is still to be done")
	}
	if b.focus() != "today.followups.1.done" {
		t.Errorf("the focus is on %q", b.focus())
	}
	if len(b.said) != 1 || b.said[0].Do == nil {
		t.Fatalf("said %+v", b.said)
	}
	b.said[0].Do()
	if len(s.saved) != 2 || s.saved[1].Text("status") != "planned" {
		t.Errorf("saved %+v", s.saved)
	}
}

func TestDiscardAndBack(t *testing.T) {
	s := promised(0)
	d := casefile.Draft{ID: casefile.NewID(), Form: "consultation.new", Title: "Këshillim: Arta", Body: []byte(`{"note":"gjatë"}`), SavedAt: time.Date(2026, 11, 21, 16, 5, 0, 0, time.UTC)}
	s.drafts[d.ID] = d
	s.list()
	b := open(t, s, "sq")
	if !strings.Contains(b.text(), "Këshillim · më 21.11.2026, ora 16:05") {
		t.Error("it does not say when the form was left")
	}
	b.enter(t, "today.drafts.0")
	if want := (ui.Route{Screen: "consultation.new", ID: "draft:" + d.ID.String()}); len(b.went) != 1 || b.went[0] != want {
		t.Errorf("went to %v", b.went)
	}
	b.enter(t, "today.drafts.0.discard")
	if len(s.drafts) != 0 || strings.Contains(b.text(), "Arta") {
		t.Fatal("the draft is still there")
	}
	b.said[0].Do()
	if got := s.drafts[d.ID]; string(got.Body) != string(d.Body) || !strings.Contains(b.text(), "Arta") {
		t.Errorf("brought back: %+v", got)
	}
}

func TestALongListAsksBeforeItShowsAll(t *testing.T) {
	b := open(t, promised(20), "sq")
	if strings.Contains(b.text(), "Detyra 6") || !strings.Contains(b.text(), "Shfaq edhe 14 të tjera") {
		t.Fatal("the list is not cut")
	}
	b.enter(t, "today.followups.all")
	if !strings.Contains(b.text(), "Detyra 19") || b.focus() != "today.followups.6" {
		t.Errorf("the focus is on %q", b.focus())
	}
}

func TestManyReferralsHaveAListOfTheirOwn(t *testing.T) {
	s := promised(0)
	for i := range 100 {
		s.board.Referrals = append(s.board.Referrals, casefile.ReferralRow{ID: casefile.NewID(), Name: fmt.Sprint("Klienti ", i), Status: "sent", DueOn: "2026-11-01", Overdue: true})
	}
	b := open(t, s, "sq")
	if !strings.Contains(b.text(), "99+") {
		t.Error("it claims to know how many there are")
	}
	b.enter(t, "today.referrals.all")
	if len(b.went) != 1 || b.went[0].Screen != "referrals" {
		t.Errorf("went to %v", b.went)
	}
}

func TestReadingAgainMovesNothing(t *testing.T) {
	s := promised(3)
	b := open(t, s, "sq")
	ui.FocusID(b.window.Canvas(), "today.followups.1")
	before := b.window.Canvas().Focused()
	b.Refresh()
	if b.window.Canvas().Focused() != before {
		t.Error("the page was built anew although nothing changed")
	}
	s.board.Visits = 7
	b.Refresh()
	if b.focus() != "today.followups.1" || !strings.Contains(b.text(), "7 vizita sot") {
		t.Errorf("the focus is on %q", b.focus())
	}
}

func TestWarnings(t *testing.T) {
	s := promised(0)
	s.board.ClockDoubt, s.board.FreeBytes = true, 120<<20
	text := open(t, s, "en").text()
	for _, want := range []string{"does not agree with the centre's", "Only 120 MB are left"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not to be seen", want)
		}
	}
	s.board.ClockDoubt, s.board.FreeBytes = false, 5<<30
	if text = open(t, s, "en").text(); strings.Contains(text, "MB are left") || strings.Contains(text, "centre's") {
		t.Error("it warns of nothing")
	}
}

func TestIncidentsAreToldForTwoWeeks(t *testing.T) {
	s := promised(0)
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	b := open(t, s, "sq")
	tells := func(restored, copied bool) {
		t.Helper()
		b.Refresh()
		text := b.text()
		if strings.Contains(text, "rikthyen nga një kopje më e vjetër") != restored || strings.Contains(text, "Njoftoni koordinatorin") != copied {
			t.Errorf("restored %v, copied %v: %s", s.status.Restored, s.status.Copied, text)
		}
	}
	tells(false, false)
	s.status.Restored = now.AddDate(0, 0, -13)
	tells(true, false)
	s.status.Restored, s.status.Copied = now.AddDate(0, 0, -14), now.Add(-time.Minute)
	tells(false, true)
	s.status.Copied = now.AddDate(-1, 0, 0)
	tells(false, false)
}

func TestFailuresAreSaid(t *testing.T) {
	s := promised(1)
	b := open(t, s, "sq")
	s.fail = &casefile.Error{Code: casefile.CodeDiskFull}
	b.enter(t, "today.followups.0.done")
	if !strings.Contains(b.text(), "Disku është plot") || len(b.said) != 0 {
		t.Error("a failure is not said")
	}
}
