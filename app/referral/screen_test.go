package referral

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/paper"
	"sporteli/app/ui"
	"sporteli/store/casefile"
)

func TestListNarrowsAndOpens(t *testing.T) {
	b := sq(t)
	many(b)
	b.open(RouteList, "")
	if b.focus() != "referrals.search" {
		t.Errorf("the focus is on %q", b.focus())
	}
	list := b.screen.page.(*listPage)
	if n := list.table.Total(); n != 7 {
		t.Errorf("%d open referrals, want 7", n)
	}
	b.to("referrals.filter")
	b.typed("2")
	if q := b.desk.asked[len(b.desk.asked)-1]; !q.Overdue || list.table.Total() != 2 {
		t.Errorf("asked %+v, got %d", q, list.table.Total())
	}
	b.typed("3")
	if n := list.table.Total(); n != 9 {
		t.Errorf("%d referrals in all, want 9", n)
	}
	b.env.Focus(list.search)
	b.typed("00019")
	b.run.Advance(time.Second)
	if rows := list.table.Rows(); len(rows) != 1 || rows[0].Number != "PC-E3F0-00019" {
		t.Fatalf("found %+v", rows)
	}
	b.key(fyne.KeyReturn, fyne.KeyReturn)
	if got := b.last(); got.Screen != RouteReferral || got.ID != list.table.Rows()[0].ID.String() {
		t.Errorf("Enter leads to %+v", got)
	}
}

func TestSlipLeadsToItsAnswer(t *testing.T) {
	for _, where := range []string{"referrals.search", "referrals.slip"} {
		for name, end := range map[string]func(*bench){
			"with Enter": func(b *bench) { b.key(fyne.KeyReturn) }, "without": func(b *bench) { b.run.Advance(time.Second) },
		} {
			b := sq(t)
			rec := late(b)
			code, err := paper.SlipCode(rec.Text("number"), rec.ID)
			if err != nil {
				t.Fatal(err)
			}
			b.open(RouteList, "")
			b.to(where)
			b.typed(strings.ReplaceAll(code, ":", "Ë")) // as on the Albanian layout
			end(b)
			if got := b.last(); len(b.went) != 1 || got.ID != "slip:"+rec.ID.String() {
				t.Errorf("%s %s: went to %+v", where, name, b.went)
			}
		}
	}
}

func TestNumberTypedLeadsToItsAnswer(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.desk.referral(map[string][]string{"number": {"TR-B-00044"}})
	b.desk.referral(map[string][]string{"number": {"TR-C-00044"}})
	b.open(RouteList, "")
	list := b.screen.page.(*listPage)
	b.command("referrals.slip")
	for _, typed := range []string{"9", "44"} {
		list.slip.SetValues(nil)
		b.typed(typed)
		b.run.Advance(time.Second)
		if list.slip.Error() != "" {
			t.Errorf("%s is judged while it is typed", typed)
		}
		b.key(fyne.KeyReturn)
		if list.slip.Error() == "" || len(b.went) > 0 {
			t.Errorf("%s led to %v", typed, b.went)
		}
	}
	list.slip.SetValues(nil)
	b.typed("tr a 00017")
	b.key(fyne.KeyReturn)
	if b.last().ID != "slip:"+rec.ID.String() || list.slip.Text() != "" {
		t.Errorf("went to %v, left %q", b.went, list.slip.Text())
	}
}

func TestSlipOfAnotherOfficeSaysSo(t *testing.T) {
	b := sq(t)
	b.open(RouteList, "")
	code, err := paper.SlipCode("DR-A-00003", casefile.NewID())
	if err != nil {
		t.Fatal(err)
	}
	b.typed(code)
	b.key(fyne.KeyReturn)
	if got := b.screen.page.(*listPage).slip.Error(); got != b.env.T("referral.slip_elsewhere") || len(b.went) > 0 {
		t.Errorf("said %q, went to %v", got, b.went)
	}
	if b.focus() != "referrals.slip" {
		t.Errorf("the focus is on %q", b.focus())
	}
}

