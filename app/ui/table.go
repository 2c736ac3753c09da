package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"sporteli/store/casefile"
)

// CellStyle says how one cell looks.
type CellStyle struct {
	Bold, Muted bool
	// Badge draws the text on the colour of Tone.
	Badge bool
	Tone  Tone
}

// Column is one column of a table. Text and Style are asked for rows in view
// only and must answer from the row alone.
type Column[R any] struct {
	// ID names the column for sorting and tests.
	ID string
	// Title is a translation key, "" for none.
	Title string
	// Width is the narrowest width at 100 % text; Flex is the share of what is
	// left over, zero for none.
	Width, Flex float32
	// Drop makes the column go where there is no room, the highest first; zero
	// stays always.
	Drop int
	// Text is what a cell says; Style how, nil for plain.
	Text  func(R) string
	Style func(R) CellStyle
	// Sortable lets the header sort by this column.
	Sortable bool
}

// Sort is the order a table asks for; no Column is the source's own order.
type Sort struct {
	Column string
	Desc   bool
}

// TableSpec describes a table.
type TableSpec[R any] struct {
	// ID names its parts: "<id>.row.0", "<id>.header".
	ID      string
	Columns []Column[R]
	// Source reads one page, away from the UI thread.
	Source func(ctx context.Context, sort Sort, span casefile.Span) (casefile.Page[R], error)
	// Key names the record of a row. With it the current record stays the
	// current one when others came or went above it; without, the number does.
	Key func(R) string
	// Open is called for Enter and for a click on a row.
	Open func(R)
	// Select is called when another row becomes the current one; with it, a
	// click selects and does not open.
	Select func(R)
	// Loaded is called when the list was read anew, with its first page.
	Loaded func([]R)
	// Count is the translation key of the line below ("common.clients"), a
	// plural with the number.
	Count string
	// Empty is what an empty table shows.
	Empty EmptySpec
	// Sort is the order to begin with.
	Sort Sort
	// Page is how many rows to read at once; zero means 100.
	Page int
}

// Table is a list of records in columns: virtual, read page by page by key, and
// used with the keyboard: arrows, PageUp, PageDown, Home, End, Enter.
type Table[R any] struct {
	widget.BaseWidget
	env   *Env
	spec  TableSpec[R]
	gen   Generation
	sort  Sort
	data  []R
	next  string
	total int
	// busy while a page is on its way, done when the last one came.
	busy, done, loaded bool
	// hold while the record is looked for that was the current one.
	hold bool
	// anew says whether the last read began at the beginning: one that failed is
	// tried again as it was, not from where the rows shown end.
	anew bool

	rows   *rows
	header *tableHeader
	count  *Text
	empty  *fyne.Container
	fail   *Banner
	body   *fyne.Container
	layout *columnLayout
	ring   *canvas.Rectangle
}

// NewTable returns a table that reads nothing until Reload.
func NewTable[R any](env *Env, spec TableSpec[R]) *Table[R] {
	if spec.Page == 0 {
		spec.Page = 100
	}
	t := &Table[R]{env: env, spec: spec, sort: spec.Sort}
	t.layout = &columnLayout{}
	heads := make([]headCell, len(spec.Columns))
	for i, c := range spec.Columns {
		t.layout.cols = append(t.layout.cols, columnWidths{c.Width, c.Flex, c.Drop})
		heads[i] = headCell{id: c.ID, sortable: c.Sortable}
		if c.Title != "" {
			heads[i].title = env.T(c.Title)
		}
	}
	t.header = newTableHeader(spec.ID+".header", heads, t.layout, t.sortBy)
	t.header.sort = t.sort
	t.rows = &rows{height: lineHeight(), stripe: true}
	t.rows.count = func() int { return len(t.data) }
	t.rows.make = func() fyne.CanvasObject { return newCells(t.layout, len(spec.Columns)) }
	t.rows.fill = t.fill
	t.rows.id = func(i int) string { return spec.ID + ".row." + itoa(i) }
	t.rows.tap = t.tap
	t.rows.near = t.more
	t.rows.init()
	t.count = NewText("", StyleCaption)
	t.fail = NewBanner(env, Danger)
	t.fail.SetAction(ButtonSpec{ID: spec.ID + ".retry", Label: "common.retry"}, t.again)
	t.fail.Hide()
	t.empty = EmptyState(env, spec.Empty)
	t.empty.Hide()
	t.ring = newRing()
	t.ring.FillColor = none
	m := Px(gapM)
	paper := plate(ColorNameSurface, theme.ColorNameSeparator, pad{1, 1, 1, 1},
		framed(container.New(column{0}, t.header, t.fail), nil,
			container.NewStack(t.rows, container.New(pad{m, m, m, m}, t.empty))))
	t.body = framed(nil, container.New(pad{top: Px(gapS), left: Px(gapS)}, t.count), container.NewStack(paper, t.ring))
	t.ExtendBaseWidget(t)
	return t
}

// ControlID implements Named.
func (t *Table[R]) ControlID() string { return t.spec.ID }

// Children implements parent.
func (t *Table[R]) Children() []fyne.CanvasObject { return []fyne.CanvasObject{t.body} }

// CreateRenderer implements fyne.Widget.
func (t *Table[R]) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{
		objects: []fyne.CanvasObject{t.body},
		min:     func() fyne.Size { return fyne.NewSize(Px(200), lineHeight()*4) },
		layout:  func(s fyne.Size) { t.body.Resize(s) },
	}
}

// Reload reads the list anew from its beginning. The current row stays, see
// TableSpec.Key.
func (t *Table[R]) Reload() {
	t.hold = t.spec.Key != nil
	t.read(true)
}

