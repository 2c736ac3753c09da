package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// Config says what kind of file is opened.
type Config struct {
	// AppID marks files of this kind (PRAGMA application_id); it is never changed.
	AppID int32
	// Migrations holds NNNN_name.sql, counted from 0001 without a gap. Each runs
	// once, in one transaction.
	Migrations fs.FS
	// Readers is how many snapshots can be read at once; zero means 3.
	Readers int
	// BusyMillis is how long another process is waited for; zero means 5,000.
	BusyMillis int
	// CacheKiB is the page cache of each connection; zero means 8 MiB.
	CacheKiB int
}

func (c Config) withDefaults() Config {
	if c.Readers == 0 {
		c.Readers = 3
	}
	if c.BusyMillis == 0 {
		c.BusyMillis = 5000
	}
	if c.CacheKiB == 0 {
		c.CacheKiB = 8 << 10
	}
	return c
}

// DB is an open file: one connection that writes and a few that read.
// It may be used from any goroutine.
type DB struct {
	path   string
	config Config
	pool   *sql.DB
	writer chan *conn
	reader chan *conn
	// writers and readers count the connections that exist.
	writers, readers int
	close            sync.Once
}

// Open opens the file, or makes it in a folder that exists, and brings its
// schema up to date; before the first step of an update it puts a copy beside
// the file. It fails with CodeNotOurs for a file of another kind, CodeNewer for
// one of a newer program (which stays untouched), CodeDamaged, CodeReadOnly,
// CodeInUse and CodeDiskFull.
func Open(ctx context.Context, path string, config Config) (*DB, error) {
	config = config.withDefaults()
	steps, err := readMigrations(config.Migrations)
	if err != nil {
		return nil, err
	}
	if err := inspect(ctx, path, config, len(steps)); err != nil {
		return nil, err
	}
	pool, err := sql.Open("sqlite", dsn(path, "rwc"))
	if err != nil {
		return nil, fail("open", err)
	}
	pool.SetMaxOpenConns(config.Readers + 1)
	db := &DB{
		path: path, config: config, pool: pool,
		writer: make(chan *conn, 1), reader: make(chan *conn, config.Readers),
	}
	if err := db.start(ctx, steps); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func (db *DB) start(ctx context.Context, steps []migration) error {
	w, err := db.connect(ctx, false)
	if err != nil {
		return err
	}
	db.writer <- w
	db.writers++
	if err := db.migrate(ctx, steps); err != nil {
		return err
	}
	for range db.config.Readers {
		r, err := db.connect(ctx, true)
		if err != nil {
			return err
		}
		db.reader <- r
		db.readers++
	}
	return nil
}

// Close waits for running transactions and closes the file.
func (db *DB) Close() error {
	var err error
	db.close.Do(func() {
		for range db.readers {
			err = errors.Join(err, (<-db.reader).shut())
		}
		for range db.writers {
			err = errors.Join(err, (<-db.writer).shut())
		}
		err = errors.Join(err, db.pool.Close())
	})
	return fail("close", err)
}

// Path returns where the file lies.
func (db *DB) Path() string { return db.path }

// inspect looks at an existing file without changing it.
func inspect(ctx context.Context, path string, config Config, known int) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	if err != nil {
		return &Error{Code: CodeReadOnly, Err: fmt.Errorf("open: %w", errors.Unwrap(err))}
	}
	if !info.Mode().IsRegular() {
		return &Error{Code: CodeNotOurs, Err: errors.New("open: not a file")}
	}
	look, err := sql.Open("sqlite", dsn(path, "ro"))
	if err != nil {
		return fail("inspect", err)
	}
	defer look.Close() //nolint:errcheck // nothing was written
	var appID, version, tables int
	row := look.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`)
	if err := row.Scan(&appID, &version, &tables); err != nil {
		return fail("inspect", err)
	}
	switch {
	case tables == 0 && appID == 0 && version == 0:
		return nil // an interrupted first start left an empty file
	case int32(appID) != config.AppID:
		return &Error{Code: CodeNotOurs, Err: fmt.Errorf("application id %d", appID)}
	case version > known:
		return &Error{Code: CodeNewer, Err: fmt.Errorf("schema %d, this program knows %d", version, known)}
	default:
		return nil
	}
}

// dsn names the file as a URI, so that no character of a path is taken for a
// setting.
func dsn(path, mode string) string {
	path = filepath.ToSlash(path)
	if vol := filepath.VolumeName(path); len(vol) == 2 && vol[1] == ':' {
		path = "/" + path // file:///C:/folder
	}
	var b strings.Builder
	for i, part := range strings.Split(path, "/") {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(strings.ReplaceAll(url.PathEscape(part), "%3A", ":"))
	}
	name := b.String()
	if strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "//") {
		name = "//" + name
	}
	return "file:" + name + "?mode=" + mode
}