// A slip tells of the end of what was only sent: the step between is written,
// too, and the answer is one form and one key.
func TestAnswerBySlip(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.open(RouteReferral, "slip:"+rec.ID.String())
	if b.focus() != "referral.status" {
		t.Fatalf("the focus is on %q", b.focus())
	}
	if b.has("referral.outcome") {
		t.Error("an outcome is asked before anything has ended")
	}
	b.typed("5")
	b.pick("referral.outcome", "service_received")
	b.to("referral.answer_note")
	b.typed("Pensioni u njoh.")
	b.command("referral.save")
	if len(b.desk.saves) != 2 || b.desk.saves[0][0].Text("status") != "accepted" {
		t.Fatalf("saved %+v", b.desk.saves)
	}
	got := b.desk.records[rec.ID]
	for field, want := range map[string]string{
		"status": "completed", "outcome": "service_received", "answered_by": "slip", "status_on": today, "answer_note": "Pensioni u njoh.",
	} {
		if got.Text(field) != want || len(got.All(field)) != 1 {
			t.Errorf("%s = %v, want %q", field, got.All(field), want)
		}
	}
	if b.notice() != "common.saved" || len(b.desk.drafts) != 0 {
		t.Errorf("said %q, left drafts %v", b.notice(), b.desk.drafts)
	}
	if !b.has("referral.correct") || b.has("referral.answer") {
		t.Error("the page does not show the end")
	}
}

func TestAnswerStopsWhenAnotherStateCameIn(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.open(RouteReferral, "slip:"+rec.ID.String())
	b.typed("5")
	b.pick("referral.outcome", "service_received")
	b.desk.between = func() {
		r := b.desk.records[rec.ID]
		r.Values["status"] = append(slices.Clone(r.Values["status"]), casefile.Value{Text: "rejected"})
		b.desk.put(r)
	}
	b.command("referral.save")
	if got := b.desk.records[rec.ID].All("status"); !slices.Equal(got, []string{"accepted", "rejected"}) {
		t.Errorf("states are %v", got)
	}
	if b.notice() == "common.saved" || !b.has("referral.save") {
		t.Errorf("said %q", b.notice())
	}
	if !b.screen.Leave() || len(b.desk.drafts) != 1 {
		t.Error("what was typed is gone")
	}
}

func TestFaultsAreShownAtTheirFields(t *testing.T) {
	b := sq(t)
	b.open(RouteReferral, "answer:"+late(b).ID.String())
	b.typed("4")
	b.command("referral.save")
	form := b.screen.page.(*formPage).draw.form
	for _, id := range []string{"referral.outcome", "referral.answered_by"} {
		if form.Field(id).Error() == "" {
			t.Errorf("%s is not asked for", id)
		}
	}
	if b.focus() != "referral.answered_by" || len(b.desk.saves) != 0 {
		t.Errorf("the focus is on %q, saved %v", b.focus(), b.desk.saves)
	}
}

func TestFailedSaveKeepsTheForm(t *testing.T) {
	b := sq(t)
	b.open(RouteReferral, "answer:"+late(b).ID.String())
	b.typed("3")
	b.desk.fail = &casefile.Error{Code: casefile.CodeDiskFull}
	b.command("referral.save")
	if len(b.desk.saves) != 0 || !b.has("referral.status") {
		t.Fatal("the form is gone")
	}
	b.command("referral.save_too")
	if len(b.desk.saves) != 1 || b.desk.saves[0][0].Text("status") != "no_answer" {
		t.Errorf("saved %v", b.desk.saves)
	}
}

func TestTypingIsKeptAndComesBack(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.open(RouteReferral, "answer:"+rec.ID.String())
	b.typed("1")
	b.to("referral.answer_note")
	b.typed("Do të telefonojnë")
	b.run.Advance(ui.DraftPause)
	if len(b.desk.drafts) != 1 {
		t.Fatalf("drafts %v", b.desk.drafts)
	}
	b.typed(" nesër")
	if !b.screen.Leave() {
		t.Fatal("the screen keeps the officer")
	}
	at := b.screen.Route()
	for _, route := range []ui.Route{at, {Screen: RouteReferral, ID: rec.ID.String()}, {Screen: RouteReferral, ID: "draft:" + draftID(rec.ID, b.desk.me.Officer).String()}} {
		b.open(route.Screen, route.ID)
		p, ok := b.screen.page.(*formPage)
		if !ok || p.v.text("answer_note") != "Do të telefonojnë nesër" || p.v.text("status") != "received" {
			t.Fatalf("%+v brings back %+v", route, b.screen.page)
		}
	}
	b.command("referral.dismiss")
	if len(b.desk.drafts) != 0 || !b.has("referral.answer") {
		t.Errorf("drafts %v", b.desk.drafts)
	}
	undo := b.said[len(b.said)-1]
	if undo.Do == nil {
		t.Fatal("what was dismissed cannot be brought back")
	}
	undo.Do()
	b.open(b.last().Screen, b.last().ID)
	if p, ok := b.screen.page.(*formPage); !ok || p.v.text("answer_note") != "Do të telefonojnë nesër" {
		t.Error("undo brings back nothing")
	}
}

