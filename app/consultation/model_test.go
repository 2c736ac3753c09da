package consultation

import (
	"reflect"
	"slices"
	"testing"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

const (
	today  = "2026-11-20" // a Friday
	minute = "2026-11-20T10:42"
)

var (
	officer = casefile.NewID()
	office  = casefile.NewID()
	here    = Office{Officer: officer, Office: office, Municipality: "tirane", County: "AL-11"}
)

// full is a visit with everything that can come of one.
func full(client casefile.ID) Values {
	v := NewValues(minute, false, here)
	v.Client = client.String()
	v.Category = "prospective_migrant"
	v.SetTopics([]string{"reg.de.wb", "work.contract"})
	v.Minutes, v.Note = "25", "Pyeti për kontratën."
	v.AddOutcome("advised")
	v.Give(casefile.SheetRow{ID: casefile.NewID(), Version: 3, Title: map[string]string{"sq": "Gjermania"}}, "sq")
	v.Refer(today, "sq")
	r := &v.Referrals[0]
	r.SetNeeds([]string{"employment"})
	r.Institution = casefile.NewID().String()
	r.SetConsented(true)
	v.Promise(FollowUp{DueOn: "2026-11-27", What: "Telefononi"})
	return v
}

func kinds(g Group) []casefile.Kind {
	var out []casefile.Kind
	for _, e := range g.Edits {
		out = append(out, e.Kind)
	}
	return out
}

func TestSaveIsOneGroupThatTheRulesAccept(t *testing.T) {
	client, id := casefile.NewID(), casefile.NewID()
	g := full(client).Save(id, here, today)
	want := []casefile.Kind{
		casefile.KindConsultation, casefile.KindHandout, casefile.KindReferral, casefile.KindConsent, casefile.KindFollowUp,
	}
	if got := kinds(g); !slices.Equal(got, want) {
		t.Fatalf("kinds %v, want %v", got, want)
	}
	for i, e := range g.Edits {
		if _, err := casefile.Normalise(e, casefile.Today(today), assets.Codes{}); err != nil {
			t.Errorf("%s: %v", e.Kind, err)
		}
		if e.Text("client") != client.String() {
			t.Errorf("%s does not say whom it is about", e.Kind)
		}
		if i > 0 && e.Kind != casefile.KindConsent && e.Text("consultation") != id.String() {
			t.Errorf("%s does not point to the visit", e.Kind)
		}
	}
	visit, handout, referral, consent, followUp := g.Edits[0], g.Edits[1], g.Edits[2], g.Edits[3], g.Edits[4]
	for _, c := range []struct{ what, got, want string }{
		{"id", visit.Record.String(), id.String()},
		{"main topic", visit.Text("main_topic"), "reg.de.wb"},
		{"destination", visit.Text("destination"), "DE"},
		{"officer", visit.Text("officer"), officer.String()},
		{"office", visit.Text("office"), office.String()},
		{"version", handout.Text("version"), "3"},
		{"medium", handout.Text("medium"), "paper"},
		{"given on", handout.Text("given_on"), today},
		{"status", referral.Text("status"), "sent"},
		{"number", referral.Text("number"), ""},
		{"target", referral.Text("target"), "employment_office"},
		{"due", referral.Text("due_on"), "2026-11-30"},
		{"consent", consent.Text("kind"), "share_referral"},
		{"consent form", consent.Text("form"), "written"},
		{"follow-up", followUp.Text("status"), "planned"},
	} {
		if c.got != c.want {
			t.Errorf("%s %q, want %q", c.what, c.got, c.want)
		}
	}
	if got, want := visit.All("outcomes"), []string{"advised", "sheet_given", "referred", "follow_up"}; !slices.Equal(got, want) {
		t.Errorf("outcomes %v, want %v", got, want)
	}
}

func TestWithoutConsentAReferralStaysADraft(t *testing.T) {
	v := full(casefile.NewID())
	v.Referrals[0].SetConsented(false)
	g := v.Save(casefile.NewID(), here, today)
	if slices.Contains(kinds(g), casefile.KindConsent) {
		t.Error("a consent was recorded that nobody gave")
	}
	e := g.Edits[2]
	if e.Text("status") != "draft" || e.Text("consented") != "false" {
		t.Errorf("status %q, consented %q", e.Text("status"), e.Text("consented"))
	}
	if _, err := casefile.Normalise(e, casefile.Today(today), assets.Codes{}); err != nil {
		t.Error(err)
	}
}

func TestLightVisit(t *testing.T) {
	v := NewValues(minute, true, here)
	if v.Municipality != "tirane" {
		t.Errorf("place %q, want the office's own", v.Municipality)
	}
	v.Sex, v.AgeBand, v.Category = "female", "a30_34", "prospective_migrant"
	v.SetTopics([]string{"visa"})
	// The name chosen before the switch is not written.
	v.Client = casefile.NewID().String()
	if faults := v.Check(); len(faults) != 0 {
		t.Errorf("faults %v", faults)
	}
	g := v.Save(casefile.NewID(), here, today)
	e, err := casefile.Normalise(g.Edits[0], casefile.Today(today), assets.Codes{})
	if err != nil {
		t.Fatal(err)
	}
	if e.Text("client") != "" || e.Text("sex") != "female" || e.Text("age_band") != "a30_34" || e.Text("municipality") != "tirane" {
		t.Errorf("fields %v", e.Fields)
	}
}

func TestAReferralNeedsAName(t *testing.T) {
	v := NewValues(minute, true, here)
	v.Refer(today, "sq")
	for _, light := range []bool{true, false} {
		v.SetLight(light, here)
		faults := v.Check()
		if len(faults) != 1 || faults[0].Err.Field != "client" {
			t.Errorf("light %v: faults %v, want one at the person", light, faults)
		}
	}
	v.Client = casefile.NewID().String()
	if faults := v.Check(); len(faults) != 0 {
		t.Errorf("faults %v", faults)
	}
}

func TestTopicCountry(t *testing.T) {
	for _, c := range []struct {
		topics []string
		want   string
	}{
		{nil, ""},
		{[]string{"reg"}, ""},
		{[]string{"reg.de.wb"}, "DE"},
		{[]string{"reg.gb"}, "GB"},
		{[]string{"visa", "reg.it.flussi"}, "IT"},
		{[]string{"reg.de.wb", "reg.de.skilled"}, "DE"},
		{[]string{"reg.de.wb", "reg.it"}, ""},
		{[]string{"reg.us"}, ""}, // United States and Canada
		{[]string{"reg.wb"}, ""},
		{[]string{"reg.other"}, ""},
	} {
		if got := TopicCountry(c.topics); got != c.want {
			t.Errorf("%v: %q, want %q", c.topics, got, c.want)
		}
	}
}

func TestDestinationFollowsTheTopicUntilChosen(t *testing.T) {
	v := NewValues(minute, false, here)
	v.SetTopics([]string{"reg.de"})
	v.SetTopics([]string{"reg.it"})
	if v.Destination != "IT" {
		t.Errorf("destination %q, want that of the new topic", v.Destination)
	}
	v.Destination = "CH"
	v.SetTopics([]string{"reg.de"})
	if v.Destination != "CH" {
		t.Errorf("destination %q, want the officer's choice", v.Destination)
	}
}

func TestCategoryFollowsTheMainTopicUntilChosen(t *testing.T) {
	v := NewValues(minute, true, here)
	v.SetTopics([]string{"return.school"})
	v.SetTopics([]string{"imm.unique", "return.school"})
	if v.Category != "immigrant" {
		t.Errorf("category %q, want that of the main topic", v.Category)
	}
	v.SetTopics([]string{"services.health"}) // anybody may ask
	if v.Category != "" {
		t.Errorf("category %q, want none", v.Category)
	}
	v.Category = "family_member"
	v.SetTopics([]string{"reg.de"})
	if v.Category != "family_member" {
		t.Errorf("category %q, want the officer's choice", v.Category)
	}
}

func TestFitsTheOneItWaitedFor(t *testing.T) {
	for _, c := range []struct {
		v    Values
		name string
		want bool
	}{
		{Values{Awaits: true, Typed: "agim hox"}, "Agim Besnik Hoxha", true},
		{Values{Awaits: true, Typed: "cela"}, "Përparim Çela", true},
		{Values{Awaits: true, Typed: "agim hoxha"}, "Agron Hoxha", false},
		{Values{Awaits: true}, "Agim Hoxha", false},
		{Values{Typed: "agim"}, "Agim Hoxha", false},
	} {
		if got := c.v.Fits(c.name); got != c.want {
			t.Errorf("%q and %q: %v", c.v.Typed, c.name, got)
		}
	}
	v := Values{Awaits: true, Typed: "agim", Light: true}
	if v.Arrive("x"); v.Client != "x" || v.Light || v.Awaits || v.Typed != "" {
		t.Errorf("%+v", v)
	}
}

func TestAsksDestination(t *testing.T) {
	for _, c := range []struct {
		v    Values
		want bool
	}{
		{Values{}, false},
		{Values{Category: "immigrant", Topics: []string{"imm.unique"}}, false},
		{Values{Category: "returnee"}, true},
		{Values{Topics: []string{"visa.ees"}}, true},
		{Values{Topics: []string{"diploma.in"}}, false},
		{Values{Topics: []string{"diploma.out"}}, true},
		{Values{Topics: []string{"services.health"}, Destination: "DE"}, true},
	} {
		if got := c.v.AsksDestination(); got != c.want {
			t.Errorf("%+v: %v", c.v, got)
		}
	}
}

func TestDayIn(t *testing.T) {
	for _, c := range []struct{ day, step, want string }{
		{"2026-11-19", InADay, "2026-11-20"},
		{"2026-11-20", InADay, "2026-11-23"}, // Friday: the next day at work is Monday
		{"2026-11-20", InAWeek, "2026-11-27"},
		{"2026-11-20", InAMonth, "2026-12-21"}, // the 20th is a Sunday
		{"2027-01-31", InAMonth, "2027-03-01"}, // 28 February is a Sunday
		{"2026-10-31", InAMonth, "2026-11-30"},
		{"nonsense", InADay, ""},
	} {
		if got := DayIn(c.day, c.step); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.day, c.step, got, c.want)
		}
	}
}

