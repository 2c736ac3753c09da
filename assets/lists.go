package assets

import (
	"slices"
	"sync"
)

// List is a code list: the only values a coded field may take.
type List struct {
	ID string `toml:"id"`
	SQ string `toml:"sq"`
	EN string `toml:"en"`
	// Standard names the international or national standard the codes follow;
	// Basis says where the list comes from when there is none.
	Standard string `toml:"standard"`
	Basis    string `toml:"basis"`
	Note     string `toml:"note"`
	// Sensitivity is "special_category" for lists that need explicit consent.
	Sensitivity string `toml:"sensitivity"`
	// Items stand in display order, retired ones included.
	Items []Item `toml:"items"`
}

// Item is one code with its labels and, where its list has them, its rules.
// Codes are never renamed; one that is no longer offered has Active false.
type Item struct {
	Code string `toml:"code"`
	SQ   string `toml:"sq"`
	EN   string `toml:"en"`
	// DefEN and DefSQ say in one sentence what the code means, often empty.
	DefEN string `toml:"def"`
	DefSQ string `toml:"def_sq"`
	// Std is the code of the standard, for exchange with others.
	Std      string `toml:"std"`
	ILO      string `toml:"ilo"`
	Eurostat string `toml:"eurostat"`
	// Parent is the code above in a tree, "" at the top; for a municipality it
	// is the code of its county.
	Parent string `toml:"parent"`
	// Next are the codes that may follow (referral_status); Final means none does.
	Next  []string `toml:"next"`
	Final bool     `toml:"final"`
	// Hours is how soon an answer is due (referral_urgency).
	Hours *int `toml:"hours"`
	// From and To are years of age, both included (age_band); nil where unknown.
	From *int `toml:"from"`
	To   *int `toml:"to"`
	// InfoSheet is the number of the sheet on this topic.
	InfoSheet string `toml:"infosheet"`
	// Sensitivity is "restricted" where only a sealed record may hold the code.
	Sensitivity string `toml:"sensitivity"`
	// NRM marks codes that start the trafficking screening.
	NRM bool `toml:"nrm"`
	// Referral is the kind of institution that usually helps with a need.
	Referral string `toml:"referral"`
	// Months, Start and Action are the proposed retention (retention_class).
	Months int    `toml:"months"`
	Start  string `toml:"start"`
	Action string `toml:"action"`
	// Active is false for a retired code and nil for most; see Retired.
	Active *bool `toml:"active"`
}

// Label returns the item's name in a language.
func (i Item) Label(lang string) string { return pick(lang, i.SQ, i.EN) }

// Definition returns the sentence that explains the item, "" if it needs none.
func (i Item) Definition(lang string) string { return pick(lang, i.DefSQ, i.DefEN) }

// Retired reports whether the code is kept for old records only.
func (i Item) Retired() bool { return i.Active != nil && !*i.Active }

// Restricted reports whether only a sealed record may hold the code.
func (i Item) Restricted() bool { return i.Sensitivity == "restricted" }

// Label returns the list's name in a language.
func (l List) Label(lang string) string { return pick(lang, l.SQ, l.EN) }

// The lists that are not code lists but are asked like them.
const (
	// ListCountry holds ISO 3166-1 alpha-2 codes and XK.
	ListCountry = "country"
	// ListMunicipality holds the slugs of the 61 municipalities.
	ListMunicipality = "municipality"
	// ListCounty holds the ISO 3166-2 codes of the 12 counties.
	ListCounty = "county"
	// ListLanguage holds ISO 639-1 codes of the languages clients speak.
	ListLanguage = "language"
)

type book struct {
	lists []List
	items map[string][]Item
	byKey map[string]map[string]Item
}

var codeBook = sync.OnceValue(func() book {
	var doc struct {
		List []List `toml:"list"`
	}
	mustTOML("refdata/codelists.toml", &doc)
	b := book{lists: doc.List, items: map[string][]Item{}, byKey: map[string]map[string]Item{}}
	for _, l := range doc.List {
		b.add(l.ID, l.Items)
	}
	b.add(ListCountry, countryItems())
	b.add(ListMunicipality, municipalityItems())
	b.add(ListCounty, countyItems())
	b.add(ListLanguage, languageItems())
	return b
})

func (b book) add(id string, items []Item) {
	b.items[id] = items
	m := make(map[string]Item, len(items))
	for _, it := range items {
		m[it.Code] = it
	}
	b.byKey[id] = m
}

// Lists returns the code lists in the order of the file, without countries and
// places.
func Lists() []List { return slices.Clone(codeBook().lists) }

// Options returns what a list offers today, in display order. It is nil for a
// list that does not exist.
func Options(list string) []Item {
	var out []Item
	for _, it := range codeBook().items[list] {
		if !it.Retired() {
			out = append(out, it)
		}
	}
	return out
}

// Code finds one code of a list, retired ones included.
func Code(list, code string) (Item, bool) {
	it, ok := codeBook().byKey[list][code]
	return it, ok
}

// Label returns the name of a code in a language. A code of a newer version
// stands for itself, so that something is shown.
func Label(lang, list, code string) string {
	if it, ok := Code(list, code); ok {
		return it.Label(lang)
	}
	return code
}

// Codes answers casefile's questions about the code lists. The zero value is
// ready to use.
type Codes struct{}

// Has reports whether the list knows the code, retired ones included.
func (Codes) Has(list, code string) bool {
	_, ok := Code(list, code)
	return ok
}

// Restricted reports whether only a sealed record may hold the code.
func (Codes) Restricted(list, code string) bool {
	it, _ := Code(list, code)
	return it.Restricted()
}

// Next lists the codes that may follow this one.
func (Codes) Next(list, code string) []string {
	it, _ := Code(list, code)
	return slices.Clone(it.Next)
}

// Range returns the years of age a band covers, both ends included.
func (Codes) Range(list, code string) (from, to int, ok bool) {
	it, _ := Code(list, code)
	if it.From == nil || it.To == nil {
		return 0, 0, false
	}
	return *it.From, *it.To, true
}
