// Package translations holds every text a user sees, in Albanian and English,
// and the way dates, numbers and lists are written in each.
//
// The texts lie in one file per area, sq/<area>.json and en/<area>.json: a flat
// object from key to text, or to the plural forms "one" and "other". Gaps are
// written {{.Name}}, the number of a plural {{.N}}. Keys are never renamed:
// screens, documents and codes of errors refer to them. Both languages hold the
// same keys with the same gaps, which the tests of this package prove.
//
// A Printer belongs to one language and may be used by several goroutines. It
// never fails: a key without a text comes back as ⟦key⟧ and is counted, so that
// tests can be red.
package translations
