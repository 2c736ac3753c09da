package wire

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"

	"sporteli/store/casefile"
)

// Limits of single parts, in bytes. A message that breaks one is refused whole.
const (
	MaxBody    = 8 << 10
	MaxPayload = 64 << 10
)

var (
	enc = mustEnc()
	dec = mustDec()
)

func mustEnc() cbor.EncMode {
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // the options are constants
	}
	return m
}

func mustDec() cbor.DecMode {
	m, err := cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		UTF8:             cbor.UTF8RejectInvalid,
		MaxNestedLevels:  8,
		MaxArrayElements: 8192,
		MaxMapPairs:      64,
	}.DecMode()
	if err != nil {
		panic(err) // the options are constants
	}
	return m
}

// Item is one event as it travels: the open part, and the payload where the
// receiver may have it and it still exists.
type Item struct {
	_       struct{} `cbor:",toarray"`
	Body    []byte
	Payload []byte
}

// ID computes the event's id from its body.
func (it Item) ID() casefile.EventID { return eventID(it.Body) }

func eventID(body []byte) casefile.EventID {
	sum := sha256.Sum256(body)
	return casefile.EventID(sum[:16])
}

// body is the open part. Keys are never reused; unknown ones are kept by
// keeping the bytes.
type body struct {
	Schema  uint16    `cbor:"1,keyasint"`
	Record  []byte    `cbor:"2,keyasint"`
	Kind    uint8     `cbor:"3,keyasint"`
	Author  []byte    `cbor:"4,keyasint,omitempty"`
	Device  []byte    `cbor:"5,keyasint,omitempty"`
	At      int64     `cbor:"6,keyasint"`
	Stamp   uint64    `cbor:"7,keyasint"`
	Centre  int64     `cbor:"8,keyasint,omitempty"`
	Doubt   bool      `cbor:"9,keyasint,omitempty"`
	Group   []byte    `cbor:"10,keyasint,omitempty"`
	Commit  []byte    `cbor:"11,keyasint"`
	Members []scopeOp `cbor:"12,keyasint,omitempty"`
}

type scopeOp struct {
	Scope string   `cbor:"1,keyasint"`
	Write bool     `cbor:"2,keyasint,omitempty"`
	Index uint8    `cbor:"3,keyasint,omitempty"`
	Over  [][]byte `cbor:"4,keyasint,omitempty"`
}

type payload struct {
	_     struct{} `cbor:",toarray"`
	Nonce []byte
	Ops   []op
}

type op struct {
	Field uint16   `cbor:"1,keyasint"`
	Value any      `cbor:"2,keyasint,omitempty"`
	Index uint8    `cbor:"3,keyasint,omitempty"`
	Over  [][]byte `cbor:"4,keyasint,omitempty"`
}

// Encode writes an event. The id in ev is ignored and returned anew.
func Encode(ev casefile.Event) (Item, casefile.EventID, error) {
	p := payload{Nonce: ev.Nonce[:], Ops: make([]op, len(ev.Ops))}
	for i, o := range ev.Ops {
		p.Ops[i] = op{Field: o.Field, Index: o.Index, Over: packRefs(o.Over)}
		if o.Write {
			p.Ops[i].Value = pack(o.Value)
		}
	}
	pay, err := enc.Marshal(p)
	if err != nil {
		return Item{}, casefile.EventID{}, fmt.Errorf("wire: encode payload: %w", err)
	}
	commit := sha256.Sum256(pay)
	b := body{
		Schema: ev.Schema, Record: ev.Record[:], Kind: uint8(ev.Kind), At: ev.At, Stamp: ev.Stamp, Centre: ev.CentreAt,
		Doubt: ev.Doubt, Commit: commit[:], Author: packID(ev.Author), Device: packID(ev.Device), Group: packID(ev.Group),
	}
	for _, s := range ev.Scopes {
		b.Members = append(b.Members, scopeOp{Scope: string(s.Scope), Write: s.Write, Index: s.Index, Over: packRefs(s.Over)})
	}
	open, err := enc.Marshal(b)
	if err != nil {
		return Item{}, casefile.EventID{}, fmt.Errorf("wire: encode body: %w", err)
	}
	if len(open) > MaxBody || len(pay) > MaxPayload {
		return Item{}, casefile.EventID{}, &casefile.Error{Code: casefile.CodeTooLong, Args: map[string]any{"Max": MaxPayload}}
	}
	return Item{Body: open, Payload: pay}, eventID(open), nil
}

