package join_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/central/keys"
	"sporteli/sync/central/ledger"
	"sporteli/sync/join"
	"sporteli/sync/wire"
)

const password = "kalaja e Beratit"

// world is a real centre with one office, behind TLS on a port of its own.
type world struct {
	t         testing.TB
	centre    *central.Centre
	office    casefile.ID
	authority []byte
	url       string
	// asked counts requests; the answers to the first lose of them are lost.
	asked, lose atomic.Int32
}

func newWorld(t testing.TB) *world { return newWorldOf(t, false) }

// newWorldOf makes a centre for real or for invented records.
func newWorldOf(t testing.TB, invented bool) *world {
	t.Helper()
	w := &world{t: t}
	dir := t.TempDir()
	k, err := keys.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(t.Context(), filepath.Join(dir, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	log := slog.New(slog.DiscardHandler)
	w.centre = central.New(central.Config{Ops: l, Key: k.Signing, Secret: k.Secret, Now: time.Now, Log: log, Idle: 5 * time.Second})
	cert, err := k.Server([]string{"127.0.0.1"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	w.authority = cert.Certificate[1]
	if err := w.centre.Prepare(t.Context(), w.authority, invented); err != nil {
		t.Fatal(err)
	}
	o, err := w.centre.AddOffice(t.Context(), "Zyra Tiranë", "tirane", "")
	if err != nil {
		t.Fatal(err)
	}
	w.office = o.ID
	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := central.NewServer(http.HandlerFunc(w.serve), cert, log)
	go server.ServeTLS(port, "", "") //nolint:errcheck // ends with the test
	t.Cleanup(func() { server.Close() })
	w.url = "https://" + port.Addr().String()
	return w
}

// serve lets the centre work, and may then lose what it answers.
func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	if w.asked.Add(1) > w.lose.Load() {
		w.centre.Handler().ServeHTTP(rw, r)
		return
	}
	w.centre.Handler().ServeHTTP(nowhere{http.Header{}}, r)
	panic(http.ErrAbortHandler)
}

type nowhere struct{ h http.Header }

func (n nowhere) Header() http.Header         { return n.h }
func (n nowhere) Write(b []byte) (int, error) { return io.Discard.Write(b) }
func (n nowhere) WriteHeader(int)             {}

// losing makes the next answers be lost, and counts from here.
func (w *world) losing(n int32) { w.asked.Store(0); w.lose.Store(n) }

func (w *world) code() string {
	w.t.Helper()
	c, err := w.centre.NewCode(w.t.Context(), w.office, casefile.RoleOfficer)
	if err != nil {
		w.t.Fatal(err)
	}
	return c.String()
}

func (w *world) devices() int {
	w.t.Helper()
	n := 0
	err := w.centre.Ops.Read(w.t.Context(), func(tx central.Tx) error {
		list, err := tx.Devices()
		n = len(list)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func options() store.Options {
	return store.Options{Codes: assets.Codes{}, Shipped: assets.Shipped()}
}

func (w *world) params(dir, code string) join.Params {
	return join.Params{Dir: dir, Centre: w.url, Code: code, Options: options(), Who: store.Credentials{Officer: "Ana Çela", Password: password}}
}

// refused checks that an enrolment fails as it should.
func (w *world) refused(p join.Params, want casefile.Code) {
	w.t.Helper()
	db, _, err := join.Enrol(w.t.Context(), p)
	if casefile.CodeOf(err) != want || db != nil {
		w.t.Errorf("got %v, want %s", err, want)
	}
}

// enrolled enrols, and closes the folder again.
func (w *world) enrolled(p join.Params) {
	w.t.Helper()
	db, s, err := join.Enrol(w.t.Context(), p)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if id := db.Identity(); id.Office != w.office || id.CentreURL != w.url || s.Office != w.office || s.Role != casefile.RoleOfficer {
		w.t.Errorf("enrolled as %+v, the officer as %+v", id, s)
	}
}

// old makes a folder with a client in it, as of a PC that had no centre yet.
func (w *world) old() (dir string, client casefile.ID) {
	w.t.Helper()
	dir = filepath.Join(w.t.TempDir(), "old")
	db, s, err := store.Create(w.t.Context(), dir, store.NewOfficer{Name: "Ana Çela", Password: password}, options())
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	c := casefile.NewRecord(casefile.KindClient).Set("given_name", "Besa").Set("family_name", "Hoxhë").Set("sex", "female")
	if _, err := db.Save(w.t.Context(), s, c); err != nil {
		w.t.Fatal(err)
	}
	return dir, c.Record
}

// keeps checks that a folder is whole and holds its client.
func (w *world) keeps(dir string, client casefile.ID) {
	w.t.Helper()
	db, s, err := store.Open(w.t.Context(), dir, store.Credentials{Officer: "Ana Çela", Password: password}, options())
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if rec, err := db.Record(w.t.Context(), s, client); err != nil || rec.Text("family_name") != "Hoxhë" {
		w.t.Errorf("the client is %+v, %v", rec, err)
	}
	if report, err := db.Check(w.t.Context(), true); err != nil || len(report.Faults) > 0 {
		w.t.Errorf("check: %+v, %v", report.Faults, err)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func TestARefusedEnrolmentLeavesNothing(t *testing.T) {
	w := newWorld(t)
	used := w.code()
	first := filepath.Join(t.TempDir(), "first")
	w.enrolled(w.params(first, used))
	fresh := filepath.Join(t.TempDir(), "fresh")
	for name, tt := range map[string]struct {
		change func(*join.Params)
		want   casefile.Code
	}{
		"used":          {func(p *join.Params) { p.Code = used }, casefile.CodeCodeUsed},
		"unknown":       {func(p *join.Params) { p.Code = wire.NewCode(w.authority).String() }, casefile.CodeCodeUnknown},
		"of no centre":  {func(p *join.Params) { p.Code = wire.NewCode([]byte("another")).String() }, casefile.CodeNotCentre},
		"mistyped":      {func(p *join.Params) { p.Code = p.Code[:len(p.Code)-2] }, casefile.CodeCodeTyped},
		"nobody there":  {func(p *join.Params) { p.Centre = "https://127.0.0.1:1" }, casefile.CodeNoNetwork},
		"weak password": {func(p *join.Params) { p.Who.Password = "12345" }, casefile.CodeWeakPassword},
		"invented":      {func(p *join.Params) { p.Sample = true }, casefile.CodeSampleData},
	} {
		p := w.params(fresh, w.code())
		tt.change(&p)
		w.refused(p, tt.want)
		if _, err := os.Stat(fresh); !os.IsNotExist(err) {
			t.Fatalf("%s: a folder remains with %v", name, names(t, fresh))
		}
	}
	w.refused(w.params(first, w.code()), casefile.CodeEnrolled)
	if n := w.devices(); n != 1 {
		t.Errorf("the centre knows %d PCs", n)
	}
}

func TestFilesOfOthersStayInTheFolder(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.odt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "log"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.refused(w.params(dir, wire.NewCode(w.authority).String()), casefile.CodeCodeUnknown)
	if got := names(t, dir); !slices.Equal(got, []string{"letter.odt", "log"}) {
		t.Errorf("%v remain", got)
	}
	w.enrolled(w.params(dir, w.code()))
	if raw, err := os.ReadFile(filepath.Join(dir, "letter.odt")); err != nil || string(raw) != "mine" {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestAFolderWithRecordsKeepsThem(t *testing.T) {
	w := newWorld(t)
	dir, client := w.old()
	w.refused(w.params(dir, wire.NewCode(w.authority).String()), casefile.CodeCodeUnknown)
	wrong := w.params(dir, w.code())
	wrong.Who.Password = "nuk eshte ky"
	w.refused(wrong, casefile.CodeWrongPassword)
	w.keeps(dir, client)
	w.enrolled(w.params(dir, w.code()))
	w.keeps(dir, client)
}

func TestALostAnswerIsAskedForAgain(t *testing.T) {
	w := newWorld(t)
	w.losing(2)
	w.enrolled(w.params(filepath.Join(t.TempDir(), "fresh"), w.code()))
	if n, d := w.asked.Load(), w.devices(); n != 3 || d != 1 {
		t.Errorf("%d questions made %d PCs", n, d)
	}
}

func TestTheSameCodeWorksAgainWhenAllAnswersWereLost(t *testing.T) {
	w := newWorld(t)
	dir, client := w.old()
	code := w.code()
	w.losing(100)
	w.refused(w.params(dir, code), casefile.CodeNoNetwork)
	if n, d := w.asked.Load(), w.devices(); n != 3 || d != 1 {
		t.Errorf("%d questions made %d PCs", n, d)
	}
	w.keeps(dir, client)
	w.losing(0)
	w.enrolled(w.params(dir, code))
	w.keeps(dir, client)
	if d := w.devices(); d != 1 {
		t.Errorf("the same PC counts %d times", d)
	}
}
