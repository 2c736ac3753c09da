package store

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// Accept applies one verified answer of the centre in one transaction: what it
// holds of our logs, its verdicts, the next rows of every feed with states and
// projections, grants, nonce and time. It fails with CodeBadMessage, and then
// nothing is changed.
func (db *DB) Accept(ctx context.Context, res wire.Response) (casefile.Accepted, error) {
	var out casefile.Accepted
	err := db.write(ctx, "accept", func(t *tx) error {
		a := accepting{tx: t, states: map[casefile.ID]*received{}}
		if err := a.apply(res); err != nil {
			return err
		}
		out.Received, out.Fork = a.received, a.fork
		t.signal = true
		return t.QueryRow("SELECT count(*) FROM record WHERE conflict = 1 AND left = 0 AND kind <> ?", int(casefile.KindCard)).Scan(&out.Conflicts)
	})
	return out, err
}

// accepting is one answer being applied. States are read once and stored once,
// however many of its events concern a record.
type accepting struct {
	*tx
	states   map[casefile.ID]*received
	order    []casefile.ID
	received int
	fork     bool
}

type received struct {
	kind  casefile.Kind
	state *merge.State
}

func (a *accepting) apply(res wire.Response) error {
	if err := a.noteCentre(res); err != nil {
		return err
	}
	if err := a.takeHeads(res.Heads); err != nil {
		return err
	}
	if err := a.takeVerdicts(res.Verdicts); err != nil {
		return err
	}
	for _, it := range res.Wanted {
		if err := a.takeItem(it); err != nil {
			return err
		}
	}
	var relisted []casefile.Scope
	for _, f := range res.Feeds {
		done, err := a.takeFeed(f)
		if err != nil {
			return err
		}
		if done {
			relisted = append(relisted, f.Scope)
		}
	}
	if err := a.storeStates(); err != nil {
		return err
	}
	for _, s := range relisted {
		if err := a.endRelisting(s); err != nil {
			return err
		}
	}
	return a.takeGrants(res.Grants)
}

func (a *accepting) noteCentre(res wire.Response) error {
	if len(res.Nonce) > 0 {
		if err := a.setMeta(metaNonce, res.Nonce); err != nil {
			return err
		}
	}
	if res.Time == 0 {
		return nil
	}
	a.clock = clock{CentreAt: res.Time, Offset: res.Time - a.now.UnixMilli()}
	return a.setMetaJSON(metaClock, a.clock)
}

// takeHeads notes what the centre durably holds of our logs; it names all it has.
// It may be less than before, after the centre was restored: then those entries
// wait again. It may be what we never wrote: then another disk writes with our
// key.
func (a *accepting) takeHeads(heads []wire.Head) error {
	var last lastSync
	if err := a.metaJSON(metaSync, &last); err != nil {
		return err
	}
	named := map[casefile.LogID]bool{}
	for _, h := range heads {
		named[h.Log] = true
		var n, seq, sent int64
		var current bool
		err := a.QueryRow("SELECT n, seq, sent, current FROM log WHERE id = ?", h.Log[:]).Scan(&n, &seq, &sent, &current)
		if errors.Is(err, sqldb.ErrNoRows) {
			continue // a log of this PC that a restored copy no longer knows
		}
		if err != nil {
			return err
		}
		if n == a.head.n {
			seq = int64(a.head.seq)
		}
		if ours, err := a.isOurs(n, uint64(seq), h); err != nil {
			return err
		} else if !ours {
			if err := a.forked(n, sent, current); err != nil {
				return err
			}
			continue
		}
		if int64(h.Seq) > sent {
			last.SentAt = a.now.UnixMilli()
		}
		if _, err := a.Exec("UPDATE log SET sent = ? WHERE n = ?", int64(h.Seq), n); err != nil {
			return err
		}
	}
	lost, err := a.idsOf("SELECT id FROM log WHERE sent > 0")
	if err != nil {
		return err
	}
	for _, id := range lost {
		if !named[casefile.LogID(id)] {
			if _, err := a.Exec("UPDATE log SET sent = 0 WHERE id = ?", id[:]); err != nil {
				return err
			}
		}
	}
	return a.setMetaJSON(metaSync, last)
}

func (a *accepting) isOurs(log int64, seq uint64, h wire.Head) (bool, error) {
	if h.Seq > seq {
		return false, nil
	}
	hash, err := a.entryHash(log, h.Seq)
	return hash == h.Hash, err
}

