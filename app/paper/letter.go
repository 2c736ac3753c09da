package paper

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"sporteli/store/casefile"
)

// LetterDoc is a referral letter to an institution, with its return slip. Only
// what stands here is printed: a field about the person that may not be told to
// this institution is left empty by the caller.
type LetterDoc struct {
	Words Words
	// From is the office that refers and to which the slip goes back.
	From Office
	// Number is the referral's number, ID the referral itself.
	Number string
	ID     casefile.ID
	// Date is the day of the letter (YYYY-MM-DD) and the date of the file.
	Date string
	To   Recipient
	// Subject may be empty; a general one is printed then.
	Subject string
	Person  Person
	// Needs are the labels of what is asked for.
	Needs []string
	// Urgency is the label, AnswerBy the day by which an answer is asked for.
	Urgency, AnswerBy string
	// Text is what the officer wrote; line breaks are kept.
	Text    string
	Consent Consent
	// Officer signs.
	Officer string
	// Sample marks every page as not real.
	Sample bool
}

// Recipient is the institution a letter goes to.
type Recipient struct{ Name, Address, Phone, Email string }

// Person is the client as far as the letter may tell. Name and Document are
// ready text, BirthDate is canonical (YYYY-MM-DD or YYYY).
type Person struct{ Name, FatherName, BirthDate, Document, Phone string }

// Consent says whether the client agreed that the data go to the institution.
type Consent struct {
	Given bool
	// On is a canonical date and Form the label of the form; both may be empty.
	On, Form string
}

// FileName proposes a name for the file: the number, never the person.
func (d LetterDoc) FileName() string { return FileName("referim", d.Number) }

// letterSizes: official letters are set at 11 points or a little below.
var letterSizes = sizes{most: 11, least: 9, spread: 10.5}

// The fixed parts of a letter's pages, in millimetres from the top.
const (
	letterTop     = 52.0
	letterNextTop = 26.0
	letterBottom  = bottomEdge - 6.0
	labelWidth    = 42.0
)

// Letter writes a referral letter as a PDF. It fails like SlipCode when number
// or id cannot be printed, when w does, or when the program's own fonts are
// broken.
func Letter(w io.Writer, d LetterDoc) error {
	code, err := SlipCode(d.Number, d.ID)
	if err != nil {
		return err
	}
	modules, err := qrModules(code)
	if err != nil {
		return err
	}
	p, err := newPage(d.Words, d.Words.T("paper.letter_title", "Number", d.Number), d.Date)
	if err != nil {
		return err
	}
	pages := p.fitPages(p.letterBlocks(d), letterSizes,
		letterBottom-letterTop, letterBottom-letterNextTop, letterBottom-slipTop+4)
	for i, lines := range pages {
		p.pdf.AddPage()
		if d.Sample {
			p.sampleBand()
		}
		top := letterNextTop
		if i == 0 {
			p.letterHead(d)
			top = letterTop
		} else {
			p.nextHead(d)
		}
		p.place(lines, leftEdge, top)
		if i == len(pages)-1 {
			p.slip(d, modules)
		}
		p.pageNumber(i+1, len(pages), pageHeight-8)
	}
	return p.writeTo(w)
}

// letterHead names the state, the office, the number and the day.
func (p *page) letterHead(d LetterDoc) {
	p.centred(bold, 10, grey, topEdge+3.5, p.words.T("paper.state"))
	p.centred(bold, 13, black, topEdge+9.8, d.From.Name)
	p.centred(plain, 10, black, topEdge+15, p.words.T("paper.service"))
	address := strings.Join(filled(d.From.Address, contacts(p.words, d.From.Phone, d.From.Email)), apart)
	p.centred(plain, 8.5, grey, topEdge+19.4, address)
	p.fill(leftEdge, topEdge+22.4, textWidth, 0.7, accent)

	const y, size = topEdge + 30, 11.0
	number := p.fit(bold, size, textWidth/2, p.words.T("paper.number", "Number", d.Number))
	p.put(bold, size, black, leftEdge, y, number)
	date := p.words.Date(d.Date)
	if strings.TrimSpace(d.From.Municipality) != "" {
		date = p.words.T("paper.place_date", "Place", d.From.Municipality, "Date", date)
	}
	date = p.fit(plain, size, textWidth/2-4, date)
	p.put(plain, size, black, rightEdge-p.width(plain, size, date), y, date)
}

// nextHead is the short head of a further page.
func (p *page) nextHead(d LetterDoc) {
	const size = 9.0
	text := p.fit(plain, size, textWidth, strings.Join(filled(d.Number, d.From.Name), apart))
	p.put(plain, size, grey, leftEdge, topEdge+3.5, text)
	p.rule(leftEdge, rightEdge, topEdge+5.5, 0.2, hair)
}

