package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestARestoredDatabaseBeginsANewLog(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "", "Hoxhë")
	d.save(c)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	data, backup := filepath.Join(d.dir, fileData), filepath.Join(t.TempDir(), "backup")
	copyFile(t, data, backup)
	d.reopen()
	old := d.headNow()
	first := referralOf(c.Record)
	d.save(first)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(t, backup, data)
	d.reopen()
	if now := d.headNow(); now.id == old.id || now.seq != 0 || now.stamp < old.stamp-1<<20 {
		t.Fatalf("the log goes on after a restore: %+v, was %+v", now, old)
	}
	if st, err := d.SyncStatus(t.Context()); err != nil || !st.Restored.Equal(d.now) || !st.Copied.IsZero() {
		t.Errorf("nobody is told of the restore: %+v, %v", st, err)
	}
	second := referralOf(c.Record)
	d.save(second)
	if n := d.record(second.Record).Text("number"); !strings.Contains(n, "2-00001") {
		t.Errorf("number %s does not show the new log", n)
	}
	log := d.headNow().id
	d.reopen()
	if d.headNow().id != log {
		t.Error("an ordinary restart begins a new log")
	}
	d.whole()
}

func TestAnAnchorThatLagsIsNoCauseForDoubt(t *testing.T) {
	d := newDesk(t)
	anchor, kept := filepath.Join(d.dir, fileAnchor), filepath.Join(t.TempDir(), "anchor")
	copyFile(t, anchor, kept)
	d.save(newClient("Besa", "", "Hoxhë"))
	log := d.headNow().id
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(t, kept, anchor)
	d.reopen()
	if d.headNow().id != log {
		t.Error("a power cut before the anchor was on the disk ended the log")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(anchor); err != nil {
		t.Fatal(err)
	}
	d.reopen()
	if d.headNow().id == log {
		t.Error("without an anchor the log goes on")
	}
}

func TestSeriesOfAnOffice(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t)
	c := newClient("Besa", "", "Hoxhë")
	before := referralOf(c.Record)
	d.save(c, before)
	if n := d.record(before.Record).Text("number"); !strings.HasPrefix(n, "PC-") {
		t.Errorf("before enrolment: %s", n)
	}
	o.enrol(d, "B")
	after := referralOf(c.Record)
	d.save(after)
	if n := d.record(after.Record).Text("number"); n != "TIR-B-00001" {
		t.Errorf("after enrolment: %s", n)
	}
	if _, err := d.Save(t.Context(), d.s, d.record(after.Record).Edit().Set("number", "TIR-B-00009")); err == nil {
		t.Error("a number was typed over")
	}
}

