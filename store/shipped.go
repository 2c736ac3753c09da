package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// ShippedEvent is the event that every device makes of one version of shipped
// reference data: same bytes, same id, without author, device or log.
func ShippedEvent(s casefile.Shipped) (wire.Item, casefile.Event, error) {
	at, err := time.Parse(casefile.DateLayout, s.Day)
	if err != nil {
		return wire.Item{}, casefile.Event{}, fmt.Errorf("store: shipped %s: day: %w", s.Key, err)
	}
	rec := s.RecordID()
	var blank merge.State
	ev := casefile.Event{
		Schema: casefile.SchemaVersion, Record: rec, Kind: s.Kind, At: at.UnixMilli(),
		// The version is the low part, so that two of one day keep their order.
		Stamp:  uint64(at.UnixMilli())<<16 + uint64(s.Version&0xffff),
		Scopes: blank.Move(casefile.HomeScopes(s.Kind, casefile.ID{}, "")...),
	}
	nonce := sha256.Sum256(fmt.Appendf(nil, "shipped|%s|%d", rec, s.Version))
	copy(ev.Nonce[:], nonce[:])
	for _, f := range casefile.Fields(s.Kind) {
		values := slices.Clone(s.Fields[f.Name])
		sort.Strings(values)
		for i, v := range values {
			ev.Ops = append(ev.Ops, casefile.Op{Field: f.No, Write: true, Index: uint8(i), Value: v})
		}
	}
	item, id, err := wire.Encode(ev)
	ev.ID = id
	return item, ev, err
}

// ship takes in reference data that is newer than what is here. Of one record
// only the newest shipped version counts: it takes the place of the older one,
// and publications of the centre that came in between stay beside it.
func (t *tx) ship() error {
	sum := sha256.New()
	for _, s := range t.db.o.Shipped {
		fmt.Fprintf(sum, "%s|%s|%d\n", s.Kind, s.Key, s.Version)
	}
	want := hex.EncodeToString(sum.Sum(nil))
	have, err := t.meta(metaShipped)
	if err != nil || string(have) == want {
		return err
	}
	for _, s := range t.db.o.Shipped {
		if err := t.shipOne(s); err != nil {
			return err
		}
	}
	return t.setMeta(metaShipped, []byte(want))
}

func (t *tx) shipOne(s casefile.Shipped) error {
	item, ev, err := ShippedEvent(s)
	if err != nil {
		return err
	}
	var newer int
	rec := s.RecordID()
	old := map[casefile.EventID]bool{}
	events, err := t.shippedEvents(rec)
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.Stamp >= ev.Stamp {
			newer++
		}
		old[e.ID] = true
	}
	if newer > 0 {
		return nil // an older program was started on this folder
	}
	for id := range old {
		if _, err := t.Exec("DELETE FROM event WHERE eid = ?", id[:]); err != nil {
			return err
		}
	}
	if err := t.insertEvent(eventRow{item: item, ev: ev, own: ownShipped, applied: true}); err != nil {
		return err
	}
	return t.rebuild(rec, s.Kind)
}

func (t *tx) shippedEvents(rec casefile.ID) ([]casefile.Event, error) {
	var out []casefile.Event
	err := t.Each("SELECT body, payload FROM event WHERE rec = ? AND own = ?", []any{rec[:], ownShipped}, func(scan func(...any) error) error {
		var it wire.Item
		if err := scan(&it.Body, &it.Payload); err != nil {
			return err
		}
		ev, err := wire.Decode(it)
		out = append(out, ev)
		return err
	})
	return out, err
}

// rebuild folds the events of a record from the beginning.
func (t *tx) rebuild(rec casefile.ID, kind casefile.Kind) error {
	events, err := t.events(rec)
	if err != nil {
		return err
	}
	var state merge.State
	for _, ev := range events {
		state.Apply(ev)
	}
	t.signal = true
	return t.storeRecord(rec, kind, &state)
}

// retryUnapplied tries again, after an update of the program, the events that an
// older one could not read.
func (t *tx) retryUnapplied() error {
	have, err := t.meta(metaSchema)
	now := fmt.Sprint(casefile.SchemaVersion, " ", t.db.o.App)
	if err != nil || string(have) == now {
		return err
	}
	type waiting struct {
		n  int64
		it wire.Item
	}
	var list []waiting
	err = t.Each("SELECT n, body, payload FROM event WHERE applied = 0", nil, func(scan func(...any) error) error {
		var w waiting
		err := scan(&w.n, &w.it.Body, &w.it.Payload)
		list = append(list, w)
		return err
	})
	if err != nil {
		return err
	}
	for _, w := range list {
		ev, err := wire.Decode(w.it)
		if err != nil {
			continue // still beyond this program; it stays as it came
		}
		if _, err := t.Exec("UPDATE event SET applied = 1 WHERE n = ?", w.n); err != nil {
			return err
		}
		if err := t.fold(ev); err != nil {
			return err
		}
	}
	return t.setMeta(metaSchema, []byte(now))
}

// fold applies one event to the state of its record.
func (t *tx) fold(ev casefile.Event) error {
	state, _, err := t.state(ev.Record)
	if errors.Is(err, casefile.ErrNotFound) {
		state, err = &merge.State{}, nil
	}
	if err != nil {
		return err
	}
	state.Apply(ev)
	return t.storeRecord(ev.Record, ev.Kind, state)
}
