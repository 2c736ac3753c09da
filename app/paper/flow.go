package paper

import (
	"strings"
	"unicode/utf8"
)

// run is a stretch of text in one face; a line break in it begins a new line.
type run struct {
	face face
	text string
}

// block is one paragraph, list entry or table row before it is set in lines.
type block struct {
	runs []run
	// marker stands in front of the first line, within the indent: a bullet, a
	// number or the label of a row.
	marker run
	// indent moves the text to the right, in millimetres.
	indent float64
	// hang is where the marker begins, in millimetres.
	hang float64
	// scale multiplies the size of the document's text; 0 means 1.
	scale float64
	// before is the space above, as a part of the document's text size.
	before float64
	// colour of the text; the zero value is black.
	colour ink
	// keep holds the block on one page with the beginning of the next.
	keep bool
	// ruled draws a hair line above the block.
	ruled bool
	// draw, with its height in millimetres, replaces the text by a drawing.
	draw   func(y float64)
	height float64
}

// line is a block's line, ready to be placed.
type line struct {
	runs   []run
	x      float64
	mark   run
	markX  float64
	size   float64
	height float64
	before float64
	colour ink
	keep   bool
	ruled  bool
	draw   func(y float64)
}

// leading is the distance of two baselines as a multiple of the text size.
const leading = 1.36

// set breaks blocks into lines for a size in points and a width in millimetres.
func (p *page) set(blocks []block, size, width float64) []line {
	var out []line
	for _, b := range blocks {
		scale := b.scale
		if scale == 0 {
			scale = 1
		}
		base := line{size: size * scale, colour: b.colour, x: b.indent}
		base.height = base.size * leading * millimetre
		var lines []line
		if b.draw != nil {
			base.height, base.draw = b.height, b.draw
			lines = []line{base}
		} else {
			for _, runs := range p.wrap(b.runs, base.size, width-b.indent) {
				l := base
				l.runs = runs
				lines = append(lines, l)
			}
		}
		if len(lines) == 0 {
			continue
		}
		last := len(lines) - 1
		lines[0].before, lines[0].ruled = b.before*size*millimetre, b.ruled
		if b.marker.text != "" {
			lines[0].mark = run{b.marker.face, p.fit(b.marker.face, base.size, b.indent-b.hang-0.5, b.marker.text)}
			lines[0].markX = b.hang
		}
		if last > 0 {
			// Neither the first nor the last line of a paragraph stands alone.
			lines[0].keep, lines[last-1].keep = true, true
		}
		lines[last].keep = b.keep
		out = append(out, lines...)
	}
	return out
}

// piece is a word, with whether a space stood before it.
type piece struct {
	run
	space bool
	brk   bool
}

// pieces splits runs into words. A word that changes its face in the middle
// gives two pieces without a space between them.
func (p *page) pieces(runs []run) []piece {
	var out []piece
	space := false
	for _, r := range runs {
		text := p.scribe.clean(r.face, r.text)
		for text != "" {
			switch text[0] {
			case ' ':
				space, text = true, text[1:]
			case '\n':
				out, space, text = append(out, piece{brk: true}), false, text[1:]
			default:
				end := strings.IndexAny(text, " \n")
				if end < 0 {
					end = len(text)
				}
				out = append(out, piece{run: run{r.face, text[:end]}, space: space})
				space, text = false, text[end:]
			}
		}
	}
	return out
}

// wrap breaks runs into lines no wider than the width. A word that is wider
// than a whole line is broken inside.
func (p *page) wrap(runs []run, size, width float64) [][]run {
	var lines [][]run
	var cur []run
	at := 0.0
	flush := func() { lines, cur, at = append(lines, cur), nil, 0 }
	pieces := p.pieces(runs)
	for i := 0; i < len(pieces); {
		if pieces[i].brk {
			flush()
			i++
			continue
		}
		// The pieces up to the next space stay together.
		end := i + 1
		for end < len(pieces) && !pieces[end].space && !pieces[end].brk {
			end++
		}
		word, wordWidth := pieces[i:end], 0.0
		for _, w := range word {
			wordWidth += p.width(w.face, size, w.text)
		}
		gap := 0.0
		if len(cur) > 0 && word[0].space {
			gap = p.width(cur[len(cur)-1].face, size, " ")
		}
		if len(cur) > 0 && at+gap+wordWidth > width {
			flush()
			gap = 0
		}
		if gap > 0 {
			cur[len(cur)-1].text += " "
			at += gap
		}
		for _, w := range word {
			rest := w.text
			for {
				head := p.headThatFits(w.face, size, width-at, rest, len(cur) == 0)
				if head != "" {
					cur, at = join(cur, run{w.face, head}), at+p.width(w.face, size, head)
				}
				if rest = rest[len(head):]; rest == "" {
					break
				}
				flush()
			}
		}
		i = end
	}
	if len(cur) > 0 {
		flush()
	}
	return lines
}

