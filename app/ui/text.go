package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TextStyle says how a Text looks; the zero value is plain body text on one
// line.
type TextStyle struct {
	// Size is a text size of the theme, the body's if empty.
	Size fyne.ThemeSizeName
	// Color is a colour of the theme, the foreground if empty.
	Color fyne.ThemeColorName
	Bold  bool
	// Wrap breaks lines at words to the width given; otherwise a text that is
	// too long ends in an ellipsis.
	Wrap bool
	// Align places lines within the width.
	Align fyne.TextAlign
}

// Styles that recur on every screen.
var (
	StyleBody    = TextStyle{Wrap: true}
	StyleMuted   = TextStyle{Color: ColorNameMuted, Wrap: true}
	StyleCaption = TextStyle{Size: theme.SizeNameCaptionText, Color: ColorNameMuted}
	StyleTitle   = TextStyle{Size: theme.SizeNameHeadingText, Bold: true}
	StyleHeading = TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}
	StyleStrong  = TextStyle{Bold: true}
)

// Text is a text without margins of its own: it lines up with what is above
// and below it, which the toolkit's label does not.
type Text struct {
	widget.BaseWidget
	text  string
	style TextStyle
	lines []*canvas.Text
	shown string // text and width the lines were made for
	width float32
	draw  *drawing
}

// NewText returns a text that is ready to be shown: translated, or a value.
func NewText(text string, style TextStyle) *Text {
	if style.Size == "" {
		style.Size = theme.SizeNameText
	}
	if style.Color == "" {
		style.Color = theme.ColorNameForeground
	}
	t := &Text{text: text, style: style, width: -1}
	t.ExtendBaseWidget(t)
	return t
}

// Text returns what is shown.
func (t *Text) Text() string { return t.text }

// SetText shows another text.
func (t *Text) SetText(text string) {
	if text == t.text {
		return
	}
	t.text = text
	t.width = -1
	t.Refresh()
}

// SetStyle changes the look.
func (t *Text) SetStyle(style TextStyle) {
	fresh := NewText("", style)
	t.style = fresh.style
	t.width = -1
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	t.draw = &drawing{min: t.minSize, layout: t.layout}
	t.draw.refresh = func() { t.layout(t.Size()) }
	t.layout(t.Size())
	return t.draw
}

func (t *Text) fontStyle() fyne.TextStyle { return fyne.TextStyle{Bold: t.style.Bold} }

func (t *Text) measure(s string) fyne.Size {
	return fyne.MeasureText(s, size(t.style.Size), t.fontStyle())
}

func (t *Text) minSize() fyne.Size {
	if t.text == "" {
		return fyne.NewSize(0, 0)
	}
	line := t.measure("Ëg").Height
	if !t.style.Wrap {
		return fyne.NewSize(t.measure(t.text).Width, line)
	}
	w := t.Size().Width
	if w <= 0 {
		// The widest word would be the honest minimum; a screen's column is
		// always wider.
		return fyne.NewSize(Px(40), line)
	}
	// The toolkit asks for every frame; the lines of this width are known.
	if t.width != w || t.shown != t.text {
		t.width, t.shown = w, t.text
		t.compose(w)
	}
	return fyne.NewSize(Px(40), line*float32(max(1, len(t.lines))))
}

// split breaks the text into lines of at most the width.
func (t *Text) split(width float32) []string {
	var out []string
	for _, para := range strings.Split(t.text, "\n") {
		line := ""
		for _, word := range strings.Fields(para) {
			for try := word; ; {
				joined := try
				if line != "" {
					joined = line + " " + try
				}
				if t.measure(joined).Width <= width {
					line = joined
					break
				}
				if line != "" {
					out = append(out, line)
					line = ""
					continue
				}
				head := t.breakWord(try, width)
				out = append(out, head)
				try = try[len(head):]
				if try == "" {
					break
				}
			}
		}
		out = append(out, line)
	}
	return out
}

// breakWord returns the longest head of a word that fits, at least one letter.
func (t *Text) breakWord(word string, width float32) string {
	end := len(word)
	for i := range word {
		if i > 0 && t.measure(word[:i]).Width > width {
			break
		}
		end = i
	}
	if end == 0 {
		for i := range word {
			if i > 0 {
				return word[:i]
			}
		}
		return word
	}
	return word[:end]
}

func (t *Text) layout(s fyne.Size) {
	if t.draw == nil {
		return
	}
	if t.width != s.Width || t.shown != t.text {
		t.width, t.shown = s.Width, t.text
		t.compose(s.Width)
	}
	y := float32(0)
	for _, l := range t.lines {
		h := l.MinSize().Height
		l.Resize(fyne.NewSize(s.Width, h))
		l.Move(fyne.NewPos(0, y))
		y += h
	}
	if len(t.lines) == 1 && s.Height > y {
		t.lines[0].Move(fyne.NewPos(0, (s.Height-y)/2))
	}
}

func (t *Text) compose(width float32) {
	t.lines, t.draw.objects = nil, nil
	if t.text == "" {
		return
	}
	parts := []string{t.text}
	switch {
	case width <= 0:
	case t.style.Wrap:
		parts = t.split(width)
	default:
		parts[0] = fit(t.text, width, size(t.style.Size), t.fontStyle())
	}
	for _, p := range parts {
		l := newText(p, t.style.Color, t.style.Size)
		l.TextStyle = t.fontStyle()
		l.Alignment = t.style.Align
		t.lines = append(t.lines, l)
		t.draw.objects = append(t.draw.objects, l)
	}
}
