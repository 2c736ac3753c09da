package client

import (
	"testing"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// opened shows the page of a client who has lived through everything.
func openedFile(t *testing.T, clash bool) (*bench, casefile.Record) {
	b := sq(t)
	rec := person(b.svc, clash)
	b.open(ScreenFile, rec.ID.String())
	return b, rec
}

func (b *bench) of(kind casefile.Kind) casefile.Record {
	for _, it := range b.svc.items {
		if it.Kind == kind {
			return b.svc.records[it.ID]
		}
	}
	b.t.Fatalf("no %v", kind)
	return casefile.Record{}
}

func TestTheVisitIsOneKeyAway(t *testing.T) {
	b, rec := openedFile(t, false)
	if b.focus() != "client.visit" {
		t.Fatalf("focus %q", b.focus())
	}
	b.key(fyne.KeyReturn)
	if b.last() != (ui.Route{Screen: "consultation.new", ID: "client:" + rec.ID.String()}) {
		t.Errorf("went to %v", b.last())
	}
	for id, screen := range map[string]string{"client.edit": ScreenEdit, "client.intake": ScreenNewIntake, "client.consent": ScreenNewConsent} {
		b.press(id)
		if b.last() != (ui.Route{Screen: screen, ID: rec.ID.String()}) {
			t.Errorf("%s leads to %v", id, b.last())
		}
	}
	b.screen.Menu()[0].Do()
	if b.last().Screen != ScreenEdit || !b.screen.Leave() {
		t.Errorf("the menu leads to %v", b.last())
	}
}

func TestTheTimelineLeadsToEverything(t *testing.T) {
	b, _ := openedFile(t, false)
	b.to("client.timeline")
	b.key(fyne.KeyReturn) // the follow-up
	if b.focus() != "choose.no" {
		t.Fatalf("focus %q", b.focus())
	}
	b.key(fyne.KeyEscape)
	b.key(fyne.KeyDown, fyne.KeyReturn)
	if b.last().Screen != "consultation" {
		t.Errorf("went to %v", b.last())
	}
	for _, it := range b.svc.items {
		b.file().openMoment(ui.Moment{ID: it.ID.String()})
		switch it.Kind {
		case casefile.KindHandout:
			if b.last() != (ui.Route{Screen: "sheet", ID: b.svc.records[it.ID].Text("sheet")}) {
				t.Errorf("a sheet leads to %v", b.last())
			}
		case casefile.KindReferral, casefile.KindIntake:
			if b.last() != (ui.Route{Screen: it.Kind.String(), ID: it.ID.String()}) {
				t.Errorf("%v leads to %v", it.Kind, b.last())
			}
		case casefile.KindConsent:
			if b.file().tabs.Current() != tabConsents {
				t.Error("a consent does not lead to the consents")
			}
		case casefile.KindFollowUp:
			b.key(fyne.KeyEscape)
		}
	}
}

func TestAFollowUpIsDoneAndTakenBack(t *testing.T) {
	b, _ := openedFile(t, false)
	b.to("client.timeline")
	b.key(fyne.KeyReturn)
	b.press("followup.done")
	id := b.of(casefile.KindFollowUp).ID
	if rec := b.svc.records[id]; rec.Text("status") != "done" || rec.Text("done_on") != today {
		t.Fatalf("%v", rec.Values)
	}
	b.said[0].Do()
	if rec := b.svc.records[id]; rec.Text("status") != "planned" || rec.Text("done_on") != "" {
		t.Errorf("taken back: %v", rec.Values)
	}
}

func TestAConsentIsWithdrawnAndTakenBack(t *testing.T) {
	b, _ := openedFile(t, false)
	b.file().tabs.Select(tabConsents)
	b.press("client.consent.0.withdraw")
	rec := b.svc.records[b.of(casefile.KindConsent).ID]
	if rec.Text("withdrawn_on") != today {
		t.Fatalf("%v", rec.Values)
	}
	if refused, _ := b.file().file.Refused(); !refused {
		t.Error("the page does not know")
	}
	b.said[0].Do()
	if refused, _ := b.file().file.Refused(); refused {
		t.Error("it was not taken back")
	}
}

func TestRefreshKeepsTabAndFocus(t *testing.T) {
	b, _ := openedFile(t, false)
	b.file().tabs.Select(tabIntakes)
	b.to("client.intake.0.edit")
	b.screen.Refresh()
	if b.focus() != "client.intake.0.edit" || b.file().tabs.Current() != tabIntakes {
		t.Errorf("focus %q in %q", b.focus(), b.file().tabs.Current())
	}
	b.key(fyne.KeyReturn)
	if b.last().Screen != ScreenIntake {
		t.Errorf("went to %v", b.last())
	}
}

func TestBothVersionsAreShownAndOneIsChosen(t *testing.T) {
	b, rec := openedFile(t, true)
	if b.file().tabs.Current() != tabClash {
		t.Fatalf("the page begins with %q", b.file().tabs.Current())
	}
	b.press("client.clash.client.birth_date.keep.1")
	e := b.svc.saved[0][0]
	if e.Record != rec.ID || e.Text("birth_date") != "1988-03-11" || len(e.Seen["birth_date"]) != 2 || len(e.Fields) != 1 {
		t.Errorf("saved %+v", e)
	}
	if b.said[0].Key != "client.clash.settled" || b.sees("client.clash.client.birth_date.keep.1") {
		t.Error("it is still to be settled")
	}
	b.press("client.clash.client.father_name.other")
	b.key(fyne.KeyReturn)
	if len(b.svc.saved) != 1 {
		t.Error("nothing was taken for a value")
	}
	b.typed("Agim Ali")
	b.key(fyne.KeyReturn)
	if got := b.svc.saved[1][0].Text("father_name"); got != "Agim Ali" {
		t.Errorf("the right value: %q", got)
	}
	if b.file().content[tabClash] != nil || b.file().tabs.Current() != tabTimeline {
		t.Error("the tab stays although nothing is left in it")
	}
}

func TestACardSaysWhereTheFileLiesAndCannotBeChanged(t *testing.T) {
	b := sq(t)
	id := card(b.svc)
	b.open(ScreenFile, id.String())
	p := b.file()
	if !p.file.CardOnly() || p.file.ID() != id || p.content[tabHistory] != nil || b.sees("client.edit") {
		t.Error("a card is shown as if it were the file")
	}
	b.screen.Menu()[0].Do()
	if len(b.went) != 0 {
		t.Errorf("went to %v", b.went)
	}
	b.press("client.visit")
	if b.last().ID != "client:"+id.String() {
		t.Errorf("went to %v", b.last())
	}
}

func TestAFileThatIsNotHereSaysSoAndTriesAgain(t *testing.T) {
	b := sq(t)
	id := casefile.NewID()
	b.open(ScreenFile, id.String())
	if !b.sees("client.retry") {
		t.Fatal("nothing is said")
	}
	rec := record(casefile.KindClient, "given_name", "Arta", "family_name", "Hoxha", "birth_date", "2015-01-01")
	rec.ID = id
	b.svc.put(rec)
	b.press("client.retry")
	if b.focus() != "client.visit" || !b.sees("client.minor") || !b.sees("client.consent_now") {
		t.Errorf("focus %q", b.focus())
	}
	b.press("client.minor")
	b.key(fyne.KeyReturn)
	b.press("client.consent_now")
	if b.last().Screen != ScreenNewConsent {
		t.Errorf("went to %v", b.last())
	}
}
