package keys

import (
	"crypto"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"path/filepath"
	"slices"
	"time"

	"sporteli/store/casefile"
)

// Lives of certificates.
const (
	authorityLife = 10 * 365 * 24 * time.Hour
	leafLife      = 365 * 24 * time.Hour
	// renewBefore is how long before its end a server certificate is replaced at
	// a start.
	renewBefore = 30 * 24 * time.Hour
	// backdate lets PCs in whose clocks are a little slow.
	backdate = time.Hour
)

// Authority returns the centre's own certificate authority (DER), made at the
// first call.
func (k *Keys) Authority(now time.Time) ([]byte, error) {
	key, err := k.signer(fileSigner)
	if err != nil {
		return nil, err
	}
	return k.once(fileAuthority, blockCert, func() ([]byte, error) {
		ca := &x509.Certificate{
			SerialNumber: serial(), Subject: pkix.Name{CommonName: "Sporteli central authority"},
			NotBefore: now.Add(-backdate), NotAfter: now.Add(authorityLife),
			IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		}
		return x509.CreateCertificate(rand.Reader, ca, ca, key.Public(), key)
	})
}

// Server returns the chain a centre shows: its server certificate for these
// hosts and the authority. A certificate that ends soon or lacks a host is
// replaced.
func (k *Keys) Server(hosts []string, now time.Time) (tls.Certificate, error) {
	authority, err := k.Authority(now)
	if err != nil {
		return tls.Certificate{}, err
	}
	ca, err := x509.ParseCertificate(authority)
	if err != nil {
		return tls.Certificate{}, damaged(fileAuthority, err)
	}
	if now.After(ca.NotAfter) {
		return tls.Certificate{}, casefile.Fail(casefile.CodeCertificate, "keys: the authority ended on %s", ca.NotAfter.Format(time.DateOnly))
	}
	key, err := k.signer(fileLeafKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	der, err := k.read(fileLeaf, blockCert)
	if err != nil || !serves(der, ca, key.Public(), hosts, now) {
		if der, err = k.issue(ca, key.Public(), hosts, now); err != nil {
			return tls.Certificate{}, err
		}
	}
	return tls.Certificate{Certificate: [][]byte{der, authority}, PrivateKey: key}, nil
}

func serves(der []byte, ca *x509.Certificate, pub crypto.PublicKey, hosts []string, now time.Time) bool {
	leaf, err := x509.ParseCertificate(der)
	if err != nil || leaf.CheckSignatureFrom(ca) != nil || now.Before(leaf.NotBefore) {
		return false
	}
	// One that ends with its authority cannot be renewed any further.
	if now.Add(renewBefore).After(leaf.NotAfter) && leaf.NotAfter.Before(ca.NotAfter) {
		return false
	}
	if p, ok := pub.(interface{ Equal(crypto.PublicKey) bool }); !ok || !p.Equal(leaf.PublicKey) {
		return false
	}
	return !slices.ContainsFunc(hosts, func(h string) bool { return leaf.VerifyHostname(h) != nil })
}

func (k *Keys) issue(ca *x509.Certificate, pub crypto.PublicKey, hosts []string, now time.Time) ([]byte, error) {
	key, err := k.signer(fileSigner)
	if err != nil {
		return nil, err
	}
	leaf := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "Sporteli centre"},
		NotBefore: now.Add(-backdate), NotAfter: now.Add(leafLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	if leaf.NotAfter.After(ca.NotAfter) {
		leaf.NotAfter = ca.NotAfter
	}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			leaf.IPAddresses = append(leaf.IPAddresses, ip)
		} else {
			leaf.DNSNames = append(leaf.DNSNames, h)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, pub, key)
	if err != nil {
		return nil, casefile.Fail(casefile.CodeCertificate, "keys: %w", err)
	}
	return der, k.write(fileLeaf, &pem.Block{Type: blockCert, Bytes: der}, &pem.Block{Type: blockCert, Bytes: ca.Raw})
}

func serial() *big.Int {
	b := make([]byte, 16)
	rand.Read(b) //nolint:errcheck // never fails since Go 1.24
	b[0] &= 0x7f
	return new(big.Int).SetBytes(b)
}

// Load reads a certificate chain and key from files, for a centre that has one
// of its own. The authority is the last certificate of the chain: what codes
// name and PCs pin. It fails with CodeCertificate, also for an expired one.
func Load(certFile, keyFile string, now time.Time) (tls.Certificate, []byte, error) {
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return pair, nil, casefile.Fail(casefile.CodeCertificate, "keys: %s and %s: %w", filepath.Base(certFile), filepath.Base(keyFile), err)
	}
	for _, der := range pair.Certificate {
		c, err := x509.ParseCertificate(der)
		switch {
		case err != nil:
		case now.After(c.NotAfter):
			err = fmt.Errorf("it expired on %s", c.NotAfter.Format(time.DateOnly))
		case now.Before(c.NotBefore):
			err = fmt.Errorf("it begins on %s", c.NotBefore.Format(time.DateOnly))
		}
		if err != nil {
			return pair, nil, casefile.Fail(casefile.CodeCertificate, "keys: %s: %w", filepath.Base(certFile), err)
		}
	}
	return pair, pair.Certificate[len(pair.Certificate)-1], nil
}
