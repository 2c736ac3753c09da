package client

import (
	"strings"
	"unicode"

	"sporteli/store/casefile"
)

// The places this package shows.
const (
	ScreenList       = "clients"
	ScreenFile       = "client"
	ScreenNew        = "client.new"
	ScreenEdit       = "client.edit"
	ScreenIntake     = "intake"
	ScreenNewIntake  = "intake.new"
	ScreenNewConsent = "consent.new"
)

// screenVisit is where a visit is written down; another package shows it.
const screenVisit = "consultation.new"

// The forms of a route's id. A bare id is the record, or the draft of a new
// client.
const (
	prefixDraft  = "draft:"
	prefixClient = "client:"
	prefixThen   = "then:consultation"
	prefixNamed  = "named:"
)

// Start says how a form was opened.
type Start struct {
	// ID is the record or draft meant, zero for none.
	ID casefile.ID
	// IsDraft is set where the route says that ID is a draft.
	IsDraft bool
	// Consultation is set when the officer came from a visit and goes back to it.
	Consultation bool
	// Typed is what she had typed to look for the person.
	Typed string
}

// ParseStart reads the id of a route: "", a record's id, "client:<id>",
// "draft:<id>", "named:<typed>", "then:consultation" or
// "then:consultation:<typed>".
func ParseStart(id string) Start {
	switch {
	case strings.HasPrefix(id, prefixThen):
		return Start{Consultation: true, Typed: strings.TrimPrefix(strings.TrimPrefix(id, prefixThen), ":")}
	case strings.HasPrefix(id, prefixNamed):
		return Start{Typed: strings.TrimPrefix(id, prefixNamed)}
	}
	rest, isDraft := strings.CutPrefix(id, prefixDraft)
	rest = strings.TrimPrefix(rest, prefixClient)
	rec, err := casefile.ParseID(rest)
	if err != nil {
		return Start{}
	}
	return Start{ID: rec, IsDraft: isDraft}
}

// Named returns the id of a route that begins a registration with what was
// typed.
func Named(typed string) string {
	if strings.TrimSpace(typed) == "" {
		return ""
	}
	return prefixNamed + strings.TrimSpace(typed)
}

// Guess turns what was typed into a search into the values of a new client:
// words are a name in the order of Albanian offices (name, father's name,
// surname), a number is a personal number or a telephone.
func Guess(typed string) Values {
	v := Values{}
	var names []string
	number := ""
	for _, w := range strings.Fields(typed) {
		switch {
		case !strings.ContainsFunc(w, unicode.IsDigit):
			names = append(names, capital(w))
		default:
			number += w
		}
	}
	if number != "" {
		if _, err := casefile.CheckPersonalNumber(strings.ToUpper(number)); err == nil {
			v.Put("personal_number", strings.ToUpper(number))
		} else if phone, err := phoneField.Canonical(number, nil); err == nil {
			v.Put("phones", phone)
		}
	}
	switch n := len(names); n {
	case 0:
	case 1:
		v.Put("given_name", names[0])
	case 2:
		v.Put("given_name", names[0])
		v.Put("family_name", names[1])
	default:
		v.Put("given_name", names[0])
		v.Put("father_name", names[1])
		v.Put("family_name", strings.Join(names[2:], " "))
	}
	return v
}

var phoneField, _ = casefile.FieldByName(casefile.KindClient, "phones")

// capital writes a name typed in small letters as names are written; what has a
// capital already stays.
func capital(word string) string {
	if strings.ContainsFunc(word, unicode.IsUpper) {
		return word
	}
	start := true
	return strings.Map(func(r rune) rune {
		if start && unicode.IsLetter(r) {
			start = false
			return unicode.ToUpper(r)
		}
		start = r == '-'
		return r
	}, word)
}
