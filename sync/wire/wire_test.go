package wire_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

var update = flag.Bool("update", false, "write the golden files of a NEW version; those of a released one never change")

// Fixed keys and ids, so that bytes can be compared.
var (
	centre  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	device  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, 32))
	someone = casefile.DeviceID{9, 9, 9}
)

func signer(k ed25519.PrivateKey) wire.Signer {
	return func(msg []byte) ([]byte, error) { return ed25519.Sign(k, msg), nil }
}

func centreKey() ed25519.PublicKey { return centre.Public().(ed25519.PublicKey) }

func deviceKey(casefile.DeviceID) (ed25519.PublicKey, error) {
	return device.Public().(ed25519.PublicKey), nil
}

// full uses every part of an event and every form of a value.
func full() casefile.Event {
	return casefile.Event{
		Schema: 1, Record: casefile.ID{1}, Kind: casefile.KindClient, Author: casefile.ID{2}, Device: casefile.DeviceID{3},
		At: 1_795_000_000_000, Stamp: 1_795_000_000_000 << 16, CentreAt: 1_794_000_000_000, Doubt: true, Group: casefile.ID{4},
		Nonce: [16]byte{5},
		Scopes: []casefile.ScopeOp{
			{Scope: casefile.ScopeNational, Write: true},
			{Scope: "q:AL-11", Write: true, Index: 1},
			{Over: []casefile.Ref{{Event: casefile.EventID{6}}, {Event: casefile.EventID{7}, Index: 3}}},
		},
		Ops: []casefile.Op{
			{Field: 1, Write: true, Value: "Ëngjëll Çela"},
			{Field: 2, Write: true, Value: ""},
			{Field: 3, Write: true, Value: "0"},
			{Field: 4, Write: true, Value: "007"},
			{Field: 5, Write: true, Value: "18446744073709551615"},
			{Field: 6, Write: true, Value: "018f0000-0000-7000-8000-000000000001"},
			{Field: 7, Write: true, Value: "018F0000-0000-7000-8000-000000000001", Index: 2},
			{Field: 8, Over: []casefile.Ref{{Event: casefile.EventID{8}, Index: 255}}},
			{Field: 65535, Write: true, Value: "true"},
		},
	}
}

func encode(t *testing.T, ev casefile.Event) (wire.Item, casefile.EventID) {
	t.Helper()
	it, id, err := wire.Encode(ev)
	if err != nil {
		t.Fatal(err)
	}
	return it, id
}

func TestEventsComeBackAsTheyWere(t *testing.T) {
	for name, ev := range map[string]casefile.Event{
		"full": full(), "smallest": {Record: casefile.ID{1}, Kind: 1, Ops: []casefile.Op{}},
	} {
		it, id := encode(t, ev)
		if it.ID() != id {
			t.Errorf("%s: two ids of one event", name)
		}
		got, err := wire.Decode(it)
		if ev.ID = id; err != nil || !reflect.DeepEqual(got, ev) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, ev)
		}
	}
}

func TestPayloadMustBeTheOneCommittedTo(t *testing.T) {
	it, _ := encode(t, full())
	other := full()
	other.Nonce[0]++
	foreign, _ := encode(t, other)
	it.Payload = foreign.Payload
	if _, err := wire.Decode(it); casefile.CodeOf(err) != casefile.CodeBadMessage {
		t.Errorf("a foreign payload: %v", err)
	}
	it.Payload = nil
	if got, err := wire.Decode(it); err != nil || !got.Erased || got.Ops != nil || len(got.Scopes) != 3 {
		t.Errorf("an erased event: %+v, %v", got, err)
	}
}

