package assets

// FontStyle is a cut of the program's typeface.
type FontStyle string

// The four cuts of Open Sans (Apache License 2.0, see fonts/LICENSE.txt).
const (
	FontRegular    FontStyle = "Regular"
	FontBold       FontStyle = "Bold"
	FontItalic     FontStyle = "Italic"
	FontBoldItalic FontStyle = "BoldItalic"
)

// FontFamily is the name of the typeface used in the window and on paper.
const FontFamily = "Open Sans"

// Font returns the TrueType file of a cut, the regular one for an unknown cut.
func Font(style FontStyle) []byte {
	switch style {
	case FontBold, FontItalic, FontBoldItalic:
	default:
		style = FontRegular
	}
	return mustRead("fonts/OpenSans-" + string(style) + ".ttf")
}
