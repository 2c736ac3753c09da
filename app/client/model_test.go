package client

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

const today = "2026-11-22"

var here = Desk{Officer: casefile.NewID(), Office: casefile.NewID(), Lang: "sq"}

func TestParseStart(t *testing.T) {
	id := casefile.NewID()
	for in, want := range map[string]Start{
		"":                               {},
		id.String():                      {ID: id},
		"client:" + id.String():          {ID: id},
		"draft:" + id.String():           {ID: id, IsDraft: true},
		"then:consultation":              {Consultation: true},
		"then:consultation:arta hoxha":   {Consultation: true, Typed: "arta hoxha"},
		Named("  Arta Hoxha "):           {Typed: "Arta Hoxha"},
		"draft:what is not an id at all": {},
	} {
		if got := ParseStart(in); got != want {
			t.Errorf("ParseStart(%q) = %+v, want %+v", in, got, want)
		}
	}
	if got := Named("   "); got != "" {
		t.Errorf("Named of spaces = %q", got)
	}
}

func TestGuess(t *testing.T) {
	for in, want := range map[string]Values{
		"":                               {},
		"arta":                           {"given_name": {"Arta"}},
		"ënkeleda çela":                  {"given_name": {"Ënkeleda"}, "family_name": {"Çela"}},
		"Arta Agim Hoxha-Doda Mbi":       {"given_name": {"Arta"}, "father_name": {"Agim"}, "family_name": {"Hoxha-Doda Mbi"}},
		"anna-maria McDonald":            {"given_name": {"Anna-Maria"}, "family_name": {"McDonald"}},
		"069 123 4567":                   {"phones": {"+355691234567"}},
		"hoxha 0691234567":               {"given_name": {"Hoxha"}, "phones": {"+355691234567"}},
		"X99":                            {},
		"e16211099" + check("E16211099"): {"personal_number": {"E16211099" + check("E16211099")}},
	} {
		if got := Guess(in); !reflect.DeepEqual(got, want) {
			t.Errorf("Guess(%q) = %v, want %v", in, got, want)
		}
	}
}

// check finds the check letter of the first nine characters.
func check(nine string) string {
	for c := 'A'; c <= 'W'; c++ {
		if n, err := casefile.CheckPersonalNumber(nine + string(c)); err == nil && n.CheckFits {
			return string(c)
		}
	}
	return ""
}

func TestFillFromNumber(t *testing.T) {
	number := "I81103001" + check("I81103001")
	v := Values{"personal_number": {number}}
	if got := v.FillFromNumber(); !slices.Equal(got, []string{"birth_date", "sex"}) {
		t.Fatalf("filled %v", got)
	}
	if v.One("birth_date") != "1988-11-03" || v.One("sex") != "male" {
		t.Errorf("values %v", v)
	}
	v = Values{"personal_number": {number}, "birth_date": {"1990"}, "sex": {"female"}}
	if got := v.FillFromNumber(); got != nil || v.One("birth_date") != "1990" {
		t.Errorf("what was entered was overwritten: %v %v", got, v)
	}
	if got := (Values{"personal_number": {"I8110"}}).FillFromNumber(); got != nil {
		t.Errorf("half a number filled %v", got)
	}
}

func TestIntakeFieldsExistAndDifferByCategory(t *testing.T) {
	seen := map[string]bool{}
	for _, it := range assets.Options("client_category") {
		fields := IntakeFields(it.Code)
		if len(fields) < 2 || fields[len(fields)-1] != "note" {
			t.Errorf("%s asks %v", it.Code, fields)
		}
		for _, n := range fields {
			seen[n] = true
			if _, ok := casefile.FieldByName(casefile.KindIntake, n); !ok {
				t.Errorf("%s asks %q, which the catalogue does not have", it.Code, n)
			}
		}
	}
	for _, n := range allIntakeFields() {
		if !seen[n] {
			t.Errorf("no category asks %q", n)
		}
	}
	if IntakeFields("") != nil {
		t.Error("without a category nothing is asked")
	}
}

