package register

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
	"sporteli/store/casefile"
	"sporteli/translations"
)

var (
	clock   = time.Date(2026, 11, 20, 10, 42, 0, 0, time.UTC)
	officer = casefile.NewID()
)

// book is the service of tests: visits in memory, the latest first.
type book struct {
	visits   []casefile.ConsultationRow
	queries  []casefile.RegisterQuery
	exported []string
	fail     error
}

func (b *book) Register(_ context.Context, q casefile.RegisterQuery) (casefile.Page[casefile.ConsultationRow], error) {
	b.queries = append(b.queries, q)
	if b.fail != nil {
		return casefile.Page[casefile.ConsultationRow]{}, b.fail
	}
	var fit []casefile.ConsultationRow
	for _, v := range b.visits {
		day := dayOf(v.HeldAt)
		if (q.From == "" || day >= q.From) && (q.To == "" || day <= q.To) && (q.Category == "" || v.Category == q.Category) &&
			(q.Topic == "" || slices.Contains(v.Topics, q.Topic)) && (q.Place == "" || v.Place == q.Place) &&
			(q.Officer.IsZero() || v.Officer == q.Officer) {
			fit = append(fit, v)
		}
	}
	from, _ := strconv.Atoi(q.After)
	end := min(from+q.Size(), len(fit))
	page := casefile.Page[casefile.ConsultationRow]{Rows: fit[from:end], Total: len(fit)}
	if end < len(fit) {
		page.Next = strconv.Itoa(end)
	}
	return page, nil
}

func (b *book) ExportRegister(_ context.Context, q casefile.RegisterQuery, format string) (string, error) {
	if b.fail != nil {
		return "", b.fail
	}
	b.exported = append(b.exported, format+" "+q.From+" "+q.Category)
	return "regjistri." + format, nil
}

func (b *book) Officers(context.Context) ([]casefile.OfficerName, error) {
	return []casefile.OfficerName{{ID: officer, Name: "Arta Hoxha"}, {ID: casefile.NewID(), Name: "Drita Shehu"}}, nil
}

// visits makes n visits, four a day, back from today.
func visits(n int) []casefile.ConsultationRow {
	names := []string{"Përparim Agim Çela", "Arta Hoxha", "", "Maria Theodhora Papadhimitriu"}
	topics := [][]string{{"reg.de.wb", "work.contract"}, {"return.school"}, {"visa"}, {"imm.unique"}}
	categories := []string{"prospective_migrant", "returnee", "prospective_migrant", "immigrant"}
	states := []casefile.SyncState{casefile.SyncWaiting, casefile.SyncSent, casefile.SyncSent, casefile.SyncHeld}
	out := make([]casefile.ConsultationRow, n)
	for i := range out {
		k := i % 4
		at := clock.AddDate(0, 0, -i/4).Add(-time.Duration(k) * 37 * time.Minute)
		out[i] = casefile.ConsultationRow{
			ID: casefile.NewID(), Name: names[k], HeldAt: at.Format(casefile.DateTimeLayout), Category: categories[k], Topics: topics[k],
			Sex: []string{"male", "female"}[k%2], AgeBand: "a35_39", Place: "tirane", Officer: officer, OfficerName: "Arta Hoxha",
			Sheets: k % 3, Referrals: k % 2, Sync: states[k],
		}
		if names[k] != "" {
			out[i].Client = casefile.NewID()
		}
	}
	return out
}

type bench struct {
	*ui.Env
	t      *testing.T
	book   *book
	run    *ui.InlineRunner
	window fyne.Window
	screen *Screen
	said   []ui.Notice
	went   []ui.Route
}

