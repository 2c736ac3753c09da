package infosheet_test

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"sporteli/app/infosheet"
	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// library is the Service: the shipped sheets and one client.
type library struct {
	rows    []casefile.SheetRow
	records map[casefile.ID]casefile.Record
	saved   []casefile.Edit
	printed []string
	fail    error
}

var ana = casefile.NewID()

func newLibrary() *library {
	l := &library{records: map[casefile.ID]casefile.Record{}}
	for _, s := range assets.Shipped() {
		if s.Kind != casefile.KindSheet {
			continue
		}
		rec := casefile.Record{ID: s.RecordID(), Kind: s.Kind, Values: map[string][]casefile.Value{}}
		for name, values := range s.Fields {
			for _, v := range values {
				rec.Values[name] = append(rec.Values[name], casefile.Value{Text: v})
			}
		}
		l.records[rec.ID] = rec
		l.rows = append(l.rows, casefile.SheetRow{
			ID: rec.ID, Code: rec.Text("code"), Version: s.Version, Topics: rec.All("topics"),
			Title:     map[string]string{"sq": rec.Text("title_sq"), "en": rec.Text("title_en")},
			CheckedOn: rec.Text("checked_on"), Verified: rec.Bool("verified"),
		})
	}
	l.rows[1].Verified, l.rows[1].Outdated = true, 2
	l.rows[2].ValidUntil = "2026-01-31"
	return l
}

func (l *library) Record(_ context.Context, id casefile.ID) (casefile.Record, error) {
	if r, ok := l.records[id]; ok {
		return r, nil
	}
	return casefile.Record{}, casefile.ErrNotFound
}

func (l *library) Save(_ context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	if l.fail != nil {
		return nil, l.fail
	}
	l.saved = append(l.saved, edits...)
	return make([]casefile.Saved, len(edits)), nil
}

func (l *library) Sheets(_ context.Context, q casefile.SheetQuery) ([]casefile.SheetRow, error) {
	var out []casefile.SheetRow
	for _, r := range l.rows {
		if strings.Contains(casefile.Fold(r.Title["sq"]+" "+r.Title["en"]), casefile.Fold(q.Text)) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (l *library) Holders(context.Context, casefile.ID) ([]casefile.Holder, error) {
	return []casefile.Holder{{Client: ana, Name: "Ana Çela", Version: 0, GivenOn: "2026-03-01"}}, nil
}

func (l *library) Clients(context.Context, casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error) {
	return casefile.Page[casefile.ClientRow]{Rows: []casefile.ClientRow{
		{ID: ana, GivenName: "Ana", FamilyName: "Çela", BirthDate: "1988-04-17", Municipality: "tirane"},
		{ID: casefile.NewID(), GivenName: "Gent", FamilyName: "Hoxha", CardOnly: true},
	}}, nil
}

func (l *library) PrintSheet(_ context.Context, id casefile.ID, lang string) (string, error) {
	l.printed = append(l.printed, l.records[id].Text("code")+" "+lang)
	return "", l.fail
}

func (l *library) Me() casefile.Session { return casefile.Session{Name: "Arta"} }

// open shows the library in a window of its own.
func open(t *testing.T, l *library, look ui.Appearance, lang string) (*infosheet.Screen, fyne.Window, *[]ui.Notice) {
	s, w, notices, _ := openTimed(t, l, look, lang)
	return s, w, notices
}

func openTimed(t *testing.T, l *library, look ui.Appearance, lang string) (*infosheet.Screen, fyne.Window, *[]ui.Notice, *ui.InlineRunner) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(ui.NewTheme(look))
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	notices, run := &[]ui.Notice{}, &ui.InlineRunner{}
	env := &ui.Env{
		P: c.Printer(lang), Runner: run, Window: w, Go: func(ui.Route) {},
		Now:   func() time.Time { return time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC) },
		Toast: func(n ui.Notice) { *notices = append(*notices, n) },
	}
	s := infosheet.New(env, l)
	w.SetContent(s.Object())
	w.Resize(fyne.NewSize(1180, 700))
	s.Open(ui.Route{Screen: infosheet.RouteLibrary})
	t.Cleanup(func() {
		if m := c.Missing(); len(m) > 0 {
			t.Errorf("texts missing: %v", m)
		}
	})
	return s, w, notices, run
}

