package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Section is a group of fields under a heading, laid out in columns from left
// to right, then down: the order of the Tab key is the order of the eye.
type Section struct {
	// Title is a translation key, "" for none.
	Title string
	// Columns is how many stand side by side where there is room; zero means
	// two. A narrow window or a large text makes them fewer.
	Columns int
	// Cells are the fields in order.
	Cells []Cell
}

// Cell is one place in a section.
type Cell struct {
	Field Field
	// Object stands in the place of a field: a button, an explanation.
	Object fyne.CanvasObject
	// Span is how many columns it covers; zero means one, Full all.
	Span int
}

// Full is the Span of a cell as wide as its section.
const Full = 99

// Cells puts fields into cells of one column each.
func Cells(fields ...Field) []Cell {
	out := make([]Cell, len(fields))
	for i, f := range fields {
		out[i] = Cell{Field: f}
	}
	return out
}

// Wide is a cell over all columns.
func Wide(f Field) Cell { return Cell{Field: f, Span: Full} }

// columnWidth is the narrowest column at 100 % text.
const columnWidth = 216

// Form is a page of sections with a place above for what is wrong.
type Form struct {
	env       *Env
	kind      string
	fields    []Field
	sections  []*fyne.Container
	cards     []fyne.CanvasObject
	banner    *Banner
	box       *fyne.Container
	listeners []func(id string)
}

// NewForm returns a form for a kind of record ("client"): an error with the
// name of a field is shown at the field with the id "<kind>.<name>".
func NewForm(env *Env, kind string, sections ...Section) *Form {
	f := &Form{env: env, kind: kind, banner: NewBanner(env, Danger)}
	f.banner.Hide()
	f.box = container.New(column{Px(gapL)}, f.banner)
	for _, s := range sections {
		f.add(s)
	}
	return f
}

func (f *Form) add(s Section) {
	if s.Columns == 0 {
		s.Columns = 2
	}
	lay := &formGrid{columns: s.Columns}
	grid := container.New(lay)
	for _, c := range s.Cells {
		o := c.Object
		if c.Field != nil {
			o = c.Field.Object()
			f.fields = append(f.fields, c.Field)
			id := c.Field.ID()
			c.Field.OnChange(func() { f.changed(id) })
		}
		lay.spans = append(lay.spans, max(1, c.Span))
		grid.Objects = append(grid.Objects, o)
	}
	f.sections = append(f.sections, grid)
	var block fyne.CanvasObject = grid
	if s.Title != "" {
		block = Card(NewText(f.env.T(s.Title), StyleHeading), grid)
	}
	f.cards = append(f.cards, block)
	f.box.Add(block)
}

func (f *Form) changed(id string) {
	for _, l := range f.listeners {
		l(id)
	}
}

// Object is what a page shows; put it into a Page so that it scrolls.
func (f *Form) Object() fyne.CanvasObject { return f.box }

// Fields are all fields in Tab order.
func (f *Form) Fields() []Field { return f.fields }

// Field finds a field by its full id, nil if there is none.
func (f *Form) Field(id string) Field {
	for _, x := range f.fields {
		if x.ID() == id {
			return x
		}
	}
	return nil
}

// OnChange adds a listener that is told the id of each field changed by hand.
func (f *Form) OnChange(l func(id string)) { f.listeners = append(f.listeners, l) }

// Values returns what the visible fields hold, by the name in the catalogue
// (without the kind). Empty fields are in the map with no values, so that a
// save can see what was emptied.
func (f *Form) Values() map[string][]string {
	out := map[string][]string{}
	for _, x := range f.fields {
		if x.Visible() {
			out[f.name(x.ID())] = x.Value()
		}
	}
	return out
}

// SetValues shows values by the name in the catalogue; fields that are not in
// the map are emptied.
func (f *Form) SetValues(v map[string][]string) {
	for _, x := range f.fields {
		x.SetValues(v[f.name(x.ID())])
	}
	f.ClearErrors()
}

func (f *Form) name(id string) string {
	if n := len(f.kind) + 1; len(id) > n && id[:n] == f.kind+"." {
		return id[n:]
	}
	return id
}

// ShowSection shows or hides the section with the given number.
func (f *Form) ShowSection(i int, on bool) {
	show(f.cards[i], on)
	f.box.Refresh()
}

// ShowField shows or hides a field; a hidden field has no part in Values.
func (f *Form) ShowField(id string, on bool) {
	x := f.Field(id)
	if x == nil || x.Visible() == on {
		return
	}
	if on {
		x.Show()
	} else {
		x.Hide()
	}
	for _, s := range f.sections {
		s.Refresh()
	}
	f.box.Refresh()
}

