// Package assets carries what the program brings along: code lists, places,
// countries, the directory of institutions, information sheets, the signs of
// trafficking, fonts and icons.
//
// Everything is embedded, read once at first use and never changed afterwards;
// the slices handed out are copies or must be treated as read-only. The data
// files under refdata are the truth: each starts with its sources and with how
// certain they are. What could not be verified says so in both languages, and
// a test holds that.
//
// Labels are kept in Albanian ("sq") and English ("en"); any other language
// gets Albanian. The package knows no screens and no store.
package assets