func full() Form {
	f := NewClient(Start{Typed: "Arta Hoxha"}, today, here)
	for k, v := range map[string][]string{
		"sex": {"female"}, "birth_date": {"1988"}, "phones": {"+355691234567"}, "intake.category": {"returnee"},
		"intake.return_country": {"IT"}, "intake.needs": {"employment", "housing"}, "intake.destinations": {"DE"},
		"consent.form": {"written"},
	} {
		f.Values.Put(k, v...)
	}
	f.Values.ProposeCitizenship()
	return f
}

func TestRegistrationIsOneGroupThatTheRulesAccept(t *testing.T) {
	f := full()
	edits := f.Edits(today, here)
	kinds := []casefile.Kind{casefile.KindClient, casefile.KindIntake, casefile.KindConsent}
	if len(edits) != len(kinds) {
		t.Fatalf("%d edits", len(edits))
	}
	for i, e := range edits {
		if e.Kind != kinds[i] || !e.New {
			t.Errorf("edit %d: kind %v, new %v", i, e.Kind, e.New)
		}
		if _, err := casefile.Normalise(e, today, assets.Codes{}); err != nil {
			t.Errorf("%v: %v", e.Kind, err)
		}
	}
	client, intake, consent := edits[0], edits[1], edits[2]
	if client.Record.String() != f.Client || intake.Text("client") != f.Client || consent.Text("client") != f.Client {
		t.Error("intake and consent do not point to the client")
	}
	if client.Text("office") != here.Office.String() || intake.Text("officer") != here.Officer.String() {
		t.Error("the office or the officer is missing")
	}
	if !slices.Equal(client.All("citizenships"), []string{"AL"}) || intake.Text("opened_on") != today {
		t.Errorf("proposals: %v", edits)
	}
	if consent.Text("kind") != "record" || consent.Text("granted") != "true" || consent.Text("given_on") != today {
		t.Errorf("consent %v", consent.Fields)
	}
	if _, ok := intake.Fields["destinations"]; ok {
		t.Error("a field of another category was saved")
	}
}

func TestAnEmptyRegistrationIsRefusedFieldByField(t *testing.T) {
	f := NewClient(Start{}, today, here)
	f.Values.Put("consent.form", "refused")
	edits := f.Edits(today, here)
	if len(edits) != 3 || edits[2].Text("granted") != "false" {
		t.Fatalf("edits %v", edits)
	}
	var all casefile.FieldErrors
	for i, e := range edits {
		_, err := casefile.Normalise(e, today, assets.Codes{})
		var some casefile.FieldErrors
		if errors.As(err, &some) {
			for _, x := range some {
				x.Args = map[string]any{"Index": i}
				all = append(all, x)
			}
		}
	}
	byKey, rest := Faults(all.OrNil(), edits)
	for _, k := range []string{"given_name", "family_name", "sex", "intake.category"} {
		if e := byKey[k]; e == nil || e.Code != casefile.CodeRequired {
			t.Errorf("%s: %v", k, e)
		}
	}
	if rest != nil || len(byKey) != 4 {
		t.Errorf("faults %v, rest %v", byKey, rest)
	}
}

func TestFaultsGoToTheFieldsOfTheirRecord(t *testing.T) {
	edits := full().Edits(today, here)
	byKey, rest := Faults(casefile.FieldErrors{
		{Code: casefile.CodeUnknownCode, Field: "category", Args: map[string]any{"Index": 1}},
		{Code: casefile.CodeFutureDate, Field: "given_on"},
		{Code: casefile.CodeNotAllowed},
	}, edits)
	if byKey["intake.category"] == nil || byKey["consent.given_on"] == nil || rest == nil {
		t.Errorf("byKey %v, rest %v", byKey, rest)
	}
	if byKey, rest := Faults(casefile.Fail(casefile.CodeDiskFull, "x"), edits); byKey != nil || casefile.CodeOf(rest) != casefile.CodeDiskFull {
		t.Errorf("byKey %v, rest %v", byKey, rest)
	}
}

func value(text string) casefile.Value { return casefile.Value{Text: text} }

