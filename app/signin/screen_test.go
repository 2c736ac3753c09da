package signin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"sporteli/app/signin"
	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

const good = "tri fjalë të gjata"

type service struct {
	state signin.State
	names []string
	fail  error
	asked []string
	form  signin.EnrolForm
	id    casefile.Identity
}

func (s *service) State() signin.State { return s.state }

func (s *service) Names(context.Context) ([]string, error) { return s.names, nil }

func (s *service) SignIn(_ context.Context, name, password string) error {
	s.asked = append(s.asked, name+"/"+password)
	return s.fail
}

func (s *service) Enrol(_ context.Context, f signin.EnrolForm) error {
	s.form, s.asked = f, append(s.asked, "enrol")
	return s.fail
}

func (s *service) TrySample(_ context.Context, name, _ string) error {
	s.asked = append(s.asked, "sample "+name)
	return s.fail
}

func (s *service) Identity() casefile.Identity { return s.id }

type bench struct {
	*signin.Screen
	svc    *service
	run    *ui.InlineRunner
	window fyne.Window
	now    time.Time
	done   int
}

func open(t *testing.T, svc *service, lang string) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(ui.Appearance{}))
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if m := words.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	b := &bench{svc: svc, run: &ui.InlineRunner{}, window: test.NewTempWindow(t, nil), now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
	b.window.SetPadded(false)
	env := &ui.Env{P: words.Printer(lang), Runner: b.run, Window: b.window, Now: func() time.Time { return b.now }}
	b.Screen = signin.New(signin.Deps{Env: env, Service: svc, PC: "PC-1", Done: func() { b.done++ }, Language: func() {}})
	b.window.SetContent(b.Object())
	b.window.Resize(fyne.NewSize(1366, 768))
	b.Open()
	return b
}

func (b *bench) typed(s string) {
	for _, r := range s {
		b.window.Canvas().Focused().TypedRune(r)
	}
}

func (b *bench) key(names ...fyne.KeyName) {
	for _, n := range names {
		if n == fyne.KeyTab {
			b.window.Canvas().FocusNext()
			continue
		}
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (b *bench) focus() string { return ui.FocusedID(b.window.Canvas()) }

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
		}
	}
	collect(b.window.Content())
	return strings.Join(out, "\n")
}

func (b *bench) on(id string) bool {
	for _, c := range ui.Look(b.window.Canvas()).Controls {
		if c.ID == id {
			return c.On
		}
	}
	return false
}

func TestTheLastWhoWorkedHereIsChosen(t *testing.T) {
	b := open(t, &service{state: signin.SignIn, names: []string{"Ana Hoxha", "Agron Çela"}}, "sq")
	b.typed(good)
	b.key(fyne.KeyReturn)
	if b.done != 1 || b.svc.asked[0] != "Ana Hoxha/"+good {
		t.Errorf("asked %v, done %d", b.svc.asked, b.done)
	}
}

func TestManyNamesAreAListToSearch(t *testing.T) {
	b := open(t, &service{state: signin.SignIn, names: []string{"Ana", "Bekim", "Çlirim", "Drita", "Ermal", "Fatos"}}, "en")
	b.window.Canvas().FocusPrevious()
	b.typed("drit")
	b.key(fyne.KeyReturn)
	for _, c := range ui.Look(b.window.Canvas()).Controls {
		if strings.Contains(c.ID, "Drita") {
			t.Errorf("the id %s names a person", c.ID)
		}
	}
	b.key(fyne.KeyTab)
	b.typed(good)
	b.key(fyne.KeyReturn)
	if len(b.svc.asked) != 1 || !strings.HasPrefix(b.svc.asked[0], "Drita/") {
		t.Errorf("asked %v", b.svc.asked)
	}
}

func TestAnEmptyPasswordAsksNobody(t *testing.T) {
	b := open(t, &service{state: signin.Locked, names: []string{"Ana"}}, "sq")
	b.key(fyne.KeyReturn)
	if len(b.svc.asked) != 0 || !strings.Contains(b.text(), "Kjo fushë duhet plotësuar") {
		t.Errorf("asked %v", b.svc.asked)
	}
	if !strings.Contains(b.text(), "Ekrani është i kyçur") {
		t.Error("the screen does not say that it is locked")
	}
}

func TestAWrongPasswordIsSaidOnce(t *testing.T) {
	b := open(t, &service{state: signin.SignIn, names: []string{"Ana"}, fail: &casefile.Error{Code: casefile.CodeWrongPassword, Field: "password"}}, "sq")
	b.typed("gabim")
	b.key(fyne.KeyReturn)
	if n := strings.Count(b.text(), "Fjalëkalimi nuk është i saktë"); n != 1 || strings.Contains(b.text(), "1 fushë") {
		t.Errorf("said %d times: %s", n, b.text())
	}
}

func TestWaitingCountsDown(t *testing.T) {
	b := open(t, &service{state: signin.SignIn, names: []string{"Ana"}}, "en")
	b.svc.fail = &casefile.Error{Code: casefile.CodeWait, Args: map[string]any{"Seconds": 3}}
	b.typed(good)
	b.key(fyne.KeyReturn)
	if !strings.Contains(b.text(), "in 3 seconds") || b.on("signin.enter") {
		t.Fatal("it does not say how long to wait")
	}
	b.key(fyne.KeyReturn)
	if len(b.svc.asked) != 1 {
		t.Error("asked while one has to wait")
	}
	b.now = b.now.Add(time.Second)
	b.run.Advance(time.Second)
	if !strings.Contains(b.text(), "in 2 seconds") {
		t.Error("the seconds do not count down")
	}
	b.now = b.now.Add(2 * time.Second)
	b.run.Advance(2 * time.Second)
	if strings.Contains(b.text(), "seconds") || !b.on("signin.enter") {
		t.Error("it still makes one wait")
	}
	b.svc.fail = nil
	b.key(fyne.KeyReturn)
	if b.done != 1 {
		t.Error("the password of before is gone")
	}
}

