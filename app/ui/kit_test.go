package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"sporteli/app/ui"
	"sporteli/translations"
)

// now is the wall clock of all tests.
var now = time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC)

// bench is a window with everything a screen is given.
type bench struct {
	*ui.Env
	run    *ui.InlineRunner
	window fyne.Window
	said   []ui.Notice
}

func newBench(t *testing.T, lang string, look ui.Appearance) *bench {
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
	b := &bench{run: &ui.InlineRunner{}, window: test.NewTempWindow(t, nil)}
	b.window.SetPadded(false)
	b.equip(words.Printer(lang))
	t.Cleanup(func() {
		if m := words.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	return b
}

func (b *bench) equip(p *translations.Printer) {
	b.Env = &ui.Env{
		P: p, Runner: b.run, Window: b.window,
		Now:   func() time.Time { return now },
		Toast: func(n ui.Notice) { b.said = append(b.said, n) },
		Go:    func(ui.Route) {},
	}
}

// sq is the usual bench: Albanian, light, 100 %.
func sq(t *testing.T) *bench { return newBench(t, "sq", ui.Appearance{}) }

// fill puts content into the window and gives it a size.
func (b *bench) fill(o fyne.CanvasObject, w, h float32) {
	b.window.SetContent(o)
	b.window.Resize(fyne.NewSize(w, h))
}

func (b *bench) canvas() fyne.Canvas { return b.window.Canvas() }

// key presses keys on whatever has the focus.
func (b *bench) key(t testing.TB, names ...fyne.KeyName) {
	t.Helper()
	for _, n := range names {
		if n == fyne.KeyTab {
			if tab, ok := b.canvas().Focused().(fyne.Tabbable); !ok || !tab.AcceptsTab() {
				b.canvas().FocusNext()
				continue
			}
		}
		f := b.canvas().Focused()
		if f == nil {
			t.Fatalf("nothing has the focus for key %s", n)
		}
		f.TypedKey(&fyne.KeyEvent{Name: n})
		if n == fyne.KeySpace {
			// As the toolkit does: the character goes to whoever has the focus
			// after the key.
			b.typed(t, " ")
		}
	}
}

// typed types text into whatever has the focus, letter by letter.
func (b *bench) typed(t testing.TB, s string) {
	t.Helper()
	for _, r := range s {
		f := b.canvas().Focused()
		if f == nil {
			t.Fatalf("nothing has the focus for %q", r)
		}
		f.TypedRune(r)
	}
}

// focus is the id of what has the focus.
func (b *bench) focus() string { return ui.Look(b.canvas()).Focus }

// ids are the visible controls.
func (b *bench) ids() map[string]ui.Control {
	out := map[string]ui.Control{}
	for _, c := range ui.Look(b.canvas()).Controls {
		out[c.ID] = c
	}
	return out
}
