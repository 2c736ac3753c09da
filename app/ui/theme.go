package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"sporteli/assets"
)

// Appearance is what an officer chooses about looks.
type Appearance struct {
	// Dark chooses the dark palette; light is the default.
	Dark bool
	// Scale is the text size, 1 for 100 %; held between 1 and 2. Zero means 1.
	Scale float32
}

// Limits of Appearance.Scale.
const (
	MinScale = 1
	MaxScale = 2
)

// Theme is the look of the program: own palette, typeface and sizes.
type Theme struct {
	look  Appearance
	base  fyne.Theme
	fonts map[assets.FontStyle]fyne.Resource
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme returns the theme of an appearance. Build the window's content anew
// after setting it.
func NewTheme(a Appearance) *Theme {
	a.Scale = clampScale(a.Scale)
	t := &Theme{look: a, base: theme.DefaultTheme(), fonts: map[assets.FontStyle]fyne.Resource{}}
	for _, cut := range []assets.FontStyle{assets.FontRegular, assets.FontBold, assets.FontItalic, assets.FontBoldItalic} {
		t.fonts[cut] = fyne.NewStaticResource("font-"+string(cut)+".ttf", assets.Font(cut))
	}
	return t
}

func clampScale(s float32) float32 {
	switch {
	case s == 0:
		return MinScale
	case s < MinScale:
		return MinScale
	case s > MaxScale:
		return MaxScale
	default:
		return s
	}
}

// Appearance returns what the theme was made from.
func (t *Theme) Appearance() Appearance { return t.look }

func (t *Theme) palette() palette {
	if t.look.Dark {
		return darkPalette
	}
	return lightPalette
}

// Color returns a colour of the palette. The system's light or dark wish is
// not followed: the officer chooses in the settings.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.palette()[name]; ok {
		return c
	}
	v := theme.VariantLight
	if t.look.Dark {
		v = theme.VariantDark
	}
	return t.base.Color(name, v)
}

// Font returns the program's own typeface, and the toolkit's for symbols and
// fixed-width text.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return t.base.Font(s)
	case s.Bold && s.Italic:
		return t.fonts[assets.FontBoldItalic]
	case s.Bold:
		return t.fonts[assets.FontBold]
	case s.Italic:
		return t.fonts[assets.FontItalic]
	default:
		return t.fonts[assets.FontRegular]
	}
}

// Icon returns the toolkit's icons.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base.Icon(n) }

// Size returns sizes on a grid of four, multiplied by the text size except
// where a line's thickness is meant.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	s := t.look.Scale
	switch name {
	case theme.SizeNameText:
		return 14 * s
	case theme.SizeNameCaptionText:
		return 12 * s
	case theme.SizeNameHeadingText:
		return 22 * s
	case theme.SizeNameSubHeadingText:
		return 16 * s
	case theme.SizeNamePadding, theme.SizeNameLineSpacing:
		return 4 * s
	case theme.SizeNameInnerPadding:
		return 8 * s
	case theme.SizeNameInlineIcon:
		return 20 * s
	case theme.SizeNameScrollBar:
		return 14
	case theme.SizeNameScrollBarSmall:
		return 6
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return 1
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius, theme.SizeNameButtonRadius,
		theme.SizeNameCardRadius, theme.SizeNameDialogRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return 6
	case theme.SizeNameModalBlurRadius:
		// Blurring costs a second per frame where the graphics card is missing.
		return 0
	default:
		return t.base.Size(name)
	}
}

var fallbackTheme = NewTheme(Appearance{})

func current() *Theme {
	if fyne.CurrentApp() != nil {
		if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return fallbackTheme
}

// Color returns a colour of the theme in use.
func Color(name fyne.ThemeColorName) color.Color { return current().Color(name, 0) }

// Px scales a length given for 100 % text to the text size in use.
func Px(v float32) float32 { return v * current().look.Scale }

func size(name fyne.ThemeSizeName) float32 { return current().Size(name) }
