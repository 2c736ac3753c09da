package assets_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sporteli/assets"
	"sporteli/store/casefile"
)

var update = flag.Bool("update", false, "write testdata/shipped.txt anew; raise the version of what changed first")

var point = regexp.MustCompile(`(?m)^- \*\*[^*]+[.:]\*\* .+$`)

func TestSheets(t *testing.T) {
	all := assets.Sheets()
	if len(all) != 13 {
		t.Fatalf("%d sheets, want 13", len(all))
	}
	c := assets.Codes{}
	for n, s := range all {
		if !c.Has("topic", s.Code) || !slices.Contains(s.Topics, s.Code) {
			t.Errorf("%s: its code must be one of its topics", s.Code)
		}
		for _, topic := range s.Topics {
			if !c.Has("topic", topic) {
				t.Errorf("%s: no topic %q", s.Code, topic)
			}
		}
		// The list of topics names sheets by their number.
		for _, it := range assets.Options("topic") {
			if it.InfoSheet == fmt.Sprint(n+1) && !slices.Contains(s.Topics, it.Code) {
				t.Errorf("sheet %d (%s) is not found under its topic %s", n+1, s.Code, it.Code)
			}
		}
		for _, country := range s.Destinations {
			if !c.Has("country", country) {
				t.Errorf("%s: no country %q", s.Code, country)
			}
		}
		if _, err := time.Parse("2006-01-02", s.Checked); err != nil || s.Version < 1 || len(s.Sources) == 0 {
			t.Errorf("%s: checked %q, version %d, %d sources", s.Code, s.Checked, s.Version, len(s.Sources))
		}
		checkParallel(t, s)
	}
}

// checkParallel holds that both languages say the same: as many points, marks
// and numbers, each in its own words.
func checkParallel(t *testing.T, s assets.Sheet) {
	t.Helper()
	var points, marks []int
	var figures []string
	for _, lang := range assets.Languages {
		x := s.Text[lang]
		if x.Title == "" || x.Audience == "" || x.Summary == "" || len([]rune(x.Summary)) > 400 || len(x.Body) < 400 {
			t.Errorf("%s.%s: something is missing", s.Code, lang)
		}
		points = append(points, len(point.FindAllString(x.Body, -1)))
		marks = append(marks, strings.Count(x.Body, assets.UnverifiedMark[lang]))
		figures = append(figures, strings.Join(numbers(x.Body), " "))
		lines := strings.Split(strings.TrimSpace(x.Body), "\n")
		last := map[string]string{"sq": "**Ku të pyesni:** ", "en": "**Where to ask:** "}[lang]
		if !strings.HasPrefix(lines[len(lines)-1], last) {
			t.Errorf("%s.%s does not end by saying where to ask", s.Code, lang)
		}
		if strings.Contains(x.Body, "[?]") || strings.Contains(x.Body, "{?}") {
			t.Errorf("%s.%s: a working mark was left", s.Code, lang)
		}
	}
	if points[0] != points[1] || points[0] < 4 || points[0] > 7 {
		t.Errorf("%s: %v points", s.Code, points)
	}
	if marks[0] != marks[1] || s.Verified != (marks[0] == 0) {
		t.Errorf("%s: %v marks, verified %v", s.Code, marks, s.Verified)
	}
	if figures[0] != figures[1] {
		t.Errorf("%s: the numbers differ\nsq %s\nen %s", s.Code, figures[0], figures[1])
	}
}

var (
	number    = regexp.MustCompile(`\d[\d./–]*\d|\d`)
	thousands = regexp.MustCompile(`(\d)[ ,](\d{3})\b`)
)

// numbers lists the figures of a text without its thousands separators, in
// order, because the languages order their sentences differently.
func numbers(s string) []string {
	out := number.FindAllString(thousands.ReplaceAllString(s, "$1$2"), -1)
	slices.Sort(out)
	return out
}

func TestSheetsAreAlbanian(t *testing.T) {
	for _, s := range assets.Sheets() {
		sq, en := s.Text["sq"], s.Text["en"]
		if !strings.ContainsAny(sq.Body, "ë") || !strings.ContainsAny(sq.Body, "ç") && !strings.Contains(sq.Body, "Ç") && len(sq.Body) > 2000 {
			t.Errorf("%s: no Albanian letters", s.Code)
		}
		for _, w := range []string{" the ", " and ", " with ", " you "} {
			if strings.Contains(sq.Body, w) {
				t.Errorf("%s: %q in the Albanian text", s.Code, w)
			}
		}
		if strings.Contains(en.Body, "ë") {
			t.Errorf("%s: Albanian in the English text", s.Code)
		}
	}
}

func TestShippedFitsTheCatalogue(t *testing.T) {
	all := assets.Shipped()
	if len(all) != len(assets.Sheets())+len(assets.Institutions()) {
		t.Fatalf("%d records", len(all))
	}
	ids := map[casefile.ID]string{}
	for _, s := range all {
		if other, twice := ids[s.RecordID()]; twice {
			t.Errorf("%s and %s are one record", s.Key, other)
		}
		ids[s.RecordID()] = s.Key
		for name, values := range s.Fields {
			f, ok := casefile.FieldByName(s.Kind, name)
			if !ok {
				t.Errorf("%s: no field %s", s.Key, name)
				continue
			}
			if !f.Set && len(values) != 1 {
				t.Errorf("%s.%s: %d values", s.Key, name, len(values))
			}
			for _, v := range values {
				got, err := f.Canonical(v, openBook{})
				if err != nil || got != v {
					t.Errorf("%s.%s: %q becomes %q (%v)", s.Key, name, v, got, err)
				}
			}
		}
		for _, f := range casefile.Fields(s.Kind) {
			if f.Required && len(s.Fields[f.Name]) == 0 {
				t.Errorf("%s: %s is required", s.Key, f.Name)
			}
		}
	}
}

// openBook lets restricted kinds of institution pass: that a shelter service
// exists is no secret, that somebody was sent there is.
type openBook struct{ assets.Codes }

// Restricted never holds for the directory.
func (openBook) Restricted(_, _ string) bool { return false }

// Every device turns a shipped record into the same event. A record that changed
// under its old version would be two truths of the same name.
func TestShippedChangesRaiseTheVersion(t *testing.T) {
	var b strings.Builder
	for _, s := range assets.Shipped() {
		fields, err := json.Marshal(s.Fields) // sorted by key
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(fields)
		fmt.Fprintf(&b, "%s %s %d %s %s\n", s.Kind, s.Key, s.Version, s.Day, hex.EncodeToString(sum[:8]))
	}
	const path = "testdata/shipped.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(want)), "\n") {
		f := strings.Fields(line)
		was[strings.Join(f[:3], " ")] = line
	}
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		key := strings.Join(strings.Fields(line)[:3], " ")
		if old, ok := was[key]; !ok || old != line {
			t.Errorf("%s\n is not what was shipped under this version: %q\n raise version and written, then run go test ./assets -update", line, old)
		}
		delete(was, key)
	}
	for key := range was {
		t.Errorf("%s was shipped and is gone; withdraw it in a new version instead", key)
	}
}
