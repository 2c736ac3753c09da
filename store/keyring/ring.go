package keyring

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/chacha20poly1305"

	"sporteli/store/casefile"
)

const (
	keyLen  = 32
	saltLen = 16
)

// freeTries wrong passwords cost nothing; after them the wait doubles from
// firstWait up to longestWait.
const (
	freeTries   = 3
	firstWait   = 5 * time.Second
	longestWait = 15 * time.Minute
)

// Ring is an unlocked key file. It may be used from any goroutine.
type Ring struct {
	mu   sync.Mutex
	file *File
	key  []byte
	sign ed25519.PrivateKey
	seal *ecdh.PrivateKey
}

// New makes a data key and the keys of a device for a first officer. Nothing is
// written before Save. Sample says that everything here is invented.
func New(dir string, device casefile.DeviceID, sample bool) (*Ring, error) {
	_, sign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	seal, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	r := &Ring{file: &File{path: filepath.Join(dir, FileName)}, key: random(keyLen), sign: sign, seal: seal}
	b := &r.file.body
	b.Format, b.Database, b.Device, b.Sample = format, random(16), slices.Clone(device[:]), sample
	b.Keys, err = r.encrypt("device keys", append(slices.Clone(sign.Seed()), seal.Bytes()...))
	return r, err
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) //nolint:errcheck // never fails since Go 1.24
	return b
}

// Unlock opens the file for an officer, named by name or id. It fails with
// CodeNoOfficer, CodeWrongPassword, CodeWait (Args Seconds) after several wrong
// passwords, and CodeDamaged when a slot was changed by somebody without the key.
func (f *File) Unlock(who, password string, now time.Time) (*Ring, Officer, error) {
	i, err := f.find(who)
	if err != nil {
		return nil, Officer{}, err
	}
	s := f.body.Slots[i]
	if wait := f.wait(s, now); wait > 0 {
		return nil, Officer{}, &casefile.Error{Code: casefile.CodeWait, Args: map[string]any{"Seconds": int((wait + time.Second - 1) / time.Second)}}
	}
	key, err := s.unwrap(f.body.Database, password)
	if err != nil {
		if casefile.CodeOf(err) == casefile.CodeWrongPassword {
			err = f.missed(s, now, err)
		}
		return nil, Officer{}, err
	}
	r := &Ring{file: f, key: key}
	if err := r.verify(); err != nil {
		return nil, Officer{}, err
	}
	if _, was := f.body.Attempts[s.ID.String()]; was {
		delete(f.body.Attempts, s.ID.String())
		if err := f.save(); err != nil {
			return nil, Officer{}, err
		}
	}
	return r, s.Officer, nil
}

func (f *File) wait(s slot, now time.Time) time.Duration {
	a := f.body.Attempts[s.ID.String()]
	left := time.UnixMilli(a.Until).Sub(now)
	// A clock that was set back must not lock anybody out for longer than meant.
	return min(left, longestWait)
}

// missed counts a wrong password before it is reported.
func (f *File) missed(s slot, now time.Time, wrong error) error {
	if f.body.Attempts == nil {
		f.body.Attempts = map[string]attempts{}
	}
	a := f.body.Attempts[s.ID.String()]
	a.Wrong++
	if over := a.Wrong - freeTries; over >= 0 {
		wait := longestWait
		if over < 8 {
			wait = min(firstWait<<over, longestWait)
		}
		a.Until = now.Add(wait).UnixMilli()
	}
	f.body.Attempts[s.ID.String()] = a
	if err := f.save(); err != nil {
		return err
	}
	return wrong
}

// verify checks that nobody without the key changed the file, and takes out the
// device's keys.
func (r *Ring) verify() error {
	if !hmac.Equal(r.code(), r.file.body.Code) {
		return casefile.Fail(casefile.CodeDamaged, "keyring: key file was changed from outside")
	}
	keys, err := r.decrypt("device keys", r.file.body.Keys)
	if err != nil || len(keys) != 64 {
		return casefile.Fail(casefile.CodeDamaged, "keyring: device keys do not open")
	}
	r.sign = ed25519.NewKeyFromSeed(keys[:32])
	r.seal, err = ecdh.X25519().NewPrivateKey(keys[32:])
	return err
}

// code is computed over everything but itself and the counts of wrong passwords.
func (r *Ring) code() []byte {
	raw, err := json.Marshal(r.file.body.protected)
	if err != nil {
		panic(err) // plain structs always encode
	}
	mac := hmac.New(sha256.New, r.subkey("slots"))
	mac.Write(raw)
	return mac.Sum(nil)
}

func (r *Ring) subkey(use string) []byte {
	sub, err := hkdf.Key(sha256.New, r.key, r.file.body.Database, "sporteli keys v1 "+use, keyLen)
	if err != nil {
		panic(err) // only for impossible lengths
	}
	return sub
}

// Save writes the file for the first time.
func (r *Ring) Save() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.save()
}

