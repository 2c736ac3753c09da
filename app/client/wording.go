package client

import (
	"strings"

	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// Wording turns kept values into what an officer reads.
type Wording struct {
	P *translations.Printer
	// Today is the office's day, for ages.
	Today string
	// Names are those of officers, offices, sheets and institutions by id, where
	// they are known.
	Names map[string]string
}

// label is the label of a code, the code itself where it has none.
func (w Wording) label(list, code string) string {
	if code == "" {
		return ""
	}
	if l := assets.Label(w.P.Lang(), list, code); l != "" {
		return l
	}
	return code
}

// labels joins the labels of codes.
func (w Wording) labels(list string, codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = w.label(list, c)
	}
	return strings.Join(out, ", ")
}

// Field is the label of a field.
func (w Wording) Field(kind casefile.Kind, field string) string {
	return w.P.T("field." + kind.String() + "." + field)
}

// Values writes the values of one field, "" for none.
func (w Wording) Values(kind casefile.Kind, field string, values []string) string {
	f, known := casefile.FieldByName(kind, field)
	out := make([]string, 0, len(values))
	for _, v := range values {
		if known {
			v = w.Value(f, v)
		}
		out = append(out, v)
	}
	return strings.Join(out, ", ")
}

// Value writes one value of a field.
func (w Wording) Value(f casefile.Field, v string) string {
	switch f.Type {
	case casefile.TypeCode:
		return w.label(f.List, v)
	case casefile.TypeDate, casefile.TypeBirth:
		return w.P.Date(v)
	case casefile.TypeDateTime:
		return w.P.DateTime(v)
	case casefile.TypeBool:
		if v == "true" {
			return w.P.T("common.yes")
		}
		return w.P.T("common.no")
	case casefile.TypeRef:
		if name := w.Names[v]; name != "" {
			return name
		}
		return w.P.T("kind." + f.Kind.String())
	case casefile.TypePhone:
		return casefile.ShowPhone(v)
	case casefile.TypeDocument:
		return w.Document(v)
	case casefile.TypeLanguage:
		return w.Language(v)
	default:
		if f.Name == "language" {
			return w.tongue(v)
		}
		return v
	}
}

// tongue names a language in which something was explained or written.
func (w Wording) tongue(code string) string {
	switch code {
	case "sq":
		return w.P.T("common.albanian")
	case "en":
		return w.P.T("common.english")
	default:
		return w.label(assets.ListLanguage, code)
	}
}

// Document writes an identity document: kind, number, country, expiry.
func (w Wording) Document(kept string) string {
	d := casefile.ParseDocument(kept)
	s := strings.TrimSpace(w.label("id_document", d.Kind) + " " + d.Number)
	if d.Country != "" {
		s += " (" + w.label(assets.ListCountry, d.Country) + ")"
	}
	if d.Expires != "" {
		s += ", " + w.P.T("client.expires", "Date", w.P.Date(d.Expires))
	}
	return s
}

// Language writes a language with its level.
func (w Wording) Language(kept string) string {
	p := append(strings.Split(kept, ":"), "", "")
	s := w.label(assets.ListLanguage, p[0])
	if p[1] != "" {
		s += ": " + w.label("language_level", p[1])
	}
	if p[2] != "" {
		s += " (" + strings.ToLower(w.label("language_evidence", p[2])) + ")"
	}
	return s
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
		return w.label("client_category", code)
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

// nameOf is how a record is called in lists and time lines.
func nameOf(rec casefile.Record, lang string) string {
	in := func(field string) string {
		if v := rec.Text(field + "_" + lang); v != "" {
			return v
		}
		return rec.Text(field + "_sq")
	}
	switch rec.Kind {
	case casefile.KindSheet:
		return in("title")
	case casefile.KindInstitution:
		return in("name")
	case casefile.KindOffice, casefile.KindOfficer:
		return rec.Text("name")
	case casefile.KindReferral:
		return rec.Text("number")
	default:
		return ""
	}
}
