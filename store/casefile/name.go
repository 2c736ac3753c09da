package casefile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form under which names and texts are searched: lower case,
// without accents (ë=e, ç=c), with everything that is not a letter or digit as
// a space. Officers type on keyboards without an Albanian layout.
func Fold(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	space := true
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// Words returns the folded words of a text.
func Words(s string) []string { return strings.Fields(Fold(s)) }

// Digits returns only the digits and letters of a number, upper case, so that
// it is found however it was spaced.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 32
		default:
			return -1
		}
	}, s)
}

// FullName joins the parts the way Albanian offices write them: name, father's
// name, surname.
func FullName(given, father, family string) string {
	return strings.Join(strings.Fields(given+" "+father+" "+family), " ")
}
