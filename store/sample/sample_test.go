package sample_test

import (
	"testing"
	"time"

	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
)

func fill(t *testing.T, invented bool) (*store.DB, casefile.Session, error) {
	t.Helper()
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	db, s, err := store.Create(t.Context(), t.TempDir(), store.NewOfficer{Name: "Ana", Password: "kalaja e Beratit", Sample: invented},
		store.Options{Codes: assets.Codes{}, Shipped: assets.Shipped(), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, s, sample.Fill(t.Context(), db, s, sample.Size{Clients: 60, Seed: 7, Day: "2026-11-22"})
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
