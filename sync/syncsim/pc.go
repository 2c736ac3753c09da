package syncsim

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"maps"
	"slices"
	"sync"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
	"sporteli/sync/remote"
	"sporteli/sync/wire"
)

// PC is a device with its store in memory. It is an engine.Local and an
// engine.Wanter, and safe for concurrent use.
type PC struct {
	mu   sync.Mutex
	key  ed25519.PrivateKey
	id   casefile.Identity
	disk disk
	// Noted is what stopped each attempt, "" for none.
	Noted []casefile.Code
}

// disk is everything that a copy of the disk copies.
type disk struct {
	log     casefile.LogID
	entries map[casefile.LogID][]entry
	events  map[casefile.EventID]wire.Item
	order   []casefile.EventID
	states  map[casefile.ID]*merge.State
	kinds   map[casefile.ID]casefile.Kind
	heads   map[casefile.LogID]wire.Head
	cursors map[casefile.Scope]wire.Cursor
	// via says through which scopes a record is here, cold which are being listed
	// anew.
	via      map[casefile.Scope]map[casefile.ID]bool
	cold     map[casefile.Scope]bool
	wants    map[casefile.EventID]bool
	verdicts map[casefile.EventID]casefile.Code
	nonce    []byte
	stamp    uint64
}

type entry struct {
	prev, hash wire.Hash
	event      casefile.EventID
}

// New makes a PC that is not enrolled yet. Its records belong to an office of
// its own making until it is.
func New() *PC {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err) // never fails since Go 1.24
	}
	p := &PC{key: key, id: casefile.Identity{Device: casefile.DeviceID(casefile.NewID()), Office: casefile.NewID()}}
	p.disk = disk{
		log: casefile.LogID(casefile.NewID()), entries: map[casefile.LogID][]entry{}, events: map[casefile.EventID]wire.Item{},
		states: map[casefile.ID]*merge.State{}, kinds: map[casefile.ID]casefile.Kind{}, heads: map[casefile.LogID]wire.Head{},
		via: map[casefile.Scope]map[casefile.ID]bool{}, cold: map[casefile.Scope]bool{},
		cursors: map[casefile.Scope]wire.Cursor{}, wants: map[casefile.EventID]bool{}, verdicts: map[casefile.EventID]casefile.Code{},
	}
	return p
}

// Enrol makes the PC a device of the office the code is for.
func (p *PC) Enrol(ctx context.Context, url string, code wire.Code) error {
	res, authority, err := remote.Enrol(ctx, remote.EnrolParams{URL: url, Code: code, Sign: p.Sign, Request: p.EnrolRequest()})
	if err != nil {
		return err
	}
	p.Become(res, url, authority)
	return nil
}

// EnrolRequest is what the PC says of itself.
func (p *PC) EnrolRequest() wire.EnrolRequest {
	return wire.EnrolRequest{
		Device: p.id.Device, SignKey: p.key.Public().(ed25519.PublicKey), SealKey: make([]byte, 32), Officer: casefile.NewID(),
		App: "sim", Sample: p.id.Sample, Clock: time.Now().UnixMilli(),
	}
}

// SetSample marks everything here as invented.
func (p *PC) SetSample() { p.id.Sample = true }

// Become takes the identity the centre gave and moves what was written before
// to the new office.
func (p *PC) Become(res wire.EnrolResponse, url string, authority []byte) {
	p.id.Office, p.id.OfficeName, p.id.County, p.id.Role = res.Office, res.OfficeName, res.County, casefile.Role(res.Role)
	p.id.Series, p.id.CentreKey, p.id.CentreURL, p.id.Authority = res.Series, res.CentreKey, url, authority
	for _, id := range slices.Collect(maps.Keys(p.disk.states)) {
		p.Write(casefile.Event{Record: id, Kind: p.disk.kinds[id], Scopes: p.disk.states[id].Move(casefile.HomeScopes(p.disk.kinds[id], res.Office, res.County)...)})
	}
}