func newBench(t *testing.T, lang string, look ui.Appearance, n int) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(look))
	words, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	if err := ui.UseLanguage(lang); err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, book: &book{visits: visits(n)}, run: &ui.InlineRunner{}, window: test.NewTempWindow(t, nil)}
	b.window.SetPadded(false)
	b.Env = &ui.Env{
		P: words.Printer(lang), Runner: b.run, Window: b.window, Now: func() time.Time { return clock },
		Toast: func(n ui.Notice) { b.said = append(b.said, n) },
		Go:    func(r ui.Route) { b.went = append(b.went, r) },
	}
	b.fresh()
	b.window.Resize(fyne.NewSize(1180, 700))
	t.Cleanup(func() {
		if m := words.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	return b
}

func (b *bench) fresh() {
	b.screen = New(b.Env, b.book)
	b.window.SetContent(container.NewStack(canvas.NewRectangle(ui.Color(theme.ColorNameBackground)), b.screen.Object()))
}

func (b *bench) focus(id string) {
	b.t.Helper()
	if !ui.FocusID(b.window.Canvas(), id) {
		b.t.Fatalf("no control %s", id)
	}
}

func (b *bench) key(names ...fyne.KeyName) {
	b.t.Helper()
	for _, n := range names {
		if n == fyne.KeyTab {
			b.window.Canvas().FocusNext()
			continue
		}
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (b *bench) write(text string) {
	for _, r := range text {
		b.window.Canvas().Focused().TypedRune(r)
	}
	b.run.Advance(time.Second)
}

func (b *bench) pick(id, text string) {
	b.t.Helper()
	b.focus(id)
	b.write(text)
	b.key(fyne.KeyReturn)
}

func (b *bench) last() casefile.RegisterQuery { return b.book.queries[len(b.book.queries)-1] }

func TestOpensOnThisMonthWithTheListInHand(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 400)
	b.screen.Open(ui.Route{Screen: Route})
	if q := b.last(); q.From != "2026-11-01" || q.To != "2026-11-30" {
		t.Errorf("asked for %s to %s", q.From, q.To)
	}
	if got := b.screen.view.table.CountText(); got != "80 vizita" {
		t.Errorf("count %q", got)
	}
	b.key(fyne.KeyDown, fyne.KeyReturn)
	want := ui.Route{Screen: "consultation", ID: b.book.visits[1].ID.String()}
	if len(b.went) != 1 || b.went[0] != want {
		t.Errorf("went to %v, want %v", b.went, want)
	}
}

func TestReadsPageByPageAndMarksTheDays(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 402)
	b.screen.Open(ui.Route{Screen: Route, ID: "from=2020-01-01"})
	for range 6 {
		b.key(fyne.KeyEnd)
	}
	rows := b.screen.view.table.Rows()
	if len(rows) != 402 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, r := range rows {
		if r.NewDay != (i%4 == 0) {
			t.Fatalf("row %d of %s: new day %v", i, r.Day, r.NewDay)
		}
	}
	for _, q := range b.book.queries {
		if q.Size() > 100 {
			t.Errorf("asked for %d rows at once", q.Size())
		}
	}
}

func TestFilters(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 40)
	b.screen.Open(ui.Route{Screen: Route})
	b.focus("register.period")
	b.write("1")
	if q := b.last(); q.From != "2026-11-20" || q.To != "2026-11-20" {
		t.Errorf("today is %s to %s", q.From, q.To)
	}
	b.write("4")
	b.pick("register.category", "kthyer")
	b.pick("register.topic", "return.school")
	b.pick("register.place", "tirane")
	b.pick("register.officer", "arta")
	q := b.last()
	if q.From != "" || q.Category != "returnee" || q.Topic != "return.school" || q.Place != "tirane" || q.Officer != officer {
		t.Errorf("%+v", q)
	}
	if got := b.screen.view.table.Total(); got != 10 {
		t.Errorf("%d visits", got)
	}
	// The same filter after a change of language.
	r := b.screen.Route()
	b.fresh()
	b.screen.Open(r)
	again := b.last()
	again.Span, q.Span = casefile.Span{}, casefile.Span{}
	if again != q {
		t.Errorf("%+v, want %+v", again, q)
	}
	b.focus("register.clear")
	b.key(fyne.KeyReturn)
	if got := b.screen.view.table.Total(); got != 40 {
		t.Errorf("%d visits after clearing", got)
	}
}

