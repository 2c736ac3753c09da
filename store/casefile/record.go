package casefile

import (
	"slices"
	"sort"
)

// Value is one live value of a field: its text and the event that wrote it.
type Value struct {
	Text  string
	Ref   Ref
	Stamp uint64
}

// Record is what is known of one record now: every value that nobody has
// replaced.
type Record struct {
	ID   ID
	Kind Kind
	// Values holds the live values by field name; the provisional one is first.
	// Fields of a newer version are not in it and stay untouched.
	Values map[string][]Value
}

// Text returns the value of a single field, "" when there is none. In a
// conflict it is the provisional one.
func (r Record) Text(field string) string {
	if v := r.Values[field]; len(v) > 0 {
		return v[0].Text
	}
	return ""
}

// All returns the distinct values of a set field, sorted.
func (r Record) All(field string) []string {
	var out []string
	for _, v := range r.Values[field] {
		out = append(out, v.Text)
	}
	sort.Strings(out)
	return slices.Compact(out)
}

// Ref returns the record a field points to, zero when there is none.
func (r Record) Ref(field string) ID {
	id, err := ParseID(r.Text(field))
	if err != nil {
		return ID{}
	}
	return id
}

// Bool reports whether a field says "true".
func (r Record) Bool(field string) bool { return r.Text(field) == "true" }

// Conflicts names the material single fields that hold two different values.
func (r Record) Conflicts() []string {
	var out []string
	for _, f := range Fields(r.Kind) {
		if f.Set || !f.Material {
			continue
		}
		vs := r.Values[f.Name]
		for _, v := range vs {
			if v.Text != vs[0].Text {
				out = append(out, f.Name)
				break
			}
		}
	}
	return out
}

// Edit begins a change of this record that remembers what was seen.
func (r Record) Edit() Edit {
	seen := make(map[string][]Value, len(r.Values))
	for name, vs := range r.Values {
		seen[name] = slices.Clone(vs)
	}
	return Edit{Record: r.ID, Kind: r.Kind, Seen: seen, Fields: map[string][]string{}}
}

// Edit is what a person wants one record to say. Fields not named stay as they
// are.
type Edit struct {
	// Record is zero for a new record; Save then chooses the id.
	Record ID
	Kind   Kind
	// New says that the record does not exist yet although Record is given: the
	// screen chose the id so that others of the same save can point to it.
	New bool
	// Seen is what the person saw when she began; values not in it survive.
	Seen map[string][]Value
	// Fields holds the wanted values; an empty list clears a field.
	Fields map[string][]string
}

// NewRecord begins a record whose id is known at once, so that others of the
// same save can point to it.
func NewRecord(k Kind) Edit {
	return Edit{Record: NewID(), Kind: k, New: true, Fields: map[string][]string{}}
}

// Set names the wanted values of a field; none, or only "", clears it. It
// changes this edit, and returns it so that calls can be chained.
func (e Edit) Set(field string, values ...string) Edit {
	var kept []string
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	e.Fields[field] = kept
	return e
}

// Text returns the wanted value of a field, or what was seen where the edit
// does not name it.
func (e Edit) Text(field string) string {
	if vs, ok := e.Fields[field]; ok {
		if len(vs) > 0 {
			return vs[0]
		}
		return ""
	}
	if vs := e.Seen[field]; len(vs) > 0 {
		return vs[0].Text
	}
	return ""
}

// All returns the wanted values of a field, or those seen where the edit does
// not name it.
func (e Edit) All(field string) []string {
	if vs, ok := e.Fields[field]; ok {
		return vs
	}
	return Record{Values: e.Seen}.All(field)
}

// Saved tells that one record is durable on this disk.
type Saved struct {
	ID ID
	// Seq is the place of the change in this device's log, 0 when the edit
	// changed nothing.
	Seq uint64
}
