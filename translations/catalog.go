package translations

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed sq/*.json en/*.json toolkit/*.json
var files embed.FS

// Languages are those the program speaks; the first is the one it starts in.
var Languages = []string{"sq", "en"}

// Catalog holds all texts of all languages.
type Catalog struct {
	bundle *i18n.Bundle
	// texts is what the files say, by language and key; it tells plain texts
	// from those with gaps or plural forms.
	texts map[string]map[string]text

	mu      sync.Mutex
	missing map[string]int
}

// text is one entry of a file: a plain text, or plural forms.
type text struct {
	plain  string
	forms  map[string]string
	simple bool // neither gaps nor forms
}

// UnmarshalJSON takes a string or an object of plural forms.
func (t *text) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &t.plain); err == nil {
		t.simple = !strings.Contains(t.plain, "{{")
		return nil
	}
	return json.Unmarshal(b, &t.forms)
}

// Load reads the embedded files. It fails only if one of them is malformed. Of a
// key in two files the first is taken; the tests allow no such key.
func Load() (*Catalog, error) {
	c := &Catalog{
		bundle:  i18n.NewBundle(language.Albanian),
		texts:   map[string]map[string]text{},
		missing: map[string]int{},
	}
	c.bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, lang := range Languages {
		c.texts[lang] = map[string]text{}
		entries, err := files.ReadDir(lang)
		if err != nil {
			return nil, fmt.Errorf("translations: %w", err)
		}
		for _, e := range entries {
			if err := c.add(lang, e.Name()); err != nil {
				return nil, fmt.Errorf("translations: %s/%s: %w", lang, e.Name(), err)
			}
		}
	}
	return c, nil
}

func (c *Catalog) add(lang, file string) error {
	b, err := files.ReadFile(path.Join(lang, file))
	if err != nil {
		return err
	}
	var area map[string]text
	if err := json.Unmarshal(b, &area); err != nil {
		return err
	}
	for key, t := range area {
		if _, taken := c.texts[lang][key]; !taken {
			c.texts[lang][key] = t
		}
	}
	// The language is read from the name: area.sq.json.
	_, err = c.bundle.ParseMessageFileBytes(b, strings.TrimSuffix(file, ".json")+"."+lang+".json")
	return err
}

// Keys lists the keys of a language in order.
func (c *Catalog) Keys(lang string) []string {
	return slices.Sorted(maps.Keys(c.texts[lang]))
}

// Has reports whether the key has a text in every language.
func (c *Catalog) Has(key string) bool {
	for _, lang := range Languages {
		if _, ok := c.texts[lang][key]; !ok {
			return false
		}
	}
	return true
}

// Missing lists the keys that were asked for and had no text, in order.
func (c *Catalog) Missing() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.missing))
}

func (c *Catalog) miss(key string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.missing[key]++
	return "⟦" + key + "⟧"
}

// Printer returns the printer of a language, the Albanian one for a language we
// do not speak.
func (c *Catalog) Printer(lang string) *Printer {
	if !slices.Contains(Languages, lang) {
		lang = Languages[0]
	}
	return &Printer{catalog: c, lang: lang, localizer: i18n.NewLocalizer(c.bundle, lang)}
}

// Toolkit returns the words of the window toolkit itself (menus, dialogs, day
// names) as a file of its own form; they belong to no screen.
func Toolkit(lang string) []byte {
	if !slices.Contains(Languages, lang) {
		lang = Languages[0]
	}
	b, err := files.ReadFile("toolkit/" + lang + ".json")
	if err != nil {
		panic(fmt.Sprintf("translations: %v", err)) // embedded, read by a test
	}
	return b
}
