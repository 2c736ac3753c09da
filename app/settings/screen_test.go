package settings_test

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

	"sporteli/app/settings"
	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

const good = "tri fjalë të gjata"

type service struct {
	id     casefile.Identity
	status casefile.SyncStatus
	report casefile.CheckReport
	names  []string
	deep   bool
	fail   error
	asked  []string
}

func (s *service) Identity() casefile.Identity { return s.id }

func (s *service) Me() casefile.Session {
	return casefile.Session{Name: "Ana Hoxha", Role: casefile.RoleOfficer}
}

func (s *service) SyncStatus(context.Context) (casefile.SyncStatus, error) { return s.status, nil }

func (s *service) SyncNow() { s.asked = append(s.asked, "sync") }

func (s *service) Officers(context.Context) ([]casefile.OfficerName, error) {
	return []casefile.OfficerName{
		{Name: "Ana Hoxha", Role: casefile.RoleOfficer},
		{Name: "Ilir Prifti", Role: casefile.RoleCoordinator},
		{Name: "Vera Marku", Role: casefile.RoleOfficer},
		{Name: "Ben Leka", Role: casefile.RoleOfficer},
		{Name: "Ben Leka", Role: casefile.RoleAdministrator},
	}, nil
}

func (s *service) Names(context.Context) ([]string, error) {
	if s.names != nil {
		return s.names, nil
	}
	return []string{"Ana Hoxha", "Ilir Prifti"}, nil
}

func (s *service) AddOfficer(_ context.Context, name, _ string) error {
	s.asked = append(s.asked, "add "+name)
	return s.fail
}

func (s *service) ChangePassword(_ context.Context, old, now string) error {
	s.asked = append(s.asked, "change "+old+" to "+now)
	return s.fail
}

func (s *service) CheckData(_ context.Context, deep bool) (casefile.CheckReport, error) {
	s.deep = deep
	return s.report, s.fail
}

func (s *service) Folder() string { return "/data" }

type bench struct {
	*settings.Screen
	window fyne.Window
	look   settings.Look
	said   []string
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
	b := &bench{window: test.NewTempWindow(t, nil), look: settings.DefaultLook()}
	b.Screen = settings.New(settings.Deps{
		Env: &ui.Env{
			P: words.Printer(lang), Runner: &ui.InlineRunner{}, Window: b.window,
			Now:   func() time.Time { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) },
			Toast: func(n ui.Notice) { b.said = append(b.said, n.Key) }, Go: func(ui.Route) {},
		},
		Service: svc, About: settings.About{Version: "0.1.0", Build: 1, Toolkit: "Fyne 2.8.1"},
		Look: func() settings.Look { return b.look }, SetLook: func(l settings.Look) { b.look = l },
	})
	b.window.SetContent(b.Object())
	b.window.Resize(fyne.NewSize(1180, 700))
	b.Open(ui.Route{Screen: "settings"})
	return b
}

func (b *bench) focus() string { return ui.FocusedID(b.window.Canvas()) }

func (b *bench) at(t *testing.T, id string, keys ...fyne.KeyName) {
	t.Helper()
	if !ui.FocusID(b.window.Canvas(), id) {
		t.Fatalf("no %s", id)
	}
	b.key(keys...)
}

