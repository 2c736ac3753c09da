package translations_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sporteli/store/casefile"
	"sporteli/translations"
)

// area is one file: key to text or to plural forms.
type area map[string]any

// areas reads every file of a language as it lies on disk.
func areas(t *testing.T, lang string) map[string]area {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(lang, "*.json"))
	if err != nil || len(paths) < 4 {
		t.Fatalf("%s: %d files (%v)", lang, len(paths), err)
	}
	out := map[string]area{}
	for _, path := range paths {
		out[filepath.Base(path)] = readArea(t, path)
	}
	return out
}

func readArea(t *testing.T, path string) area {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var a area
	if err := json.Unmarshal(b, &a); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(a) == 0 {
		t.Fatalf("%s is empty", path)
	}
	return a
}

// forms returns the texts of an entry by plural form, "" for a plain text.
func forms(t *testing.T, key string, v any) map[string]string {
	t.Helper()
	switch v := v.(type) {
	case string:
		return map[string]string{"": v}
	case map[string]any:
		out := map[string]string{}
		for form, text := range v {
			s, ok := text.(string)
			if !ok {
				t.Fatalf("%s: form %s is no text", key, form)
			}
			out[form] = s
		}
		return out
	}
	t.Fatalf("%s is neither text nor plural forms", key)
	return nil
}

