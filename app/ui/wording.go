package ui

import (
	"strings"

	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// Wording turns kept values into what an officer reads.
type Wording struct {
	P *translations.Printer
	// Names are those of officers, offices, sheets, institutions and clients by
	// id, where they are known.
	Names map[string]string
}

// Wording returns the wording of the window's language.
func (e *Env) Wording(names map[string]string) Wording { return Wording{P: e.P, Names: names} }

// Label is the label of a code, the code itself where it has none.
func (w Wording) Label(list, code string) string {
	if code == "" {
		return ""
	}
	if l := assets.Label(w.P.Lang(), list, code); l != "" {
		return l
	}
	return code
}

// Labels joins the labels of codes.
func (w Wording) Labels(list string, codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = w.Label(list, c)
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
		return w.Label(f.List, v)
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
	}
	switch f.Name {
	case "language":
		return w.Tongue(v)
	case "answered_by":
		return w.P.T("answered." + v)
	case "medium":
		return w.Medium(v)
	default:
		return v
	}
}

// Medium names how a sheet was handed over, a way of a newer version by its code.
func (w Wording) Medium(code string) string {
	switch code {
	case "paper", "email":
		return w.P.T("medium." + code)
	default:
		return code
	}
}

// Tongue names a language in which something was explained or written.
func (w Wording) Tongue(code string) string {
	switch code {
	case "sq":
		return w.P.T("common.albanian")
	case "en":
		return w.P.T("common.english")
	default:
		return w.Label(assets.ListLanguage, code)
	}
}

// Document writes an identity document: kind, number, country, expiry.
func (w Wording) Document(kept string) string {
	d := casefile.ParseDocument(kept)
	s := strings.TrimSpace(w.Label("id_document", d.Kind) + " " + d.Number)
	if d.Country != "" {
		s += " (" + w.Label(assets.ListCountry, d.Country) + ")"
	}
	if d.Expires != "" {
		s += ", " + w.P.T("ui.document.until", "Date", w.P.Date(d.Expires))
	}
	return s
}

// Language writes a language with its level.
func (w Wording) Language(kept string) string {
	p := append(strings.Split(kept, ":"), "", "")
	s := w.Label(assets.ListLanguage, p[0])
	if p[1] != "" {
		s += ": " + w.Label("language_level", p[1])
	}
	if p[2] != "" {
		s += " (" + strings.ToLower(w.Label("language_evidence", p[2])) + ")"
	}
	return s
}

// Born writes a birth date with the age it makes, "" for none.
func (w Wording) Born(birth, today string) string {
	s := w.P.Date(birth)
	if age, ok := casefile.AgeOn(birth, today); ok {
		s += " (" + w.P.N("common.years_old", age) + ")"
	}
	return s
}

// NameOf is how a record that others point to is called.
func (w Wording) NameOf(rec casefile.Record) string {
	in := func(field string) string {
		if v := rec.Text(field + "_" + w.P.Lang()); v != "" {
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
	case casefile.KindClient, casefile.KindCard:
		return casefile.FullName(rec.Text("given_name"), rec.Text("father_name"), rec.Text("family_name"))
	case casefile.KindReferral:
		return rec.Text("number")
	default:
		return ""
	}
}

// JoinNonEmpty joins the parts that say something.
func JoinNonEmpty(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
