package consultation

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

func sq(t *testing.T) *bench { return newBench(t, "sq", ui.Appearance{}) }

// A returning client: chosen by name, and everything of the visit by keyboard.
func TestAVisitByKeyboard(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.desk.put(record(casefile.KindIntake, map[string][]string{
		"client": {client.ID.String()}, "category": {"prospective_migrant"}, "opened_on": {"2025-01-01"},
	}))
	b.open(RouteNew, "")
	b.at("consultation.client")
	b.write("hox")
	b.key(fyne.KeyReturn)
	b.at("consultation.topics") // the cursor has moved on
	if p := b.page(); p.values.Client != client.ID.String() || p.values.Category != "prospective_migrant" || p.values.Channel != "counter" {
		t.Fatalf("%+v", p.values)
	}
	b.write("ballkanin")
	b.key(fyne.KeyReturn, fyne.KeyEscape)
	b.focus("consultation.note")
	b.write("Kërkon punë si infermier.")
	b.command(commandSave)
	if len(b.desk.saves) != 1 {
		t.Fatalf("%d saves, notice %s, faults %v", len(b.desk.saves), b.notice(), b.page().view.visit.Field(idTopics).Error())
	}
	e := b.desk.saves[0][0]
	if e.Text("main_topic") == "" || e.Text("destination") != "DE" || e.Text("note") != "Kërkon punë si infermier." || e.Text("held_at") != minute {
		t.Errorf("saved %v", e.Fields)
	}
	if b.notice() != "common.saved" {
		t.Errorf("notice %q", b.notice())
	}
	if len(b.desk.drafts) != 0 {
		t.Error("the draft outlives the save")
	}
	b.at("consultation.next")
	if r := b.screen.Route(); r.Screen != RouteVisit || r.ID != e.Record.String() {
		t.Errorf("route %v, want the visit", r)
	}
}

func TestEverythingThatComesOfAVisitIsOneSave(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.at("consultation.topics")
	b.pick("consultation.topics", "ballkanin")
	b.press("consultation.give.reg.de.wb")
	b.at("consultation.sheet_search")
	b.press("consultation.add_referral")
	b.pick("consultation.referral.0.needs", "sigurime")
	p := b.page()
	if p.values.Referrals[0].Target != "social_insurance" {
		t.Errorf("target %q, want what usually helps", p.values.Referrals[0].Target)
	}
	b.focus("consultation.referral.0.institution")
	b.key(fyne.KeyReturn, fyne.KeyReturn)
	if p.values.Referrals[0].Institution == "" {
		t.Fatal("no institution was chosen")
	}
	b.focus("consultation.referral.0.consented")
	b.key(fyne.KeySpace)
	b.write(" ")
	b.focus("consultation.referral.0.reason")
	b.write("Pension nga Gjermania")
	b.press("consultation.follow_up.week")
	b.at("consultation.follow_up.what")
	b.write("Telefononi")
	b.command(commandSave + ".enter")
	if len(b.desk.saves) != 1 {
		t.Fatalf("%d saves; %+v", len(b.desk.saves), p.values)
	}
	var got []string
	for _, e := range b.desk.saves[0] {
		got = append(got, e.Kind.String())
	}
	if want := []string{"consultation", "handout", "referral", "consent", "followup"}; !slices.Equal(got, want) {
		t.Fatalf("saved %v, want %v", got, want)
	}
	ref := b.desk.saves[0][2]
	if ref.Text("status") != "sent" || ref.Text("reason") != "Pension nga Gjermania" || b.desk.saves[0][4].Text("due_on") != "2026-11-27" {
		t.Errorf("referral %v, follow-up %v", ref.Fields, b.desk.saves[0][4].Fields)
	}
	// The next step is the letter, with the number the store gave.
	b.at("consultation.print_letter." + ref.Record.String())
	b.key(fyne.KeyReturn)
	b.press("consultation.print_sheet.reg.de.wb")
	if want := []string{"letter TR-A-00042 sq", "sheet sq"}; !slices.Equal(b.desk.printed, want) {
		t.Errorf("printed %v, want %v", b.desk.printed, want)
	}
	if b.notice() != "consultation.printed" {
		t.Errorf("notice %q", b.notice())
	}
}

