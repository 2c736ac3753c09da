package syncsim

import (
	"context"
	"crypto/ed25519"
	"maps"
	"slices"
	"strings"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Identity is engine.Local.
func (p *PC) Identity() casefile.Identity { return p.id }

// Sign is engine.Local.
func (p *PC) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(p.key, msg), nil }

// Heads is engine.Local.
func (p *PC) Heads(context.Context) ([]wire.Head, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []wire.Head
	for _, l := range p.logs() {
		es := p.disk.entries[l]
		out = append(out, wire.Head{Log: l, Seq: uint64(len(es)), Hash: es[len(es)-1].hash})
	}
	return out, nil
}

func (p *PC) logs() []casefile.LogID {
	return slices.SortedFunc(maps.Keys(p.disk.entries), func(a, b casefile.LogID) int { return strings.Compare(string(a[:]), string(b[:])) })
}

// Cursors is engine.Local.
func (p *PC) Cursors(context.Context) ([]wire.Cursor, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.SortedFunc(maps.Values(p.disk.cursors), func(a, b wire.Cursor) int { return strings.Compare(string(a.Scope), string(b.Scope)) }), nil
}

// Nonce is engine.Local.
func (p *PC) Nonce(context.Context) ([]byte, error) { return p.disk.nonce, nil }

// SetNonce replaces the nonce, to play one that has become old.
func (p *PC) SetNonce(n []byte) { p.disk.nonce = n }

// Wants is engine.Wanter.
func (p *PC) Wants(_ context.Context, most int) ([]casefile.EventID, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := slices.Collect(maps.Keys(p.disk.wants))
	return ids[:min(most, len(ids))], nil
}

// Outgoing is engine.Local.
func (p *PC) Outgoing(_ context.Context, maxBytes, maxEvents int) ([]wire.Entries, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []wire.Entries
	bytes, events := 0, 0
	for _, l := range p.logs() {
		es := p.disk.entries[l]
		from := p.disk.heads[l].Seq
		run := wire.Entries{Log: l, First: from + 1}
		for i := from; i < uint64(len(es)); i++ {
			item := p.disk.events[es[i].event]
			bytes += len(item.Body) + len(item.Payload)
			if events++; events > 1 && (bytes > maxBytes || events > maxEvents) {
				break
			}
			if len(run.Items) == 0 {
				run.Prev = es[i].prev
			}
			run.Items = append(run.Items, item)
		}
		if len(run.Items) > 0 {
			out = append(out, run)
		}
	}
	return out, nil
}

// Waiting is engine.Local; it counts records.
func (p *PC) Waiting(context.Context) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.waiting(), nil
}

func (p *PC) waiting() int {
	records := map[casefile.ID]bool{}
	for l, es := range p.disk.entries {
		for i := p.disk.heads[l].Seq; i < uint64(len(es)); i++ {
			ev, err := wire.Decode(p.disk.events[es[i].event])
			if err == nil || !ev.Record.IsZero() {
				records[ev.Record] = true
			}
		}
	}
	return len(records)
}

// NoteSync is engine.Local.
func (p *PC) NoteSync(_ context.Context, problem casefile.Code, _ time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Noted = append(p.Noted, problem)
	return nil
}

// Accept is engine.Local.
func (p *PC) Accept(_ context.Context, res wire.Response) (casefile.Accepted, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var got casefile.Accepted
	p.disk.nonce = res.Nonce
	got.Fork = p.heads(res.Heads)
	p.disk.verdicts = map[casefile.EventID]casefile.Code{}
	for _, v := range res.Verdicts {
		p.disk.verdicts[v.Event] = v.Code
	}
	for _, s := range slices.Collect(maps.Keys(p.disk.cursors)) {
		if !slices.Contains(res.Grants, s) {
			delete(p.disk.cursors, s)
		}
	}
	for _, item := range res.Wanted {
		if p.keep(item) {
			got.Received++
		}
	}
	for _, f := range res.Feeds {
		if err := p.feed(f, &got); err != nil {
			return got, err
		}
	}
	return got, nil
}

// heads takes the centre's word on what it holds of the logs here. A log that
// it knows otherwise is left, and its events enter a new one.
func (p *PC) heads(heads []wire.Head) (fork bool) {
	said := map[casefile.LogID]wire.Head{}
	for _, h := range heads {
		said[h.Log] = h
	}
	var anew []casefile.EventID
	for _, l := range p.logs() {
		h, es := said[l], p.disk.entries[l]
		if h.Seq > uint64(len(es)) || h.Seq > 0 && es[h.Seq-1].hash != h.Hash {
			for _, e := range es {
				anew = append(anew, e.event)
			}
			delete(p.disk.entries, l)
			fork = true
			continue
		}
		p.disk.heads[l] = wire.Head{Log: l, Seq: h.Seq, Hash: h.Hash}
	}
	if fork {
		p.disk.log = casefile.LogID(casefile.NewID())
		for _, e := range anew {
			p.enter(e)
		}
	}
	return fork
}

