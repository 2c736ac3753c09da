package paper

import (
	"io"
	"strconv"
	"strings"
)

// SheetDoc is an information sheet as a client takes it home. It names neither
// the client nor the officer.
type SheetDoc struct {
	Words  Words
	Office Office
	// Code and Version name the sheet in the library.
	Code    string
	Version int
	// Title, Audience (a phrase that says for whom it is) and Body (Markdown) in the language of
	// Words.
	Title, Audience, Body string
	// CheckedOn, ValidUntil and PrintedOn are canonical dates; one that is empty
	// is not mentioned. PrintedOn is also the date of the file.
	CheckedOn, ValidUntil, PrintedOn string
	// Verified is false when a point was not compared with its source; the paper
	// then says so.
	Verified bool
	// Sample marks every page as not real.
	Sample bool
}

// FileName proposes a name for the file: code, version and language.
func (d SheetDoc) FileName() string {
	return FileName("flete", d.Code, "v"+strconv.Itoa(d.Version), d.Words.Lang())
}

// sheetSizes keep a leaflet readable at arm's length.
var sheetSizes = sizes{most: 13, least: 9.5, spread: 11}

// The fixed parts of a sheet's page, in millimetres from the top.
const (
	sheetBodyTop   = 36.0
	sheetFootTop   = bottomEdge - 9.0
	sheetBoxGap    = 6.0
	sheetBodyLimit = sheetFootTop - 4.0
)

// Sheet writes an information sheet as a PDF. A text that does not fit on one
// page at a readable size flows to further, numbered pages. It fails only when w
// does, or when the program's own fonts are broken.
func Sheet(w io.Writer, d SheetDoc) error {
	p, err := newPage(d.Words, d.Title, d.PrintedOn)
	if err != nil {
		return err
	}
	blocks := []block{{runs: []run{{bold, oneLine(d.Title)}}, scale: 1.8, colour: accent, keep: true}}
	if strings.TrimSpace(d.Audience) != "" {
		blocks = append(blocks, block{runs: []run{{italic, oneLine(d.Audience)}}, before: 0.3, colour: grey})
	}
	body := markdown(d.Body)
	if len(body) > 0 {
		body[0].before = 1.1
	}
	blocks = append(blocks, body...)

	box := p.askBox(d)
	room := sheetBodyLimit - sheetBodyTop
	pages := p.fitPages(blocks, sheetSizes, room, room, box.height+sheetBoxGap)
	for i, lines := range pages {
		p.pdf.AddPage()
		if d.Sample {
			p.sampleBand()
		}
		p.sheetHead(d)
		end := p.place(lines, leftEdge, sheetBodyTop)
		if i == len(pages)-1 {
			box.draw(p, boxTop(end, box.height))
		}
		p.sheetFoot(d, i+1, len(pages))
	}
	return p.writeTo(w)
}

// boxTop places the box at the foot of a full page, and not too far below the
// text of a short one.
func boxTop(end, height float64) float64 {
	const far = 14.0
	return min(end+far, sheetBodyLimit-height)
}

// sheetHead is the line that says who gives the sheet out.
func (p *page) sheetHead(d SheetDoc) {
	const size, gap = 10.0, 5.0
	service := p.fit(bold, size, 60, d.Words.T("paper.service"))
	kind := p.fit(plain, size-1, 60, d.Words.T("paper.sheet_kind"))
	p.put(bold, size, accent, rightEdge-p.width(bold, size, service), topEdge+5, service)
	p.put(plain, size-1, grey, rightEdge-p.width(plain, size-1, kind), topEdge+5+gap, kind)
	left := textWidth - 66
	p.put(bold, size, black, leftEdge, topEdge+5, p.fit(bold, size, left, d.Office.Name))
	p.put(plain, size-1, grey, leftEdge, topEdge+5+gap, p.fit(plain, size-1, left, d.Office.Municipality))
	p.fill(leftEdge, topEdge+13.5, textWidth, 0.7, accent)
}

// askBox is the box that says where a client can ask.
type askBox struct {
	title  string
	lines  []line
	height float64
}

// The measures of the box, in millimetres and points.
const (
	boxPad   = 4.0
	boxTitle = 11.0
	boxText  = 10.0
	// boxMost is how many lines of an address are printed at most.
	boxMost = 7
)

