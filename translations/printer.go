package translations

import (
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Printer writes texts, numbers and dates in one language.
type Printer struct {
	catalog   *Catalog
	lang      string
	localizer *i18n.Localizer
}

// Lang returns the language, "sq" or "en".
func (p *Printer) Lang() string { return p.lang }

// T returns the text of a key. args are names and values in turn that fill its
// gaps: p.T("client.older", "Name", name, "Age", age).
func (p *Printer) T(key string, args ...any) string {
	if t, ok := p.catalog.texts[p.lang][key]; ok && t.simple {
		return t.plain
	}
	return p.Text(key, pairs(args))
}

// Text is T with the gaps as a map, for texts of errors and warnings.
func (p *Printer) Text(key string, args map[string]any) string {
	t, ok := p.catalog.texts[p.lang][key]
	switch {
	case !ok:
		return p.catalog.miss(key)
	case t.simple:
		return t.plain
	default:
		// Of plural forms this is the general one.
		return p.localize(key, args, nil)
	}
}

// N returns the plural form of a key for n; the gap N is n as a number is
// written in this language.
func (p *Printer) N(key string, n int, args ...any) string {
	t, ok := p.catalog.texts[p.lang][key]
	if !ok {
		return p.catalog.miss(key)
	}
	data := pairs(args)
	if data == nil {
		data = map[string]any{}
	}
	data["N"] = p.Number(n)
	if t.forms == nil {
		return p.Text(key, data)
	}
	return p.localize(key, data, n)
}

func (p *Printer) localize(key string, data map[string]any, count any) string {
	s, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
	if err != nil || strings.Contains(s, "<no value>") {
		return p.catalog.miss(key)
	}
	return s
}

// pairs turns names and values in turn into a map; a name without a value is
// left out.
func pairs(args []any) map[string]any {
	if len(args) < 2 {
		return nil
	}
	m := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			m[name] = args[i+1]
		}
	}
	return m
}

// Number writes a whole number with its thousands set apart: by a no-break
// space in Albanian, by a comma in English (CLDR).
func (p *Printer) Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	sep := "\u00a0"
	if p.lang == "en" {
		sep = ","
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// List joins words as a sentence does: "a, b dhe c".
func (p *Printer) List(items []string) string {
	and := " dhe "
	if p.lang == "en" {
		and = " and "
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + and + items[n-1]
	}
}
