package casefile_test

import (
	"strings"
	"testing"

	"sporteli/store/casefile"
)

func TestCanonicalForms(t *testing.T) {
	tests := []struct {
		field, typed, kept string
		code               casefile.Code
	}{
		{"given_name", "  Ëngjëll ", "Ëngjëll", ""},
		{"given_name", "Ana\u202eevil", "Anaevil", ""},
		{"given_name", "Ana\nMaria", "Ana Maria", ""},
		{"given_name", "\xff", "", casefile.CodeBadText},
		{"given_name", strings.Repeat("ë", 201), "", casefile.CodeTooLong},
		{"given_name", strings.Repeat("ë", 200), strings.Repeat("ë", 200), ""},
		{"birth_date", "1988-04-17", "1988-04-17", ""},
		{"birth_date", "1988", "1988", ""},
		{"birth_date", "1988-02-30", "", casefile.CodeBadDate},
		{"birth_date", "17.4.1988", "", casefile.CodeBadDate},
		{"sex", "female", "female", ""},
		{"sex", "f", "", casefile.CodeUnknownCode},
		{"vulnerabilities", "vot_presumed", "", casefile.CodeRestricted},
		{"phones", "069 234 5678", "+355692345678", ""},
		{"phones", "69 234 56 78", "+355692345678", ""},
		{"phones", "00355 69/234-5678", "+355692345678", ""},
		{"phones", "+49 (30) 123456", "+4930123456", ""},
		{"phones", "04 222 3333", "+35542223333", ""},
		{"phones", "116111", "116111", ""},
		{"phones", "call me", "", casefile.CodeBadPhone},
		{"phones", "+0691", "", casefile.CodeBadPhone},
		{"documents", "passport|ba 123", "passport|BA 123||", ""},
		{"documents", "passport|", "", casefile.CodeBadDocument},
		{"documents", "passport|X|ZZ", "", casefile.CodeUnknownCode},
		{"documents", "passport|X|AL|2030-02-30", "", casefile.CodeBadDate},
		{"personal_number", " i86224003r ", "I86224003R", ""},
		{"languages", "de:b1", "de:b1", ""},
		{"languages", "DE:B1:certificate", "de:b1:certificate", ""},
		{"languages", "german", "", casefile.CodeBadLanguage},
		{"office", "not-an-id", "", casefile.CodeBadReference},
	}
	for _, tt := range tests {
		f, ok := casefile.FieldByName(casefile.KindClient, tt.field)
		if !ok {
			t.Fatalf("no field %s", tt.field)
		}
		got, err := f.Canonical(tt.typed, book{})
		if got != tt.kept || casefile.CodeOf(err) != tt.code {
			t.Errorf("%s %q: got %q, %v; want %q, %q", tt.field, tt.typed, got, err, tt.kept, tt.code)
		}
	}
}

func TestNotesKeepTheirLines(t *testing.T) {
	f, _ := casefile.FieldByName(casefile.KindConsultation, "note")
	got, err := f.Canonical("një\r\ndy\x00", book{})
	if err != nil || got != "një\ndy" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestShowPhone(t *testing.T) {
	for in, want := range map[string]string{
		"+355692345678": "069 234 5678", "+35542223333": "042223333", "+4930123456": "+4930123456", "129": "129",
	} {
		if got := casefile.ShowPhone(in); got != want {
			t.Errorf("ShowPhone(%s) = %s, want %s", in, got, want)
		}
	}
}