// forked ends a log that somebody else continued, and enters what the centre has
// not signed for in a new one, under the same event ids.
func (a *accepting) forked(log, sent int64, current bool) error {
	var events []casefile.EventID
	err := a.Each("SELECT eid FROM entry WHERE log = ? AND seq > ? ORDER BY seq", []any{log, sent}, func(scan func(...any) error) error {
		var raw []byte
		err := scan(&raw)
		events = append(events, casefile.EventID(toID(raw)))
		return err
	})
	if err != nil || len(events) == 0 && !current {
		return err
	}
	a.fork = true
	if current {
		if err := a.beginLog(reasonForked); err != nil {
			return err
		}
	}
	for _, id := range events {
		if err := a.enter(id); err != nil {
			return err
		}
		if _, err := a.Exec("UPDATE event SET log = ?, seq = ? WHERE eid = ?", a.head.n, int64(a.head.seq), id[:]); err != nil {
			return err
		}
	}
	// Nothing of the old log is waited for any more.
	_, err = a.Exec("UPDATE log SET sent = seq WHERE n = ?", log)
	a.db.o.Log.Warn("another disk writes with this PC's key; a new log begins", "events", len(events))
	return err
}

// takeVerdicts keeps why events are held. Every answer names all that are, so
// what it does not name was let go.
func (a *accepting) takeVerdicts(list []wire.Verdict) error {
	if _, err := a.Exec("DELETE FROM verdict"); err != nil {
		return err
	}
	for _, v := range list {
		_, err := a.Exec("INSERT OR IGNORE INTO verdict(eid, rec, code, at) SELECT eid, rec, ?, ? FROM event WHERE eid = ?",
			string(v.Code), a.now.UnixMilli(), v.Event[:])
		if err != nil {
			return err
		}
	}
	return nil
}

// takeFeed applies the next rows of a scope. done: a re-listing reached its end.
func (a *accepting) takeFeed(f wire.Feed) (done bool, err error) {
	if !f.Scope.Valid() {
		return false, casefile.Fail(casefile.CodeBadMessage, "store: feed of an unknown scope")
	}
	c, relisting, err := a.cursor(f.Scope)
	if err != nil {
		return false, err
	}
	if f.Mismatch {
		return false, a.beginRelisting(f.Scope)
	}
	if f.From != c.Pos {
		return false, casefile.Fail(casefile.CodeBadMessage, "store: feed of %s begins at %d, not %d", f.Scope, f.From, c.Pos)
	}
	for _, row := range f.Rows {
		if err := a.takeRow(f.Scope, row, &c.Hash); err != nil {
			return false, err
		}
		c.Pos++
	}
	if c.Pos > f.TopPos || c.Pos == f.TopPos && c.Hash != f.TopHash {
		return false, casefile.Fail(casefile.CodeBadMessage, "store: feed of %s does not reach its head", f.Scope)
	}
	done = relisting && c.Pos == f.TopPos
	_, err = a.Exec(`INSERT INTO cursor(scope, pos, hash, top_pos, top_hash, relisting) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(scope)
		DO UPDATE SET pos = excluded.pos, hash = excluded.hash, top_pos = excluded.top_pos, top_hash = excluded.top_hash, relisting = excluded.relisting`,
		string(f.Scope), int64(c.Pos), c.Hash[:], int64(f.TopPos), f.TopHash[:], flag(relisting && !done))
	return done, err
}

func (a *accepting) cursor(scope casefile.Scope) (c wire.Cursor, relisting bool, err error) {
	row := a.QueryRow("SELECT scope, pos, hash, top_pos, top_hash, relisting FROM cursor WHERE scope = ?", string(scope))
	c, err = scanCursor(func(dest ...any) error { return row.Scan(append(dest, &relisting)...) })
	if errors.Is(err, sqldb.ErrNoRows) {
		return wire.Cursor{Scope: scope}, false, nil
	}
	return c, relisting, err
}

// takeRow applies one row and moves the chain along.
func (a *accepting) takeRow(scope casefile.Scope, row wire.Row, chain *wire.Hash) error {
	switch {
	case row.Hash != nil:
		*chain = *row.Hash
		return nil
	case row.Kind == wire.RowEvict && row.Record != nil:
		var ev casefile.EventID
		if row.Event != nil {
			ev = *row.Event
		}
		*chain = wire.RowHash(*chain, row.Kind, *row.Record, ev)
		return a.evict(scope, *row.Record)
	case row.Kind == wire.RowEvent && row.Item != nil:
		ev, err := a.takeEvent(*row.Item)
		if err != nil {
			return err
		}
		*chain = wire.RowHash(*chain, row.Kind, ev.Record, ev.ID)
		return a.see(scope, ev.Record)
	case row.Kind == wire.RowEvent && row.Event != nil:
		return a.takeEcho(scope, row, chain)
	default:
		return casefile.Fail(casefile.CodeBadMessage, "store: row of an unknown form")
	}
}

