package ui_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestContrast(t *testing.T) {
	const text, shape = 4.5, 3.0
	type pair struct {
		ink, ground fyne.ThemeColorName
		least       float64
	}
	var pairs []pair
	for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, ui.ColorNameSurface, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground} {
		for _, ink := range []fyne.ThemeColorName{theme.ColorNameForeground, ui.ColorNameMuted, theme.ColorNamePlaceHolder, theme.ColorNameHyperlink, theme.ColorNamePrimary, ui.Danger.Ink(), ui.Info.Ink()} {
			pairs = append(pairs, pair{ink, ground, text})
		}
		for _, ink := range []fyne.ThemeColorName{ui.ColorNameRing, theme.ColorNameInputBorder, theme.ColorNameDisabled} {
			pairs = append(pairs, pair{ink, ground, shape})
		}
	}
	for _, row := range []fyne.ThemeColorName{theme.ColorNameSelection, ui.ColorNameCurrent} {
		pairs = append(pairs, pair{theme.ColorNameForeground, row, text}, pair{ui.ColorNameMuted, row, text})
	}
	pairs = append(pairs,
		pair{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, text},
		pair{theme.ColorNameForegroundOnError, theme.ColorNameError, text},
		pair{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess, text},
		pair{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning, text},
		pair{theme.ColorNameForeground, theme.ColorNameButton, text},
		pair{ui.ColorNameRailText, ui.ColorNameRail, text},
		pair{ui.ColorNameRailText, ui.ColorNameRailActive, text},
		pair{ui.ColorNameRailText, ui.ColorNameRailHover, text},
	)
	for _, tone := range ui.Tones() {
		pairs = append(pairs, pair{tone.Ink(), tone.Surface(), text}, pair{tone.Ink(), ui.ColorNameSurface, text})
	}
	for _, dark := range []bool{false, true} {
		th := ui.NewTheme(ui.Appearance{Dark: dark})
		for _, p := range pairs {
			if got := contrast(th.Color(p.ink, 0), th.Color(p.ground, 0)); got < p.least {
				t.Errorf("dark=%v: %s on %s has contrast %.2f, want %.1f", dark, p.ink, p.ground, got, p.least)
			}
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct{ ask, want float32 }{{0, 1}, {0.5, 1}, {1.5, 1.5}, {2, 2}, {9, 2}} {
		th := ui.NewTheme(ui.Appearance{Scale: c.ask})
		if got := th.Size(theme.SizeNameText); got != 14*c.want {
			t.Errorf("text size for scale %v is %v, want %v", c.ask, got, 14*c.want)
		}
	}
	th := ui.NewTheme(ui.Appearance{})
	if th.Size(theme.SizeNameModalBlurRadius) != 0 {
		t.Error("the window behind a dialog is blurred, which old PCs cannot afford")
	}
	if th.Font(fyne.TextStyle{Bold: true}) == th.Font(fyne.TextStyle{}) {
		t.Error("bold text has the regular typeface")
	}
}
