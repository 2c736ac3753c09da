package consultation

import (
	"strings"

	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// Wording turns kept values into what an officer reads.
type Wording struct {
	P *translations.Printer
	// Names are those of people and places by id, where they are known.
	Names map[string]string
}

// Values writes the values of one field of a kind; "–" stands for nothing, so
// that a history shows what was taken away.
func (w Wording) Values(kind casefile.Kind, field string, values []string) string {
	f, known := casefile.FieldByName(kind, field)
	var out []string
	for _, v := range values {
		if !known {
			out = append(out, v)
			continue
		}
		out = append(out, w.value(f, v))
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, ", ")
}

func (w Wording) value(f casefile.Field, v string) string {
	switch f.Type {
	case casefile.TypeCode:
		return assets.Label(w.P.Lang(), f.List, v)
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
	default:
		return v
	}
}

// Topics writes topics with the one above, "Gjermania: Karta Blu": a topic
// like "Documents" says little by itself.
func (w Wording) Topics(codes []string) []string {
	out := make([]string, 0, len(codes))
	for _, code := range codes {
		it, _ := assets.Code("topic", code)
		label := assets.Label(w.P.Lang(), "topic", code)
		if it.Parent != "" && it.Parent != "reg" {
			label = assets.Label(w.P.Lang(), "topic", it.Parent) + ": " + label
		}
		out = append(out, label)
	}
	return out
}
