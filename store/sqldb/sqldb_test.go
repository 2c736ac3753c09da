package sqldb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

const appID = 0x53505431

func schema(steps ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i, s := range steps {
		m[fmt.Sprintf("migrations/%04d_step.sql", i+1)] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

const first = "CREATE TABLE a(id INTEGER PRIMARY KEY, t TEXT NOT NULL) STRICT; CREATE TABLE b(a INTEGER REFERENCES a(id)) STRICT;"

func mustOpen(t *testing.T, path string, steps ...string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, Config{AppID: appID, Migrations: schema(steps...)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func insert(id int, text string) func(*Tx) error {
	return func(tx *Tx) error {
		_, err := tx.Exec("INSERT INTO a(id, t) VALUES(?, ?)", id, text)
		return err
	}
}

func count(t *testing.T, db *DB) int {
	t.Helper()
	var n int
	if err := db.Read(t.Context(), func(tx *Tx) error { return tx.QueryRow("SELECT count(*) FROM a").Scan(&n) }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteIsWholeOrNotAtAll(t *testing.T) {
	db := mustOpen(t, filepath.Join(t.TempDir(), "a.db"), first)
	if err := db.Write(t.Context(), insert(1, "x")); err != nil {
		t.Fatal(err)
	}
	own := errors.New("no")
	if err := db.Write(t.Context(), func(tx *Tx) error { return errors.Join(insert(2, "y")(tx), own) }); !errors.Is(err, own) {
		t.Fatalf("the caller's error came back as %v", err)
	}
	if n := count(t, db); n != 1 {
		t.Fatalf("%d rows after a failed write, want 1", n)
	}
	func() {
		defer func() { _ = recover() }()
		_ = db.Write(t.Context(), func(tx *Tx) error { _ = insert(3, "z")(tx); panic("no") })
	}()
	if err := db.Write(t.Context(), insert(4, "w")); err != nil {
		t.Fatalf("after a panic: %v", err)
	}
	if n := count(t, db); n != 2 {
		t.Fatalf("%d rows after a panic, want 2", n)
	}
	if code := CodeOf(db.Write(t.Context(), insert(1, "again"))); code != CodeExists {
		t.Errorf("a second row with the same key: %q", code)
	}
	orphan := func(tx *Tx) error { _, err := tx.Exec("INSERT INTO b VALUES(99)"); return err }
	if code := CodeOf(db.Write(t.Context(), orphan)); code != CodeExists {
		t.Errorf("a row without its parent: %q", code)
	}
}

func TestReadSeesOneSnapshotAndWritesNothing(t *testing.T) {
	db := mustOpen(t, filepath.Join(t.TempDir(), "a.db"), first)
	err := db.Read(t.Context(), func(tx *Tx) error {
		var before, after int
		if err := tx.QueryRow("SELECT count(*) FROM a").Scan(&before); err != nil {
			return err
		}
		if err := db.Write(t.Context(), insert(1, "x")); err != nil {
			return err
		}
		if err := tx.QueryRow("SELECT count(*) FROM a").Scan(&after); err != nil {
			return err
		}
		if before != 0 || after != 0 {
			t.Errorf("a snapshot saw %d, then %d rows", before, after)
		}
		if err := insert(2, "y")(tx); CodeOf(err) != CodeReadOnly {
			t.Errorf("a reader wrote: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSameQueryWithinItself(t *testing.T) {
	db := mustOpen(t, filepath.Join(t.TempDir(), "a.db"), first)
	for i := range 3 {
		if err := db.Write(t.Context(), insert(i, "x")); err != nil {
			t.Fatal(err)
		}
	}
	pairs := 0
	const all = "SELECT id FROM a ORDER BY id"
	err := db.Read(t.Context(), func(tx *Tx) error {
		return tx.Each(all, nil, func(func(...any) error) error {
			return tx.Each(all, nil, func(func(...any) error) error { pairs++; return nil })
		})
	})
	if err != nil || pairs != 9 {
		t.Errorf("%d pairs (%v), want 9", pairs, err)
	}
}

func TestForeignNewerAndBrokenFilesAreRefusedUntouched(t *testing.T) {
	dir := t.TempDir()
	ours := filepath.Join(dir, "ours.db")
	mustOpen(t, ours, first, "CREATE TABLE c(x) ;").Close()
	other := filepath.Join(dir, "other.db")
	foreign, err := Open(t.Context(), other, Config{AppID: 7, Migrations: schema(first)})
	if err != nil {
		t.Fatal(err)
	}
	foreign.Close()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "folder.db")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		want Code
	}{{ours, CodeNewer}, {other, CodeNotOurs}, {text, CodeNotOurs}, {folder, CodeNotOurs}, {filepath.Join(dir, "no", "such.db"), CodeReadOnly}} {
		before, _ := os.ReadFile(c.path)
		_, err := Open(t.Context(), c.path, Config{AppID: appID, Migrations: schema(first)})
		if CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", filepath.Base(c.path), err, c.want)
		}
		if after, _ := os.ReadFile(c.path); string(before) != string(after) {
			t.Errorf("%s was changed", filepath.Base(c.path))
		}
	}
}

func TestMigrationKeepsACopyAndRunsOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ë %?#.db")
	db := mustOpen(t, path, first)
	if err := db.Write(t.Context(), insert(1, "old")); err != nil {
		t.Fatal(err)
	}
	db.Close()
	second := "ALTER TABLE a ADD COLUMN extra TEXT; INSERT INTO a(id, t) VALUES(2, 'migrated');"
	for range 2 {
		db = mustOpen(t, path, first, second)
		if n := count(t, db); n != 2 {
			t.Fatalf("%d rows after the migration, want 2", n)
		}
		db.Close()
	}
	if n := count(t, mustOpen(t, path+".v0001", first)); n != 1 {
		t.Errorf("the copy holds %d rows, want the 1 of before", n)
	}
	bad := "INSERT INTO a(id, t) VALUES(3, 'half'); INSERT INTO nowhere VALUES(1);"
	if _, err := Open(t.Context(), path, Config{AppID: appID, Migrations: schema(first, second, bad)}); err == nil {
		t.Fatal("a broken migration passed")
	}
	if n := count(t, mustOpen(t, path, first, second)); n != 2 {
		t.Errorf("%d rows after a broken migration, want 2", n)
	}
	if _, err := Open(t.Context(), path, Config{AppID: appID, Migrations: fstest.MapFS{"0002_x.sql": {}}}); CodeOf(err) != CodeInternal {
		t.Errorf("a gap in the numbers: %v", err)
	}
}

func TestFullDiskAndCanceledContext(t *testing.T) {
	db := mustOpen(t, filepath.Join(t.TempDir(), "a.db"), first)
	err := db.Write(t.Context(), func(tx *Tx) error {
		_, err := tx.conn.raw.ExecContext(tx.ctx, "PRAGMA max_page_count=8")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if code := CodeOf(db.Write(t.Context(), insert(1, strings.Repeat("x", 1<<20)))); code != CodeDiskFull {
		t.Errorf("no room left: %q", code)
	}
	if err := db.Write(t.Context(), insert(2, "small")); err != nil {
		t.Errorf("after the disk was full: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = db.Write(ctx, func(tx *Tx) error { cancel(); return insert(3, "late")(tx) })
	if CodeOf(err) != CodeCanceled || count(t, db) != 1 {
		t.Errorf("canceled: %v, %d rows", err, count(t, db))
	}
	if code := CodeOf(db.Write(ctx, insert(4, "x"))); code != CodeCanceled {
		t.Errorf("begun with an ended context: %q", code)
	}
}

func TestCheckFindsAMaimedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := mustOpen(t, path, first+"CREATE INDEX by_t ON a(t);")
	err := db.Write(t.Context(), func(tx *Tx) error {
		for i := range 2000 {
			if err := insert(i, fmt.Sprint("text ", i))(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found, err := db.Check(t.Context(), false); err != nil || len(found) > 0 {
		t.Fatalf("a whole file: %q, %v", found, err)
	}
	db.Close()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(raw) - 3*4096; i < len(raw)-2*4096; i++ {
		raw[i] ^= 0x5a
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := mustOpen(t, path, first+"CREATE INDEX by_t ON a(t);").Check(t.Context(), false); err != nil || len(found) == 0 {
		t.Errorf("a maimed file: %q, %v", found, err)
	}
}

func TestTwoProcessesTakeTurns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	one, two := mustOpen(t, path, first), mustOpen(t, path, first)
	done := make(chan error, 2)
	for i, db := range []*DB{one, two} {
		go func() {
			var err error
			for n := range 50 {
				err = errors.Join(err, db.Write(t.Context(), insert(i*1000+n, "x")))
			}
			done <- err
		}()
	}
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
	if n := count(t, one); n != 100 {
		t.Errorf("%d rows, want 100", n)
	}
}
