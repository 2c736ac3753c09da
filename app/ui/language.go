package ui

import (
	"fyne.io/fyne/v2/lang"

	"sporteli/translations"
)

// UseLanguage gives the toolkit its own words (menus of an entry, for example)
// in one of our languages. The toolkit follows the system's locale alone, so
// our words are laid over that locale. Build the window's content anew after.
func UseLanguage(code string) error {
	return lang.AddTranslationsForLocale(translations.Toolkit(code), lang.SystemLocale())
}
