// Package ledger keeps a centre's ledger in one SQLite file, as a central.Ops.
// Several processes may use one file at the same time: a clerk adds an office
// while the centre serves.
//
// It decides nothing; each method is one statement or two.
package ledger

import (
	"context"
	"embed"
	"errors"
	"os"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
	"sporteli/sync/central"
)

// AppID marks the file as a ledger of ours ("SpCL").
const AppID = 0x5370434c

//go:embed migrations/*.sql
var migrations embed.FS

// Ledger is an open ledger.
type Ledger struct {
	db *sqldb.DB
}

// Open opens a ledger, or makes one in a folder that exists. It fails with
// not_ours, newer_version, damaged, read_only, data_in_use or disk_full.
func Open(ctx context.Context, path string) (*Ledger, error) {
	db, err := sqldb.Open(ctx, path, sqldb.Config{AppID: AppID, Migrations: migrations, BusyMillis: 20_000})
	if err != nil {
		return nil, coded(err)
	}
	// It names devices and offices; only who runs the centre reads it.
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(casefile.Fail(casefile.CodeReadOnly, "ledger: protect: %w", err), db.Close())
	}
	return &Ledger{db: db}, nil
}

// Close closes the file.
func (l *Ledger) Close() error { return coded(l.db.Close()) }

// Write is central.Ops.
func (l *Ledger) Write(ctx context.Context, f func(central.Tx) error) error {
	return coded(l.db.Write(ctx, func(t *sqldb.Tx) error { return f(tx{t}) }))
}

// Read is central.Ops.
func (l *Ledger) Read(ctx context.Context, f func(central.Tx) error) error {
	return coded(l.db.Read(ctx, func(t *sqldb.Tx) error { return f(tx{t}) }))
}

// coded turns a failure of the file into one of the project's codes.
func coded(err error) error {
	var ce *casefile.Error
	if err == nil || errors.As(err, &ce) {
		return err
	}
	switch code := sqldb.CodeOf(err); code {
	case "", sqldb.CodeExists:
		return casefile.Fail(casefile.CodeInternal, "ledger: %w", err)
	default:
		return casefile.Fail(casefile.Code(code), "ledger: %w", err)
	}
}

// tx is one transaction.
type tx struct{ *sqldb.Tx }

// one scans a single row.
func (t tx) one(query string, args, dest []any) error {
	err := t.QueryRow(query, args...).Scan(dest...)
	if errors.Is(err, sqldb.ErrNoRows) {
		return casefile.ErrNotFound
	}
	return err
}

func (t tx) exec(query string, args ...any) error {
	_, err := t.Exec(query, args...)
	return err
}

// id scans 16 or 32 bytes.
type fixed struct{ to []byte }

// Scan is sql.Scanner.
func (f fixed) Scan(v any) error {
	b, ok := v.([]byte)
	if !ok || len(b) != len(f.to) {
		return casefile.Fail(casefile.CodeDamaged, "ledger: an id of the wrong length")
	}
	copy(f.to, b)
	return nil
}