// Fields of a newer version change the bytes, and the id is that of the bytes.
func TestUnknownKeysAreKept(t *testing.T) {
	it, id := encode(t, casefile.Event{Record: casefile.ID{1}, Kind: 200, At: 1})
	// One pair more in the map: 99 -> "new".
	body := append([]byte{it.Body[0] + 1}, it.Body[1:]...)
	body = append(body, 0x18, 99, 0x63, 'n', 'e', 'w')
	got, err := wire.Decode(wire.Item{Body: body, Payload: it.Payload})
	if err != nil || got.ID == id || got.Kind != 200 || got.At != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTooLargeEventsAreRefusedAtTheirAuthor(t *testing.T) {
	big := full()
	big.Ops = append(big.Ops, casefile.Op{Field: 9, Write: true, Value: strings.Repeat("x", wire.MaxPayload)})
	if _, _, err := wire.Encode(big); casefile.CodeOf(err) != casefile.CodeTooLong {
		t.Errorf("got %v", err)
	}
}

func request(t *testing.T) wire.Request {
	it, _ := encode(t, full())
	return wire.Request{
		Min: 1, Max: 1, App: "0.1.0", Nonce: []byte{1, 2, 3}, Budget: 65536, Waiting: 7, Clock: 1_795_000_000_123,
		Heads:   []wire.Head{{Log: casefile.LogID{1}, Seq: 5, Hash: wire.Hash{2}}},
		Cursors: []wire.Cursor{{Scope: "n", Pos: 3, Hash: wire.Hash{3}, TopPos: 4, TopHash: wire.Hash{4}}},
		Entries: []wire.Entries{{Log: casefile.LogID{1}, First: 5, Prev: wire.Hash{1}, Items: []wire.Item{it}}},
		Want:    []casefile.EventID{{5}},
	}
}

func response(t *testing.T) wire.Response {
	it, id := encode(t, full())
	rec, hash := casefile.ID{1}, wire.Hash{7}
	return wire.Response{
		Version: 1, Time: 1_795_000_000_456, Nonce: []byte{4}, Heads: []wire.Head{{Log: casefile.LogID{1}, Seq: 5}},
		Verdicts: []wire.Verdict{{Event: id, Code: casefile.CodeNotAllowed}}, Grants: []casefile.Scope{"n"}, Wanted: []wire.Item{it},
		Feeds: []wire.Feed{{Scope: "n", From: 3, TopPos: 6, TopHash: hash, Rows: []wire.Row{
			{Kind: wire.RowEvent, Item: &it}, {Kind: wire.RowEvict, Event: &id, Record: &rec}, {Kind: wire.RowEvent, Hash: &hash},
		}}, {Scope: "q:AL-11", Mismatch: true}},
	}
}

func enrolment() wire.EnrolRequest {
	return wire.EnrolRequest{
		Secret: bytes.Repeat([]byte{7}, 16), Device: someone, SignKey: device.Public().(ed25519.PublicKey),
		SealKey: bytes.Repeat([]byte{8}, 32), Officer: casefile.ID{3}, App: "0.1.0", Sample: true, Clock: 9,
	}
}

func seal(t *testing.T, f func() ([]byte, error)) []byte {
	t.Helper()
	b, err := f()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFramesComeBackAsTheyWere(t *testing.T) {
	req := request(t)
	frame := seal(t, func() ([]byte, error) { return wire.SealRequest(someone, centreKey(), req, signer(device)) })
	got, from, err := wire.OpenRequest(frame, centreKey(), deviceKey)
	if err != nil || from != someone || !reflect.DeepEqual(got, req) {
		t.Errorf("request: %v %v\n%+v", from, err, got)
	}
	res := response(t)
	answer := seal(t, func() ([]byte, error) { return wire.SealResponse(frame, centreKey(), res, signer(centre)) })
	if back, err := wire.OpenResponse(answer, frame, centreKey()); err != nil || !reflect.DeepEqual(back, res) {
		t.Errorf("response: %v\n%+v", err, back)
	}
	enrol := seal(t, func() ([]byte, error) { return wire.SealEnrol(enrolment(), signer(device)) })
	if back, err := wire.OpenEnrol(enrol); err != nil || !reflect.DeepEqual(back, enrolment()) {
		t.Errorf("enrolment: %v\n%+v", err, back)
	}
	er := wire.EnrolResponse{Office: casefile.ID{1}, OfficeName: "Zyra", Role: "officer", Series: "A", CentreKey: centreKey(), Time: 5}
	raw := seal(t, er.Marshal)
	if back, err := wire.UnmarshalEnrol(raw); err != nil || !reflect.DeepEqual(back, er) {
		t.Errorf("enrolment answer: %v\n%+v", err, back)
	}
}

// Every single byte is covered by the signature.
func TestEveryChangedByteIsRefused(t *testing.T) {
	frame := seal(t, func() ([]byte, error) { return wire.SealRequest(someone, centreKey(), request(t), signer(device)) })
	answer := seal(t, func() ([]byte, error) { return wire.SealResponse(frame, centreKey(), response(t), signer(centre)) })
	enrol := seal(t, func() ([]byte, error) { return wire.SealEnrol(enrolment(), signer(device)) })
	for _, f := range []struct {
		name string
		raw  []byte
		open func([]byte) error
	}{
		{"request", frame, func(b []byte) error { _, _, err := wire.OpenRequest(b, centreKey(), deviceKey); return err }},
		{"response", answer, func(b []byte) error { _, err := wire.OpenResponse(b, frame, centreKey()); return err }},
		{"enrolment", enrol, func(b []byte) error { _, err := wire.OpenEnrol(b); return err }},
	} {
		for i := range f.raw {
			bent := bytes.Clone(f.raw)
			bent[i] ^= 1
			if code := casefile.CodeOf(f.open(bent)); code != casefile.CodeBadMessage {
				t.Fatalf("%s with byte %d changed: %q", f.name, i, code)
			}
			if f.open(f.raw[:i]) == nil {
				t.Fatalf("%s cut after %d bytes was taken", f.name, i)
			}
		}
	}
}

func TestFramesAreBound(t *testing.T) {
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32)).Public().(ed25519.PublicKey)
	frame := seal(t, func() ([]byte, error) { return wire.SealRequest(someone, centreKey(), request(t), signer(device)) })
	if _, _, err := wire.OpenRequest(frame, other, deviceKey); err == nil {
		t.Error("a request to one centre was taken by another")
	}
	answer := seal(t, func() ([]byte, error) { return wire.SealResponse(frame, centreKey(), response(t), signer(centre)) })
	again := seal(t, func() ([]byte, error) {
		r := request(t)
		r.Clock++
		return wire.SealRequest(someone, centreKey(), r, signer(device))
	})
	if _, err := wire.OpenResponse(answer, again, centreKey()); err == nil {
		t.Error("an answer to one request was taken for another")
	}
	if _, err := wire.OpenResponse(answer, frame, other); err == nil {
		t.Error("an answer of another centre was taken")
	}
}

