package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// Where faults are found. Names of tables and ids, never what is in them.
const maxFaults = 200

// checking collects faults over one snapshot.
type checking struct {
	*tx
	report casefile.CheckReport
}

// Check looks through the data: the file itself, the chains of our logs and the
// counts of all tables. deep also computes every event's id anew, folds every
// record from its events and compares every row and every word of the search
// index with what they should be. Faults are in the report; the error is for
// what stopped the check itself.
func (db *DB) Check(ctx context.Context, deep bool) (casefile.CheckReport, error) {
	c := checking{}
	found, err := db.sql.Check(ctx, !deep)
	if err != nil {
		return c.report, fail("check", err)
	}
	for range found {
		c.fault(casefile.CodeDamaged, "file")
	}
	if len(found) > 0 {
		return c.report, nil // nothing more can be told from a broken file
	}
	err = db.read(ctx, "check", func(t *tx) error {
		c.tx = t
		if err := c.counts(); err != nil {
			return err
		}
		if err := c.logs(); err != nil {
			return err
		}
		if err := c.rows(); err != nil || !deep {
			return err
		}
		for _, step := range []func() error{c.events, c.states, c.clients, c.words} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	return c.report, err
}

func (c *checking) fault(code casefile.Code, format string, args ...any) {
	if len(c.report.Faults) < maxFaults {
		c.report.Faults = append(c.report.Faults, casefile.CheckFault{Code: code, Where: fmt.Sprintf(format, args...)})
	}
}

func (c *checking) counts() error {
	return c.QueryRow("SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM entry), (SELECT count(*) FROM record)").
		Scan(&c.report.Events, &c.report.Entries, &c.report.Records)
}

// logs follows the chain of every log of ours.
func (c *checking) logs() error {
	type end struct {
		n    int64
		id   casefile.LogID
		seq  uint64
		hash wire.Hash
	}
	var list []end
	err := c.Each("SELECT n, id, seq, hash FROM log", nil, func(scan func(...any) error) error {
		var e end
		var id, hash []byte
		var seq int64
		err := scan(&e.n, &id, &seq, &hash)
		e.id, e.seq = casefile.LogID(toID(id)), uint64(seq)
		copy(e.hash[:], hash)
		list = append(list, e)
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range list {
		var seq uint64
		var chain wire.Hash
		err := c.Each("SELECT n.seq, n.hash, n.eid, e.n IS NOT NULL FROM entry n LEFT JOIN event e ON e.eid = n.eid WHERE n.log = ? ORDER BY n.seq",
			[]any{e.n}, func(scan func(...any) error) error {
				var at int64
				var hash, eid []byte
				var there bool
				if err := scan(&at, &hash, &eid, &there); err != nil {
					return err
				}
				seq++
				chain = wire.EntryHash(e.id, seq, chain, casefile.EventID(toID(eid)))
				if uint64(at) != seq || string(hash) != string(chain[:]) {
					c.fault(casefile.CodeDamaged, "entry %s %d", e.id, at)
					seq = uint64(at)
					copy(chain[:], hash) // tell each broken place once
				}
				if !there {
					c.fault(casefile.CodeDamaged, "entry %s %d: event missing", e.id, at)
				}
				return nil
			})
		if err != nil {
			return err
		}
		if seq != e.seq || chain != e.hash {
			c.fault(casefile.CodeDamaged, "log %s", e.id)
		}
	}
	return nil
}

// rows compares how many rows the projections have with how many they should.
func (c *checking) rows() error {
	for _, p := range projections {
		var kinds []string
		for _, k := range p.kinds {
			kinds = append(kinds, fmt.Sprint(int(k)))
		}
		var want, have int
		query := "SELECT (SELECT count(*) FROM record WHERE left = 0 AND kind IN (" + strings.Join(kinds, ", ") + ")), (SELECT count(*) FROM " + p.table + ")"
		if err := c.QueryRow(query).Scan(&want, &have); err != nil {
			return err
		}
		if want != have {
			c.fault(casefile.CodeDamaged, "table %s: %d rows instead of %d", p.table, have, want)
		}
	}
	return nil
}

// events computes every id anew from the bytes that are kept.
func (c *checking) events() error {
	return c.Each("SELECT eid, rec, kind, applied, body, payload FROM event", nil, func(scan func(...any) error) error {
		var eid, rec []byte
		var kind casefile.Kind
		var applied bool
		var it wire.Item
		if err := scan(&eid, &rec, &kind, &applied, &it.Body, &it.Payload); err != nil {
			return err
		}
		ev, err := wire.Decode(it)
		if !applied && err != nil {
			ev, err = wire.Decode(wire.Item{Body: it.Body})
		}
		if err != nil || ev.ID != casefile.EventID(toID(eid)) || ev.Record != toID(rec) || ev.Kind != kind {
			c.fault(casefile.CodeDamaged, "event %x", eid)
		}
		return nil
	})
}

// states folds every record anew and compares state and rows.
func (c *checking) states() error {
	recs, err := c.idsOf("SELECT DISTINCT rec FROM event WHERE applied = 1 AND payload IS NOT NULL UNION SELECT id FROM record")
	if err != nil {
		return err
	}
	for _, id := range recs {
		if err := c.state(id); err != nil {
			return err
		}
	}
	return nil
}

func (c *checking) state(id casefile.ID) error {
	events, err := c.tx.events(id)
	if casefile.CodeOf(err) == casefile.CodeBadMessage {
		return nil // told of the event already
	}
	if err != nil {
		return err
	}
	var state merge.State
	for _, ev := range events {
		state.Apply(ev)
	}
	want, err := state.MarshalBinary()
	if err != nil {
		return err
	}
	var raw []byte
	var kind casefile.Kind
	var left, conflict bool
	err = c.QueryRow("SELECT kind, left, conflict, state FROM record WHERE id = ?", id[:]).Scan(&kind, &left, &conflict, &raw)
	rec := state.Record(id, kind)
	switch {
	case err == sqldb.ErrNoRows: //nolint:errorlint // QueryRow returns the bare value
		c.fault(casefile.CodeDamaged, "record %s: missing", id)
		return nil
	case err != nil:
		return err
	case len(events) == 0:
		c.fault(casefile.CodeDamaged, "record %s: no event", id)
		return nil
	case string(raw) != string(want):
		c.fault(casefile.CodeDamaged, "record %s: state", id)
	case conflict != (len(rec.Conflicts()) > 0):
		c.fault(casefile.CodeDamaged, "record %s: conflict", id)
	}
	if left {
		return nil
	}
	return c.projected(rec)
}

// projected compares the rows of a record with what they should be.
func (c *checking) projected(rec casefile.Record) error {
	for _, p := range projections {
		if !slices.Contains(p.kinds, rec.Kind) {
			continue
		}
		want := p.values(rec)
		have := make([]any, len(want))
		into := make([]any, len(want))
		for i := range have {
			into[i] = &have[i]
		}
		err := c.QueryRow(p.get, rec.ID[:]).Scan(into...)
		if err == sqldb.ErrNoRows || err == nil && !sameRow(have, want) { //nolint:errorlint // QueryRow returns the bare value
			c.fault(casefile.CodeDamaged, "table %s: row %s", p.table, rec.ID)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sameRow(have, want []any) bool {
	for i := range want {
		w, err := driver.DefaultParameterConverter.ConvertValue(want[i])
		if err != nil || !sameValue(have[i], w) {
			return false
		}
	}
	return true
}

// sameValue compares columns; an empty blob may come back as nil.
func sameValue(have, want any) bool {
	if w, ok := want.([]byte); ok {
		h, ok := have.([]byte)
		return (ok || have == nil) && string(h) == string(w)
	}
	return reflect.DeepEqual(have, want)
}
