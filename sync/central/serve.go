package central

import (
	"errors"
	"slices"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// Bounds of an answer. The estimate counts bytes before packing, so that a
// frame fits even when nothing in it can be packed.
const (
	minBudget = 2 << 10
	maxBudget = wire.MaxFrame - 24<<10
	maxRows   = 4000
	rowCost   = 44
)

// grants lists what a device may follow: its office and what is national, and
// the county for coordinators.
func (x *exchange) grants() []casefile.Scope {
	out := []casefile.Scope{casefile.OfficeScope(x.device.Office), casefile.ScopeNational}
	if x.device.Role == casefile.RoleCoordinator {
		out = append(out, casefile.CountyScope(x.office.County))
	}
	return out
}

// serve adds to the answer what the device may have and has not.
func (x *exchange) serve() error {
	x.res.Grants = x.grants()
	budget := min(max(x.req.Budget, minBudget), maxBudget)
	if err := x.wanted(budget); err != nil {
		return err
	}
	for _, s := range x.res.Grants {
		cursor := wire.Cursor{Scope: s}
		for _, c := range x.req.Cursors {
			if c.Scope == s {
				cursor = c
			}
		}
		f, err := x.feed(cursor, budget)
		if err != nil {
			return err
		}
		if f != nil {
			x.rows += len(f.Rows)
			x.res.Feeds = append(x.res.Feeds, *f)
		}
	}
	return nil
}

// feed returns the next stretch of a scope, nil when there is nothing new.
func (x *exchange) feed(c wire.Cursor, budget int) (*wire.Feed, error) {
	top, err := x.tx.Top(c.Scope)
	if err != nil {
		return nil, err
	}
	f := &wire.Feed{Scope: c.Scope, From: c.Pos, TopPos: top.Pos, TopHash: top.Hash}
	for _, at := range []Top{{c.Pos, c.Hash}, {c.TopPos, c.TopHash}} {
		on, err := x.onFeed(c.Scope, at, top)
		if err != nil {
			return nil, err
		}
		if !on {
			f.Mismatch, f.From = true, 0
			return f, nil
		}
	}
	if c.Pos == top.Pos {
		return nil, nil
	}
	var groups []casefile.ID
	err = x.tx.Rows(c.Scope, c.Pos, func(r Row) (bool, error) {
		row, cost, err := x.row(c.Scope, r)
		if err != nil {
			return false, err
		}
		// At least one row of the answer's first feed, or nothing would ever move.
		if n := len(f.Rows); n >= maxRows || x.bytes > 0 && x.bytes+cost > budget {
			f.Rows = f.Rows[:wholeGroups(groups, r.Group)]
			return false, nil
		}
		x.bytes += cost
		f.Rows, groups = append(f.Rows, row), append(groups, r.Group)
		return true, nil
	})
	return f, err
}

// wholeGroups says how many of the rows may stay so that a save is not cut in
// two by the row that follows, unless it fills the page alone.
func wholeGroups(groups []casefile.ID, next casefile.ID) int {
	n := len(groups)
	for !next.IsZero() && n > 0 && groups[n-1] == next {
		n--
	}
	if n == 0 {
		return len(groups)
	}
	return n
}

func (x *exchange) onFeed(s casefile.Scope, at, top Top) (bool, error) {
	switch {
	case at.Pos == 0:
		return true, nil
	case at.Pos > top.Pos:
		return false, nil
	}
	h, err := x.tx.RowHash(s, at.Pos)
	if errors.Is(err, casefile.ErrNotFound) {
		return false, nil
	}
	return h == at.Hash, err
}

// row says what this device gets of a row: nothing but the hash when the record
// is not in the scope now, the bare name of an event it holds itself.
func (x *exchange) row(s casefile.Scope, r Row) (wire.Row, int, error) {
	if r.Kind == wire.RowEvict {
		return wire.Row{Kind: r.Kind, Record: &r.Record, Event: &r.Event}, rowCost, nil
	}
	scopes, err := x.scopes(r.Record)
	if err != nil {
		return wire.Row{}, 0, err
	}
	if !slices.Contains(scopes, s) {
		return wire.Row{Kind: r.Kind, Hash: &r.Hash}, rowCost, nil
	}
	if r.Fresh && r.Device == x.device.ID {
		held, err := x.holds(r.Event)
		if err != nil {
			return wire.Row{}, 0, err
		}
		if held {
			return wire.Row{Kind: r.Kind, Record: &r.Record, Event: &r.Event}, rowCost, nil
		}
	}
	return wire.Row{Kind: r.Kind, Item: &wire.Item{Body: r.Body, Payload: r.Payload}}, rowCost + len(r.Body) + len(r.Payload), nil
}

// holds reports whether the device's own logs, as far as it says it has them,
// contain the event. A restored PC has less than it once sent.
func (x *exchange) holds(ev casefile.EventID) (bool, error) {
	// Where two disks share a log, its number does not say whose entry it is.
	if x.device.Forks > 0 {
		return false, nil
	}
	places, err := x.tx.Entered(x.device.ID, ev)
	if err != nil {
		return false, err
	}
	for _, p := range places {
		for _, h := range x.req.Heads {
			if h.Log == p.Log && h.Seq >= p.Seq {
				return true, nil
			}
		}
	}
	return false, nil
}

func (x *exchange) scopes(record casefile.ID) ([]casefile.Scope, error) {
	if s, ok := x.members[record]; ok {
		return s, nil
	}
	rec, err := x.tx.Record(record)
	if err != nil {
		return nil, err
	}
	var state merge.State
	if err := state.UnmarshalBinary(rec.State); err != nil {
		return nil, err
	}
	x.members[record] = state.Scopes()
	return x.members[record], nil
}

// wanted adds events the device asks for by name, if it may have them.
func (x *exchange) wanted(budget int) error {
	for _, id := range x.req.Want {
		e, err := x.tx.Event(id)
		if errors.Is(err, casefile.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if e.Held != "" {
			continue
		}
		scopes, err := x.scopes(e.Record)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(scopes, func(s casefile.Scope) bool { return slices.Contains(x.res.Grants, s) }) {
			continue
		}
		cost := rowCost + len(e.Body) + len(e.Payload)
		if x.bytes > 0 && x.bytes+cost > budget/2 {
			return nil
		}
		x.bytes += cost
		x.res.Wanted = append(x.res.Wanted, wire.Item{Body: e.Body, Payload: e.Payload})
	}
	return nil
}
