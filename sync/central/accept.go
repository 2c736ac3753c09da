package central

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// exchange is one request on its way through one transaction.
type exchange struct {
	centre  *Centre
	req     wire.Request
	res     wire.Response
	tx      Tx
	device  Device
	office  Office
	offices map[casefile.ID]bool
	members map[casefile.ID][]casefile.Scope
	taken   int // events that were new
	rows    int
	forks   int
	bytes   int // of the answer, before packing
}

// maxVerdicts bounds how many held events a device is reminded of.
const maxVerdicts = 100

func (x *exchange) run(tx Tx, id casefile.DeviceID) error {
	x.tx, x.offices, x.members = tx, map[casefile.ID]bool{}, map[casefile.ID][]casefile.Scope{}
	var err error
	// Once more, within the transaction: it may have been revoked meanwhile.
	if x.device, err = tx.Device(id); err != nil {
		return err
	}
	if x.office, err = tx.Office(x.device.Office); err != nil {
		return err
	}
	if err := x.take(); err != nil {
		return err
	}
	if err := x.note(); err != nil {
		return err
	}
	switch {
	case x.device.RevokedAt != 0:
		x.res.Code = casefile.CodeRefused
		return nil
	case x.req.Max < wire.VersionMin || x.req.Min > wire.VersionMax:
		x.res.Code = casefile.CodeTooOld
		return nil
	}
	x.res.Nonce = x.centre.nonce(id, x.centre.hour())
	logs, err := tx.Logs(id)
	if err != nil {
		return err
	}
	for _, l := range logs {
		x.res.Heads = append(x.res.Heads, wire.Head{Log: l.ID, Seq: l.Seq, Hash: l.Hash})
	}
	if x.res.Verdicts, err = tx.Held(id, maxVerdicts); err != nil {
		return err
	}
	return x.serve()
}

// maxRevoked bounds what a revoked device may leave here, readable for nobody
// but a supervisor: its last honest work, not a way to fill the disk.
const maxRevoked = 2000

func (x *exchange) take() error {
	if x.device.RevokedAt != 0 {
		held, err := x.tx.Held(x.device.ID, maxRevoked)
		if err != nil || len(held) == maxRevoked {
			return err
		}
	}
	for _, run := range x.req.Entries {
		if err := x.takeRun(run); err != nil {
			return err
		}
	}
	return nil
}

// note keeps what the duty board shows of a device.
func (x *exchange) note() error {
	now := x.centre.Now().UnixMilli()
	d := &x.device
	d.SeenAt, d.Waiting, d.App = now, max(0, x.req.Waiting), cut(x.req.App, 40)
	d.ClockOff = x.req.Clock - now
	d.Forks += x.forks
	return x.tx.PutDevice(*d)
}

