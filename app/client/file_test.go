package client

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// record builds a record from names and values in turn.
func record(kind casefile.Kind, fields ...string) casefile.Record {
	rec := casefile.Record{ID: casefile.NewID(), Kind: kind, Values: map[string][]casefile.Value{}}
	for i := 0; i+1 < len(fields); i += 2 {
		rec.Values[fields[i]] = append(rec.Values[fields[i]], casefile.Value{Text: fields[i+1]})
	}
	return rec
}

func item(at string, rec casefile.Record) casefile.TimelineItem {
	return casefile.TimelineItem{ID: rec.ID, Kind: rec.Kind, At: at, Record: rec}
}

func TestMomentsSayEverythingNewestFirst(t *testing.T) {
	sheet, institution := casefile.NewID(), casefile.NewID()
	visit := record(casefile.KindConsultation, "topics", "reg.de.wb", "topics", "work", "main_topic", "work", "channel", "counter",
		"category", "returnee", "note", "rreshti i parë\nrreshti i dytë")
	handout := record(casefile.KindHandout, "sheet", sheet.String(), "version", "3", "language", "sq", "medium", "paper")
	referral := record(casefile.KindReferral, "institution", institution.String(), "number", "TIR-A-00001", "needs", "employment", "status", "sent")
	follow := record(casefile.KindFollowUp, "what", "Telefononi", "due_on", "2026-11-25", "status", "planned")
	consent := record(casefile.KindConsent, "kind", "record", "form", "written", "granted", "true", "given_on", "2026-11-01")
	intake := record(casefile.KindIntake, "category", "returnee", "return_country", "IT")
	f := File{
		Items: []casefile.TimelineItem{
			item("2026-11-01", consent), item("2026-11-20T10:42", visit), item("2026-11-20", handout),
			item("2026-11-21", referral), item("2026-11-22", follow), item("2026-11-02", intake),
		},
		Referrals: []casefile.ReferralRow{{ID: referral.ID, Overdue: true}},
		Names:     map[string]string{sheet.String(): "Puna në Gjermani", institution.String(): "Zyra e Punës"},
	}
	w := words(t, "sq")
	w.Names = f.Names
	got := w.Moments(f)
	want := []struct{ title, detail, badge string }{
		{"Ndjekje: Telefononi", "Afati: 25.11.2026", "E planifikuar"},
		{"Referim te Zyra e Punës", "TIR-A-00001 · Punësim", "Me vonesë"},
		{"Këshillim: ", "rreshti i parë rreshti i dytë", ""},
		{"Fletë e dhënë: Puna në Gjermani", "versioni 3 · Shqip · në letër", ""},
		{"Regjistrim: Person i kthyer nga emigracioni", "Itali", ""},
		{"Pëlqim për regjistrimin e të dhënave", "Me shkrim", "U dha"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d moments", len(got))
	}
	for i, x := range want {
		m := got[i]
		if !strings.HasPrefix(m.Title, x.title) || !strings.Contains(m.Detail, x.detail) || m.Badge != x.badge {
			t.Errorf("%d: %+v, want %+v", i, m, x)
		}
	}
	if !strings.HasPrefix(got[2].Title, "Këshillim: "+w.Label("topic", "work")+", ") {
		t.Errorf("the main topic is not first: %q", got[2].Title)
	}
	if got := f.Categories(); !reflect.DeepEqual(got, []string{"returnee"}) {
		t.Errorf("categories %v", got)
	}
	if refused, none := f.Refused(); refused || none {
		t.Error("the consent given was not found")
	}
	if en := words(t, "en").Moments(f); en[0].Title != "Follow-up: Telefononi" {
		t.Errorf("in English: %q", en[0].Title)
	}
}

func TestLateFollowUpsAndDoneOnes(t *testing.T) {
	late := record(casefile.KindFollowUp, "what", "A", "due_on", "2026-11-01", "status", "planned")
	done := record(casefile.KindFollowUp, "what", "B", "due_on", "2026-11-01", "status", "done", "done_on", "2026-11-05")
	f := File{
		Items:     []casefile.TimelineItem{item("2026-11-01", late), item("2026-10-01", done)},
		FollowUps: []casefile.FollowUpRow{{ID: late.ID, Overdue: true}},
	}
	got := words(t, "en").Moments(f)
	if got[0].Mood != MoodBad || got[1].Mood != MoodDone || !strings.HasSuffix(got[1].Detail, "5.11.2026") {
		t.Errorf("%+v", got)
	}
}

func TestRefusal(t *testing.T) {
	for name, c := range map[string]struct {
		rec     casefile.Record
		refused bool
	}{
		"refused":   {record(casefile.KindConsent, "kind", "record", "granted", "false"), true},
		"withdrawn": {record(casefile.KindConsent, "kind", "record", "granted", "true", "withdrawn_on", today), true},
		"given":     {record(casefile.KindConsent, "kind", "record", "granted", "true"), false},
	} {
		if got, none := (File{Items: []casefile.TimelineItem{item(today, c.rec)}}).Refused(); got != c.refused || none {
			t.Errorf("%s: %v %v", name, got, none)
		}
	}
	other := record(casefile.KindConsent, "kind", "contact", "granted", "false")
	if refused, none := (File{Items: []casefile.TimelineItem{item(today, other)}}).Refused(); refused || !none {
		t.Error("another consent was taken for the one to record data")
	}
}

func TestClashesShowBothVersionsWithWhoAndWhen(t *testing.T) {
	a, b := casefile.EventID{1}, casefile.EventID{2}
	rec := record(casefile.KindClient, "given_name", "Arta")
	rec.Values["birth_date"] = []casefile.Value{
		{Text: "1988-11-03", Ref: casefile.Ref{Event: a}}, {Text: "1988-03-11", Ref: casefile.Ref{Event: b}},
	}
	at := time.Date(2026, 11, 20, 9, 5, 0, 0, time.UTC)
	f := File{Record: rec, Histories: []History{{Record: rec, Changes: []casefile.Change{
		{Event: a, At: at, AuthorName: "Ana"}, {Event: b, At: at.Add(time.Hour), Doubt: true},
	}}}}
	got := words(t, "sq").Clashes(f)
	if len(got) != 1 || got[0].Field != "birth_date" || got[0].Title != "Datëlindja" {
		t.Fatalf("%+v", got)
	}
	want := []ui.Version{
		{Value: "1988-11-03", Text: "3.11.1988", By: "Ana · 20.11.2026, 09:05"},
		{Value: "1988-03-11", Text: "11.3.1988", By: "dikush në një zyrë tjetër · 20.11.2026, 10:05", Doubt: true},
	}
	if !reflect.DeepEqual(got[0].Versions, want) {
		t.Errorf("%+v", got[0].Versions)
	}
	e := got[0].Settle("1988-03-11")
	if len(e.Seen["birth_date"]) != 2 || e.Text("birth_date") != "1988-03-11" || len(e.Fields) != 1 {
		t.Errorf("the edit does not replace both: %+v", e)
	}
}

func TestStepsTellBothValues(t *testing.T) {
	rec := record(casefile.KindClient, "family_name", "Doda")
	at := time.Date(2026, 11, 20, 9, 5, 0, 0, time.UTC)
	f := File{Histories: []History{
		{Record: rec, Changes: []casefile.Change{
			{At: at, AuthorName: "Ana", Doubt: true, Fields: []casefile.FieldChange{
				{Field: "family_name", Before: []string{"Hoxha"}, After: []string{"Doda"}},
				{Field: "phones", After: []string{"+355691234567"}},
				{Field: "of_a_newer_version", After: []string{"x"}},
			}},
		}},
		{Record: record(casefile.KindConsent, "kind", "contact"), Changes: []casefile.Change{{At: at.Add(time.Hour), Erased: true}}},
	}}
	got := words(t, "en").Steps(f)
	if len(got) != 2 || !got[0].At.After(got[1].At) || len(got[0].Lines) != 1 {
		t.Fatalf("%+v", got)
	}
	want := []ui.StepLine{{Label: "Surname", Before: "Hoxha", After: "Doda"}, {Label: "Phone", After: "069 123 4567"}}
	if !got[1].Doubt || got[1].Head != "20.11.2026, 09:05 · Ana" || got[1].About != "Client" {
		t.Errorf("%+v", got[1])
	}
	for i, l := range got[1].Lines {
		if l.Before != want[i].Before || l.After != want[i].After {
			t.Errorf("line %+v, want %+v", l, want[i])
		}
	}
}

func TestWordingOfValues(t *testing.T) {
	w := words(t, "sq")
	for _, c := range []struct {
		kind  casefile.Kind
		field string
		in    []string
		want  string
	}{
		{casefile.KindClient, "documents", []string{"passport|BA123|AL|2030-01-02"}, "Pasaportë BA123 (Shqipëri), vlen deri më 2.1.2030"},
		{casefile.KindClient, "languages", []string{"de:b1:certificate"}, "Gjermanisht: B1 – i pavarur (certifikatë)"},
		{casefile.KindClient, "birth_date", []string{"1988"}, "1988"},
		{casefile.KindIntake, "offer_in_hand", []string{"true"}, "Po"},
		{casefile.KindConsent, "language", []string{"en"}, "Anglisht"},
		{casefile.KindClient, "phones", nil, ""},
	} {
		if got := w.Values(c.kind, c.field, c.in); !strings.EqualFold(got, c.want) {
			t.Errorf("%s: %q, want %q", c.field, got, c.want)
		}
	}
	if got := w.Birth("1988-11-03"); got != "3.11.1988 (38)" {
		t.Errorf("Birth = %q", got)
	}
}

func TestMarks(t *testing.T) {
	w := words(t, "sq")
	for _, c := range []struct {
		row  Row
		mark Mark
		text string
	}{
		{Row{}, MarkNone, ""},
		{Row{ClientRow: casefile.ClientRow{Sync: casefile.SyncLocal}}, MarkNone, ""},
		{Row{ClientRow: casefile.ClientRow{Sync: casefile.SyncSent}}, MarkSent, "u dërgua"},
		{Row{ClientRow: casefile.ClientRow{Sync: casefile.SyncWaiting}}, MarkWaiting, "pret dërgimin"},
		{Row{ClientRow: casefile.ClientRow{Sync: casefile.SyncHeld}}, MarkHeld, "mbahet në qendër"},
		{Row{ClientRow: casefile.ClientRow{Sync: casefile.SyncSent, Conflict: true}}, MarkConflict, "dy vlera"},
		{Row{ClientRow: casefile.ClientRow{CardOnly: true}}, MarkElsewhere, "në një zyrë tjetër"},
		{Row{ClientRow: casefile.ClientRow{CardOnly: true}, OfficeName: "Durrës"}, MarkElsewhere, "te Durrës"},
	} {
		if got := MarkOf(c.row); got != c.mark {
			t.Errorf("%+v: mark %v", c.row, got)
		}
		if got := w.MarkText(c.row); got != c.text {
			t.Errorf("%+v: %q", c.row, got)
		}
	}
}
