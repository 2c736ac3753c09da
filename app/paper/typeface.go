package paper

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"sporteli/assets"
)

// face is one cut of the type family. A text that is both bold and slanted is
// printed bold: the fourth cut would add more to every file than it is worth.
type face uint8

const (
	plain  face = iota // running text
	bold               // headings, names and what must not be missed
	italic             // asides
	faces              // how many there are
)

// styleOf names a cut as the PDF library does.
var styleOf = [faces]string{plain: "", bold: "B", italic: "I"}

// cut is a face ready for use: the bytes to embed and what they can show.
type cut struct {
	data []byte
	font *sfnt.Font
}

// family loads the shipped fonts once. They are parsed here, because the PDF
// library reports a broken font on standard output instead of by an error.
var family = sync.OnceValues(func() ([faces]cut, error) {
	return parseFamily([faces][]byte{
		plain:  assets.Font(assets.FontRegular),
		bold:   assets.Font(assets.FontBold),
		italic: assets.Font(assets.FontItalic),
	})
})

// parseFamily checks that each cut is a font at all.
func parseFamily(data [faces][]byte) ([faces]cut, error) {
	var out [faces]cut
	for f, b := range data {
		font, err := sfnt.Parse(b)
		if err != nil {
			return out, fmt.Errorf("paper: font %d: %w", f, err)
		}
		out[f] = cut{data: b, font: font}
	}
	return out, nil
}

// scribe decides letter by letter what can be printed. It belongs to one
// document and must not be shared, as its buffer is reused.
type scribe struct {
	cuts [faces]cut
	buf  sfnt.Buffer
	seen [faces]map[rune]bool
}

// has reports whether the face can show a letter. Letters beyond the Basic
// Multilingual Plane and those written from right to left count as missing: the
// shipped fonts hold none, and the PDF library can neither encode the first nor
// order and join the second.
func (s *scribe) has(f face, r rune) bool {
	if known, ok := s.seen[f][r]; ok {
		return known
	}
	ok := r <= 0xFFFF && !rightToLeft(r)
	if ok {
		glyph, err := s.cuts[f].font.GlyphIndex(&s.buf, r)
		ok = err == nil && glyph != 0
	}
	if s.seen[f] == nil {
		s.seen[f] = map[rune]bool{}
	}
	s.seen[f][r] = ok
	return ok
}

// rightToLeft reports whether a letter belongs to Hebrew, Arabic or the like.
func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// clean makes a text printable in a face: composed letters, plain spaces, no
// control or direction marks. Line breaks stay. A letter the face does not have
// is replaced by its plainer form, or else by a box that shows that something
// stands there which could not be printed.
func (s *scribe) clean(f face, text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\u00a0' || r == '\u202f':
			b.WriteRune('\u00a0')
		case unicode.IsControl(r) || unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.In(r, unicode.Cf, unicode.Variation_Selector):
		case s.has(f, r):
			b.WriteRune(r)
		case unicode.In(r, unicode.Mn, unicode.Me):
		default:
			b.WriteString(s.stand(f, r))
		}
	}
	return b.String()
}

// stand is what is printed for a letter the face does not have.
func (s *scribe) stand(f face, r rune) string {
	if !rightToLeft(r) {
		plainer := strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(string(r)))
		if plainer != "" && s.hasAll(f, plainer) {
			return plainer
		}
		if unicode.Is(unicode.Pd, r) {
			return "-"
		}
	}
	for _, box := range "\u25A1\uFFFD" {
		if s.has(f, box) {
			return string(box)
		}
	}
	return "?"
}

func (s *scribe) hasAll(f face, text string) bool {
	for _, r := range text {
		if !s.has(f, r) {
			return false
		}
	}
	return true
}
