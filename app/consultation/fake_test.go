package consultation

import (
	"context"
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

// clock is the office's wall time in all tests: a Friday.
var clock = time.Date(2026, 11, 20, 10, 42, 0, 0, time.UTC)

// desk is the service of tests: records, drafts and the rules of the real one.
type desk struct {
	records   map[casefile.ID]casefile.Record
	drafts    map[casefile.ID]casefile.Draft
	history   []casefile.Change
	saves     [][]casefile.Edit
	printed   []string
	fail      error // of the next save
	failDraft error
}

func newDesk() *desk {
	return &desk{records: map[casefile.ID]casefile.Record{}, drafts: map[casefile.ID]casefile.Draft{}}
}

func (d *desk) put(rec casefile.Record) casefile.Record {
	d.records[rec.ID] = rec
	return rec
}

func (d *desk) client(given, father, family string) casefile.Record {
	return d.put(record(casefile.KindClient, map[string][]string{
		"given_name": {given}, "father_name": {father}, "family_name": {family}, "birth_date": {"1988-03-12"},
		"municipality": {"tirane"}, "phones": {"+355691234567"}, "sex": {"male"},
	}))
}

func (d *desk) Record(_ context.Context, id casefile.ID) (casefile.Record, error) {
	if rec, ok := d.records[id]; ok {
		return rec, nil
	}
	return casefile.Record{}, casefile.ErrNotFound
}

func (d *desk) Save(_ context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	if d.fail != nil {
		err := d.fail
		d.fail = nil
		return nil, err
	}
	var faults casefile.FieldErrors
	var good []casefile.Edit
	for i, e := range edits {
		n, err := casefile.Normalise(e, casefile.TodayAt(clock), assets.Codes{})
		if several, ok := err.(casefile.FieldErrors); ok { //nolint:errorlint // Normalise returns nothing else
			for _, f := range several {
				with := *f
				with.Args = map[string]any{"Index": i}
				for k, v := range f.Args {
					with.Args[k] = v
				}
				faults = append(faults, &with)
			}
		}
		good = append(good, n)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	d.saves = append(d.saves, good)
	for _, e := range good {
		rec, ok := d.records[e.Record]
		if !ok {
			rec = casefile.Record{ID: e.Record, Kind: e.Kind, Values: map[string][]casefile.Value{}}
		}
		for name, values := range e.Fields {
			rec.Values[name] = nil
			for _, v := range values {
				rec.Values[name] = append(rec.Values[name], casefile.Value{Text: v})
			}
		}
		if e.Kind == casefile.KindReferral {
			rec.Values["number"] = []casefile.Value{{Text: "TR-A-00042"}}
		}
		d.records[e.Record] = rec
	}
	return make([]casefile.Saved, len(edits)), nil
}

func (d *desk) History(context.Context, casefile.ID) ([]casefile.Change, error) {
	return d.history, nil
}

func (d *desk) Clients(_ context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error) {
	var page casefile.Page[casefile.ClientRow]
	for _, rec := range d.records {
		row := casefile.ClientRow{
			ID: rec.ID, GivenName: rec.Text("given_name"), FatherName: rec.Text("father_name"), FamilyName: rec.Text("family_name"),
			BirthDate: rec.Text("birth_date"), Municipality: rec.Text("municipality"),
		}
		if rec.Kind == casefile.KindClient && strings.Contains(casefile.Fold(row.Name()), casefile.Fold(q.Text)) {
			page.Rows = append(page.Rows, row)
		}
	}
	page.Total = len(page.Rows)
	return page, nil
}

func (d *desk) Timeline(_ context.Context, client casefile.ID) ([]casefile.TimelineItem, error) {
	var out []casefile.TimelineItem
	for _, rec := range d.records {
		if rec.Ref("client") == client {
			at := rec.Text("held_at") + rec.Text("given_on") + rec.Text("created_on") + rec.Text("due_on")
			out = append(out, casefile.TimelineItem{ID: rec.ID, Kind: rec.Kind, At: at[:min(10, len(at))], Record: rec})
		}
	}
	slices.SortFunc(out, func(a, b casefile.TimelineItem) int { return int(a.Kind) - int(b.Kind) })
	return out, nil
}

// CameOf leaves follow-ups out, as the store does.
func (d *desk) CameOf(_ context.Context, visit casefile.ID) ([]casefile.TimelineItem, error) {
	var out []casefile.TimelineItem
	for _, rec := range d.records {
		if rec.Ref("consultation") == visit && (rec.Kind == casefile.KindHandout || rec.Kind == casefile.KindReferral) {
			out = append(out, casefile.TimelineItem{ID: rec.ID, Kind: rec.Kind, At: rec.Text("given_on") + rec.Text("created_on"), Record: rec})
		}
	}
	slices.SortFunc(out, func(a, b casefile.TimelineItem) int { return int(a.Kind) - int(b.Kind) })
	return out, nil
}

func (d *desk) Referrals(_ context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error) {
	var page casefile.Page[casefile.ReferralRow]
	for _, rec := range d.records {
		if rec.Kind == casefile.KindReferral && rec.Ref("client") == q.Client && !casefile.FinalStatus(rec.Text("status")) {
			page.Rows = append(page.Rows, casefile.ReferralRow{ID: rec.ID, Overdue: rec.Text("due_on") < today})
		}
	}
	page.Total = len(page.Rows)
	return page, nil
}

func (d *desk) FollowUps(_ context.Context, client casefile.ID) ([]casefile.FollowUpRow, error) {
	var out []casefile.FollowUpRow
	for _, rec := range d.records {
		if rec.Kind == casefile.KindFollowUp && rec.Ref("client") == client {
			out = append(out, casefile.FollowUpRow{ID: rec.ID, DueOn: rec.Text("due_on"), What: rec.Text("what"), Status: rec.Text("status")})
		}
	}
	return out, nil
}

// Sheets are those the program ships, so that the pictures show real ones.
func (d *desk) Sheets(context.Context, casefile.SheetQuery) ([]casefile.SheetRow, error) {
	var out []casefile.SheetRow
	for _, s := range assets.Sheets() {
		row := casefile.SheetRow{
			ID: casefile.DerivedID(casefile.KindSheet, s.Code), Code: s.Code, Version: s.Version,
			Title: map[string]string{}, Topics: s.Topics, Destinations: s.Destinations,
		}
		for lang, text := range s.Text {
			row.Title[lang] = text.Title
		}
		out = append(out, row)
	}
	return out, nil
}

func (d *desk) Institutions(context.Context, casefile.InstitutionQuery) ([]casefile.InstitutionRow, error) {
	var out []casefile.InstitutionRow
	for _, in := range assets.Institutions() {
		out = append(out, casefile.InstitutionRow{
			ID: casefile.DerivedID(casefile.KindInstitution, in.ID), Code: in.ID, Kind: in.Kind,
			Name: map[string]string{"sq": in.NameSQ, "en": in.NameEN}, Municipality: in.Municipality, Verified: in.Verified,
		})
	}
	return out, nil
}

func (d *desk) SaveDraft(_ context.Context, draft casefile.Draft) error {
	if d.failDraft != nil {
		return d.failDraft
	}
	d.drafts[draft.ID] = draft
	return nil
}

func (d *desk) Draft(_ context.Context, id casefile.ID) (casefile.Draft, error) {
	if draft, ok := d.drafts[id]; ok {
		return draft, nil
	}
	return casefile.Draft{}, casefile.ErrNotFound
}

func (d *desk) DropDraft(_ context.Context, id casefile.ID) error {
	delete(d.drafts, id)
	return nil
}

func (d *desk) Drafts(context.Context) ([]casefile.Draft, error) {
	var out []casefile.Draft
	for _, draft := range d.drafts {
		out = append(out, draft)
	}
	return out, nil
}

func (d *desk) PrintSheet(_ context.Context, _ casefile.ID, lang string) (string, error) {
	d.printed = append(d.printed, "sheet "+lang)
	return "fleta.pdf", nil
}

func (d *desk) PrintReferral(_ context.Context, id casefile.ID, lang string) (string, error) {
	rec := d.records[id]
	d.printed = append(d.printed, "letter "+rec.Text("number")+" "+lang)
	return "shkresa.pdf", nil
}

func (d *desk) Identity() casefile.Identity {
	return casefile.Identity{Office: office, Municipality: "tirane", County: "AL-11"}
}

func (d *desk) Me() casefile.Session {
	return casefile.Session{Officer: officer, Name: "Arta Hoxha", Role: casefile.RoleOfficer, Office: office}
}

// bench is a screen in a window.
type bench struct {
	t      *testing.T
	desk   *desk
	run    *ui.InlineRunner
	env    *ui.Env
	window fyne.Window
	screen *Screen
	said   []ui.Notice
	went   []ui.Route
}

func newBench(t *testing.T, lang string, look ui.Appearance) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(look))
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	if err := ui.UseLanguage(lang); err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, desk: newDesk(), run: &ui.InlineRunner{}, window: test.NewTempWindow(t, nil)}
	b.window.SetPadded(false)
	b.env = &ui.Env{
		P: words.Printer(lang), Runner: b.run, Window: b.window, Now: func() time.Time { return clock },
		Toast: func(n ui.Notice) { b.said = append(b.said, n) },
		Go:    func(r ui.Route) { b.went = append(b.went, r) },
	}
	b.fresh()
	k := max(1, look.Scale)
	b.window.Resize(fyne.NewSize(min(1180*k, 1180), min(700*k, 700)))
	t.Cleanup(func() {
		if m := words.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	return b
}

// fresh makes the screen anew, as after a restart or a change of language.
func (b *bench) fresh() {
	b.screen = New(b.env, b.desk)
	ground := canvas.NewRectangle(ui.Color(theme.ColorNameBackground))
	b.window.SetContent(container.NewStack(ground, b.screen.Object()))
}

func (b *bench) open(screen, id string) {
	b.t.Helper()
	b.screen.Open(ui.Route{Screen: screen, ID: id})
	b.run.Advance(time.Millisecond)
}

// page is the page being written on.
func (b *bench) page() *page {
	b.t.Helper()
	p, ok := b.screen.at.(*page)
	if !ok {
		b.t.Fatalf("the screen shows %T, not a page to write on", b.screen.at)
	}
	return p
}

// focus gives the keyboard to a control by its id.
func (b *bench) focus(id string) {
	b.t.Helper()
	if !ui.FocusID(b.window.Canvas(), id) {
		b.t.Fatalf("no control %s", id)
	}
}

// at checks where the keyboard is.
func (b *bench) at(id string) {
	b.t.Helper()
	if got := ui.FocusedID(b.window.Canvas()); got != id {
		b.t.Errorf("the keyboard is at %q, want %q", got, id)
	}
}

// write types into whatever has the focus.
func (b *bench) write(text string) {
	b.t.Helper()
	for _, r := range text {
		f := b.window.Canvas().Focused()
		if f == nil {
			b.t.Fatalf("nothing has the focus for %q", text)
		}
		f.TypedRune(r)
	}
	b.run.Advance(200 * time.Millisecond)
}

func (b *bench) key(names ...fyne.KeyName) {
	b.t.Helper()
	for _, n := range names {
		f := b.window.Canvas().Focused()
		tab, keeps := f.(fyne.Tabbable)
		switch {
		case n == fyne.KeyTab && (!keeps || !tab.AcceptsTab()):
			b.window.Canvas().FocusNext()
		case f == nil:
			b.t.Fatalf("nothing has the focus for %s", n)
		default:
			f.TypedKey(&fyne.KeyEvent{Name: n})
		}
		b.run.Advance(time.Millisecond)
	}
}

// pick chooses from a list by typing into it.
func (b *bench) pick(id, text string) {
	b.t.Helper()
	b.focus(id)
	b.write(text)
	b.key(fyne.KeyReturn)
	if b.window.Canvas().Overlays().Top() != nil {
		b.key(fyne.KeyEscape)
	}
}

// press presses a button.
func (b *bench) press(id string) {
	b.t.Helper()
	b.focus(id)
	b.key(fyne.KeyReturn)
}

// said is the last notice.
func (b *bench) notice() string {
	if len(b.said) == 0 {
		return ""
	}
	return b.said[len(b.said)-1].Key
}

// command uses the menu.
func (b *bench) command(id string) {
	b.t.Helper()
	for _, c := range b.screen.Menu() {
		if c.ID == id {
			c.Do()
			return
		}
	}
	b.t.Fatalf("no command %s", id)
}

func (b *bench) ids() []string {
	var out []string
	for _, c := range ui.Look(b.window.Canvas()).Controls {
		out = append(out, c.ID)
	}
	return out
}
