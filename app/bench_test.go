package app_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"sporteli/app"
	"sporteli/app/settings"
	"sporteli/app/signin"
	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// noon is when the tests happen.
var noon = time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC)

const password = "fjalë e gjatë mjaft"

// desk is the store and the exchange of the tests.
type desk struct {
	state    signin.State
	names    []string
	ids      map[string]casefile.ID
	me       casefile.Session
	identity casefile.Identity
	status   casefile.SyncStatus
	board    casefile.TodayBoard
	clients  []casefile.ClientRow
	settings map[string]string
	drafts   map[casefile.ID]casefile.Draft
	records  map[casefile.ID]casefile.Record
	saved    []casefile.Edit
	changes  chan struct{}
	log      []string
	fail     error
}

func newDesk() *desk {
	d := &desk{
		state: signin.SignIn, names: []string{"Ana Hoxha", "Agron Çela"}, ids: map[string]casefile.ID{},
		settings: map[string]string{}, drafts: map[casefile.ID]casefile.Draft{}, records: map[casefile.ID]casefile.Record{},
		changes: make(chan struct{}, 1),
	}
	for _, n := range d.names {
		d.ids[n] = casefile.NewID()
	}
	d.identity = casefile.Identity{
		OfficeName: "Sporteli i Migracionit Shkodër", OfficeCode: "SH", Municipality: "shkoder", County: "AL-10",
		Series: "B", CentreURL: "https://qendra.migracioni.gov.al:8443",
	}
	d.status = casefile.SyncStatus{Enrolled: true, Waiting: 3, SentAt: noon, TriedAt: noon}
	d.board = casefile.TodayBoard{Day: "2026-11-22", Visits: 4, FreeBytes: 40 << 30}
	return d
}

func (d *desk) note(s string) { d.log = append(d.log, s) }

func (d *desk) State() signin.State { return d.state }

func (d *desk) Names(context.Context) ([]string, error) { return slices.Clone(d.names), nil }

func (d *desk) SignIn(_ context.Context, name, pass string) error {
	if pass != password {
		return &casefile.Error{Code: casefile.CodeWrongPassword}
	}
	d.me = casefile.Session{Officer: d.ids[name], Name: name, Role: casefile.RoleOfficer}
	d.note("in " + name)
	return nil
}

func (d *desk) Enrol(context.Context, signin.EnrolForm) error { return d.fail }

func (d *desk) TrySample(context.Context, string, string) error { return d.fail }

func (d *desk) Me() casefile.Session { return d.me }

func (d *desk) Identity() casefile.Identity { return d.identity }

func (d *desk) Lock() {
	d.note("locked")
	d.state, d.me = signin.Locked, casefile.Session{}
}

func (d *desk) Changes() <-chan struct{} { return d.changes }

func (d *desk) SyncStatus(context.Context) (casefile.SyncStatus, error) { return d.status, nil }

func (d *desk) SyncNow() { d.note("sync") }

func (d *desk) Setting(_ context.Context, key string) (string, error) {
	return d.settings[d.me.Name+"/"+key], nil
}

func (d *desk) SetSetting(_ context.Context, key, value string) error {
	d.settings[d.me.Name+"/"+key] = value
	return nil
}

func (d *desk) Today(context.Context) (casefile.TodayBoard, error) {
	b := d.board
	for _, dr := range d.drafts {
		if dr.Officer == d.me.Officer {
			b.Drafts = append(b.Drafts, dr)
		}
	}
	return b, nil
}

func (d *desk) Clients(_ context.Context, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error) {
	var p casefile.Page[casefile.ClientRow]
	for _, c := range d.clients {
		if strings.Contains(casefile.Fold(c.Name()), casefile.Fold(q.Text)) {
			p.Rows = append(p.Rows, c)
		}
	}
	p.Total = len(p.Rows)
	return p, nil
}

func (d *desk) Sheets(context.Context, casefile.SheetQuery) ([]casefile.SheetRow, error) {
	return nil, nil
}

func (d *desk) Referrals(context.Context, casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error) {
	return casefile.Page[casefile.ReferralRow]{}, nil
}

func (d *desk) Record(_ context.Context, id casefile.ID) (casefile.Record, error) {
	if r, ok := d.records[id]; ok {
		return r, nil
	}
	return casefile.Record{}, casefile.ErrNotFound
}

func (d *desk) Save(_ context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	d.saved = append(d.saved, edits...)
	return nil, nil
}

func (d *desk) Draft(_ context.Context, id casefile.ID) (casefile.Draft, error) {
	if dr, ok := d.drafts[id]; ok {
		return dr, nil
	}
	return casefile.Draft{}, casefile.ErrNotFound
}

func (d *desk) Drafts(context.Context) ([]casefile.Draft, error) { return nil, nil }

func (d *desk) SaveDraft(_ context.Context, dr casefile.Draft) error {
	if d.me.Officer.IsZero() {
		return &casefile.Error{Code: casefile.CodeNotAllowed}
	}
	dr.Officer = d.me.Officer
	d.drafts[dr.ID] = dr
	d.note("draft")
	return nil
}

func (d *desk) DropDraft(_ context.Context, id casefile.ID) error {
	delete(d.drafts, id)
	return nil
}

func (d *desk) Officers(context.Context) ([]casefile.OfficerName, error) {
	var out []casefile.OfficerName
	for _, n := range d.names {
		out = append(out, casefile.OfficerName{ID: d.ids[n], Name: n, Role: casefile.RoleOfficer})
	}
	return out, nil
}

func (d *desk) AddOfficer(context.Context, string, string) error { return d.fail }

func (d *desk) ChangePassword(context.Context, string, string) error { return d.fail }

