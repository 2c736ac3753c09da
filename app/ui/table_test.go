package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// numbers is a table of the numbers 0 to n-1 that notes what it was asked.
type numbers struct {
	n      int
	err    error
	asked  []string
	opened []int
	table  *ui.Table[int]
}

func newNumbers(b *bench, n int) *numbers {
	x := &numbers{n: n}
	x.table = ui.NewTable(b.Env, ui.TableSpec[int]{
		ID: "numbers", Count: "common.records", Page: 50,
		Columns: []ui.Column[int]{
			{ID: "value", Title: "kind.client", Width: 80, Flex: 1, Sortable: true, Text: func(i int) string { return fmt.Sprint(i) }},
			{ID: "double", Title: "kind.card", Width: 300, Drop: 1, Text: func(i int) string { return fmt.Sprint(2 * i) }},
			{ID: "third", Title: "kind.consent", Width: 80, Sortable: true, Text: func(i int) string { return fmt.Sprint(3 * i) }},
		},
		Source: func(_ context.Context, s ui.Sort, span casefile.Span) (casefile.Page[int], error) {
			x.asked = append(x.asked, fmt.Sprintf("%s/%v after %q", s.Column, s.Desc, span.After))
			if x.err != nil {
				return casefile.Page[int]{}, x.err
			}
			from := 0
			_, _ = fmt.Sscan(span.After, &from)
			p := casefile.Page[int]{Total: x.n}
			for i := from; i < min(from+span.Size(), x.n); i++ {
				p.Rows = append(p.Rows, i)
			}
			if end := from + len(p.Rows); end < x.n {
				p.Next = fmt.Sprint(end)
			}
			return p, nil
		},
		Open:  func(i int) { x.opened = append(x.opened, i) },
		Empty: ui.EmptySpec{Title: "common.no_results", Action: ui.ButtonSpec{ID: "numbers.new", Label: "common.new"}, Do: func() {}},
	})
	return x
}

func (x *numbers) current(t *testing.T, want int) {
	t.Helper()
	if got, ok := x.table.Current(); !ok || got != want {
		t.Errorf("the current row is %d (%v), want %d", got, ok, want)
	}
}

func TestTableKeys(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 1000)
	b.fill(x.table, 600, 400)
	x.table.Reload()
	b.canvas().Focus(x.table)
	x.current(t, 0)
	b.key(t, fyne.KeyDown, fyne.KeyDown)
	x.current(t, 2)
	b.key(t, fyne.KeyUp, fyne.KeyReturn)
	if len(x.opened) != 1 || x.opened[0] != 1 {
		t.Errorf("opened %v, want row 1", x.opened)
	}
	b.key(t, fyne.KeyPageDown)
	if got, _ := x.table.Current(); got < 6 || got > 14 {
		t.Errorf("a page down leads to %d", got)
	}
	b.key(t, fyne.KeyHome, fyne.KeyUp)
	x.current(t, 0)
	b.key(t, fyne.KeyPageUp)
	x.current(t, 0)
	if x.table.CountText() == "" || !strings.Contains(x.table.CountText(), "1") {
		t.Errorf("the table says %q below", x.table.CountText())
	}
}

func TestTableReadsAheadAndOnlyWhenNeeded(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 1000)
	b.fill(x.table, 600, 400)
	x.table.Reload()
	if len(x.asked) != 1 {
		t.Fatalf("the first page took %v", x.asked)
	}
	b.canvas().Focus(x.table)
	b.key(t, fyne.KeyEnd)
	if len(x.asked) < 2 || x.asked[1] != `/false after "50"` {
		t.Fatalf("the end of the page led to %v", x.asked)
	}
	for range 40 {
		b.key(t, fyne.KeyEnd)
	}
	x.current(t, 999)
	n := len(x.asked)
	if n != 20 || len(x.table.Rows()) != 1000 {
		t.Errorf("%d rows in %d pages, want 1000 in 20", len(x.table.Rows()), n)
	}
	b.key(t, fyne.KeyEnd, fyne.KeyHome, fyne.KeyEnd)
	if len(x.asked) != n {
		t.Error("reads on though all is there")
	}
	if c := b.ids()["numbers.row.999"]; c.H == 0 {
		t.Error("the last row is not in view")
	}
	if _, there := b.ids()["numbers.row.0"]; there {
		t.Error("the first row is still in view")
	}
}

