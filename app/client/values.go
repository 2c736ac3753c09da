package client

import (
	"slices"
	"strings"

	"sporteli/store/casefile"
)

// Values is what stands in a form: for each field the values in kept form, or
// as typed where they are not understood. Fields of the client go by their name
// in the catalogue, those of another kind by "<kind>.<name>".
type Values map[string][]string

// One is the first value of a field, "" for none.
func (v Values) One(key string) string {
	if x := v[key]; len(x) > 0 {
		return x[0]
	}
	return ""
}

// Put sets the values of a field; only "" clears it.
func (v Values) Put(key string, values ...string) {
	kept := slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" })
	if len(kept) == 0 {
		delete(v, key)
		return
	}
	v[key] = kept
}

// key is the name of a field among Values.
func key(kind casefile.Kind, field string) string {
	if kind == casefile.KindClient {
		return field
	}
	return kind.String() + "." + field
}

// splitKey is the inverse of key.
func splitKey(k string) (casefile.Kind, string) {
	kind, field, ok := strings.Cut(k, ".")
	if !ok {
		return casefile.KindClient, k
	}
	parsed, _ := casefile.ParseKind(kind)
	return parsed, field
}

// of returns the values of one kind by the name in the catalogue.
func (v Values) of(kind casefile.Kind) map[string][]string {
	out := map[string][]string{}
	for k, values := range v {
		if of, field := splitKey(k); of == kind {
			out[field] = values
		}
	}
	return out
}

// valuesOf returns what a record holds, for its form. Of a conflict it is the
// provisional value.
func valuesOf(rec casefile.Record) Values {
	v := Values{}
	for _, f := range casefile.Fields(rec.Kind) {
		if f.Set {
			v.Put(key(rec.Kind, f.Name), rec.All(f.Name)...)
		} else {
			v.Put(key(rec.Kind, f.Name), rec.Text(f.Name))
		}
	}
	return v
}

// same reports whether two lists of values say the same; the order of a set
// says nothing.
func same(a, b []string) bool {
	x, y := slices.Clone(a), slices.Clone(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// FillFromNumber takes birth date and sex from a personal number where they are
// not entered yet, and names what it filled.
func (v Values) FillFromNumber() []string {
	n, err := casefile.CheckPersonalNumber(strings.ToUpper(strings.ReplaceAll(v.One("personal_number"), " ", "")))
	if err != nil {
		return nil
	}
	var filled []string
	fill := func(field, value string) {
		if v.One(field) == "" {
			v.Put(field, value)
			filled = append(filled, field)
		}
	}
	fill("birth_date", n.Birth)
	fill("sex", n.Sex)
	return filled
}

// The categories of clients that decide what an intake asks.
const (
	categoryProspective = "prospective_migrant"
	categoryReturnee    = "returnee"
	categoryImmigrant   = "immigrant"
	categoryAsylum      = "asylum_refugee"
	categoryFamily      = "family_member"
	categoryDiaspora    = "diaspora"
)

// intakeFields are those each category is asked, in the order of the form.
var intakeFields = map[string][]string{
	categoryProspective: {"destinations", "purpose", "occupation_sought", "language_level", "offer_in_hand", "recruiter"},
	categoryReturnee: {
		"return_country", "return_date", "return_type", "left_in", "status_abroad", "family_returned",
		"school_children", "reasons", "needs",
	},
	categoryImmigrant: {"permit_kind", "permit_expires", "entered_on", "employer", "needs"},
	categoryAsylum:    {"permit_kind", "permit_expires", "entered_on", "needs"},
	categoryFamily:    {"needs"},
	categoryDiaspora:  {"return_country", "needs"},
}

// IntakeFields returns what is asked for a category; the note is for all.
func IntakeFields(category string) []string {
	switch fields, ok := intakeFields[category]; {
	case ok:
		return append(slices.Clone(fields), "note")
	case category != "":
		return []string{"needs", "note"}
	default:
		return nil
	}
}

// allIntakeFields are those of any category, in the order of the catalogue.
func allIntakeFields() []string {
	var out []string
	for _, f := range casefile.Fields(casefile.KindIntake) {
		if f.No >= 10 {
			out = append(out, f.Name)
		}
	}
	return out
}

// ProposeCitizenship enters Albania for those who leave and those who came
// back, as long as nothing is entered. It reports whether it did.
func (v Values) ProposeCitizenship() bool {
	switch v.One("intake.category") {
	case categoryProspective, categoryReturnee, categoryFamily:
		if len(v["citizenships"]) == 0 {
			v.Put("citizenships", "AL")
			return true
		}
	}
	return false
}
