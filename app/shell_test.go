package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app"
	"sporteli/app/settings"
	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// inside is a bench where Ana has signed in.
func inside(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, newDesk())
	b.signIn(t)
	if b.Place() != "today" {
		t.Fatalf("at %s after the sign-in", b.Place())
	}
	return b
}

// text is everything that can be read in the window.
func (b *bench) text() string {
	var out []string
	collect(b.canvas().Content(), &out)
	for _, o := range b.canvas().Overlays().List() {
		collect(o, &out)
	}
	return strings.Join(out, "\n")
}

func TestSignInWithAWrongPassword(t *testing.T) {
	b := newBench(t, newDesk())
	if b.focus() != "signin.password" {
		t.Errorf("the focus is on %q, though the last officer is already chosen", b.focus())
	}
	b.typed(t, "gabim")
	b.key(t, fyne.KeyReturn)
	if b.Place() != "signin" || !strings.Contains(b.text(), "Fjalëkalimi nuk është i saktë") {
		t.Errorf("a wrong password leads to %s", b.Place())
	}
	if b.focus() != "signin.password" {
		t.Errorf("the focus is on %q after a wrong password", b.focus())
	}
	b.signIn(t)
	if b.Place() != "today" {
		t.Errorf("at %s after the right password: what was typed wrong is still there", b.Place())
	}
}

func TestBackToWhereOneWas(t *testing.T) {
	b := inside(t)
	b.press(t, "CustomDesktop:Control+2")
	if b.Place() != "clients" {
		t.Fatalf("Ctrl+2 leads to %s", b.Place())
	}
	b.Go(ui.Route{Screen: "settings"})
	b.press(t, altLeft)
	if b.Place() != "clients" {
		t.Errorf("Alt+Left leads to %s", b.Place())
	}
	b.press(t, altLeft)
	b.press(t, altLeft)
	if b.Place() != "today" {
		t.Errorf("the way back ends at %s", b.Place())
	}
	b.Go(ui.Route{Screen: "nowhere"})
	if b.Place() != "today" {
		t.Errorf("an unknown place leads to %s", b.Place())
	}
}

func TestListsAreKeptAsTheyWere(t *testing.T) {
	b := inside(t)
	b.Go(ui.Route{Screen: "clients"})
	if !ui.FocusID(b.canvas(), "clients.search") {
		t.Fatal("no search")
	}
	b.typed(t, "hox")
	b.Go(ui.Route{Screen: "settings"})
	b.Go(ui.Route{Screen: "clients"})
	if b.focus() != "clients.search" {
		t.Errorf("the focus is on %q after coming back", b.focus())
	}
	if !strings.Contains(b.text(), "hox") {
		t.Error("what was searched for is gone")
	}
}

// note begins a consultation and types into its note.
func (b *bench) note(t *testing.T, words string) {
	t.Helper()
	b.press(t, ctrlN)
	if b.Place() != "consultation.new" {
		t.Fatalf("Ctrl+N leads to %s", b.Place())
	}
	if !ui.FocusID(b.canvas(), "consultation.note") {
		t.Fatal("a visit has no note")
	}
	b.typed(t, words)
}

func TestSwitchingTheLanguageKeepsWhatWasTyped(t *testing.T) {
	b := inside(t)
	b.note(t, "Kërkon punë në Gjermani")
	b.press(t, ctrlShiftL)
	if b.Place() != "consultation.new" {
		t.Fatalf("at %s after the switch", b.Place())
	}
	text := b.text()
	if !strings.Contains(text, "Kërkon punë në Gjermani") {
		t.Error("the note is gone")
	}
	if !strings.Contains(text, "New consultation") {
		t.Error("the frame does not speak English")
	}
	if b.desk.settings["Ana Hoxha/language"] != "en" {
		t.Errorf("kept: %v", b.desk.settings)
	}
	if b.window.MainMenu().Items[1].Label != "Go to" {
		t.Errorf("the menu says %q", b.window.MainMenu().Items[1].Label)
	}
}