func TestChangeNamesOnlyWhatChanged(t *testing.T) {
	e := casefile.EventID{1}
	rec := casefile.Record{ID: casefile.NewID(), Kind: casefile.KindClient, Values: map[string][]casefile.Value{
		"given_name": {value("Arta")}, "family_name": {value("Hoxha")}, "sex": {value("female")},
		"birth_date": {{Text: "1988-11-03", Ref: casefile.Ref{Event: e, Index: 2}, Stamp: 9}, value("1988-03-11")},
		"phones":     {value("+355691234567"), value("+39333")},
	}}
	f := Change(rec)
	if f.Worth() || len(f.Edits(today, here)[0].Fields) != 0 {
		t.Error("an untouched form has changes")
	}
	f.Values.Put("phones", "+39333", "+355691234567")
	if f.Worth() {
		t.Error("the order of a set is a change")
	}
	f.Values.Put("family_name", "Doda")
	f.Values.Put("phones", "+39333")
	again, err := Decode(f.Encode())
	if err != nil {
		t.Fatal(err)
	}
	edit := again.Edits(today, here)[0]
	if edit.Record != rec.ID || edit.New {
		t.Errorf("edit of %v, new %v", edit.Record, edit.New)
	}
	want := map[string][]string{"family_name": {"Doda"}, "phones": {"+39333"}}
	if !reflect.DeepEqual(edit.Fields, want) {
		t.Errorf("fields %v, want %v", edit.Fields, want)
	}
	if !reflect.DeepEqual(edit.Seen["birth_date"], rec.Values["birth_date"]) {
		t.Errorf("what was seen did not survive the draft: %v", edit.Seen["birth_date"])
	}
}

func TestDraftIDs(t *testing.T) {
	f := NewClient(Start{}, today, here)
	if f.DraftID(here).String() != f.Client {
		t.Error("the draft of a new client has another id than the client")
	}
	client := casefile.NewID()
	a, b := NewIntake(client, today), NewIntake(client, today)
	if a.DraftID(here) != b.DraftID(here) || a.Record == b.Record {
		t.Error("an officer has one draft of an intake per client")
	}
	other := here
	other.Officer = casefile.NewID()
	if a.DraftID(here) == a.DraftID(other) || a.DraftID(here) == NewConsent(client, today, here).DraftID(here) {
		t.Error("drafts of others or of other forms are mixed up")
	}
	if _, err := Decode([]byte("{")); casefile.CodeOf(err) != casefile.CodeDamaged {
		t.Errorf("broken draft: %v", err)
	}
}

func TestWorth(t *testing.T) {
	for name, f := range map[string]Form{
		"client": NewClient(Start{}, today, here), "intake": NewIntake(casefile.NewID(), today),
		"consent": NewConsent(casefile.NewID(), today, here),
	} {
		if f.Worth() {
			t.Errorf("%s: an empty form is worth keeping", name)
		}
		f.Values.Put("given_name", "A")
		if !f.Worth() {
			t.Errorf("%s: what was entered is worth nothing", name)
		}
	}
}

func TestLikely(t *testing.T) {
	f := full()
	self, _ := casefile.ParseID(f.Client)
	matches := []casefile.Match{{ClientRow: casefile.ClientRow{ID: self}}}
	for range 8 {
		matches = append(matches, casefile.Match{ClientRow: casefile.ClientRow{ID: casefile.NewID()}})
	}
	f.Apart = []string{matches[1].ID.String()}
	got := f.Likely(matches)
	if len(got) != duplicatesShown || got[0].ID != matches[2].ID {
		t.Errorf("%d shown, first %v", len(got), got[0].ID)
	}
	for c, want := range map[string]bool{"": false, "A": false, "Ar": true} {
		if Comparable(casefile.Candidate{GivenName: c}) != want {
			t.Errorf("Comparable(%q) != %v", c, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	f := full()
	f.Values.Put("birth_date", "2012-01-05")
	f.Values.Put("personal_number", "i8 1103001x")
	keys := map[string]bool{}
	for _, w := range f.Warnings(today) {
		keys[w.Key] = true
	}
	if !keys["minor"] || !keys["personal_number_form"] {
		t.Errorf("warnings %v", keys)
	}
	if NewIntake(casefile.NewID(), today).Warnings(today) != nil {
		t.Error("an intake warns about a client")
	}
}

// words are the wordings of both languages; missing texts fail the test.
func words(t *testing.T, lang string) Wording {
	t.Helper()
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if m := c.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	return Wording{Wording: ui.Wording{P: c.Printer(lang)}, Today: today}
}
