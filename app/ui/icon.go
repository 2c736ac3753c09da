package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"sporteli/assets"
)

// Icon returns an icon of the program or, if there is none of that name, of
// the toolkit, in a colour of the theme (the foreground if empty). It returns
// nil for an empty name.
func Icon(name string, colour fyne.ThemeColorName) fyne.Resource {
	if name == "" {
		return nil
	}
	if colour == "" {
		colour = theme.ColorNameForeground
	}
	if svg := assets.Icon(name); svg != nil {
		return theme.NewColoredResource(fyne.NewStaticResource(name+".svg", svg), colour)
	}
	if r := theme.DefaultTheme().Icon(fyne.ThemeIconName(name)); r != nil {
		return theme.NewColoredResource(r, colour)
	}
	return nil
}

// picture is an icon of the size of a line of text times factor.
func picture(name string, colour fyne.ThemeColorName, factor float32) *canvas.Image {
	img := canvas.NewImageFromResource(Icon(name, colour))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(size(theme.SizeNameInlineIcon) * factor))
	if img.Resource == nil {
		img.Hide()
	}
	return img
}

// toneIcon is the icon that says the same as the tone's colour.
func toneIcon(t Tone) string {
	switch t {
	case Success:
		return string(theme.IconNameConfirm)
	case Warning:
		return string(theme.IconNameWarning)
	case Danger:
		return string(theme.IconNameError)
	default:
		return string(theme.IconNameInfo)
	}
}
