// Package merge folds the events of a record into the values that nobody has
// replaced.
//
// Every value is a cell with two bits that only ever rise: its text is known,
// and somebody has replaced it. Applying an event sets the text of its own
// values and marks those it names as replaced, whether they are known yet or
// not. Two rising bits make the fold commutative, associative and idempotent:
// any order, any repetition, the same result. No clock decides anything; a
// clock only picks which of several live values is shown first.
package merge

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"sporteli/store/casefile"
)

type cell struct {
	field uint16
	ref   casefile.Ref
	value string
	stamp uint64
	known bool
	dead  bool
}

// State is what is known of one record: its cells, in a fixed order.
type State struct {
	cells []cell
}

func compare(a cell, field uint16, ref casefile.Ref) int {
	return cmp.Or(cmp.Compare(a.field, field), bytes.Compare(a.ref.Event[:], ref.Event[:]), cmp.Compare(a.ref.Index, ref.Index))
}

// at returns the cell with this name, adding an empty one if there is none.
func (s *State) at(field uint16, ref casefile.Ref) *cell {
	i, found := slices.BinarySearchFunc(s.cells, ref, func(c cell, r casefile.Ref) int { return compare(c, field, r) })
	if !found {
		s.cells = slices.Insert(s.cells, i, cell{field: field, ref: ref})
	}
	return &s.cells[i]
}

// Apply folds one event in. An event without its payload changes membership
// only.
func (s *State) Apply(ev casefile.Event) {
	for _, m := range ev.Scopes {
		s.apply(ev, casefile.Op{Field: casefile.FieldScopes, Write: m.Write, Index: m.Index, Value: string(m.Scope), Over: m.Over})
	}
	for _, op := range ev.Ops {
		// Field 0 belongs to the open part: a payload cannot move a record.
		if op.Field != casefile.FieldScopes {
			s.apply(ev, op)
		}
	}
}

func (s *State) apply(ev casefile.Event, op casefile.Op) {
	for _, ref := range op.Over {
		s.at(op.Field, ref).dead = true
	}
	if op.Write {
		c := s.at(op.Field, casefile.Ref{Event: ev.ID, Index: op.Index})
		c.value, c.stamp, c.known = op.Value, ev.Stamp, true
	}
}

// Live returns the values of a field that nobody has replaced. The provisional
// one, with the greatest stamp and then the greatest event id, comes first.
func (s *State) Live(field uint16) []casefile.Value {
	i, _ := slices.BinarySearchFunc(s.cells, field, func(c cell, f uint16) int {
		if c.field < f {
			return -1
		}
		return 1
	})
	var out []casefile.Value
	for ; i < len(s.cells) && s.cells[i].field == field; i++ {
		if c := s.cells[i]; c.known && !c.dead {
			out = append(out, casefile.Value{Text: c.value, Ref: c.ref, Stamp: c.stamp})
		}
	}
	slices.SortFunc(out, func(a, b casefile.Value) int {
		return cmp.Or(cmp.Compare(b.Stamp, a.Stamp), bytes.Compare(b.Ref.Event[:], a.Ref.Event[:]), cmp.Compare(b.Ref.Index, a.Ref.Index))
	})
	return out
}