// centred writes one line in the middle of the page.
func (p *page) centred(f face, size float64, colour ink, y float64, text string) {
	text = p.fit(f, size, textWidth, text)
	p.put(f, size, colour, leftEdge+(textWidth-p.width(f, size, text))/2, y, text)
}

// filled leaves out what is empty.
func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			out = append(out, t)
		}
	}
	return out
}

// letterBlocks is the letter between its head and its slip.
func (p *page) letterBlocks(d LetterDoc) []block {
	t := rows{words: d.Words}
	t.row("paper.to", bold, d.To.Name)
	for _, text := range filled(d.To.Address, contacts(d.Words, d.To.Phone, d.To.Email)) {
		t.row("", plain, text)
	}
	subject := d.Subject
	if strings.TrimSpace(subject) == "" {
		subject = d.Words.T("paper.subject_default")
	}
	t.section()
	t.row("paper.subject", bold, subject)
	t.text(plain, 0.7, d.Words.T("paper.letter_intro"))
	t.section()
	t.row("paper.person_name", bold, d.Person.Name)
	t.row("paper.person_father", plain, d.Person.FatherName)
	t.row("paper.person_birth", plain, date(d.Words, d.Person.BirthDate))
	t.row("paper.person_document", plain, d.Person.Document)
	t.row("paper.person_phone", plain, d.Person.Phone)
	t.section()
	for i, need := range filled(d.Needs...) {
		key := ""
		if i == 0 {
			key = "paper.needs"
		}
		t.row(key, plain, "• "+need)
	}
	t.row("paper.urgency", bold, d.Urgency)
	t.row("paper.answer_by", bold, date(d.Words, d.AnswerBy))
	if strings.TrimSpace(d.Text) != "" {
		t.text(plain, 0.9, strings.TrimSpace(d.Text))
	}
	t.text(italic, 0.9, consentSentence(d.Words, d.Consent)+" "+d.Words.T("paper.confidential"))
	t.blocks[len(t.blocks)-1].keep = true // nobody signs an empty page
	return append(t.blocks, p.signature(d))
}

func date(words Words, iso string) string {
	if iso == "" {
		return ""
	}
	return words.Date(iso)
}

// rows gathers the labelled rows of a letter.
type rows struct {
	words  Words
	blocks []block
	// fresh is set until the first row of a section.
	fresh bool
}

// section puts a hair line above the next row.
func (r *rows) section() { r.fresh = true }

// row adds a label and its value; nothing when the value is empty.
func (r *rows) row(key string, f face, value string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	b := block{runs: []run{{f, oneLine(value)}}, indent: labelWidth, before: 0.1}
	if key != "" {
		b.marker, b.before = run{plain, r.words.T(key)}, 0.25
	}
	if r.fresh && len(r.blocks) > 0 {
		b.before, b.ruled = 1, true
	}
	r.fresh = false
	r.blocks = append(r.blocks, b)
}

// text adds a paragraph over the whole width.
func (r *rows) text(f face, before float64, value string) {
	r.blocks = append(r.blocks, block{runs: []run{{f, value}}, before: before})
}

// consentSentence says in one sentence what is known of the client's consent.
func consentSentence(words Words, c Consent) string {
	form := c.Form
	if first, n := utf8.DecodeRuneInString(form); n > 0 {
		form = string(unicode.ToLower(first)) + form[n:]
	}
	switch {
	case !c.Given:
		return words.T("paper.consent_none")
	case c.On != "" && form != "":
		return words.T("paper.consent_on_form", "Date", words.Date(c.On), "Form", form)
	case c.On != "":
		return words.T("paper.consent_on", "Date", words.Date(c.On))
	case form != "":
		return words.T("paper.consent_form", "Form", form)
	}
	return words.T("paper.consent_given")
}

// signature is the place for the stamp and the officer's hand.
func (p *page) signature(d LetterDoc) block {
	const size, height, lineWidth = 10.0, 21.0, 66.0
	return block{height: height, before: 0.9, draw: func(y float64) {
		x := rightEdge - lineWidth
		p.put(plain, size, grey, leftEdge+14, y+9, p.fit(plain, size, 40, p.words.T("paper.stamp")))
		p.put(plain, size, grey, x, y+3.6, p.fit(plain, size, lineWidth, p.words.T("paper.officer")))
		p.put(bold, size, black, x, y+8.4, p.fit(bold, size, lineWidth, d.Officer))
		p.rule(x, rightEdge, y+16.6, 0.25, black)
		label := p.fit(plain, 8, lineWidth, p.words.T("paper.signature"))
		p.put(plain, 8, grey, x, y+20, label)
	}}
}