func TestRefreshLeavesTheFormAlone(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.open(RouteReferral, "answer:"+rec.ID.String())
	b.to("referral.answer_note")
	b.typed("Po")
	rec.Values["answer_note"] = []casefile.Value{{Text: "Tjetër"}}
	b.desk.put(rec)
	b.screen.Refresh()
	b.typed(" po")
	if got := b.screen.page.(*formPage).v.text("answer_note"); got != "Po po" || b.focus() != "referral.answer_note" {
		t.Errorf("the form holds %q, the focus is on %q", got, b.focus())
	}
}

func TestSendNeedsConsent(t *testing.T) {
	b := sq(t)
	rec := b.desk.referral(map[string][]string{"status": {"draft"}, "consented": {"false"}, "due_on": {"2026-11-20"}})
	b.show(rec)
	if b.has("referral.send") || b.has("referral.print") {
		t.Fatal("it can be sent or printed without consent")
	}
	b.press("referral.consent")
	b.to("referral.consented")
	b.typed(" ")
	b.command("referral.save")
	if len(b.desk.saves) != 1 || len(b.desk.saves[0]) != 2 || b.desk.saves[0][1].Kind != casefile.KindConsent {
		t.Fatalf("saved %+v", b.desk.saves)
	}
	b.press("referral.send")
	got := b.desk.records[rec.ID]
	if got.Text("status") != "sent" || got.Text("due_on") != "2026-12-02" || b.notice() != "referral.sent" {
		t.Errorf("status %s, due %s, said %s", got.Text("status"), got.Text("due_on"), b.notice())
	}
	if b.focus() != "referral.answer" {
		t.Errorf("the focus is on %q", b.focus())
	}
}

func TestRestrictedInstitutionsAreNotOffered(t *testing.T) {
	b := sq(t)
	rec := b.desk.referral(map[string][]string{"status": {"draft"}, "target": nil})
	secret := b.desk.office("shelter", "Qendër pritëse", "yes")
	plain := b.desk.office("legal_aid", "Qendra e ndihmës juridike", "unverified")
	b.open(RouteReferral, "edit:"+rec.ID.String())
	b.to("referral.institution")
	b.key(fyne.KeyReturn)
	if b.has("picker.option." + secret.ID.String()) {
		t.Error("a shelter is offered")
	}
	if !b.has("picker.option." + plain.ID.String()) {
		t.Fatal("the directory is not offered")
	}
	b.typed("juridike")
	b.key(fyne.KeyReturn)
	b.command("referral.save")
	got := b.desk.records[rec.ID]
	if got.Text("institution") != plain.ID.String() || got.Text("target") != "legal_aid" {
		t.Errorf("kept %s, %s", got.Text("institution"), got.Text("target"))
	}
}

func TestInstitutionOutsideTheDirectory(t *testing.T) {
	b := sq(t)
	rec := b.desk.referral(map[string][]string{"status": {"draft"}})
	b.open(RouteReferral, "edit:"+rec.ID.String())
	b.pick("referral.institution", "jashtë")
	b.command("referral.save")
	if form := b.screen.page.(*formPage).draw.form; form.Field("referral.institution_name").Error() == "" || len(b.desk.saves) > 0 {
		t.Fatal("no name is asked for")
	}
	b.typed("Shoqata «Një Botë»") // the focus is where it is wrong
	b.command("referral.save")
	got := b.desk.records[rec.ID]
	if got.Text("institution_name") != "Shoqata «Një Botë»" || got.Text("institution") != "" {
		t.Errorf("kept %q, %q", got.Text("institution_name"), got.Text("institution"))
	}
}

