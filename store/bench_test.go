package store_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
)

// The size of ten years of the whole country, ten times what one office will hold.
const benchClients = 100_000

const benchPassword = "kalaja e Beratit"

func benchOptions() store.Options {
	return store.Options{Codes: assets.Codes{}, Shipped: assets.Shipped()}
}

// benchFolder makes the clients once for all benchmarks of a run.
var benchFolder = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "sporteli-bench")
	if err != nil {
		return "", err
	}
	store.AfterTests = func() { _ = os.RemoveAll(dir) }
	ctx := context.Background()
	db, s, err := store.Create(ctx, dir, store.NewOfficer{Name: "Ana", Password: benchPassword, Sample: true}, benchOptions())
	if err != nil {
		return "", err
	}
	if err := sample.Fill(ctx, db, s, sample.Size{Clients: benchClients, Seed: 1, ClientsOnly: true}); err != nil {
		return "", err
	}
	return dir, db.Close()
})

func openBench(b *testing.B) (*store.DB, casefile.Session) {
	b.Helper()
	dir, err := benchFolder()
	if err != nil {
		b.Fatal(err)
	}
	db, s, err := store.Open(b.Context(), dir, store.Credentials{Officer: "Ana", Password: benchPassword}, benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	return db, s
}

// reportTimes reports the median and the 95th percentile in milliseconds.
func reportTimes(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	at := func(p int) float64 { return float64(took[min(len(took)-1, len(took)*p/100)].Microseconds()) / 1000 }
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(95), "p95-ms")
	b.ReportMetric(0, "ns/op")
}

// One key of the search, with 100,000 clients: every beginning of two words and
// of numbers, as somebody types them.
func BenchmarkKeystroke100k(b *testing.B) {
	db, s := openBench(b)
	var texts []string
	for _, whole := range []string{"besa hoxha", "çelike leka", "shkelqim dervishi", "069234", "drita", "bg430", "besa bg4301", "ana maria", "zzz", "hoxha a"} {
		for i := range []rune(whole) {
			texts = append(texts, string([]rune(whole)[:i+1]))
		}
	}
	var took []time.Duration
	for b.Loop() {
		for _, text := range texts {
			begin := time.Now()
			if _, err := db.FindClients(b.Context(), s, casefile.ClientQuery{Text: text}); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(begin))
		}
	}
	reportTimes(b, took)
}

// The check for likely duplicates while a client is typed.
func BenchmarkDuplicates100k(b *testing.B) {
	db, s := openBench(b)
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		_, err := db.FindDuplicates(b.Context(), s, casefile.Candidate{
			GivenName: "Besa", FamilyName: "Hoxha", FatherName: "Agim", BirthDate: "1988-04-17", Phones: []string{"0692345678"},
		})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	reportTimes(b, took)
}

// A client, a visit and a referral saved as one, beside 100,000 clients.
func BenchmarkSave100k(b *testing.B) {
	db, s := openBench(b)
	topic, need, channel := assets.Options("topic")[0].Code, assets.Options("need")[0].Code, assets.Options("channel")[0].Code
	var took []time.Duration
	for b.Loop() {
		c := casefile.NewRecord(casefile.KindClient).Set("given_name", "Besa").Set("family_name", "Hoxha").Set("sex", "female").
			Set("birth_date", "1988-04-17").Set("phones", "0692345678")
		v := casefile.NewRecord(casefile.KindConsultation).Set("client", c.Record.String()).Set("held_at", "2026-11-22T09:30").
			Set("channel", channel).Set("category", "returnee").Set("topics", topic).Set("note", "Klienti pyeti për kurset e gjuhës.")
		r := casefile.NewRecord(casefile.KindReferral).Set("client", c.Record.String()).Set("institution_name", "Zyra e Punës").
			Set("needs", need).Set("urgency", "routine").Set("status", "sent").Set("consented", "true")
		begin := time.Now()
		if _, err := db.Save(b.Context(), s, c, v, r); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	reportTimes(b, took)
}

// From the password to Today, with 100,000 clients: opening, Today and the first
// page of clients. The half second that the password's key costs is not in it;
// tests of this package make it cheap.
func BenchmarkUnlockToToday100k(b *testing.B) {
	dir, err := benchFolder()
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		db, s, err := store.Open(b.Context(), dir, store.Credentials{Officer: "Ana", Password: benchPassword}, benchOptions())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := db.Today(b.Context(), s, casefile.Day(time.Now())); err != nil {
			b.Fatal(err)
		}
		if _, err := db.FindClients(b.Context(), s, casefile.ClientQuery{}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	reportTimes(b, took)
}

// Names at the sign-in, before any password.
func BenchmarkOfficersAtSignIn(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "pc")
	db, _, err := store.Create(b.Context(), dir, store.NewOfficer{Name: "Ana", Password: benchPassword}, benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	db.Close()
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		if _, err := store.Officers(dir); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	reportTimes(b, took)
}