// What unpacks to more than the limit is refused without unpacking it.
func TestBombs(t *testing.T) {
	for _, hexed := range []string{
		"28b52ffd04585500" + strings.Repeat("0200", 3),    // blocks cut off
		"28b52ffd0458" + strings.Repeat("02f0ff00", 4000), // run-length blocks of 2 MiB each
		"28b52ffda0ffffff7f00000000",                      // claims 2 GiB
	} {
		packed, err := hex.DecodeString(hexed)
		if err != nil {
			t.Fatal(err)
		}
		raw := append(append([]byte("SPE1"), make([]byte, 80)...), packed...)
		if _, err := wire.OpenEnrol(raw); casefile.CodeOf(err) != casefile.CodeBadMessage {
			t.Errorf("%.20s: %v", hexed, err)
		}
	}
	if _, err := wire.OpenEnrol(make([]byte, wire.MaxFrame+1)); casefile.CodeOf(err) != casefile.CodeBadMessage {
		t.Errorf("an oversized frame: %v", err)
	}
	req := request(t)
	for range 30 {
		noise := full()
		var b []byte
		for i := range 1000 {
			sum := sha256.Sum256([]byte{byte(i), byte(i >> 8), byte(len(req.Entries[0].Items))})
			b = append(b, sum[:]...)
		}
		noise.Ops = append(noise.Ops, casefile.Op{Field: 9, Write: true, Value: hex.EncodeToString(b[:30_000])})
		it, _ := encode(t, noise)
		req.Entries[0].Items = append(req.Entries[0].Items, it)
	}
	if _, err := wire.SealRequest(someone, centreKey(), req, signer(device)); casefile.CodeOf(err) != casefile.CodeBadMessage {
		t.Errorf("a message over the limits was sealed: %v", err)
	}
}

// The bytes of version 1 lie on disks and at the centre: they never change.
func TestGoldenBytes(t *testing.T) {
	it, id := encode(t, full())
	for name, got := range map[string][]byte{
		"event.body": it.Body, "event.payload": it.Payload, "event.id": id[:],
		"entry.hash": hashed(wire.EntryHash(casefile.LogID{1}, 7, wire.Hash{2}, id)),
		"row.hash":   hashed(wire.RowHash(wire.Hash{2}, wire.RowEvict, casefile.ID{1}, id)),
		"code":       []byte(wire.Code{Secret: [16]byte{1, 2, 3}, Fingerprint: [16]byte{4, 5, 6}}.String()),
		"request":    unframed(t, seal(t, func() ([]byte, error) { return wire.SealRequest(someone, centreKey(), request(t), signer(device)) })),
		"response": unframed(t, seal(t, func() ([]byte, error) {
			return wire.SealResponse([]byte("q"), centreKey(), response(t), signer(centre))
		})),
		"enrol": unframed(t, seal(t, func() ([]byte, error) { return wire.SealEnrol(enrolment(), signer(device)) })),
	} {
		file := filepath.Join("testdata", "v1", name+".hex")
		if *update {
			if err := os.WriteFile(file, []byte(hex.EncodeToString(got)+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if hex.EncodeToString(got)+"\n" != string(want) {
			t.Errorf("%s changed: %x", name, got)
		}
	}
}

func hashed(h wire.Hash) []byte { return h[:] }
