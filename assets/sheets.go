package assets

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// UnverifiedMark stands behind every point of a sheet that was not verified.
var UnverifiedMark = map[string]string{"sq": "(e paverifikuar)", "en": "(not verified)"}

// Sheet is an information sheet in both languages.
type Sheet struct {
	// Code is that of its main topic.
	Code    string
	Version int
	// Written is the day of this version, Checked the day its facts were last
	// compared with their sources.
	Written, Checked string
	// Verified is true only when no point carries the mark.
	Verified     bool
	Topics       []string
	Destinations []string
	Sources      []string
	// Text by language.
	Text map[string]SheetText
}

// SheetText is a sheet in one language.
type SheetText struct {
	Title, Audience, Summary string
	// Body is Markdown without the title.
	Body string
}

// sheetOrder is the order of the library.
var sheetOrder = []string{
	"reg.de.wb", "reg.it.flussi", "visa", "risk", "thb", "work", "agency",
	"return", "diploma", "imm", "study", "return.school", "diaspora",
}

var sheets = sync.OnceValue(func() []Sheet {
	out := make([]Sheet, 0, len(sheetOrder))
	for _, code := range sheetOrder {
		s, err := readSheet(code)
		if err != nil {
			panic(err)
		}
		out = append(out, s)
	}
	return out
})

// Sheets returns the 13 sheets the program starts with.
func Sheets() []Sheet { return slices.Clone(sheets()) }

// readSheet joins the two language files; what they share must be the same.
func readSheet(code string) (Sheet, error) {
	s := Sheet{Text: map[string]SheetText{}}
	var first map[string]string
	for _, lang := range Languages {
		path := "sheets/" + code + "." + lang + ".md"
		front, body, err := parseSheet(string(mustRead(path)))
		if err != nil {
			return Sheet{}, fmt.Errorf("assets: %s: %w", path, err)
		}
		if first == nil {
			first = front
		}
		for _, key := range []string{"code", "version", "written", "topics", "destinations", "checked", "verified", "sources"} {
			if front[key] != first[key] {
				return Sheet{}, fmt.Errorf("assets: %s: %s differs between the languages", path, key)
			}
		}
		s.Text[lang] = SheetText{Title: front["title"], Audience: front["audience"], Summary: front["summary"], Body: body}
	}
	version, err := strconv.Atoi(first["version"])
	if err != nil || first["code"] != code {
		return Sheet{}, fmt.Errorf("assets: sheet %s: bad code or version", code)
	}
	s.Code, s.Version, s.Written, s.Checked = code, version, first["written"], first["checked"]
	s.Verified = first["verified"] == "true"
	s.Topics, s.Destinations, s.Sources = split(first["topics"], ","), split(first["destinations"], ","), split(first["sources"], ";")
	return s, nil
}

// parseSheet cuts a file into its front matter ("key: value" between two lines
// of three dashes) and its body.
func parseSheet(text string) (front map[string]string, body string, err error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	head, rest, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !ok || !strings.HasPrefix(text, "---\n") {
		return nil, "", fmt.Errorf("no front matter")
	}
	front = map[string]string{}
	for _, line := range strings.Split(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, "", fmt.Errorf("front matter line without a colon: %q", line)
		}
		front[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return front, strings.TrimSpace(rest) + "\n", nil
}