// askBox gathers the box; an office without an address is still named.
func (p *page) askBox(d SheetDoc) askBox {
	o := d.Office
	b := askBox{title: p.fit(bold, boxTitle, textWidth-3*boxPad, d.Words.T("paper.where_to_ask"))}
	first := []run{{bold, d.Words.T("paper.service")}}
	for _, part := range filled(o.Name, placeBeyond(o.Municipality, o.Name)) {
		first = append(first, run{plain, ", " + oneLine(part)})
	}
	blocks := []block{{runs: first}}
	for _, text := range []string{o.Address, contacts(d.Words, o.Phone, o.Email), hours(d.Words, o.Hours)} {
		if strings.TrimSpace(text) != "" {
			blocks = append(blocks, block{runs: []run{{plain, oneLine(text)}}})
		}
	}
	b.lines = p.set(blocks, boxText, textWidth-3*boxPad)
	if len(b.lines) > boxMost {
		b.lines = b.lines[:boxMost]
		last := &b.lines[boxMost-1]
		end := last.runs[len(last.runs)-1]
		last.runs = []run{{end.face, firstRunes(end.text, len([]rune(end.text))-2) + "…"}}
	}
	b.height = 2*boxPad + 6 + total(b.lines)
	return b
}

func (b askBox) draw(p *page, y float64) {
	p.fill(leftEdge, y, textWidth, b.height, wash)
	p.fill(leftEdge, y, 1.2, b.height, accent)
	p.put(bold, boxTitle, black, leftEdge+boxPad+1.2, y+boxPad+3.6, b.title)
	p.place(b.lines, leftEdge+boxPad+1.2, y+boxPad+6)
}

// apart stands between facts on one line.
const apart = "  ·  "

// contacts is one line of telephone and e-mail, or "".
func contacts(words Words, phone, email string) string {
	var parts []string
	if strings.TrimSpace(phone) != "" {
		parts = append(parts, words.T("paper.phone", "Phone", phone))
	}
	if strings.TrimSpace(email) != "" {
		parts = append(parts, words.T("paper.email", "Email", email))
	}
	return strings.Join(parts, apart)
}

// placeBeyond is the name of a place, or "" when a text already names it.
func placeBeyond(place, text string) string {
	if strings.Contains(text, place) {
		return ""
	}
	return place
}

func hours(words Words, text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return words.T("paper.hours", "Hours", text)
}

// sheetFoot says which sheet this is, how fresh, and which page.
func (p *page) sheetFoot(d SheetDoc, no, of int) {
	const size, gap = 8.5, 4.4
	p.rule(leftEdge, rightEdge, sheetFootTop, 0.2, hair)
	first := []string{d.Words.T("paper.sheet_code", "Code", d.Code, "Version", strconv.Itoa(d.Version))}
	for _, f := range []struct{ key, date string }{
		{"paper.checked_on", d.CheckedOn}, {"paper.valid_until", d.ValidUntil},
	} {
		if f.date != "" {
			first = append(first, d.Words.T(f.key, "Date", d.Words.Date(f.date)))
		}
	}
	var second string
	if d.PrintedOn != "" {
		second = d.Words.T("paper.printed_on", "Date", d.Words.Date(d.PrintedOn))
	}
	y, room := sheetFootTop+4.6, textWidth
	if !d.Verified {
		room -= p.unverified(sheetFootTop+1.6) + 4
	}
	p.put(plain, size, grey, leftEdge, y, p.fit(plain, size, room, strings.Join(first, apart)))
	p.put(plain, size, grey, leftEdge, y+gap, p.fit(plain, size, room, second))
	p.pageNumber(no, of, y+gap)
}

// unverified draws the mark of a sheet whose points were not all checked and
// returns its width.
func (p *page) unverified(y float64) float64 {
	const size, pad, h = 8.5, 2.0, 4.6
	text := p.fit(bold, size, 60, p.words.T("paper.unverified"))
	w := p.width(bold, size, text) + 2*pad
	p.frame(rightEdge-w, y, w, h, 0.35, accent)
	p.put(bold, size, accent, rightEdge-w+pad, y+3.3, text)
	return w
}

// pageNumber is written when there is more than one page.
func (p *page) pageNumber(no, of int, y float64) {
	if of < 2 {
		return
	}
	const size = 8.5
	text := strconv.Itoa(no) + "/" + strconv.Itoa(of)
	p.put(bold, size, grey, rightEdge-p.width(bold, size, text), y, text)
}
