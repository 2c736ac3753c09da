package ui_test

import (
	"testing"

	"sporteli/app/ui"
)

func TestParseDate(t *testing.T) {
	birth := ui.DateRules{YearAlone: true, Past: true}
	for _, c := range []struct {
		typed string
		rules ui.DateRules
		want  string
		ok    bool
	}{
		{"", birth, "", true},
		{"3.11.1988", birth, "1988-11-03", true},
		{" 03. 11. 1988. ", birth, "1988-11-03", true},
		{"3/11/88", birth, "1988-11-03", true},
		{"3-11-26", birth, "2026-11-03", true},
		{"3.11.27", birth, "1927-11-03", true},
		{"3.11.27", ui.DateRules{}, "2027-11-03", true},
		{"3.11.88", ui.DateRules{}, "1988-11-03", true},
		{"03111988", birth, "1988-11-03", true},
		{"031188", birth, "1988-11-03", true},
		{"1988-11-03", birth, "1988-11-03", true},
		{"1988", birth, "1988", true},
		{"1988", ui.DateRules{}, "1988", false},
		{"1", birth, "", false},
		{"3.12", ui.DateRules{}, "2026-12-03", true},
		{"31.2.2026", birth, "", false},
		{"29.2.2024", birth, "2024-02-29", true},
		{"29.2.2025", birth, "", false},
		{"0.1.2025", birth, "", false},
		{"3.13.2025", birth, "", false},
		{"3.11.1088", birth, "", false},
		{"3.11.988", birth, "", false},
		{"nesër", birth, "", false},
		{"3.11.2026x", birth, "", false},
	} {
		got, ok := ui.ParseDate(c.typed, c.rules, now)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("ParseDate(%q, %+v) = %q, %v; want %q, %v", c.typed, c.rules, got, ok, c.want, c.ok)
		}
	}
}

func TestParseClock(t *testing.T) {
	for typed, want := range map[string]string{
		"10:42": "10:42", "9.05": "09:05", "942": "09:42", "1042": "10:42", "9": "09:00", "": "",
		"24:00": "!", "10:60": "!", "x": "!", "10:4:2": "!", "-1": "!", "123456": "!",
	} {
		got, ok := ui.ParseClock(typed)
		if !ok {
			got = "!"
		}
		if got != want {
			t.Errorf("ParseClock(%q) = %q, want %q", typed, got, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"3.11.1988", "1988", "..", "99.99.9999", "ë"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rules := ui.DateRules{YearAlone: true}
		v, ok := ui.ParseDate(s, rules, now)
		if !ok || v == "" {
			return
		}
		again, ok := ui.ParseDate(v, rules, now)
		if !ok || again != v {
			t.Errorf("%q was read as %q, which is read as %q", s, v, again)
		}
	})
}
