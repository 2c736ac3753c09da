// Package paper turns finished texts into the documents that leave the counter
// on paper: the information sheet a client takes home and the referral letter
// with its return slip.
//
// Contract: a document is a function of its Doc value alone. The same value
// gives the same bytes on every PC and every day, because the only date in the
// file is the one in the Doc. The text can be selected, searched and read
// aloud, the fonts are embedded as subsets, and nothing is fetched from outside.
//
// The caller gives ready text in the language of the document (names, labels of
// codes) and canonical dates; paper adds the fixed words of the form and writes
// the dates out through Words. No text, however long or strange, leaves the
// margins: it is wrapped, flows to a further page, or, in the narrow places
// (head, foot, box, slip), ends with "…".
//
// paper opens no file and no window, and knows no record: what may be printed
// is decided before it is called.
package paper

// Words are the texts and the date forms of one language, the language of the
// document and not that of the window. *translations.Printer is one.
type Words interface {
	// Lang is the tag of the language, "sq" or "en".
	Lang() string
	// T is the text of a key, with alternating names and values for its gaps.
	T(key string, args ...any) string
	// Date writes a canonical date (YYYY-MM-DD or YYYY) as the language does.
	Date(iso string) string
}

// Office is the counter that prints, as shown on its papers. All texts are
// ready in the language of the document; an empty one is left out.
type Office struct {
	Name         string
	Municipality string
	Address      string
	Phone        string
	Email        string
	// Hours is when clients are received, for the box of an information sheet.
	Hours string
}
