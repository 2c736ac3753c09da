package store

import (
	"context"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Heads names every log of this PC with its last entry.
func (db *DB) Heads(ctx context.Context) ([]wire.Head, error) {
	var out []wire.Head
	err := db.read(ctx, "heads", func(t *tx) error {
		return t.Each("SELECT id, seq, hash FROM log WHERE seq > 0 ORDER BY n", nil, func(scan func(...any) error) error {
			var id, hash []byte
			var seq int64
			if err := scan(&id, &seq, &hash); err != nil {
				return err
			}
			out = append(out, wire.Head{Log: casefile.LogID(id), Seq: uint64(seq), Hash: wire.Hash(hash)})
			return nil
		})
	})
	return out, err
}

// Cursors says how far each granted scope was followed.
func (db *DB) Cursors(ctx context.Context) ([]wire.Cursor, error) {
	var out []wire.Cursor
	err := db.read(ctx, "cursors", func(t *tx) error {
		return t.Each("SELECT scope, pos, hash, top_pos, top_hash FROM cursor ORDER BY scope", nil, func(scan func(...any) error) error {
			c, err := scanCursor(scan)
			out = append(out, c)
			return err
		})
	})
	return out, err
}

func scanCursor(scan func(...any) error) (wire.Cursor, error) {
	var c wire.Cursor
	var scope string
	var pos, top int64
	var hash, topHash []byte
	if err := scan(&scope, &pos, &hash, &top, &topHash); err != nil {
		return c, err
	}
	if len(hash) != len(c.Hash) || len(topHash) != len(c.TopHash) {
		return c, casefile.Fail(casefile.CodeDamaged, "store: cursor of scope %s", scope)
	}
	c.Scope, c.Pos, c.TopPos = casefile.Scope(scope), uint64(pos), uint64(top)
	c.Hash, c.TopHash = wire.Hash(hash), wire.Hash(topHash)
	return c, nil
}

// Nonce is the one the centre gave last, nil if none.
func (db *DB) Nonce(ctx context.Context) ([]byte, error) {
	var out []byte
	err := db.read(ctx, "nonce", func(t *tx) (err error) {
		out, err = t.meta(metaNonce)
		return err
	})
	if len(out) == 0 {
		return nil, err
	}
	return out, err
}

// overhead is what an item takes beside its bytes, at most.
const overhead = 16

// Outgoing returns the entries of our logs beyond what the centre's last signed
// heads hold, oldest first: within the limits, but at least one if there is any.
func (db *DB) Outgoing(ctx context.Context, maxBytes, maxEvents int) ([]wire.Entries, error) {
	var out []wire.Entries
	err := db.read(ctx, "outgoing", func(t *tx) error {
		var last int64
		bytes, events := 0, 0
		query := `SELECT l.n, l.id, l.sent, n.seq, e.body, e.payload FROM log l JOIN entry n ON n.log = l.n AND n.seq > l.sent
			JOIN event e ON e.eid = n.eid ORDER BY l.n, n.seq LIMIT ?`
		return t.Each(query, []any{max(maxEvents, 1)}, func(scan func(...any) error) error {
			var log, sent, seq int64
			var id []byte
			var it wire.Item
			if err := scan(&log, &id, &sent, &seq, &it.Body, &it.Payload); err != nil {
				return err
			}
			size := len(it.Body) + len(it.Payload) + overhead
			if events > 0 && bytes+size > maxBytes {
				bytes = maxBytes // nothing after a left-out entry may go first
				return nil
			}
			if log != last {
				prev, err := t.entryHash(log, uint64(sent))
				if err != nil {
					return err
				}
				out = append(out, wire.Entries{Log: casefile.LogID(id), First: uint64(seq), Prev: prev})
				last = log
			}
			bytes, events = bytes+size, events+1
			run := &out[len(out)-1]
			run.Items = append(run.Items, it)
			return nil
		})
	})
	return out, err
}

const fromWaiting = ` FROM log l JOIN entry n ON n.log = l.n AND n.seq > l.sent JOIN event e ON e.eid = n.eid`

// Waiting counts the records written here that have no receipt yet, those that
// the program writes by itself included.
func (db *DB) Waiting(ctx context.Context) (int, error) {
	var n int
	err := db.read(ctx, "waiting", func(t *tx) error {
		return t.QueryRow("SELECT count(DISTINCT e.rec)" + fromWaiting).Scan(&n)
	})
	return n, err
}

// Wants names events to ask the centre for: those that went away with their
// record and are needed again, and those that this PC once wrote and lost when
// it was put back from a copy.
func (db *DB) Wants(ctx context.Context, limit int) ([]casefile.EventID, error) {
	var out []casefile.EventID
	err := db.read(ctx, "wants", func(t *tx) error {
		query := "SELECT * FROM (SELECT eid FROM event WHERE missing = 1 ORDER BY n) UNION ALL SELECT eid FROM wanted LIMIT ?"
		return t.Each(query, []any{limit}, func(scan func(...any) error) error {
			var raw []byte
			err := scan(&raw)
			out = append(out, casefile.EventID(toID(raw)))
			return err
		})
	})
	return out, err
}

// lastSync is what is kept about exchanges for the status.
type lastSync struct {
	SentAt, TriedAt int64
	Problem         casefile.Code
}

// NoteSync records the last attempt and what stopped it, "" for nothing.
func (db *DB) NoteSync(ctx context.Context, problem casefile.Code, at time.Time) error {
	return db.write(ctx, "note sync", func(t *tx) error {
		var last lastSync
		if err := t.metaJSON(metaSync, &last); err != nil {
			return err
		}
		last.TriedAt, last.Problem = at.UnixMilli(), problem
		t.signal = true
		return t.setMetaJSON(metaSync, last)
	})
}

// SyncStatus is what the top bar says. Waiting counts what officers wrote:
// cards and lines of the audit follow by themselves. Whether an exchange is
// under way is known to who runs it.
func (db *DB) SyncStatus(ctx context.Context) (casefile.SyncStatus, error) {
	st := casefile.SyncStatus{Enrolled: db.Identity().CentreURL != ""}
	err := db.read(ctx, "sync status", func(t *tx) error {
		var last lastSync
		if err := t.metaJSON(metaSync, &last); err != nil {
			return err
		}
		st.SentAt, st.TriedAt, st.Problem = moment(last.SentAt), moment(last.TriedAt), last.Problem
		if err := t.QueryRow("SELECT count(*) FROM verdict").Scan(&st.Held); err != nil {
			return err
		}
		if err := t.began(&st); err != nil {
			return err
		}
		err := t.QueryRow("SELECT count(*) FROM record WHERE conflict = 1 AND left = 0 AND kind <> ?", int(casefile.KindCard)).Scan(&st.Conflicts)
		if err != nil || !st.Enrolled {
			return err
		}
		return t.QueryRow("SELECT count(DISTINCT e.rec)"+fromWaiting+" WHERE e.kind NOT IN (?, ?)",
			int(casefile.KindCard), int(casefile.KindAudit)).Scan(&st.Waiting)
	})
	return st, err
}

// began tells when this PC last had to begin a log anew, and why.
func (t *tx) began(st *casefile.SyncStatus) error {
	for reason, at := range map[string]*time.Time{reasonRestored: &st.Restored, reasonForked: &st.Copied} {
		var ms int64
		if err := t.QueryRow("SELECT coalesce(max(began_at), 0) FROM log WHERE reason = ?", reason).Scan(&ms); err != nil {
			return err
		}
		*at = moment(ms)
	}
	return nil
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// CentreTime is the centre's time as last signed to this PC, zero if never.
// Certificates are not judged by an earlier moment.
func (db *DB) CentreTime(ctx context.Context) (time.Time, error) {
	var c clock
	err := db.read(ctx, "centre time", func(t *tx) error { return t.metaJSON(metaClock, &c) })
	return moment(c.CentreAt), err
}