var gap = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// gaps lists the names of the variables in all forms of an entry.
func gaps(entry map[string]string) []string {
	seen := map[string]bool{}
	for _, s := range entry {
		for _, m := range gap.FindAllStringSubmatch(s, -1) {
			seen[m[1]] = true
		}
	}
	var out []string
	for name := range seen {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Both languages must offer the same files, keys, plural forms and gaps.
func TestLanguagesAgree(t *testing.T) {
	sq, en := areas(t, "sq"), areas(t, "en")
	for file, a := range sq {
		b, ok := en[file]
		if !ok {
			t.Errorf("en/%s is missing", file)
			continue
		}
		for key, v := range a {
			w, ok := b[key]
			if !ok {
				t.Errorf("en/%s: no %s", file, key)
				continue
			}
			x, y := forms(t, key, v), forms(t, key, w)
			if !slices.Equal(gaps(x), gaps(y)) {
				t.Errorf("%s: gaps %v in sq, %v in en", key, gaps(x), gaps(y))
			}
			if _, plain := x[""]; plain != (len(y) == 1 && y[""] != "") {
				t.Errorf("%s: plural in one language only", key)
			}
		}
		for key := range b {
			if _, ok := a[key]; !ok {
				t.Errorf("sq/%s: no %s", file, key)
			}
		}
	}
	for file := range en {
		if _, ok := sq[file]; !ok {
			t.Errorf("sq/%s is missing", file)
		}
	}
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)+$`)

func TestEntries(t *testing.T) {
	for _, lang := range translations.Languages {
		where := map[string]string{}
		for file, a := range areas(t, lang) {
			for key, v := range a {
				if other, twice := where[key]; twice {
					t.Errorf("%s: %s is in %s and %s", lang, key, other, file)
				}
				where[key] = file
				if !keyForm.MatchString(key) {
					t.Errorf("%s/%s: key %q is not of the form screen.element", lang, file, key)
				}
				checkEntry(t, lang+"/"+key, forms(t, key, v))
			}
		}
	}
}

func checkEntry(t *testing.T, key string, entry map[string]string) {
	t.Helper()
	for form, s := range entry {
		if strings.TrimSpace(s) == "" || s != strings.TrimSpace(s) {
			t.Errorf("%s: empty, or spaces at its ends: %q", key, s)
		}
		if strings.Count(s, "{{") != len(gap.FindAllString(s, -1)) {
			t.Errorf("%s: a gap is not of the form {{.Name}}: %q", key, s)
		}
		if strings.Contains(s, "...") {
			t.Errorf("%s: write … for three dots", key)
		}
		if form != "" && form != "one" && form != "other" {
			t.Errorf("%s: plural form %q (Albanian and English have one and other)", key, form)
		}
	}
	if _, plain := entry[""]; plain {
		return
	}
	if entry["one"] == "" || entry["other"] == "" {
		t.Errorf("%s: a plural needs one and other", key)
	}
}

// English words that slip into Albanian texts most easily.
var english = regexp.MustCompile(`(?i)\b(the|and|of|with|for|your|you|this|that|please|save|cancel|close|search|client|clients|referral|sheet|sheets|settings|language|password|sync|error|warning|officer|office|needs|from|have|has|are|was|will|new|edit|delete|print|next|back|today|no results|loading|unknown|required|yes|upload|download|click|button|backup)\b`)

// Letters that Albanian keyboards produce; anything else is a slip or a paste.
var foreign = regexp.MustCompile(`[åäöüéèàñøšžčćđțșłőűìòù]`)

func TestAlbanianIsAlbanian(t *testing.T) {
	seen := 0
	check := func(key, s string) {
		seen++
		s = gap.ReplaceAllString(s, "")
		if w := english.FindString(s); w != "" && !allowedEnglish[key] {
			t.Errorf("%s: English word %q in %q", key, w, s)
		}
		if w := foreign.FindString(strings.ToLower(s)); w != "" {
			t.Errorf("%s: letter %q in %q", key, w, s)
		}
	}
	for _, a := range areas(t, "sq") {
		for key, v := range a {
			for _, s := range forms(t, key, v) {
				check(key, s)
			}
		}
	}
	for key, v := range readArea(t, "toolkit/sq.json") {
		for _, s := range forms(t, key, v) {
			check(key, s)
		}
	}
	if seen < 300 {
		t.Fatalf("only %d Albanian texts were looked at", seen)
	}
}

// allowedEnglish are keys whose Albanian text names something English.
var allowedEnglish = map[string]bool{}

// A word without its diacritics is the commonest slip of a hurried Albanian
// typist. Each of these is wrong however it is meant.
var stripped = regexp.MustCompile(`(?i)\b(eshte|nje|per|te dhena|kesh?illim|jane|duhet te|ne kompjuter|fleta? informative te|klientet|asgje|gjithcka|cdo|cfare|vleren|perseri|gjuhe|zyre|pergjigje|perdorues|fjalekalim)\b`)

func TestAlbanianHasItsLetters(t *testing.T) {
	for _, a := range areas(t, "sq") {
		for key, v := range a {
			for _, s := range forms(t, key, v) {
				if w := stripped.FindString(gap.ReplaceAllString(s, "")); w != "" {
					t.Errorf("%s: %q lacks ë or ç in %q", key, w, s)
				}
			}
		}
	}
}

func TestEveryErrorHasAText(t *testing.T) {
	c := load(t)
	codes := casefile.Codes()
	if len(codes) < 40 {
		t.Fatalf("only %d codes", len(codes))
	}
	for _, code := range codes {
		if !c.Has("error." + string(code)) {
			t.Errorf("error.%s has no text in both languages", code)
		}
	}
	known := map[string]bool{}
	for _, code := range codes {
		known["error."+string(code)] = true
	}
	for _, key := range c.Keys("sq") {
		if strings.HasPrefix(key, "error.") && !known[key] {
			t.Errorf("%s is no code", key)
		}
	}
}

// The catalogue of fields and its labels must fit each other exactly.
func TestEveryFieldHasALabel(t *testing.T) {
	c := load(t)
	known := map[string]bool{}
	for _, kind := range casefile.Kinds() {
		known["kind."+kind.String()] = true
		for _, f := range casefile.Fields(kind) {
			known["field."+kind.String()+"."+f.Name] = true
		}
	}
	if len(known) < 100 {
		t.Fatalf("only %d fields and kinds", len(known))
	}
	for key := range known {
		if !c.Has(key) {
			t.Errorf("%s has no label in both languages", key)
		}
	}
	for key := range areas(t, "sq")["field.json"] {
		if !known[key] {
			t.Errorf("%s is no field of the catalogue", key)
		}
	}
}

func TestToolkit(t *testing.T) {
	base := toolkitBase(t)
	for _, lang := range translations.Languages {
		var own area
		if err := json.Unmarshal(translations.Toolkit(lang), &own); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		for key := range base {
			if _, ok := own[key]; !ok {
				t.Errorf("toolkit/%s.json: no %q", lang, key)
			}
		}
		for key, v := range own {
			if _, ok := base[key]; !ok {
				t.Errorf("toolkit/%s.json: the toolkit has no %q", lang, key)
			}
			for _, s := range forms(t, key, v) {
				if s == "" {
					t.Errorf("toolkit/%s.json: %q is empty", lang, key)
				}
			}
		}
	}
	if string(translations.Toolkit("de")) != string(translations.Toolkit("sq")) {
		t.Error("a language we do not speak must get the Albanian words")
	}
}

func load(t *testing.T) *translations.Catalog {
	t.Helper()
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
