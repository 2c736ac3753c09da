package casefile_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sporteli/store/casefile"
)

var update = flag.Bool("update", false, "write docs/records.md and add new fields to testdata/catalogue.txt")

// released lists every number with what it must mean for ever.
func released() []string {
	var out []string
	for _, k := range casefile.Kinds() {
		for _, f := range casefile.Fields(k) {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s %d %s %d %s%s set=%v", k, k, f.No, f.Name, f.Type, f.List, f.Kind, f.Set)))
		}
	}
	return out
}

// Numbers lie on disks and travel: one that was released is never given to
// another field, nor its field to another type.
func TestReleasedNumbersKeepTheirMeaning(t *testing.T) {
	path := filepath.Join("testdata", "catalogue.txt")
	raw, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	now := map[string]bool{}
	for _, line := range released() {
		now[line] = true
	}
	known := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		known[line] = true
		if line != "" && !now[line] {
			t.Errorf("released and no longer so: %s", line)
		}
	}
	added := ""
	for _, line := range released() {
		if !known[line] {
			added += line + "\n"
		}
	}
	switch {
	case added == "":
	case *update:
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(raw, added...), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("new fields; run go test ./store/casefile -update once they are to be released:\n%s", added)
	}
}

func TestNumbersAndNamesAreUniqueWithinAKind(t *testing.T) {
	for _, k := range casefile.Kinds() {
		if casefile.Fields(k) == nil {
			t.Errorf("kind %s has no fields", k)
		}
		numbers, names := map[uint16]bool{}, map[string]bool{}
		for _, f := range casefile.Fields(k) {
			if f.No == casefile.FieldScopes || numbers[f.No] || names[f.Name] {
				t.Errorf("%s: %d %s twice, or field 0", k, f.No, f.Name)
			}
			numbers[f.No], names[f.Name] = true, true
			if (f.Type == casefile.TypeCode) != (f.List != "") || (f.Type == casefile.TypeRef) != (f.Kind != 0) && f.Name != "subject" {
				t.Errorf("%s.%s: list or kind does not fit the type", k, f.Name)
			}
		}
	}
}

// howWritten says for the table how a value is written.
func howWritten(f casefile.Field) string {
	switch f.Type {
	case casefile.TypeText:
		return fmt.Sprintf("text, one line, at most %d characters", f.Limit())
	case casefile.TypeNote:
		return fmt.Sprintf("text, several lines, at most %d characters", f.Limit())
	case casefile.TypeCode:
		return "code of `" + f.List + "`"
	case casefile.TypeDate:
		return "date `2026-11-22`"
	case casefile.TypeBirth:
		return "date `1988-04-17`, or year `1988`"
	case casefile.TypeDateTime:
		return "date and time `2026-11-22T10:15`, wall clock of the office"
	case casefile.TypeInt:
		return "whole number, 0 to 1,000,000"
	case casefile.TypeBool:
		return "`true` or `false`"
	case casefile.TypeRef:
		if f.Kind == 0 {
			return "id of a record"
		}
		return "id of a record of kind `" + f.Kind.String() + "`"
	case casefile.TypePhone:
		return "telephone number; kept as `+355692345678`"
	case casefile.TypeDocument:
		return "`{\"kind\":\"passport\",\"number\":\"BA1234567\",\"country\":\"AL\",\"expires\":\"2030-01-02\"}`; kept as `passport|BA1234567|AL|2030-01-02`"
	case casefile.TypePersonalNumber:
		return "personal number; doubts are shown, never refused"
	case casefile.TypeLanguage:
		return "language and level `de:b1`, with evidence `de:b1:certificate`"
	}
	return ""
}

const recordsHead = `# Records and their fields

Made from the catalogue in store/casefile by ` + "`go test ./store/casefile -update`" + `; a test compares it. ` + "`counterctl add`" + ` reads records in these words, one JSON
object a line:

` + "```json" + `
{"kind":"client","fields":{"given_name":"Besa","family_name":"Çeliku","sex":"female","birth_date":"1988-04-17","phones":["0692345678"]}}
` + "```" + `

- A field marked *several* takes a JSON array; a single value may stand alone. Numbers and true/false may be JSON values or text. An empty text is no value.
- ` + "`\"id\"`" + ` beside ` + "`\"kind\"`" + ` chooses the id of a new record (a UUID), so that later lines can point to it.
- *Required* is asked when a record is made. *Decides*: two different values are a conflict that an officer settles; other fields show one and keep both.
- Codes are those of assets/refdata/codelists.toml; ` + "`country`" + ` is ISO 3166-1 alpha-2, ` + "`municipality`" + ` the short name in assets/refdata/municipalities.csv, ` + "`county`" + ` ISO 3166-2. Codes
  marked restricted there belong into sealed records only and are refused.
- Filled in when empty: ` + "`office`" + `, ` + "`officer`" + ` (who signed in), ` + "`opened_on`" + `, ` + "`created_on`" + ` (today), a referral's ` + "`status`" + ` (draft), ` + "`due_on`" + ` (by urgency) and ` + "`number`" + ` (always given by
  the program), a follow-up's ` + "`status`" + ` (planned).
- A consultation without a client is a light visit: it needs ` + "`sex`" + `, ` + "`age_band`" + ` and ` + "`municipality`" + `. A referral needs ` + "`institution`" + ` or ` + "`institution_name`" + `, and ` + "`consented`" + ` true in
  every status but draft and cancelled.
- Written by the program or published by the centre, never by an officer: card, sheet, institution, office, officer, audit.
`

func recordsPage() string {
	var b strings.Builder
	b.WriteString(recordsHead)
	for _, k := range casefile.Kinds() {
		fmt.Fprintf(&b, "\n## %s\n\n| field | how it is written | | no. |\n|---|---|---|---|\n", k)
		for _, f := range casefile.Fields(k) {
			var marks []string
			for _, m := range []struct {
				on   bool
				word string
			}{{f.Required, "required"}, {f.Set, "several"}, {f.Material, "decides"}} {
				if m.on {
					marks = append(marks, m.word)
				}
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %d |\n", f.Name, strings.ReplaceAll(howWritten(f), "|", `\|`), strings.Join(marks, ", "), f.No)
		}
	}
	return b.String()
}

func TestRecordsPageIsWhatTheCatalogueSays(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "records.md")
	want := recordsPage()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil || string(have) != want {
		t.Errorf("docs/records.md is not what the catalogue says (%v); run go test ./store/casefile -update", err)
	}
}

func TestIDsAsText(t *testing.T) {
	id := casefile.NewID()
	text, err := id.MarshalText()
	if err != nil || string(text) != id.String() {
		t.Fatalf("%s %v", text, err)
	}
	var back casefile.ID
	if err := back.UnmarshalText(text); err != nil || back != id {
		t.Errorf("%s %v", back, err)
	}
	if err := back.UnmarshalText(nil); err != nil || !back.IsZero() {
		t.Errorf("%s %v", back, err)
	}
	if err := back.UnmarshalText([]byte("x")); casefile.CodeOf(err) != casefile.CodeNotFound {
		t.Errorf("%v", err)
	}
}
