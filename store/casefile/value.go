package casefile

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// CodeBook answers questions about the code lists. Countries, municipalities
// and counties are asked for under "country", "municipality" and "county".
type CodeBook interface {
	// Has reports whether the list knows the code, retired ones included.
	Has(list, code string) bool
	// Restricted codes say something that only a sealed record may hold.
	Restricted(list, code string) bool
	// Next lists the codes that may follow this one.
	Next(list, code string) []string
	// Range returns the years of age that a band covers, both ends included.
	Range(list, code string) (from, to int, ok bool)
}

// Layouts of dates and times as they are kept.
const (
	DateLayout     = "2006-01-02"
	DateTimeLayout = "2006-01-02T15:04"
)

// Day returns the calendar day of a moment on the wall clock of its location.
func Day(t time.Time) string { return t.Format(DateLayout) }

// Canonical returns the kept form of what was typed into a field, or an error
// with the field's name. Empty text stays empty.
func (f Field) Canonical(s string, book CodeBook) (string, error) {
	if !utf8.ValidString(s) {
		return "", &Error{Code: CodeBadText, Field: f.Name}
	}
	s = strings.TrimSpace(clean(s, f.Type == TypeNote))
	if s == "" {
		return "", nil
	}
	if utf8.RuneCountInString(s) > f.Limit() {
		return "", &Error{Code: CodeTooLong, Field: f.Name, Args: map[string]any{"Max": f.Limit()}}
	}
	out, code := f.canonical(s, book)
	if code != "" {
		return "", &Error{Code: code, Field: f.Name}
	}
	return out, nil
}

func (f Field) canonical(s string, book CodeBook) (string, Code) {
	switch f.Type {
	case TypeCode:
		if !book.Has(f.List, s) {
			return "", CodeUnknownCode
		}
		if book.Restricted(f.List, s) {
			return "", CodeRestricted
		}
		return s, ""
	case TypeDate:
		return checkLayout(s, DateLayout)
	case TypeBirth:
		if y, err := strconv.Atoi(s); err == nil && len(s) == 4 && y >= 1800 {
			return s, ""
		}
		return checkLayout(s, DateLayout)
	case TypeDateTime:
		return checkLayout(s, DateTimeLayout)
	case TypeInt:
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > 1_000_000 {
			return "", CodeBadNumber
		}
		return strconv.Itoa(n), ""
	case TypeBool:
		if s != "true" && s != "false" {
			return "", CodeUnknownCode
		}
		return s, ""
	case TypeRef:
		id, err := ParseID(s)
		if err != nil {
			return "", CodeBadReference
		}
		return id.String(), ""
	case TypePhone:
		return canonicalPhone(s)
	case TypeDocument:
		return canonicalDocument(s, book)
	case TypePersonalNumber:
		return strings.ToUpper(strings.ReplaceAll(s, " ", "")), ""
	case TypeLanguage:
		return canonicalLanguage(s, book)
	default:
		return s, ""
	}
}

func checkLayout(s, layout string) (string, Code) {
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1800 || t.Year() > 2200 {
		return "", CodeBadDate
	}
	return s, ""
}

// clean drops control characters and, in single lines, line breaks: they come
// from pasted text and would break letters, lists and exports.
func clean(s string, lines bool) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines, r == '\t' && lines:
			return r
		case r == '\n', r == '\t', r == '\u00a0':
			return ' '
		case unicode.IsControl(r), r == '\u202e', r == '\u202d', r == '\ufeff':
			return -1
		default:
			return r
		}
	}, s)
}

// Document is one identity document of a person.
type Document struct {
	// Kind is a code of the list id_document.
	Kind string
	// Number is as printed; formats are not checked, none was confirmed.
	Number string
	// Country that issued it (ISO 3166-1 alpha-2), or "".
	Country string
	// Expires is a date, or "".
	Expires string
}

// String returns the kept form "kind|number|country|expires".
func (d Document) String() string {
	return strings.Join([]string{d.Kind, d.Number, d.Country, d.Expires}, "|")
}

// ParseDocument reads the kept form; missing parts are empty.
func ParseDocument(s string) Document {
	p := append(strings.Split(s, "|"), "", "", "", "")
	return Document{Kind: p[0], Number: p[1], Country: p[2], Expires: p[3]}
}

func canonicalDocument(s string, book CodeBook) (string, Code) {
	if strings.Count(s, "|") > 3 {
		return "", CodeBadDocument
	}
	d := ParseDocument(s)
	d.Number = strings.ToUpper(strings.TrimSpace(d.Number))
	if !book.Has("id_document", d.Kind) || d.Number == "" && d.Kind != "none" {
		return "", CodeBadDocument
	}
	if d.Country != "" && !book.Has("country", d.Country) {
		return "", CodeUnknownCode
	}
	if d.Expires != "" {
		if _, code := checkLayout(d.Expires, DateLayout); code != "" {
			return "", code
		}
	}
	return d.String(), ""
}

func canonicalLanguage(s string, book CodeBook) (string, Code) {
	p := strings.Split(strings.ToLower(s), ":")
	if len(p) < 2 || len(p) > 3 || len(p[0]) != 2 || !book.Has("language_level", p[1]) {
		return "", CodeBadLanguage
	}
	if len(p) == 3 && !book.Has("language_evidence", p[2]) {
		return "", CodeBadLanguage
	}
	return strings.Join(p, ":"), ""
}

// canonicalPhone writes a number in E.164 form. A number that begins with 0 is
// Albanian (+355, national prefix 0); three to six digits are a short code and
// stay as typed (refdata: libphonenumber metadata for AL).
func canonicalPhone(s string) (string, Code) {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '+' && i == 0:
			b.WriteRune(r)
		case strings.ContainsRune(" -./()", r):
		default:
			return "", CodeBadPhone
		}
	}
	d := b.String()
	switch {
	case strings.HasPrefix(d, "+"):
		d = d[1:]
	case strings.HasPrefix(d, "00"):
		d = d[2:]
	case len(d) >= 3 && len(d) <= 6:
		return d, ""
	case strings.HasPrefix(d, "0800"):
		return d, ""
	case strings.HasPrefix(d, "0"):
		d = "355" + d[1:]
	case strings.HasPrefix(d, "6") && len(d) == 9:
		d = "355" + d
	}
	if len(d) < 8 || len(d) > 15 || d[0] == '0' {
		return "", CodeBadPhone
	}
	return "+" + d, ""
}

// ShowPhone returns a number as people write it: "069 234 5678" for Albanian
// mobiles, "+49 …" in groups of three for the rest.
func ShowPhone(e164 string) string {
	d, ok := strings.CutPrefix(e164, "+355")
	if ok && len(d) == 9 && d[0] == '6' {
		return "0" + d[:2] + " " + d[2:5] + " " + d[5:]
	}
	if ok && len(d) >= 7 {
		return "0" + d
	}
	return e164
}
