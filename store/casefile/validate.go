package casefile

import (
	"time"
)

// Today is what validation needs from outside: the calendar day, for dates
// that may not lie ahead.
type Today string

// TodayAt returns the calendar day of a moment.
func TodayAt(t time.Time) Today { return Today(Day(t)) }

// Normalise checks an edit and returns it with every value in its kept form.
// All faults are returned together as FieldErrors. Business doubts (a personal
// number that does not fit the birth date) are not faults; see Warnings.
func Normalise(e Edit, today Today, book CodeBook) (Edit, error) {
	if Fields(e.Kind) == nil {
		return e, &Error{Code: CodeUnknownKind, Args: map[string]any{"Kind": e.Kind.String()}}
	}
	var faults FieldErrors
	out := e
	out.Fields = make(map[string][]string, len(e.Fields))
	for name, values := range e.Fields {
		f, ok := FieldByName(e.Kind, name)
		if !ok {
			faults = append(faults, &Error{Code: CodeUnknownField, Field: name})
			continue
		}
		kept, err := f.normalise(values, today, book)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		out.Fields[name] = kept
	}
	for _, f := range Fields(e.Kind) {
		if _, named := out.Fields[f.Name]; f.Required && (named || len(e.Seen) == 0) && len(out.All(f.Name)) == 0 {
			if !faults.has(f.Name) {
				faults = append(faults, &Error{Code: CodeRequired, Field: f.Name})
			}
		}
	}
	faults = append(faults, crossCheck(out, faults)...)
	return out, faults.OrNil()
}

// maxValues is the most values a set field takes: an event tells its values
// apart by one byte, and no person has a hundred telephones.
const maxValues = 100

func (f Field) normalise(values []string, today Today, book CodeBook) ([]string, *Error) {
	if !f.Set && len(values) > 1 {
		return nil, &Error{Code: CodeOneValue, Field: f.Name}
	}
	if len(values) > maxValues {
		return nil, &Error{Code: CodeTooLong, Field: f.Name, Args: map[string]any{"Max": maxValues}}
	}
	seen := map[string]bool{}
	var out []string
	for _, v := range values {
		c, err := f.Canonical(v, book)
		if err != nil {
			return nil, err.(*Error) //nolint:errorlint // Canonical returns nothing else
		}
		if c == "" || seen[c] {
			continue
		}
		if notAhead[f.Name] && c > string(today) && len(c) == len(DateLayout) {
			return nil, &Error{Code: CodeFutureDate, Field: f.Name}
		}
		seen[c] = true
		out = append(out, c)
	}
	return out, nil
}

// notAhead names the dates that report what has happened. A visit's own time is
// not among them: a PC whose clock is years behind must still be able to record.
var notAhead = map[string]bool{
	"birth_date": true, "given_on": true, "withdrawn_on": true, "return_date": true, "entered_on": true,
}

func (fe FieldErrors) has(field string) bool {
	for _, e := range fe {
		if e.Field == field {
			return true
		}
	}
	return false
}

// crossCheck holds the rules that join fields.
func crossCheck(e Edit, already FieldErrors) FieldErrors {
	var out FieldErrors
	need := func(field string, code Code) {
		if e.Text(field) == "" && !already.has(field) {
			out = append(out, &Error{Code: code, Field: field})
		}
	}
	switch e.Kind {
	case KindConsultation:
		// A visit without a client counts in the figures only if it says for whom.
		if e.Text("client") == "" && !already.has("client") {
			need("sex", CodeLightVisit)
			need("age_band", CodeLightVisit)
			need("municipality", CodeLightVisit)
		}
	case KindReferral:
		if e.Text("institution") == "" && e.Text("institution_name") == "" && !already.has("institution") {
			out = append(out, &Error{Code: CodeRequired, Field: "institution"})
		}
		// A draft may wait for consent; nothing leaves the office without it.
		if s := e.Text("status"); !already.has("consented") && s != "" && s != StatusDraft && s != StatusCancelled && e.Text("consented") != "true" {
			out = append(out, &Error{Code: CodeNeedsConsent, Field: "consented"})
		}
	}
	return out
}

// Warning is a doubt the officer should see; it never stops a save.
type Warning struct {
	// Key is the translation key "warning.<key>".
	Key   string
	Field string
	Args  map[string]any
}

// Warnings looks for doubts in what is about to be saved.
func Warnings(e Edit, today Today) []Warning {
	if e.Kind != KindClient {
		return nil
	}
	var out []Warning
	birth := e.Text("birth_date")
	if pn := e.Text("personal_number"); pn != "" {
		n, err := CheckPersonalNumber(pn)
		switch {
		case err != nil:
			out = append(out, Warning{Key: "personal_number_form", Field: "personal_number"})
		case !n.CheckFits:
			out = append(out, Warning{Key: "personal_number_check", Field: "personal_number"})
		}
		if err == nil && len(birth) == len(DateLayout) && n.Birth != birth {
			out = append(out, Warning{Key: "personal_number_birth", Field: "personal_number"})
		}
		if s := e.Text("sex"); err == nil && (s == "male" || s == "female") && n.Sex != s {
			out = append(out, Warning{Key: "personal_number_sex", Field: "personal_number"})
		}
	}
	if age, ok := AgeOn(birth, string(today)); ok && age < 18 {
		out = append(out, Warning{Key: "minor", Field: "birth_date", Args: map[string]any{"Age": age}})
	}
	return out
}
