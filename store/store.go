package store

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"sporteli/store/casefile"
	"sporteli/store/keyring"
	"sporteli/store/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// appID marks our database files ("SPT1").
const appID = 0x53505431

// Names of the files in a data folder.
const (
	fileData   = "sporteli.db"
	fileAnchor = "anchor"
	fileLock   = "lock"
)

// dataFiles are all files of a data folder but the lock, which may lie there
// before.
var dataFiles = []string{keyring.FileName, fileData, fileData + "-wal", fileData + "-shm", fileAnchor}

// keyCost is what a password costs; tests of this package lower it.
var keyCost = sync.OnceValue(keyring.Calibrate)

// Options is what the store needs from outside.
type Options struct {
	// Codes answers for the code lists.
	Codes casefile.CodeBook
	// Shipped is the reference data that comes with the program.
	Shipped []casefile.Shipped
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Log receives codes and ids; nil means none.
	Log *slog.Logger
	// App is the program's version.
	App string
}

// DB is an open data folder. It may be used from any goroutine.
type DB struct {
	dir  string
	sql  *sqldb.DB
	ring *keyring.Ring
	lock *flock.Flock
	o    Options
	// made is what Create made beside the data.
	made made

	// writing is held for a whole change: transaction, anchor, signal.
	writing sync.Mutex
	head    head
	// keys is held while the key file is read or replaced.
	keys     sync.Mutex
	anchor   *os.File
	identity atomic.Pointer[casefile.Identity]
	watchers watchers
	closed   sync.Once
	// beforeCommit, if a test sets it, runs inside every transaction at its end.
	beforeCommit func() error
}

// Officer is somebody who may sign in on this PC.
type Officer struct {
	ID   casefile.ID
	Name string
	Role casefile.Role
}

// NewOfficer is somebody who shall be able to sign in.
type NewOfficer struct {
	Name     string
	Password string
	// Sample says, at Create, that the folder holds invented records only.
	Sample bool
}

// Credentials is a name, or an officer's id, and a password.
type Credentials struct {
	Officer  string
	Password string
}

// Officers lists who may sign in to a folder; no password is needed. It fails
// with CodeNoData if the folder holds no data of ours.
func Officers(dir string) ([]Officer, error) {
	f, err := keyring.Read(dir)
	if err != nil {
		return nil, err
	}
	var out []Officer
	for _, o := range f.Officers() {
		out = append(out, Officer(o))
	}
	return out, nil
}

// IsSample reports whether a folder says that everything in it is invented, so
// that the window can say so before anybody has signed in.
func IsSample(dir string) bool {
	f, err := keyring.Read(dir)
	return err == nil && f.Sample()
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return o
}

// Create makes a data folder with a first officer and opens it. It fails with
// CodeHasData if there is data already, CodeWeakPassword, CodeRequired (Field
// name), CodeReadOnly and CodeDiskFull; then nothing of it remains.
func Create(ctx context.Context, dir string, first NewOfficer, o Options) (_ *DB, _ casefile.Session, err error) {
	o = o.withDefaults()
	var none casefile.Session
	if err := checkOfficer(first); err != nil {
		return nil, none, err
	}
	made, err := makeFolder(dir)
	if err != nil {
		return nil, none, err
	}
	db := &DB{dir: dir, o: o, made: made}
	if err := db.takeLock(); err != nil {
		return nil, none, err
	}
	// Another program may have been quicker until the lock was taken.
	if err := noData(dir); err != nil {
		return nil, none, errors.Join(err, db.Close())
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
			made.remove(dir)
		}
	}()
	db.ring, err = keyring.New(dir, casefile.DeviceID(casefile.NewID()), first.Sample)
	if err != nil {
		return nil, none, err
	}
	if err := db.openFile(ctx); err != nil {
		return nil, none, err
	}
	s, err := db.firstStart(ctx, first)
	if err != nil {
		return nil, none, err
	}
	return db, s, nil
}

// made is what Create found missing and made, beside the data itself.
type made struct{ folder, lock bool }

// remove takes away what Create made, and nothing that lay there before.
func (m made) remove(dir string) {
	for _, f := range dataFiles {
		_ = os.Remove(filepath.Join(dir, f))
	}
	if m.lock {
		_ = os.Remove(filepath.Join(dir, fileLock))
	}
	if m.folder {
		_ = os.Remove(dir) // only if nothing else lies in it
	}
}

// Discard closes a folder that was just created and removes it again, as when
// its enrolment failed. It fails with CodeEnrolled for one that belongs to an
// office; that is never removed.
func (db *DB) Discard() error {
	if db.Identity().CentreURL != "" {
		return &casefile.Error{Code: casefile.CodeEnrolled}
	}
	err := db.Close()
	db.made.remove(db.dir)
	return err
}