func TestALightVisitTakesTwoChoices(t *testing.T) {
	b := sq(t)
	b.open(RouteLight, "")
	b.at("consultation.sex")
	b.write("1")
	b.pick("consultation.age_band", "30")
	b.pick("consultation.topics", "90/180")
	b.command(commandSave)
	if len(b.desk.saves) != 1 || len(b.desk.saves[0]) != 1 {
		t.Fatalf("saves %v", b.desk.saves)
	}
	e := b.desk.saves[0][0]
	if e.Text("sex") != "female" || e.Text("age_band") != "a30_34" || e.Text("municipality") != "tirane" || e.Text("category") != "prospective_migrant" || e.Text("client") != "" {
		t.Errorf("%v", e.Fields)
	}
	b.press("consultation.next")
	if got := b.went[len(b.went)-1]; got != (ui.Route{Screen: RouteLight}) {
		t.Errorf("went to %v", got)
	}
}

func TestAnInstitutionOutsideTheDirectoryIsNamed(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.pick("consultation.topics", "90/180")
	b.press("consultation.add_referral")
	b.pick("consultation.referral.0.needs", "sigurime")
	b.pick("consultation.referral.0.institution", "jashtë listës")
	b.at("consultation.referral.0.institution_name")
	b.command(commandSave)
	if b.page().view.referrals.all[0].name.Error() == "" {
		t.Error("nothing says that the name is missing")
	}
	b.focus("consultation.referral.0.institution_name")
	b.write("Zyra e Avokatit")
	b.command(commandSave)
	if len(b.desk.saves) != 1 {
		t.Fatal("not saved")
	}
	e := b.desk.saves[0][1]
	if e.Text("institution_name") != "Zyra e Avokatit" || e.Text("institution") != "" || e.Text("status") != "draft" {
		t.Errorf("%v", e.Fields)
	}
	// Nobody agreed, so there is no letter: the referral is opened instead.
	b.press("consultation.open_referral." + e.Record.String())
	if got := b.went[len(b.went)-1]; got != (ui.Route{Screen: "referral", ID: e.Record.String()}) {
		t.Errorf("went to %v", got)
	}
}

func TestFaultsStandWhereTheyBelong(t *testing.T) {
	b := sq(t)
	b.open(RouteNew, "")
	b.command(commandSave)
	if b.page().view.client.Error() == "" {
		t.Error("nothing says that the person is missing")
	}
	b.at("consultation.client")

	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.press("consultation.add_referral")
	b.focus("consultation.follow_up.what")
	b.write("Telefononi")
	b.command(commandSave)
	v := b.page().view
	for what, text := range map[string]string{
		"topics": v.topics.Error(), "needs": v.referrals.all[0].needs.Error(),
		"institution": v.referrals.all[0].institution.Error(), "due": v.followUp.due.Error(),
	} {
		if text == "" {
			t.Errorf("nothing says what is wrong with %s", what)
		}
	}
	b.at("consultation.category") // the first that is wrong
	if len(b.desk.saves) != 0 {
		t.Error("something was saved")
	}
	// What was wrong is mended and saved.
	b.pick("consultation.topics", "90/180")
	b.press("consultation.referral.0.remove")
	b.press("consultation.follow_up.day")
	b.command(commandSave)
	if len(b.desk.saves) != 1 {
		t.Errorf("%d saves", len(b.desk.saves))
	}
}

func TestAFailedSaveLosesNothing(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.pick("consultation.topics", "90/180")
	b.focus("consultation.note")
	b.write("Mos e humb.")
	b.run.Advance(2 * time.Second)
	b.desk.fail = &casefile.Error{Code: casefile.CodeDiskFull}
	b.command(commandSave)
	if p := b.page(); p.busy || p.values.Note != "Mos e humb." || len(b.desk.drafts) != 1 {
		t.Errorf("busy %v, note %q, %d drafts", p.busy, p.values.Note, len(b.desk.drafts))
	}
	b.command(commandSave)
	if len(b.desk.saves) != 1 || len(b.desk.drafts) != 0 {
		t.Errorf("%d saves, %d drafts", len(b.desk.saves), len(b.desk.drafts))
	}
}

