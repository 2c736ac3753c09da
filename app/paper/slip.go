package paper

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// slipTop is where the return slip is cut off, in millimetres from the top.
const slipTop = 205.0

// The columns of the slip, in millimetres.
const (
	qrSide   = 33.0
	slipWide = textWidth - qrSide - 8
)

// outcomes are the boxes the receiving office ticks, in two columns.
var outcomes = []string{
	"paper.outcome_accepted", "paper.outcome_served", "paper.outcome_not_eligible", "paper.outcome_no_show", "paper.outcome_other",
}

// slip draws the part that comes back. It carries the number and nothing else
// about the person, because it travels open: by post, by hand or by photograph.
func (p *page) slip(d LetterDoc, modules [][]bool) {
	p.cutLine(slipTop)
	y := slipTop + 9
	title := p.fit(bold, 12, slipWide, p.words.T("paper.slip_title"))
	if d.Sample {
		title = p.fit(bold, 12, slipWide, title+"   ("+p.words.T("paper.sample_short")+")")
	}
	p.put(bold, 12, accent, leftEdge, y, title)
	p.put(plain, 8.5, grey, leftEdge, y+4.6, p.fit(plain, 8.5, slipWide, p.words.T("paper.slip_hint")))
	p.put(bold, 14, black, leftEdge, y+12.4, p.fit(bold, 14, slipWide, p.words.T("paper.number", "Number", d.Number)))

	p.qr(modules, rightEdge-qrSide, slipTop+5, qrSide)

	y = p.boxes(y + 19.5)
	y = p.blank(leftEdge, slipWide, y+2.2, "paper.slip_name")
	left := slipWide * 0.4
	p.blank(leftEdge, left, y, "paper.slip_date")
	p.blank(leftEdge+left+6, textWidth-left-6, y, "paper.slip_signature")
	p.returnTo(d.From, y+9)
}

// boxes draws the outcomes to tick and returns where the next line goes.
func (p *page) boxes(y float64) float64 {
	const side, size, step = 3.6, 10.0, 6.6
	column := slipWide / 2
	for i, key := range outcomes {
		x := leftEdge + float64(i%2)*column
		p.frame(x, y-side+0.5, side, side, 0.3, black)
		text := p.fit(plain, size, column-8, p.words.T(key))
		p.put(plain, size, black, x+side+2, y, text)
		if i == len(outcomes)-1 {
			p.rule(x+side+3.5+p.width(plain, size, text), leftEdge+slipWide, y+0.6, 0.2, grey)
		}
		if i%2 == 1 || i == len(outcomes)-1 {
			y += step
		}
	}
	return y
}

// blank draws a label and a line to write on, and returns where the next goes.
func (p *page) blank(x, w, y float64, key string) float64 {
	const size, step = 9.5, 8.6
	text := p.fit(plain, size, w*0.7, p.words.T(key))
	p.put(plain, size, black, x, y, text)
	p.rule(x+p.width(plain, size, text)+1.5, x+w, y+0.6, 0.2, grey)
	return y + step
}

// returnTo says where the slip goes: the office that referred.
func (p *page) returnTo(o Office, y float64) {
	const size, step = 9.5, 4.4
	label := p.fit(bold, size, 40, p.words.T("paper.slip_return"))
	p.put(bold, size, black, leftEdge, y, label)
	x := leftEdge + p.width(bold, size, label) + 2
	name := strings.Join(filled(o.Name, p.words.T("paper.service")), ", ")
	where := strings.Join(filled(o.Address, placeBeyond(o.Municipality, o.Address)), ", ")
	for i, text := range filled(name, where, contacts(p.words, o.Phone, o.Email)) {
		p.put(plain, size, black, x, y+float64(i)*step, p.fit(plain, size, rightEdge-x, text))
	}
}

// cutLine is the dashed line with a pair of scissors, drawn so that no font
// needs the sign.
func (p *page) cutLine(y float64) {
	const x = leftEdge + 1.6
	p.pdf.SetDrawColor(black.r, black.g, black.b)
	p.pdf.SetLineWidth(0.35)
	for _, side := range []float64{-1, 1} {
		p.pdf.Circle(x, y+side*1.35, 1.05, "D")
		p.pdf.Line(x+0.95, y+side*0.9, x+7, y-side*1.3)
	}
	p.pdf.SetLineWidth(0.25)
	p.pdf.SetDashPattern([]float64{2, 1.4}, 0)
	p.pdf.Line(x+8.4, y, rightEdge, y)
	p.pdf.SetDashPattern(nil, 0)
}

// qrModules computes a QR code of the given text: true is a dark module. Level M
// survives a stamp on an eighth of it.
func qrModules(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("paper: QR code: %w", err)
	}
	size := code.Bounds().Dx()
	out := make([][]bool, size)
	for y := range out {
		out[y] = make([]bool, size)
		for x := range out[y] {
			r, _, _, _ := code.At(x, y).RGBA()
			out[y][x] = r == 0
		}
	}
	return out, nil
}

// qr draws dark modules within a square. The rows overlap by a hair, so that no
// viewer shows white seams; the paper around is the quiet zone.
func (p *page) qr(modules [][]bool, x, y, side float64) {
	const seam = 0.02
	m := side / float64(len(modules))
	p.pdf.SetFillColor(black.r, black.g, black.b)
	for row := range modules {
		for start := 0; start < len(modules); start++ {
			if !modules[row][start] {
				continue
			}
			end := start
			for end < len(modules) && modules[row][end] {
				end++
			}
			p.pdf.Rect(x+float64(start)*m, y+float64(row)*m, float64(end-start)*m, m+seam, "F")
			start = end
		}
	}
}
