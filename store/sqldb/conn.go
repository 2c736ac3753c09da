package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// conn is one connection with the statements prepared on it.
type conn struct {
	raw   *sql.Conn
	stmts map[string]*stmt
}

type stmt struct {
	prepared *sql.Stmt
	busy     bool
}

// connect opens a connection with this project's settings: write-ahead log,
// every commit on the disk, deleted text overwritten, nothing temporary in
// files, no trust in what a schema might call.
func (db *DB) connect(ctx context.Context, readOnly bool) (*conn, error) {
	raw, err := db.pool.Conn(ctx)
	if err != nil {
		return nil, fail("connect", err)
	}
	settings := []string{
		fmt.Sprintf("PRAGMA busy_timeout=%d", db.config.BusyMillis),
		"PRAGMA journal_mode=WAL",
		"PRAGMA synchronous=FULL",
		"PRAGMA foreign_keys=ON",
		"PRAGMA secure_delete=ON",
		"PRAGMA trusted_schema=OFF",
		"PRAGMA cell_size_check=ON",
		"PRAGMA temp_store=MEMORY",
		fmt.Sprintf("PRAGMA cache_size=-%d", db.config.CacheKiB),
	}
	if readOnly {
		settings = append(settings, "PRAGMA query_only=ON")
	}
	for _, s := range settings {
		if _, err := raw.ExecContext(ctx, s); err != nil {
			return nil, errors.Join(fail("set up", err), raw.Close())
		}
	}
	return &conn{raw: raw, stmts: map[string]*stmt{}}, nil
}

func (c *conn) shut() error {
	var err error
	for _, s := range c.stmts {
		err = errors.Join(err, s.prepared.Close())
	}
	return errors.Join(err, c.raw.Close())
}

// exec runs what belongs to the transaction itself; it is never cut short by a
// context, since a half-ended transaction would stay open on the connection.
func (c *conn) exec(query string) error {
	ctx := context.Background()
	s, err := c.statement(ctx, query)
	if err != nil {
		return err
	}
	_, err = s.prepared.ExecContext(ctx)
	return err
}

// statement returns the prepared form, which is kept: parsing SQL costs more
// than most of our queries.
func (c *conn) statement(ctx context.Context, query string) (*stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	p, err := c.raw.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s := &stmt{prepared: p}
	c.stmts[query] = s
	return s, nil
}

// Tx is one running transaction. It belongs to one goroutine and ends with the
// function it was given to.
type Tx struct {
	ctx  context.Context
	conn *conn
}

// Context returns the context the transaction was begun with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Write runs f in a transaction that takes the right to write at once. When f
// returns nil, everything is on the disk before Write returns; when f or the
// commit fails, nothing of it is.
func (db *DB) Write(ctx context.Context, f func(*Tx) error) error {
	return db.run(ctx, db.writer, "BEGIN IMMEDIATE", f)
}

// Read runs f on one snapshot: it sees one commit and nothing later, however
// long it takes, and cannot change anything.
func (db *DB) Read(ctx context.Context, f func(*Tx) error) error {
	return db.run(ctx, db.reader, "BEGIN", f)
}

func (db *DB) run(ctx context.Context, side chan *conn, begin string, f func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fail("begin", err)
	}
	var c *conn
	select {
	case c = <-side:
	case <-ctx.Done():
		return fail("begin", ctx.Err())
	}
	defer func() { side <- c }()
	if err := c.exec(begin); err != nil {
		return fail("begin", err)
	}
	committed := false
	defer func() {
		if !committed { // f or the commit failed, or f panicked
			// SQLite ends the transaction by itself after some failures, such as a full
			// disk; then this finds nothing to roll back, which is as well.
			_ = c.exec("ROLLBACK")
		}
	}()
	if err := f(&Tx{ctx: ctx, conn: c}); err != nil {
		return wrapCallers(err)
	}
	if err := c.exec("COMMIT"); err != nil {
		return fail("commit", err)
	}
	committed = true
	return nil
}

// wrapCallers gives a failure of the driver its code and leaves the caller's
// own errors as they are.
func wrapCallers(err error) error {
	if CodeOf(err) == "" || errors.As(err, new(*Error)) {
		return err
	}
	return fail("transaction", err)
}

// Exec runs one statement that returns no rows.
func (tx *Tx) Exec(query string, args ...any) (sql.Result, error) {
	s, err := tx.conn.statement(tx.ctx, query)
	if err != nil {
		return nil, fail("prepare", err)
	}
	res, err := s.prepared.ExecContext(tx.ctx, args...)
	return res, fail("exec", err)
}

// Rows are the rows of one query; Close them, or read them to the end.
type Rows struct {
	*sql.Rows
	stmt *stmt
	once bool
}

// Close ends the reading.
func (r *Rows) Close() error {
	err := r.Rows.Close()
	if r.once {
		err = errors.Join(err, r.stmt.prepared.Close())
	}
	r.stmt.busy = false
	return err
}

// Query runs one statement that returns rows. The same query may be run again
// while its rows are still being read.
func (tx *Tx) Query(query string, args ...any) (*Rows, error) {
	s, err := tx.conn.statement(tx.ctx, query)
	if err != nil {
		return nil, fail("prepare", err)
	}
	once := s.busy
	if once {
		p, err := tx.conn.raw.PrepareContext(tx.ctx, query)
		if err != nil {
			return nil, fail("prepare", err)
		}
		s = &stmt{prepared: p}
	}
	rows, err := s.prepared.QueryContext(tx.ctx, args...)
	if err != nil {
		if once {
			err = errors.Join(err, s.prepared.Close())
		}
		return nil, fail("query", err)
	}
	s.busy = true
	return &Rows{Rows: rows, stmt: s, once: once}, nil
}

// Row is the single row of QueryRow.
type Row struct {
	rows *Rows
	err  error
}

// Scan copies the columns; it returns ErrNoRows when there is none.
func (r Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close() //nolint:errcheck // read only
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return fail("query", err)
		}
		return ErrNoRows
	}
	return fail("scan", r.rows.Scan(dest...))
}

// QueryRow runs a query of which at most one row is wanted.
func (tx *Tx) QueryRow(query string, args ...any) Row {
	rows, err := tx.Query(query, args...)
	return Row{rows: rows, err: err}
}

// Each calls f for every row of a query. f gets the function that copies the
// row's columns.
func (tx *Tx) Each(query string, args []any, f func(scan func(dest ...any) error) error) error {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // read only
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return fail("query", rows.Err())
}
