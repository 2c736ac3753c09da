package central

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"log/slog"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Config is what a centre is made of.
type Config struct {
	Ops Ops
	// Key signs every answer.
	Key ed25519.PrivateKey
	// Secret makes the nonces; 32 bytes that never leave the centre.
	Secret []byte
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Log gets codes and ids, never personal data; nil drops them.
	Log *slog.Logger
	// Idle is how long a request may be silent; zero means 30 s.
	Idle time.Duration
}

// Centre answers PCs and runs the registry. It is safe for concurrent use, also
// by several processes on one ledger.
type Centre struct {
	Config
	slots chan struct{}
}

// concurrent is how many exchanges are served at once; more are told to come
// back.
const concurrent = 64

// New makes a centre over a ledger.
func New(c Config) *Centre {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Idle == 0 {
		c.Idle = 30 * time.Second
	}
	return &Centre{Config: c, slots: make(chan struct{}, concurrent)}
}

// PublicKey verifies the centre's answers.
func (c *Centre) PublicKey() ed25519.PublicKey { return c.Key.Public().(ed25519.PublicKey) }

func (c *Centre) sign(msg []byte) ([]byte, error) { return ed25519.Sign(c.Key, msg), nil }

// A nonce is the hour it was given in and an HMAC over hour and device: the
// centre keeps no sessions, and a message recorded long ago is not taken.
const (
	nonceHours = 24
	nonceLen   = 4 + 16
)

func (c *Centre) nonce(d casefile.DeviceID, hour uint32) []byte {
	h := hmac.New(sha256.New, c.Secret)
	h.Write([]byte("nonce\x00")) //nolint:errcheck // a hash never fails
	h.Write(d[:])                //nolint:errcheck // a hash never fails
	b := binary.BigEndian.AppendUint32(nil, hour)
	h.Write(b) //nolint:errcheck // a hash never fails
	return append(b, h.Sum(nil)[:16]...)
}

func (c *Centre) hour() uint32 { return uint32(c.Now().Unix() / 3600) }

func (c *Centre) fresh(d casefile.DeviceID, nonce []byte) bool {
	if len(nonce) != nonceLen {
		return false
	}
	given, now := binary.BigEndian.Uint32(nonce), c.hour()
	return given <= now && now-given < nonceHours && hmac.Equal(nonce, c.nonce(d, given))
}

// Exchange answers one sync frame with a signed frame. An error means that
// nothing can be said to whoever sent it (CodeBadMessage), or that the ledger
// failed; nothing was changed then.
func (c *Centre) Exchange(ctx context.Context, frame []byte) ([]byte, error) {
	var device Device
	req, id, err := wire.OpenRequest(frame, c.PublicKey(), func(id casefile.DeviceID) (ed25519.PublicKey, error) {
		err := c.Ops.Read(ctx, func(tx Tx) (err error) {
			device, err = tx.Device(id)
			return err
		})
		return device.SignKey, err
	})
	res := wire.Response{Version: wire.VersionMax, Time: c.Now().UnixMilli()}
	switch code := casefile.CodeOf(err); {
	case err == nil:
		res, err = c.answer(ctx, device, req, res)
	case code == casefile.CodeNotFound:
		// Somebody unknown, perhaps a PC from before a restore: told so, signed.
		res.Code, err = casefile.CodeRefused, nil
		c.Log.WarnContext(ctx, "unknown device", "device", id.String())
	case code == casefile.CodeBadMessage && wire.IsRequest(frame):
		res.Code, err = casefile.CodeBadMessage, nil
		c.Log.WarnContext(ctx, "refused message", "device", id.String())
	}
	if err != nil {
		return nil, err
	}
	return wire.SealResponse(frame, c.PublicKey(), res, c.sign)
}

func (c *Centre) answer(ctx context.Context, d Device, req wire.Request, res wire.Response) (wire.Response, error) {
	if !c.fresh(d.ID, req.Nonce) {
		res.Code, res.Nonce = casefile.CodeStale, c.nonce(d.ID, c.hour())
		return res, nil
	}
	began := c.Now()
	x := exchange{centre: c, req: req, res: res}
	if err := c.Ops.Write(ctx, func(tx Tx) error { return x.run(tx, d.ID) }); err != nil {
		if casefile.CodeOf(err) == casefile.CodeBadMessage {
			return wire.Response{Version: res.Version, Time: res.Time, Code: casefile.CodeBadMessage}, nil
		}
		return res, err
	}
	x.log(ctx, c.Now().Sub(began))
	return x.res, nil
}
