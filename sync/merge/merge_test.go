package merge_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
)

// history is what several devices write about one record while they see each
// other's changes late: the events in any order must come to one state.
func history(r *rand.Rand) []casefile.Event {
	devices := make([]merge.State, 3)
	seen := make([]int, len(devices))
	var events []casefile.Event
	for range 4 + r.IntN(20) {
		i := r.IntN(len(devices))
		for ; seen[i] < len(events) && r.IntN(3) > 0; seen[i]++ {
			devices[i].Apply(events[seen[i]])
		}
		ev := casefile.Event{Stamp: uint64(r.IntN(5))} // clocks are worth little
		for b := range ev.ID {
			ev.ID[b] = byte(r.Uint32())
		}
		edit := casefile.Edit{Kind: casefile.KindClient, Seen: devices[i].Record(casefile.ID{}, casefile.KindClient).Values, Fields: map[string][]string{}}
		for _, f := range []string{"given_name", "sex", "phones", "languages"} {
			if r.IntN(2) == 0 {
				continue
			}
			var values []string
			for range r.IntN(3) {
				values = append(values, fmt.Sprint(r.IntN(4)))
			}
			if f == "given_name" || f == "sex" {
				values = values[:min(1, len(values))]
			}
			slices.Sort(values)
			edit.Fields[f] = slices.Compact(values)
		}
		ev.Ops = devices[i].Diff(edit)
		if r.IntN(4) == 0 {
			ev.Scopes = devices[i].Move([]casefile.Scope{"a", "n", "q:1"}[:r.IntN(4)]...)
		}
		events = append(events, ev)
	}
	return events
}

func fold(events []casefile.Event) *merge.State {
	s := new(merge.State)
	for _, ev := range events {
		s.Apply(ev)
	}
	return s
}

