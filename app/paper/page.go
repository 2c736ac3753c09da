package paper

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// The page, in millimetres: A4 with margins that every office printer keeps.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	leftEdge   = 20.0
	rightEdge  = pageWidth - 20.0
	topEdge    = 15.0
	bottomEdge = pageHeight - 13.0
	textWidth  = rightEdge - leftEdge
)

// millimetre is the length of one typographic point, 1/72 inch, in millimetres.
const millimetre = 25.4 / 72

// ink is a colour. All of them keep their contrast on a printer without colours.
type ink struct{ r, g, b int }

var (
	black  = ink{0, 0, 0}
	grey   = ink{80, 80, 80}
	accent = ink{122, 20, 32}
	hair   = ink{150, 150, 150}
	wash   = ink{243, 243, 243}
	amber  = ink{255, 236, 179}
)

// page is a document while it is written.
type page struct {
	pdf    *fpdf.Fpdf
	scribe scribe
	words  Words
	loaded [faces]bool
	// The face and size selected last; selecting anew would write to the file.
	face face
	size float64
}

// newPage begins a document. The date (YYYY-MM-DD) becomes the creation date in
// the file; when it cannot be read, a fixed day stands in, never the clock.
func newPage(words Words, title, date string) (*page, error) {
	cuts, err := family()
	if err != nil {
		return nil, err
	}
	p := &page{
		pdf:    fpdf.New("P", "mm", "A4", ""),
		scribe: scribe{cuts: cuts},
		words:  words,
	}
	day, err := time.Parse("2006-01-02", firstRunes(date, 10))
	if err != nil {
		day = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(day)
	p.pdf.SetModificationDate(day)
	p.pdf.SetProducer("Sporteli", true)
	p.pdf.SetCreator("Sporteli", true)
	p.pdf.SetTitle(strings.ReplaceAll(p.scribe.clean(plain, title), "\n", " "), true)
	p.pdf.SetLang(words.Lang())
	p.pdf.SetMargins(leftEdge, topEdge, pageWidth-rightEdge)
	p.pdf.SetAutoPageBreak(false, 0)
	return p, nil
}

// writeTo closes the document and hands it over.
func (p *page) writeTo(w io.Writer) error {
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("paper: write document: %w", err)
	}
	return nil
}

// use selects a face and a size in points, embedding the face at first use.
func (p *page) use(f face, size float64) {
	const name = "sporteli"
	if !p.loaded[f] {
		// A copy, because the library pads the tables of the font in place while
		// another document may be reading them.
		p.pdf.AddUTF8FontFromBytes(name, styleOf[f], bytes.Clone(p.scribe.cuts[f].data))
		p.loaded[f] = true
	}
	if p.face != f || p.size != size {
		p.pdf.SetFont(name, styleOf[f], size)
		p.face, p.size = f, size
	}
}

// width measures a cleaned text in millimetres.
func (p *page) width(f face, size float64, text string) float64 {
	p.use(f, size)
	return p.pdf.GetStringWidth(text)
}

// put writes one cleaned line with its baseline at y.
func (p *page) put(f face, size float64, colour ink, x, y float64, text string) {
	if text == "" {
		return
	}
	p.use(f, size)
	p.pdf.SetTextColor(colour.r, colour.g, colour.b)
	p.pdf.Text(x, y, text)
}

// fit cleans a text to one line no wider than the given width; the rest is cut
// off and marked by "…".
func (p *page) fit(f face, size, width float64, text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(p.scribe.clean(f, text), "\n", " "))
	if p.width(f, size, text) <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if p.width(f, size, string(runes[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}

// rule draws a horizontal line.
func (p *page) rule(x1, x2, y, thick float64, colour ink) {
	p.pdf.SetDrawColor(colour.r, colour.g, colour.b)
	p.pdf.SetLineWidth(thick)
	p.pdf.Line(x1, y, x2, y)
}

// fill paints a rectangle.
func (p *page) fill(x, y, w, h float64, colour ink) {
	p.pdf.SetFillColor(colour.r, colour.g, colour.b)
	p.pdf.Rect(x, y, w, h, "F")
}

// frame draws the outline of a rectangle.
func (p *page) frame(x, y, w, h, thick float64, colour ink) {
	p.pdf.SetDrawColor(colour.r, colour.g, colour.b)
	p.pdf.SetLineWidth(thick)
	p.pdf.Rect(x, y, w, h, "D")
}

// sampleBand says across the top of a page that the data are not real.
func (p *page) sampleBand() {
	const y, h, size = 5.5, 6.0, 9.5
	p.fill(leftEdge, y, textWidth, h, amber)
	p.frame(leftEdge, y, textWidth, h, 0.3, black)
	text := p.fit(bold, size, textWidth-4, p.words.T("paper.sample"))
	p.put(bold, size, black, leftEdge+(textWidth-p.width(bold, size, text))/2, y+4.2, text)
}

// firstRunes is the beginning of a text.
func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:max(n, 0)])
	}
	return s
}

// oneLine joins the lines of a text that is meant to be a single one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