func cut(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// maxSeq keeps numbers within what every database holds.
const maxSeq = 1 << 53

// takeRun keeps one stretch of a log and moves its head along the hashes.
func (x *exchange) takeRun(run wire.Entries) error {
	if run.First == 0 || run.First > maxSeq {
		return casefile.Fail(casefile.CodeBadMessage, "central: entry %d", run.First)
	}
	l, err := x.tx.Log(run.Log)
	if errors.Is(err, casefile.ErrNotFound) {
		l, err = Log{ID: run.Log, Device: x.device.ID}, nil
	}
	if err != nil {
		return err
	}
	if l.Device != x.device.ID {
		return casefile.Fail(casefile.CodeBadMessage, "central: log %s belongs to another device", run.Log)
	}
	prev := run.Prev
	for i, item := range run.Items {
		e := Entry{Log: run.Log, Seq: run.First + uint64(i), Prev: prev, Event: item.ID()}
		e.Hash = wire.EntryHash(e.Log, e.Seq, e.Prev, e.Event)
		known, fork, err := x.tx.AddEntry(e)
		if err != nil {
			return err
		}
		if fork && !known {
			x.forks++
			x.centre.Log.Warn("two disks write with one key", "device", x.device.ID.String(), "log", e.Log.String(), "seq", e.Seq)
		}
		if err := x.takeEvent(item, e.Event); err != nil {
			return err
		}
		prev = e.Hash
	}
	for {
		next, err := x.tx.Follower(l.ID, l.Seq+1, l.Hash)
		if errors.Is(err, casefile.ErrNotFound) {
			return x.tx.PutLog(l)
		}
		if err != nil {
			return err
		}
		l.Seq, l.Hash = l.Seq+1, next
	}
}

// takeEvent keeps an event and publishes it if that is allowed. The same event
// a second time changes nothing, except that a whole copy heals a broken one.
func (x *exchange) takeEvent(item wire.Item, id casefile.EventID) error {
	old, err := x.tx.Event(id)
	switch {
	case err == nil && old.Held != casefile.CodeBadMessage:
		return nil
	case err != nil && !errors.Is(err, casefile.ErrNotFound):
		return err
	}
	had := err == nil
	ev, err := wire.Decode(item)
	kept := Event{
		ID: id, Record: ev.Record, Kind: ev.Kind, Device: x.device.ID, Group: ev.Group,
		Body: item.Body, Payload: item.Payload, ReceivedAt: x.centre.Now().UnixMilli(),
	}
	if err != nil || ev.Erased {
		// Nobody can read it here. It is kept and does not stop those after it.
		if kept.Held = casefile.CodeBadMessage; had {
			return nil
		}
		return x.tx.PutEvent(kept)
	}
	rec, state, err := x.record(ev.Record)
	if err != nil {
		return err
	}
	if kept.Held, err = x.standing(ev, rec, state); err != nil {
		return err
	}
	x.taken++
	if err := x.tx.PutEvent(kept); err != nil || kept.Held != "" {
		return err
	}
	return publish(x.tx, ev, rec, state, x.follows)
}

// record loads the membership of a record; one nobody knows belongs to the
// office that begins it.
func (x *exchange) record(id casefile.ID) (Record, *merge.State, error) {
	return loadRecord(x.tx, id, x.device.Office)
}

func loadRecord(tx Tx, id, office casefile.ID) (Record, *merge.State, error) {
	state := new(merge.State)
	rec, err := tx.Record(id)
	if errors.Is(err, casefile.ErrNotFound) {
		return Record{ID: id, Office: office}, state, nil
	}
	if err != nil {
		return rec, nil, err
	}
	return rec, state, state.UnmarshalBinary(rec.State)
}

// follows reports whether a scope has a feed here. Before it was enrolled, a PC
// wrote into an office of its own making; nobody follows that one.
func (x *exchange) follows(s casefile.Scope) (bool, error) {
	if !s.Valid() {
		return false, nil
	}
	if s[0] != 'o' {
		return true, nil
	}
	id, err := casefile.ParseID(string(s[2:]))
	if err != nil {
		return false, nil
	}
	known, ok := x.offices[id]
	if !ok {
		_, err := x.tx.Office(id)
		if err != nil && !errors.Is(err, casefile.ErrNotFound) {
			return false, err
		}
		known = err == nil
		x.offices[id] = known
	}
	return known, nil
}

// standing says why an event may not be published, "" if it may. It judges
// the writing device at the time of receipt and never what was written.
func (x *exchange) standing(ev casefile.Event, rec Record, state *merge.State) (casefile.Code, error) {
	d := x.device
	switch {
	case d.RevokedAt != 0:
		return casefile.CodeRefused, nil
	case ev.Device != d.ID:
		return casefile.CodeNotAllowed, nil
	}
	own, county := casefile.OfficeScope(d.Office), casefile.CountyScope(x.office.County)
	for _, op := range ev.Scopes {
		if !op.Write || op.Scope == own || op.Scope == county || op.Scope == casefile.ScopeAudit {
			continue
		}
		followed, err := x.follows(op.Scope)
		if err != nil {
			return "", err
		}
		if followed || !op.Scope.Valid() {
			return casefile.CodeNotAllowed, nil
		}
	}
	before, err := followed(state, x.follows)
	if err != nil {
		return "", err
	}
	// A record that is nowhere yet, and audit lines, belong to the office that
	// began them.
	if rec.Office == d.Office && (len(before) == 0 || slices.Contains(before, casefile.ScopeAudit)) {
		return "", nil
	}
	if slices.Contains(before, own) || d.Role == casefile.RoleCoordinator && slices.Contains(before, county) {
		return "", nil
	}
	return casefile.CodeNotAllowed, nil
}

func followed(state *merge.State, follows func(casefile.Scope) (bool, error)) ([]casefile.Scope, error) {
	var out []casefile.Scope
	for _, s := range state.Scopes() {
		ok, err := follows(s)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, s)
		}
	}
	return out, nil
}

// publish folds the membership of an event that was kept, and writes the rows:
// the event to the scopes that have the record, the whole history to those that
// get it now, an eviction to those that lose it.
func publish(tx Tx, ev casefile.Event, rec Record, state *merge.State, follows func(casefile.Scope) (bool, error)) error {
	before, err := followed(state, follows)
	if err != nil {
		return err
	}
	// Membership alone: what is in the payload is none of the centre's business here.
	state.Apply(casefile.Event{ID: ev.ID, Stamp: ev.Stamp, Scopes: ev.Scopes})
	after, err := followed(state, follows)
	if err != nil {
		return err
	}
	for _, s := range after {
		events := []casefile.EventID{ev.ID}
		if !slices.Contains(before, s) {
			if events, err = tx.Published(ev.Record); err != nil {
				return err
			}
		}
		for _, id := range events {
			if err := addRow(tx, s, Row{Kind: wire.RowEvent, Record: ev.Record, Event: id, Fresh: id == ev.ID}); err != nil {
				return err
			}
		}
	}
	for _, s := range before {
		if !slices.Contains(after, s) {
			if err := addRow(tx, s, Row{Kind: wire.RowEvict, Record: ev.Record, Event: ev.ID, Fresh: true}); err != nil {
				return err
			}
		}
	}
	if rec.State, err = state.MarshalBinary(); err != nil {
		return err
	}
	return tx.PutRecord(rec)
}

func addRow(tx Tx, s casefile.Scope, r Row) error {
	top, err := tx.Top(s)
	if err != nil {
		return err
	}
	r.Pos, r.Hash = top.Pos+1, wire.RowHash(top.Hash, r.Kind, r.Record, r.Event)
	return tx.AddRow(s, r)
}

func (x *exchange) log(ctx context.Context, took time.Duration) {
	x.centre.Log.LogAttrs(ctx, slog.LevelInfo, "exchange",
		slog.String("device", x.device.ID.String()), slog.String("code", string(x.res.Code)), slog.Int("taken", x.taken),
		slog.Int("held", len(x.res.Verdicts)), slog.Int("rows", x.rows), slog.Int64("ms", took.Milliseconds()))
}