func (p *PC) feed(f wire.Feed, got *casefile.Accepted) error {
	c := p.disk.cursors[f.Scope]
	c.Scope = f.Scope
	if f.Mismatch {
		p.disk.cursors[f.Scope] = wire.Cursor{Scope: f.Scope}
		p.disk.via[f.Scope], p.disk.cold[f.Scope] = nil, true
		return nil
	}
	if f.From != c.Pos {
		return casefile.Fail(casefile.CodeBadMessage, "syncsim: rows from %d, wanted %d", f.From, c.Pos)
	}
	if p.disk.via[f.Scope] == nil {
		p.disk.via[f.Scope] = map[casefile.ID]bool{}
	}
	for _, r := range f.Rows {
		c.Pos++
		if r.Hash != nil {
			c.Hash = *r.Hash
			continue
		}
		rec, eid, err := p.row(f.Scope, r, got)
		if err != nil {
			return err
		}
		c.Hash = wire.RowHash(c.Hash, r.Kind, rec, eid)
	}
	if c.Pos == f.TopPos && c.Hash != f.TopHash {
		return casefile.Fail(casefile.CodeBadMessage, "syncsim: feed %s does not add up", f.Scope)
	}
	c.TopPos, c.TopHash = f.TopPos, f.TopHash
	p.disk.cursors[f.Scope] = c
	if c.Pos == f.TopPos && p.disk.cold[f.Scope] {
		// Listed anew: what no scope names any more goes.
		delete(p.disk.cold, f.Scope)
		for rec := range maps.Clone(p.disk.states) {
			p.purge(rec)
		}
	}
	return nil
}

func (p *PC) row(s casefile.Scope, r wire.Row, got *casefile.Accepted) (casefile.ID, casefile.EventID, error) {
	switch {
	case r.Item != nil:
		ev, err := wire.Decode(*r.Item)
		if err == nil && p.keep(*r.Item) {
			got.Received++
		}
		p.disk.via[s][ev.Record] = true
		return ev.Record, r.Item.ID(), err
	case r.Event == nil || r.Record == nil:
		return casefile.ID{}, casefile.EventID{}, casefile.Fail(casefile.CodeBadMessage, "syncsim: an empty row")
	case r.Kind == wire.RowEvict:
		delete(p.disk.via[s], *r.Record)
		p.purge(*r.Record)
	default:
		if _, ok := p.disk.events[*r.Event]; !ok {
			p.disk.wants[*r.Event] = true
		}
		p.disk.via[s][*r.Record] = true
	}
	return *r.Record, *r.Event, nil
}

// purge drops a record that no scope brings any more, unless something written
// here is still on its way, or a scope is just being listed.
func (p *PC) purge(rec casefile.ID) {
	if len(p.disk.cold) > 0 {
		return
	}
	for _, records := range p.disk.via {
		if records[rec] {
			return
		}
	}
	var gone []casefile.EventID
	for _, id := range p.disk.order {
		ev, err := wire.Decode(p.disk.events[id])
		if err != nil || ev.Record != rec {
			continue
		}
		if p.unsent(id) {
			return
		}
		gone = append(gone, id)
	}
	delete(p.disk.states, rec)
	for _, id := range gone {
		delete(p.disk.events, id)
	}
	p.disk.order = slices.DeleteFunc(p.disk.order, func(id casefile.EventID) bool { return slices.Contains(gone, id) })
}

func (p *PC) unsent(id casefile.EventID) bool {
	for l, es := range p.disk.entries {
		for i := p.disk.heads[l].Seq; i < uint64(len(es)); i++ {
			if es[i].event == id {
				return true
			}
		}
	}
	return false
}

// Text returns the value of a field of a record here, "" when there is none.
func (p *PC) Text(id casefile.ID, field string) string { return p.Record(id).Text(field) }

// Record returns what is here of a record.
func (p *PC) Record(id casefile.ID) casefile.Record {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.disk.states[id]
	if s == nil {
		return casefile.Record{ID: id}
	}
	return s.Record(id, p.disk.kinds[id])
}

// Has reports whether a record is here.
func (p *PC) Has(id casefile.ID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.disk.states[id] != nil
}

// Verdict returns why the centre keeps an event back, "" if it does not.
func (p *PC) Verdict(id casefile.EventID) casefile.Code {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.disk.verdicts[id]
}

// Size counts the records here.
func (p *PC) Size() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.disk.states)
}
