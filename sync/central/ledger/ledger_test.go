package ledger_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/central/ledger"
	"sporteli/sync/wire"
)

func open(t *testing.T, path string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func write(t *testing.T, l *ledger.Ledger, f func(central.Tx) error) {
	t.Helper()
	if err := l.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func add(tx central.Tx, s casefile.Scope) error {
	top, err := tx.Top(s)
	if err != nil {
		return err
	}
	ev := casefile.EventID(casefile.NewID())
	if err := tx.PutEvent(central.Event{ID: ev}); err != nil {
		return err
	}
	return tx.AddRow(s, central.Row{Pos: top.Pos + 1, Kind: wire.RowEvent, Event: ev, Hash: wire.RowHash(top.Hash, wire.RowEvent, casefile.ID{}, ev)})
}

// Several processes write one feed: no position twice, none missing, and the
// hashes link, whatever a reader saw meanwhile.
func TestPositionsFollowCommits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	ledgers := []*ledger.Ledger{open(t, path), open(t, path), open(t, path)}
	const each = 40
	var wait sync.WaitGroup
	for _, l := range ledgers {
		wait.Go(func() {
			for range each {
				if err := l.Write(context.Background(), func(tx central.Tx) error { return add(tx, "n") }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	write(t, ledgers[0], func(tx central.Tx) error {
		var pos uint64
		var hash wire.Hash
		err := tx.Rows("n", 0, func(r central.Row) (bool, error) {
			if pos++; r.Pos != pos {
				t.Fatalf("position %d after %d", r.Pos, pos-1)
			}
			hash = wire.RowHash(hash, r.Kind, r.Record, r.Event)
			if r.Hash != hash {
				t.Fatalf("row %d does not link", pos)
			}
			return true, nil
		})
		if top, err := tx.Top("n"); err != nil || top.Pos != 3*each || top.Hash != hash || pos != top.Pos {
			t.Errorf("%+v after %d rows, %v", top, pos, err)
		}
		return err
	})
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	mine := errors.New("mine")
	if err := l.Write(t.Context(), func(tx central.Tx) error { return errors.Join(add(tx, "n"), mine) }); !errors.Is(err, mine) {
		t.Errorf("%v", err)
	}
	write(t, l, func(tx central.Tx) error {
		if top, err := tx.Top("n"); err != nil || top.Pos != 0 {
			t.Errorf("%+v %v", top, err)
		}
		n, err := tx.Count()
		if n != (central.Counts{}) {
			t.Errorf("%+v", n)
		}
		return err
	})
	// A row out of its place is a fault of the program, and refused.
	err := l.Write(t.Context(), func(tx central.Tx) error { return tx.AddRow("n", central.Row{Pos: 7}) })
	if err == nil {
		t.Error("a row with a gap before it was taken")
	}
}

func TestEntriesThatContradictAreBothKept(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	log := casefile.LogID{1}
	write(t, l, func(tx central.Tx) error {
		for i, tt := range []struct {
			hash        byte
			known, fork bool
		}{{1, false, false}, {1, true, false}, {2, false, true}, {1, true, true}} {
			known, fork, err := tx.AddEntry(central.Entry{Log: log, Seq: 1, Hash: wire.Hash{tt.hash}})
			if known != tt.known || fork != tt.fork || err != nil {
				t.Errorf("%d: known %v, fork %v, %v", i, known, fork, err)
			}
		}
		if h, err := tx.Follower(log, 1, wire.Hash{}); h != (wire.Hash{1}) || err != nil {
			t.Errorf("not the first one: %x %v", h, err)
		}
		return nil
	})
}

func TestMissingThings(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	write(t, l, func(tx central.Tx) error {
		for name, f := range map[string]func() error{
			"office":   func() error { _, err := tx.Office(casefile.ID{}); return err },
			"device":   func() error { _, err := tx.Device(casefile.DeviceID{}); return err },
			"code":     func() error { _, err := tx.Code(wire.Hash{}); return err },
			"log":      func() error { _, err := tx.Log(casefile.LogID{}); return err },
			"follower": func() error { _, err := tx.Follower(casefile.LogID{}, 1, wire.Hash{}); return err },
			"event":    func() error { _, err := tx.Event(casefile.EventID{}); return err },
			"record":   func() error { _, err := tx.Record(casefile.ID{}); return err },
			"row":      func() error { _, err := tx.RowHash("n", 1); return err },
		} {
			if err := f(); !errors.Is(err, casefile.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
}

func TestForeignFilesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, []byte("a letter, not a ledger, and long enough to be looked at as a database file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Open(t.Context(), path); casefile.CodeOf(err) != casefile.CodeNotOurs {
		t.Errorf("%v", err)
	}
}

func TestOnlyItsOwnerReadsALedger(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("the folder's rights decide there")
		return
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	l, err := ledger.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("others may read the ledger: %o", got)
	}
}