// join appends a run, merging it with the last when the face is the same, so
// that a reader who selects the text gets whole lines.
func join(runs []run, r run) []run {
	if n := len(runs); n > 0 && runs[n-1].face == r.face {
		runs[n-1].text += r.text
		return runs
	}
	return append(runs, r)
}

// headThatFits is the longest beginning of a word that fits, ending after a
// "/", "-", "." or "_" where there is one in its second half. When must is set
// it holds at least one letter, so that setting always comes to an end.
func (p *page) headThatFits(f face, size, width float64, word string, must bool) string {
	if p.width(f, size, word) <= width {
		return word
	}
	end, used := 0, 0.0
	for i, r := range word {
		used += p.width(f, size, string(r))
		if used > width {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if end == 0 && must {
		_, end = utf8.DecodeRuneInString(word)
	}
	if cut := strings.LastIndexAny(word[:end], "/-._") + 1; cut > end/2 {
		end = cut
	}
	return word[:end]
}

// place draws lines downwards from y and returns where they end. The space above
// the first line is left out at the top of a page.
func (p *page) place(lines []line, x, y float64) float64 {
	for i, l := range lines {
		if i > 0 {
			if l.ruled {
				p.rule(x, rightEdge, y+l.before/2, 0.2, hair)
			}
			y += l.before
		}
		if l.draw != nil {
			l.draw(y)
			y += l.height
			continue
		}
		base := y + l.height*0.74
		p.put(l.mark.face, l.size, grey, x+l.markX, base, l.mark.text)
		at := x + l.x
		for _, r := range l.runs {
			p.put(r.face, l.size, l.colour, at, base, r.text)
			at += p.width(r.face, l.size, r.text)
		}
		y += l.height
	}
	return y
}

// total is the height of lines at the top of a page.
func total(lines []line) float64 {
	h := 0.0
	for i, l := range lines {
		if i > 0 {
			h += l.before
		}
		h += l.height
	}
	return h
}

// paginate divides lines into pages. first and rest are the heights of the first
// and of the further pages, reserve is what the last page keeps free at its foot.
func paginate(lines []line, first, rest, reserve float64) [][]line {
	var pages [][]line
	room := first
	for total(lines) > room-reserve {
		n, h := 0, 0.0
		for n < len(lines) {
			step := lines[n].height
			if n > 0 {
				step += lines[n].before
			}
			if n > 0 && h+step > room {
				break
			}
			h += step
			n++
		}
		if n == len(lines) {
			n = max(1, n-1) // the foot needs company
		}
		for cut := n; cut > 0; cut-- {
			if cut < len(lines) && !lines[cut-1].keep {
				n = cut
				break
			}
		}
		pages, lines, room = append(pages, lines[:n]), lines[n:], rest
		if len(lines) == 0 {
			break
		}
	}
	return append(pages, lines)
}

// sizes are the text sizes to try, in points: from comfortable down to the
// smallest that is still easily read; spread is used once two pages are needed.
type sizes struct{ most, least, spread float64 }

// fitPages sets blocks on one page at the largest size that allows it, and on
// several at the spread size when none does.
func (p *page) fitPages(blocks []block, s sizes, first, rest, reserve float64) [][]line {
	for size := s.most; size >= s.least; size -= 0.25 {
		if lines := p.set(blocks, size, textWidth); total(lines) <= first-reserve {
			return [][]line{lines}
		}
	}
	return paginate(p.set(blocks, s.spread, textWidth), first, rest, reserve)
}