func TestWhileSavingNothingCanBeTypedOrSavedTwice(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.pick("consultation.topics", "90/180")
	b.run.Hold = true
	b.command(commandSave)
	b.command(commandSave)
	for _, c := range ui.Look(b.window.Canvas()).Controls {
		if c.On && (c.ID == "consultation.note" || c.ID == commandSave || c.ID == "consultation.topics") {
			t.Errorf("%s takes input while the visit is being saved", c.ID)
		}
	}
	b.run.Hold = false
	b.run.Release()
	if len(b.desk.saves) != 1 {
		t.Errorf("%d saves", len(b.desk.saves))
	}
}

// What was typed is a draft after a pause, and opens as it was, parts included.
func TestADraftSurvivesTheProgram(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.pick("consultation.topics", "ballkanin")
	b.press("consultation.give.reg.de.wb")
	b.press("consultation.add_referral")
	b.focus("consultation.referral.0.reason")
	b.write("Arsye")
	b.press("consultation.follow_up.month")
	b.write("Pyesni për kontratën")
	b.focus("consultation.note")
	b.write("Shënim")
	b.run.Advance(ui.DraftPause)
	if len(b.desk.drafts) != 1 {
		t.Fatalf("%d drafts", len(b.desk.drafts))
	}
	want := b.page().values.Encode()
	var draft casefile.Draft
	for _, draft = range b.desk.drafts {
		if draft.Form != RouteNew || !strings.HasPrefix(draft.Title, "Agim Hoxha – ") {
			t.Errorf("draft %q of %s", draft.Title, draft.Form)
		}
	}
	for _, id := range []string{draft.ID.String(), "draft:" + draft.ID.String()} {
		b.fresh() // killed and started again
		b.open(draft.Form, id)
		p := b.page()
		p.view.collect()
		if got := p.values.Encode(); string(got) != string(want) {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	b.desk.put(casefile.Record{ID: draft.ID, Kind: casefile.KindConsultation, Values: visit().Values})
	b.fresh()
	b.open(RouteNew, "draft:"+draft.ID.String())
	if _, ok := b.screen.at.(*visitPage); !ok || len(b.desk.drafts) != 0 {
		t.Errorf("a draft that was saved opens as %T, %d drafts left", b.screen.at, len(b.desk.drafts))
	}
}

func TestAnUntouchedPageLeavesNoDraft(t *testing.T) {
	b := sq(t)
	b.open(RouteLight, "")
	b.run.Advance(time.Minute)
	if !b.screen.Leave() || len(b.desk.drafts) != 0 {
		t.Errorf("%d drafts", len(b.desk.drafts))
	}
	if r := b.screen.Route(); r != (ui.Route{Screen: RouteLight}) {
		t.Errorf("route %v", r)
	}
}

func TestLeavingKeepsWhatWasTypedAtOnce(t *testing.T) {
	b := sq(t)
	b.open(RouteNew, "")
	b.focus("consultation.note")
	b.write("Pa pushim")
	if !b.screen.Leave() || len(b.desk.drafts) != 1 {
		t.Fatalf("%d drafts", len(b.desk.drafts))
	}
	r := b.screen.Route()
	b.fresh()
	b.screen.Open(r) // as after a change of language
	if got := b.page().values.Note; got != "Pa pushim" {
		t.Errorf("note %q", got)
	}
	b.focus("consultation.note")
	b.write("!")
	b.desk.failDraft = &casefile.Error{Code: casefile.CodeDiskFull}
	if b.screen.Leave() {
		t.Error("the page was left although nothing could be kept")
	}
}

func TestRegisteringSomebodyNewComesBackToThisPage(t *testing.T) {
	b := sq(t)
	b.open(RouteNew, "")
	b.focus("consultation.note")
	b.write("Erdhi me vëllanë.")
	b.focus("consultation.client")
	b.write("drita çela")
	b.key(fyne.KeyReturn) // nobody found: the only choice is to register her
	if got := b.went[len(b.went)-1]; got != (ui.Route{Screen: "client.new", ID: "then:consultation:drita çela"}) {
		t.Fatalf("went to %v", got)
	}
	b.screen.Leave()
	other := b.desk.client("Agim", "Besnik", "Hoxha")
	b.fresh()
	b.open(RouteNew, "client:"+other.ID.String())
	if got := b.page().values.Note; got != "" {
		t.Fatalf("note %q of another person", got)
	}
	drita := b.desk.client("Drita", "Petrit", "Çela")
	b.fresh()
	b.open(RouteNew, "client:"+drita.ID.String())
	p := b.page()
	if p.values.Note != "Erdhi me vëllanë." || p.values.Client != drita.ID.String() || p.values.Awaits {
		t.Errorf("%+v", p.values)
	}
}

func TestAVisitBegunBeforeIsOffered(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.focus("consultation.note")
	b.write("Fillim")
	b.screen.Leave()
	begun := b.screen.Route()
	b.fresh()
	b.open(RouteNew, "client:"+client.ID.String())
	b.press("consultation.resume")
	if got := b.went[len(b.went)-1]; got != begun {
		t.Errorf("went to %v, want %v", got, begun)
	}
}

func TestSwitchingToALightVisitKeepsTheReferral(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.press("consultation.add_referral")
	b.press("consultation.light")
	p := b.page()
	if !p.values.Light || len(p.values.Referrals) != 1 || !p.view.referrals.card.Visible() || p.view.client.Visible() {
		t.Errorf("light %v, %d referrals", p.values.Light, len(p.values.Referrals))
	}
	b.press("consultation.referral.0.remove")
	if p.view.referrals.card.Visible() {
		t.Error("a visit without a name offers referrals")
	}
	b.press("consultation.light")
	if p.values.Client != client.ID.String() || !p.view.referrals.card.Visible() {
		t.Error("the person is forgotten")
	}
}

func TestTheTimeIsThatOfTheFirstWord(t *testing.T) {
	b := sq(t)
	b.open(RouteNew, "")
	later := clock.Add(95 * time.Minute)
	b.env.Now = func() time.Time { return later }
	b.focus("consultation.note")
	b.write("x")
	if got := b.page().values.HeldAt; got != "2026-11-20T12:17" {
		t.Errorf("held at %s, want when the client came", got)
	}
}

func TestAnOldSearchNeverWins(t *testing.T) {
	b := sq(t)
	first, second := b.desk.client("Agim", "Besnik", "Hoxha"), b.desk.client("Drita", "Petrit", "Çela")
	b.open(RouteNew, "")
	p := b.page()
	p.people.keep("", []casefile.ClientRow{{ID: first.ID, GivenName: "Agim"}, {ID: second.ID, GivenName: "Drita"}})
	b.run.Hold = true
	p.chooseClient(first.ID.String())
	p.chooseClient(second.ID.String())
	b.run.Hold = false
	b.run.Release(1, 0)
	if p.person.ID != second.ID {
		t.Errorf("shows %s", p.person.Name)
	}
}

func TestAVisitIsShownWithWhatCameOfIt(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	rec := visit()
	rec.Values["client"] = []casefile.Value{{Text: client.ID.String()}}
	rec.Values["officer"] = []casefile.Value{{Text: officer.String()}}
	b.desk.put(rec)
	sheet := b.desk.put(record(casefile.KindHandout, map[string][]string{
		"client": {client.ID.String()}, "consultation": {rec.ID.String()}, "sheet": {casefile.NewID().String()},
		"version": {"3"}, "language": {"sq"}, "medium": {"paper"}, "given_on": {"2026-11-03"},
	}))
	b.desk.put(record(casefile.KindFollowUp, map[string][]string{
		"client": {client.ID.String()}, "consultation": {rec.ID.String()}, "what": {"Telefononi shkollën"}, "due_on": {"2026-11-27"}, "status": {"planned"},
	}))
	b.desk.history = []casefile.Change{{At: clock, Author: officer, AuthorName: "Arta Hoxha", Fields: []casefile.FieldChange{
		{Field: "channel", Before: []string{"phone"}, After: []string{"counter"}},
	}}}
	b.open(RouteVisit, rec.ID.String())
	v, ok := b.screen.at.(*visitPage)
	if !ok {
		t.Fatalf("shows %T", b.screen.at)
	}
	// The sheet first, then what was promised.
	if len(v.file.Came) != 2 || v.file.Came[0].ID != sheet.ID || v.file.Came[1].Kind != casefile.KindFollowUp || v.file.Names[officer.String()] != "Arta Hoxha" || v.file.Names[client.ID.String()] != "Agim Besnik Hoxha" {
		t.Errorf("%+v", v.file)
	}
	steps := v.wording().Steps(v.file.History)
	if len(steps) != 1 || steps[0].Lines[0] != (ui.StepLine{Label: "Mënyra", Before: "Me telefon", After: "Në sportel"}) {
		t.Errorf("steps %+v", steps)
	}
	b.focus("consultation.came")
	b.key(fyne.KeyReturn)
	if got := b.went[len(b.went)-1]; got != (ui.Route{Screen: "sheet", ID: sheet.Text("sheet")}) {
		t.Errorf("went to %v", got)
	}
	b.press("consultation.open_client")
	if got := b.went[len(b.went)-1]; got != (ui.Route{Screen: "client", ID: client.ID.String()}) {
		t.Errorf("went to %v", got)
	}
}

func TestALightVisitIsShownWithWhatCameOfIt(t *testing.T) {
	b := sq(t)
	rec := visit()
	rec.Values["sex"] = []casefile.Value{{Text: "female"}}
	b.desk.put(rec)
	of := []string{rec.ID.String()}
	library, err := b.desk.Sheets(t.Context(), casefile.SheetQuery{})
	if err != nil {
		t.Fatal(err)
	}
	b.desk.put(record(casefile.KindHandout, map[string][]string{
		"consultation": of, "sheet": {library[0].ID.String()}, "version": {"3"}, "language": {"sq"}, "medium": {"paper"}, "given_on": {"2026-11-03"},
	}))
	referral := b.desk.put(record(casefile.KindReferral, map[string][]string{
		"consultation": of, "number": {"TR-A-00042"}, "status": {"sent"}, "created_on": {"2026-11-03"},
	}))
	other := []string{casefile.NewID().String()}
	b.desk.put(record(casefile.KindHandout, map[string][]string{"consultation": other, "sheet": {library[1].ID.String()}}))
	b.open(RouteVisit, rec.ID.String())
	v, ok := b.screen.at.(*visitPage)
	if !ok || len(v.file.Came) != 2 {
		t.Fatalf("shows %T, %+v", b.screen.at, v)
	}
	if m := v.moment(v.file.Came[0]); m.Title != library[0].Title["sq"] || m.Date != "3.11.2026" || !strings.Contains(m.Detail, "Versioni 3") {
		t.Errorf("the sheet is shown as %+v", m)
	}
	if m := v.moment(v.file.Came[1]); !strings.Contains(m.Title, "TR-A-00042") || m.Badge == "" {
		t.Errorf("the referral is shown as %+v", m)
	}
	b.focus("consultation.came")
	b.key(fyne.KeyDown, fyne.KeyReturn)
	if got := b.went[len(b.went)-1]; got != (ui.Route{Screen: "referral", ID: referral.ID.String()}) {
		t.Errorf("went to %v", got)
	}
	if slices.Contains(b.ids(), "consultation.open_client") {
		t.Error("a visit without a name offers to open a client")
	}
}

func TestCorrectingAVisit(t *testing.T) {
	b := sq(t)
	rec := b.desk.put(visit())
	rec.Values["client"] = []casefile.Value{{Text: b.desk.client("Agim", "Besnik", "Hoxha").ID.String()}}
	b.open(RouteVisit, rec.ID.String())
	b.command(commandCorrect)
	b.focus("consultation.note")
	b.key(fyne.KeyEnd)
	b.write(" Dhe një vajzë.")
	b.run.Advance(ui.DraftPause)
	if len(b.desk.drafts) != 1 {
		t.Fatalf("%d drafts", len(b.desk.drafts))
	}
	// The program ends; the correction is there again.
	b.fresh()
	b.open(RouteVisit, rec.ID.String())
	if _, ok := b.screen.at.(*correctionPage); !ok {
		t.Fatalf("shows %T", b.screen.at)
	}
	b.command(commandSave)
	if len(b.desk.saves) != 1 || len(b.desk.saves[0][0].Fields) != 1 || len(b.desk.drafts) != 0 {
		t.Fatalf("saves %v, %d drafts", b.desk.saves, len(b.desk.drafts))
	}
	if got := b.desk.records[rec.ID].Text("note"); got != "Dy fëmijë. Dhe një vajzë." {
		t.Errorf("note %q", got)
	}
	if _, ok := b.screen.at.(*visitPage); !ok {
		t.Errorf("shows %T", b.screen.at)
	}
}

func TestTwoOfficersCorrectTheSameVisit(t *testing.T) {
	visit, one, other := casefile.NewID(), casefile.NewID(), casefile.NewID()
	if draftID(visit, one) == draftID(visit, other) {
		t.Error("the draft of one officer would lie on that of the other")
	}
}

func TestAFileAtAnotherCounterIsNotChosen(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "")
	p := b.page()
	p.people.keep("", []casefile.ClientRow{{ID: client.ID, GivenName: "Agim", FamilyName: "Hoxha", CardOnly: true}})
	p.chooseClient(client.ID.String())
	if p.values.Client != "" || !strings.Contains(p.view.client.Error(), "Agim Hoxha") {
		t.Errorf("client %q, error %q", p.values.Client, p.view.client.Error())
	}
}

func TestADroppedCorrectionCanBeTakenBack(t *testing.T) {
	b := sq(t)
	rec := b.desk.put(visit())
	b.open(RouteVisit, rec.ID.String())
	b.press(commandCorrect)
	b.focus("consultation.minutes")
	b.write("45")
	b.press("consultation.cancel")
	if _, ok := b.screen.at.(*visitPage); !ok || b.notice() != "consultation.correction_dropped" {
		t.Fatalf("shows %T, notice %s", b.screen.at, b.notice())
	}
	b.said[len(b.said)-1].Do()
	c, ok := b.screen.at.(*correctionPage)
	if !ok || ui.First(c.form.Field(idMinutes).Value()) != "45" {
		t.Errorf("shows %T", b.screen.at)
	}
}

func TestAnUnknownVisitSaysSo(t *testing.T) {
	b := sq(t)
	b.open(RouteVisit, casefile.NewID().String())
	if !slices.Contains(b.ids(), "consultation.retry") {
		t.Errorf("controls %v", b.ids())
	}
	if !b.screen.Leave() {
		t.Error("cannot be left")
	}
}

// The Tab key goes as the eye goes.
func TestTabOrder(t *testing.T) {
	b := sq(t)
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.focus("consultation.light")
	var got []string
	for range 13 {
		got = append(got, ui.FocusedID(b.window.Canvas()))
		b.key(fyne.KeyTab)
	}
	want := []string{
		"consultation.light", "consultation.client", "consultation.open_client", "consultation.held_at", "consultation.held_at.time",
		"consultation.minutes", "consultation.channel", "consultation.category", "consultation.topics", "consultation.note",
		"consultation.outcomes", "consultation.sheet_search", "consultation.add_referral",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

func TestInEnglish(t *testing.T) {
	b := newBench(t, "en", ui.Appearance{})
	client := b.desk.client("Agim", "Besnik", "Hoxha")
	b.open(RouteNew, "client:"+client.ID.String())
	b.pick("consultation.topics", "90/180")
	b.press("consultation.give.visa")
	b.command(commandSave)
	if len(b.desk.saves) != 1 || b.desk.saves[0][1].Text("language") != "en" {
		t.Errorf("saves %v", b.desk.saves)
	}
}
