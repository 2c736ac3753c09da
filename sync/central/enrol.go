package central

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Settings of a centre kept in the ledger.
const (
	// MetaSample is "1" at a centre for invented records.
	MetaSample = "sample"
	// MetaAuthority is the certificate (DER) that codes name.
	MetaAuthority = "authority"
	metaLog       = "own_log"
)

// CodeLife is how long an enrolment code can be used.
const CodeLife = 72 * time.Hour

// NewCode makes an enrolment code for an office and role. It fails with
// CodeNotFound for an unknown office, CodeNotAllowed for a role a PC cannot
// have, CodeCertificate when the centre has no authority yet.
func (c *Centre) NewCode(ctx context.Context, office casefile.ID, role casefile.Role) (wire.Code, error) {
	var code wire.Code
	if role != casefile.RoleOfficer && role != casefile.RoleCoordinator {
		return code, &casefile.Error{Code: casefile.CodeNotAllowed, Field: "role"}
	}
	err := c.Ops.Write(ctx, func(tx Tx) error {
		if _, err := tx.Office(office); err != nil {
			return err
		}
		authority, err := tx.Meta(MetaAuthority)
		if err != nil {
			return err
		}
		if authority == nil {
			return casefile.Fail(casefile.CodeCertificate, "central: no certificate authority yet")
		}
		code = wire.NewCode(authority)
		return tx.PutCode(Code{
			Hash: sha256.Sum256(code.Secret[:]), Office: office, Role: role, ExpiresAt: c.Now().Add(CodeLife).UnixMilli(),
		})
	})
	return code, err
}

// Enrol answers one enrolment frame. What the PC did wrong is in the answer's
// Code; an error means that nothing can be said (CodeBadMessage) or that the
// ledger failed.
func (c *Centre) Enrol(ctx context.Context, frame []byte) ([]byte, error) {
	req, err := wire.OpenEnrol(frame)
	if err != nil {
		return nil, err
	}
	if len(req.SignKey) != ed25519.PublicKeySize || len(req.SealKey) != 32 || len(req.Secret) != 16 {
		return nil, casefile.Fail(casefile.CodeBadMessage, "central: keys of the wrong length")
	}
	var res wire.EnrolResponse
	err = c.Ops.Write(ctx, func(tx Tx) (err error) {
		res, err = c.enrol(tx, req)
		return err
	})
	var ce *casefile.Error
	if err != nil {
		if !errors.As(err, &ce) || !toldAtEnrolment[ce.Code] {
			return nil, err
		}
		res = wire.EnrolResponse{Code: ce.Code, Time: c.Now().UnixMilli()}
	}
	c.Log.InfoContext(ctx, "enrolment", "device", req.Device.String(), "office", res.Office.String(), "code", string(res.Code))
	return res.Marshal()
}

var toldAtEnrolment = map[casefile.Code]bool{
	casefile.CodeCodeUnknown: true, casefile.CodeCodeUsed: true, casefile.CodeCodeExpired: true,
	casefile.CodeSampleData: true, casefile.CodeEnrolled: true, casefile.CodeRefused: true,
}

