package store

import (
	"errors"

	"sporteli/store/casefile"
)

// evict takes a record out of a scope; when that was the last one it was seen
// through, it leaves this PC.
func (a *accepting) evict(scope casefile.Scope, rec casefile.ID) error {
	if _, err := a.Exec("DELETE FROM via WHERE scope = ? AND rec = ?", string(scope), rec[:]); err != nil {
		return err
	}
	return a.dropUnseen(rec)
}

// dropUnseen removes a record that no scope shows any more: its payloads, its
// state and its rows. What was written here and has no receipt yet is work that
// must not be lost: then the payloads stay, and only lists forget the record.
// Names of events stay, so that logs and feeds can be verified.
func (a *accepting) dropUnseen(rec casefile.ID) error {
	var seen, unsent bool
	err := a.QueryRow(`SELECT EXISTS(SELECT 1 FROM via WHERE rec = ?),
		EXISTS(SELECT 1 FROM event e JOIN log l ON l.n = e.log WHERE e.rec = ? AND e.own = 1 AND e.seq > l.sent)`, rec[:], rec[:]).Scan(&seen, &unsent)
	if err != nil || seen {
		return err
	}
	if _, err := a.Exec("DELETE FROM wanted WHERE rec = ?", rec[:]); err != nil {
		return err
	}
	if r, ok := a.states[rec]; ok {
		// Rows of this very answer came first; settle them before they are dropped.
		if err := a.storeRecord(rec, r.kind, r.state); err != nil {
			return err
		}
		delete(a.states, rec)
		a.order = without(a.order, rec)
	}
	known, err := a.record(rec)
	if errors.Is(err, casefile.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if unsent {
		if _, err := a.Exec("UPDATE record SET left = 1 WHERE id = ?", rec[:]); err != nil {
			return err
		}
		return a.unproject(known)
	}
	for _, q := range []string{"UPDATE event SET payload = NULL, missing = 0 WHERE rec = ?", "DELETE FROM record WHERE id = ?"} {
		if _, err := a.Exec(q, rec[:]); err != nil {
			return err
		}
	}
	return a.unproject(known)
}

func without(ids []casefile.ID, gone casefile.ID) []casefile.ID {
	var out []casefile.ID
	for _, id := range ids {
		if id != gone {
			out = append(out, id)
		}
	}
	return out
}

// beginRelisting follows a scope from its beginning again: the centre was
// restored, and positions mean nothing any more. Records stay until its end
// shows which are no longer listed.
func (a *accepting) beginRelisting(scope casefile.Scope) error {
	if _, err := a.Exec("UPDATE via SET stale = 1 WHERE scope = ?", string(scope)); err != nil {
		return err
	}
	zero := make([]byte, 32)
	_, err := a.Exec(`INSERT INTO cursor(scope, pos, hash, top_pos, top_hash, relisting) VALUES(?, 0, ?, 0, ?, 1) ON CONFLICT(scope)
		DO UPDATE SET pos = 0, hash = excluded.hash, top_pos = 0, top_hash = excluded.top_hash, relisting = 1`, string(scope), zero, zero)
	return err
}

// endRelisting drops what the new listing did not name.
func (a *accepting) endRelisting(scope casefile.Scope) error {
	gone, err := a.idsOf("SELECT rec FROM via WHERE scope = ? AND stale = 1", string(scope))
	if err != nil {
		return err
	}
	if _, err := a.Exec("DELETE FROM via WHERE scope = ? AND stale = 1", string(scope)); err != nil {
		return err
	}
	for _, rec := range gone {
		if err := a.dropUnseen(rec); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) idsOf(query string, args ...any) ([]casefile.ID, error) {
	var out []casefile.ID
	err := t.Each(query, args, func(scan func(...any) error) error {
		var raw []byte
		err := scan(&raw)
		out = append(out, toID(raw))
		return err
	})
	return out, err
}

// takeGrants follows scopes that were granted and leaves those that were taken
// away. An answer that names none says nothing about grants.
func (a *accepting) takeGrants(grants []casefile.Scope) error {
	if len(grants) == 0 {
		return nil
	}
	granted := map[casefile.Scope]bool{}
	for _, g := range grants {
		granted[g] = true
		zero := make([]byte, 32)
		_, err := a.Exec("INSERT OR IGNORE INTO cursor(scope, pos, hash, top_pos, top_hash) VALUES(?, 0, ?, 0, ?)", string(g), zero, zero)
		if err != nil {
			return err
		}
	}
	var lost []string
	err := a.Each("SELECT scope FROM cursor", nil, func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		if !granted[casefile.Scope(s)] {
			lost = append(lost, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range lost {
		if err := a.leave(s); err != nil {
			return err
		}
	}
	return nil
}

func (a *accepting) leave(scope string) error {
	recs, err := a.idsOf("SELECT rec FROM via WHERE scope = ?", scope)
	if err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM via WHERE scope = ?", "DELETE FROM cursor WHERE scope = ?"} {
		if _, err := a.Exec(q, scope); err != nil {
			return err
		}
	}
	for _, rec := range recs {
		if err := a.dropUnseen(rec); err != nil {
			return err
		}
	}
	return nil
}
