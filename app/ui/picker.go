package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Lookup finds options for what was typed, away from the UI thread.
type Lookup func(ctx context.Context, text string) ([]Option, error)

// picker is the list that drops down: a line to type in and the options that
// fit. One picker serves fields of one and of several codes.
type picker struct {
	env     *Env
	anchor  fyne.CanvasObject
	options []Option
	lookup  Lookup
	gen     Generation
	wait    *Debounce
	// multi keeps the list open after a choice; chosen says what has a mark.
	multi  bool
	chosen func(code string) bool
	pick   func(Option)
	closed func()

	found   []Option
	touched bool
	layer   *layer
	entry   *Entry
	rows    *rows
	none    *Text
}

const pickerRows = 8

// open drops the list down with what was typed so far.
func (p *picker) open(typed string) {
	c := canvasOf(p.anchor)
	if c == nil {
		return
	}
	p.entry = NewEntry("picker.search")
	p.entry.SetPlaceHolder(p.env.T("ui.picker.search"))
	p.entry.SetIcon(Icon("search", ColorNameMuted))
	p.entry.keepsTab = true
	p.entry.onKey = p.key
	p.entry.OnChanged = p.typed
	p.rows = &rows{
		height: lineHeight(), lit: true,
		count: func() int { return len(p.found) },
		make:  func() fyne.CanvasObject { return newOptionRow() },
		fill:  func(i int, o fyne.CanvasObject) { o.(*optionRow).set(p.found[i], p.chosen(p.found[i].Code)) },
		id:    func(i int) string { return "picker.option." + p.found[i].Code },
		tap:   func(i int) { p.take(p.found[i]) },
	}
	p.rows.init()
	p.none = NewText("", TextStyle{Color: ColorNameMuted, Wrap: true})
	p.none.Hide()
	p.find(typed)

	list := container.NewStack(p.rows, container.New(pad{Px(6), Px(10), Px(6), Px(10)}, p.none))
	body := container.NewStack(newCatcher(), container.New(pad{Px(6), Px(6), Px(6), Px(6)},
		framed(p.entry.Ringed(), nil, container.New(pad{top: Px(6)}, list))))
	p.layer = newLayer(c, body)
	p.layer.outside, p.layer.onDismiss = p.close, p.close
	p.layer.place = below(p.anchor, p.wanted())
	p.layer.show(p.entry)
	if typed != "" {
		p.entry.SetText(typed)
		p.entry.CursorColumn = len([]rune(typed))
		p.entry.Refresh()
	}
}

// wanted is the size of the list: the width of its field or of its longest
// label, and a few rows.
func (p *picker) wanted() fyne.Size {
	w := max(p.anchor.Size().Width, Px(240))
	for _, o := range p.options {
		m := fyne.MeasureText(o.Label, size(theme.SizeNameText), fyne.TextStyle{}).Width
		if o.Detail != "" {
			m += fyne.MeasureText(o.Detail, size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width + Px(gapL)
		}
		w = max(w, m+Px(72)+Px(18)*float32(o.Depth))
	}
	n := pickerRows
	if p.lookup == nil {
		n = min(n, max(1, len(p.found)))
	}
	h := p.entry.MinSize().Height + lineHeight()*float32(n) + Px(20)
	return fyne.NewSize(min(w, max(Px(520), p.anchor.Size().Width)), h)
}

func (p *picker) close() {
	p.gen.Cancel()
	if p.wait != nil {
		p.wait.Stop()
	}
	p.layer.close()
	if p.closed != nil {
		p.closed()
	}
}

func (p *picker) typed(text string) {
	p.touched = true
	if p.lookup == nil {
		p.find(text)
		return
	}
	if p.wait == nil {
		p.wait = NewDebounce(p.env, searchPause, func() { p.find(p.entry.Text) })
	}
	p.wait.Touch()
}

func (p *picker) find(text string) {
	if p.lookup == nil {
		p.show(searchOptions(p.options, text))
		return
	}
	p.env.Run(&p.gen, func(ctx context.Context) func() {
		found, err := p.lookup(ctx, text)
		return func() {
			if err != nil {
				p.show(nil)
				p.none.SetText(Present(p.env.P, err).Text)
				return
			}
			p.show(found)
		}
	})
}

func (p *picker) show(found []Option) {
	p.found = found
	p.none.SetText(p.env.T("ui.picker.none"))
	show(p.none, len(found) == 0)
	p.rows.reload()
	at := 0
	if !p.touched && !p.multi {
		for i, o := range found {
			if p.chosen(o.Code) {
				at = i
			}
		}
	}
	p.rows.setCurrent(at)
}

func (p *picker) take(o Option) {
	p.pick(o)
	if !p.multi {
		p.close()
		return
	}
	p.rows.update(true)
	p.rows.repaint()
	if p.entry.Text != "" {
		p.entry.SetText("")
	}
	if c := canvasOf(p.entry); c != nil {
		c.Focus(p.entry)
	}
}

func (p *picker) key(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyTab:
		p.leave()
	case isEnter(ev):
		if p.wait != nil {
			p.wait.Flush()
		}
		if i := p.rows.current; i >= 0 && i < len(p.found) {
			p.take(p.found[i])
		}
	case ev.Name == fyne.KeyHome || ev.Name == fyne.KeyEnd:
		return false
	case p.rows.step(ev):
		p.touched = true
	default:
		return false
	}
	return true
}

// leave is Tab: it takes what was searched for and goes on to the next field.
func (p *picker) leave() {
	back := p.entry.shift
	c := p.layer.canvas
	if i := p.rows.current; !p.multi && p.touched && i >= 0 && i < len(p.found) {
		p.pick(p.found[i])
	}
	p.close()
	if back {
		c.FocusPrevious()
	} else {
		c.FocusNext()
	}
}