// SetSource replaces where rows come from, for another search, and reads.
func (t *Table[R]) SetSource(source func(context.Context, Sort, casefile.Span) (casefile.Page[R], error)) {
	t.spec.Source = source
	t.rows.scroll.ScrollToTop()
	t.rows.current = -1
	t.Reload()
}

// SetEmpty changes what an empty table says: nothing found is not nothing there.
func (t *Table[R]) SetEmpty(spec EmptySpec) {
	t.empty.Objects = EmptyState(t.env, spec).Objects
	t.empty.Refresh()
}

func (t *Table[R]) more() {
	if t.loaded && !t.busy && !t.done && !t.fail.Visible() {
		t.read(false)
	}
}

func (t *Table[R]) again() {
	t.fail.Hide()
	t.read(t.anew)
}

func (t *Table[R]) read(fresh bool) {
	t.busy, t.anew = true, fresh
	sort, span := t.sort, casefile.Span{Limit: t.spec.Page}
	switch {
	case !fresh:
		span.After = t.next
	case t.hold:
		// As far as the current record, and what may have come above it.
		span.Limit = max(span.Limit, t.rows.current+t.spec.Page)
	}
	source := t.spec.Source
	t.env.Run(&t.gen, func(ctx context.Context) func() {
		page, err := source(ctx, sort, span)
		return func() { t.arrived(fresh, page, err) }
	})
}

func (t *Table[R]) arrived(fresh bool, page casefile.Page[R], err error) {
	t.busy = false
	if err != nil {
		t.fail.SetText(Present(t.env.P, err).any())
		t.fail.Show()
		t.body.Refresh()
		return
	}
	t.fail.Hide()
	by := 0
	if fresh {
		by = t.moved(page.Rows)
		t.data = nil
	}
	t.loaded = true
	t.data = append(t.data, page.Rows...)
	t.next, t.total, t.done = page.Next, page.Total, page.Next == ""
	show(t.empty, len(t.data) == 0)
	if t.spec.Count != "" {
		t.count.SetText(t.env.N(t.spec.Count, t.total))
	}
	t.body.Refresh()
	t.rows.reloadMoved(by)
	if t.rows.lit && t.rows.current < 0 && len(t.data) > 0 {
		t.move(0)
	}
	if fresh && t.spec.Loaded != nil {
		t.spec.Loaded(t.data)
	}
}

// moved is by how many rows the current record has moved in rows read anew; one
// that has gone leaves its number behind.
func (t *Table[R]) moved(rows []R) int {
	r, ok := t.Current()
	if !t.hold || !ok {
		return 0
	}
	t.hold = false
	key := t.spec.Key(r)
	if at := slices.IndexFunc(rows, func(x R) bool { return t.spec.Key(x) == key }); at >= 0 {
		return at - t.rows.current
	}
	return 0
}

func (t *Table[R]) fill(i int, o fyne.CanvasObject) {
	c := o.(*cells)
	r := t.data[i]
	for k, col := range t.spec.Columns {
		st := CellStyle{}
		if col.Style != nil {
			st = col.Style(r)
		}
		c.set(k, col.Text(r), st)
	}
	c.Refresh()
}

func (t *Table[R]) tap(i int) {
	focusOn(t)
	t.move(i)
	if t.spec.Select == nil {
		t.open()
	}
}

func (t *Table[R]) move(i int) {
	before := t.rows.current
	t.rows.setCurrent(i)
	t.told(before)
}

func (t *Table[R]) told(before int) {
	if r, ok := t.Current(); ok && t.rows.current != before && t.spec.Select != nil {
		t.spec.Select(r)
	}
}

func (t *Table[R]) open() {
	if r, ok := t.Current(); ok && t.spec.Open != nil {
		t.spec.Open(r)
	}
}

// Current returns the current row.
func (t *Table[R]) Current() (R, bool) {
	if i := t.rows.current; i >= 0 && i < len(t.data) {
		return t.data[i], true
	}
	var none R
	return none, false
}

// Rows returns what has been read so far.
func (t *Table[R]) Rows() []R { return t.data }

// Total is how many rows the whole list has.
func (t *Table[R]) Total() int { return t.total }

// CountText is the line below the table.
func (t *Table[R]) CountText() string { return t.count.Text() }

// Select makes the row with the given number the current one.
func (t *Table[R]) Select(i int) { t.move(i) }

// sortBy is called by the header.
func (t *Table[R]) sortBy(id string) {
	if t.sort.Column == id {
		t.sort.Desc = !t.sort.Desc
	} else {
		t.sort = Sort{Column: id}
	}
	t.header.sort = t.sort
	t.header.Refresh()
	t.rows.scroll.ScrollToTop()
	t.hold = false
	t.read(true)
}

// Sorted is the order the table is in.
func (t *Table[R]) Sorted() Sort { return t.sort }

// FocusGained implements fyne.Focusable.
func (t *Table[R]) FocusGained() {
	t.ring.Show()
	t.rows.setLit(true)
	if t.rows.current < 0 && len(t.data) > 0 {
		t.move(0)
	}
	t.body.Refresh()
}

// FocusLost implements fyne.Focusable.
func (t *Table[R]) FocusLost() {
	t.ring.Hide()
	t.rows.setLit(false)
}

// TypedRune implements fyne.Focusable.
func (t *Table[R]) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *Table[R]) TypedKey(ev *fyne.KeyEvent) {
	before := t.rows.current
	switch {
	case isEnter(ev):
		t.open()
	case ev.Name == fyne.KeyEscape:
		escape(t)
	case t.rows.step(ev):
		t.told(before)
	}
}
