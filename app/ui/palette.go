package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Names of the colours this kit adds to those of the toolkit.
const (
	// ColorNameSurface is the paper of cards, tables and forms, which lie on
	// theme.ColorNameBackground.
	ColorNameSurface fyne.ThemeColorName = "sporteli.surface"
	// ColorNameMuted is for labels and details: still readable at any size.
	ColorNameMuted fyne.ThemeColorName = "sporteli.muted"
	// ColorNameRing is the frame around the control that has the focus.
	ColorNameRing fyne.ThemeColorName = "sporteli.ring"
	// ColorNameScrim darkens the window behind a dialog.
	ColorNameScrim fyne.ThemeColorName = "sporteli.scrim"
	// ColorNameCurrent marks the current row of a list.
	ColorNameCurrent fyne.ThemeColorName = "sporteli.current"
	// ColorNameRail is the navigation beside the screens, with its text and
	// the place where one is.
	ColorNameRail       fyne.ThemeColorName = "sporteli.rail"
	ColorNameRailText   fyne.ThemeColorName = "sporteli.rail.text"
	ColorNameRailActive fyne.ThemeColorName = "sporteli.rail.active"
	ColorNameRailHover  fyne.ThemeColorName = "sporteli.rail.hover"
)

// Tone says what a banner, badge or notice is about. Colour never stands
// alone: a text or an icon says the same.
type Tone uint8

const (
	// Neutral is a plain fact.
	Neutral Tone = iota
	// Info explains.
	Info
	// Success confirms.
	Success
	// Warning asks for attention, nothing is broken.
	Warning
	// Danger tells of an error or of something that cannot be undone.
	Danger
)

// Tones lists every tone.
func Tones() []Tone { return []Tone{Neutral, Info, Success, Warning, Danger} }

var toneNames = [...]string{"neutral", "info", "success", "warning", "danger"}

// String names the tone in colour names and control ids.
func (t Tone) String() string { return toneNames[t] }

// Surface is the name of the background colour of a tone.
func (t Tone) Surface() fyne.ThemeColorName {
	return fyne.ThemeColorName("sporteli." + t.String() + ".surface")
}

// Ink is the name of the text colour of a tone, readable on its Surface and on
// the paper.
func (t Tone) Ink() fyne.ThemeColorName {
	return fyne.ThemeColorName("sporteli." + t.String() + ".ink")
}

// Edge is the name of the border colour of a tone.
func (t Tone) Edge() fyne.ThemeColorName {
	return fyne.ThemeColorName("sporteli." + t.String() + ".edge")
}

type palette map[fyne.ThemeColorName]color.NRGBA

// hex builds a colour of 0xRRGGBB.
func hex(rgb uint32) color.NRGBA { return hexa(rgb, 0xff) }

func hexa(rgb uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: alpha}
}

// The accent is a deep petrol: calm on a whole day's screen and far from the
// reds and ambers that mean something.
var lightPalette = palette{
	theme.ColorNameBackground:          hex(0xF2F5F7),
	ColorNameSurface:                   hex(0xFFFFFF),
	theme.ColorNameForeground:          hex(0x18242E),
	ColorNameMuted:                     hex(0x52606C),
	theme.ColorNameDisabled:            hex(0x76838E),
	theme.ColorNameDisabledButton:      hex(0xE8ECEF),
	theme.ColorNamePlaceHolder:         hex(0x5D6A76),
	theme.ColorNamePrimary:             hex(0x0B5666),
	theme.ColorNameForegroundOnPrimary: hex(0xFFFFFF),
	theme.ColorNameHyperlink:           hex(0x0B5666),
	theme.ColorNameButton:              hex(0xE3E9ED),
	theme.ColorNameHover:               hexa(0x0B5666, 0x14),
	theme.ColorNamePressed:             hexa(0x0B5666, 0x2E),
	theme.ColorNameFocus:               hexa(0x1558C0, 0x38),
	ColorNameRing:                      hex(0x1558C0),
	theme.ColorNameSelection:           hex(0xBDDFE7),
	ColorNameCurrent:                   hex(0xD9EDF1),
	theme.ColorNameInputBackground:     hex(0xFFFFFF),
	theme.ColorNameInputBorder:         hex(0x778591),
	theme.ColorNameSeparator:           hex(0xD3DAE0),
	theme.ColorNameHeaderBackground:    hex(0xE7ECF0),
	theme.ColorNameMenuBackground:      hex(0xFFFFFF),
	theme.ColorNameOverlayBackground:   hex(0xFFFFFF),
	theme.ColorNameScrollBar:           hexa(0x5B6974, 0xB0),
	theme.ColorNameScrollBarBackground: hexa(0x5B6974, 0x18),
	theme.ColorNameShadow:              hexa(0x0A1A22, 0x30),
	ColorNameScrim:                     hexa(0x0A1A22, 0x73),
	theme.ColorNameError:               hex(0xB3261E),
	theme.ColorNameForegroundOnError:   hex(0xFFFFFF),
	theme.ColorNameSuccess:             hex(0x1E6B3A),
	theme.ColorNameForegroundOnSuccess: hex(0xFFFFFF),
	theme.ColorNameWarning:             hex(0x855000),
	theme.ColorNameForegroundOnWarning: hex(0xFFFFFF),
	ColorNameRail:                      hex(0x0C3843),
	ColorNameRailText:                  hex(0xE2EEF1),
	ColorNameRailActive:                hex(0x176579),
	ColorNameRailHover:                 hex(0x124C5A),

	Neutral.Surface(): hex(0xE9EDF0), Neutral.Ink(): hex(0x3A4651), Neutral.Edge(): hex(0xC3CCD3),
	Info.Surface(): hex(0xDFF0F4), Info.Ink(): hex(0x0B5060), Info.Edge(): hex(0x9CCBD6),
	Success.Surface(): hex(0xE0F2E6), Success.Ink(): hex(0x1A5C32), Success.Edge(): hex(0xA3D2B2),
	Warning.Surface(): hex(0xFCF0D6), Warning.Ink(): hex(0x744600), Warning.Edge(): hex(0xE3C27E),
	Danger.Surface(): hex(0xFBE5E3), Danger.Ink(): hex(0x96201A), Danger.Edge(): hex(0xE4AAA5),
}

