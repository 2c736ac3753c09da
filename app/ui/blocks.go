package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Pair is one line of a KeyValue: a label and what it is, both ready text.
type Pair struct {
	Label, Value string
	// Tone colours the value as a badge where it is not Neutral.
	Tone Tone
	// Object stands in the place of the value: a button, several badges.
	Object fyne.CanvasObject
}

// KeyValue shows pairs in columns, for pages to read. Pairs without a value
// are left out; a right click on a value copies it.
func KeyValue(env *Env, columns int, pairs ...Pair) *fyne.Container {
	lay := &formGrid{columns: columns}
	box := container.New(lay)
	for _, p := range pairs {
		if p.Value == "" && p.Object == nil {
			continue
		}
		value := p.Object
		switch {
		case value != nil:
		case p.Tone != Neutral:
			value = container.New(natural{}, NewBadge(p.Value, p.Tone))
		default:
			value = newCopyText(env, p.Value)
		}
		lay.spans = append(lay.spans, 1)
		box.Add(container.New(column{1}, NewText(p.Label, StyleCaption), value))
	}
	return box
}

// natural leaves an object its own size at the left.
type natural struct{}

func (natural) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (natural) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(fyne.NewSize(min(m.Width, s.Width), m.Height))
	o[0].Move(fyne.NewPos(0, 0))
}

// copyText is a text that a right click copies.
type copyText struct {
	widget.BaseWidget
	env  *Env
	text *Text
}

func newCopyText(env *Env, s string) *copyText {
	c := &copyText{env: env, text: NewText(s, StyleBody)}
	c.ExtendBaseWidget(c)
	return c
}

// TappedSecondary offers to copy.
func (c *copyText) TappedSecondary(ev *fyne.PointEvent) {
	cv := canvasOf(c)
	if cv == nil {
		return
	}
	item := fyne.NewMenuItem(c.env.T("common.copy"), func() {
		fyne.CurrentApp().Clipboard().SetContent(c.text.Text())
		if c.env.Toast != nil {
			c.env.Toast(Notice{Key: "ui.copied", Tone: Success})
		}
	})
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", item), cv, ev.AbsolutePosition)
}

// CreateRenderer implements fyne.Widget.
func (c *copyText) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{c.text}}
	d.min = c.text.MinSize
	d.layout = func(s fyne.Size) { c.text.Resize(s) }
	return d
}

// Split lays a list beside what it leads to, or above it where the window is
// narrow. Share is the part of the width the first gets.
func Split(share float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&splitLayout{share}, first, second)
}

type splitLayout struct{ share float32 }

func (l *splitLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

func (l *splitLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := Px(gapL)
	o[0].Move(fyne.NewPos(0, 0))
	if s.Width >= Px(760) {
		w := (s.Width - gap) * l.share
		o[0].Resize(fyne.NewSize(w, s.Height))
		o[1].Resize(fyne.NewSize(s.Width-w-gap, s.Height))
		o[1].Move(fyne.NewPos(w+gap, 0))
		return
	}
	h := (s.Height - gap) * 0.45
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-h-gap))
	o[1].Move(fyne.NewPos(0, h+gap))
}

// Tab is one page of Tabs.
type Tab struct {
	// ID names the tab within its bar; Label is a translation key.
	ID, Label string
	// Count is shown beside the label where it is not zero.
	Count int
	// Content is built when the tab is first shown.
	Content func() fyne.CanvasObject
}

// Tabs are pages of which one shows. The bar is one stop of the Tab key; arrows
// change the page.
type Tabs struct {
	widget.BaseWidget
	env   *Env
	id    string
	tabs  []Tab
	pages []fyne.CanvasObject
	at    int
	// OnChange is told the id of the page that shows now.
	OnChange func(id string)
	bar      *tabBar
	body     *fyne.Container
	all      *fyne.Container
}

// NewTabs returns tabs that show the first page.
func NewTabs(env *Env, id string, tabs ...Tab) *Tabs {
	t := &Tabs{env: env, id: id, tabs: tabs, pages: make([]fyne.CanvasObject, len(tabs)), at: -1}
	t.bar = newTabBar(t)
	t.body = container.NewStack()
	t.all = framed(t.bar, nil, container.New(pad{top: Px(12)}, t.body))
	t.ExtendBaseWidget(t)
	t.show(0)
	return t
}

// Children implements parent.
func (t *Tabs) Children() []fyne.CanvasObject { return []fyne.CanvasObject{t.all} }

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{t.all}}
	d.min = t.all.MinSize
	d.layout = func(s fyne.Size) { t.all.Resize(s) }
	return d
}

