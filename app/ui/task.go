package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Task is one thing to do: a line that opens what it is about, with buttons
// for what can be done with it at once. For lists short enough to stand on a
// page; each line and each button is a stop of the Tab key.
type Task struct {
	widget.BaseWidget
	line *taskLine
	all  *fyne.Container
}

// NewTask returns a task with a control id of its own; m.ID is not used. open
// is called for Enter, Space and a click on the line.
func NewTask(id string, m Moment, open func(), actions ...*Button) *Task {
	t := &Task{line: &taskLine{id: id, open: open, moment: newMomentRow()}}
	t.line.moment.set(m)
	t.line.ExtendBaseWidget(t.line)
	objects := []fyne.CanvasObject{t.line}
	for _, a := range actions {
		objects = append(objects, a)
	}
	t.all = container.New(sides{left: 0, gap: Px(gapS)}, objects...)
	t.ExtendBaseWidget(t)
	return t
}

// Children implements parent.
func (t *Task) Children() []fyne.CanvasObject { return []fyne.CanvasObject{t.all} }

// CreateRenderer implements fyne.Widget.
func (t *Task) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{t.all}}
	d.min = t.all.MinSize
	d.layout = func(s fyne.Size) { t.all.Resize(s) }
	return d
}

// taskLine is the part of a task that opens it.
type taskLine struct {
	widget.BaseWidget
	id               string
	open             func()
	moment           *momentRow
	focused, hovered bool
	ground, ring     *canvas.Rectangle
}

// ControlID implements Named.
func (l *taskLine) ControlID() string { return l.id }

// Tapped implements fyne.Tappable.
func (l *taskLine) Tapped(*fyne.PointEvent) {
	focusOn(l)
	l.open()
}

// FocusGained implements fyne.Focusable.
func (l *taskLine) FocusGained() {
	l.focused = true
	l.Refresh()
	reveal(l)
}

// FocusLost implements fyne.Focusable.
func (l *taskLine) FocusLost() {
	l.focused = false
	l.Refresh()
}

// TypedRune implements fyne.Focusable.
func (l *taskLine) TypedRune(r rune) {
	if r == ' ' {
		l.open()
	}
}

// TypedKey implements fyne.Focusable.
func (l *taskLine) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case isEnter(ev):
		l.open()
	case ev.Name == fyne.KeyDown:
		canvasOf(l).FocusNext()
	case ev.Name == fyne.KeyUp:
		canvasOf(l).FocusPrevious()
	case ev.Name == fyne.KeyEscape:
		escape(l)
	}
}

// MouseIn implements desktop.Hoverable.
func (l *taskLine) MouseIn(*desktop.MouseEvent) {
	l.hovered = true
	l.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (l *taskLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *taskLine) MouseOut() {
	l.hovered = false
	l.Refresh()
}

// Cursor implements desktop.Cursorable.
func (l *taskLine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (l *taskLine) CreateRenderer() fyne.WidgetRenderer {
	l.ring = newRing()
	l.ring.FillColor = none
	l.ground = canvas.NewRectangle(none)
	l.ground.CornerRadius = size(theme.SizeNameButtonRadius)
	d := &drawing{objects: []fyne.CanvasObject{l.ground, l.moment, l.ring}}
	d.min = l.moment.MinSize
	d.layout = func(s fyne.Size) {
		l.ground.Resize(s)
		l.moment.Resize(s)
		placeRing(l.ring, fyne.NewPos(2, 2), s.SubtractWidthHeight(4, 4))
	}
	d.refresh = func() {
		l.ground.FillColor = none
		if l.hovered || l.focused {
			l.ground.FillColor = Color(theme.ColorNameHover)
		}
		show(l.ring, l.focused)
	}
	return d
}
