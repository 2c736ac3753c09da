package store

import (
	"context"
	"errors"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
	"sporteli/sync/wire"
)

// Save makes all edits durable as one group, or none. Values are checked and
// brought to their kept form; fields that can only be one thing (officer,
// office, number, day of a new record) are filled in where they are empty.
//
// It fails with CodeNotAllowed, CodeNotFound, CodeStale (a new record is there
// already), and FieldErrors whose Args hold "Index", the place of the edit.
func (db *DB) Save(ctx context.Context, s casefile.Session, edits ...casefile.Edit) ([]casefile.Saved, error) {
	saved := make([]casefile.Saved, len(edits))
	err := db.write(ctx, "save", func(t *tx) error {
		b := t.newBatch(s, edits)
		var faults casefile.FieldErrors
		for i, e := range edits {
			p, err := b.prepare(e)
			var fe casefile.FieldErrors
			if errors.As(err, &fe) {
				faults = append(faults, indexed(fe, i)...)
				continue
			}
			if err != nil {
				return err
			}
			if len(faults) > 0 {
				continue // everything wrong is told at once; nothing will be written
			}
			if saved[i], err = b.put(p); err != nil {
				return err
			}
		}
		return faults.OrNil()
	})
	if err != nil {
		return nil, err
	}
	return saved, nil
}

// Result is what became of one edit of SaveEach.
type Result struct {
	casefile.Saved
	Err error
}

