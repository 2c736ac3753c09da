package keys

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"sporteli/store/casefile"
)

// Names of the files in the centre's folder.
const (
	fileCentre    = "centre.key"
	fileAuthority = "ca.pem"
	fileSigner    = "ca.key"
	fileLeaf      = "tls.pem"
	fileLeafKey   = "tls.key"
	fileLock      = "keys.lock"
)

const (
	blockCentre = "SPORTELI CENTRE KEY"
	blockCert   = "CERTIFICATE"
	blockKey    = "PRIVATE KEY"
)

// Keys is what a centre signs with.
type Keys struct {
	Signing ed25519.PrivateKey
	// Secret makes nonces.
	Secret []byte

	dir  string
	lock *flock.Flock
}

// Open reads the keys of a centre, and makes them if there are none and create
// is set. It fails with CodeNoData, CodeReadOnly or CodeDamaged.
func Open(dir string, create bool) (*Keys, error) {
	if create {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, casefile.Fail(casefile.CodeReadOnly, "keys: %w", err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, fileCentre)); !create && errors.Is(err, fs.ErrNotExist) {
		return nil, casefile.Fail(casefile.CodeNoData, "keys: no centre in %s", dir)
	}
	k := &Keys{dir: dir, lock: flock.New(filepath.Join(dir, fileLock))}
	raw, err := k.once(fileCentre, blockCentre, func() ([]byte, error) {
		b := make([]byte, ed25519.SeedSize+32)
		_, err := rand.Read(b)
		return b, err
	})
	if err != nil {
		return nil, err
	}
	if len(raw) != ed25519.SeedSize+32 {
		return nil, damaged(fileCentre, errors.New("wrong length"))
	}
	k.Signing, k.Secret = ed25519.NewKeyFromSeed(raw[:ed25519.SeedSize]), raw[ed25519.SeedSize:]
	return k, nil
}

// once reads a file, or makes it, so that of several processes one makes it and
// all read the same.
func (k *Keys) once(name, block string, make func() ([]byte, error)) ([]byte, error) {
	if err := k.lock.Lock(); err != nil {
		return nil, casefile.Fail(casefile.CodeReadOnly, "keys: %w", err)
	}
	defer k.lock.Unlock() //nolint:errcheck // the file is ours until then
	raw, err := k.read(name, block)
	if !errors.Is(err, fs.ErrNotExist) {
		return raw, err
	}
	if raw, err = make(); err != nil {
		return nil, casefile.Fail(casefile.CodeInternal, "keys: %s: %w", name, err)
	}
	return raw, k.write(name, &pem.Block{Type: block, Bytes: raw})
}

func (k *Keys) read(name, block string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(k.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, casefile.Fail(casefile.CodeReadOnly, "keys: %w", err)
	}
	p, _ := pem.Decode(text)
	if p == nil || p.Type != block {
		return nil, damaged(name, errors.New("no "+block))
	}
	return p.Bytes, nil
}

// write replaces a file whole.
func (k *Keys) write(name string, blocks ...*pem.Block) error {
	f, err := os.CreateTemp(k.dir, name+".*")
	if err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "keys: %w", err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone already when all went well
	for _, b := range blocks {
		err = errors.Join(err, pem.Encode(f, b))
	}
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(k.dir, name))
	}
	if err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "keys: %w", err)
	}
	return nil
}

func damaged(name string, err error) error {
	return casefile.Fail(casefile.CodeDamaged, "keys: %s: %w", name, err)
}

// signer reads or makes an ECDSA P-256 key, which every TLS client knows.
func (k *Keys) signer(name string) (crypto.Signer, error) {
	der, err := k.once(name, blockKey, func() ([]byte, error) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		return x509.MarshalPKCS8PrivateKey(key)
	})
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, damaged(name, err)
	}
	s, ok := key.(crypto.Signer)
	if !ok {
		return nil, damaged(name, fmt.Errorf("a %T", key))
	}
	return s, nil
}
