package wire_test

import (
	"strings"
	"testing"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

func TestCodeIsReadHoweverItIsWritten(t *testing.T) {
	c := wire.NewCode([]byte("a certificate"))
	if c.Fingerprint != wire.Fingerprint([]byte("a certificate")) || c.Secret == [16]byte{} {
		t.Fatal("a code without its parts")
	}
	s := c.String()
	confusing := strings.NewReplacer("0", "o", "1", "l").Replace(s)
	for _, typed := range []string{s, strings.ToLower(s), strings.ReplaceAll(s, "-", " "), strings.ReplaceAll(s, "-", ""), " " + s + "\r\n", confusing} {
		if got, err := wire.ParseCode(typed); err != nil || got != c {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestTypingSlipsAreFound(t *testing.T) {
	s := wire.NewCode([]byte("x")).String()
	slip := func(what, typed string) {
		if _, err := wire.ParseCode(typed); casefile.CodeOf(err) != casefile.CodeCodeTyped {
			t.Errorf("%s was taken: %v", what, err)
		}
	}
	for i := range s {
		if s[i] == '-' {
			continue
		}
		for _, r := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			if byte(r) != s[i] {
				slip("another character", s[:i]+string(r)+s[i+1:])
			}
		}
		if i > 0 && s[i-1] != '-' && s[i-1] != s[i] {
			slip("two swapped characters", s[:i-1]+string(s[i])+string(s[i-1])+s[i+1:])
		}
		slip("a missing character", s[:i]+s[i+1:])
		slip("a doubled character", s[:i]+string(s[i])+s[i:])
	}
	slip("nothing", "")
	slip("an umlaut", "Ë"+s[1:])
}
