package paper

import (
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestSlipCode(t *testing.T) {
	got, err := SlipCode("TIR-A-00012", sampleID)
	if want := "SPR1:TIR-A-00012:01935b1c-7a2e-7c4d-9f11-abcdef012345"; err != nil || got != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

func TestParseSlip(t *testing.T) {
	code, err := SlipCode("TIR-A-00012", sampleID)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{
		"as printed":     code,
		"enter at end":   " " + code + "\r\n",
		"caps lock":      strings.Map(swapCase, code),
		"albanian keys":  strings.ReplaceAll(code, ":", "Ë"),
		"german keys":    strings.NewReplacer(":", "Ö", "-", "ß").Replace(code),
		"italian keys":   strings.NewReplacer(":", "ç", "-", "'").Replace(code),
		"id in capitals": strings.ToUpper(code),
	} {
		number, id, err := ParseSlip(in)
		if err != nil || number != "TIR-A-00012" || id != sampleID {
			t.Errorf("%s: %q: %q %s %v", name, in, number, id, err)
		}
	}
}

func swapCase(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return r - 32
	case r >= 'A' && r <= 'Z':
		return r + 32
	}
	return r
}

func TestParseSlipRefuses(t *testing.T) {
	const id = "01935b1c-7a2e-7c4d-9f11-abcdef012345"
	for _, in := range []string{
		"", "SPR1", "SPR1:", "SPR1:" + id, "SPR1::" + id, "SPR2:TIR-1:" + id, "TIR-1", "https://example.al",
		"SPR1:TIR-1:" + id[:35], "SPR1:TIR-1:" + id + "0", "SPR1:TIR-1:" + strings.Replace(id, "b", "g", 1),
		"SPR1:TIR-1;" + id, "SPR1ATIR-1A" + id, "SPR1:T I:" + id, "SPR1:TIR-1:" + strings.ReplaceAll(id, "-", "0"),
		"SPR1-TIR-1-" + id, "SPR1:TIR-1:00000000-0000-0000-0000-000000000000", "SPR1:" + strings.Repeat("A", 41) + ":" + id,
	} {
		if n, got, err := ParseSlip(in); !errors.Is(err, ErrNotSlip) {
			t.Errorf("%q was read as %q %s (%v)", in, n, got, err)
		}
	}
}

func FuzzParseSlip(f *testing.F) {
	f.Add("SPR1:TIR-A-00012:01935b1c-7a2e-7c4d-9f11-abcdef012345")
	f.Add("SPR1ËTIR-A-00012Ë01935b1c-7a2e-7c4d-9f11-abcdef012345")
	f.Fuzz(func(t *testing.T, in string) {
		number, id, err := ParseSlip(in)
		if err != nil {
			return
		}
		// What is read can be printed and read again.
		code, err := SlipCode(number, id)
		if err != nil {
			t.Fatalf("%q gives a number that cannot be printed: %v", in, err)
		}
		if n, i, err := ParseSlip(code); err != nil || n != number || i != id {
			t.Fatalf("%q: %q %s %v", code, n, i, err)
		}
	})
}

func TestFileName(t *testing.T) {
	safe := regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*\.pdf$`)
	for name, bad := range hostile {
		for _, parts := range [][]string{{bad}, {"flete", bad}, {bad, bad}} {
			got := FileName(parts...)
			if !safe.MatchString(got) || len(got) > longestName+20 || strings.Contains(got, "..") {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
	for _, device := range []string{"con", "NUL", "com1.x", "LPT9"} {
		if got := FileName(device); !strings.HasPrefix(got, "dokument-") {
			t.Errorf("%q is a device on Windows", got)
		}
	}
	d := letter(t, "sq")
	d.Person.Name = "Fëllënza"
	if got := d.FileName(); got != "referim-KOR-A-00012.pdf" {
		t.Errorf("%q", got)
	}
	if got := (SheetDoc{Words: words(t, "en"), Code: "reg.de.wb", Version: 1}).FileName(); got != "flete-reg.de.wb-v1-en.pdf" {
		t.Errorf("%q", got)
	}
}