func TestAdoptGivesEverythingToTheOffice(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t)
	c := newClient("Besa", "", "Hoxhë")
	d.save(c, visitOf(c.Record))
	out, err := d.Outgoing(t.Context(), 1<<20, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range out[0].Items {
		if ev, _ := wire.Decode(it); len(ev.Scopes) > 0 {
			t.Error("a record has a scope before there is an office")
		}
	}
	o.enrol(d, "A")
	if d.s.Office != o.id || d.record(c.Record).Ref("office") != o.id {
		t.Error("the client is not the office's")
	}
	for kind, want := range map[casefile.ID][]casefile.Scope{
		c.Record: {casefile.OfficeScope(o.id)},
		casefile.DerivedID(casefile.KindCard, c.Record.String()): {casefile.OfficeScope(o.id), casefile.CountyScope("AL-11")},
	} {
		err := d.read(t.Context(), "test", func(t *tx) error {
			state, _, err := t.state(kind)
			if err == nil && len(state.Scopes()) != len(want) {
				return errors.New("scopes")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	d.reopen()
	if id := d.Identity(); id.OfficeCode != "TIR" || id.CentreURL == "" || d.s.County != "AL-11" {
		t.Errorf("%+v", id)
	}
	d.whole()
	for _, bad := range []Enrolment{
		{CentreURL: "x", Response: wire.EnrolResponse{Code: casefile.CodeCodeUsed}},
		{CentreURL: "x", Response: wire.EnrolResponse{Office: casefile.NewID(), CentreKey: make([]byte, 32), Role: "officer", Sample: true}},
		{CentreURL: "x", Response: wire.EnrolResponse{Office: o.id, CentreKey: make([]byte, 32), Role: "officer"}},
		{CentreURL: "x", Response: wire.EnrolResponse{Office: o.id, CentreKey: make([]byte, 32), Role: "king", Sample: true}},
		{Response: wire.EnrolResponse{Office: o.id}},
	} {
		if _, err := d.Adopt(t.Context(), d.s, bad); err == nil {
			t.Errorf("adopted %+v", bad)
		}
	}
	if err := d.Discard(); casefile.CodeOf(err) != casefile.CodeEnrolled {
		t.Errorf("an office's folder was discarded: %v", err)
	}
}

func TestClockDoubtIsKeptWithWhatWasWritten(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t)
	o.enrol(d, "A")
	right := d.now
	o.sync(d)
	d.now = right.AddDate(-3, 0, 0)
	c := newClient("Besa", "", "Hoxhë")
	d.save(c)
	steps, err := d.History(t.Context(), d.s, c.Record)
	if err != nil || !steps[0].Doubt {
		t.Errorf("%+v %v", steps, err)
	}
	d.now = right.Add(time.Hour)
	d.save(d.record(c.Record).Edit().Set("father_name", "Gjon"))
	steps, err = d.History(t.Context(), d.s, c.Record)
	if err != nil || steps[0].Doubt || steps[0].Fields[0].Field != "father_name" {
		t.Errorf("the later change is not the later one: %+v %v", steps, err)
	}
}

func TestOneProgramAtATimeAndNothingHalfMade(t *testing.T) {
	d := newDesk(t)
	_, _, err := Open(t.Context(), d.dir, Credentials{Officer: "Ana Çela", Password: password}, d.options())
	if casefile.CodeOf(err) != casefile.CodeInUse {
		t.Errorf("opened twice: %v", err)
	}
	if _, _, err := Create(t.Context(), d.dir, NewOfficer{Name: "X", Password: password}, d.options()); casefile.CodeOf(err) != casefile.CodeHasData {
		t.Errorf("made over data: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "new", "folder")
	for _, o := range []NewOfficer{{Name: "Ana", Password: "short"}, {Name: " ", Password: password}} {
		if _, _, err := Create(t.Context(), empty, o, d.options()); err == nil {
			t.Errorf("made for %+v", o)
		}
	}
	bad := d.options()
	bad.Shipped = []casefile.Shipped{{Key: "x", Kind: casefile.KindSheet, Day: "no day"}}
	if _, _, err := Create(t.Context(), empty, NewOfficer{Name: "Ana", Password: password}, bad); err == nil {
		t.Error("made with broken reference data")
	}
	if _, err := os.Stat(empty); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder remains: %v", err)
	}
	if _, err := Officers(empty); casefile.CodeOf(err) != casefile.CodeNoData {
		t.Errorf("%v", err)
	}
	if _, _, err := Open(t.Context(), empty, Credentials{}, d.options()); casefile.CodeOf(err) != casefile.CodeNoData {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(empty); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a failed open leaves something: %v", err)
	}
}

// Two programs may make the same folder at the same moment, and other files may
// lie where it is made.
func TestCreateTouchesNothingOfOthers(t *testing.T) {
	d := newDesk(t)
	dir := t.TempDir()
	for _, f := range []string{"lock", "letter.odt"} {
		if err := os.WriteFile(filepath.Join(dir, f), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	bad := d.options()
	bad.Shipped = []casefile.Shipped{{Key: "x", Kind: casefile.KindSheet, Day: "no day"}}
	if _, _, err := Create(t.Context(), dir, NewOfficer{Name: "Ana", Password: password}, bad); err == nil {
		t.Fatal("made with broken reference data")
	}
	// As long as another program holds the lock, nothing of it is touched.
	other := &DB{dir: dir}
	if err := other.takeLock(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Create(t.Context(), dir, NewOfficer{Name: "Ana", Password: password}, d.options()); casefile.CodeOf(err) != casefile.CodeInUse {
		t.Errorf("made beside another program: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"lock", "letter.odt"} {
		if raw, err := os.ReadFile(filepath.Join(dir, f)); err != nil || string(raw) != "mine" {
			t.Errorf("%s: %q, %v", f, raw, err)
		}
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 2 {
		t.Errorf("%v remain, %v", list, err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileAnchor), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Create(t.Context(), dir, NewOfficer{Name: "Ana", Password: password}, d.options()); casefile.CodeOf(err) != casefile.CodeHasData {
		t.Errorf("made over a file of the same name: %v", err)
	}
}

func TestShippedDataIsTheSameEverywhereAndFollowsItsVersion(t *testing.T) {
	a, b := newDesk(t), newDesk(t)
	shipped := a.options().Shipped[0]
	item, ev, err := ShippedEvent(shipped)
	if err != nil || item.ID() != ev.ID {
		t.Fatal(err)
	}
	for _, d := range []*desk{a, b} {
		vs := d.record(shipped.RecordID()).Values["code"]
		if len(vs) != 1 || vs[0].Ref.Event != ev.ID {
			t.Errorf("%+v, want event %s", vs, ev.ID)
		}
	}
	o := a.options()
	next := shipped
	next.Version, next.Fields = shipped.Version+1, map[string][]string{"code": {"X"}, "version": {"2"}}
	o.Shipped = []casefile.Shipped{next}
	a.Close()
	for range 2 {
		a.DB, a.s, err = Open(t.Context(), a.dir, Credentials{Officer: "Ana Çela", Password: password}, o)
		if err != nil {
			t.Fatal(err)
		}
		if rec := a.record(shipped.RecordID()); rec.Text("code") != "X" || len(rec.Values["code"]) != 1 || rec.Text("title_sq") != "" {
			t.Errorf("%+v", rec.Values)
		}
		a.whole()
		a.Close()
	}
	a.reopen() // an older program
	if rec := a.record(shipped.RecordID()); rec.Text("code") != "X" {
		t.Error("an older program put the older version back")
	}
}