func TestCancelSaysWhy(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.show(rec)
	b.press("referral.cancel")
	b.typed("Klienti iku jashtë vendit")
	b.press("referral.save")
	got := b.desk.records[rec.ID]
	if got.Text("status") != "cancelled" || got.Text("answer_note") != "Klienti iku jashtë vendit" || got.Text("status_on") != today {
		t.Errorf("kept %v %v", got.All("status"), got.All("answer_note"))
	}
	for _, id := range []string{"referral.answer", "referral.print", "referral.cancel", "referral.send"} {
		if b.has(id) {
			t.Errorf("%s is still offered", id)
		}
	}
}

func TestConflictIsSettledByChoosing(t *testing.T) {
	b := sq(t)
	rec := disputed(b)
	b.show(rec)
	if b.has("referral.answer") {
		t.Error("an answer is taken while two states stand against each other")
	}
	b.press("referral.clash.status.keep.1")
	if got := b.desk.records[rec.ID].All("status"); !slices.Equal(got, []string{"rejected"}) {
		t.Errorf("states are %v", got)
	}
	if b.has("referral.clash.status.keep.0") || !b.has("referral.correct") || b.notice() != "referral.clash.settled" {
		t.Errorf("the page still asks; said %q", b.notice())
	}
}

func TestLetterInBothLanguages(t *testing.T) {
	b := sq(t)
	b.show(b.desk.referral(map[string][]string{"language": {"en"}}))
	b.command("referral.print")
	b.command("referral.print_other")
	if !slices.Equal(b.desk.printed, []string{"TR-A-00017 en", "TR-A-00017 sq"}) || b.notice() != "referral.printed" {
		t.Errorf("printed %v, said %q", b.desk.printed, b.notice())
	}
	b.said = nil
	b.desk.fail = &casefile.Error{Code: casefile.CodeNoViewer, Err: errors.New("exec")}
	b.command("referral.print")
	if len(b.said) != 0 || b.window.Canvas().Overlays().Top() == nil {
		t.Error("a failure to print is not said")
	}
}

func TestRefreshKeepsTheFocus(t *testing.T) {
	b := sq(t)
	rec := late(b)
	b.show(rec)
	b.to("referral.client")
	rec.Values["answer_note"] = []casefile.Value{{Text: "Do të kthehen"}}
	b.desk.put(rec)
	b.screen.Refresh()
	if b.focus() != "referral.client" {
		t.Errorf("the focus went to %q", b.focus())
	}
	b.key(fyne.KeyReturn)
	if got := b.last(); got.Screen != "client" || got.ID != rec.Text("client") {
		t.Errorf("leads to %+v", got)
	}
}

func TestSlipOfAClosedReferralShowsIt(t *testing.T) {
	b := sq(t)
	rec := b.desk.referral(map[string][]string{"status": {"completed"}, "outcome": {"service_received"}})
	b.open(RouteReferral, "slip:"+rec.ID.String())
	p, ok := b.screen.page.(*filePage)
	if !ok || !p.slip || len(p.banners(b.env.Wording(nil))) != 1 {
		t.Fatalf("shows %+v", b.screen.page)
	}
	b.command("referral.correct")
	form := b.screen.page.(*formPage)
	if form.v.text("status") != "completed" || form.v.text("outcome") != "service_received" {
		t.Errorf("to be corrected: %v", form.v.Fields)
	}
}

func TestUnknownReferralLeadsBackToTheList(t *testing.T) {
	for _, id := range []string{casefile.NewID().String(), "draft:" + casefile.NewID().String(), ""} {
		b := sq(t)
		b.open(RouteReferral, id)
		b.press("referral.list")
		if b.last().Screen != RouteList {
			t.Errorf("%q leads to %+v", id, b.last())
		}
	}
}

// Tab goes as the eye does.
func TestTabOrderOfTheAnswer(t *testing.T) {
	b := sq(t)
	b.open(RouteReferral, "slip:"+late(b).ID.String())
	b.typed("5")
	var got []string
	for range 7 {
		got = append(got, b.focus())
		b.window.Canvas().FocusNext()
	}
	want := []string{
		"referral.status", "referral.answered_by", "referral.outcome", "referral.status_on", "referral.answer_note",
		"referral.dismiss", "referral.save",
	}
	if !slices.Equal(got, want) {
		t.Errorf("Tab goes %v, want %v", got, want)
	}
}