// Decode reads an event and checks that the payload is the one its body
// commits to. Without a payload the event comes back Erased. It fails with
// CodeBadMessage.
func Decode(it Item) (casefile.Event, error) {
	ev, commit, err := decodeBody(it.Body)
	if err != nil {
		return casefile.Event{}, err
	}
	if len(it.Payload) == 0 {
		ev.Erased = true
		return ev, nil
	}
	if sum := sha256.Sum256(it.Payload); string(sum[:]) != string(commit) {
		return casefile.Event{}, bad("event %s: payload is not the one committed to", ev.ID)
	}
	if err := decodePayload(it.Payload, &ev); err != nil {
		return casefile.Event{}, bad("event %s: %w", ev.ID, err)
	}
	return ev, nil
}

// DecodePayload reads a payload on its own; only Nonce and Ops are set. It fails
// with CodeBadMessage.
func DecodePayload(raw []byte) (casefile.Event, error) {
	var ev casefile.Event
	err := decodePayload(raw, &ev)
	return ev, err
}

func decodePayload(raw []byte, ev *casefile.Event) error {
	if len(raw) > MaxPayload {
		return bad("payload of %d bytes", len(raw))
	}
	var p payload
	if err := dec.Unmarshal(raw, &p); err != nil {
		return bad("payload: %w", err)
	}
	if len(p.Nonce) != len(ev.Nonce) {
		return bad("payload: nonce of %d bytes", len(p.Nonce))
	}
	copy(ev.Nonce[:], p.Nonce)
	ev.Ops = make([]casefile.Op, len(p.Ops))
	for i, o := range p.Ops {
		over, err := unpackRefs(o.Over)
		if err != nil {
			return err
		}
		ev.Ops[i] = casefile.Op{Field: o.Field, Index: o.Index, Over: over, Write: o.Value != nil}
		if ev.Ops[i].Value, err = unpack(o.Value); err != nil {
			return err
		}
	}
	return nil
}

func decodeBody(raw []byte) (casefile.Event, []byte, error) {
	if len(raw) > MaxBody {
		return casefile.Event{}, nil, bad("body of %d bytes", len(raw))
	}
	var b body
	if err := dec.Unmarshal(raw, &b); err != nil {
		return casefile.Event{}, nil, bad("body: %w", err)
	}
	ev := casefile.Event{
		ID: eventID(raw), Schema: b.Schema, Kind: casefile.Kind(b.Kind), At: b.At, Stamp: b.Stamp,
		CentreAt: b.Centre, Doubt: b.Doubt,
	}
	ok := len(b.Record) == 16 && len(b.Commit) == sha256.Size
	copy(ev.Record[:], b.Record)
	for _, part := range []struct {
		to   []byte
		from []byte
	}{{ev.Author[:], b.Author}, {ev.Device[:], b.Device}, {ev.Group[:], b.Group}} {
		ok = ok && (len(part.from) == 0 || len(part.from) == 16)
		copy(part.to, part.from)
	}
	if !ok {
		return casefile.Event{}, nil, bad("body: ids of the wrong length")
	}
	for _, m := range b.Members {
		over, err := unpackRefs(m.Over)
		if err != nil {
			return casefile.Event{}, nil, err
		}
		ev.Scopes = append(ev.Scopes, casefile.ScopeOp{Scope: casefile.Scope(m.Scope), Write: m.Write, Index: m.Index, Over: over})
	}
	return ev, b.Commit, nil
}

// pack writes ids and numbers in their short binary form. Only text that comes
// back exactly is packed.
func pack(s string) any {
	if len(s) == 36 {
		if u, err := uuid.Parse(s); err == nil && u.String() == s {
			return u[:]
		}
	}
	if len(s) <= 18 {
		if n, err := strconv.ParseUint(s, 10, 63); err == nil && strconv.FormatUint(n, 10) == s {
			return n
		}
	}
	return s
}

func unpack(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case uint64:
		return strconv.FormatUint(v, 10), nil
	case []byte:
		u, err := uuid.FromBytes(v)
		if err != nil {
			return "", bad("value of %d bytes", len(v))
		}
		return u.String(), nil
	default:
		return "", bad("value of an unknown type")
	}
}

func packID[T ~[16]byte](id T) []byte {
	if id == *new(T) {
		return nil
	}
	return id[:]
}

func packRefs(refs []casefile.Ref) [][]byte {
	out := make([][]byte, len(refs))
	for i, r := range refs {
		out[i] = append([]byte(nil), r.Event[:]...)
		if r.Index > 0 {
			out[i] = append(out[i], r.Index)
		}
	}
	return out
}

func unpackRefs(raw [][]byte) ([]casefile.Ref, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	out := make([]casefile.Ref, len(raw))
	for i, b := range raw {
		switch len(b) {
		case 17:
			out[i].Index = b[16]
			if b[16] == 0 {
				return nil, bad("reference with a written zero")
			}
		case 16:
		default:
			return nil, bad("reference of %d bytes", len(b))
		}
		copy(out[i].Event[:], b)
	}
	return out, nil
}

func bad(format string, args ...any) error {
	return casefile.Fail(casefile.CodeBadMessage, "wire: "+format, args...)
}
