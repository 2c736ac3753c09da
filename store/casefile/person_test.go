package casefile_test

import (
	"testing"

	"sporteli/store/casefile"
)

// The numbers are invented (refdata identity notes, 1.5).
func TestPersonalNumbers(t *testing.T) {
	tests := []struct {
		number, birth, sex string
		foreigner, fits    bool
	}{
		{"H50317001W", "1975-03-17", "male", false, true},
		{"I86224003R", "1988-12-24", "female", false, true},
		{"J93508120H", "1999-05-08", "male", true, true},
		{"J08131005Q", "1990-01-31", "female", true, true},
		{"K26106042J", "2002-11-06", "female", false, true},
		{"K11231999S", "2001-12-31", "male", false, true},
		{"J00101999W", "1990-01-01", "male", false, true},
		{"J00101999A", "1990-01-01", "male", false, false},
	}
	for _, tt := range tests {
		n, err := casefile.CheckPersonalNumber(tt.number)
		if err != nil {
			t.Errorf("%s: %v", tt.number, err)
			continue
		}
		if n.Birth != tt.birth || n.Sex != tt.sex || n.Foreigner != tt.foreigner || n.CheckFits != tt.fits {
			t.Errorf("%s: read as %+v", tt.number, n)
		}
	}
	for _, bad := range []string{"", "J00132999X", "J0013299", "Z00101999W", "J01301999W", "J00101999X", "JA0101999W"} {
		if n, err := casefile.CheckPersonalNumber(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, n)
		}
	}
}

func TestAges(t *testing.T) {
	tests := []struct {
		birth, day string
		age        int
		ok         bool
		band       string
	}{
		{"2008-11-22", "2026-11-22", 18, true, "a18_19"},
		{"2008-11-23", "2026-11-22", 17, true, "unknown"},
		{"1996-02-29", "2026-02-28", 29, true, "unknown"},
		{"1996-02-29", "2026-03-01", 30, true, "a30_34"},
		{"1995", "2026-11-22", 31, true, "a30_34"},
		{"2030-01-01", "2026-11-22", 0, false, "unknown"},
		{"", "2026-11-22", 0, false, "unknown"},
	}
	for _, tt := range tests {
		age, ok := casefile.AgeOn(tt.birth, tt.day)
		band := casefile.AgeBand(tt.birth, tt.day, book{})
		if age != tt.age || ok != tt.ok || band != tt.band {
			t.Errorf("%q on %s: %d %v %s, want %d %v %s", tt.birth, tt.day, age, ok, band, tt.age, tt.ok, tt.band)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Ëngjëll Çela":    "engjell cela",
		"e\u0308ngjell":   "engjell",
		"Hoxha-Kola (II)": "hoxha kola ii",
		"  O'Brien ":      "obrien",
		"ŠTĚPÁN":          "stepan",
		"...":             "",
	} {
		if got := casefile.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}
