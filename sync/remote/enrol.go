package remote

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/url"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// EnrolParams is what a new PC needs to become a device of an office.
type EnrolParams struct {
	// URL of the centre, "https://host:port".
	URL string
	// Code as the coordinator gave it.
	Code wire.Code
	// Authority is a certificate authority from a file (DER or PEM), for a
	// centre that does not show its own; usually nil.
	Authority []byte
	// Request names device, keys and officer. Its Secret is filled in here.
	Request wire.EnrolRequest
	// Sign signs with the new device's key.
	Sign wire.Signer
}

// Enrol asks a centre to take this PC. It talks only to a server whose chain
// holds the certificate the code names, and returns that certificate (DER) for
// pinning. Asking again with the same code and the same device key gives the
// same answer, so a lost answer is no loss.
//
// It fails with the codes of the engine's closed set and with code_unknown,
// code_used, code_expired, sample_data, usage.
func Enrol(ctx context.Context, p EnrolParams) (wire.EnrolResponse, []byte, error) {
	base, err := baseURL(p.URL)
	if err != nil {
		return wire.EnrolResponse{}, nil, err
	}
	given, err := authorities(p.Authority)
	if err != nil {
		return wire.EnrolResponse{}, nil, err
	}
	p.Request.Secret = p.Code.Secret[:]
	frame, err := wire.SealEnrol(p.Request, p.Sign)
	if err != nil {
		return wire.EnrolResponse{}, nil, err
	}
	var authority []byte
	u, err := url.Parse(base)
	if err != nil {
		return wire.EnrolResponse{}, nil, casefile.Fail(casefile.CodeUsage, "remote: %w", err)
	}
	c := newCentre(base, &tls.Config{
		MinVersion: tls.VersionTLS13,
		NextProtos: []string{"http/1.1"},
		// Not skipped but replaced: the chain is verified below against the one
		// certificate that the code names, before a byte of the request is sent.
		InsecureSkipVerify: true, //nolint:gosec // see VerifyConnection
		VerifyConnection: func(s tls.ConnectionState) error {
			root, err := verify(s.PeerCertificates, given, p.Code.Fingerprint, u.Hostname())
			if err == nil {
				authority = root.Raw
			}
			return err
		},
	}, 0)
	defer c.Close()
	answer, _, err := c.post(ctx, PathEnrol, frame, wire.MaxFrame)
	if err != nil {
		return wire.EnrolResponse{}, nil, err
	}
	res, err := wire.UnmarshalEnrol(answer)
	if err != nil {
		return wire.EnrolResponse{}, nil, casefile.Fail(casefile.CodeNotCentre, "remote: %w", err)
	}
	if res.Code != "" {
		return wire.EnrolResponse{}, nil, &casefile.Error{Code: res.Code, Err: errors.New("remote: the centre refused the enrolment")}
	}
	return res, authority, nil
}

// verify finds the certificate the code names among those the server showed and
// those given, and checks the server's own against it and it alone.
func verify(shown, given []*x509.Certificate, fingerprint [16]byte, host string) (*x509.Certificate, error) {
	if len(shown) == 0 {
		return nil, casefile.Fail(casefile.CodeNotCentre, "remote: the server shows no certificate")
	}
	var root *x509.Certificate
	for _, c := range append(append([]*x509.Certificate(nil), shown...), given...) {
		if wire.Fingerprint(c.Raw) == fingerprint {
			root = c
		}
	}
	if root == nil {
		return nil, casefile.Fail(casefile.CodeNotCentre, "remote: the server is not the one the code names")
	}
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(root)
	for _, c := range shown[1:] {
		between.AddCert(c)
	}
	_, err := shown[0].Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, DNSName: host, CurrentTime: clock(time.Time{})(),
	})
	return root, err
}

// authorities reads certificates in DER or PEM form.
func authorities(raw []byte) ([]*x509.Certificate, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var der []byte
	if !bytes.Contains(raw, []byte("-----BEGIN")) {
		der = raw
	}
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			der = append(der, block.Bytes...)
		}
	}
	certs, err := x509.ParseCertificates(der)
	if err != nil || len(certs) == 0 {
		return nil, &casefile.Error{Code: casefile.CodeCertificate, Field: "ca", Err: errors.Join(errors.New("remote: no certificate in the file"), err)}
	}
	return certs, nil
}
