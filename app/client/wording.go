package client

import (
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Wording turns kept values into what an officer reads; with the words of all
// screens it has those about clients.
type Wording struct {
	ui.Wording
	// Today is the office's day, for ages.
	Today string
}

// Birth writes a birth date with the age it makes.
func (w Wording) Birth(birth string) string {
	if birth == "" {
		return ""
	}
	s := w.P.Date(birth)
	if age, ok := casefile.AgeOn(birth, w.Today); ok {
		s += " (" + w.P.Number(age) + ")"
	}
	return s
}

// Age writes the age, "" where the birth is not known.
func (w Wording) Age(birth string) string {
	age, ok := casefile.AgeOn(birth, w.Today)
	if !ok {
		return ""
	}
	return w.P.N("common.years_old", age)
}

// Category is the short name of a category for badges.
func (w Wording) Category(code string) string {
	switch code {
	case "":
		return ""
	case categoryProspective, categoryReturnee, categoryImmigrant, categoryAsylum, categoryFamily, categoryDiaspora, "other":
		return w.P.T("client.category." + code)
	default:
		return w.Label("client_category", code)
	}
}

// Reasons writes why somebody may be the same person.
func (w Wording) Reasons(reasons []string) string {
	out := make([]string, len(reasons))
	for i, r := range reasons {
		out[i] = w.P.T("duplicate." + r)
	}
	return strings.Join(out, ", ")
}

// Warning writes a doubt.
func (w Wording) Warning(x casefile.Warning) string { return w.P.Text("warning."+x.Key, x.Args) }
