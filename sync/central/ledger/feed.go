package ledger

import (
	"errors"
	"fmt"

	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/wire"
)

// Top is central.Feeds.
func (t tx) Top(scope casefile.Scope) (central.Top, error) {
	var top central.Top
	err := t.one(`SELECT pos, hash FROM scope WHERE id = ?`, []any{string(scope)}, []any{&top.Pos, fixed{top.Hash[:]}})
	if errors.Is(err, casefile.ErrNotFound) {
		return central.Top{}, nil
	}
	return top, err
}

// RowHash is central.Feeds.
func (t tx) RowHash(scope casefile.Scope, pos uint64) (wire.Hash, error) {
	var h wire.Hash
	err := t.one(`SELECT f.hash FROM feed f JOIN scope s ON s.n = f.scope WHERE s.id = ? AND f.pos = ?`,
		[]any{string(scope), int64(pos)}, []any{fixed{h[:]}})
	return h, err
}

// AddRow is central.Feeds.
func (t tx) AddRow(scope casefile.Scope, r central.Row) error {
	res, err := t.Exec(`INSERT INTO scope (id, pos, hash) SELECT ?1, ?2, ?3 WHERE ?2 = 1 OR EXISTS (SELECT 1 FROM scope WHERE id = ?1)
		ON CONFLICT (id) DO UPDATE SET pos = excluded.pos, hash = excluded.hash WHERE pos = ?2 - 1`, string(scope), int64(r.Pos), r.Hash[:])
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("ledger: row %d of a feed is not the next one", r.Pos), err)
	}
	return t.exec(`INSERT INTO feed (scope, pos, kind, record, event, fresh, hash) SELECT n, ?, ?, ?, ?, ?, ? FROM scope WHERE id = ?`,
		int64(r.Pos), uint8(r.Kind), r.Record[:], r.Event[:], r.Fresh, r.Hash[:], string(scope))
}

var errEnough = errors.New("ledger: enough rows")

// Rows is central.Feeds.
func (t tx) Rows(scope casefile.Scope, after uint64, f func(central.Row) (bool, error)) error {
	err := t.Each(`SELECT f.pos, f.kind, f.record, f.event, f.fresh, f.hash, e.device, e.grp, e.body, e.payload
		FROM scope s JOIN feed f ON f.scope = s.n JOIN event e ON e.id = f.event
		WHERE s.id = ? AND f.pos > ? ORDER BY f.pos`, []any{string(scope), int64(after)}, func(scan func(...any) error) error {
		var r central.Row
		err := scan(&r.Pos, (*uint8)(&r.Kind), fixed{r.Record[:]}, fixed{r.Event[:]}, &r.Fresh, fixed{r.Hash[:]},
			fixed{r.Device[:]}, fixed{r.Group[:]}, &r.Body, &r.Payload)
		if err != nil {
			return err
		}
		more, err := f(r)
		if err == nil && !more {
			return errEnough
		}
		return err
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
