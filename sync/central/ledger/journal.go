package ledger

import (
	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/wire"
)

// Log is central.Journal.
func (t tx) Log(id casefile.LogID) (central.Log, error) {
	l := central.Log{ID: id}
	err := t.one(`SELECT device, seq, hash FROM log WHERE id = ?`, []any{id[:]}, []any{fixed{l.Device[:]}, &l.Seq, fixed{l.Hash[:]}})
	return l, err
}

// Logs is central.Journal.
func (t tx) Logs(device casefile.DeviceID) ([]central.Log, error) {
	var out []central.Log
	err := t.Each(`SELECT id, seq, hash FROM log WHERE device = ? ORDER BY id`, []any{device[:]}, func(scan func(...any) error) error {
		l := central.Log{Device: device}
		err := scan(fixed{l.ID[:]}, &l.Seq, fixed{l.Hash[:]})
		out = append(out, l)
		return err
	})
	return out, err
}

// PutLog is central.Journal.
func (t tx) PutLog(l central.Log) error {
	return t.exec(`INSERT INTO log (id, device, seq, hash) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`, l.ID[:], l.Device[:], int64(l.Seq), l.Hash[:])
}

// AddEntry is central.Journal.
func (t tx) AddEntry(e central.Entry) (known, fork bool, err error) {
	err = t.one(`SELECT EXISTS (SELECT 1 FROM entry WHERE log = ?1 AND seq = ?2 AND hash = ?3),
		EXISTS (SELECT 1 FROM entry WHERE log = ?1 AND seq = ?2 AND hash <> ?3)`, []any{e.Log[:], int64(e.Seq), e.Hash[:]}, []any{&known, &fork})
	if err != nil || known {
		return known, fork, err
	}
	return known, fork, t.exec(`INSERT INTO entry (log, seq, prev, hash, event) VALUES (?, ?, ?, ?, ?)`,
		e.Log[:], int64(e.Seq), e.Prev[:], e.Hash[:], e.Event[:])
}

// Follower is central.Journal.
func (t tx) Follower(log casefile.LogID, seq uint64, prev wire.Hash) (wire.Hash, error) {
	var h wire.Hash
	err := t.one(`SELECT hash FROM entry WHERE log = ? AND seq = ? AND prev = ? ORDER BY n LIMIT 1`,
		[]any{log[:], int64(seq), prev[:]}, []any{fixed{h[:]}})
	return h, err
}

// Entered is central.Journal.
func (t tx) Entered(device casefile.DeviceID, event casefile.EventID) ([]wire.Head, error) {
	var out []wire.Head
	err := t.Each(`SELECT e.log, e.seq, e.hash FROM entry e JOIN log l ON l.id = e.log WHERE e.event = ? AND l.device = ?`,
		[]any{event[:], device[:]}, func(scan func(...any) error) error {
			var h wire.Head
			err := scan(fixed{h.Log[:]}, &h.Seq, fixed{h.Hash[:]})
			out = append(out, h)
			return err
		})
	return out, err
}

// Event is central.Journal.
func (t tx) Event(id casefile.EventID) (central.Event, error) {
	e := central.Event{ID: id}
	err := t.one(`SELECT record, kind, device, grp, body, payload, held, received_at FROM event WHERE id = ?`, []any{id[:]}, []any{
		fixed{e.Record[:]}, (*uint8)(&e.Kind), fixed{e.Device[:]}, fixed{e.Group[:]}, &e.Body, &e.Payload, (*string)(&e.Held), &e.ReceivedAt,
	})
	return e, err
}

// PutEvent is central.Journal. An event that was held arrives anew when it is
// let go.
func (t tx) PutEvent(e central.Event) error {
	if err := t.exec(`DELETE FROM event WHERE id = ? AND held <> ''`, e.ID[:]); err != nil {
		return err
	}
	return t.exec(`INSERT INTO event (id, record, kind, device, grp, body, payload, held, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.ID[:], e.Record[:], uint8(e.Kind), e.Device[:], e.Group[:], blob(e.Body), blob(e.Payload), string(e.Held), e.ReceivedAt)
}

// blob keeps an empty text of bytes from becoming NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Held is central.Journal.
func (t tx) Held(device casefile.DeviceID, most int) ([]wire.Verdict, error) {
	var out []wire.Verdict
	err := t.Each(`SELECT id, held FROM event WHERE device = ? AND held <> '' ORDER BY n DESC LIMIT ?`, []any{device[:], most},
		func(scan func(...any) error) error {
			var v wire.Verdict
			err := scan(fixed{v.Event[:]}, (*string)(&v.Code))
			out = append(out, v)
			return err
		})
	return out, err
}

// Published is central.Journal.
func (t tx) Published(record casefile.ID) ([]casefile.EventID, error) {
	var out []casefile.EventID
	err := t.Each(`SELECT id FROM event WHERE record = ? AND held = '' ORDER BY n`, []any{record[:]}, func(scan func(...any) error) error {
		var id casefile.EventID
		err := scan(fixed{id[:]})
		out = append(out, id)
		return err
	})
	return out, err
}

// Record is central.Journal.
func (t tx) Record(id casefile.ID) (central.Record, error) {
	r := central.Record{ID: id}
	err := t.one(`SELECT office, state FROM record WHERE id = ?`, []any{id[:]}, []any{fixed{r.Office[:]}, &r.State})
	return r, err
}

// PutRecord is central.Journal.
func (t tx) PutRecord(r central.Record) error {
	return t.exec(`INSERT INTO record (id, office, state) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
		r.ID[:], r.Office[:], blob(r.State))
}
