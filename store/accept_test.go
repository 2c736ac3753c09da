package store

import (
	"bytes"
	"crypto/ed25519"
	"slices"
	"testing"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// office is a centre reduced to what a PC sees of it: feeds and what it holds of
// logs. Every event of a PC goes to the scope of the office.
type office struct {
	id     casefile.ID
	scope  casefile.Scope
	rows   []wire.Row
	hashes []wire.Hash
	heads  map[casefile.LogID]wire.Head
	known  map[casefile.EventID]bool
	t      *testing.T
}

func newOffice(t *testing.T) *office {
	id := casefile.NewID()
	return &office{id: id, scope: casefile.OfficeScope(id), heads: map[casefile.LogID]wire.Head{}, known: map[casefile.EventID]bool{}, hashes: []wire.Hash{{}}, t: t}
}

func (o *office) enrol(d *desk, series string) {
	o.t.Helper()
	pub, _, _ := ed25519.GenerateKey(nil)
	s, err := d.Adopt(o.t.Context(), d.s, Enrolment{CentreURL: "https://centre.example", Response: wire.EnrolResponse{
		Office: o.id, OfficeName: "Zyra Tiranë", OfficeCode: "TIR", Municipality: "tirane", County: "AL-11", Role: "officer",
		Series: series, CentreKey: pub, Sample: true, Time: d.now.UnixMilli(),
	}})
	if err != nil {
		o.t.Fatal(err)
	}
	d.s = s
}

func (o *office) add(row wire.Row, hash wire.Hash) {
	o.rows, o.hashes = append(o.rows, row), append(o.hashes, hash)
}

func (o *office) top() wire.Hash { return o.hashes[len(o.hashes)-1] }

func (o *office) addEvent(it wire.Item) {
	o.t.Helper()
	ev, err := wire.Decode(wire.Item{Body: it.Body})
	if err != nil {
		o.t.Fatal(err)
	}
	if !o.known[ev.ID] {
		o.known[ev.ID] = true
		o.add(wire.Row{Kind: wire.RowEvent, Item: &it}, wire.RowHash(o.top(), wire.RowEvent, ev.Record, ev.ID))
	}
}

func (o *office) evict(rec casefile.ID, ev casefile.EventID) {
	o.add(wire.Row{Kind: wire.RowEvict, Record: &rec, Event: &ev}, wire.RowHash(o.top(), wire.RowEvict, rec, ev))
}

// answer is what the centre says to a PC whose cursor is at a position.
func (o *office) answer(d *desk) wire.Response {
	o.t.Helper()
	var pos uint64
	cursors, err := d.Cursors(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	for _, c := range cursors {
		if c.Scope == o.scope {
			pos = c.Pos
		}
	}
	res := wire.Response{Version: 1, Time: d.now.UnixMilli(), Nonce: []byte("nonce"), Grants: []casefile.Scope{o.scope, casefile.ScopeNational}}
	for _, h := range o.heads {
		res.Heads = append(res.Heads, h)
	}
	res.Feeds = []wire.Feed{{Scope: o.scope, From: pos, Rows: o.rows[pos:], TopPos: uint64(len(o.rows)), TopHash: o.top()}}
	return res
}

// sync is one round: everything out, everything in.
func (o *office) sync(d *desk) casefile.Accepted {
	o.t.Helper()
	out, err := d.Outgoing(o.t.Context(), 1<<20, 1000)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, run := range out {
		hash := run.Prev
		for i, it := range run.Items {
			hash = wire.EntryHash(run.Log, run.First+uint64(i), hash, it.ID())
			o.addEvent(it)
		}
		o.heads[run.Log] = wire.Head{Log: run.Log, Seq: run.First + uint64(len(run.Items)) - 1, Hash: hash}
	}
	accepted, err := d.Accept(o.t.Context(), o.answer(d))
	if err != nil {
		o.t.Fatal(err)
	}
	return accepted
}

func (o *office) two() (*desk, *desk) {
	o.t.Helper()
	a, b := newDesk(o.t), newDesk(o.t)
	o.enrol(a, "A")
	o.enrol(b, "B")
	return a, b
}

func (d *desk) waiting() int {
	d.t.Helper()
	n, err := d.Waiting(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func (d *desk) whole() {
	d.t.Helper()
	report, err := d.Check(d.t.Context(), true)
	if err != nil || len(report.Faults) > 0 {
		d.t.Errorf("check: %+v, %v", report.Faults, err)
	}
}

func TestTwoPCsOfAnOfficeComeToTheSame(t *testing.T) {
	o := newOffice(t)
	a, b := o.two()
	c := newClient("Besa", "", "Hoxhë").Set("phones", "0692345678")
	a.save(c, visitOf(c.Record), referralOf(c.Record))
	if a.waiting() == 0 {
		t.Fatal("nothing waits after a save")
	}
	o.sync(a)
	if n := a.waiting(); n != 0 {
		t.Errorf("%d records wait after the centre signed for all", n)
	}
	if got := o.sync(b); got.Received == 0 {
		t.Errorf("%+v", got)
	}
	if got := b.find("hoxhe 2345"); !slices.Equal(got, []string{"Besa Hoxhë"}) {
		t.Errorf("the second PC finds %q", got)
	}
	o.sync(a)
	a.whole()
	b.whole()
	referrals, err := b.FindReferrals(t.Context(), b.s, casefile.ReferralQuery{})
	if err != nil || len(referrals.Rows) != 1 || referrals.Rows[0].Number != "TIR-A-00001" || referrals.Rows[0].Sync != casefile.SyncSent {
		t.Errorf("%+v %v", referrals.Rows, err)
	}
	status, err := a.SyncStatus(t.Context())
	if err != nil || status.Waiting != 0 || status.SentAt.IsZero() || !status.Enrolled {
		t.Errorf("%+v %v", status, err)
	}
}

func TestConcurrentEditsKeepBothUntilSettled(t *testing.T) {
	o := newOffice(t)
	a, b := o.two()
	c := newClient("Besa", "", "Hoxhë")
	a.save(c)
	o.sync(a)
	o.sync(b)
	a.save(a.record(c.Record).Edit().Set("family_name", "Krasniqi"))
	b.save(b.record(c.Record).Edit().Set("family_name", "Berisha"))
	o.sync(a)
	if got := o.sync(b); got.Conflicts != 1 {
		t.Errorf("%d conflicts at the second PC", got.Conflicts)
	}
	o.sync(a)
	for _, d := range []*desk{a, b} {
		rec := d.record(c.Record)
		if got := rec.All("family_name"); !slices.Equal(got, []string{"Berisha", "Krasniqi"}) {
			t.Errorf("kept %q", got)
		}
		for _, name := range []string{"krasniqi", "berisha"} {
			if len(d.find(name)) != 1 {
				t.Errorf("not found by %q", name)
			}
		}
		board, err := d.Today(t.Context(), d.s, "2026-11-22")
		if err != nil || len(board.Conflicts) != 1 || board.Conflicts[0].Fields[0] != "family_name" {
			t.Errorf("today: %+v %v", board.Conflicts, err)
		}
	}
	if a.record(c.Record).Text("family_name") != b.record(c.Record).Text("family_name") {
		t.Error("the two PCs show different values first")
	}
	a.save(a.record(c.Record).Edit().Set("family_name", "Krasniqi"))
	o.sync(a)
	if got := o.sync(b); got.Conflicts != 0 {
		t.Errorf("%d conflicts after settling", got.Conflicts)
	}
	steps, err := b.History(t.Context(), b.s, c.Record)
	if err != nil || len(steps) != 4 {
		t.Fatalf("%d steps, %v", len(steps), err)
	}
	if f := steps[0].Fields[0]; !slices.Equal(f.Before, []string{"Berisha", "Krasniqi"}) || !slices.Equal(f.After, []string{"Krasniqi"}) {
		t.Errorf("settling is told as %+v", f)
	}
	if f := steps[1].Fields[0]; !slices.Equal(f.Before, []string{"Hoxhë"}) || len(f.After) != 1 {
		t.Errorf("the second change is told as %+v", f)
	}
	b.whole()
}

func TestALostAnswerIsNoLoss(t *testing.T) {
	o := newOffice(t)
	a, _ := o.two()
	a.save(newClient("Besa", "", "Hoxhë"))
	lost := o.answer(a) // signed for nothing yet
	o.sync(a)
	if _, err := a.Accept(t.Context(), lost); casefile.CodeOf(err) != casefile.CodeBadMessage {
		t.Errorf("an old answer was taken: %v", err)
	}
	if a.waiting() != 0 {
		t.Error("an old answer changed something")
	}
	broken := o.answer(a)
	broken.Feeds[0].TopPos++
	broken.Feeds[0].Rows = []wire.Row{{Kind: wire.RowEvict, Record: &casefile.ID{1}, Event: &casefile.EventID{}}}
	if _, err := a.Accept(t.Context(), broken); casefile.CodeOf(err) != casefile.CodeBadMessage {
		t.Errorf("a feed that contradicts its head was taken: %v", err)
	}
}

func TestARestoredCentreGetsBackWhatItLost(t *testing.T) {
	o := newOffice(t)
	a, b := o.two()
	c := newClient("Besa", "", "Hoxhë")
	a.save(c)
	o.sync(a)
	o.sync(b)
	// The centre is put back to its beginning.
	*o = office{id: o.id, scope: o.scope, heads: map[casefile.LogID]wire.Head{}, known: map[casefile.EventID]bool{}, hashes: []wire.Hash{{}}, t: t}
	mismatch := wire.Response{Time: a.now.UnixMilli(), Feeds: []wire.Feed{{Scope: o.scope, Mismatch: true}}}
	for _, d := range []*desk{a, b} {
		if _, err := d.Accept(t.Context(), mismatch); err != nil {
			t.Fatal(err)
		}
	}
	if a.waiting() == 0 {
		t.Fatal("nothing waits although the centre has lost it")
	}
	o.sync(a)
	o.sync(b)
	o.sync(a)
	if got := b.find("besa"); len(got) != 1 || a.waiting() != 0 {
		t.Errorf("found %q, %d wait", got, a.waiting())
	}
	a.whole()
	b.whole()
}

func TestARecordThatLeavesTakesItsPayloadsAlong(t *testing.T) {
	o := newOffice(t)
	a, b := o.two()
	c := newClient("Besa", "", "Hoxhë")
	a.save(c)
	o.sync(a)
	o.sync(b)
	b.save(b.record(c.Record).Edit().Set("remarks", "e shkruar këtu"))
	card := casefile.DerivedID(casefile.KindCard, c.Record.String())
	o.evict(c.Record, casefile.EventID{1})
	o.evict(card, casefile.EventID{2})
	if _, err := b.Accept(t.Context(), o.answer(b)); err != nil {
		t.Fatal(err)
	}
	if got := b.find("besa"); len(got) != 0 {
		t.Errorf("still found: %q", got)
	}
	if _, err := b.Record(t.Context(), b.s, c.Record); casefile.CodeOf(err) != casefile.CodeNotFound {
		t.Errorf("still read: %v", err)
	}
	// What was written here and not sent yet still goes out.
	out, err := b.Outgoing(t.Context(), 1<<20, 1000)
	if err != nil || len(out) == 0 || len(out[len(out)-1].Items[0].Payload) == 0 {
		t.Fatalf("unsent work is gone: %+v %v", out, err)
	}
	b.whole()
	if _, err := a.Accept(t.Context(), o.answer(a)); err != nil {
		t.Fatal(err)
	}
	var payloads int
	err = a.read(t.Context(), "test", func(t *tx) error {
		return t.QueryRow("SELECT count(*) FROM event WHERE rec = ? AND payload IS NOT NULL", c.Record[:]).Scan(&payloads)
	})
	if err != nil || payloads != 0 {
		t.Errorf("%d payloads remain, %v", payloads, err)
	}
	a.whole()
}

func TestARecordThatComesBackIsAskedForAgain(t *testing.T) {
	o := newOffice(t)
	a, _ := o.two()
	c := newClient("Besa", "", "Hoxhë")
	a.save(c)
	o.sync(a)
	items := slices.Clone(o.rows)
	o.evict(c.Record, casefile.EventID{1})
	o.sync(a)
	var back []wire.Item
	for _, row := range items {
		if ev, _ := wire.Decode(*row.Item); ev.Record == c.Record {
			id := ev.ID
			o.add(wire.Row{Kind: wire.RowEvent, Event: &id}, wire.RowHash(o.top(), wire.RowEvent, ev.Record, ev.ID))
			back = append(back, *row.Item)
		}
	}
	o.sync(a)
	wants, err := a.Wants(t.Context(), 10)
	if err != nil || len(wants) != len(back) {
		t.Fatalf("wants %d of %d, %v", len(wants), len(back), err)
	}
	res := o.answer(a)
	res.Wanted = back
	if _, err := a.Accept(t.Context(), res); err != nil {
		t.Fatal(err)
	}
	if got := a.find("besa"); len(got) != 1 {
		t.Errorf("found %q", got)
	}
	a.whole()
}

// A PC that was put back from a copy is shown its own later work by name only.
func TestWhatARestoredPCLostIsAskedFor(t *testing.T) {
	o := newOffice(t)
	a, b := o.two()
	c := newClient("Besa", "", "Hoxhë")
	a.save(c, visitOf(c.Record))
	o.sync(a)
	var lost []wire.Item
	for i, row := range o.rows {
		ev, err := wire.Decode(*row.Item)
		if err != nil {
			t.Fatal(err)
		}
		if ev.Device == a.Identity().Device {
			lost = append(lost, *row.Item)
			o.rows[i] = wire.Row{Kind: wire.RowEvent, Event: &ev.ID, Record: &ev.Record}
		}
	}
	if _, err := b.Accept(t.Context(), o.answer(b)); err != nil {
		t.Fatal(err)
	}
	wants, err := b.Wants(t.Context(), 100)
	if err != nil || len(wants) != len(lost) || len(lost) < 3 {
		t.Fatalf("wants %d of %d, %v", len(wants), len(lost), err)
	}
	b.whole()
	res := o.answer(b)
	res.Wanted = lost
	if _, err := b.Accept(t.Context(), res); err != nil {
		t.Fatal(err)
	}
	if got := b.find("besa"); len(got) != 1 {
		t.Errorf("found %q", got)
	}
	if wants, err = b.Wants(t.Context(), 100); err != nil || len(wants) != 0 {
		t.Errorf("still wants %d, %v", len(wants), err)
	}
	b.whole()
	// A row without the name of its record says nothing that can be followed.
	none := casefile.EventID{1}
	o.add(wire.Row{Kind: wire.RowEvent, Event: &none}, wire.RowHash(o.top(), wire.RowEvent, c.Record, none))
	if _, err := b.Accept(t.Context(), o.answer(b)); casefile.CodeOf(err) != casefile.CodeBadMessage {
		t.Errorf("an event without a record: %v", err)
	}
}

func TestWhatANewerProgramWroteStaysWhole(t *testing.T) {
	o := newOffice(t)
	a, b := o.two()
	rec := casefile.NewID()
	newer := casefile.Event{
		Schema: 9, Record: rec, Kind: casefile.KindClient, Stamp: 1,
		Ops: []casefile.Op{{Field: 1, Write: true, Value: "Besa"}, {Field: 9999, Write: true, Value: "of tomorrow"}},
	}
	strange := casefile.Event{Schema: 9, Record: casefile.NewID(), Kind: 200, Stamp: 1, Ops: []casefile.Op{{Field: 1, Write: true, Value: "x"}}}
	for _, ev := range []casefile.Event{newer, strange} {
		it, _, err := wire.Encode(ev)
		if err != nil {
			t.Fatal(err)
		}
		o.addEvent(it)
	}
	o.sync(a)
	a.save(a.record(rec).Edit().Set("family_name", "Hoxhë"))
	state := func(d *desk) []byte {
		var raw []byte
		if err := d.read(t.Context(), "test", func(t *tx) error {
			return t.QueryRow("SELECT state FROM record WHERE id = ?", rec[:]).Scan(&raw)
		}); err != nil {
			t.Fatal(err)
		}
		return raw
	}
	if !bytes.Contains(state(a), []byte("of tomorrow")) {
		t.Error("the unknown field is gone")
	}
	o.sync(a)
	o.sync(b)
	if !bytes.Equal(state(a), state(b)) {
		t.Error("two PCs fold an unknown field differently")
	}
	a.whole()
}

func TestACopiedDiskForksAndLosesNothing(t *testing.T) {
	o := newOffice(t)
	a, _ := o.two()
	a.save(newClient("Besa", "", "Hoxhë"))
	o.sync(a)
	heads, _ := a.Heads(t.Context())
	mine := a.newClientIn("Drita")
	// The copy has meanwhile sent something else under the same number.
	h := heads[len(heads)-1]
	o.heads[h.Log] = wire.Head{Log: h.Log, Seq: h.Seq + 1, Hash: wire.Hash{9}}
	accepted, err := a.Accept(t.Context(), o.answer(a))
	if err != nil || !accepted.Fork {
		t.Fatalf("%+v %v", accepted, err)
	}
	if now, _ := a.Heads(t.Context()); len(now) != 2 {
		t.Errorf("%d logs, want a new one", len(now))
	}
	if st, err := a.SyncStatus(t.Context()); err != nil || !st.Copied.Equal(a.now) || !st.Restored.IsZero() {
		t.Errorf("%+v, %v", st, err)
	}
	delete(o.heads, h.Log)
	before := a.waiting()
	if before == 0 {
		t.Error("nothing is sent again")
	}
	o.sync(a)
	if !o.has(mine) {
		t.Error("the client written before the fork never arrived")
	}
	a.whole()
}

func (d *desk) newClientIn(name string) casefile.ID {
	c := newClient(name, "", "Leka")
	d.save(c)
	return c.Record
}

func (o *office) has(rec casefile.ID) bool {
	return slices.ContainsFunc(o.rows, func(r wire.Row) bool {
		if r.Item == nil {
			return false
		}
		ev, _ := wire.Decode(*r.Item)
		return ev.Record == rec
	})
}

func TestVerdictsHoldUntilTheyAreLetGo(t *testing.T) {
	o := newOffice(t)
	a, _ := o.two()
	c := newClient("Besa", "", "Hoxhë")
	a.save(c)
	o.sync(a)
	var held casefile.EventID
	for _, row := range o.rows {
		if ev, _ := wire.Decode(*row.Item); ev.Record == c.Record {
			held = ev.ID
		}
	}
	res := o.answer(a)
	res.Verdicts = []wire.Verdict{{Event: held, Code: casefile.CodeNotAllowed}}
	if _, err := a.Accept(t.Context(), res); err != nil {
		t.Fatal(err)
	}
	page, _ := a.FindClients(t.Context(), a.s, casefile.ClientQuery{})
	if page.Rows[0].Sync != casefile.SyncHeld {
		t.Errorf("%+v", page.Rows)
	}
	o.sync(a)
	page, _ = a.FindClients(t.Context(), a.s, casefile.ClientQuery{})
	if page.Rows[0].Sync != casefile.SyncSent {
		t.Errorf("%+v", page.Rows)
	}
}
