package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Moment is one entry of a Timeline; all texts are ready.
type Moment struct {
	// ID is handed to Open; Icon is a name Icon knows.
	ID, Icon string
	Title    string
	Detail   string
	// Date stands at the right; Badge, if any, before it in its tone.
	Date  string
	Badge string
	Tone  Tone
}

// Timeline is a list of what happened, the newest first, with two lines each.
// It is virtual and used with the keyboard like a Table.
type Timeline struct {
	widget.BaseWidget
	id      string
	moments []Moment
	open    func(Moment)
	rows    *rows
	empty   *fyne.Container
	ring    *canvas.Rectangle
	body    *fyne.Container
	// fixed is the height in rows where the timeline stands in a page that
	// scrolls, zero where it fills the room it is given.
	fixed int
}

// NewTimeline returns an empty timeline; open is called for Enter and for a
// click on an entry.
func NewTimeline(env *Env, id string, empty EmptySpec, open func(Moment)) *Timeline {
	t := &Timeline{id: id, open: open}
	t.rows = &rows{height: 2*lineHeight() - Px(16), stripe: true}
	t.rows.count = func() int { return len(t.moments) }
	t.rows.make = func() fyne.CanvasObject { return newMomentRow() }
	t.rows.fill = func(i int, o fyne.CanvasObject) { o.(*momentRow).set(t.moments[i]) }
	t.rows.id = func(i int) string { return id + ".row." + itoa(i) }
	t.rows.tap = func(i int) {
		focusOn(t)
		t.rows.setCurrent(i)
		t.choose()
	}
	t.rows.init()
	t.empty = EmptyState(env, empty)
	t.ring = newRing()
	t.ring.FillColor = none
	m := Px(gapM)
	t.body = container.NewStack(t.rows, container.New(pad{m, m, m, m}, t.empty), t.ring)
	t.ExtendBaseWidget(t)
	return t
}

// SetMoments shows other entries.
func (t *Timeline) SetMoments(m []Moment) {
	t.moments = m
	show(t.empty, len(m) == 0)
	t.rows.reload()
	t.Refresh()
}

// SetRows fixes the height to that of up to n entries, for a page that scrolls.
func (t *Timeline) SetRows(n int) { t.fixed = n }

func (t *Timeline) choose() {
	if i := t.rows.current; i >= 0 && i < len(t.moments) && t.open != nil {
		t.open(t.moments[i])
	}
}

// ControlID implements Named.
func (t *Timeline) ControlID() string { return t.id }

// Children implements parent.
func (t *Timeline) Children() []fyne.CanvasObject { return []fyne.CanvasObject{t.body} }

// CreateRenderer implements fyne.Widget.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{t.body}}
	d.min = func() fyne.Size {
		n := 2
		if t.fixed > 0 {
			n = max(1, min(t.fixed, len(t.moments)))
		}
		h := t.rows.height * float32(n)
		if len(t.moments) == 0 {
			h = max(h, t.empty.MinSize().Height+2*Px(gapM))
		}
		return fyne.NewSize(Px(200), h)
	}
	d.layout = func(s fyne.Size) { t.body.Resize(s) }
	return d
}

// FocusGained implements fyne.Focusable.
func (t *Timeline) FocusGained() {
	t.ring.Show()
	if t.rows.current < 0 {
		t.rows.setCurrent(0)
	}
	t.rows.setLit(true)
	reveal(t)
}

// FocusLost implements fyne.Focusable.
func (t *Timeline) FocusLost() {
	t.ring.Hide()
	t.rows.setLit(false)
}

// TypedRune implements fyne.Focusable.
func (t *Timeline) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *Timeline) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case isEnter(ev):
		t.choose()
	case ev.Name == fyne.KeyEscape:
		escape(t)
	default:
		t.rows.step(ev)
	}
}

// momentRow draws one entry.
type momentRow struct {
	widget.BaseWidget
	m                   Moment
	icon                *canvas.Image
	title, detail, date *canvas.Text
	badge               *Badge
}

func newMomentRow() *momentRow {
	r := &momentRow{
		icon:   picture(string(theme.IconNameInfo), theme.ColorNamePrimary, 1),
		title:  newText("", theme.ColorNameForeground, theme.SizeNameText),
		detail: newText("", ColorNameMuted, theme.SizeNameCaptionText),
		date:   newText("", ColorNameMuted, theme.SizeNameCaptionText),
		badge:  NewBadge("", Neutral),
	}
	r.title.TextStyle.Bold = true
	r.ExtendBaseWidget(r)
	return r
}

func (r *momentRow) set(m Moment) {
	r.m = m
	r.icon.Resource = Icon(m.Icon, theme.ColorNamePrimary)
	r.badge.Set(m.Badge, m.Tone)
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *momentRow) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{r.icon, r.title, r.detail, r.date, r.badge}}
	d.min = func() fyne.Size { return fyne.NewSize(0, 2*lineHeight()-Px(16)) }
	d.layout = r.place
	d.refresh = func() { r.place(r.Size()) }
	return d
}

func (r *momentRow) place(s fyne.Size) {
	im := r.icon.MinSize()
	r.icon.Resize(im)
	r.icon.Move(fyne.NewPos(Px(10), (s.Height-im.Height)/2))
	show(r.icon, r.icon.Resource != nil)
	x, right := Px(20)+im.Width, s.Width-Px(12)
	r.date.Text = r.m.Date
	dm := r.date.MinSize()
	th := fyne.MeasureText("Ëg", r.title.TextSize, r.title.TextStyle).Height
	ch := fyne.MeasureText("Ëg", r.detail.TextSize, r.detail.TextStyle).Height
	top := (s.Height - th - ch - 2) / 2
	r.date.Resize(dm)
	r.date.Move(fyne.NewPos(right-dm.Width, top+(th-dm.Height)/2))
	right -= dm.Width + Px(12)
	show(r.badge, r.m.Badge != "")
	if r.m.Badge != "" {
		bm := r.badge.MinSize()
		r.badge.Resize(bm)
		r.badge.Move(fyne.NewPos(right-bm.Width, top+(th-bm.Height)/2))
		right -= bm.Width + Px(12)
	}
	r.title.Text = fit(r.m.Title, max(1, right-x), r.title.TextSize, r.title.TextStyle)
	r.title.Resize(r.title.MinSize())
	r.title.Move(fyne.NewPos(x, top))
	r.detail.Text = fit(r.m.Detail, max(1, s.Width-Px(12)-x), r.detail.TextSize, r.detail.TextStyle)
	r.detail.Resize(r.detail.MinSize())
	r.detail.Move(fyne.NewPos(x, top+th+2))
	if r.m.Detail == "" {
		r.title.Move(fyne.NewPos(x, (s.Height-th)/2))
	}
}
