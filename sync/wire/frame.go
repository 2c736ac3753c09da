package wire

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"sporteli/store/casefile"
)

// A frame is: 4 bytes of magic, 16 bytes naming the signer, 64 bytes of
// Ed25519 signature, and the zstd-compressed message. The signature covers the
// compressed bytes, so nothing is unpacked before it is known who sent it.
const (
	magicRequest  = "SPQ1"
	magicResponse = "SPA1"
	magicEnrol    = "SPE1"
	headerLen     = 4 + 16 + ed25519.SignatureSize
)

// Signer signs with a device's or the centre's key.
type Signer func(msg []byte) ([]byte, error)

// windowSize bounds the decoder's memory; limits in sync.md.
const windowSize = 1 << 20

var coders = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithWindowSize(windowSize),
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false)) // the signature says more
	if err != nil {
		panic(err) // the options are constants
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(MaxRaw), zstd.WithDecoderMaxWindow(windowSize),
		zstd.WithDecoderConcurrency(0))
	if err != nil {
		panic(err) // the options are constants
	}
	return e, d
})

func seal(magic string, signer [16]byte, bound []byte, msg any, sign Signer) ([]byte, error) {
	raw, err := enc.Marshal(msg)
	if err != nil {
		return nil, fmt.Errorf("wire: encode message: %w", err)
	}
	e, _ := coders()
	packed := e.EncodeAll(raw, nil)
	if len(raw) > MaxRaw || headerLen+len(packed) > MaxFrame {
		return nil, bad("a message of %d bytes, %d packed", len(raw), len(packed))
	}
	sig, err := sign(signed(magic, signer, bound, packed))
	if err != nil {
		return nil, fmt.Errorf("wire: sign: %w", err)
	}
	out := make([]byte, 0, headerLen+len(packed))
	out = append(out, magic...)
	out = append(out, signer[:]...)
	out = append(out, sig...)
	return append(out, packed...), nil
}

func signed(magic string, signer [16]byte, bound, packed []byte) []byte {
	b := make([]byte, 0, len(packed)+128)
	b = append(b, "sporteli "...)
	b = append(b, magic...)
	b = append(b, 0)
	b = append(b, signer[:]...)
	b = append(b, byte(len(bound)))
	b = append(b, bound...)
	return append(b, packed...)
}

func open(magic string, frame, bound []byte, key func(signer [16]byte) (ed25519.PublicKey, error), msg interface{ check() error }) error {
	if len(frame) < headerLen || len(frame) > MaxFrame || !bytes.HasPrefix(frame, []byte(magic)) {
		return bad("not a %s frame", magic)
	}
	signer := [16]byte(frame[4:20])
	sig, packed := frame[20:headerLen], frame[headerLen:]
	pub, err := key(signer)
	if err != nil {
		return err
	}
	if len(pub) != ed25519.PublicKeySize || !ed25519.Verify(pub, signed(magic, signer, bound, packed), sig) {
		return bad("signature does not fit")
	}
	return unpackInto(packed, msg)
}

func unpackInto(packed []byte, msg interface{ check() error }) error {
	_, d := coders()
	raw, err := d.DecodeAll(packed, nil)
	if err != nil {
		return bad("cannot unpack: %w", err)
	}
	if len(raw) > MaxRaw {
		return bad("unpacks to %d bytes", len(raw))
	}
	return parse(raw, msg)
}

// ParseRequest reads a request without its frame.
func ParseRequest(raw []byte) (Request, error) {
	var req Request
	err := parse(raw, &req)
	return req, err
}

// ParseResponse reads an answer without its frame.
func ParseResponse(raw []byte) (Response, error) {
	var res Response
	err := parse(raw, &res)
	return res, err
}

func parse(raw []byte, msg interface{ check() error }) error {
	if err := dec.Unmarshal(raw, msg); err != nil {
		return bad("message: %w", err)
	}
	return msg.check()
}

// SealRequest signs and packs a request of a device to one centre, named by the
// fingerprint of its signing key.
func SealRequest(device casefile.DeviceID, centre ed25519.PublicKey, req Request, sign Signer) ([]byte, error) {
	return seal(magicRequest, device, KeyID(centre), req, sign)
}

// OpenRequest verifies and unpacks a request. key looks up the device's key.
func OpenRequest(frame []byte, centre ed25519.PublicKey, key func(casefile.DeviceID) (ed25519.PublicKey, error)) (Request, casefile.DeviceID, error) {
	var req Request
	var device casefile.DeviceID
	err := open(magicRequest, frame, KeyID(centre), func(signer [16]byte) (ed25519.PublicKey, error) {
		device = signer
		return key(signer)
	}, &req)
	return req, device, err
}

// SealResponse signs an answer to exactly this request frame.
func SealResponse(request []byte, centre ed25519.PublicKey, res Response, sign Signer) ([]byte, error) {
	sum := sha256.Sum256(request)
	return seal(magicResponse, [16]byte(KeyID(centre)), sum[:], res, sign)
}

// OpenResponse verifies that the centre answered exactly this request.
func OpenResponse(frame, request []byte, centre ed25519.PublicKey) (Response, error) {
	sum := sha256.Sum256(request)
	var res Response
	err := open(magicResponse, frame, sum[:], func([16]byte) (ed25519.PublicKey, error) { return centre, nil }, &res)
	return res, err
}

// SealEnrol signs an enrolment request with the new device's own key, which
// proves that it holds it.
func SealEnrol(req EnrolRequest, sign Signer) ([]byte, error) {
	return seal(magicEnrol, req.Device, nil, req, sign)
}

// OpenEnrol unpacks an enrolment request and verifies that it was signed with
// the key it brings.
func OpenEnrol(frame []byte) (EnrolRequest, error) {
	var req EnrolRequest
	if len(frame) < headerLen || len(frame) > MaxFrame {
		return req, bad("not an enrolment frame")
	}
	// The key is inside: unpack within the limits, then verify the whole.
	if err := unpackInto(frame[headerLen:], &req); err != nil {
		return EnrolRequest{}, err
	}
	err := open(magicEnrol, frame, nil, func(signer [16]byte) (ed25519.PublicKey, error) {
		if casefile.DeviceID(signer) != req.Device {
			return nil, bad("signer is not the device")
		}
		return req.SignKey, nil
	}, &EnrolRequest{})
	return req, err
}

// Marshal and Unmarshal carry an enrolment answer, which the pinned
// certificate authenticates.
func (r EnrolResponse) Marshal() ([]byte, error) { return enc.Marshal(r) }

// UnmarshalEnrol reads an enrolment answer.
func UnmarshalEnrol(raw []byte) (EnrolResponse, error) {
	var r EnrolResponse
	if len(raw) > MaxRaw {
		return r, bad("answer too long")
	}
	if err := dec.Unmarshal(raw, &r); err != nil {
		return r, bad("enrolment answer: %w", err)
	}
	return r, nil
}

// KeyID names a signing key: the first 16 bytes of its SHA-256.
func KeyID(pub ed25519.PublicKey) []byte {
	sum := sha256.Sum256(pub)
	return sum[:16]
}

// IsRequest reports whether bytes begin like a sync request, of whomever.
func IsRequest(frame []byte) bool {
	return len(frame) >= headerLen && bytes.HasPrefix(frame, []byte(magicRequest))
}