// Copy clones the disk and the key: two PCs that both believe to be this one.
func (p *PC) Copy() *PC {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.disk
	d.entries, d.events, d.heads = maps.Clone(d.entries), maps.Clone(d.events), maps.Clone(d.heads)
	d.cursors, d.wants, d.verdicts, d.kinds = maps.Clone(d.cursors), maps.Clone(d.wants), maps.Clone(d.verdicts), maps.Clone(d.kinds)
	d.cold, d.via = maps.Clone(d.cold), maps.Clone(d.via)
	for s, records := range d.via {
		d.via[s] = maps.Clone(records)
	}
	for l, es := range d.entries {
		d.entries[l] = slices.Clone(es)
	}
	d.order, d.states = slices.Clone(d.order), map[casefile.ID]*merge.State{}
	for id, s := range p.disk.states {
		raw, err := s.MarshalBinary()
		d.states[id] = new(merge.State)
		if err != nil || d.states[id].UnmarshalBinary(raw) != nil {
			panic("a state does not survive its own form")
		}
	}
	return &PC{key: p.key, id: p.id, disk: d}
}

// NewLog is what a PC does that finds its disk restored.
func (p *PC) NewLog() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.disk.log = casefile.LogID(casefile.NewID())
}

// Save writes a new record into the scopes where its kind lives.
func (p *PC) Save(kind casefile.Kind, values map[string]string) casefile.ID {
	id := casefile.NewID()
	p.Write(casefile.Event{
		Record: id, Kind: kind, Ops: ops(kind, values, nil),
		Scopes: new(merge.State).Move(casefile.HomeScopes(kind, p.id.Office, p.id.County)...),
	})
	return id
}

// Edit replaces what is here of one field.
func (p *PC) Edit(id casefile.ID, field, value string) {
	p.mu.Lock()
	kind, state := p.disk.kinds[id], p.disk.states[id]
	p.mu.Unlock()
	p.Write(casefile.Event{Record: id, Kind: kind, Ops: ops(kind, map[string]string{field: value}, state)})
}

// Share puts a record into exactly these scopes.
func (p *PC) Share(id casefile.ID, to ...casefile.Scope) {
	p.Write(casefile.Event{Record: id, Kind: p.disk.kinds[id], Scopes: p.disk.states[id].Move(to...)})
}

func ops(kind casefile.Kind, values map[string]string, state *merge.State) []casefile.Op {
	var out []casefile.Op
	for _, f := range casefile.Fields(kind) {
		v, ok := values[f.Name]
		if !ok {
			continue
		}
		op := casefile.Op{Field: f.No, Write: true, Value: v}
		if state != nil {
			for _, old := range state.Live(f.No) {
				op.Over = append(op.Over, old.Ref)
			}
		}
		out = append(out, op)
	}
	return out
}

// Write enters an event into the log, filling in what is empty: device, time
// and nonce.
func (p *PC) Write(ev casefile.Event) casefile.EventID {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.disk.stamp++
	ev.Schema, ev.At, ev.Stamp = casefile.SchemaVersion, time.Now().UnixMilli(), uint64(time.Now().UnixMilli())<<16+p.disk.stamp
	if ev.Device == (casefile.DeviceID{}) {
		ev.Device = p.id.Device
	}
	rand.Read(ev.Nonce[:]) //nolint:errcheck // never fails since Go 1.24
	item, eid, err := wire.Encode(ev)
	if err != nil {
		panic(err)
	}
	p.keep(item)
	p.enter(eid)
	return eid
}

// WriteRaw enters bytes as they are, sound or not.
func (p *PC) WriteRaw(item wire.Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.disk.events[item.ID()] = item
	p.enter(item.ID())
}

func (p *PC) enter(eid casefile.EventID) {
	es := p.disk.entries[p.disk.log]
	var e entry
	if len(es) > 0 {
		e.prev = es[len(es)-1].hash
	}
	e.event = eid
	e.hash = wire.EntryHash(p.disk.log, uint64(len(es)+1), e.prev, eid)
	p.disk.entries[p.disk.log] = append(es, e)
}

// keep stores an event and folds it; it reports whether it was new.
func (p *PC) keep(item wire.Item) bool {
	id := item.ID()
	if _, ok := p.disk.events[id]; ok {
		return false
	}
	p.disk.events[id] = item
	p.disk.order = append(p.disk.order, id)
	delete(p.disk.wants, id)
	ev, err := wire.Decode(item)
	if err != nil {
		return true
	}
	if p.disk.states[ev.Record] == nil {
		p.disk.states[ev.Record] = new(merge.State)
	}
	p.disk.states[ev.Record].Apply(ev)
	p.disk.kinds[ev.Record] = ev.Kind
	return true
}