func TestOnlyOneTryAtATime(t *testing.T) {
	b := open(t, &service{state: signin.SignIn, names: []string{"Ana"}}, "sq")
	b.typed(good)
	b.run.Hold = true
	b.key(fyne.KeyReturn)
	b.key(fyne.KeyReturn)
	if b.run.Held() != 1 || b.on("signin.enter") {
		t.Errorf("%d tries under way", b.run.Held())
	}
	b.run.Release()
	if b.done != 1 {
		t.Error("not signed in")
	}
}

// enrolment fills the form of a new PC in the order of the Tab key.
func enrolment(b *bench, values ...string) {
	for i, v := range values {
		if i > 0 {
			b.key(fyne.KeyTab)
		}
		b.typed(v)
	}
	b.key(fyne.KeyReturn)
}

func TestEnrol(t *testing.T) {
	b := open(t, &service{}, "sq")
	enrolment(b, "qendra.al:8443/", "7QK2-M0TX", "Ana Hoxha", good, good)
	want := signin.EnrolForm{Centre: "https://qendra.al:8443", Code: "7QK2-M0TX", Name: "Ana Hoxha", Password: good}
	if b.svc.form != want || b.done != 1 {
		t.Errorf("asked for %+v, done %d", b.svc.form, b.done)
	}
}

func TestEnrolAsksForEverything(t *testing.T) {
	b := open(t, &service{}, "en")
	enrolment(b, "", "", "", "short", "short")
	if len(b.svc.asked) != 0 || b.focus() != "signin.centre" {
		t.Errorf("asked %v, focus on %s", b.svc.asked, b.focus())
	}
	if !strings.Contains(b.text(), "at least 10 characters") {
		t.Error("it does not say how long a password must be")
	}
	if !ui.FocusID(b.window.Canvas(), "signin.centre") {
		t.Fatal("no field for the centre")
	}
	enrolment(b, "qendra.al", "7QK2", "Ana", " and longer", " and another")
	if len(b.svc.asked) != 0 || b.focus() != "signin.repeat" || !strings.Contains(b.text(), "The two passwords differ") {
		t.Errorf("asked %v, focus on %s", b.svc.asked, b.focus())
	}
}

func TestEnrolSaysWhatWentWrong(t *testing.T) {
	for code, focus := range map[casefile.Code]string{
		casefile.CodeCodeTyped: "signin.code", casefile.CodeCodeUsed: "signin.code", casefile.CodeCodeUnknown: "signin.code",
		casefile.CodeCodeExpired: "signin.code", casefile.CodeOfficerExists: "signin.name",
		casefile.CodeNoNetwork: "signin.repeat", casefile.CodeNotCentre: "signin.repeat", casefile.CodeCertificate: "signin.repeat",
		casefile.CodeSampleData: "signin.repeat", casefile.CodeClock: "signin.repeat",
	} {
		b := open(t, &service{fail: &casefile.Error{Code: code}}, "sq")
		enrolment(b, "qendra.al", "7QK2", "Ana", good, good)
		words, err := translations.Load()
		if err != nil {
			t.Fatal(err)
		}
		want, _, _ := strings.Cut(words.Printer("sq").T("error."+string(code)), " ")
		if b.done != 0 || !strings.Contains(b.text(), want) || b.focus() != focus {
			t.Errorf("%s: done %d, focus on %s", code, b.done, b.focus())
		}
		if !b.on("signin.enrol") {
			t.Errorf("%s: one cannot try again", code)
		}
	}
}

func TestAPastedInvitationFillsBothFields(t *testing.T) {
	b := open(t, &service{}, "sq")
	b.key(fyne.KeyTab)
	fyne.CurrentApp().Clipboard().SetContent(`{"code":"7QK2-M0TX","centre":"https://qendra.al"}`)
	b.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	b.key(fyne.KeyTab)
	b.typed("Ana")
	b.key(fyne.KeyTab)
	b.typed(good)
	b.key(fyne.KeyTab)
	b.typed(good)
	b.key(fyne.KeyReturn)
	if b.svc.form.Centre != "https://qendra.al" || b.svc.form.Code != "7QK2-M0TX" {
		t.Errorf("asked for %+v", b.svc.form)
	}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	b := open(t, &service{}, "sq")
	b.Drop(storage.NewFileURI(t.TempDir() + "/nothing.txt"))
	if !strings.Contains(b.text(), "Ky skedar nuk mund të lexohet") {
		t.Error("it does not say so")
	}
}

func TestSampleData(t *testing.T) {
	b := open(t, &service{}, "en")
	if !ui.FocusID(b.window.Canvas(), "signin.sample_name") {
		t.Fatal("no second choice")
	}
	b.typed("Ana")
	b.key(fyne.KeyTab)
	b.typed("short")
	b.key(fyne.KeyReturn)
	if len(b.svc.asked) != 0 || b.focus() != "signin.sample_password" {
		t.Fatalf("asked %v, focus on %s", b.svc.asked, b.focus())
	}
	b.typed(" but longer now")
	b.key(fyne.KeyReturn)
	if b.done != 1 || b.svc.asked[0] != "sample Ana" {
		t.Errorf("asked %v", b.svc.asked)
	}
}
