package ui

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"sporteli/store/casefile"
)

// monthGrid shows the days of a month, Monday first. Arrows move by day and
// week, PageUp and PageDown by month, Enter takes the day.
type monthGrid struct {
	widget.BaseWidget
	env     *Env
	at      time.Time
	today   string
	choose  func(iso string)
	moved   func()
	heads   [7]*canvas.Text
	days    [42]*canvas.Text
	grounds [42]*canvas.Rectangle
	draw    *drawing
}

func newMonthGrid(env *Env, at time.Time, choose func(string)) *monthGrid {
	g := &monthGrid{env: env, at: at, today: env.Today(), choose: choose}
	g.ExtendBaseWidget(g)
	return g
}

// ControlID implements Named.
func (g *monthGrid) ControlID() string { return "calendar.days" }

// first is the Monday the grid begins with.
func (g *monthGrid) first() time.Time {
	m := time.Date(g.at.Year(), g.at.Month(), 1, 0, 0, 0, 0, time.UTC)
	return m.AddDate(0, 0, -(int(m.Weekday())+6)%7)
}

func (g *monthGrid) move(years, months, days int) {
	next := g.at.AddDate(0, 0, days)
	if years != 0 || months != 0 {
		first := time.Date(g.at.Year()+years, g.at.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		next = first.AddDate(0, 0, min(g.at.Day(), last)-1)
	}
	g.at = next
	g.Refresh()
	if g.moved != nil {
		g.moved()
	}
}

// FocusGained implements fyne.Focusable.
func (g *monthGrid) FocusGained() { g.Refresh() }

// FocusLost implements fyne.Focusable.
func (g *monthGrid) FocusLost() { g.Refresh() }

// TypedRune implements fyne.Focusable; Space takes the day.
func (g *monthGrid) TypedRune(r rune) {
	if r == ' ' {
		g.choose(casefile.Day(g.at))
	}
}

// TypedKey implements fyne.Focusable.
func (g *monthGrid) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		g.move(0, 0, -1)
	case fyne.KeyRight:
		g.move(0, 0, 1)
	case fyne.KeyUp:
		g.move(0, 0, -7)
	case fyne.KeyDown:
		g.move(0, 0, 7)
	case fyne.KeyPageUp:
		g.move(0, -1, 0)
	case fyne.KeyPageDown:
		g.move(0, 1, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		g.choose(casefile.Day(g.at))
	case fyne.KeyEscape:
		escape(g)
	}
}

func (g *monthGrid) cell() fyne.Size { return fyne.NewSize(Px(38), Px(32)) }

// Tapped takes the day under the mouse.
func (g *monthGrid) Tapped(ev *fyne.PointEvent) {
	c := g.cell()
	col, line := int(ev.Position.X/c.Width), int((ev.Position.Y-c.Height)/c.Height)
	if col < 0 || col > 6 || line < 0 || line > 5 || ev.Position.Y < c.Height {
		return
	}
	g.choose(casefile.Day(g.first().AddDate(0, 0, line*7+col)))
}

// CreateRenderer implements fyne.Widget.
func (g *monthGrid) CreateRenderer() fyne.WidgetRenderer {
	g.draw = &drawing{refresh: g.paint}
	for i, name := range g.env.P.Weekdays() {
		g.heads[i] = newText(name, ColorNameMuted, theme.SizeNameCaptionText)
		g.heads[i].Alignment = fyne.TextAlignCenter
		g.draw.objects = append(g.draw.objects, g.heads[i])
	}
	for i := range g.days {
		g.grounds[i] = canvas.NewRectangle(none)
		g.grounds[i].CornerRadius = size(theme.SizeNameButtonRadius)
		g.days[i] = newText("", theme.ColorNameForeground, theme.SizeNameText)
		g.days[i].Alignment = fyne.TextAlignCenter
		g.draw.objects = append(g.draw.objects, g.grounds[i], g.days[i])
	}
	g.draw.min = func() fyne.Size { return fyne.NewSize(g.cell().Width*7, g.cell().Height*7) }
	g.draw.layout = func(fyne.Size) { g.layout() }
	g.paint()
	return g.draw
}

func (g *monthGrid) layout() {
	c := g.cell()
	place := func(t *canvas.Text, col, line int) {
		t.Resize(c)
		t.Move(fyne.NewPos(float32(col)*c.Width, float32(line)*c.Height))
	}
	for i, t := range g.heads {
		place(t, i, 0)
	}
	for i := range g.days {
		place(g.days[i], i%7, i/7+1)
		g.grounds[i].Resize(c.SubtractWidthHeight(2, 2))
		g.grounds[i].Move(g.days[i].Position().AddXY(1, 1))
	}
}

func (g *monthGrid) paint() {
	first := g.first()
	for i := range g.days {
		d := first.AddDate(0, 0, i)
		t, r := g.days[i], g.grounds[i]
		t.Text = strconv.Itoa(d.Day())
		t.Color, r.FillColor = Color(theme.ColorNameForeground), none
		r.StrokeWidth = 0
		t.TextStyle.Bold = false
		if d.Month() != g.at.Month() {
			t.Color = Color(theme.ColorNameDisabled)
		}
		if casefile.Day(d) == g.today {
			r.StrokeColor, r.StrokeWidth = Color(theme.ColorNamePrimary), 1
		}
		if d.Equal(g.at) {
			r.FillColor = Color(theme.ColorNamePrimary)
			t.Color, t.TextStyle.Bold = Color(theme.ColorNameForegroundOnPrimary), true
		}
	}
}

// openCalendar drops a calendar under an anchor.
func openCalendar(env *Env, anchor fyne.CanvasObject, iso string, choose func(string)) {
	c := canvasOf(anchor)
	if c == nil {
		return
	}
	at, err := time.Parse(casefile.DateLayout, iso)
	if err != nil {
		at, _ = time.Parse(casefile.DateLayout, env.Today())
		if y, err := strconv.Atoi(iso); err == nil {
			at = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		}
	}
	var l *layer
	grid := newMonthGrid(env, at, func(day string) {
		l.close()
		choose(day)
	})
	title := NewText("", TextStyle{Bold: true, Align: fyne.TextAlignCenter})
	grid.moved = func() { title.SetText(env.P.Month(grid.at.Year(), grid.at.Month())) }
	grid.moved()
	step := func(id, icon string, years, months int) *Button {
		return NewButton(env, ButtonSpec{ID: "calendar." + id, Icon: icon, Style: Flat}, func() {
			grid.move(years, months, 0)
			c.Focus(grid)
		})
	}
	head := Line(2,
		step("year_back", string(theme.IconNameMediaFastRewind), -1, 0), step("month_back", string(theme.IconNameNavigateBack), 0, -1),
		title,
		step("month_on", string(theme.IconNameNavigateNext), 0, 1), step("year_on", string(theme.IconNameMediaFastForward), 1, 0))
	today := NewButton(env, ButtonSpec{ID: "calendar.today", Label: "common.today", Style: Flat}, func() {
		l.close()
		choose(env.Today())
	})
	body := container.NewStack(newCatcher(), Pad(2, container.New(column{Px(gapS)}, head, grid, today)))
	l = newLayer(c, body)
	l.place = below(anchor, body.MinSize())
	l.outside, l.onDismiss = l.close, l.close
	l.show(grid)
}