var darkPalette = palette{
	theme.ColorNameBackground:          hex(0x11171B),
	ColorNameSurface:                   hex(0x192127),
	theme.ColorNameForeground:          hex(0xE5EBEF),
	ColorNameMuted:                     hex(0xA7B4BE),
	theme.ColorNameDisabled:            hex(0x7C8A95),
	theme.ColorNameDisabledButton:      hex(0x232D34),
	theme.ColorNamePlaceHolder:         hex(0x95A3AE),
	theme.ColorNamePrimary:             hex(0x6FC4D4),
	theme.ColorNameForegroundOnPrimary: hex(0x05242B),
	theme.ColorNameHyperlink:           hex(0x7CCDDC),
	theme.ColorNameButton:              hex(0x2B3740),
	theme.ColorNameHover:               hexa(0x9FE0EC, 0x1C),
	theme.ColorNamePressed:             hexa(0x9FE0EC, 0x38),
	theme.ColorNameFocus:               hexa(0x8FBCFF, 0x48),
	ColorNameRing:                      hex(0x8FBCFF),
	theme.ColorNameSelection:           hex(0x1A4A56),
	ColorNameCurrent:                   hex(0x1B343D),
	theme.ColorNameInputBackground:     hex(0x0E1418),
	theme.ColorNameInputBorder:         hex(0x70808C),
	theme.ColorNameSeparator:           hex(0x2F3B44),
	theme.ColorNameHeaderBackground:    hex(0x212B32),
	theme.ColorNameMenuBackground:      hex(0x1F2930),
	theme.ColorNameOverlayBackground:   hex(0x1F2930),
	theme.ColorNameScrollBar:           hexa(0xA7B4BE, 0xA0),
	theme.ColorNameScrollBarBackground: hexa(0xA7B4BE, 0x18),
	theme.ColorNameShadow:              hexa(0x000000, 0x70),
	ColorNameScrim:                     hexa(0x000000, 0x99),
	theme.ColorNameError:               hex(0xF28B82),
	theme.ColorNameForegroundOnError:   hex(0x2C0705),
	theme.ColorNameSuccess:             hex(0x7BCB93),
	theme.ColorNameForegroundOnSuccess: hex(0x05230F),
	theme.ColorNameWarning:             hex(0xE9B45C),
	theme.ColorNameForegroundOnWarning: hex(0x2A1A00),
	ColorNameRail:                      hex(0x0A2A33),
	ColorNameRailText:                  hex(0xDCEAEE),
	ColorNameRailActive:                hex(0x155363),
	ColorNameRailHover:                 hex(0x103E4A),

	Neutral.Surface(): hex(0x27323A), Neutral.Ink(): hex(0xC6D0D8), Neutral.Edge(): hex(0x45535E),
	Info.Surface(): hex(0x12343D), Info.Ink(): hex(0x9BD9E6), Info.Edge(): hex(0x2A5F6C),
	Success.Surface(): hex(0x14351F), Success.Ink(): hex(0x9ADBAF), Success.Edge(): hex(0x2C6340),
	Warning.Surface(): hex(0x3A2B0E), Warning.Ink(): hex(0xF0C981), Warning.Edge(): hex(0x6E5423),
	Danger.Surface(): hex(0x431A18), Danger.Ink(): hex(0xF7B4AE), Danger.Edge(): hex(0x7A3833),
}