// SetDisabled turns the form into one to read.
func (f *Form) SetDisabled(off bool) {
	for _, x := range f.fields {
		x.SetDisabled(off)
	}
}

// Focus gives the keyboard to the first field.
func (f *Form) Focus() {
	for _, x := range f.fields {
		if x.Visible() {
			x.Focus()
			return
		}
	}
}

// ClearErrors takes all messages away.
func (f *Form) ClearErrors() {
	for _, x := range f.fields {
		x.SetError("")
	}
	f.banner.Hide()
	f.box.Refresh()
}

// Errors shows ready texts at the fields of the given names, says above the
// form how many there are, and gives the keyboard to the first. Texts of fields
// the form does not have are shown above.
func (f *Form) Errors(texts map[string]string) {
	f.ClearErrors()
	var first Field
	left := map[string]string{}
	for n, t := range texts {
		left[n] = t
	}
	shown := 0
	for _, x := range f.fields {
		t, ok := left[f.name(x.ID())]
		if !ok || !x.Visible() {
			continue
		}
		delete(left, f.name(x.ID()))
		x.SetError(t)
		shown++
		if first == nil {
			first = x
		}
	}
	text := ""
	if shown > 0 {
		text = f.env.N("ui.form.errors", shown)
	}
	for n, t := range left {
		if text != "" {
			text += "\n"
		}
		if label := f.env.T("field." + f.kind + "." + n); label != "" {
			t = label + ": " + t
		}
		text += t
	}
	f.say(text)
	if first != nil {
		first.Focus()
	}
}

func (f *Form) say(text string) {
	f.banner.SetText(text)
	show(f.banner, text != "")
	f.box.Refresh()
}

// ShowError shows an error of the store where it belongs: at its fields or
// above the form. Nil takes everything away.
func (f *Form) ShowError(err error) {
	if err == nil {
		f.ClearErrors()
		return
	}
	p := Present(f.env.P, err)
	f.Errors(p.Fields)
	if p.Text != "" {
		text := p.Text
		if f.banner.Visible() {
			text += "\n" + f.banner.Text()
		}
		f.say(text)
		reveal(f.banner)
	}
}

// formGrid lays cells in columns of one width; each line is as high as its
// highest cell.
type formGrid struct {
	columns int
	spans   []int
	width   float32
}

func (g *formGrid) count(width float32) int {
	n := int((width + Px(gapL)) / (Px(columnWidth) + Px(gapL)))
	return max(1, min(n, g.columns))
}

func (g *formGrid) place(o []fyne.CanvasObject, width float32, put bool) float32 {
	n := g.count(width)
	gap, below := Px(gapL), Px(12)
	w := (width - gap*float32(n-1)) / float32(n)
	col := 0
	var y, line float32
	for i, c := range o {
		if !c.Visible() {
			continue
		}
		span := min(g.spans[i], n)
		if col+span > n {
			col, y, line = 0, y+line+below, 0
		}
		cw := w*float32(span) + gap*float32(span-1)
		h := c.MinSize().Height
		if put {
			h = heightFor(c, cw)
			c.Move(fyne.NewPos(float32(col)*(w+gap), y))
		}
		line = max(line, h)
		col += span
	}
	return y + line
}

func (g *formGrid) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Px(160), g.place(o, g.width, false))
}

func (g *formGrid) Layout(o []fyne.CanvasObject, s fyne.Size) {
	g.width = s.Width
	g.place(o, s.Width, true)
}

// Card is a piece of paper on the ground of the window: a heading and what
// belongs below it. Either may be nil.
func Card(head fyne.CanvasObject, body ...fyne.CanvasObject) *fyne.Container {
	var all []fyne.CanvasObject
	if head != nil {
		all = append(all, head)
	}
	all = append(all, body...)
	p := Px(gapL)
	return plate(ColorNameSurface, theme.ColorNameSeparator, pad{p, p, p, p}, container.New(column{Px(12)}, all...))
}

// FillCard is a Card whose body takes all the height the card is given: for a
// list beside another. head may be nil.
func FillCard(head, body fyne.CanvasObject) *fyne.Container {
	if head != nil {
		head = container.New(pad{bottom: Px(12)}, head)
	}
	p := Px(gapL)
	return plate(ColorNameSurface, theme.ColorNameSeparator, pad{p, p, p, p}, framed(head, nil, body))
}
