package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sporteli/cmd/counter/xdo"
)

// TestDay is a day at the counter, played by keys and clicks through the real
// window, with a real centre over HTTPS: a returnee is registered, advised,
// given a sheet and referred while the centre cannot be reached, and what was
// written arrives where it may be seen and nowhere else.
func TestDay(t *testing.T) {
	w := newWorld(t)
	w.startCentre()
	tirana, durres := w.office("Zyra e Punësimit Tiranë", "tirane"), w.office("Zyra e Punësimit Durrës", "durres")
	// The coordinator works in another place of the same county.
	region := w.office("Drejtoria Rajonale Tiranë", "kamez")
	viewer, shown := w.viewer()
	day := &day{
		world: w, display: xdo.Open(t, xdo.Options{Out: w.out, Patience: time.Minute}),
		env: []string{"HOME=" + w.dir, "PATH=" + viewer + ":" + os.Getenv("PATH")}, shown: shown,
	}
	code := w.code(tirana, "officer")
	w.enrol("second", "Gjergj Kola", tirana, "officer")
	w.enrol("coordinator", "Drita Leka", region, "coordinator")
	w.enrol("elsewhere", "Ilir Dervishi", durres, "officer")

	day.enrolInTheWindow(code)
	w.stopCentre()
	day.signIn()
	day.registerReturnee()
	day.consult()
	day.printAndFollow()
	day.lightVisit()
	day.seeEveryScreen("sq", "")
	day.answer()
	day.switchLanguage()
	day.seeEveryScreen("en", "-en")
	waiting := day.waiting()
	w.startCentre()
	day.sent(waiting)
	day.killedWhileTyping()

	day.othersSee()
	day.trySamples()
	for _, pc := range []string{"pc", "second", "coordinator", "elsewhere"} {
		w.run("counterctl", "check", "--data", w.folder(pc), "--deep")
	}
}

// day is the window of the first PC and what stands around it.
type day struct {
	*world
	display *xdo.Display
	env     []string
	shown   string
	win     *xdo.Window
}

func (d *day) open(name, folder string) *xdo.Window {
	d.t.Helper()
	return d.display.Start(xdo.Program{
		Name: name, Path: d.program("counter"), Args: []string{"--data", d.folder(folder), "--lang", "sq"}, Env: d.env,
	})
}

// enrolInTheWindow is the first start of a new PC.
func (d *day) enrolInTheWindow(code string) {
	w := d.open("counter", "pc")
	d.win = w
	w.WaitScreen("signin")
	w.Shot("01-first-start")
	// A code with a slip of the hand is noticed before anybody is asked.
	w.Fill("signin.centre", d.address)
	w.Fill("signin.code", strings.Repeat("7", 20))
	w.Fill("signin.name", "Arta Hoxha")
	w.Fill("signin.password", password)
	w.Fill("signin.repeat", password)
	w.Click("signin.enrol")
	w.FocusOn("signin.code")
	w.Shot("02-wrong-code")
	w.Press("ctrl+a")
	w.Type(code)
	w.Click("signin.enrol")
	w.WaitScreen("today")
	w.Shot("03-first-day")
}

func (d *day) signIn() {
	w := d.win
	w.Press("ctrl+l")
	w.WaitScreen("signin")
	w.FocusOn("signin.password")
	before, _ := w.Last().Control("signin.password")
	w.Type("nje fjalekalim i gabuar")
	w.Press("enter")
	w.Until("the word that the password is wrong", func(o xdo.Observation) bool {
		c, ok := o.Control("signin.password")
		return ok && c.On && c.Y != before.Y
	})
	w.Shot("04-wrong-password")
	w.Press("ctrl+a")
	w.Type(password)
	w.Press("enter")
	w.WaitScreen("today")
}

// signInAs is what an officer does at the sign-in; she is the first in its list.
func signInAs(w *xdo.Window, secret string) {
	w.WaitScreen("signin")
	w.FocusOn("signin.password")
	w.Type(secret)
	w.Press("enter")
	w.WaitScreen("today")
}

