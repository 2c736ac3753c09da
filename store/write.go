package store

import (
	"context"
	"crypto/rand"
	"time"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// tx is one running change, or one running look.
type tx struct {
	*sqldb.Tx
	db  *DB
	now time.Time
	// head is the end of the current log as this transaction leaves it, stored
	// what the table says of it.
	head, stored head
	// names of this PC as this transaction leaves them.
	identity casefile.Identity
	clock    clock
	// clients whose row must be made anew at the end, true where the client
	// itself was changed.
	clients map[casefile.ID]bool
	// signal is set when watchers must be told.
	signal bool
}

// write is the only way to change anything in the folder. Whatever f does is
// committed as a whole and on the disk before write returns, or not at all.
func (db *DB) write(ctx context.Context, what string, f func(*tx) error) error {
	db.writing.Lock()
	defer db.writing.Unlock()
	var t *tx
	err := db.sql.Write(ctx, func(s *sqldb.Tx) error {
		t = &tx{Tx: s, db: db, now: db.o.Now(), head: db.head, stored: db.head, clients: map[casefile.ID]bool{}}
		if id := db.identity.Load(); id != nil {
			t.identity = *id
		}
		if err := t.metaJSON(metaClock, &t.clock); err != nil {
			return err
		}
		if err := f(t); err != nil {
			return err
		}
		if err := t.projectClients(); err != nil {
			return err
		}
		if err := t.saveHead(); err != nil {
			return err
		}
		if db.beforeCommit != nil {
			return db.beforeCommit()
		}
		return nil
	})
	if err != nil {
		return fail(what, err)
	}
	moved := t.head != db.head
	db.head = t.head
	id := t.identity
	db.identity.Store(&id)
	if moved {
		db.writeAnchor()
	}
	if t.signal {
		db.watchers.signal()
	}
	return nil
}

// read runs f on one snapshot.
func (db *DB) read(ctx context.Context, what string, f func(*tx) error) error {
	return fail(what, db.sql.Read(ctx, func(s *sqldb.Tx) error {
		return f(&tx{Tx: s, db: db, now: db.o.Now(), identity: db.Identity()})
	}))
}

// clock is what is known about the PC's clock against the centre's.
type clock struct {
	// CentreAt is the centre's time as last signed, Offset what it was ahead of
	// ours then; both in milliseconds.
	CentreAt int64
	Offset   int64
}

const day = 24 * time.Hour

// doubt reports whether the PC's clock contradicts the centre's by more than a
// day, or runs behind what was written here before.
func (t *tx) doubt() bool {
	ms := t.now.UnixMilli()
	off := t.clock.Offset
	if off < 0 {
		off = -off
	}
	return off > day.Milliseconds() ||
		t.clock.CentreAt > 0 && ms < t.clock.CentreAt-day.Milliseconds() ||
		ms < t.head.at-day.Milliseconds()
}

// change is one event about to be written.
type change struct {
	record casefile.ID
	kind   casefile.Kind
	author casefile.ID
	group  casefile.ID
	scopes []casefile.ScopeOp
	ops    []casefile.Op
}

// append writes one event of this PC: event, place in the log, state and
// projections. It returns the place.
func (t *tx) append(c change, state *merge.State) (uint64, error) {
	ms := t.now.UnixMilli()
	t.head.stamp = max(uint64(max(ms, 0))<<16, t.head.stamp+1)
	ev := casefile.Event{
		Schema: casefile.SchemaVersion, Record: c.record, Kind: c.kind, Author: c.author, Device: t.identity.Device,
		At: ms, Stamp: t.head.stamp, CentreAt: t.clock.CentreAt, Doubt: t.doubt(), Group: c.group, Scopes: c.scopes, Ops: c.ops,
	}
	rand.Read(ev.Nonce[:]) //nolint:errcheck // never fails since Go 1.24
	item, eid, err := wire.Encode(ev)
	if err != nil {
		return 0, err
	}
	ev.ID = eid
	t.head.at = max(t.head.at, ms)
	if err := t.enter(eid); err != nil {
		return 0, err
	}
	row := eventRow{item: item, ev: ev, own: ownWritten, log: t.head.n, seq: t.head.seq, applied: true}
	if err := t.insertEvent(row); err != nil {
		return 0, err
	}
	state.Apply(ev)
	t.signal = true
	return t.head.seq, t.storeRecord(c.record, c.kind, state)
}

// Whence an event comes.
const (
	ownForeign = 0
	ownWritten = 1
	ownShipped = 2
)

type eventRow struct {
	item    wire.Item
	ev      casefile.Event
	own     int
	log     int64
	seq     uint64
	applied bool
}

func (t *tx) insertEvent(r eventRow) error {
	var payload any
	if r.item.Payload != nil {
		payload = r.item.Payload
	}
	_, err := t.Exec(`INSERT INTO event(eid, rec, kind, own, log, seq, applied, missing, body, payload)
		VALUES(?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
		r.ev.ID[:], r.ev.Record[:], int(r.ev.Kind), r.own, r.log, int64(r.seq), r.applied, r.item.Body, payload)
	return err
}
