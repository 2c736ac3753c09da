package store

import (
	"context"
	"errors"
	"time"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
)

const columnsDraft = "id, officer, form, title, body, saved_at"

// SaveDraft keeps a form as it stands, in the officer's name. A zero SavedAt is
// now. It is durable when the call returns.
func (db *DB) SaveDraft(ctx context.Context, s casefile.Session, d casefile.Draft) error {
	if d.ID.IsZero() {
		return &casefile.Error{Code: casefile.CodeRequired, Field: "id"}
	}
	return db.write(ctx, "save draft", func(t *tx) error {
		at := d.SavedAt
		if at.IsZero() {
			at = t.now
		}
		body := d.Body
		if body == nil {
			body = []byte{}
		}
		res, err := t.Exec("INSERT INTO draft("+columnsDraft+`) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE
			SET form = excluded.form, title = excluded.title, body = excluded.body, saved_at = excluded.saved_at
			WHERE officer = excluded.officer`, d.ID[:], s.Officer[:], d.Form, d.Title, body, at.UnixMilli())
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, &casefile.Error{Code: casefile.CodeNotAllowed})
		}
		return nil
	})
}

// FindDrafts lists the officer's own drafts, the latest first.
func (db *DB) FindDrafts(ctx context.Context, s casefile.Session) ([]casefile.Draft, error) {
	var out []casefile.Draft
	err := db.read(ctx, "drafts", func(t *tx) (err error) {
		out, err = t.drafts(s)
		return err
	})
	return out, err
}

func (t *tx) drafts(s casefile.Session) ([]casefile.Draft, error) {
	var out []casefile.Draft
	err := t.Each("SELECT "+columnsDraft+" FROM draft WHERE officer = ? ORDER BY saved_at DESC, id", []any{s.Officer[:]},
		func(scan func(...any) error) error {
			d, err := scanDraft(scan)
			out = append(out, d)
			return err
		})
	return out, err
}

func scanDraft(scan func(...any) error) (casefile.Draft, error) {
	var d casefile.Draft
	var id, officer []byte
	var at int64
	err := scan(&id, &officer, &d.Form, &d.Title, &d.Body, &at)
	d.ID, d.Officer, d.SavedAt = toID(id), toID(officer), time.UnixMilli(at)
	return d, err
}

// Draft returns one of the officer's drafts. It fails with CodeNotFound.
func (db *DB) Draft(ctx context.Context, s casefile.Session, id casefile.ID) (casefile.Draft, error) {
	var d casefile.Draft
	err := db.read(ctx, "draft", func(t *tx) (err error) {
		row := t.QueryRow("SELECT "+columnsDraft+" FROM draft WHERE id = ? AND officer = ?", id[:], s.Officer[:])
		if d, err = scanDraft(row.Scan); errors.Is(err, sqldb.ErrNoRows) {
			return casefile.ErrNotFound
		}
		return err
	})
	return d, err
}

// DropDraft forgets one of the officer's drafts; one that is not there is no
// error.
func (db *DB) DropDraft(ctx context.Context, s casefile.Session, id casefile.ID) error {
	return db.write(ctx, "drop draft", func(t *tx) error {
		_, err := t.Exec("DELETE FROM draft WHERE id = ? AND officer = ?", id[:], s.Officer[:])
		return err
	})
}