func (r *Ring) save() error {
	if now, err := Read(filepath.Dir(r.file.path)); err == nil {
		r.file.body.Attempts = now.body.Attempts // counted meanwhile by other sign-ins
	}
	r.file.body.Code = r.code()
	return r.file.save()
}

// CheckPassword returns CodeWeakPassword for one that is too short.
func CheckPassword(password string) error {
	if utf8.RuneCountInString(password) < casefile.MinPassword {
		return &casefile.Error{Code: casefile.CodeWeakPassword, Field: "password", Args: map[string]any{"Min": casefile.MinPassword}}
	}
	return nil
}

// Put gives an officer a slot, or a new password when she has one. The file on
// the disk is not changed before Save. It fails with CodeWeakPassword and
// CodeOfficerExists (another officer of the same name).
func (r *Ring) Put(o Officer, password string, cost Cost) error {
	if err := CheckPassword(password); err != nil {
		return err
	}
	s := slot{Officer: o, Slot: random(16), Cost: cost, Salt: random(saltLen)}
	aead, err := chacha20poly1305.NewX(cost.derive(password, s.Salt))
	debug.FreeOSMemory() // an old PC has 4 GB; the pages of Argon2 are not needed again
	if err != nil {
		return fmt.Errorf("keyring: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	b := &r.file.body
	nonce := random(aead.NonceSize())
	s.Wrapped = aead.Seal(nonce, nonce, r.key, slices.Concat(b.Database, s.Slot))
	for i, old := range b.Slots {
		if old.ID == o.ID {
			b.Slots[i] = s
			return nil
		}
		if strings.EqualFold(old.Name, o.Name) {
			return &casefile.Error{Code: casefile.CodeOfficerExists, Field: "name"}
		}
	}
	b.Slots = append(b.Slots, s)
	return nil
}

// Drop takes an officer's slot out again, as when writing her record failed.
func (r *Ring) Drop(id casefile.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.file.body.Slots = slices.DeleteFunc(r.file.body.Slots, func(s slot) bool { return s.ID == id })
}

// SetRole changes the role of all officers here, as enrolment decides it.
func (r *Ring) SetRole(role casefile.Role) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.file.body.Slots {
		r.file.body.Slots[i].Role = role
	}
	return r.save()
}

func (s slot) unwrap(database []byte, password string) ([]byte, error) {
	if err := s.Cost.check(); err != nil {
		return nil, err
	}
	if len(s.Salt) != saltLen || len(s.Slot) != 16 || len(s.Wrapped) != chacha20poly1305.NonceSizeX+keyLen+chacha20poly1305.Overhead {
		return nil, casefile.Fail(casefile.CodeDamaged, "keyring: slot of the wrong length")
	}
	aead, err := chacha20poly1305.NewX(s.Cost.derive(password, s.Salt))
	debug.FreeOSMemory()
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	nonce, sealed := s.Wrapped[:aead.NonceSize()], s.Wrapped[aead.NonceSize():]
	key, err := aead.Open(nil, nonce, sealed, slices.Concat(database, s.Slot))
	if err != nil {
		return nil, &casefile.Error{Code: casefile.CodeWrongPassword, Field: "password"}
	}
	return key, nil
}

func (r *Ring) encrypt(use string, plain []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(r.subkey(use))
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	nonce := random(aead.NonceSize())
	return aead.Seal(nonce, nonce, plain, r.file.body.Device), nil
}

func (r *Ring) decrypt(use string, sealed []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(r.subkey(use))
	if err != nil || len(sealed) < aead.NonceSize() {
		return nil, casefile.Fail(casefile.CodeDamaged, "keyring: %s too short", use)
	}
	return aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], r.file.body.Device)
}

// Database names the database this file opens.
func (r *Ring) Database() [16]byte { return [16]byte(r.file.body.Database) }

// Device is the id of this PC.
func (r *Ring) Device() casefile.DeviceID { return casefile.DeviceID(r.file.body.Device) }

// Sample reports whether everything here is invented.
func (r *Ring) Sample() bool { return r.file.body.Sample }

// Same reports whether two rings hold the same data key.
func (r *Ring) Same(other *Ring) bool { return hmac.Equal(r.key, other.key) }

// Subkey derives a key for one use from the data key, 32 bytes.
func (r *Ring) Subkey(use string) []byte { return r.subkey("use " + use) }

// Officers lists who can unlock the folder.
func (r *Ring) Officers() []Officer {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.file.Officers()
}

// Sign signs with the device's key.
func (r *Ring) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(r.sign, msg), nil }

// SignKey is the public half of the device's signing key (Ed25519).
func (r *Ring) SignKey() []byte { return []byte(r.sign.Public().(ed25519.PublicKey)) }

// SealKey is the public half of the device's sealing key (X25519).
func (r *Ring) SealKey() []byte { return r.seal.PublicKey().Bytes() }