func TestUrgencyMovesTheDayUnlessChosen(t *testing.T) {
	v := NewValues(minute, false, here)
	v.Refer(today, "sq")
	r := &v.Referrals[0]
	if r.DueOn != "2026-11-30" {
		t.Fatalf("due %s", r.DueOn)
	}
	r.SetUrgency("urgent", today)
	if r.DueOn != "2026-11-21" {
		t.Errorf("due %s, want the next day", r.DueOn)
	}
	r.DueOn = "2026-12-24"
	r.SetUrgency("priority", today)
	if r.DueOn != "2026-12-24" {
		t.Errorf("due %s, want the officer's choice", r.DueOn)
	}
}

func TestNeedsProposeAnInstitutionOnce(t *testing.T) {
	var r Referral
	r.SetNeeds([]string{"social_insurance"})
	if r.Target != "social_insurance" {
		t.Errorf("target %q", r.Target)
	}
	r.SetNeeds([]string{"vet", "social_insurance"})
	if r.Target != "social_insurance" {
		t.Errorf("target %q changed under the officer's hands", r.Target)
	}
}

func TestOutcomesFollowTheParts(t *testing.T) {
	v := full(casefile.NewID())
	v.TakeBack(0)
	v.Unrefer(0)
	v.Promise(FollowUp{})
	if got := v.Outcomes; !slices.Equal(got, []string{"advised"}) {
		t.Errorf("outcomes %v, want what the officer chose", got)
	}
}

