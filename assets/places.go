package assets

import (
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Country is a country or territory after ISO 3166-1, and Kosovo (XK).
type Country struct {
	Alpha2, Alpha3, Numeric string
	SQ, EN                  string
	// EU and Schengen are membership as of the file's date.
	EU, Schengen bool
	Note         string
}

// Label returns the country's name in a language.
func (c Country) Label(lang string) string { return pick(lang, c.SQ, c.EN) }

// Municipality is one of the 61 bashki.
type Municipality struct {
	// Slug is our stable ASCII key; there is no official code.
	Slug string
	// County is the ISO 3166-2 code of its qark.
	County string
	Name   string
	// Former is the name used before, Seat the town of the town hall.
	Former, Seat string
	// Lat and Lon of the seat in degrees (WGS 84) as text, "" where not known.
	// They come from GeoNames (CC BY 4.0), which is to be credited.
	Lat, Lon string
	Note     string
}

// County is one of the 12 qarks.
type County struct {
	// Code is ISO 3166-2, "AL-01" to "AL-12".
	Code   string
	SQ, EN string
	// FullSQ is the name with its title, "Qarku i Beratit".
	FullSQ string
}

// Label returns the county's name in a language, without its title.
func (c County) Label(lang string) string { return pick(lang, c.SQ, c.EN) }

var countries = sync.OnceValue(func() []Country {
	var out []Country
	for _, r := range mustTable("refdata/countries.csv") {
		out = append(out, Country{
			Alpha2: r["alpha2"], Alpha3: r["alpha3"], Numeric: r["numeric"], SQ: r["name_sq"], EN: r["name_en"],
			EU: r["eu"] == "1", Schengen: r["schengen"] == "1", Note: r["note"],
		})
	}
	// People look for a country by its Albanian name, not by its code.
	c := collate.New(language.Albanian)
	slices.SortStableFunc(out, func(a, b Country) int { return c.CompareString(a.SQ, b.SQ) })
	return out
})

type places struct {
	municipalities []Municipality
	counties       []County
}

var allPlaces = sync.OnceValue(func() places {
	var p places
	for _, r := range mustTable("refdata/municipalities.csv") {
		code := r["qark_code"]
		if !slices.ContainsFunc(p.counties, func(c County) bool { return c.Code == code }) {
			p.counties = append(p.counties, County{Code: code, SQ: r["qark_sq"], EN: r["qark_en"], FullSQ: r["qark_full_sq"]})
		}
		p.municipalities = append(p.municipalities, Municipality{
			Slug: r["slug"], County: code, Name: r["municipality_sq"], Former: r["former_name_sq"],
			Seat: r["seat_sq"], Lat: r["lat"], Lon: r["lon"], Note: r["note"],
		})
	}
	return p
})

// Countries returns all countries in the order of their Albanian names.
func Countries() []Country { return slices.Clone(countries()) }

// Municipalities returns the 61 municipalities, county by county.
func Municipalities() []Municipality { return slices.Clone(allPlaces().municipalities) }

// Counties returns the 12 counties in the order of their names.
func Counties() []County { return slices.Clone(allPlaces().counties) }

// CountyOf returns the code of the county a municipality lies in, "" for an
// unknown slug.
func CountyOf(municipality string) string {
	it, _ := Code(ListMunicipality, municipality)
	return it.Parent
}

func countryItems() []Item {
	var out []Item
	for _, c := range countries() {
		out = append(out, Item{Code: c.Alpha2, SQ: c.SQ, EN: c.EN, Std: c.Alpha3})
	}
	return out
}

func municipalityItems() []Item {
	var out []Item
	for _, m := range allPlaces().municipalities {
		out = append(out, Item{Code: m.Slug, SQ: m.Name, EN: m.Name, Parent: m.County})
	}
	return out
}

func countyItems() []Item {
	var out []Item
	for _, c := range allPlaces().counties {
		out = append(out, Item{Code: c.Code, SQ: c.SQ, EN: c.EN, Std: c.Code})
	}
	return out
}

// languageItems are the languages a client may speak, the usual ones first.
func languageItems() []Item {
	var out []Item
	for _, r := range mustTable("refdata/languages.csv") {
		out = append(out, Item{Code: r["alpha2"], SQ: r["name_sq"], EN: r["name_en"]})
	}
	return out
}
