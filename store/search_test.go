package store

import (
	"fmt"
	"slices"
	"testing"

	"sporteli/store/casefile"
)

func TestSearchFindsHoweverItIsTyped(t *testing.T) {
	d := newDesk(t)
	d.save(newClient("Çelike", "Gjon", "Hoxhë").Set("maiden_name", "Përmeti").Set("phones", "069 234 5678", "+49 171 9998877"))
	d.save(newClient("Celina", "", "Hoxhaj").Set("documents", "passport|BA 123-4567|AL|").Set("personal_number", "J55115123A"))
	d.save(newClient("Ana Maria", "Çelo", "D'Angelo").Set("other_names", "Anna Marie"))
	d.save(newClient("Teuta", "", "Leka77"))
	tests := []struct {
		text string
		want []string
	}{
		{"", []string{"Teuta Leka77", "Ana Maria Çelo D'Angelo", "Celina Hoxhaj", "Çelike Gjon Hoxhë"}},
		{"cel", []string{"Ana Maria Çelo D'Angelo", "Celina Hoxhaj", "Çelike Gjon Hoxhë"}},
		{"ÇEL", []string{"Ana Maria Çelo D'Angelo", "Celina Hoxhaj", "Çelike Gjon Hoxhë"}},
		{"hoxhe cel", []string{"Çelike Gjon Hoxhë"}},
		{"gjon hox", []string{"Çelike Gjon Hoxhë"}},
		{"permeti", []string{"Çelike Gjon Hoxhë"}},
		{"marie", []string{"Ana Maria Çelo D'Angelo"}},
		{"dangelo", []string{"Ana Maria Çelo D'Angelo"}},
		{"D'Ang", []string{"Ana Maria Çelo D'Angelo"}},
		{"oxh", nil},
		{"0692345678", []string{"Çelike Gjon Hoxhë"}},
		{"069 234 56", []string{"Çelike Gjon Hoxhë"}},
		{"+355 69 2345678", []string{"Çelike Gjon Hoxhë"}},
		{"5678", []string{"Çelike Gjon Hoxhë"}},
		{"171 99", []string{"Çelike Gjon Hoxhë"}},
		{"ba123", []string{"Celina Hoxhaj"}},
		{"1234567", []string{"Celina Hoxhaj"}},
		{"a1234", []string{"Celina Hoxhaj"}},
		{"leka77", []string{"Teuta Leka77"}},
		{"teuta LEKA7", []string{"Teuta Leka77"}},
		{"leka78", nil},
		{"BA", []string{"Celina Hoxhaj"}},
		{"4567 celin", []string{"Celina Hoxhaj"}},
		{"5511", []string{"Celina Hoxhaj"}},
		{"j551", []string{"Celina Hoxhaj"}},
		{"4567 ana", nil},
		{"355", []string{"Çelike Gjon Hoxhë"}},
		{"06", []string{"Çelike Gjon Hoxhë"}},
		{`"*^ AND`, nil},
		{`" * ^`, nil},
		{"NEAR(", nil},
	}
	for _, tt := range tests {
		if got := d.find(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSearchFollowsChanges(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "", "Gashi").Set("phones", "0692345678")
	d.save(c)
	d.save(newClient("Drita", "", "Gashi"))
	d.save(d.record(c.Record).Edit().Set("family_name", "Krasniqi").Set("phones", "0681111111"))
	for text, want := range map[string][]string{
		"besa gashi": nil, "krasniqi": {"Besa Krasniqi"}, "2345": nil, "68111": {"Besa Krasniqi"},
		"": {"Besa Krasniqi", "Drita Gashi"},
	} {
		if got := d.find(text); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
	d.save(visitOf(c.Record))
	if got := d.find("krasniqi"); len(got) != 1 {
		t.Errorf("after a visit: %q", got)
	}
}

func TestPagesJoinWithoutGapOrRepetition(t *testing.T) {
	d := newDesk(t)
	var edits []casefile.Edit
	for i := range 25 {
		c := newClient(fmt.Sprintf("Ana%02d", i), "", "Leka")
		v := visitOf(c.Record).Set("held_at", fmt.Sprintf("2026-11-%02dT09:00", 1+i%5))
		edits = append(edits, c, v, referralOf(c.Record))
	}
	results, err := d.SaveEach(t.Context(), d.s, edits)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	span := casefile.Span{Limit: 7}
	walk := func(name string, page func(after string) (ids []casefile.ID, next string, total int)) {
		t.Helper()
		seen := map[casefile.ID]bool{}
		for after, rounds := "", 0; ; rounds++ {
			ids, next, total := page(after)
			if total != 25 || rounds > 4 {
				t.Fatalf("%s: total %d in round %d", name, total, rounds)
			}
			for _, id := range ids {
				if seen[id] {
					t.Errorf("%s: %s twice", name, id)
				}
				seen[id] = true
			}
			if after = next; after == "" {
				break
			}
		}
		if len(seen) != 25 {
			t.Errorf("%s: %d rows", name, len(seen))
		}
	}
	for _, text := range []string{"", "ana le"} {
		walk("clients "+text, func(after string) (ids []casefile.ID, _ string, _ int) {
			span.After = after
			p, err := d.FindClients(t.Context(), d.s, casefile.ClientQuery{Span: span, Text: text})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range p.Rows {
				ids = append(ids, r.ID)
			}
			return ids, p.Next, p.Total
		})
	}
	walk("register", func(after string) (ids []casefile.ID, _ string, _ int) {
		span.After = after
		p, err := d.FindConsultations(t.Context(), d.s, casefile.RegisterQuery{Span: span, Officer: d.s.Officer, Category: "returnee"})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			ids = append(ids, r.ID)
		}
		return ids, p.Next, p.Total
	})
	walk("referrals", func(after string) (ids []casefile.ID, _ string, _ int) {
		span.After = after
		p, err := d.FindReferrals(t.Context(), d.s, casefile.ReferralQuery{Span: span, Open: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			ids = append(ids, r.ID)
		}
		return ids, p.Next, p.Total
	})
	walk("records", func(after string) (ids []casefile.ID, _ string, _ int) {
		span.After = after
		p, err := d.FindRecords(t.Context(), d.s, casefile.KindClient, span)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			ids = append(ids, r.ID)
		}
		return ids, p.Next, p.Total
	})
	bad := casefile.Span{After: "?"}
	_, err1 := d.FindClients(t.Context(), d.s, casefile.ClientQuery{Span: bad})
	_, err2 := d.FindConsultations(t.Context(), d.s, casefile.RegisterQuery{Span: bad})
	_, err3 := d.FindReferrals(t.Context(), d.s, casefile.ReferralQuery{Span: bad})
	_, err4 := d.FindRecords(t.Context(), d.s, casefile.KindClient, bad)
	for i, err := range []error{err1, err2, err3, err4} {
		if casefile.CodeOf(err) != casefile.CodeUsage {
			t.Errorf("list %d took a key that is none: %v", i, err)
		}
	}
}

func TestRegisterFilters(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "", "Gashi").Set("municipality", "durres")
	light := visitOf(casefile.ID{}).Set("client").Set("sex", "male").Set("age_band", "a30_34").Set("municipality", "tirane").
		Set("category", "immigrant").Set("held_at", "2026-11-20T09:00")
	const topic = "return.school"
	d.save(c, visitOf(c.Record).Set("topics", topic), light.Set("topics", "reg.de.wb", "visa"))
	for name, tt := range map[string]struct {
		q    casefile.RegisterQuery
		want int
	}{
		"all": {casefile.RegisterQuery{}, 2}, "from": {casefile.RegisterQuery{From: "2026-11-21"}, 1}, "to": {casefile.RegisterQuery{To: "2026-11-20"}, 1},
		"place of the client": {casefile.RegisterQuery{Place: "durres"}, 1}, "place of the visit": {casefile.RegisterQuery{Place: "tirane"}, 1},
		"category": {casefile.RegisterQuery{Category: "immigrant"}, 1}, "topic": {casefile.RegisterQuery{Topic: topic}, 1},
		"above a topic": {casefile.RegisterQuery{Topic: "reg"}, 1}, "just above a topic": {casefile.RegisterQuery{Topic: "reg.de"}, 1},
		"beside a topic": {casefile.RegisterQuery{Topic: "reg.de.skilled"}, 0}, "part of a word": {casefile.RegisterQuery{Topic: "vis"}, 0},
		"below a topic": {casefile.RegisterQuery{Topic: "visa.ees"}, 0}, "second topic": {casefile.RegisterQuery{Topic: "visa"}, 1},
		"part of a topic": {casefile.RegisterQuery{Topic: topic[1:]}, 0}, "client": {casefile.RegisterQuery{Client: c.Record}, 1},
		"another officer": {casefile.RegisterQuery{Officer: casefile.NewID()}, 0},
	} {
		page, err := d.FindConsultations(t.Context(), d.s, tt.q)
		if err != nil || len(page.Rows) != tt.want || page.Total != tt.want {
			t.Errorf("%s: %d of %d rows, want %d (%v)", name, len(page.Rows), page.Total, tt.want, err)
		}
	}
}

func TestDuplicates(t *testing.T) {
	d := newDesk(t)
	d.save(newClient("Besa", "Gjon", "Hoxhë").Set("birth_date", "1988-04-17").Set("phones", "0692345678").Set("documents", "passport|BA1234567|AL|"))
	d.save(newClient("Besa", "Luan", "Hoxha").Set("birth_date", "1960-01-01"))
	d.save(newClient("Drita", "", "Leka").Set("birth_date", "1988-04-17"))
	tests := []struct {
		name  string
		c     casefile.Candidate
		names []string
	}{
		{"same person, folded", casefile.Candidate{GivenName: "besa", FamilyName: "hoxhe", BirthDate: "1988-04-17"}, []string{"Besa Gjon Hoxhë"}},
		{"one slip", casefile.Candidate{GivenName: "Besaa", FamilyName: "Hoxhë", BirthDate: "1988-04-17"}, []string{"Besa Gjon Hoxhë"}},
		{"names exchanged", casefile.Candidate{GivenName: "Hoxhë", FamilyName: "Besa", BirthDate: "1988-04-17"}, []string{"Besa Gjon Hoxhë"}},
		{"year only", casefile.Candidate{GivenName: "Besa", FamilyName: "Hoxhë", BirthDate: "1988"}, []string{"Besa Gjon Hoxhë"}},
		{"document alone", casefile.Candidate{Documents: []string{"passport|ba 1234567||"}}, []string{"Besa Gjon Hoxhë"}},
		{"phone and day", casefile.Candidate{Phones: []string{"+355 69 234 5678"}, BirthDate: "1988-04-17"}, []string{"Besa Gjon Hoxhë"}},
		{"day alone", casefile.Candidate{BirthDate: "1988-04-17"}, nil},
		{"namesake of another age", casefile.Candidate{GivenName: "Besa", FamilyName: "Hoxhë", BirthDate: "2001-09-09"}, nil},
		{"nothing yet", casefile.Candidate{}, nil},
	}
	for _, tt := range tests {
		got, err := d.FindDuplicates(t.Context(), d.s, tt.c)
		var names []string
		for _, m := range got {
			names = append(names, m.Name())
			if len(m.Reasons) == 0 || m.Score < worthShowing || m.Score > 100 {
				t.Errorf("%s: %+v", tt.name, m)
			}
		}
		if err != nil || !slices.Equal(names, tt.names) {
			t.Errorf("%s: %q (%v), want %q", tt.name, names, err, tt.names)
		}
	}
}