// Current is the id of the page that shows.
func (t *Tabs) Current() string { return t.tabs[t.at].ID }

// Select shows a page.
func (t *Tabs) Select(id string) {
	for i, x := range t.tabs {
		if x.ID == id {
			t.show(i)
		}
	}
}

// SetCount changes the number beside a label.
func (t *Tabs) SetCount(id string, n int) {
	for i := range t.tabs {
		if t.tabs[i].ID == id {
			t.tabs[i].Count = n
		}
	}
	t.bar.Refresh()
}

func (t *Tabs) show(i int) {
	if i == t.at || i < 0 || i >= len(t.tabs) {
		return
	}
	t.at = i
	if t.pages[i] == nil {
		t.pages[i] = t.tabs[i].Content()
	}
	t.body.Objects = []fyne.CanvasObject{t.pages[i]}
	t.body.Refresh()
	t.bar.Refresh()
	if t.OnChange != nil {
		t.OnChange(t.tabs[i].ID)
	}
}

type tabBar struct {
	widget.BaseWidget
	owner   *Tabs
	focused bool
	labels  []*canvas.Text
	line    *canvas.Rectangle
	mark    *canvas.Rectangle
	ring    *canvas.Rectangle
}

func newTabBar(t *Tabs) *tabBar {
	b := &tabBar{owner: t}
	b.ExtendBaseWidget(b)
	return b
}

// ControlID implements Named.
func (b *tabBar) ControlID() string { return b.owner.id }

// FocusGained implements fyne.Focusable.
func (b *tabBar) FocusGained() {
	b.focused = true
	b.Refresh()
	reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *tabBar) FocusLost() {
	b.focused = false
	b.Refresh()
}

// TypedRune implements fyne.Focusable.
func (b *tabBar) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *tabBar) TypedKey(ev *fyne.KeyEvent) {
	n := len(b.owner.tabs)
	switch ev.Name {
	case fyne.KeyRight:
		b.owner.show((b.owner.at + 1) % n)
	case fyne.KeyLeft:
		b.owner.show((b.owner.at + n - 1) % n)
	case fyne.KeyHome:
		b.owner.show(0)
	case fyne.KeyEnd:
		b.owner.show(n - 1)
	case fyne.KeyEscape:
		escape(b)
	}
}

// Tapped implements fyne.Tappable.
func (b *tabBar) Tapped(ev *fyne.PointEvent) {
	focusOn(b)
	for i, l := range b.labels {
		if x := l.Position().X - Px(12); ev.Position.X >= x && ev.Position.X < x+l.Size().Width+Px(24) {
			b.owner.show(i)
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (b *tabBar) CreateRenderer() fyne.WidgetRenderer {
	b.line = canvas.NewRectangle(Color(theme.ColorNameSeparator))
	b.mark = canvas.NewRectangle(Color(theme.ColorNamePrimary))
	b.ring = newRing()
	b.ring.FillColor = none
	d := &drawing{objects: []fyne.CanvasObject{b.line, b.mark, b.ring}}
	b.labels = nil
	for range b.owner.tabs {
		l := newText("", ColorNameMuted, theme.SizeNameText)
		b.labels = append(b.labels, l)
		d.objects = append(d.objects, l)
	}
	d.min = func() fyne.Size { return fyne.NewSize(b.place(), lineHeight()+Px(4)) }
	d.layout = func(fyne.Size) { b.place() }
	d.refresh = func() { b.place() }
	b.place()
	return d
}

func (b *tabBar) place() float32 {
	s := b.Size()
	b.line.Resize(fyne.NewSize(s.Width, 1))
	b.line.Move(fyne.NewPos(0, s.Height-1))
	x := Px(2)
	for i, l := range b.labels {
		t := b.owner.tabs[i]
		l.Text = b.owner.env.T(t.Label)
		if t.Count > 0 {
			l.Text += " (" + b.owner.env.P.Number(t.Count) + ")"
		}
		l.Color, l.TextStyle.Bold = Color(ColorNameMuted), i == b.owner.at
		if i == b.owner.at {
			l.Color = Color(theme.ColorNamePrimary)
		}
		m := l.MinSize()
		l.Resize(m)
		l.Move(fyne.NewPos(x+Px(12), (s.Height-m.Height)/2))
		if i == b.owner.at {
			b.mark.Resize(fyne.NewSize(m.Width+Px(16), 3))
			b.mark.Move(fyne.NewPos(x+Px(4), s.Height-3))
			b.ring.Resize(fyne.NewSize(m.Width+Px(24), s.Height-4))
			b.ring.Move(fyne.NewPos(x, 1))
		}
		x += m.Width + Px(24)
	}
	show(b.ring, b.focused)
	return x
}
