package register

import (
	"testing"

	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

func TestSpan(t *testing.T) {
	for _, c := range []struct{ period, day, from, to string }{
		{PeriodToday, "2026-11-20", "2026-11-20", "2026-11-20"},
		{PeriodWeek, "2026-11-20", "2026-11-16", "2026-11-22"},
		{PeriodWeek, "2026-11-16", "2026-11-16", "2026-11-22"}, // a Monday
		{PeriodWeek, "2026-11-22", "2026-11-16", "2026-11-22"}, // a Sunday
		{PeriodWeek, "2027-01-01", "2026-12-28", "2027-01-03"},
		{PeriodMonth, "2026-02-14", "2026-02-01", "2026-02-28"},
		{PeriodMonth, "2028-02-29", "2028-02-01", "2028-02-29"},
		{PeriodMonth, "2026-12-31", "2026-12-01", "2026-12-31"},
		{PeriodAll, "2026-11-20", "", ""},
		{PeriodWeek, "nonsense", "", ""},
	} {
		from, to := Span(c.period, c.day)
		if from != c.from || to != c.to {
			t.Errorf("%s around %s: %s to %s, want %s to %s", c.period, c.day, from, to, c.from, c.to)
		}
	}
}

func TestPeriodNamesTheButton(t *testing.T) {
	const day = "2026-11-20"
	for _, p := range []string{PeriodToday, PeriodWeek, PeriodMonth, PeriodAll} {
		var f Filter
		f.From, f.To = Span(p, day)
		if got := f.Period(day); got != p {
			t.Errorf("%s is called %q", p, got)
		}
	}
	if got := (Filter{From: "2026-11-02", To: "2026-11-05"}).Period(day); got != "" {
		t.Errorf("four days of another week are called %q", got)
	}
}

func TestQuery(t *testing.T) {
	officer := casefile.NewID()
	q := Filter{From: "2026-11-01", To: "31.1", Officer: officer.String(), Category: "returnee", Topic: "visa", Place: "tirane"}.Query()
	if q.From != "2026-11-01" || q.To != "" || q.Officer != officer || q.Category != "returnee" || q.Topic != "visa" || q.Place != "tirane" {
		t.Errorf("%+v", q)
	}
	if !(Filter{From: "2026-11-05", To: "2026-11-01"}).Backwards() || (Filter{From: "2026-11-05"}).Backwards() {
		t.Error("days the wrong way round are not told from an open end")
	}
}

func TestAFilterSurvivesTheRoute(t *testing.T) {
	f := Filter{From: "2026-11-01", Officer: casefile.NewID().String(), Topic: "reg.de.wb", Place: "tirane"}
	if got := DecodeFilter(f.Encode()); got != f {
		t.Errorf("%+v became %+v", f, got)
	}
	if got := DecodeFilter("%zz"); got != (Filter{}) {
		t.Errorf("%+v", got)
	}
}

func printer(t *testing.T, lang string) *translations.Printer {
	t.Helper()
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Printer(lang)
}

func TestRows(t *testing.T) {
	found := []casefile.ConsultationRow{
		{
			ID: casefile.NewID(), Client: casefile.NewID(), Name: "Agim Besnik Hoxha", HeldAt: "2026-11-20T10:42", Category: "returnee",
			Topics: []string{"visa", "risk"}, Sex: "male", AgeBand: "a35_39", OfficerName: "Arta Hoxha", Sheets: 2, Sync: casefile.SyncWaiting,
		},
		{ID: casefile.NewID(), HeldAt: "2026-11-20T09:00", Sex: "female", Referrals: 1, Sync: casefile.SyncSent},
		{ID: casefile.NewID(), HeldAt: "2026-11-19T16:10"},
	}
	rows := Rows(printer(t, "sq"), found, "")
	a, b, c := rows[0], rows[1], rows[2]
	for _, x := range []struct{ what, got, want string }{
		{"day", a.Day, "20.11.2026"},
		{"time", a.Time, "10:42"},
		{"who", a.Who, "Agim Besnik Hoxha"},
		{"person", a.Person, "Mashkull, 35–39"},
		{"category", a.Category, "Person i kthyer nga emigracioni"},
		{"topics", a.Topics, "Udhëtimi pa viza: rregulli 90/180, Rreziqet e migrimit të parregullt"},
		{"sheets", a.Sheets, "2"},
		{"no referrals", a.Referrals, ""},
		{"state", a.State, "në pritje"},
		{"light", b.Who, "vizitë pa emër"},
		{"only sex", b.Person, "Femër"},
		{"referrals", b.Referrals, "1"},
		{"nobody", c.Person, ""},
		{"local", c.State, "vetëm këtu"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.what, x.got, x.want)
		}
	}
	if !a.NewDay || b.NewDay || !c.NewDay || a.Light || !b.Light || a.Tone != ui.Info || b.Tone != ui.Success {
		t.Errorf("%+v\n%+v\n%+v", a, b, c)
	}
	// A page that goes on with the day of the page before begins no new day.
	if again := Rows(printer(t, "sq"), found, "2026-11-20"); again[0].NewDay {
		t.Error("a new day begins in the middle of one")
	}
}

func TestAge(t *testing.T) {
	for band, want := range map[string]string{"a14": "14", "a35_39": "35–39", "a75p": "75+", "unknown": "", "": ""} {
		if got := age(band); got != want {
			t.Errorf("%s: %q, want %q", band, got, want)
		}
	}
}

func TestEveryStateHasAWordInBothLanguages(t *testing.T) {
	for _, lang := range translations.Languages {
		seen := map[string]bool{}
		for _, s := range []casefile.SyncState{casefile.SyncLocal, casefile.SyncWaiting, casefile.SyncSent, casefile.SyncHeld} {
			word, _ := state(printer(t, lang), s)
			if seen[word] || word == "" {
				t.Errorf("%s: %s is called %q", lang, s, word)
			}
			seen[word] = true
		}
	}
}