// Scopes returns who may hold the record now, sorted.
func (s *State) Scopes() []casefile.Scope {
	var out []casefile.Scope
	for _, v := range s.Live(casefile.FieldScopes) {
		out = append(out, casefile.Scope(v.Text))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Record names the live values by the catalogue of the kind. Fields of a newer
// version stay in the state and are not named.
func (s *State) Record(id casefile.ID, kind casefile.Kind) casefile.Record {
	r := casefile.Record{ID: id, Kind: kind, Values: map[string][]casefile.Value{}}
	for _, f := range casefile.Fields(kind) {
		if vs := s.Live(f.No); len(vs) > 0 {
			r.Values[f.Name] = vs
		}
	}
	return r
}

// Diff returns the operations that make a record say what an edit wants,
// replacing what its author saw and nothing else. With seen nil, as from a tool
// that looked at nothing, everything live counts as seen.
func (s *State) Diff(e casefile.Edit) []casefile.Op {
	var ops []casefile.Op
	for _, f := range casefile.Fields(e.Kind) {
		wanted, named := e.Fields[f.Name]
		if !named {
			continue
		}
		seen := e.Seen[f.Name]
		if e.Seen == nil {
			seen = s.Live(f.No)
		}
		if f.Set {
			ops = append(ops, diffSet(f.No, seen, wanted)...)
		} else {
			ops = append(ops, diffSingle(f.No, seen, wanted)...)
		}
	}
	return ops
}

func diffSingle(field uint16, seen []casefile.Value, wanted []string) []casefile.Op {
	if len(wanted) == 0 {
		if len(seen) == 0 {
			return nil
		}
		return []casefile.Op{{Field: field, Over: refs(seen)}}
	}
	if len(seen) == 1 && seen[0].Text == wanted[0] {
		return nil
	}
	return []casefile.Op{{Field: field, Write: true, Value: wanted[0], Over: refs(seen)}}
}

func diffSet(field uint16, seen []casefile.Value, wanted []string) []casefile.Op {
	var gone []casefile.Ref
	have := map[string]bool{}
	for _, v := range seen {
		if slices.Contains(wanted, v.Text) {
			have[v.Text] = true
		} else {
			gone = append(gone, v.Ref)
		}
	}
	var ops []casefile.Op
	for _, w := range wanted {
		if !have[w] {
			ops = append(ops, casefile.Op{Field: field, Write: true, Value: w, Index: uint8(len(ops))})
		}
	}
	switch {
	case len(gone) == 0:
	case len(ops) > 0:
		ops[0].Over = gone
	default:
		ops = []casefile.Op{{Field: field, Over: gone}}
	}
	return ops
}

func refs(vs []casefile.Value) []casefile.Ref {
	var out []casefile.Ref
	for _, v := range vs {
		out = append(out, v.Ref)
	}
	return out
}

// Move returns the membership operations that put a record into exactly these
// scopes.
func (s *State) Move(to ...casefile.Scope) []casefile.ScopeOp {
	var gone []casefile.Ref
	have := map[casefile.Scope]bool{}
	for _, v := range s.Live(casefile.FieldScopes) {
		if slices.Contains(to, casefile.Scope(v.Text)) {
			have[casefile.Scope(v.Text)] = true
		} else {
			gone = append(gone, v.Ref)
		}
	}
	var ops []casefile.ScopeOp
	for _, sc := range to {
		if !have[sc] {
			ops = append(ops, casefile.ScopeOp{Scope: sc, Write: true, Index: uint8(len(ops))})
		}
	}
	switch {
	case len(gone) == 0:
	case len(ops) > 0:
		ops[0].Over = gone
	default:
		ops = []casefile.ScopeOp{{Over: gone}}
	}
	return ops
}

// The kept form of a state: the ids of its events once, then the cells.
type packed struct {
	_      struct{} `cbor:",toarray"`
	Events [][]byte
	Cells  []packedCell
}

type packedCell struct {
	_     struct{} `cbor:",toarray"`
	Field uint16
	Event int
	Index uint8
	Bits  uint8
	Value string
	Stamp uint64
}

const (
	bitKnown = 1
	bitDead  = 2
)

var enc = func() cbor.EncMode {
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // the options are constants
	}
	return m
}()

// MarshalBinary writes the state. Equal states give equal bytes.
func (s *State) MarshalBinary() ([]byte, error) {
	var p packed
	for _, c := range s.cells {
		p.Events = append(p.Events, append([]byte(nil), c.ref.Event[:]...))
	}
	slices.SortFunc(p.Events, bytes.Compare)
	p.Events = slices.CompactFunc(p.Events, bytes.Equal)
	for _, c := range s.cells {
		i, _ := slices.BinarySearchFunc(p.Events, c.ref.Event[:], bytes.Compare)
		pc := packedCell{Field: c.field, Event: i, Index: c.ref.Index, Value: c.value, Stamp: c.stamp}
		if c.known {
			pc.Bits |= bitKnown
		}
		if c.dead {
			// What was replaced stays in the log; here only its name is needed.
			pc.Bits |= bitDead
			pc.Value, pc.Stamp = "", 0
		}
		p.Cells = append(p.Cells, pc)
	}
	return enc.Marshal(p)
}

// UnmarshalBinary reads a kept state.
func (s *State) UnmarshalBinary(raw []byte) error {
	var p packed
	if err := cbor.Unmarshal(raw, &p); err != nil {
		return casefile.Fail(casefile.CodeDamaged, "merge: state: %w", err)
	}
	s.cells = make([]cell, len(p.Cells))
	for i, pc := range p.Cells {
		if pc.Event < 0 || pc.Event >= len(p.Events) || len(p.Events[pc.Event]) != 16 {
			return casefile.Fail(casefile.CodeDamaged, "merge: state: %w", fmt.Errorf("cell %d names no event", i))
		}
		s.cells[i] = cell{
			field: pc.Field, ref: casefile.Ref{Event: casefile.EventID(p.Events[pc.Event]), Index: pc.Index},
			value: pc.Value, stamp: pc.Stamp, known: pc.Bits&bitKnown != 0, dead: pc.Bits&bitDead != 0,
		}
		if i > 0 && compare(s.cells[i-1], s.cells[i].field, s.cells[i].ref) >= 0 {
			return casefile.Fail(casefile.CodeDamaged, "merge: state: %w", fmt.Errorf("cell %d is out of order", i))
		}
	}
	return nil
}
