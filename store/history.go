package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"sort"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// History lists who changed what in a record, the latest first, each step with
// the values it replaced and those it wrote. It is read from the log itself. It
// fails with CodeNotFound and CodeNotAllowed.
func (db *DB) History(ctx context.Context, s casefile.Session, id casefile.ID) ([]casefile.Change, error) {
	var out []casefile.Change
	err := db.read(ctx, "history "+id.String(), func(t *tx) error {
		kind, err := t.kindOf(id)
		if err != nil {
			return err
		}
		if err := s.Require(casefile.ActionRead, kind); err != nil {
			return err
		}
		events, err := t.events(id)
		if err != nil {
			return err
		}
		names, err := t.officerNames()
		if err != nil {
			return err
		}
		out = changes(kind, events, names)
		return nil
	})
	return out, err
}

// events reads what is held of a record, oldest first by stamp.
func (t *tx) events(id casefile.ID) ([]casefile.Event, error) {
	var out []casefile.Event
	err := t.Each("SELECT body, payload FROM event WHERE rec = ? AND applied = 1 ORDER BY n", []any{id[:]}, func(scan func(...any) error) error {
		var it wire.Item
		if err := scan(&it.Body, &it.Payload); err != nil {
			return err
		}
		ev, err := wire.Decode(it)
		out = append(out, ev)
		return err
	})
	slices.SortFunc(out, func(a, b casefile.Event) int {
		return cmp.Or(cmp.Compare(a.Stamp, b.Stamp), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out, err
}

// changes folds events step by step.
func changes(kind casefile.Kind, events []casefile.Event, names map[casefile.ID]string) []casefile.Change {
	written := map[uint16]map[casefile.Ref]string{}
	var state merge.State
	var out []casefile.Change
	for _, ev := range events {
		c := casefile.Change{
			Event: ev.ID, At: ev.Time(), Author: ev.Author, AuthorName: names[ev.Author], Device: ev.Device, Doubt: ev.Doubt, Erased: ev.Erased,
		}
		before := map[uint16][]string{}
		for _, op := range ev.Ops {
			before[op.Field] = texts(state.Live(op.Field))
		}
		state.Apply(ev)
		for _, no := range touched(kind, ev) {
			f, _ := casefile.FieldByNo(kind, no)
			fc := casefile.FieldChange{Field: f.Name, Before: before[no], After: texts(state.Live(no))}
			if !f.Set {
				// What this author saw and wrote, whatever others wrote meanwhile.
				fc.Before, fc.After = ownStep(ev, no, written[no])
			}
			c.Fields = append(c.Fields, fc)
		}
		for _, op := range ev.Ops {
			if written[op.Field] == nil {
				written[op.Field] = map[casefile.Ref]string{}
			}
			if op.Write {
				written[op.Field][casefile.Ref{Event: ev.ID, Index: op.Index}] = op.Value
			}
		}
		out = append(out, c)
	}
	slices.Reverse(out)
	return out
}

// touched lists the fields of an event in display order; those of a newer
// version are not named.
func touched(kind casefile.Kind, ev casefile.Event) []uint16 {
	var out []uint16
	for _, f := range casefile.Fields(kind) {
		if slices.ContainsFunc(ev.Ops, func(op casefile.Op) bool { return op.Field == f.No }) {
			out = append(out, f.No)
		}
	}
	return out
}

func ownStep(ev casefile.Event, field uint16, written map[casefile.Ref]string) (before, after []string) {
	for _, op := range ev.Ops {
		if op.Field != field {
			continue
		}
		for _, r := range op.Over {
			if v, ok := written[r]; ok && !slices.Contains(before, v) {
				before = append(before, v)
			}
		}
		if op.Write {
			after = append(after, op.Value)
		}
	}
	sort.Strings(before)
	return before, after
}

func texts(vs []casefile.Value) []string {
	var out []string
	for _, v := range vs {
		out = append(out, v.Text)
	}
	sort.Strings(out)
	return slices.Compact(out)
}

func (t *tx) officerNames() (map[casefile.ID]string, error) {
	names := map[casefile.ID]string{}
	err := t.Each("SELECT id, name FROM officer", nil, func(scan func(...any) error) error {
		var id []byte
		var name string
		err := scan(&id, &name)
		names[toID(id)] = name
		return err
	})
	return names, err
}
