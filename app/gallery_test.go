package app_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/signin"
	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// fullBoard is a morning with everything on it.
func fullBoard(d *desk) {
	client := casefile.NewID()
	d.board = casefile.TodayBoard{
		Day: "2026-11-22", Visits: 4, FreeBytes: 300 << 20, ClockDoubt: true,
		FollowUps: []casefile.FollowUpRow{
			{ID: casefile.NewID(), Client: client, Name: "Përparim Agim Çela", What: "Të telefonohet për përgjigjen e zyrës së punës", DueOn: "2026-11-19", Overdue: true},
			{ID: casefile.NewID(), Client: client, Name: "Drita Shkëmbi-Xhafa", What: "Sjell diplomën e përkthyer", DueOn: "2026-11-22"},
			{ID: casefile.NewID(), Client: client, Name: "Ëngjëll Çeliku", What: "Takim për kontratën sezonale", DueOn: "2026-11-23"},
			{ID: casefile.NewID(), Client: client, Name: "Gjergj Dhëmbi", What: "Regjistrimi i fëmijëve në shkollë", DueOn: "2026-11-25"},
		},
		Referrals: []casefile.ReferralRow{
			{ID: casefile.NewID(), Number: "SH-B-2026-0012", Name: "Arta Hoxha", Institution: "Zyra e Punësimit Shkodër", Status: "sent", DueOn: "2026-11-15", Overdue: true},
			{ID: casefile.NewID(), Number: "SH-B-2026-0017", Name: "Përparim Agim Çela", Institution: "Drejtoria Rajonale e Arsimit Parauniversitar", Status: "received", DueOn: "2026-11-26"},
		},
		Conflicts:      []casefile.ConflictRow{{ID: client, Kind: casefile.KindClient, Client: client, Name: "Maria Papadhimitriu", Fields: []string{"birth_date", "phones"}}},
		OutdatedSheets: []casefile.SheetRow{{ID: casefile.NewID(), Title: map[string]string{"sq": "Puna në Gjermani: Ballkani Perëndimor", "en": "Work in Germany: Western Balkans"}, Outdated: 3}},
	}
	for i, title := range []string{"Këshillim: Përparim Çela", ""} {
		dr := casefile.Draft{ID: casefile.NewID(), Officer: d.ids["Ana Hoxha"], Form: []string{"consultation.new", "light.new"}[i], Title: title, SavedAt: noon}
		d.drafts[dr.ID] = dr
	}
}

// looks are the appearances pictures are made in.
var looks = []struct {
	name, lang, text, dark string
}{
	{"sq", "sq", "100", "false"},
	{"en", "en", "100", "false"},
	{"sq-dark", "sq", "100", "true"},
	{"en-150", "en", "150", "false"},
	{"sq-150", "sq", "150", "false"},
	{"sq-200", "sq", "200", "false"},
}

func TestGallery(t *testing.T) {
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			d := newDesk()
			fullBoard(d)
			d.settings["Ana Hoxha/language"], d.settings["Ana Hoxha/text_size"], d.settings["Ana Hoxha/dark"] = l.lang, l.text, l.dark
			b := newBench(t, d)
			if l.name == "sq" {
				b.picture(t, "signin-"+l.name)
				b.typed(t, "gabim")
				b.key(t, fyne.KeyReturn)
				b.picture(t, "signin-wrong-"+l.name)
			}
			b.signIn(t)
			if b.Place() != "today" {
				t.Fatalf("at %s after the password", b.Place())
			}
			b.window.Resize(fyne.NewSize(1366, 768))
			b.picture(t, "today-"+l.name)
			b.Go(ui.Route{Screen: "settings"})
			b.picture(t, "settings-"+l.name)
			b.press(t, ctrlH)
			b.picture(t, "help-"+l.name)
			b.press(t, ctrlK)
			b.picture(t, "find-"+l.name)
			b.key(t, fyne.KeyEscape)
			b.press(t, ctrlR)
			b.picture(t, "toast-"+l.name)
			d.status.Problem, d.status.NextTry = casefile.CodeNoNetwork, noon.Add(4*time.Minute)
			b.pass(time.Minute)
			if !ui.FocusID(b.canvas(), "shell.sync") {
				t.Fatal("the state of the exchange cannot be reached")
			}
			b.key(t, fyne.KeyReturn)
			b.picture(t, "sync-"+l.name)
			b.key(t, fyne.KeyEscape)
			b.Go(ui.Route{Screen: "settings"})
			if !ui.FocusID(b.canvas(), "settings.check.deep") {
				t.Fatal("no check of the data")
			}
			b.key(t, fyne.KeyReturn)
			b.picture(t, "settings-check-"+l.name)
			if !ui.FocusID(b.canvas(), "settings.officer.add") {
				t.Fatal("no way to add a colleague")
			}
			b.key(t, fyne.KeyReturn, fyne.KeyReturn)
			b.picture(t, "settings-officer-"+l.name)
			b.key(t, fyne.KeyEscape)
			b.press(t, ctrlL)
			if b.Place() != "signin" {
				t.Fatalf("at %s after Ctrl+L", b.Place())
			}
			b.picture(t, "locked-"+l.name)
		})
	}
}

func TestGalleryOfAFirstRun(t *testing.T) {
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			d := newDesk()
			d.state, d.identity, d.names = signin.FirstRun, casefile.Identity{}, nil
			d.fail = &casefile.Error{Code: casefile.CodeCodeUsed}
			remember(t, l.lang, l.text, l.dark)
			b := newBenchAgain(t, d)
			b.window.Resize(fyne.NewSize(1366, 768))
			b.picture(t, "first-"+l.name)
			for _, text := range []string{"qendra.migracioni.gov.al", "7QK2-M0TX-AAAA", "Ana Hoxha", password, password} {
				b.typed(t, text)
				b.key(t, fyne.KeyTab)
			}
			b.canvas().FocusPrevious()
			b.key(t, fyne.KeyReturn)
			if b.focus() != "signin.code" {
				t.Errorf("the focus is on %q after a code that was used before", b.focus())
			}
			b.picture(t, "first-used-"+l.name)
		})
	}
}