func TestLanguageChosenBeforeTheSignIn(t *testing.T) {
	d := newDesk()
	d.settings["Ana Hoxha/language"] = "sq"
	b := newBench(t, d)
	b.press(t, ctrlShiftL)
	if b.Place() != "signin" || !strings.Contains(b.text(), "Choose your name") {
		t.Fatal("the sign-in does not speak English")
	}
	b.signIn(t)
	if !strings.Contains(b.text(), "Good morning, Ana") {
		t.Error("the officer's choice of a moment ago is forgotten")
	}
}

func TestLockKeepsEverythingForTheSameOfficer(t *testing.T) {
	b := inside(t)
	b.note(t, "Shënim i gjatë")
	b.press(t, ctrlL)
	if b.Place() != "signin" {
		t.Fatalf("at %s after Ctrl+L", b.Place())
	}
	if strings.Contains(b.text(), "Shënim i gjatë") {
		t.Error("the note can be read on the locked screen")
	}
	if got := strings.Join(b.desk.log, ","); got != "in Ana Hoxha,draft,locked" {
		t.Errorf("what happened: %s", got)
	}
	b.signIn(t)
	if b.Place() != "consultation.new" || b.focus() != "consultation.note" || !strings.Contains(b.text(), "Shënim i gjatë") {
		t.Errorf("at %s, focus %q after the return", b.Place(), b.focus())
	}
	b.press(t, "CustomDesktop:Control+1")
	if b.Place() != "today" {
		t.Error("the menu is dead after the return")
	}
}

func TestAnotherOfficerAtTheLockedScreen(t *testing.T) {
	b := inside(t)
	b.note(t, "Shënim i Anës")
	b.press(t, ctrlL)
	b.canvas().FocusPrevious()
	b.key(t, fyne.KeyRight)
	b.canvas().FocusNext()
	b.signIn(t)
	if b.desk.me.Name != "Agron Çela" || b.Place() != "today" {
		t.Fatalf("%s at %s", b.desk.me.Name, b.Place())
	}
	if strings.Contains(b.text(), "Shënim i Anës") {
		t.Error("a colleague reads Ana's note")
	}
	if len(b.desk.drafts) != 1 {
		t.Fatalf("%d drafts", len(b.desk.drafts))
	}
	b.press(t, ctrlL)
	b.signIn(t)
	if b.desk.me.Name != "Ana Hoxha" {
		t.Fatalf("%s signed in", b.desk.me.Name)
	}
	if _, ok := b.ids()["today.drafts.0"]; !ok {
		t.Error("Ana does not find what she began")
	}
}

func TestDialogsOutliveTheLock(t *testing.T) {
	b := inside(t)
	b.Go(ui.Route{Screen: "settings"})
	if !ui.FocusID(b.canvas(), "settings.officer.add") {
		t.Fatal("no way to add a colleague")
	}
	b.key(t, fyne.KeyReturn)
	b.typed(t, "Drita Koçi")
	b.press(t, ctrlL)
	if len(b.canvas().Overlays().List()) != 0 || strings.Contains(b.text(), "Drita Koçi") {
		t.Error("the dialog stands over the locked screen")
	}
	b.signIn(t)
	if len(b.canvas().Overlays().List()) != 1 || !strings.Contains(b.text(), "Drita Koçi") {
		t.Error("the dialog is gone")
	}
}

func TestNobodyThere(t *testing.T) {
	b := inside(t)
	b.pass(9 * time.Minute)
	ui.FocusID(b.canvas(), "shell.find")
	b.pass(9 * time.Minute)
	if b.Place() != "today" {
		t.Fatal("locked while somebody was there")
	}
	b.pass(2 * time.Minute)
	if b.Place() != "signin" || !b.desk.me.Officer.IsZero() {
		t.Error("not locked after ten minutes")
	}
	b.signIn(t)
	b.pass(time.Minute)
	if b.Place() != "today" {
		t.Error("locked again at once")
	}
}

