package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestName is the length of a file name without its ending; with a long
// folder before it, it stays below the 260 characters of Windows.
const longestName = 80

// FileName joins parts to the name of a PDF file that every system accepts:
// letters a to z, digits, dots, underscores and hyphens, no leading or trailing
// dot, no name that Windows reserves for a device. Give it codes and numbers
// only: the name of a client must never be in a file's name, because lists of
// recent files and mail subjects repeat it.
func FileName(parts ...string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.Join(parts, "-")) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), r == '.', r == '_':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte('-')
		}
	}
	name := firstRunes(collapse(b.String()), longestName)
	if name = strings.Trim(name, ".-_"); name == "" {
		name = "dokument"
	}
	if reserved(name) {
		name = "dokument-" + name
	}
	return name + ".pdf"
}

// collapse makes one of several hyphens or dots in a row.
func collapse(s string) string {
	for _, c := range []string{"-", "."} {
		for strings.Contains(s, c+c) {
			s = strings.ReplaceAll(s, c+c, c)
		}
	}
	return s
}

// reserved reports whether Windows takes the name for a device, whatever its
// ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}
