package join_test

import (
	"path/filepath"
	"testing"
	"time"

	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
	"sporteli/sync/engine"
	"sporteli/sync/join"
	"sporteli/sync/remote"
)

// clientsFor is about how many clients of the sample make that many records.
func clientsFor(records int) int { return records * 10 / 71 }

// An office's first exchange after weeks without a centre, over TLS on this
// machine: what it sends, and what its second PC then receives.
func BenchmarkFirstSync1k(b *testing.B)  { benchFirst(b, 1_000) }
func BenchmarkFirstSync10k(b *testing.B) { benchFirst(b, 10_000) }

func benchFirst(b *testing.B, records int) {
	var sent, got engine.Result
	var out, in time.Duration
	waiting := 0
	for b.Loop() {
		w := newWorldOf(b, true)
		near, far := w.pc(), w.pc()
		fill(b, near, records)
		st, err := near.SyncStatus(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		waiting = st.Waiting
		sent, out = near.exchange(b)
		got, in = far.exchange(b)
		if got.Received < records {
			b.Fatalf("%+v arrived of %+v", got, sent)
		}
	}
	b.ReportMetric(float64(waiting), "records")
	b.ReportMetric(out.Seconds(), "send-s")
	b.ReportMetric(float64(sent.BytesUp), "send-bytes-up")
	b.ReportMetric(float64(sent.BytesDown), "send-bytes-down")
	b.ReportMetric(float64(sent.Requests), "send-requests")
	b.ReportMetric(in.Seconds(), "receive-s")
	b.ReportMetric(float64(got.BytesDown), "receive-bytes-down")
	b.ReportMetric(float64(got.Requests), "receive-requests")
	b.ReportMetric(0, "ns/op")
}

// An exchange when neither side has anything new: what every quarter of an hour
// costs.
func BenchmarkNothingNewSync(b *testing.B) {
	w := newWorldOf(b, true)
	pc := w.pc()
	fill(b, pc, 1000)
	pc.exchange(b)
	pc.exchange(b)
	var r engine.Result
	var took time.Duration
	n := 0
	for b.Loop() {
		var t time.Duration
		if r, t = pc.exchange(b); r.Sent+r.Received > 0 {
			b.Fatalf("%+v", r)
		}
		took, n = took+t, n+1
	}
	b.ReportMetric(float64(took.Microseconds())/1000/float64(n), "ms")
	b.ReportMetric(float64(r.BytesUp+r.BytesDown), "bytes")
	b.ReportMetric(float64(r.Requests), "requests")
	b.ReportMetric(0, "ns/op")
}

// enrolledPC is an open PC of the office.
type enrolledPC struct {
	*store.DB
	s casefile.Session
}

func (w *world) pc() enrolledPC {
	w.t.Helper()
	p := w.params(filepath.Join(w.t.TempDir(), "pc"), w.code())
	p.Sample = true
	db, s, err := join.Enrol(w.t.Context(), p)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { db.Close() })
	return enrolledPC{db, s}
}

func fill(b *testing.B, p enrolledPC, records int) {
	b.Helper()
	if err := sample.Fill(b.Context(), p.DB, p.s, sample.Size{Clients: clientsFor(records), Seed: 1}); err != nil {
		b.Fatal(err)
	}
}

// exchange is one round on a connection of its own.
func (p enrolledPC) exchange(b *testing.B) (engine.Result, time.Duration) {
	b.Helper()
	begin := time.Now()
	id := p.Identity()
	centre, err := remote.New(remote.Config{URL: id.CentreURL, Authority: id.Authority})
	if err != nil {
		b.Fatal(err)
	}
	defer centre.Close()
	r, err := engine.Once(b.Context(), p.DB, centre, nil)
	if err != nil {
		b.Fatal(err)
	}
	return r, time.Since(begin)
}