func TestAHalfTypedDayAsksForNothing(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 40)
	b.screen.Open(ui.Route{Screen: Route, ID: "topic=visa"})
	n := len(b.book.queries)
	b.focus("register.from")
	b.write("16.")
	if len(b.book.queries) != n {
		t.Errorf("%d questions while a day was being typed", len(b.book.queries)-n)
	}
	b.write("11.2026")
	if b.last().From != "2026-11-16" {
		t.Errorf("asked from %q", b.last().From)
	}
	b.focus("register.to")
	b.write("1.11.2026")
	if b.screen.view.to.Error() == "" {
		t.Error("nothing says that the days are the wrong way round")
	}
}

func TestNothingFoundLeadsOn(t *testing.T) {
	b := newBench(t, "en", ui.Appearance{}, 8)
	b.screen.Open(ui.Route{Screen: Route, ID: "from=2030-01-01"})
	b.focus("register.show_all")
	b.key(fyne.KeyReturn)
	if got := b.screen.view.table.Total(); got != 8 {
		t.Errorf("%d visits", got)
	}
}

func TestExport(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 8)
	b.screen.Open(ui.Route{Screen: Route, ID: "category=returnee"})
	for _, id := range []string{"register.export_xlsx", "register.export_csv"} {
		b.focus(id)
		b.key(fyne.KeyReturn)
		if n := b.said[len(b.said)-1]; n.Key != "register.exported" || fmt.Sprint(n.Args...) == "" {
			t.Errorf("%s says %q", id, n.Key)
		}
	}
	if want := []string{"xlsx  returnee", "csv  returnee"}; !slices.Equal(b.book.exported, want) {
		t.Errorf("exported %v, want %v", b.book.exported, want)
	}
	b.book.fail = &casefile.Error{Code: casefile.CodeDiskFull}
	b.screen.export(FormatCSV)
	if !b.screen.view.fail.Visible() || b.screen.view.fail.Text() == "" || len(b.said) != 2 {
		t.Error("a failed export says nothing, or says it is done")
	}
}

func TestRefreshKeepsTheRow(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 40)
	b.screen.Open(ui.Route{Screen: Route})
	b.key(fyne.KeyDown, fyne.KeyDown)
	was, _ := b.screen.view.table.Current()
	b.screen.Refresh()
	if now, ok := b.screen.view.table.Current(); !ok || now.ID != was.ID {
		t.Errorf("row %v, want %v", now.ID, was.ID)
	}
	if !b.screen.Leave() {
		t.Error("cannot be left")
	}
}

func TestTheTabKeyGoesAsTheEyeGoes(t *testing.T) {
	b := newBench(t, "sq", ui.Appearance{}, 8)
	b.screen.Open(ui.Route{Screen: Route})
	b.focus("register.clear")
	var got []string
	for range 11 {
		got = append(got, ui.FocusedID(b.window.Canvas()))
		b.key(fyne.KeyTab)
	}
	want := []string{
		"register.clear", "register.export_xlsx", "register.export_csv", "register.period", "register.from", "register.to",
		"register.officer", "register.category", "register.topic", "register.place", "register",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

// TestGallery renders every state in each look and language. With
// SPORTELI_GALLERY naming a folder it writes the pictures there, for eyes.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SPORTELI_GALLERY")
	looks := map[string]ui.Appearance{"": {}, "-dark": {Dark: true}, "-150": {Scale: 1.5}}
	for _, s := range []struct {
		name, filter string
		n            int
	}{{"month", "", 400}, {"none", "from=2030-01-01", 8}, {"empty", "x=1", 0}} {
		for suffix, look := range looks {
			for _, lang := range translations.Languages {
				name := s.name + "-" + lang + suffix
				t.Run(name, func(t *testing.T) {
					b := newBench(t, lang, look, s.n)
					b.screen.Open(ui.Route{Screen: Route, ID: s.filter})
					for _, c := range ui.Look(b.window.Canvas()).Controls {
						if c.X < 0 || c.X+c.W > 1181 {
							t.Errorf("%s reaches from %.0f to %.0f", c.ID, c.X, c.X+c.W)
						}
					}
					if dir == "" {
						return
					}
					f, err := os.Create(filepath.Join(dir, "register-"+name+".png"))
					if err != nil {
						t.Fatal(err)
					}
					defer f.Close()
					if err := png.Encode(f, b.window.Canvas().Capture()); err != nil {
						t.Fatal(err)
					}
				})
			}
		}
	}
}