func (b *bench) key(keys ...fyne.KeyName) {
	for _, k := range keys {
		if k == fyne.KeyTab {
			b.window.Canvas().FocusNext()
			continue
		}
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (b *bench) typed(s string) {
	for _, r := range s {
		b.window.Canvas().Focused().TypedRune(r)
	}
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
	for _, o := range b.window.Canvas().Overlays().List() {
		collect(o)
	}
	return strings.Join(out, "\n")
}

func TestLook(t *testing.T) {
	b := open(t, &service{}, "sq")
	if b.focus() != "settings.language" {
		t.Errorf("the focus is on %q", b.focus())
	}
	b.key(fyne.KeyRight)
	b.at(t, "settings.text", fyne.KeyRight, fyne.KeyRight)
	b.at(t, "settings.colours", fyne.KeyRight)
	b.at(t, "settings.idle", fyne.KeyRight)
	if want := (settings.Look{Language: "en", Text: 125, Dark: true, Idle: 20}); b.look != want {
		t.Errorf("chosen %+v, wanted %+v", b.look, want)
	}
	// Nothing at all cannot be chosen.
	b.at(t, "settings.text", fyne.KeyDelete)
	if b.look.Text != 125 {
		t.Errorf("the text is %d after Delete", b.look.Text)
	}
}

func TestAddAColleague(t *testing.T) {
	s := &service{}
	b := open(t, s, "sq")
	b.at(t, "settings.officer.add", fyne.KeyReturn)
	if b.focus() != "settings.name" {
		t.Fatalf("the focus is on %q", b.focus())
	}
	b.key(fyne.KeyReturn)
	if len(s.asked) != 0 || !strings.Contains(b.text(), "Kjo fushë duhet plotësuar") {
		t.Fatalf("asked %v", s.asked)
	}
	b.typed("Drita Koçi")
	b.key(fyne.KeyTab)
	b.typed(good)
	b.key(fyne.KeyTab)
	b.typed(good + "!")
	b.key(fyne.KeyReturn)
	if len(s.asked) != 0 || !strings.Contains(b.text(), "Të dy fjalëkalimet nuk janë njësoj") {
		t.Fatalf("asked %v", s.asked)
	}
	b.key(fyne.KeyBackspace)
	s.fail = &casefile.Error{Code: casefile.CodeOfficerExists, Field: "name"}
	b.key(fyne.KeyReturn)
	if !strings.Contains(b.text(), "Ky emër është regjistruar tashmë") || b.focus() != "settings.name" {
		t.Errorf("focus on %q", b.focus())
	}
	s.fail = nil
	b.key(fyne.KeyReturn)
	if fmt.Sprint(s.asked) != "[add Drita Koçi add Drita Koçi]" || fmt.Sprint(b.said) != "[settings.officer.added]" {
		t.Errorf("asked %v, said %v", s.asked, b.said)
	}
	if b.focus() != "settings.officer.add" {
		t.Errorf("the focus is on %q after the dialog", b.focus())
	}
}

func TestChangeThePassword(t *testing.T) {
	s := &service{fail: &casefile.Error{Code: casefile.CodeWrongPassword}}
	b := open(t, s, "en")
	b.at(t, "settings.password.change", fyne.KeyReturn)
	for _, text := range []string{"the old one", good, good} {
		b.typed(text)
		b.key(fyne.KeyTab)
	}
	b.window.Canvas().FocusPrevious()
	b.key(fyne.KeyReturn)
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	if b.focus() != "settings.old" || !strings.Contains(b.text(), words.Printer("en").T("error.wrong_password")) {
		t.Fatalf("focus on %q", b.focus())
	}
	s.fail = nil
	b.key(fyne.KeyReturn)
	if fmt.Sprint(b.said) != "[settings.password.changed]" {
		t.Errorf("said %v", b.said)
	}
	if strings.Contains(b.text(), good) {
		t.Error("a password can be read")
	}
}

func TestCheck(t *testing.T) {
	s := &service{report: casefile.CheckReport{Events: 12340, Records: 2100}}
	b := open(t, s, "sq")
	b.at(t, "settings.check.quick", fyne.KeyReturn)
	if s.deep || !strings.Contains(b.text(), "u lexuan 2\u00a0100 regjistrime") {
		t.Error("a good check is not said")
	}
	for i := range 7 {
		s.report.Faults = append(s.report.Faults, casefile.CheckFault{Code: casefile.CodeDamaged, Where: fmt.Sprint("log ", i)})
	}
	b.at(t, "settings.check.deep", fyne.KeyReturn)
	text := b.text()
	if !s.deep || !strings.Contains(text, "U gjetën 7 gabime") || !strings.Contains(text, "log 4 (damaged)") || strings.Contains(text, "log 5") {
		t.Errorf("what was found: %s", text)
	}
	s.fail = &casefile.Error{Code: casefile.CodeDiskFull}
	b.at(t, "settings.check.deep", fyne.KeyReturn)
	if !strings.Contains(b.text(), "Disku është plot") {
		t.Error("a check that failed is not said")
	}
}

func TestThisPC(t *testing.T) {
	s := &service{id: casefile.Identity{Device: casefile.DeviceID{0xab, 0xcd, 0x12, 0x34}, Series: "C", Sample: true}}
	text := open(t, s, "en").text()
	for _, want := range []string{"abcd-1234", "No office yet", "No centre", "/data", "Sample data", "not encrypted", "Apache-2.0", "Ilir Prifti", "Regional coordinator"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not to be seen", want)
		}
	}
}

func TestSync(t *testing.T) {
	s := &service{status: casefile.SyncStatus{Enrolled: true, Waiting: 2, Problem: casefile.CodeRefused}}
	b := open(t, s, "en")
	for _, want := range []string{"2 waiting, synchronisation stopped", "no longer accepts this PC", "2 records"} {
		if !strings.Contains(b.text(), want) {
			t.Errorf("%q is not to be seen", want)
		}
	}
	b.at(t, "settings.sync", fyne.KeyReturn)
	if fmt.Sprint(s.asked) != "[sync]" {
		t.Errorf("asked %v", s.asked)
	}
}

func TestIncidentsAreSaid(t *testing.T) {
	s := &service{status: casefile.SyncStatus{Enrolled: true}}
	if text := open(t, s, "en").text(); strings.Contains(text, "older copy") || strings.Contains(text, "in use elsewhere") {
		t.Error("it tells of what never happened")
	}
	s.status.Restored = time.Date(2026, 11, 20, 9, 5, 0, 0, time.UTC)
	s.status.Copied = time.Date(2025, 3, 1, 9, 5, 0, 0, time.UTC)
	for lang, want := range map[string][]string{
		"en": {"found on 20.11.2026, 09:05 that the data", "found on 1.3.2025, 09:05 that a copy"},
		"sq": {"vuri re më 20.11.2026, ora 09:05 se të dhënat", "vu re më 1.3.2025, ora 09:05 se një kopje"},
	} {
		text := open(t, s, lang).text()
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not to be seen in %s", lang, w, text)
			}
		}
	}
}