// takeEcho is a row about an event that this PC sent in itself. It may have been
// put back from a copy since, and no longer have it: then it asks for it.
func (a *accepting) takeEcho(scope casefile.Scope, row wire.Row, chain *wire.Hash) error {
	eid := *row.Event
	var raw []byte
	var gone bool
	err := a.QueryRow("SELECT rec, payload IS NULL FROM event WHERE eid = ?", eid[:]).Scan(&raw, &gone)
	if errors.Is(err, sqldb.ErrNoRows) && row.Record != nil {
		*chain = wire.RowHash(*chain, wire.RowEvent, *row.Record, eid)
		if _, err := a.Exec("INSERT OR IGNORE INTO wanted(eid, rec) VALUES(?, ?)", eid[:], row.Record[:]); err != nil {
			return err
		}
		return a.see(scope, *row.Record)
	}
	if errors.Is(err, sqldb.ErrNoRows) {
		return casefile.Fail(casefile.CodeBadMessage, "store: event %s is not here, and its record is not named", eid)
	}
	if err != nil {
		return err
	}
	rec := toID(raw)
	*chain = wire.RowHash(*chain, wire.RowEvent, rec, eid)
	if gone {
		if _, err := a.Exec("UPDATE event SET missing = 1 WHERE eid = ?", eid[:]); err != nil {
			return err
		}
	} else if err := a.bringBack(rec); err != nil {
		return err
	}
	return a.see(scope, rec)
}

// see notes that a record is in a scope.
func (a *accepting) see(scope casefile.Scope, rec casefile.ID) error {
	_, err := a.Exec("INSERT INTO via(scope, rec) VALUES(?, ?) ON CONFLICT(scope, rec) DO UPDATE SET stale = 0 WHERE stale = 1", string(scope), rec[:])
	return err
}

func (a *accepting) takeItem(it wire.Item) error {
	_, err := a.takeEvent(it)
	return err
}

// takeEvent keeps an event that is new here and folds it in. One whose payload
// this program cannot read is kept as it came, for a newer one.
func (a *accepting) takeEvent(it wire.Item) (casefile.Event, error) {
	ev, err := wire.Decode(it)
	applied := err == nil
	if err != nil {
		open, err := wire.Decode(wire.Item{Body: it.Body})
		if err != nil {
			return ev, err
		}
		ev = open
	}
	var had bool
	var n int64
	err = a.QueryRow("SELECT n, payload IS NOT NULL FROM event WHERE eid = ?", ev.ID[:]).Scan(&n, &had)
	switch {
	case errors.Is(err, sqldb.ErrNoRows):
		a.received++
		if _, err := a.Exec("DELETE FROM wanted WHERE eid = ?", ev.ID[:]); err != nil {
			return ev, err
		}
		if err := a.insertEvent(eventRow{item: it, ev: ev, own: ownForeign, applied: applied}); err != nil {
			return ev, err
		}
	case err != nil:
		return ev, err
	case had || len(it.Payload) == 0:
		return ev, a.bringBack(ev.Record)
	default:
		if _, err := a.Exec("UPDATE event SET payload = ?, missing = 0, applied = ? WHERE n = ?", it.Payload, applied, n); err != nil {
			return ev, err
		}
	}
	a.adoptStamp(ev)
	r, err := a.stateFor(ev.Record, ev.Kind)
	if err != nil || !applied {
		return ev, err
	}
	r.state.Apply(ev)
	return ev, nil
}

// adoptStamp keeps our stamps above those seen, so that what an officer writes
// next is shown first. A stamp from a clock that is far ahead is left alone:
// stamps decide nothing, and one bad clock must not spoil all others.
func (a *accepting) adoptStamp(ev casefile.Event) {
	limit := uint64(a.now.Add(day).UnixMilli()) << 16
	if ev.Stamp > a.head.stamp && ev.Stamp < limit {
		a.head.stamp = ev.Stamp
	}
}

// stateFor returns the state of a record that this answer is changing. One that
// had left is folded from all its events that are here.
func (a *accepting) stateFor(id casefile.ID, kind casefile.Kind) (*received, error) {
	if r, ok := a.states[id]; ok {
		return r, nil
	}
	state, _, err := a.state(id)
	if errors.Is(err, casefile.ErrNotFound) {
		state = &merge.State{}
		var events []casefile.Event
		events, err = a.events(id)
		for _, ev := range events {
			state.Apply(ev)
		}
	}
	if err != nil {
		return nil, err
	}
	r := &received{kind: kind, state: state}
	a.states[id], a.order = r, append(a.order, id)
	return r, nil
}

// bringBack makes a record that had left, and whose events are here, be seen
// again.
func (a *accepting) bringBack(id casefile.ID) error {
	var kind casefile.Kind
	err := a.QueryRow("SELECT kind FROM record WHERE id = ? AND left = 1", id[:]).Scan(&kind)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = a.stateFor(id, kind)
	return err
}

func (a *accepting) storeStates() error {
	slices.SortFunc(a.order, func(x, y casefile.ID) int { return bytes.Compare(x[:], y[:]) })
	for _, id := range a.order {
		if err := a.storeRecord(id, a.states[id].kind, a.states[id].state); err != nil {
			return err
		}
	}
	return nil
}