// makeFolder makes the folder unless it is there, and refuses one with data.
func makeFolder(dir string) (made, error) {
	var m made
	if err := noData(dir); err != nil {
		return m, err
	}
	_, err := os.Stat(dir)
	m.folder = errors.Is(err, fs.ErrNotExist)
	_, err = os.Stat(filepath.Join(dir, fileLock))
	m.lock = errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return m, casefile.Fail(casefile.CodeReadOnly, "store: make folder: %w", bare(err))
	}
	return m, nil
}

// noData fails with CodeHasData if anything that Create would write is there.
func noData(dir string) error {
	for _, f := range dataFiles {
		if _, err := os.Stat(filepath.Join(dir, f)); err == nil {
			return casefile.Fail(casefile.CodeHasData, "store: %s is there", f)
		}
	}
	return nil
}

// bare strips the path of an error of the file system: it may name a person.
func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Open opens a folder for an officer. It fails with CodeNoData, CodeInUse (the
// program runs already), CodeNoOfficer, CodeWrongPassword, CodeWait (Args
// Seconds), CodeDamaged, CodeNewer, CodeNotOurs and CodeReadOnly.
func Open(ctx context.Context, dir string, who Credentials, o Options) (_ *DB, _ casefile.Session, err error) {
	var none casefile.Session
	db := &DB{dir: dir, o: o.withDefaults()}
	if _, err := keyring.Read(dir); err != nil {
		return nil, none, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	if err := db.takeLock(); err != nil {
		return nil, none, err
	}
	f, err := keyring.Read(dir)
	if err != nil {
		return nil, none, err
	}
	ring, officer, err := f.Unlock(who.Officer, who.Password, db.o.Now())
	if err != nil {
		return nil, none, err
	}
	db.ring = ring
	if _, err := os.Stat(filepath.Join(dir, fileData)); err != nil {
		return nil, none, casefile.Fail(casefile.CodeDamaged, "store: the database is missing")
	}
	if err := db.openFile(ctx); err != nil {
		return nil, none, err
	}
	if err := db.resume(ctx); err != nil {
		return nil, none, err
	}
	return db, db.session(officer), nil
}

func (db *DB) takeLock() error {
	db.lock = flock.New(filepath.Join(db.dir, fileLock), flock.SetPermissions(0o600))
	got, err := db.lock.TryLock()
	if err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "store: lock: %w", bare(err))
	}
	if !got {
		db.lock = nil // not ours to give back
		return &casefile.Error{Code: casefile.CodeInUse}
	}
	return nil
}

func (db *DB) openFile(ctx context.Context) error {
	file, err := sqldb.Open(ctx, filepath.Join(db.dir, fileData), sqldb.Config{AppID: appID, Migrations: migrations})
	if err != nil {
		return fail("open", err)
	}
	db.sql = file
	if err := os.Chmod(filepath.Join(db.dir, fileData), 0o600); err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "store: protect: %w", bare(err))
	}
	return nil
}

// Close ends everything and gives the folder free. The DB is of no use after
// it; closing it again does nothing.
func (db *DB) Close() error {
	var err error
	db.closed.Do(func() {
		if db.sql != nil {
			err = db.sql.Close()
		}
		if db.anchor != nil {
			err = errors.Join(err, db.anchor.Close())
		}
		db.watchers.closeAll()
		if db.lock != nil {
			err = errors.Join(err, db.lock.Close())
		}
	})
	return fail("close", err)
}

// Identity returns what this PC knows about itself.
func (db *DB) Identity() casefile.Identity { return *db.identity.Load() }

// Sign signs with the device's key.
func (db *DB) Sign(msg []byte) ([]byte, error) { return db.ring.Sign(msg) }

// SignKey is the public half of the device's signing key (Ed25519).
func (db *DB) SignKey() []byte { return db.ring.SignKey() }

// SealKey is the public half of the device's sealing key (X25519).
func (db *DB) SealKey() []byte { return db.ring.SealKey() }

// session is what somebody who signed in may be here. The role is that of the
// device: enrolment decides it, and the centre enforces it.
func (db *DB) session(o keyring.Officer) casefile.Session {
	id := db.Identity()
	return casefile.Session{Officer: o.ID, Name: o.Name, Role: id.Role, Office: id.Office, County: id.County}
}

// Keys of meta.
const (
	metaIdentity = "identity"
	metaDatabase = "database"
	metaNonce    = "nonce"
	metaClock    = "clock"
	metaSync     = "sync"
	metaShipped  = "shipped"
	metaSchema   = "schema"
)

func (t *tx) meta(key string) ([]byte, error) {
	var v []byte
	err := t.QueryRow("SELECT value FROM meta WHERE key = ?", key).Scan(&v)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, nil
	}
	return v, err
}

func (t *tx) setMeta(key string, value []byte) error {
	if value == nil {
		value = []byte{}
	}
	_, err := t.Exec("INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key, value)
	return err
}

func (t *tx) metaJSON(key string, into any) error {
	raw, err := t.meta(key)
	if err != nil || len(raw) == 0 {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return casefile.Fail(casefile.CodeDamaged, "store: meta %s is not readable", key)
	}
	return nil
}

func (t *tx) setMetaJSON(key string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.setMeta(key, raw)
}