func (d *day) registerReturnee() {
	w := d.win
	w.Press("ctrl+2")
	w.WaitScreen("clients")
	w.FocusOn("clients.search")
	w.Type("besa çela")
	w.WaitControl("clients.register")
	w.Shot("05-nobody-found")
	w.Click("clients.register")
	w.WaitScreen("client.new")
	w.FocusOn("client.given_name")
	w.TabTo("client.father_name")
	w.Type("Ëngjëll")
	w.TabTo("client.birth_date")
	w.Type("17.4.1988")
	w.TabTo("client.sex")
	w.Press("Right")
	d.pick("client.municipality", "tiran")
	d.pick("intake.category", "kthyer")
	d.pick("intake.return_country", "gjerm")
	w.TabTo("intake.return_date")
	w.Type("2026")
	d.pick("intake.needs", "pun")
	w.TabTo("client.phones")
	w.Type("069 234 5678")
	w.Press("enter")
	w.TabTo("consent.form")
	w.Press("Right")
	w.Shot("06-new-client")
	w.Press("ctrl+s")
	w.WaitScreen("client")
	w.WaitToast("common.saved")
	w.FocusOn("client.visit")
	w.Shot("07-client")
}

// pick chooses the first entry of a picker that fits what is typed.
func (d *day) pick(id, text string) {
	d.t.Helper()
	d.win.TabTo(id)
	d.win.Type(text)
	d.win.Until("the list of "+id, func(o xdo.Observation) bool { return o.Dialog })
	d.win.Press("enter")
	if d.win.Last().Dialog {
		d.win.Press("Escape") // lists of which several may be chosen stay open
	}
	d.win.Until("the page below the list", func(o xdo.Observation) bool { return !o.Dialog })
}

func (d *day) consult() {
	w := d.win
	w.Press("enter")
	w.WaitScreen("consultation.new")
	w.FocusOn("consultation.topics")
	d.pick("consultation.topics", "kthimi dhe")
	w.TabTo("consultation.note")
	w.Type("U kthye nga Gjermania; kërkon punë dhe shkollë për fëmijën.")
	w.TabTo("consultation.give.return")
	w.Press("enter")
	w.WaitControl("consultation.sheet.return.language")
	w.TabTo("consultation.add_referral")
	w.Press("enter")
	w.FocusOn("consultation.referral.0.needs")
	d.pick("consultation.referral.0.needs", "pun")
	d.pick("consultation.referral.0.institution", "tiranë")
	w.TabTo("consultation.referral.0.reason")
	w.Type("Punë në ndërtim; ka punuar shtatë vjet si elektricist.")
	w.TabTo("consultation.referral.0.consented")
	w.Press("space")
	w.Shot("08-consultation")
	w.TabTo("consultation.follow_up.week")
	w.Press("enter")
	w.TabTo("consultation.follow_up.what")
	w.Type("Pyet nëse e pranuan në punë")
	w.Shot("09-consultation-end")
	w.Press("ctrl+s")
	w.WaitToast("common.saved")
	w.WaitControl("consultation.next")
	w.Shot("10-saved")
}

// printAndFollow prints the letter and the sheet, and sees both on the client's
// page.
func (d *day) printAndFollow() {
	w := d.win
	for _, o := range []string{"consultation.print_letter.", "consultation.print_sheet."} {
		seen := w.Until("a button "+o, func(s xdo.Observation) bool { return control(s, o) != "" })
		before := len(d.documents())
		w.Click(control(seen, o))
		d.await("a printed document", func() bool { return len(d.documents()) > before })
	}
	for _, path := range d.documents() {
		d.keep(path)
	}
}

// control is the first visible control whose id begins like this.
func control(o xdo.Observation, prefix string) string {
	for _, c := range o.Controls {
		if strings.HasPrefix(c.ID, prefix) {
			return c.ID
		}
	}
	return ""
}

// documents are the files that the PC's viewer was asked to show.
func (d *day) documents() []string {
	raw, err := os.ReadFile(d.shown)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Fields(string(raw))
}

// await looks until something has happened outside of the window.
func (d *day) await(what string, happened func() bool) {
	d.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(time.Minute)
	for !happened() {
		select {
		case <-tick.C:
		case <-deadline:
			d.t.Fatalf("waited a minute for %s", what)
		}
	}
}

