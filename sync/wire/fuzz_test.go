package wire_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// unframed returns the message of a frame as CBOR: packing may change with the
// library, what is packed may not.
func unframed(t testing.TB, frame []byte) []byte {
	t.Helper()
	d, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	raw, err := d.DecodeAll(frame[84:], nil)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

var packer = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<16))
	if err != nil {
		panic(err)
	}
	return e
})

// framed packs CBOR into a frame that anybody could send: signed by its sender.
func framed(magic, sender string, raw []byte) []byte {
	frame := append([]byte(magic), sender...)
	frame = append(frame, make([]byte, ed25519.SignatureSize)...)
	return packer().EncodeAll(raw, frame)
}

func golden(f *testing.F, name string) []byte {
	f.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "v1", name+".hex"))
	if err != nil {
		f.Fatal(err)
	}
	raw, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		f.Fatal(err)
	}
	return raw
}

// Hostile CBOR: nesting, indefinite lengths, tags, duplicates, huge claims.
var hostile = [][]byte{
	nil,
	{0xa0},
	{0xf6},
	{0x9f, 0xff},
	{0xbf, 0xff},
	{0x5f, 0xff},
	{0xc0, 0xa0},
	{0x9a, 0xff, 0xff, 0xff, 0xff},
	{0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
	{0xa2, 1, 1, 1, 2},
	{0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x80},
	{0xa1, 0x0a, 0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
	{0xa1, 0x01, 0x62, 0xff, 0xfe},
}

// An event that can be read writes back to one that reads the same, and refuses
// nothing but with CodeBadMessage.
func FuzzEvent(f *testing.F) {
	f.Add(golden(f, "event.body"), golden(f, "event.payload"))
	f.Add(golden(f, "event.body"), []byte(nil))
	for _, h := range hostile {
		f.Add(h, h)
		f.Add(golden(f, "event.body"), h)
	}
	f.Fuzz(func(t *testing.T, body, payload []byte) {
		it := wire.Item{Body: body, Payload: payload}
		ev, err := wire.Decode(it)
		if err != nil {
			if casefile.CodeOf(err) != casefile.CodeBadMessage {
				t.Fatalf("%v", err)
			}
			return
		}
		if ev.ID != it.ID() {
			t.Fatal("the id is not that of the bytes")
		}
		if ev.Erased {
			return
		}
		again, id, err := wire.Encode(ev)
		if err != nil {
			return // a body with unknown keys may fit where ours does not
		}
		back, err := wire.Decode(again)
		ev.ID = id
		if err != nil || !reflect.DeepEqual(norm(back), norm(ev)) {
			t.Fatalf("%v\n%+v\n%+v", err, back, ev)
		}
	})
}

// norm drops the difference between no list and an empty one.
func norm(ev casefile.Event) casefile.Event {
	if len(ev.Ops) == 0 {
		ev.Ops = nil
	}
	if len(ev.Scopes) == 0 {
		ev.Scopes = nil
	}
	return ev
}

// Payloads reach the decoder only under a commitment; this gets behind it.
func FuzzPayload(f *testing.F) {
	f.Add(golden(f, "event.payload"))
	for _, h := range hostile {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		ev, err := wire.DecodePayload(payload)
		if err != nil && casefile.CodeOf(err) != casefile.CodeBadMessage {
			t.Fatalf("%v", err)
		}
		if err == nil && len(ev.Ops) > wire.MaxPayload {
			t.Fatal("more operations than bytes")
		}
	})
}

// Messages are fuzzed behind signature and packing, and frames as they come.
func FuzzMessages(f *testing.F) {
	for _, name := range []string{"request", "response", "enrol"} {
		f.Add(golden(f, name))
	}
	for _, h := range hostile {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, err := range []error{
			second(wire.UnmarshalEnrol(raw)), second(wire.ParseRequest(raw)), second(wire.ParseResponse(raw)),
			second(wire.OpenEnrol(framed("SPE1", strings.Repeat("d", 16), raw))), second(wire.OpenEnrol(raw)),
			second(wire.OpenResponse(raw, nil, centreKey())),
		} {
			if err != nil && casefile.CodeOf(err) != casefile.CodeBadMessage {
				t.Fatalf("%v", err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

// A code that parses writes back to one that parses to the same.
func FuzzCode(f *testing.F) {
	f.Add(wire.Code{}.String())
	f.Add("7QK2-M0TX")
	f.Add("\x00ËIL0O----")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := wire.ParseCode(s)
		if err != nil {
			if casefile.CodeOf(err) != casefile.CodeCodeTyped {
				t.Fatalf("%v", err)
			}
			return
		}
		if back, err := wire.ParseCode(c.String()); err != nil || back != c {
			t.Fatalf("%v", err)
		}
	})
}
