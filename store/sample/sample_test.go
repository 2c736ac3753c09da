package sample_test

import (
	"testing"
	"time"

	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
)

// day is the last of the sample, as the clock of these tests says.
const day = "2026-11-22"

func fill(t *testing.T, invented bool) (*store.DB, casefile.Session, error) {
	t.Helper()
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	db, s, err := store.Create(t.Context(), t.TempDir(), store.NewOfficer{Name: "Ana", Password: "kalaja e Beratit", Sample: invented},
		store.Options{Codes: assets.Codes{}, Shipped: assets.Shipped(), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, s, sample.Fill(t.Context(), db, s, sample.Size{Clients: 60, Seed: 7, Day: day})
}

func TestTheSameSeedMakesTheSamePeople(t *testing.T) {
	var first string
	for range 2 {
		db, s, err := fill(t, true)
		if err != nil {
			t.Fatal(err)
		}
		page, err := db.FindClients(t.Context(), s, casefile.ClientQuery{})
		if err != nil || page.Total != 60 {
			t.Fatalf("%d clients, %v", page.Total, err)
		}
		names := ""
		for _, r := range page.Rows {
			names += r.ID.String() + r.Name() + r.BirthDate + "\n"
		}
		visits, err := db.FindConsultations(t.Context(), s, casefile.RegisterQuery{Span: casefile.Span{Limit: 1000}})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range visits.Rows {
			names += r.ID.String() + r.HeldAt + r.Note + "\n"
		}
		if first != "" && names != first {
			t.Error("two fillings differ")
		}
		first = names
		if report, err := db.Check(t.Context(), true); err != nil || len(report.Faults) > 0 {
			t.Errorf("check: %+v, %v", report, err)
		}
	}
}

func TestRealFoldersAreNotFilled(t *testing.T) {
	if _, _, err := fill(t, false); casefile.CodeOf(err) != casefile.CodeSampleData {
		t.Errorf("%v", err)
	}
}

// What lies on the desk must look like an office, however many clients it has.
func TestTheDayLooksLikeThatOfAnOffice(t *testing.T) {
	db, s, err := fill(t, true)
	if err != nil {
		t.Fatal(err)
	}
	board, err := db.Today(t.Context(), s, day)
	if err != nil {
		t.Fatal(err)
	}
	late, due := 0, 0
	for _, r := range board.Referrals {
		if r.Overdue {
			late++
		} else {
			due++
		}
	}
	if late != 3 || due < 4 || due > 8 || board.Visits != 6 || len(board.FollowUps) != 4 {
		t.Errorf("%d late and %d other referrals, %d visits, %d follow-ups", late, due, board.Visits, len(board.FollowUps))
	}
	all, err := db.FindReferrals(t.Context(), s, casefile.ReferralQuery{Span: casefile.Span{Limit: 1000}})
	if err != nil {
		t.Fatal(err)
	}
	answered := 0
	for _, r := range all.Rows {
		if casefile.FinalStatus(r.Status) && r.Outcome != "" {
			answered++
		}
	}
	if answered < 10 || answered+late+due < len(all.Rows) {
		t.Errorf("%d of %d referrals answered", answered, len(all.Rows))
	}
	light := 0
	visits, err := db.FindConsultations(t.Context(), s, casefile.RegisterQuery{Span: casefile.Span{Limit: 1000}})
	for _, r := range visits.Rows {
		if r.Client.IsZero() {
			light++
		}
		if r.HeldAt > day+"U" {
			t.Errorf("a visit on %s lies ahead", r.HeldAt)
		}
	}
	if err != nil || light < 3 {
		t.Errorf("%d light visits, %v", light, err)
	}
}