// A save under way is not cut off by the lock or the end of the program.
func TestTheWayOutWaitsForASave(t *testing.T) {
	b := inside(t)
	b.run.Hold = true
	b.Env().Run(nil, func(context.Context) func() {
		b.desk.log = append(b.desk.log, "saved as "+b.desk.me.Name)
		return nil
	})
	b.press(t, ctrlL)
	if slices.Contains(b.desk.log, "locked") {
		t.Error("the session ended under the save")
	}
	b.run.Hold = false
	b.run.Release()
	if got := strings.Join(b.desk.log[1:], ","); got != "saved as Ana Hoxha,locked" {
		t.Errorf("what happened: %s", got)
	}
	if b.Place() != "signin" {
		t.Errorf("at %s", b.Place())
	}
}

func TestQuitKeepsWhatWasTyped(t *testing.T) {
	b := inside(t)
	closed := false
	b.window.SetOnClosed(func() { closed = true })
	b.note(t, "Rryma iku")
	b.press(t, ctrlQ)
	if !closed {
		t.Error("the window is still there")
	}
	if len(b.desk.drafts) != 1 {
		t.Errorf("%d drafts", len(b.desk.drafts))
	}
}

func TestChangesReachTheWindow(t *testing.T) {
	b := inside(t)
	if !strings.Contains(b.text(), "3 presin, dërguar së fundi në orën 10:42") {
		t.Errorf("the bar says something else")
	}
	b.desk.status.Waiting, b.desk.status.SentAt = 0, noon.Add(time.Minute)
	b.desk.board.FollowUps = []casefile.FollowUpRow{{ID: casefile.NewID(), Name: "Arta Hoxha", What: "Telefononi", DueOn: "2026-11-22"}}
	b.desk.changes <- struct{}{}
	b.pass(5 * time.Second)
	for _, want := range []string{"Gjithçka u dërgua në orën 10:43", "Telefononi"} {
		if !strings.Contains(b.text(), want) {
			t.Errorf("%q is not to be seen", want)
		}
	}
	b.desk.status.Running, b.desk.status.Done, b.desk.status.Total = true, 12, 30
	b.desk.changes <- struct{}{}
	b.pass(5 * time.Second)
	if !strings.Contains(b.text(), "Po dërgohet 12 nga 30") {
		t.Error("the exchange under way is not to be seen")
	}
}

func TestSyncNow(t *testing.T) {
	b := inside(t)
	b.press(t, ctrlR)
	if !slices.Contains(b.desk.log, "sync") {
		t.Error("Ctrl+R asks for nothing")
	}
	b.desk.status = casefile.SyncStatus{}
	b.desk.log = nil
	b.desk.changes <- struct{}{}
	b.pass(5 * time.Second)
	b.press(t, ctrlR)
	if len(b.desk.log) != 0 || !strings.Contains(b.text(), "Ky kompjuter punon i vetëm") {
		t.Error("a PC without a centre does not say so")
	}
	if b.focus() != "sync.close" {
		t.Errorf("the focus is on %q", b.focus())
	}
	b.press(t, "CustomDesktop:Control+2")
	if b.Place() != "today" {
		t.Error("the window went on under the panel")
	}
	b.key(t, fyne.KeyEscape)
	if len(b.canvas().Overlays().List()) != 0 {
		t.Error("Escape does not close the panel")
	}
}

func TestFindAnything(t *testing.T) {
	b := inside(t)
	id := casefile.NewID()
	b.desk.clients = []casefile.ClientRow{{ID: id, GivenName: "Përparim", FamilyName: "Çela", BirthDate: "1988-11-03"}}
	b.press(t, ctrlK)
	b.typed(t, "cela")
	b.pass(time.Second)
	if !strings.Contains(b.text(), "Përparim Çela") {
		t.Fatal("nobody was found")
	}
	b.key(t, fyne.KeyReturn)
	if got := b.Route(); got != (ui.Route{Screen: "client", ID: id.String()}) {
		t.Errorf("found, and led to %v", got)
	}
	b.press(t, ctrlK)
	b.typed(t, "cilës")
	b.pass(time.Second)
	b.key(t, fyne.KeyReturn)
	if b.Place() != "settings" {
		t.Errorf("a place that was found leads to %s", b.Place())
	}
}

