package store

import (
	"context"
	"errors"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
	"sporteli/sync/merge"
)

// Record returns a record as it is known now. It fails with CodeNotFound and
// CodeNotAllowed.
func (db *DB) Record(ctx context.Context, s casefile.Session, id casefile.ID) (casefile.Record, error) {
	var out casefile.Record
	err := db.read(ctx, "record "+id.String(), func(t *tx) error {
		rec, err := t.record(id)
		if err != nil {
			return err
		}
		out = rec
		return s.Require(casefile.ActionRead, rec.Kind)
	})
	if err != nil {
		return casefile.Record{}, err
	}
	return out, nil
}

// FindRecords lists whole records of a kind in the order in which they were
// made. It fails with CodeNotAllowed.
func (db *DB) FindRecords(ctx context.Context, s casefile.Session, kind casefile.Kind, span casefile.Span) (casefile.Page[casefile.Record], error) {
	var page casefile.Page[casefile.Record]
	if err := s.Require(casefile.ActionRead, kind); err != nil {
		return page, err
	}
	var after casefile.ID
	if span.After != "" {
		var err error
		if after, err = casefile.ParseID(span.After); err != nil {
			return page, &casefile.Error{Code: casefile.CodeUsage, Field: "after"}
		}
	}
	err := db.read(ctx, "list "+kind.String(), func(t *tx) error {
		err := t.QueryRow("SELECT count(*) FROM record WHERE kind = ? AND left = 0", int(kind)).Scan(&page.Total)
		if err != nil {
			return err
		}
		args := []any{int(kind), after[:], span.Size() + 1}
		return t.Each("SELECT id, state FROM record WHERE kind = ? AND id > ? AND left = 0 ORDER BY id LIMIT ?", args,
			func(scan func(...any) error) error {
				var id, raw []byte
				if err := scan(&id, &raw); err != nil {
					return err
				}
				rec, err := decode(id, kind, raw)
				page.Rows = append(page.Rows, rec)
				return err
			})
	})
	page.Rows, page.Next = cutPage(page.Rows, span, func(r casefile.Record) string { return r.ID.String() })
	return page, err
}

// cutPage takes off the row that was read only to see whether more follow.
func cutPage[R any](rows []R, span casefile.Span, key func(R) string) ([]R, string) {
	if len(rows) <= span.Size() {
		return rows, ""
	}
	rows = rows[:span.Size()]
	return rows, key(rows[len(rows)-1])
}

func decode(id []byte, kind casefile.Kind, raw []byte) (casefile.Record, error) {
	var state merge.State
	if err := state.UnmarshalBinary(raw); err != nil {
		return casefile.Record{}, err
	}
	return state.Record(toID(id), kind), nil
}

// record reads one record. It fails with CodeNotFound.
func (t *tx) record(id casefile.ID) (casefile.Record, error) {
	state, kind, err := t.state(id)
	if err != nil {
		return casefile.Record{}, err
	}
	return state.Record(id, kind), nil
}

// state reads what the events of a record fold to. It fails with CodeNotFound.
func (t *tx) state(id casefile.ID) (*merge.State, casefile.Kind, error) {
	var raw []byte
	var kind casefile.Kind
	var left bool
	err := t.QueryRow("SELECT kind, left, state FROM record WHERE id = ?", id[:]).Scan(&kind, &left, &raw)
	switch {
	case errors.Is(err, sqldb.ErrNoRows), err == nil && left:
		return nil, 0, casefile.ErrNotFound
	case err != nil:
		return nil, 0, err
	}
	var state merge.State
	if err := state.UnmarshalBinary(raw); err != nil {
		return nil, 0, err
	}
	return &state, kind, nil
}

// kindOf returns the kind of a record that is here. It fails with CodeNotFound.
func (t *tx) kindOf(id casefile.ID) (casefile.Kind, error) {
	var kind casefile.Kind
	err := t.QueryRow("SELECT kind FROM record WHERE id = ? AND left = 0", id[:]).Scan(&kind)
	if errors.Is(err, sqldb.ErrNoRows) {
		return 0, casefile.ErrNotFound
	}
	return kind, err
}

// storeRecord keeps a state and makes its projections anew.
func (t *tx) storeRecord(id casefile.ID, kind casefile.Kind, state *merge.State) error {
	raw, err := state.MarshalBinary()
	if err != nil {
		return err
	}
	rec := state.Record(id, kind)
	_, err = t.Exec(`INSERT INTO record(id, kind, conflict, state) VALUES(?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET conflict = excluded.conflict, state = excluded.state, left = 0`,
		id[:], int(kind), len(rec.Conflicts()) > 0, raw)
	if err != nil {
		return err
	}
	return t.project(rec)
}

// toID copies 16 bytes of a column; anything else is no record.
func toID(raw []byte) casefile.ID {
	if len(raw) != len(casefile.ID{}) {
		return casefile.ID{}
	}
	return casefile.ID(raw)
}

// idBytes is the column of a reference: empty for none.
func idBytes(id casefile.ID) []byte {
	if id.IsZero() {
		return []byte{}
	}
	return id[:]
}
