package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// LinesSpec says what the lines of a LinesField consist of.
type LinesSpec struct {
	// Parts makes the controls of the line with the given number.
	Parts func(line int) []Field
	// Join makes the kept form of a line's parts, "" of an empty line.
	Join func(parts []string) string
	// Split is the inverse of Join.
	Split func(value string) []string
	// Add is the key of the button that begins another line.
	Add string
}

// LinesField is a set of values that have parts, as identity documents do: one
// line of controls for each, always one to begin with, and a button for more.
type LinesField struct {
	row
	lines LinesSpec
	parts [][]Field
	stack  *fyne.Container
	add   *Button
	off   bool
}

var _ Field = (*LinesField)(nil)

// NewLinesField returns a field with one empty line.
func NewLinesField(env *Env, spec FieldSpec, lines LinesSpec) *LinesField {
	f := &LinesField{lines: lines, stack: container.New(column{Px(gapM)})}
	f.add = NewButton(env, ButtonSpec{ID: spec.ID + ".add", Label: lines.Add, Icon: "add", Style: Flat}, func() {
		f.begin()
		f.draw()
		f.parts[len(f.parts)-1][0].Focus()
	})
	f.frame(env, spec, container.New(column{Px(gapS)}, f.stack, container.New(natural{}, f.add)))
	f.begin()
	f.draw()
	return f
}

// begin adds an empty line.
func (f *LinesField) begin() {
	line := f.lines.Parts(len(f.parts))
	for _, p := range line {
		p.OnChange(f.changed)
		p.SetDisabled(f.off)
	}
	f.parts = append(f.parts, line)
}

func (f *LinesField) draw() {
	f.stack.Objects = nil
	for i, line := range f.parts {
		var all []fyne.CanvasObject
		for _, p := range line {
			all = append(all, p.Object())
		}
		remove := NewButton(f.env, ButtonSpec{ID: f.spec.ID + ".remove." + itoa(i), Icon: "close", Style: Flat}, func() { f.remove(i) })
		show(remove, len(f.parts) > 1 && !f.off)
		f.stack.Objects = append(f.stack.Objects, container.New(&linePlaces{}, append(all, remove)...))
	}
	show(f.add, !f.off)
	f.stack.Refresh()
	f.box.Refresh()
}

func (f *LinesField) remove(i int) {
	f.parts = slices.Delete(f.parts, i, i+1)
	f.draw()
	f.parts[min(i, len(f.parts)-1)][0].Focus()
	f.changed()
}

// Value implements Field: the lines that are not empty.
func (f *LinesField) Value() []string {
	var out []string
	for _, line := range f.parts {
		parts := make([]string, len(line))
		for i, p := range line {
			parts[i] = First(p.Value())
		}
		if v := f.lines.Join(parts); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// SetValues implements Field.
func (f *LinesField) SetValues(values []string) {
	for len(f.parts) < max(1, len(values)) {
		f.begin()
	}
	f.parts = f.parts[:max(1, len(values))]
	for i, line := range f.parts {
		var parts []string
		if i < len(values) {
			parts = f.lines.Split(values[i])
		}
		for k, p := range line {
			v := ""
			if k < len(parts) {
				v = parts[k]
			}
			p.SetValues(one(v))
		}
	}
	f.draw()
}

// Focus implements Field.
func (f *LinesField) Focus() { f.parts[0][0].Focus() }

// SetDisabled implements Field.
func (f *LinesField) SetDisabled(off bool) {
	f.off = off
	for _, line := range f.parts {
		for _, p := range line {
			p.SetDisabled(off)
		}
	}
	f.draw()
}

// linePlaces lays the parts of a line beside each other in equal widths, in
// two lines where it is narrow, and the button that removes the line behind.
type linePlaces struct{ width float32 }

func (l *linePlaces) place(o []fyne.CanvasObject, width float32, put bool) float32 {
	parts, remove := o[:len(o)-1], o[len(o)-1]
	rm := remove.MinSize()
	room := width
	if remove.Visible() {
		room -= rm.Width + Px(gapS)
	}
	gap := Px(gapM)
	n := max(1, min(len(parts), int((room+gap)/(Px(132)+gap))))
	if n == 3 && len(parts) == 4 {
		n = 2
	}
	w := (room - gap*float32(n-1)) / float32(n)
	var y, line float32
	for i, p := range parts {
		if i > 0 && i%n == 0 {
			y, line = y+line+Px(gapM), 0
		}
		h := p.MinSize().Height
		if put {
			h = heightFor(p, w)
			p.Move(fyne.NewPos(float32(i%n)*(w+gap), y))
		}
		line = max(line, h)
	}
	if put {
		remove.Resize(rm)
		// On the height of the first line's controls, below their labels.
		remove.Move(fyne.NewPos(width-rm.Width, max(0, parts[0].MinSize().Height-rm.Height)))
	}
	return y + line
}

func (l *linePlaces) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Px(160), l.place(o, l.width, false))
}

func (l *linePlaces) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.place(o, s.Width, true)
}
