package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

type migration struct {
	name string
	sql  string
}

// readMigrations collects NNNN_name.sql wherever they lie below the root.
func readMigrations(from fs.FS) ([]migration, error) {
	var steps []migration
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".sql" {
			return err
		}
		text, err := fs.ReadFile(from, name)
		steps = append(steps, migration{name: path.Base(name), sql: string(text)})
		return err
	})
	if err != nil {
		return nil, fail("read migrations", err)
	}
	slices.SortFunc(steps, func(a, b migration) int { return strings.Compare(a.name, b.name) })
	for i, s := range steps {
		if !strings.HasPrefix(s.name, fmt.Sprintf("%04d_", i+1)) {
			return nil, &Error{Code: CodeInternal, Err: fmt.Errorf("migration %d is named %s", i+1, s.name)}
		}
	}
	if len(steps) == 0 {
		return nil, &Error{Code: CodeInternal, Err: errors.New("no migrations")}
	}
	return steps, nil
}

// migrate brings the file to the last step.
func (db *DB) migrate(ctx context.Context, steps []migration) error {
	version, err := db.version(ctx)
	if err != nil {
		return err
	}
	if version > 0 && version < len(steps) {
		if err := db.keepCopy(ctx, version); err != nil {
			return err
		}
	}
	for i := version; i < len(steps); i++ {
		if err := db.Write(ctx, func(tx *Tx) error { return tx.step(steps[i], i+1, db.config.AppID) }); err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) version(ctx context.Context) (int, error) {
	var version int
	err := db.Write(ctx, func(tx *Tx) error { return tx.QueryRow("PRAGMA user_version").Scan(&version) })
	return version, err
}

// step runs one migration unless another process has just done so.
func (tx *Tx) step(m migration, number int, appID int32) error {
	var version int
	if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= number {
		return nil
	}
	for _, script := range []string{
		m.sql,
		fmt.Sprintf("PRAGMA user_version=%d", number),
		fmt.Sprintf("PRAGMA application_id=%d", appID),
	} {
		if _, err := tx.conn.raw.ExecContext(tx.ctx, script); err != nil {
			return fail("migration "+m.name, err)
		}
	}
	var broken int
	if err := tx.QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return err
	}
	if broken > 0 {
		return &Error{Code: CodeDamaged, Err: fmt.Errorf("migration %s leaves %d rows without their parent", m.name, broken)}
	}
	return nil
}

// keepCopy puts the file as it is beside itself, so that a failed or unwanted
// update can be undone by hand.
func (db *DB) keepCopy(ctx context.Context, version int) error {
	target := fmt.Sprintf("%s.v%04d", db.path, version)
	if _, err := os.Stat(target); err == nil {
		return nil // an interrupted update already kept it
	}
	if err := db.CopyTo(ctx, target+".part"); err != nil {
		return err
	}
	if err := os.Rename(target+".part", target); err != nil {
		return &Error{Code: CodeReadOnly, Err: fmt.Errorf("keep a copy: %w", err)}
	}
	return nil
}

// CopyTo writes a whole and consistent copy of the file, replacing what lies
// there.
func (db *DB) CopyTo(ctx context.Context, target string) error {
	if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &Error{Code: CodeReadOnly, Err: fmt.Errorf("copy: %w", err)}
	}
	c := <-db.writer
	defer func() { db.writer <- c }()
	_, err := c.raw.ExecContext(ctx, "VACUUM INTO ?", target)
	return fail("copy", err)
}

// Check asks SQLite whether file and indexes are whole and returns what it
// finds, at most 100 lines, none of which holds a value of a row. quick leaves
// the indexes out.
func (db *DB) Check(ctx context.Context, quick bool) ([]string, error) {
	query := "PRAGMA integrity_check(100)"
	if quick {
		query = "PRAGMA quick_check(100)"
	}
	var found []string
	err := db.Read(ctx, func(tx *Tx) error {
		return tx.Each(query, nil, func(scan func(...any) error) error {
			var line string
			if err := scan(&line); err != nil {
				return err
			}
			if line != "ok" {
				found = append(found, line)
			}
			return nil
		})
	})
	if CodeOf(err) == CodeDamaged {
		return append(found, string(CodeDamaged)), nil
	}
	return found, err
}