// SaveEach makes each edit durable by itself, all in one commit. Edits that are
// refused are reported in their Result, the others are kept; the error is for
// failures that kept nothing.
func (db *DB) SaveEach(ctx context.Context, s casefile.Session, edits []casefile.Edit) ([]Result, error) {
	out := make([]Result, len(edits))
	err := db.write(ctx, "save each", func(t *tx) error {
		for i, e := range edits {
			b := t.newBatch(s, []casefile.Edit{e})
			p, err := b.prepare(e)
			if err != nil {
				if !refused(err) {
					return err
				}
				out[i].Err = err
				continue
			}
			if out[i].Saved, err = b.put(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// refused reports whether an error is about the edit and not about this PC.
func refused(err error) bool {
	var fe casefile.FieldErrors
	if errors.As(err, &fe) {
		return true
	}
	switch casefile.CodeOf(err) {
	case casefile.CodeNotAllowed, casefile.CodeNotFound, casefile.CodeStale, casefile.CodeUnknownKind:
		return true
	}
	return false
}

func indexed(fe casefile.FieldErrors, i int) casefile.FieldErrors {
	out := make(casefile.FieldErrors, len(fe))
	for n, e := range fe {
		c := *e
		c.Args = map[string]any{"Index": i}
		for k, v := range e.Args {
			c.Args[k] = v
		}
		out[n] = &c
	}
	return out
}

// batch is the edits of one group.
type batch struct {
	t       *tx
	s       casefile.Session
	group   casefile.ID
	today   casefile.Today
	written map[casefile.ID]casefile.Kind
}

func (t *tx) newBatch(s casefile.Session, edits []casefile.Edit) *batch {
	b := &batch{t: t, s: s, today: casefile.TodayAt(t.now), written: map[casefile.ID]casefile.Kind{}}
	if len(edits) > 1 || len(edits) == 1 && edits[0].Kind == casefile.KindClient {
		b.group = casefile.NewID()
	}
	for _, e := range edits {
		// References among the records of one save are good before they are written.
		if !e.Record.IsZero() {
			b.written[e.Record] = e.Kind
		}
	}
	return b
}

// prepared is an edit that may be written.
type prepared struct {
	edit  casefile.Edit
	state *merge.State
	fresh bool
}

// prepare asks rights and checks values against what is there. It writes
// nothing.
func (b *batch) prepare(e casefile.Edit) (prepared, error) {
	p := prepared{edit: e, state: &merge.State{}, fresh: e.New || e.Record.IsZero()}
	if casefile.Fields(e.Kind) == nil {
		return p, &casefile.Error{Code: casefile.CodeUnknownKind, Args: map[string]any{"Kind": e.Kind.String()}}
	}
	if err := b.s.Require(casefile.ActionWrite, e.Kind); err != nil {
		return p, err
	}
	if err := b.load(&p); err != nil {
		return p, err
	}
	if p.fresh {
		b.fill(&p.edit)
	}
	checked, err := casefile.Normalise(p.edit, b.today, b.t.db.o.Codes)
	var faults casefile.FieldErrors
	if err != nil && !errors.As(err, &faults) {
		return p, err
	}
	p.edit = checked
	more, err := b.rules(p)
	if err != nil {
		return p, err
	}
	return p, append(faults, more...).OrNil()
}

// load reads the record an edit is about.
func (b *batch) load(p *prepared) error {
	e := &p.edit
	if e.Record.IsZero() {
		e.Record = casefile.NewID()
	}
	state, kind, err := b.t.state(e.Record)
	switch {
	case p.fresh && err == nil:
		return &casefile.Error{Code: casefile.CodeStale}
	case p.fresh && errors.Is(err, casefile.ErrNotFound):
		return nil
	case err != nil:
		return err
	case kind != e.Kind:
		return casefile.ErrNotFound
	}
	p.state = state
	if e.Seen == nil {
		// A tool that looked at nothing means what is there now.
		e.Seen = state.Record(e.Record, kind).Edit().Seen
	}
	return nil
}

// fill completes a new record with what can only be one thing. The caller's
// map is left alone.
func (b *batch) fill(e *casefile.Edit) {
	fields := make(map[string][]string, len(e.Fields)+4)
	for k, v := range e.Fields {
		fields[k] = v
	}
	e.Fields = fields
	set := func(field, value string) {
		if _, ok := casefile.FieldByName(e.Kind, field); ok && value != "" && len(e.All(field)) == 0 {
			fields[field] = []string{value}
		}
	}
	if e.Kind != casefile.KindConsent {
		set("officer", ref(b.s.Officer))
	}
	set("office", ref(b.s.Office))
	switch e.Kind {
	case casefile.KindIntake:
		set("opened_on", string(b.today))
	case casefile.KindReferral:
		set("created_on", string(b.today))
		set("status", casefile.StatusDraft)
		if u := e.Text("urgency"); u != "" {
			set("due_on", casefile.DueDay(string(b.today), u))
		}
	case casefile.KindFollowUp:
		set("status", statusPlanned)
	}
}

func ref(id casefile.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// rules holds what values alone cannot tell: references, steps of a referral,
// numbers that nobody types.
func (b *batch) rules(p prepared) (casefile.FieldErrors, error) {
	var faults casefile.FieldErrors
	for _, f := range casefile.Fields(p.edit.Kind) {
		for _, v := range p.edit.Fields[f.Name] {
			if f.Type != casefile.TypeRef || f.Kind == casefile.KindOffice || f.Kind == 0 {
				continue
			}
			ok, err := b.refers(v, f.Kind)
			if err != nil {
				return nil, err
			}
			if !ok {
				faults = append(faults, &casefile.Error{Code: casefile.CodeBadReference, Field: f.Name})
			}
		}
	}
	if big := tooLarge(p.edit); big != nil {
		faults = append(faults, big)
	}
	if p.edit.Kind == casefile.KindReferral {
		current := p.state.Record(p.edit.Record, p.edit.Kind)
		if to, ok := p.edit.Fields["status"]; ok && len(to) == 1 {
			if err := checkStep(current, to[0], b.t.db.o.Codes); err != nil {
				faults = append(faults, err)
			}
		}
		if n, ok := p.edit.Fields["number"]; ok && (p.fresh || len(n) != 1 || n[0] != current.Text("number")) {
			faults = append(faults, &casefile.Error{Code: casefile.CodeNotAllowed, Field: "number"})
		}
	}
	return faults, nil
}

// roomForNames is what an event needs beside its texts: names of what it
// replaces, numbers of fields.
const roomForNames = 16 << 10

// tooLarge refuses an edit whose texts do not fit into one event, and names the
// longest field.
func tooLarge(e casefile.Edit) *casefile.Error {
	total, longest, field := 0, 0, ""
	for name, values := range e.Fields {
		n := 0
		for _, v := range values {
			n += len(v)
		}
		total += n
		if n > longest || n == longest && name < field {
			longest, field = n, name
		}
	}
	if total <= wire.MaxPayload-roomForNames {
		return nil
	}
	return &casefile.Error{Code: casefile.CodeTooLong, Field: field, Args: map[string]any{"Max": wire.MaxPayload - roomForNames}}
}

// checkStep lets a state follow any of those that are live: in a conflict the
// officer who settles it has seen them all.
func checkStep(current casefile.Record, to string, book casefile.CodeBook) *casefile.Error {
	from := current.All("status")
	if len(from) == 0 {
		from = []string{""}
	}
	for _, f := range from {
		if casefile.CheckStep(f, to, book) == nil {
			return nil
		}
	}
	return &casefile.Error{Code: casefile.CodeBadStep, Field: "status"}
}

func (b *batch) refers(value string, kind casefile.Kind) (bool, error) {
	id, err := casefile.ParseID(value)
	if err != nil {
		return false, nil //nolint:nilerr // Normalise has named the field already
	}
	if k, ok := b.written[id]; ok {
		return k == kind, nil
	}
	k, err := b.t.kindOf(id)
	if errors.Is(err, casefile.ErrNotFound) {
		return false, nil
	}
	return k == kind, err
}

// put writes a prepared edit, and the index card beside a client.
func (b *batch) put(p prepared) (casefile.Saved, error) {
	e := p.edit
	if p.fresh && e.Kind == casefile.KindReferral {
		number, err := b.t.nextNumber()
		if err != nil {
			return casefile.Saved{}, err
		}
		e.Fields["number"] = []string{number}
	}
	seq, err := b.t.putEdit(e, p.state, b.s.Officer, b.group)
	if err != nil {
		return casefile.Saved{}, err
	}
	if e.Kind == casefile.KindClient && seq > 0 {
		if err := b.t.putCard(p.state.Record(e.Record, e.Kind), b.s.Officer, b.group); err != nil {
			return casefile.Saved{}, err
		}
	}
	return casefile.Saved{ID: e.Record, Seq: seq}, nil
}

// putEdit writes what an edit changes as one event; nothing when it changes
// nothing. A record without any scope gets those of its home, once there is one.
func (t *tx) putEdit(e casefile.Edit, state *merge.State, author, group casefile.ID) (uint64, error) {
	c := change{record: e.Record, kind: e.Kind, author: author, group: group, ops: state.Diff(e)}
	if len(c.ops) == 0 {
		return 0, nil
	}
	if len(state.Scopes()) == 0 {
		c.scopes = state.Move(t.home(e.Kind)...)
	}
	return t.append(c, state)
}

// home is where new records of a kind live. Before enrolment a record lives
// nowhere but here; Adopt gives it its scopes.
func (t *tx) home(kind casefile.Kind) []casefile.Scope {
	if t.identity.CentreURL == "" {
		return nil
	}
	return casefile.HomeScopes(kind, t.identity.Office, t.identity.County)
}

// nextNumber gives the next number of a referral; it is taken with the save.
func (t *tx) nextNumber() (string, error) {
	series, err := t.series()
	if err != nil {
		return "", err
	}
	t.head.number++
	return casefile.ReferralNumber(t.identity.OfficeCode, series, t.head.number), nil
}

// cardFields are the fields of a client that her index card repeats.
var cardFields = []string{"given_name", "family_name", "father_name", "maiden_name", "sex", "birth_date", "municipality", "office"}

// putCard brings the index card of a client in line with her record.
func (t *tx) putCard(client casefile.Record, author, group casefile.ID) error {
	id := casefile.DerivedID(casefile.KindCard, client.ID.String())
	state, _, err := t.state(id)
	if errors.Is(err, casefile.ErrNotFound) {
		state, err = &merge.State{}, nil
	}
	if err != nil {
		return err
	}
	e := casefile.Edit{Record: id, Kind: casefile.KindCard, Fields: map[string][]string{}}
	e.Set("client", client.ID.String())
	for _, f := range cardFields {
		e.Set(f, client.Text(f))
	}
	_, err = t.putEdit(e, state, author, group)
	return err
}