// optionRow shows one option: mark, label, detail.
type optionRow struct {
	widget.BaseWidget
	option        Option
	label, detail *canvas.Text
	mark          *canvas.Image
	on            bool
}

func newOptionRow() *optionRow {
	r := &optionRow{
		label:  newText("", theme.ColorNameForeground, theme.SizeNameText),
		detail: newText("", ColorNameMuted, theme.SizeNameCaptionText),
		mark:   picture(string(theme.IconNameConfirm), theme.ColorNamePrimary, 0.8),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *optionRow) set(o Option, on bool) {
	r.option, r.on = o, on
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *optionRow) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{r.mark, r.label, r.detail}}
	d.min = func() fyne.Size { return fyne.NewSize(0, lineHeight()) }
	d.layout = r.layout
	d.refresh = func() { r.layout(r.Size()) }
	return d
}

func (r *optionRow) layout(s fyne.Size) {
	m := r.mark.MinSize()
	r.mark.Resize(m)
	r.mark.Move(fyne.NewPos(Px(6), (s.Height-m.Height)/2))
	show(r.mark, r.on)
	x := Px(12) + m.Width + Px(18)*float32(r.option.Depth)
	r.detail.Text = r.option.Detail
	room := s.Width - x - Px(8)
	if r.option.Detail != "" {
		r.detail.Text = fit(r.option.Detail, room*0.55, r.detail.TextSize, r.detail.TextStyle)
		room -= r.detail.MinSize().Width + Px(8)
	}
	r.label.Text = fit(r.option.Label, room, r.label.TextSize, r.label.TextStyle)
	for _, t := range []*canvas.Text{r.label, r.detail} {
		h := t.MinSize()
		t.Resize(h)
		t.Move(fyne.NewPos(x, (s.Height-h.Height)/2))
	}
	d := r.detail.MinSize()
	r.detail.Move(fyne.NewPos(s.Width-d.Width-Px(8), (s.Height-d.Height)/2))
}

// pickBox is the closed picker: it looks like an entry. A letter, Enter, Space
// or Down opens it; Backspace and Delete take the value away.
type pickBox struct {
	widget.DisableableWidget
	id, text, holder string
	open             func(typed string)
	clear            func()
	focused          bool
	ground, ring     *canvas.Rectangle
	label            *canvas.Text
	arrow            *canvas.Image
}

func newPickBox(id, holder string) *pickBox {
	b := &pickBox{id: id, holder: holder}
	b.ExtendBaseWidget(b)
	return b
}

// ControlID implements Named.
func (b *pickBox) ControlID() string { return b.id }

func (b *pickBox) setText(s string) {
	b.text = s
	b.Refresh()
}

// FocusGained implements fyne.Focusable.
func (b *pickBox) FocusGained() {
	b.focused = true
	b.Refresh()
	reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *pickBox) FocusLost() {
	b.focused = false
	b.Refresh()
}

// TypedRune opens the list with the letter typed.
func (b *pickBox) TypedRune(r rune) {
	if b.Disabled() {
		return
	}
	if r == ' ' {
		b.open("")
		return
	}
	b.open(string(r))
}

// TypedKey implements fyne.Focusable.
func (b *pickBox) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		escape(b)
	case b.Disabled():
	case isEnter(ev), ev.Name == fyne.KeyDown:
		b.open("")
	case ev.Name == fyne.KeyBackspace, ev.Name == fyne.KeyDelete:
		b.clear()
	}
}

// Tapped implements fyne.Tappable.
func (b *pickBox) Tapped(*fyne.PointEvent) {
	if !b.Disabled() {
		focusOn(b)
		b.open("")
	}
}

// Cursor implements desktop.Cursorable.
func (b *pickBox) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *pickBox) CreateRenderer() fyne.WidgetRenderer {
	b.ring = newRing()
	b.ground = canvas.NewRectangle(Color(theme.ColorNameInputBackground))
	b.ground.CornerRadius = size(theme.SizeNameInputRadius)
	b.ground.StrokeWidth = 1
	b.label = newText("", theme.ColorNameForeground, theme.SizeNameText)
	b.arrow = picture(string(theme.IconNameArrowDropDown), ColorNameMuted, 1)
	d := &drawing{objects: []fyne.CanvasObject{b.ring, b.ground, b.label, b.arrow}}
	d.min = func() fyne.Size { return fyne.NewSize(Px(80), lineHeight()) }
	d.layout = b.layout
	d.refresh = func() { b.layout(b.Size()) }
	b.layout(b.Size())
	return d
}

func (b *pickBox) layout(s fyne.Size) {
	b.ground.Resize(s)
	b.ground.StrokeColor = Color(theme.ColorNameInputBorder)
	placeRing(b.ring, fyne.Position{}, s)
	show(b.ring, b.focused && !b.Disabled())
	p := size(theme.SizeNameInnerPadding)
	a := b.arrow.MinSize()
	b.arrow.Resize(a)
	b.arrow.Move(fyne.NewPos(s.Width-a.Width-p/2, (s.Height-a.Height)/2))
	text, ink := b.text, theme.ColorNameForeground
	if text == "" {
		text, ink = b.holder, theme.ColorNamePlaceHolder
	}
	if b.Disabled() {
		ink = theme.ColorNameDisabled
		b.ground.StrokeColor = Color(theme.ColorNameDisabled)
	}
	b.label.Color = Color(ink)
	b.label.Text = fit(text, s.Width-a.Width-2*p, b.label.TextSize, b.label.TextStyle)
	h := b.label.MinSize()
	b.label.Resize(h)
	b.label.Move(fyne.NewPos(p+1, (s.Height-h.Height)/2))
}
