package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
	"sporteli/sync/wire"
)

// head is the end of the current log.
type head struct {
	n    int64
	id   casefile.LogID
	seq  uint64
	hash wire.Hash
	// stamp and at are the last ones given, so that stamps only rise.
	stamp uint64
	at    int64
	// number is the last number of a referral in the current series.
	number int
}

// enter puts an event at the end of the current log.
func (t *tx) enter(eid casefile.EventID) error {
	h := &t.head
	h.hash = wire.EntryHash(h.id, h.seq+1, h.hash, eid)
	h.seq++
	_, err := t.Exec("INSERT INTO entry(log, seq, hash, eid) VALUES(?, ?, ?, ?)", h.n, int64(h.seq), h.hash[:], eid[:])
	return err
}

func (t *tx) saveHead() error {
	h := t.head
	if h == t.stored {
		return nil
	}
	t.stored = h
	_, err := t.Exec("UPDATE log SET seq = ?, hash = ?, stamp = ?, number = ?, at = ? WHERE n = ?",
		int64(h.seq), h.hash[:], int64(h.stamp), h.number, h.at, h.n)
	return err
}

// Why a log was begun.
const (
	reasonNew      = "new"
	reasonRestored = "restored"
	reasonForked   = "forked"
)

// beginLog starts a log; the one before is never continued. The series of
// numbers changes with it, so that no number is given twice.
func (t *tx) beginLog(reason string) error {
	if err := t.saveHead(); err != nil {
		return err
	}
	var id casefile.LogID
	rand.Read(id[:]) //nolint:errcheck // never fails since Go 1.24
	if _, err := t.Exec("UPDATE log SET current = 0"); err != nil {
		return err
	}
	res, err := t.Exec(`INSERT INTO log(id, seq, hash, current, stamp, number, at, reason, began_at) VALUES(?, 0, ?, 1, ?, 0, ?, ?, ?)`,
		id[:], make([]byte, sha256.Size), int64(t.head.stamp), t.head.at, reason, t.now.UnixMilli())
	if err != nil {
		return err
	}
	n, err := res.LastInsertId()
	t.head = head{n: n, id: id, stamp: t.head.stamp, at: t.head.at}
	t.stored = t.head
	return err
}

// readHead loads the end of the current log.
func (t *tx) readHead() (head, error) {
	var h head
	var id, hash []byte
	var seq, stamp int64
	err := t.QueryRow("SELECT n, id, seq, hash, stamp, number, at FROM log WHERE current = 1").
		Scan(&h.n, &id, &seq, &hash, &stamp, &h.number, &h.at)
	if errors.Is(err, sqldb.ErrNoRows) || err == nil && (len(id) != len(h.id) || len(hash) != len(h.hash)) {
		return h, casefile.Fail(casefile.CodeDamaged, "store: no log")
	}
	h.id, h.hash, h.seq, h.stamp = casefile.LogID(id), wire.Hash(hash), uint64(seq), uint64(stamp)
	return h, err
}

// series is the middle of the numbers of the current log: what the centre gave,
// and which of this PC's logs it is.
func (t *tx) series() (string, error) {
	var logs int
	if err := t.QueryRow("SELECT count(*) FROM log WHERE n <= ?", t.head.n).Scan(&logs); err != nil {
		return "", err
	}
	if logs <= 1 {
		return t.identity.Series, nil
	}
	return fmt.Sprintf("%s%d", t.identity.Series, logs), nil
}

// The anchor is the last entry of the log, kept outside the database. When the
// two disagree at the start, the database was put back from a copy, and what
// was written after that copy may already be at the centre.
//
// It is written after the commit and not forced to the disk: after a power cut
// it may lag behind the database, which is no cause for doubt.
const anchorLen = 16 + 8 + sha256.Size + 8

func (h head) anchorBytes() []byte {
	b := make([]byte, 0, anchorLen)
	b = append(b, h.id[:]...)
	b = binary.BigEndian.AppendUint64(b, h.seq)
	b = append(b, h.hash[:]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:8]...)
}

func (db *DB) openAnchor() error {
	f, err := os.OpenFile(filepath.Join(db.dir, fileAnchor), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "store: anchor: %w", bare(err))
	}
	db.anchor = f
	return nil
}