func TestHelpNamesEveryShortcut(t *testing.T) {
	b := inside(t)
	b.canvas().Unfocus()
	b.canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	if b.Place() != "help" {
		t.Fatalf("F1 leads to %s", b.Place())
	}
	text := b.text()
	for _, want := range []string{"Ctrl+N", "Ctrl+Shift+N", "Ctrl+K", "Ctrl+R", "Ctrl+L", "Ctrl+Q", "Ctrl+Shift+L", "Alt+Left", "Ctrl+1", "Ctrl+Z", "Ctrl+H"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not explained", want)
		}
	}
}

func TestShortcutsAreTakenOnce(t *testing.T) {
	b := inside(t)
	for _, screen := range []string{"today", "clients", "client.new", "consultation.new", "light.new", "sheets", "settings", "help"} {
		b.Go(ui.Route{Screen: screen})
		seen := map[string]string{}
		for _, m := range b.window.MainMenu().Items {
			for _, i := range m.Items {
				if i.Shortcut == nil {
					continue
				}
				if other := seen[i.Shortcut.ShortcutName()]; other != "" {
					t.Errorf("%s: %s is both %q and %q", screen, i.Shortcut.ShortcutName(), other, i.Label)
				}
				seen[i.Shortcut.ShortcutName()] = i.Label
			}
		}
		if len(seen) < 10 {
			t.Errorf("%s: %d shortcuts", screen, len(seen))
		}
	}
}

func TestSampleDataAreMarkedEverywhere(t *testing.T) {
	d := newDesk()
	d.identity.Sample = true
	b := newBench(t, d)
	if !strings.Contains(b.text(), "Të dhëna shembull") {
		t.Error("the sign-in does not say so")
	}
	b.signIn(t)
	for _, screen := range []string{"today", "clients", "consultation.new", "settings", "help"} {
		b.Go(ui.Route{Screen: screen})
		if !strings.Contains(b.text(), "njerëzit këtu janë të sajuar") {
			t.Errorf("%s does not say so", screen)
		}
	}
	if !strings.Contains(b.window.Title(), "Të dhëna shembull") {
		t.Errorf("the title is %q", b.window.Title())
	}
}

func TestUndoBelongsToTheNoticeFirst(t *testing.T) {
	b := inside(t)
	id := casefile.NewID()
	b.desk.records[id] = casefile.Record{ID: id, Kind: casefile.KindFollowUp, Values: map[string][]casefile.Value{"status": {{Text: "planned"}}}}
	b.desk.board.FollowUps = []casefile.FollowUpRow{{ID: id, Name: "Arta Hoxha", What: "Telefononi", DueOn: "2026-11-22"}}
	b.desk.changes <- struct{}{}
	b.pass(5 * time.Second)
	if !ui.FocusID(b.canvas(), "today.followups.0.done") {
		t.Fatal("nothing to mark")
	}
	b.key(t, fyne.KeyReturn)
	b.press(t, "Undo")
	if n := len(b.desk.saved); n != 2 || b.desk.saved[0].Text("status") != "done" || b.desk.saved[1].Text("status") != "planned" {
		t.Errorf("saved: %v", b.desk.saved)
	}
}

func TestObserve(t *testing.T) {
	d := newDesk()
	b := newBench(t, d)
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	var seen bytes.Buffer
	s := app.New(app.Deps{
		Window: b.window, Runner: b.run, Catalog: words, Now: func() time.Time { return b.now },
		Services: services(d), About: settings.About{}, Observe: &seen,
	})
	b.Shell = s
	b.pass(5 * time.Second)
	b.signIn(t)
	b.pass(5 * time.Second)
	lines := strings.Split(strings.TrimSpace(seen.String()), "\n")
	var first, last ui.Sight
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	if first.Screen != "signin" || first.Focus != "signin.password" || last.Screen != "today" {
		t.Errorf("seen: %s (%s), then %s", first.Screen, first.Focus, last.Screen)
	}
	if strings.Contains(seen.String(), "Hoxha") {
		t.Error("a name was told to the onlooker")
	}
}