func (c *Centre) enrol(tx Tx, req wire.EnrolRequest) (wire.EnrolResponse, error) {
	code, err := tx.Code(sha256.Sum256(req.Secret))
	if errors.Is(err, casefile.ErrNotFound) {
		return wire.EnrolResponse{}, &casefile.Error{Code: casefile.CodeCodeUnknown}
	}
	if err != nil {
		return wire.EnrolResponse{}, err
	}
	sample, err := isSample(tx)
	if err != nil {
		return wire.EnrolResponse{}, err
	}
	now := c.Now().UnixMilli()
	known, err := tx.Device(req.Device)
	found := err == nil
	switch {
	case err != nil && !errors.Is(err, casefile.ErrNotFound):
		return wire.EnrolResponse{}, err
	case code.UsedAt != 0 && (code.Device != req.Device || !found || !bytes.Equal(known.SignKey, req.SignKey)):
		return wire.EnrolResponse{}, &casefile.Error{Code: casefile.CodeCodeUsed}
	case code.UsedAt == 0 && now >= code.ExpiresAt:
		return wire.EnrolResponse{}, &casefile.Error{Code: casefile.CodeCodeExpired}
	case sample != req.Sample:
		return wire.EnrolResponse{}, &casefile.Error{Code: casefile.CodeSampleData}
	case found && known.RevokedAt != 0:
		return wire.EnrolResponse{}, &casefile.Error{Code: casefile.CodeRefused}
	case found && code.UsedAt == 0:
		return wire.EnrolResponse{}, &casefile.Error{Code: casefile.CodeEnrolled}
	}
	if !found {
		if known, err = c.addDevice(tx, req, code); err != nil {
			return wire.EnrolResponse{}, err
		}
	}
	office, err := tx.Office(known.Office)
	return wire.EnrolResponse{
		Office: office.ID, OfficeName: office.Name, OfficeCode: office.Code, Municipality: office.Municipality,
		County: office.County, Role: string(known.Role), Series: known.Series, CentreKey: c.PublicKey(), Sample: sample, Time: now,
	}, err
}

func (c *Centre) addDevice(tx Tx, req wire.EnrolRequest, code Code) (Device, error) {
	all, err := tx.Devices()
	if err != nil {
		return Device{}, err
	}
	n := 0
	for _, d := range all {
		if d.Office == code.Office {
			n++
		}
	}
	now := c.Now().UnixMilli()
	d := Device{
		ID: req.Device, SignKey: req.SignKey, SealKey: req.SealKey, Office: code.Office, Role: code.Role,
		Series: series(n), Officer: req.Officer, App: cut(req.App, 40), EnrolledAt: now, ClockOff: req.Clock - now,
	}
	code.Device, code.UsedAt = d.ID, now
	if err := tx.PutDevice(d); err != nil {
		return d, err
	}
	return d, tx.PutCode(code)
}

// series names the n-th PC of an office: A to Z, then AA and so on.
func series(n int) string {
	s := string(rune('A' + n%26))
	if n >= 26 {
		return series(n/26-1) + s
	}
	return s
}

func isSample(tx Tx) (bool, error) {
	v, err := tx.Meta(MetaSample)
	return string(v) == "1", err
}

// Prepare tells the ledger which certificate codes are to name, and whether the
// centre is one for invented records. That can be chosen until the first PC is
// enrolled; afterwards it fails with CodeSampleData.
func (c *Centre) Prepare(ctx context.Context, authority []byte, sample bool) error {
	return c.Ops.Write(ctx, func(tx Tx) error {
		is, err := isSample(tx)
		if err != nil {
			return err
		}
		if sample && !is {
			n, err := tx.Count()
			if err != nil {
				return err
			}
			if n.Devices > 0 {
				return casefile.Fail(casefile.CodeSampleData, "central: real PCs are enrolled here")
			}
			if err := tx.SetMeta(MetaSample, []byte("1")); err != nil {
				return err
			}
		}
		if authority == nil {
			return nil
		}
		return tx.SetMeta(MetaAuthority, authority)
	})
}

// Revoke keeps a device from syncing, from its next request on. It fails with
// CodeNotFound.
func (c *Centre) Revoke(ctx context.Context, id casefile.DeviceID) error {
	return c.Ops.Write(ctx, func(tx Tx) error {
		d, err := tx.Device(id)
		if err != nil || d.RevokedAt != 0 {
			return err
		}
		d.RevokedAt = c.Now().UnixMilli()
		return tx.PutDevice(d)
	})
}

func newNonce() (n [16]byte) {
	rand.Read(n[:]) //nolint:errcheck // never fails since Go 1.24
	return n
}