func (db *DB) writeAnchor() {
	if _, err := db.anchor.WriteAt(db.head.anchorBytes(), 0); err != nil {
		// The change is safe; only the notice of a restored copy is at stake, and a
		// lagging anchor is told apart from a leading one at the next start.
		db.o.Log.Warn("anchor not written", "err", bare(err))
	}
}

// checkAnchor begins a new log unless the anchor is an entry of the current one.
func (t *tx) checkAnchor() error {
	raw := make([]byte, anchorLen)
	n, _ := t.db.anchor.ReadAt(raw, 0)
	if n == anchorLen {
		body, sum := raw[:anchorLen-8], sha256.Sum256(raw[:anchorLen-8])
		id, seq := casefile.LogID(body[:16]), binary.BigEndian.Uint64(body[16:24])
		if string(sum[:8]) == string(raw[anchorLen-8:]) && id == t.head.id && seq <= t.head.seq {
			known, err := t.entryHash(t.head.n, seq)
			if err != nil {
				return err
			}
			if string(known[:]) == string(body[24:]) {
				return nil
			}
		}
	}
	t.db.o.Log.Warn("database was put back from a copy; a new log begins", "log", t.head.id.String(), "seq", t.head.seq)
	return t.beginLog(reasonRestored)
}

// entryHash returns the hash of an entry of one of our logs; that of entry 0 is
// all zeros.
func (t *tx) entryHash(log int64, seq uint64) (wire.Hash, error) {
	if seq == 0 {
		return wire.Hash{}, nil
	}
	var raw []byte
	err := t.QueryRow("SELECT hash FROM entry WHERE log = ? AND seq = ?", log, int64(seq)).Scan(&raw)
	if err != nil {
		return wire.Hash{}, err
	}
	if len(raw) != sha256.Size {
		return wire.Hash{}, casefile.Fail(casefile.CodeDamaged, "store: entry %d", seq)
	}
	return wire.Hash(raw), nil
}

// firstStart fills a new folder: identity, log, first officer, reference data.
func (db *DB) firstStart(ctx context.Context, first NewOfficer) (casefile.Session, error) {
	if err := db.openAnchor(); err != nil {
		return casefile.Session{}, err
	}
	device := db.ring.Device()
	officer := Officer{ID: casefile.NewID(), Name: cleanName(first.Name), Role: casefile.RoleOfficer}
	err := db.write(ctx, "create", func(t *tx) error {
		t.identity = casefile.Identity{
			Device: device, Office: casefile.NewID(), Role: casefile.RoleOfficer, Sample: first.Sample,
			// Until a centre gives better ones: numbers that no other PC will give.
			OfficeCode: "PC", Series: fmt.Sprintf("%X", device[len(device)-2:]),
		}
		database := db.ring.Database()
		if err := errors.Join(t.setMetaJSON(metaIdentity, t.identity), t.setMeta(metaDatabase, database[:])); err != nil {
			return err
		}
		if err := t.beginLog(reasonNew); err != nil {
			return err
		}
		if err := t.ship(); err != nil {
			return err
		}
		if err := t.putOfficer(officer, officer.ID); err != nil {
			return err
		}
		return db.addSlot(officer, first.Password)
	})
	if err != nil {
		return casefile.Session{}, err
	}
	id := db.Identity()
	return casefile.Session{Officer: officer.ID, Name: officer.Name, Role: id.Role, Office: id.Office, County: id.County}, nil
}

// resume checks that keys, anchor and database belong together, and takes in
// what a new version of the program brings.
func (db *DB) resume(ctx context.Context) error {
	if err := db.openAnchor(); err != nil {
		return err
	}
	return db.write(ctx, "open", func(t *tx) error {
		want := db.ring.Database()
		have, err := t.meta(metaDatabase)
		if err != nil {
			return err
		}
		if string(have) != string(want[:]) {
			return casefile.Fail(casefile.CodeDamaged, "store: key file and database are not of one folder")
		}
		if err := t.metaJSON(metaIdentity, &t.identity); err != nil {
			return err
		}
		if t.head, err = t.readHead(); err != nil {
			return err
		}
		t.stored = t.head
		if err := t.checkAnchor(); err != nil {
			return err
		}
		if err := t.ship(); err != nil {
			return err
		}
		return t.retryUnapplied()
	})
}