func (d *desk) CheckData(context.Context, bool) (casefile.CheckReport, error) {
	return casefile.CheckReport{Events: 12340, Records: 2100}, nil
}

func (d *desk) Folder() string { return `C:\Users\ana\AppData\Local\Sporteli` }

func (d *desk) Institutions(context.Context, casefile.InstitutionQuery) ([]casefile.InstitutionRow, error) {
	return nil, nil
}

func (d *desk) History(context.Context, casefile.ID) ([]casefile.Change, error) { return nil, nil }

func (d *desk) CameOf(context.Context, casefile.ID) ([]casefile.TimelineItem, error) { return nil, nil }

func (d *desk) Timeline(context.Context, casefile.ID) ([]casefile.TimelineItem, error) {
	return nil, nil
}

func (d *desk) FollowUps(context.Context, casefile.ID) ([]casefile.FollowUpRow, error) {
	return nil, nil
}

func (d *desk) Duplicates(context.Context, casefile.Candidate) ([]casefile.Match, error) {
	return nil, nil
}

func (d *desk) Register(context.Context, casefile.RegisterQuery) (casefile.Page[casefile.ConsultationRow], error) {
	return casefile.Page[casefile.ConsultationRow]{}, nil
}

func (d *desk) Holders(context.Context, casefile.ID) ([]casefile.Holder, error) { return nil, nil }

func (d *desk) PrintSheet(context.Context, casefile.ID, string) (string, error) { return "", nil }

func (d *desk) PrintReferral(context.Context, casefile.ID, string) (string, error) { return "", nil }

func (d *desk) ExportRegister(context.Context, casefile.RegisterQuery, string) (string, error) {
	return "", nil
}

// bench is the window with everything behind it.
type bench struct {
	*app.Shell
	desk   *desk
	run    *ui.InlineRunner
	window fyne.Window
	now    time.Time
}

// remember makes the toolkit's application whose preferences say how the window
// looked when it was last used.
func remember(t testing.TB, lang, text, dark string) {
	t.Helper()
	p := test.NewTempApp(t).Preferences()
	size, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	p.SetString("language", lang)
	p.SetInt("text_size", size)
	p.SetBool("dark", dark == "true")
}

func newBench(t testing.TB, d *desk) *bench {
	t.Helper()
	test.NewTempApp(t)
	return newBenchAgain(t, d)
}

// newBenchAgain opens the window of a program that was used before.
func newBenchAgain(t testing.TB, d *desk) *bench {
	t.Helper()
	toolkit := fyne.CurrentApp()
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if m := words.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	b := &bench{desk: d, run: &ui.InlineRunner{}, now: noon}
	b.window = toolkit.NewWindow("")
	t.Cleanup(func() { b.window.SetMainMenu(nil) })
	b.Shell = app.New(app.Deps{
		Window: b.window, Runner: b.run, Catalog: words, Now: func() time.Time { return b.now },
		Services: services(d), About: settings.About{Version: "0.1.0", Build: 1, Toolkit: "Fyne 2.8.1"}, PC: "SPORTELI-2",
	})
	b.window.Resize(fyne.NewSize(1366, 768))
	return b
}

func (b *bench) canvas() fyne.Canvas { return b.window.Canvas() }

// pass lets time go by.
func (b *bench) pass(d time.Duration) {
	for d > 0 {
		step := min(d, 5*time.Second)
		b.now = b.now.Add(step)
		b.run.Advance(step)
		d -= step
	}
}

// typed types into whatever has the focus.
func (b *bench) typed(t testing.TB, s string) {
	t.Helper()
	f := b.canvas().Focused()
	if f == nil {
		t.Fatalf("nothing has the focus for %q", s)
	}
	for _, r := range s {
		f.TypedRune(r)
	}
}

// key presses keys on whatever has the focus.
func (b *bench) key(t testing.TB, names ...fyne.KeyName) {
	t.Helper()
	for _, n := range names {
		if n == fyne.KeyTab {
			b.canvas().FocusNext()
			continue
		}
		f := b.canvas().Focused()
		if f == nil {
			t.Fatalf("nothing has the focus for %s", n)
		}
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// press uses a shortcut of the main menu.
func (b *bench) press(t testing.TB, name string) {
	t.Helper()
	if b.window.MainMenu() == nil {
		t.Fatalf("no menu for %s", name)
	}
	for _, m := range b.window.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil && i.Shortcut.ShortcutName() == name {
				i.Action()
				return
			}
		}
	}
	t.Fatalf("no shortcut %s", name)
}

// Shortcuts as the toolkit names them.
const (
	ctrlK      = "CustomDesktop:Control+K"
	ctrlL      = "CustomDesktop:Control+L"
	ctrlN      = "CustomDesktop:Control+N"
	ctrlR      = "CustomDesktop:Control+R"
	ctrlH      = "CustomDesktop:Control+H"
	ctrlQ      = "CustomDesktop:Control+Q"
	ctrlShiftL = "CustomDesktop:Shift+Control+L"
	altLeft    = "CustomDesktop:Alt+Left"
)

func (b *bench) signIn(t testing.TB) {
	t.Helper()
	b.typed(t, password)
	b.key(t, fyne.KeyReturn)
}

// ids are the controls to be seen.
func (b *bench) ids() map[string]ui.Control {
	out := map[string]ui.Control{}
	for _, c := range ui.Look(b.canvas()).Controls {
		out[c.ID] = c
	}
	return out
}

func (b *bench) focus() string { return ui.FocusedID(b.canvas()) }

func (b *bench) picture(t testing.TB, name string) {
	t.Helper()
	dir := os.Getenv("SPORTELI_GALLERY")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, b.canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