func TestSuggest(t *testing.T) {
	row := func(code string, topics, countries []string) casefile.SheetRow {
		return casefile.SheetRow{ID: casefile.DerivedID(casefile.KindSheet, code), Code: code, Topics: topics, Destinations: countries}
	}
	library := []casefile.SheetRow{
		row("reg.de.wb", []string{"reg.de.wb", "reg.de"}, []string{"DE"}),
		row("reg.it.flussi", []string{"reg.it.flussi"}, []string{"IT"}),
		row("visa", []string{"visa"}, nil),
		row("return.school", []string{"return.school"}, nil),
	}
	for _, c := range []struct {
		v    Values
		want []string
	}{
		{Values{}, nil},
		{Values{Topics: []string{"visa.ees"}}, []string{"visa"}},
		{Values{Topics: []string{"return"}}, []string{"return.school"}},
		{Values{Topics: []string{"reg.de.skilled"}}, []string{"reg.de.wb"}},
		{Values{Topics: []string{"reg"}}, nil}, // every country would fit
		{Values{Topics: []string{"visa"}, Destination: "IT"}, []string{"reg.it.flussi", "visa"}},
	} {
		var got []string
		for _, r := range c.v.Suggest(library) {
			got = append(got, r.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v %s: %v, want %v", c.v.Topics, c.v.Destination, got, c.want)
		}
	}
	v := Values{Topics: []string{"visa"}}
	v.Give(library[2], "en")
	if got := v.Suggest(library); len(got) != 0 {
		t.Errorf("a sheet that was given is proposed again: %v", got)
	}
}

func TestDraftKeepsEverything(t *testing.T) {
	v := full(casefile.NewID())
	v.Awaits = true
	back, err := Decode(v.Encode())
	if err != nil || !reflect.DeepEqual(v, back) {
		t.Errorf("%+v\nbecame\n%+v (%v)", v, back, err)
	}
	if _, err := Decode([]byte("{")); casefile.CodeOf(err) != casefile.CodeDamaged {
		t.Errorf("a broken draft: %v", err)
	}
	for _, light := range []bool{false, true} {
		if v := NewValues(minute, light, here); !v.Empty() {
			t.Errorf("light %v: what the page proposes counts as written", light)
		}
	}
	if v.Empty() {
		t.Error("a full page counts as empty")
	}
}

func TestFaultsFindTheirPart(t *testing.T) {
	g := full(casefile.NewID()).Save(casefile.NewID(), here, today)
	err := casefile.FieldErrors{
		{Code: casefile.CodeRequired, Field: "topics", Args: map[string]any{"Index": 0}},
		{Code: casefile.CodeBadDate, Field: "due_on", Args: map[string]any{"Index": 2}},
		{Code: casefile.CodeBadDate, Field: "due_on", Args: map[string]any{"Index": 4}},
		{Code: casefile.CodeRequired, Field: "form", Args: map[string]any{"Index": 3}},
	}
	faults, rest := g.Faults(err)
	var got []Part
	for _, f := range faults {
		got = append(got, f.Part)
	}
	want := []Part{{casefile.KindConsultation, 0}, {casefile.KindReferral, 0}, {casefile.KindFollowUp, 0}, {casefile.KindConsent, 0}}
	if !slices.Equal(got, want) || rest != nil {
		t.Errorf("parts %v rest %v, want %v", got, rest, want)
	}
	faults, rest = g.Faults(&casefile.Error{Code: casefile.CodeDiskFull})
	if len(faults) != 0 || casefile.CodeOf(rest) != casefile.CodeDiskFull {
		t.Errorf("a full disk: %v, %v", faults, rest)
	}
}

func record(kind casefile.Kind, fields map[string][]string) casefile.Record {
	rec := casefile.Record{ID: casefile.NewID(), Kind: kind, Values: map[string][]casefile.Value{}}
	for name, vs := range fields {
		for i, v := range vs {
			rec.Values[name] = append(rec.Values[name], casefile.Value{Text: v, Ref: casefile.Ref{Index: uint8(i)}})
		}
	}
	return rec
}

func visit() casefile.Record {
	return record(casefile.KindConsultation, map[string][]string{
		"held_at": {"2026-11-03T09:15"}, "channel": {"counter"}, "category": {"returnee"},
		"topics": {"return.school", "diploma.in"}, "main_topic": {"return.school"}, "note": {"Dy fëmijë."},
	})
}

func TestCorrectionNamesOnlyWhatChanged(t *testing.T) {
	c := Correct(visit())
	if _, changed := c.Edit(); changed {
		t.Error("an untouched form changes something")
	}
	c.Set("topics", []string{"return.school", "diploma.in"})
	if _, changed := c.Edit(); changed {
		t.Error("the same topics in another order change something")
	}
	c.Set("topics", []string{"diploma.in", "return.school"})
	c.Set("note", []string{"Tre fëmijë."})
	back, err := DecodeCorrection(c.Encode())
	if err != nil {
		t.Fatal(err)
	}
	e, changed := back.Edit()
	if !changed || len(e.Fields) != 2 || e.Text("main_topic") != "diploma.in" || e.Text("note") != "Tre fëmijë." {
		t.Errorf("fields %v", e.Fields)
	}
	if len(e.Seen["note"]) != 1 || e.Seen["note"][0].Text != "Dy fëmijë." {
		t.Errorf("what the officer saw is lost: %v", e.Seen)
	}
	if _, err := DecodeCorrection([]byte(`{}`)); casefile.CodeOf(err) != casefile.CodeDamaged {
		t.Errorf("an empty draft: %v", err)
	}
}

func TestPersonSummary(t *testing.T) {
	rec := record(casefile.KindClient, map[string][]string{
		"given_name": {"Agim"}, "father_name": {"Besnik"}, "family_name": {"Hoxha"}, "birth_date": {"1988-03-12"},
		"municipality": {"tirane"}, "phones": {"+355691234567"},
	})
	p := PersonOf(rec)
	older := record(casefile.KindConsultation, map[string][]string{"held_at": {"2025-05-01T09:00"}, "category": {"diaspora"}})
	p.AddTimeline([]casefile.TimelineItem{
		{Kind: casefile.KindConsultation, Record: visit()},
		{Kind: casefile.KindConsultation, Record: older},
		{Kind: casefile.KindIntake, Record: record(casefile.KindIntake, map[string][]string{"opened_on": {"2024-01-01"}, "category": {"family_member"}})},
	})
	p.AddReferrals(casefile.Page[casefile.ReferralRow]{Total: 2, Rows: []casefile.ReferralRow{{Overdue: true}, {}}})
	p.AddFollowUps([]casefile.FollowUpRow{{Status: "done"}, {Status: "planned"}})
	if p.Category != "family_member" || p.LastVisit != "2026-11-03" || first(p.LastTopics) != "return.school" {
		t.Errorf("%+v", p)
	}
	if p.OpenReferrals != 2 || p.Overdue != 1 || len(p.FollowUps) != 1 || p.Visits != 2 {
		t.Errorf("%+v", p)
	}
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	label := func(list, code string) string { return assets.Label("sq", list, code) }
	if got, want := p.Detail(c.Printer("sq"), label, today), "atësia Besnik · 12.3.1988 (38 vjeç) · Tiranë · 069 123 4567"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestHistoryWords(t *testing.T) {
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := Wording{ui.Wording{P: c.Printer("sq")}}
	for _, tc := range []struct {
		field  string
		values []string
		want   string
	}{
		{"held_at", []string{"2026-11-03T09:15"}, "3.11.2026, 09:15"},
		{"channel", []string{"phone"}, "Me telefon"},
		{"topics", []string{"visa", "risk"}, "Udhëtimi pa viza: rregulli 90/180, Rreziqet e migrimit të parregullt"},
		{"note", nil, ""},
		{"client", []string{casefile.NewID().String()}, "Klient"},
		{"of_a_newer_version", []string{"x"}, "x"},
	} {
		if got := w.Values(casefile.KindConsultation, tc.field, tc.values); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.field, got, tc.want)
		}
	}
}