// keep copies a printed document beside the pictures and checks its words.
func (d *day) keep(path string) {
	d.t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.out, filepath.Base(path)), raw, 0o600); err != nil {
		d.t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		d.t.Fatalf("pdftotext (package poppler-utils): %v", err)
	}
	words := []string{"Sporteli i Migracionit", "Zyra e Punësimit Tiranë"}
	if strings.Contains(path, "referim") {
		words = append(words, "Besa Çela", "Ëngjëll", "17.4.1988", "elektricist", "TIR-B-00001")
	}
	for _, want := range words {
		if !strings.Contains(string(text), want) {
			d.t.Errorf("%s does not say %q", filepath.Base(path), want)
		}
	}
	if strings.Contains(filepath.Base(path), "Besa") {
		d.t.Errorf("the file's name tells whom it is about: %s", filepath.Base(path))
	}
}

func (d *day) lightVisit() {
	w := d.win
	w.Press("ctrl+shift+n")
	w.WaitScreen("light.new")
	w.TabTo("consultation.sex")
	w.Press("Right")
	d.pick("consultation.age_band", "25")
	d.pick("consultation.topics", "viza")
	w.Shot("11-light-visit")
	w.Press("ctrl+s")
	w.WaitControl("consultation.next")
}

// seeEveryScreen opens each screen of the navigation.
func (d *day) seeEveryScreen(lang, suffix string) {
	w := d.win
	w.Until("that the last notice has gone", func(o xdo.Observation) bool { return o.Toast == "" })
	for i, screen := range []string{"today", "clients", "register", "sheets", "referrals", "settings"} {
		w.Press("ctrl+" + string(rune('1'+i)))
		w.WaitScreen(screen)
		w.Shot("2" + string(rune('0'+i)) + "-" + screen + suffix)
	}
	// A client's page and a referral's, from their lists.
	w.Press("ctrl+2")
	w.WaitControl("clients.row.0")
	w.Click("clients.search")
	w.Press("Down", "enter")
	w.WaitScreen("client")
	w.Shot("26-client-" + lang)
	w.Press("ctrl+5")
	w.WaitScreen("referrals")
	w.TabTo("referrals.filter")
	w.Press("Left") // from the open ones to all
	w.WaitControl("referrals.row.0")
	w.Click("referrals.row.0")
	w.WaitScreen("referral")
	w.Shot("27-referral-" + lang)
	w.Press("ctrl+h")
	w.WaitScreen("help")
	w.Shot("28-help-" + lang)
}

// answer records what the employment office said on the phone.
func (d *day) answer() {
	w := d.win
	w.Press("ctrl+5")
	w.WaitControl("referrals.row.0")
	w.Click("referrals.row.0")
	w.WaitScreen("referral")
	w.WaitControl("referral.answer")
	w.Press("ctrl+g")
	w.WaitControl("referral.status")
	w.TabTo("referral.status")
	w.Press("Left") // from none to the last step offered: completed
	w.TabTo("referral.answered_by")
	w.Press("Right")
	d.pick("referral.outcome", "u mor")
	w.Shot("29-answer")
	w.Press("ctrl+s")
	w.WaitToast("common.saved")
	w.WaitControl("referral.correct")
	w.Shot("29-answered")
}

func (d *day) switchLanguage() {
	d.win.Press("ctrl+shift+l")
	d.win.Press("ctrl+1")
	d.win.WaitScreen("today")
}

// waiting asks for an exchange while the centre is away, and returns how many
// records the top bar says are waiting.
func (d *day) waiting() string {
	d.win.Press("ctrl+r")
	o := d.win.Until("that records wait", func(o xdo.Observation) bool {
		return strings.HasPrefix(o.Status, "waiting ") && strings.HasSuffix(o.Status, " no_network")
	})
	d.win.Shot("30-waiting")
	return o.Status
}

func (d *day) sent(before string) {
	d.win.Press("ctrl+r")
	d.win.Until("that all is sent, after "+before, func(o xdo.Observation) bool { return o.Status == "sent" })
	d.win.Shot("31-sent")
}