func TestTableKeepsTheNewerAnswer(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 10)
	b.fill(x.table, 600, 400)
	b.run.Hold = true
	x.table.Reload()
	x.n = 20
	x.table.Reload()
	b.run.Release(1, 0)
	if x.table.Total() != 20 || len(x.table.Rows()) != 20 {
		t.Errorf("%d rows of %d, want those of the newer question", len(x.table.Rows()), x.table.Total())
	}
}

func TestTableSorts(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 10)
	b.fill(x.table, 600, 400)
	x.table.Reload()
	// The rows come first: they are what one goes to from the search line.
	b.canvas().FocusNext()
	if b.focus() != "numbers" {
		t.Fatalf("the first stop is %q, want the rows", b.focus())
	}
	b.key(t, fyne.KeyTab)
	if b.focus() != "numbers.header" {
		t.Fatalf("after the rows comes %q, want the header", b.focus())
	}
	b.key(t, fyne.KeyReturn)
	b.key(t, fyne.KeyReturn)
	b.key(t, fyne.KeyRight, fyne.KeySpace)
	want := []string{`/false after ""`, `value/false after ""`, `value/true after ""`, `third/false after ""`}
	if strings.Join(x.asked, ";") != strings.Join(want, ";") {
		t.Errorf("asked for %v, want %v", x.asked, want)
	}
}

func TestTableFailsAndTriesAgain(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 10)
	x.err = &casefile.Error{Code: casefile.CodeDamaged}
	b.fill(x.table, 600, 400)
	x.table.Reload()
	if _, there := b.ids()["numbers.retry"]; !there {
		t.Fatal("no way to try again")
	}
	x.err = nil
	for b.focus() != "numbers.retry" {
		b.canvas().FocusNext()
	}
	b.key(t, fyne.KeyReturn)
	if len(x.table.Rows()) != 10 {
		t.Error("trying again read nothing")
	}
	if _, there := b.ids()["numbers.retry"]; there {
		t.Error("the failure stays after it was overcome")
	}
}

func TestTableTriesAgainWhatFailed(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 200)
	b.fill(x.table, 600, 400)
	x.table.Reload()
	retry := func() {
		t.Helper()
		if _, there := b.ids()["numbers.retry"]; !there {
			t.Fatal("no way to try again")
		}
		x.err = nil
		for b.focus() != "numbers.retry" {
			b.canvas().FocusNext()
		}
		b.key(t, fyne.KeyReturn)
	}
	last := func() string { return x.asked[len(x.asked)-1] }
	x.err = &casefile.Error{Code: casefile.CodeDamaged}
	x.table.Reload()
	x.n = 120
	retry()
	if last() != `/false after ""` || len(x.table.Rows()) != 50 || x.table.Total() != 120 {
		t.Errorf("after a failed Reload: %d rows of %d, asked %s", len(x.table.Rows()), x.table.Total(), last())
	}
	x.err = &casefile.Error{Code: casefile.CodeDamaged}
	b.canvas().Focus(x.table)
	b.key(t, fyne.KeyEnd)
	retry()
	if last() != `/false after "50"` || len(x.table.Rows()) != 100 {
		t.Errorf("after a failed page: %d rows, asked %s", len(x.table.Rows()), last())
	}
}

func TestEmptyTable(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 0)
	b.fill(x.table, 600, 400)
	x.table.Reload()
	if _, there := b.ids()["numbers.new"]; !there {
		t.Error("an empty table offers nothing to do")
	}
	x.n = 3
	x.table.Reload()
	if _, there := b.ids()["numbers.new"]; there {
		t.Error("a table with rows says it is empty")
	}
}