func bytesOf(t *testing.T, s *merge.State) []byte {
	t.Helper()
	raw, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Commutative, associative, idempotent: any order, any repetition, any break in
// between give the same bytes, and what is read from them is the same.
func TestAnyOrderComesToTheSame(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		events := history(r)
		want := fold(events)
		shuffled := slices.Concat(events, events[:r.IntN(len(events)+1)])
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		got := new(merge.State)
		for _, ev := range shuffled {
			if r.IntN(4) == 0 { // the program ends and starts again
				kept := bytesOf(t, got)
				got = new(merge.State)
				if err := got.UnmarshalBinary(kept); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
			got.Apply(ev)
		}
		if !bytes.Equal(bytesOf(t, got), bytesOf(t, want)) {
			t.Fatalf("seed %d: another order, another state", seed)
		}
		kind := casefile.KindClient
		if a, b := got.Record(casefile.ID{}, kind), want.Record(casefile.ID{}, kind); !reflect.DeepEqual(a, b) || !slices.Equal(got.Scopes(), want.Scopes()) {
			t.Fatalf("seed %d: the same state shows\n%v\n%v", seed, a, b)
		}
	}
}

// A second, slow version: a value lives when an event wrote it and none names it.
func TestLiveValuesAreThoseNobodyReplaced(t *testing.T) {
	for seed := range uint64(200) {
		events := history(rand.New(rand.NewPCG(seed, 2)))
		s := fold(events)
		for _, f := range casefile.Fields(casefile.KindClient) {
			replaced, want := map[casefile.Ref]bool{}, map[casefile.Ref]string{}
			for _, ev := range events {
				for _, op := range ev.Ops {
					if op.Field != f.No {
						continue
					}
					for _, ref := range op.Over {
						replaced[ref] = true
					}
					if op.Write {
						want[casefile.Ref{Event: ev.ID, Index: op.Index}] = op.Value
					}
				}
			}
			for ref := range replaced {
				delete(want, ref)
			}
			got := map[casefile.Ref]string{}
			for _, v := range s.Live(f.No) {
				got[v.Ref] = v.Text
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, %s: %v, want %v", seed, f.Name, got, want)
			}
		}
	}
}

func write(id byte, stamp uint64, field uint16, value string, over ...byte) casefile.Event {
	op := casefile.Op{Field: field, Write: true, Value: value}
	for _, o := range over {
		op.Over = append(op.Over, casefile.Ref{Event: casefile.EventID{o}})
	}
	return casefile.Event{ID: casefile.EventID{id}, Stamp: stamp, Ops: []casefile.Op{op}}
}

func texts(vs []casefile.Value) (out []string) {
	for _, v := range vs {
		out = append(out, v.Text)
	}
	return out
}

func TestValues(t *testing.T) {
	for _, tt := range []struct {
		name   string
		events []casefile.Event
		want   []string
	}{
		{"nothing", nil, nil},
		{"one", []casefile.Event{write(1, 5, 1, "a")}, []string{"a"}},
		{"who saw it wins, whatever the clocks say", []casefile.Event{write(1, 9, 1, "a"), write(2, 1, 1, "b", 1)}, []string{"b"}},
		{"both of two who did not", []casefile.Event{write(1, 5, 1, "a"), write(2, 7, 1, "b", 1), write(3, 6, 1, "c", 1)}, []string{"b", "c"}},
		{"settled", []casefile.Event{write(2, 7, 1, "b"), write(3, 6, 1, "c"), write(4, 1, 1, "c", 2, 3)}, []string{"c"}},
		{"equal clocks: the greater id", []casefile.Event{write(1, 5, 1, "a"), write(2, 5, 1, "b")}, []string{"b", "a"}},
		{"replaced before it came", []casefile.Event{write(2, 1, 1, "b", 1), write(1, 9, 1, "a")}, []string{"b"}},
		{"another field", []casefile.Event{write(1, 5, 2, "a")}, nil},
		{"an erased payload", []casefile.Event{{ID: casefile.EventID{1}, Erased: true}}, nil},
	} {
		if got := texts(fold(tt.events).Live(1)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAPayloadCannotMoveARecord(t *testing.T) {
	s := fold([]casefile.Event{write(1, 1, casefile.FieldScopes, "n")})
	if got := s.Scopes(); got != nil {
		t.Errorf("scopes %q", got)
	}
}

func TestDiffWritesOnlyWhatChanged(t *testing.T) {
	s := fold([]casefile.Event{write(1, 1, 1, "Ana"), write(2, 1, 12, "1"), write(3, 1, 12, "2")})
	rec := s.Record(casefile.ID{}, casefile.KindClient)
	for name, tt := range map[string]struct {
		edit casefile.Edit
		want int
	}{
		"the same":          {rec.Edit().Set("given_name", "Ana").Set("phones", "1", "2"), 0},
		"a name":            {rec.Edit().Set("given_name", "Anna"), 1},
		"cleared":           {rec.Edit().Set("given_name"), 1},
		"cleared, was none": {rec.Edit().Set("father_name"), 0},
		"one of a set more": {rec.Edit().Set("phones", "1", "2", "3"), 1},
		"one of a set less": {rec.Edit().Set("phones", "2"), 1},
		"a set exchanged":   {rec.Edit().Set("phones", "3", "4"), 2},
		"not of this kind":  {rec.Edit().Set("shoe_size", "42"), 0},
	} {
		ops := s.Diff(tt.edit)
		if len(ops) != tt.want {
			t.Errorf("%s: %+v", name, ops)
		}
		after := fold([]casefile.Event{write(1, 1, 1, "Ana"), write(2, 1, 12, "1"), write(3, 1, 12, "2"), {ID: casefile.EventID{9}, Ops: ops}})
		for field, want := range tt.edit.Fields {
			if got := after.Record(casefile.ID{}, casefile.KindClient).All(field); field != "shoe_size" && !slices.Equal(got, want) {
				t.Errorf("%s: %s is %q, want %q", name, field, got, want)
			}
		}
	}
}

func TestMove(t *testing.T) {
	s := new(merge.State)
	for i, to := range [][]casefile.Scope{{"o:1"}, {"o:1", "q:1"}, {"q:1"}, {"o:2", "n"}, {}, {"o:1"}} {
		s.Apply(casefile.Event{ID: casefile.EventID{byte(i)}, Scopes: s.Move(to...)})
		want := slices.Sorted(slices.Values(to))
		if got := s.Scopes(); !slices.Equal(got, want) {
			t.Errorf("moved to %q: %q", to, got)
		}
		if again := s.Move(to...); again != nil {
			t.Errorf("moving to where it is takes %+v", again)
		}
	}
}

func TestADamagedStateIsRefused(t *testing.T) {
	good := bytesOf(t, fold(history(rand.New(rand.NewPCG(1, 3)))))
	for _, raw := range [][]byte{nil, {0xff}, good[:len(good)-1], {0x82, 0x80, 0x81, 0x86, 1, 0, 0, 1, 0x60, 0}} {
		if err := new(merge.State).UnmarshalBinary(raw); casefile.CodeOf(err) != casefile.CodeDamaged {
			t.Errorf("%x: %v", raw, err)
		}
	}
}

// What can be read writes back to one form.
func FuzzState(f *testing.F) {
	for seed := range uint64(3) {
		raw, err := fold(history(rand.New(rand.NewPCG(seed, 4)))).MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte{0x82, 0x80, 0x80})
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := new(merge.State)
		if err := s.UnmarshalBinary(raw); err != nil {
			if casefile.CodeOf(err) != casefile.CodeDamaged {
				t.Fatal(err)
			}
			return
		}
		once := bytesOf(t, s)
		again := new(merge.State)
		if err := again.UnmarshalBinary(once); err != nil || !bytes.Equal(once, bytesOf(t, again)) {
			t.Fatalf("%v: %x, then %x", err, once, bytesOf(t, again))
		}
		s.Apply(write(1, 1, 1, "a"))
		if len(s.Live(1)) > 1000 && len(raw) < 1000 {
			t.Fatal("more values than bytes")
		}
	})
}