// killedWhileTyping ends the program without warning in the middle of a form,
// and finds what was typed in Today's drafts.
func (d *day) killedWhileTyping() {
	w := d.win
	w.Press("ctrl+2")
	w.WaitScreen("clients")
	w.Press("ctrl+shift+k")
	w.WaitScreen("client.new")
	w.FocusOn("client.given_name")
	wal := filepath.Join(d.folder("pc"), "sporteli.db-wal")
	before := modified(d.t, wal)
	w.Type("Përparim")
	w.TabTo("client.family_name")
	w.Type("Shkodrani")
	d.await("the draft on the disk", func() bool { return modified(d.t, wal).After(before) })
	w.TabTo("client.father_name")
	w.Type("Gji")
	w.Kill()

	d.win = d.open("counter-again", "pc")
	w = d.win
	signInAs(w, password)
	w.WaitControl("today.drafts.0")
	w.Shot("32-draft-after-power-cut")
	w.Click("today.drafts.0")
	w.WaitScreen("client.new")
	w.Shot("33-draft-open")
	w.TabTo("client.sex")
	w.Press("Right", "Right")
	d.pick("intake.category", "other")
	w.Press("ctrl+s")
	w.WaitScreen("client")
	w.Until("that all is sent", func(o xdo.Observation) bool { return o.Status == "sent" })
	if status := w.Quit(); status != 0 {
		d.t.Errorf("the program ended with %d", status)
	}
	found := d.run("counterctl", "search", "shkodrani", "--data", d.folder("pc"))
	if !strings.Contains(found, "Përparim") {
		d.t.Errorf("what was typed before the program was killed is lost: %s", found)
	}
}

func modified(t testing.TB, path string) time.Time {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

// othersSee opens the other PCs: the second of the office has the client, the
// coordinator her card, another county's nothing.
func (d *day) othersSee() {
	for _, pc := range []struct {
		folder string
		sees   bool
	}{{"second", true}, {"coordinator", true}, {"elsewhere", false}} {
		w := d.open(pc.folder, pc.folder)
		signInAs(w, password)
		w.Press("ctrl+r")
		w.Until("that the exchange is done", func(o xdo.Observation) bool { return o.Status == "sent" })
		w.Press("ctrl+2")
		w.FocusOn("clients.search")
		w.Type("cela besa")
		if pc.sees {
			w.WaitControl("clients.row.0")
		} else {
			w.WaitControl("clients.register")
		}
		w.Shot("40-" + pc.folder)
		if status := w.Quit(); status != 0 {
			d.t.Errorf("%s: the program ended with %d", pc.folder, status)
		}
	}
	// The coordinator has the card, and the file stays where it was written.
	found := d.run("counterctl", "search", "besa", "--data", d.folder("coordinator"))
	if !strings.Contains(found, "Besa") || strings.Contains(found, "692345678") {
		d.t.Errorf("the coordinator holds: %s", found)
	}
	if found := d.run("counterctl", "search", "besa", "--data", d.folder("elsewhere")); strings.Contains(found, "Besa") {
		d.t.Errorf("another county holds the client: %s", found)
	}
}

// trySamples opens a PC with invented records, whose window says so on every
// screen: the one that SPORTELI_DAY_PC names (its officers' password is
// SPORTELI_PASSWORD), or one made here.
func (d *day) trySamples() {
	folder, secret := os.Getenv("SPORTELI_DAY_PC"), os.Getenv("SPORTELI_PASSWORD")
	if folder == "" {
		d.run("counterctl", "init", "--data", d.folder("samples"), "--officer", "Arta Hoxha", "--demo")
		folder, secret = d.folder("samples"), password
	}
	w := d.display.Start(xdo.Program{
		Name: "samples", Path: d.program("counter"), Args: []string{"--data", folder, "--lang", "sq"}, Env: d.env,
	})
	signInAs(w, secret)
	for i, screen := range []string{"today", "clients", "register", "sheets", "referrals"} {
		w.Press("ctrl+" + string(rune('1'+i)))
		w.WaitScreen(screen)
		if screen != "today" && screen != "sheets" {
			w.WaitControl(screen + ".row.0")
		}
		w.Shot("5" + string(rune('0'+i)) + "-samples-" + screen)
	}
	if status := w.Quit(); status != 0 {
		d.t.Errorf("the program with samples ended with %d", status)
	}
}