func TestTableByMouse(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 100)
	b.fill(x.table, 600, 400)
	x.table.Reload()
	at := func(id string) fyne.Position {
		c := b.ids()[id]
		return fyne.NewPos(c.X+20, c.Y+c.H/2)
	}
	test.TapCanvas(b.canvas(), at("numbers.row.3"))
	if len(x.opened) != 1 || x.opened[0] != 3 || b.focus() != "numbers" {
		t.Errorf("a click opened %v, focus on %q", x.opened, b.focus())
	}
	test.TapCanvas(b.canvas(), at("numbers.header"))
	if x.table.Sorted().Column != "value" {
		t.Errorf("a click on the header sorts by %q", x.table.Sorted().Column)
	}
	test.Scroll(b.canvas(), fyne.NewPos(100, 200), 0, -400)
	if _, there := b.ids()["numbers.row.0"]; there {
		t.Error("the wheel does not move the rows")
	}
}

func TestTableDropsColumnsWhereThereIsNoRoom(t *testing.T) {
	b := sq(t)
	x := newNumbers(b, 3)
	markup := test.RenderObjectToMarkup
	b.fill(x.table, 600, 300)
	x.table.Reload()
	if !strings.Contains(markup(x.table), b.T("kind.card")) {
		t.Error("a column is missing where there is room")
	}
	b.window.Resize(fyne.NewSize(300, 300))
	if strings.Contains(markup(x.table), b.T("kind.card")) {
		t.Error("the dispensable column stays where there is no room")
	}
}

func TestTableKeepsTheRecordWhenOthersComeAboveIt(t *testing.T) {
	b := sq(t)
	first := 0 // the number of the record at the top; smaller ones are newer
	table := ui.NewTable(b.Env, ui.TableSpec[int]{
		ID: "numbers", Page: 50, Key: func(i int) string { return fmt.Sprint(i) },
		Empty:   ui.EmptySpec{Title: "common.no_results"},
		Columns: []ui.Column[int]{{ID: "value", Width: 80, Text: func(i int) string { return fmt.Sprint(i) }}},
		Source: func(_ context.Context, _ ui.Sort, span casefile.Span) (casefile.Page[int], error) {
			p := casefile.Page[int]{Total: 200}
			for i := range span.Size() {
				p.Rows = append(p.Rows, first+i)
			}
			return p, nil
		},
	})
	b.fill(table, 600, 400)
	table.Reload()
	b.canvas().Focus(table)
	current := func(want int) {
		t.Helper()
		if got, ok := table.Current(); !ok || got != want {
			t.Errorf("the current record is %d (%v), want %d", got, ok, want)
		}
	}
	b.key(t, fyne.KeyDown, fyne.KeyDown)
	first = -3
	table.Reload()
	current(2)
	if _, there := b.ids()["numbers.row.0"]; !there {
		t.Error("at the top, what is new does not show")
	}
	b.key(t, fyne.KeyEnd)
	y := b.ids()["numbers.row.49"].Y
	if y == 0 {
		t.Fatal("the last row is not in view")
	}
	first = -8
	table.Reload()
	current(48)
	if c := b.ids()["numbers.row.54"]; c.Y != y {
		t.Errorf("the record moved from %v to %v on the screen", y, c.Y)
	}
	first = 100 // it has gone
	table.Reload()
	current(156) // that in its place
}

func BenchmarkTableScroll(bb *testing.B) {
	app := test.NewApp()
	defer app.Quit()
	app.Settings().SetTheme(ui.NewTheme(ui.Appearance{}))
	b := &bench{run: &ui.InlineRunner{}, window: test.NewWindow(nil)}
	words, err := translations.Load()
	if err != nil {
		bb.Fatal(err)
	}
	b.equip(words.Printer("sq"))
	x := newNumbers(b, 100_000)
	b.fill(x.table, 1366, 700)
	x.table.Reload()
	b.canvas().Focus(x.table)
	for bb.Loop() {
		b.key(bb, fyne.KeyPageDown)
	}
}
