package store

import (
	"context"
	"errors"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
)

// Setting returns a setting of an officer, or of this PC for the zero officer;
// "" if it was never set.
func (db *DB) Setting(ctx context.Context, officer casefile.ID, key string) (string, error) {
	var v string
	err := db.read(ctx, "setting", func(t *tx) error {
		err := t.QueryRow("SELECT value FROM setting WHERE officer = ? AND key = ?", officer[:], key).Scan(&v)
		if errors.Is(err, sqldb.ErrNoRows) {
			return nil
		}
		return err
	})
	return v, err
}

// SetSetting keeps a setting of an officer, or of this PC for the zero officer.
func (db *DB) SetSetting(ctx context.Context, officer casefile.ID, key, value string) error {
	return db.write(ctx, "set setting", func(t *tx) error {
		_, err := t.Exec(`INSERT INTO setting(officer, key, value) VALUES(?, ?, ?)
			ON CONFLICT(officer, key) DO UPDATE SET value = excluded.value`, officer[:], key, value)
		return err
	})
}
