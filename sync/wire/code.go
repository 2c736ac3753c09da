package wire

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"sporteli/store/casefile"
)

// Code is what a coordinator reads out or sends as a file so that a PC can
// enrol: a secret that works once, and the fingerprint of the centre's
// certificate authority, so that nobody can stand in between.
type Code struct {
	Secret      [16]byte
	Fingerprint [16]byte
}

// NewCode makes a code for a centre whose certificate authority is given in
// DER form.
func NewCode(authority []byte) Code {
	var c Code
	rand.Read(c.Secret[:]) //nolint:errcheck // never fails since Go 1.24
	c.Fingerprint = Fingerprint(authority)
	return c
}

// Fingerprint is the first half of the SHA-256 of a certificate in DER form.
func Fingerprint(der []byte) [16]byte {
	sum := sha256.Sum256(der)
	return [16]byte(sum[:16])
}

// codeAlphabet is Crockford's base 32: no I, L, O or U to be misread.
var codeAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const codeCheck = 3 // bytes of SHA-256 that find typing slips

// String writes the code in groups of four: "7QK2-M0TX-…".
func (c Code) String() string {
	raw := append(c.Secret[:], c.Fingerprint[:]...)
	sum := sha256.Sum256(raw)
	text := codeAlphabet.EncodeToString(append(raw, sum[:codeCheck]...))
	var groups []string
	for len(text) > 4 {
		groups, text = append(groups, text[:4]), text[4:]
	}
	return strings.Join(append(groups, text), "-")
}

// ParseCode reads a code however it was spaced and in either case; I and L are
// read as 1, O as 0. It fails with CodeCodeTyped.
func ParseCode(s string) (Code, error) {
	s = strings.ToUpper(s)
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\n', '\r', '\t', '.':
			return -1
		case 'I', 'L':
			return '1'
		case 'O':
			return '0'
		}
		return r
	}, s)
	raw, err := codeAlphabet.DecodeString(s)
	// The decoder lets one character too many pass.
	if err != nil || len(s) != codeAlphabet.EncodedLen(32+codeCheck) {
		return Code{}, &casefile.Error{Code: casefile.CodeCodeTyped, Field: "code"}
	}
	sum := sha256.Sum256(raw[:32])
	if string(sum[:codeCheck]) != string(raw[32:]) {
		return Code{}, &casefile.Error{Code: casefile.CodeCodeTyped, Field: "code"}
	}
	return Code{Secret: [16]byte(raw[:16]), Fingerprint: [16]byte(raw[16:32])}, nil
}
