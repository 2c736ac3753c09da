package paper

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown reads the body of an information sheet. Headings, paragraphs, lists,
// bold and slanted text are set as such; a link is printed with its address,
// because paper cannot be clicked; anything else is printed as the text it is.
func markdown(source string) []block {
	src := []byte(source)
	m := marker{src: src}
	m.children(goldmark.DefaultParser().Parse(text.NewReader(src)), place{})
	return m.blocks
}

// place is where in the nesting of lists and quotations a block stands.
type place struct {
	indent float64
	hang   float64
	mark   string
	quoted bool
	depth  int
}

// marker walks the syntax tree and gathers blocks.
type marker struct {
	src    []byte
	blocks []block
}

// The steps of indentation in millimetres, and how deep they are followed.
const (
	bulletIndent = 5.5
	numberIndent = 7.5
	quoteIndent  = 5.0
	deepest      = 6
)

// headingScale is the size of the six levels of headings.
var headingScale = [...]float64{1.45, 1.2, 1.08, 1, 1, 1}

func (m *marker) children(n ast.Node, at place) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.block(c, at)
		at.mark = ""
	}
}

func (m *marker) block(n ast.Node, at place) {
	switch n := n.(type) {
	case *ast.Heading:
		level := min(max(n.Level, 1), len(headingScale)) - 1
		m.add(block{runs: m.inline(n, bold), scale: headingScale[level], before: 1.0, keep: true}, at)
	case *ast.Paragraph, *ast.TextBlock:
		f := plain
		if at.quoted {
			f = italic
		}
		m.add(block{runs: m.inline(n, f), before: m.gap(n)}, at)
	case *ast.List:
		m.list(n, at)
	case *ast.Blockquote:
		at.quoted = true
		m.children(n, at.deeper(quoteIndent, at.mark))
	case *ast.ThematicBreak:
		m.blocks = append(m.blocks, block{draw: func(float64) {}, height: 1, before: 0.6, ruled: true})
	default:
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			m.add(block{runs: []run{{plain, strings.TrimRight(string(n.Lines().Value(m.src)), "\n")}}, before: 0.6}, at)
			return
		}
		m.children(n, at)
	}
}

// gap is the space above a paragraph: less within a list than between them.
func (m *marker) gap(n ast.Node) float64 {
	if _, ok := n.Parent().(*ast.ListItem); ok && n.PreviousSibling() == nil {
		return 0.45
	}
	return 0.7
}

func (m *marker) list(n *ast.List, at place) {
	number, step := n.Start, bulletIndent
	if n.IsOrdered() {
		step = numberIndent
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "•"
		if n.IsOrdered() {
			mark = fmt.Sprintf("%d.", number)
			number++
		}
		m.children(item, at.deeper(step, mark))
	}
}

// deeper is the place one step further in, with a mark for its first block.
func (at place) deeper(step float64, mark string) place {
	if at.depth < deepest {
		at.hang, at.indent = at.indent, at.indent+step
	}
	at.depth++
	at.mark = mark
	return at
}

func (m *marker) add(b block, at place) {
	b.indent, b.hang = at.indent, at.hang
	if at.mark != "" {
		b.marker = run{plain, at.mark}
	}
	m.blocks = append(m.blocks, b)
}

// inline gathers the text within a block.
func (m *marker) inline(n ast.Node, f face) []run {
	var out []run
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			out = join(out, run{f, m.plain(c.Segment.Value(m.src))})
			switch {
			case c.HardLineBreak():
				out = join(out, run{f, "\n"})
			case c.SoftLineBreak():
				out = join(out, run{f, " "})
			}
		case *ast.String:
			out = join(out, run{f, string(c.Value)})
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					out = join(out, run{f, string(t.Segment.Value(m.src))})
				}
			}
		case *ast.Emphasis:
			inner := italic
			if c.Level >= 2 || f == bold {
				inner = bold
			}
			out = append(out, m.inline(c, inner)...)
		case *ast.Link:
			out = append(out, m.link(c, f)...)
		case *ast.AutoLink:
			out = join(out, run{f, string(c.Label(m.src))})
		case *ast.RawHTML:
			// A tag is no text; what stands between two tags is kept.
		default:
			out = append(out, m.inline(c, f)...)
		}
	}
	return out
}

// link prints the words of a link and its address after them, unless the words
// are the address.
func (m *marker) link(n *ast.Link, f face) []run {
	out := m.inline(n, f)
	var words strings.Builder
	for _, r := range out {
		words.WriteString(r.text)
	}
	address := bareAddress(string(n.Destination))
	if address == "" || bareAddress(words.String()) == address {
		return out
	}
	return append(out, run{f, " (" + address + ")"})
}

// bareAddress is a web address as one writes it by hand.
func bareAddress(s string) string {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		s = strings.TrimPrefix(s, scheme)
	}
	return strings.TrimSuffix(s, "/")
}

// plain undoes the escapes and entities of Markdown.
func (m *marker) plain(b []byte) string {
	return string(util.ResolveNumericReferences(util.ResolveEntityNames(util.UnescapePunctuations(b))))
}