func TestFirstSheetIsOpenAndPrints(t *testing.T) {
	l := newLibrary()
	s, _, notices := open(t, l, ui.Appearance{Scale: 1}, "sq")
	if r := s.Route(); r.ID != l.rows[0].ID.String() {
		t.Fatalf("opened %+v", r)
	}
	command(t, s, "sheet.print")()
	if len(l.printed) != 1 || l.printed[0] != l.rows[0].Code+" sq" {
		t.Errorf("printed %q", l.printed)
	}
	if len(*notices) != 1 || (*notices)[0].Tone != ui.Success {
		t.Errorf("said %+v", *notices)
	}
}

func TestRouteLeadsToItsSheet(t *testing.T) {
	l := newLibrary()
	s, _, _ := open(t, l, ui.Appearance{Scale: 1}, "en")
	s.Open(ui.Route{Screen: infosheet.RouteSheet, ID: l.rows[4].ID.String()})
	if r := s.Route(); r.ID != l.rows[4].ID.String() {
		t.Errorf("opened %+v, want %s", r, l.rows[4].ID)
	}
}

func TestGivingKeepsVersionAndLanguage(t *testing.T) {
	l := newLibrary()
	s, w, notices, run := openTimed(t, l, ui.Appearance{Scale: 1}, "sq")
	command(t, s, "sheet.give")()
	// Without a client nothing is kept, and the form says why.
	yes(t, w, "give.yes")
	if len(l.saved) != 0 {
		t.Fatalf("kept without a client: %+v", l.saved)
	}
	s.Refresh() // a sync meanwhile does not close the form
	tabTo(t, w, "handout.client")
	for _, r := range "ana" {
		w.Canvas().Focused().TypedRune(r)
	}
	run.Advance(time.Second)
	press(w, fyne.KeyReturn)
	yes(t, w, "give.yes")
	if len(l.saved) != 1 {
		t.Fatalf("kept %+v, said %+v", l.saved, *notices)
	}
	e := l.saved[0]
	for field, want := range map[string]string{
		"client": ana.String(), "sheet": l.rows[0].ID.String(), "version": "1", "language": "sq", "medium": "paper", "given_on": "2026-11-22",
	} {
		if got := e.Text(field); got != want {
			t.Errorf("%s = %q, want %q", field, got, want)
		}
	}
}

func TestFailureToPrintIsSaid(t *testing.T) {
	l := newLibrary()
	s, w, notices := open(t, l, ui.Appearance{Scale: 1}, "sq")
	l.fail = &casefile.Error{Code: casefile.CodeNoViewer, Err: errors.New("exec: xdg-open")}
	command(t, s, "sheet.print")()
	if len(*notices) != 0 || w.Canvas().Overlays().Top() == nil {
		t.Errorf("said %+v, dialog %v", *notices, w.Canvas().Overlays().Top())
	}
}

func command(t *testing.T, s *infosheet.Screen, id string) func() {
	t.Helper()
	for _, c := range s.Menu() {
		if c.ID == id {
			return c.Do
		}
	}
	t.Fatalf("no command %s", id)
	return nil
}

func press(w fyne.Window, key fyne.KeyName) {
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func yes(t *testing.T, w fyne.Window, id string) {
	t.Helper()
	tabTo(t, w, id)
	press(w, fyne.KeyReturn)
}

// tabTo presses Tab until a control has the focus.
func tabTo(t *testing.T, w fyne.Window, id string) {
	t.Helper()
	for range 20 {
		if ui.FocusedID(w.Canvas()) == id {
			return
		}
		w.Canvas().FocusNext()
	}
	t.Fatalf("Tab does not reach %s; the focus is on %s", id, ui.FocusedID(w.Canvas()))
}

// TestGallery draws the library for a person to look at.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SPORTELI_GALLERY")
	looks := map[string]ui.Appearance{"light": {Scale: 1}, "dark150": {Dark: true, Scale: 1.5}}
	for name, look := range looks {
		for _, lang := range translations.Languages {
			s, w, _ := open(t, newLibrary(), look, lang)
			if lang == "en" {
				s.Read("both")
			}
			img := w.Canvas().Capture()
			if img.Bounds().Empty() {
				t.Fatal("nothing was drawn")
			}
			if dir == "" {
				continue
			}
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("sheets-%s-%s.png", lang, name)))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
