package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

func TestTextWraps(t *testing.T) {
	sq(t)
	one := ui.NewText("Klient", ui.StyleBody)
	one.Resize(fyne.NewSize(300, 20))
	line := one.MinSize().Height
	long := ui.NewText(strings.Repeat("Shkodër ", 30), ui.StyleBody)
	for _, c := range []struct{ width, least, most float32 }{{1500, 1, 2}, {300, 5, 9}, {80, 25, 30}} {
		long.Resize(fyne.NewSize(c.width, line))
		if n := long.MinSize().Height / line; n < c.least || n > c.most {
			t.Errorf("%v wide: %v lines, want %v to %v", c.width, n, c.least, c.most)
		}
	}
	word := ui.NewText(strings.Repeat("ë", 200), ui.StyleBody)
	word.Resize(fyne.NewSize(100, line))
	if n := word.MinSize().Height / line; n < 10 {
		t.Errorf("a word without end takes %v lines", n)
	}
	long.SetText("")
	if h := long.MinSize().Height; h != 0 {
		t.Errorf("no text is %v high", h)
	}
	narrow := ui.NewText("Ë", ui.StyleBody)
	narrow.Resize(fyne.NewSize(1, line))
	if narrow.MinSize().Height < line {
		t.Error("a letter without room is lost")
	}
}
