package central_test

import (
	"context"
	"crypto/tls"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/central/keys"
	"sporteli/sync/central/ledger"
	"sporteli/sync/engine"
	"sporteli/sync/remote"
	"sporteli/sync/syncsim"
	"sporteli/sync/wire"
)

// world is a real centre: ledger in a file, TLS on a port of its own.
type world struct {
	t      *testing.T
	dir    string
	keys   *keys.Keys
	ledger *ledger.Ledger
	centre *central.Centre
	now    time.Time
	log    *strings.Builder
	url    string
	server *http.Server
	// between sits in front of the centre's handler.
	between func(http.ResponseWriter, *http.Request, http.Handler)
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), now: time.Now(), log: new(strings.Builder)}
	var err error
	if w.keys, err = keys.Open(w.dir, true); err != nil {
		t.Fatal(err)
	}
	w.open()
	cert, err := w.keys.Server([]string{"127.0.0.1"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.centre.Prepare(t.Context(), cert.Certificate[1], false); err != nil {
		t.Fatal(err)
	}
	w.url = w.listen(cert)
	t.Cleanup(func() { w.server.Close(); w.ledger.Close() })
	return w
}

func (w *world) path() string { return filepath.Join(w.dir, "ledger.db") }

func (w *world) open() {
	w.t.Helper()
	var err error
	if w.ledger, err = ledger.Open(w.t.Context(), w.path()); err != nil {
		w.t.Fatal(err)
	}
	w.centre = central.New(central.Config{
		Ops: w.ledger, Key: w.keys.Signing, Secret: w.keys.Secret, Now: func() time.Time { return w.now },
		Log: slog.New(slog.NewJSONHandler(w.log, nil)), Idle: 300 * time.Millisecond,
	})
}

func (w *world) listen(cert tls.Certificate) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.server = central.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.between != nil {
			w.between(rw, r, w.centre.Handler())
			return
		}
		w.centre.Handler().ServeHTTP(rw, r)
	}), cert, slog.New(slog.DiscardHandler))
	go w.server.ServeTLS(l, "", "") //nolint:errcheck // ends with the test
	return "https://" + l.Addr().String()
}

func (w *world) office(municipality string) central.Office {
	w.t.Helper()
	o, err := w.centre.AddOffice(w.t.Context(), "Zyra "+municipality, municipality, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

func (w *world) code(o central.Office, role casefile.Role) wire.Code {
	w.t.Helper()
	c, err := w.centre.NewCode(w.t.Context(), o.ID, role)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) pc(o central.Office, role casefile.Role) *syncsim.PC {
	w.t.Helper()
	p := syncsim.New()
	if err := p.Enrol(w.t.Context(), w.url, w.code(o, role)); err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w *world) way(p *syncsim.PC) *remote.Centre {
	w.t.Helper()
	c, err := remote.New(remote.Config{URL: p.Identity().CentreURL, Authority: p.Identity().Authority, Idle: 5 * time.Second})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(c.Close)
	return c
}

func (w *world) try(p *syncsim.PC) (engine.Result, error) {
	return engine.Once(w.t.Context(), p, w.way(p), nil)
}

func (w *world) sync(ps ...*syncsim.PC) engine.Result {
	w.t.Helper()
	var r engine.Result
	var err error
	for _, p := range ps {
		if r, err = w.try(p); err != nil {
			w.t.Fatal(err)
		}
	}
	return r
}

// restore puts back a copy of the ledger.
func (w *world) copyLedger() (restore func()) {
	w.t.Helper()
	kept := filepath.Join(w.t.TempDir(), "kept")
	move := func(from, to string) {
		raw, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, raw, 0o600)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if err := w.ledger.Close(); err != nil {
		w.t.Fatal(err)
	}
	move(w.path(), kept)
	w.open()
	return func() {
		w.t.Helper()
		if err := w.ledger.Close(); err != nil {
			w.t.Fatal(err)
		}
		os.Remove(w.path() + "-wal")
		os.Remove(w.path() + "-shm")
		move(kept, w.path())
		w.open()
	}
}

func (w *world) count() central.Counts {
	w.t.Helper()
	var n central.Counts
	if err := w.ledger.Read(context.Background(), func(tx central.Tx) (err error) { n, err = tx.Count(); return err }); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// lose lets the centre work and then drops, or replaces, its answer.
func lose(rw http.ResponseWriter, r *http.Request, h http.Handler) {
	h.ServeHTTP(discard{http.Header{}}, r)
	panic(http.ErrAbortHandler)
}

type discard struct{ h http.Header }

func (d discard) Header() http.Header         { return d.h }
func (d discard) Write(b []byte) (int, error) { return io.Discard.Write(b) }
func (d discard) WriteHeader(int)             {}

func client(name string) map[string]string {
	return map[string]string{"given_name": name, "family_name": "Hoxha", "sex": "female"}
}

func card(c casefile.ID, name string) map[string]string {
	return map[string]string{"client": c.String(), "given_name": name}
}

func wantCode(t *testing.T, err error, code casefile.Code) {
	t.Helper()
	if casefile.CodeOf(err) != code {
		t.Helper()
		t.Errorf("got %v, want %s", err, code)
	}
}