func TestPeopleAreThoseWhoMaySignIn(t *testing.T) {
	s := &service{names: []string{"Ana Hoxha", "Ilir Prifti", "Zana Deda", "Ben Leka"}}
	text := open(t, s, "en").text()
	if strings.Contains(text, "Vera Marku") {
		t.Error("an officer of another PC is listed")
	}
	if !strings.Contains(text, "Ana Hoxha\nCounter officer\nIlir Prifti\nRegional coordinator\nZana Deda\nBen Leka\n") || strings.Contains(text, "Ben Leka\nCounter") || strings.Contains(text, "Ben Leka\nAdmin") {
		t.Errorf("people in %s", text)
	}
}

// keeper keeps words in memory.
type keeper map[string]string

func (k keeper) Setting(_ context.Context, key string) (string, error) { return k[key], nil }

func (k keeper) SetSetting(_ context.Context, key, value string) error {
	k[key] = value
	return nil
}

func TestLookIsKept(t *testing.T) {
	ctx, k, usual := t.Context(), keeper{}, settings.DefaultLook()
	if l, err := settings.LoadLook(ctx, k, usual); err != nil || l != usual {
		t.Errorf("of an officer who never chose: %+v, %v", l, err)
	}
	chosen := settings.Look{Language: "en", Text: 150, Dark: true, Idle: 5}
	if err := settings.SaveLook(ctx, k, usual, chosen); err != nil {
		t.Fatal(err)
	}
	if l, err := settings.LoadLook(ctx, k, usual); err != nil || l != chosen {
		t.Errorf("kept %+v, %v", l, err)
	}
	// What she did not touch stays as the window was.
	k = keeper{}
	if err := settings.SaveLook(ctx, k, usual, settings.Look{Language: "sq", Text: 100, Idle: 5}); err != nil || len(k) != 1 {
		t.Errorf("kept %v, %v", k, err)
	}
	for key, bad := range map[string]string{"language": "xx", "text_size": "9000", "idle_minutes": "-1"} {
		if l, err := settings.LoadLook(ctx, keeper{key: bad}, usual); err != nil || l != usual {
			t.Errorf("%s=%s: %+v, %v", key, bad, l, err)
		}
	}
}
