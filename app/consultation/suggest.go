package consultation

import (
	"slices"
	"strings"

	"sporteli/store/casefile"
)

// suggestions is how many sheets are proposed at once; more are a search away.
const suggestions = 4

// Suggest keeps, in the order given, the sheets that fit the topics or the
// destination and are not on the list yet.
func (v Values) Suggest(library []casefile.SheetRow) []casefile.SheetRow {
	var out []casefile.SheetRow
	for _, row := range library {
		if len(out) == suggestions {
			break
		}
		if !v.Gives(row.ID.String()) && v.fits(row) {
			out = append(out, row)
		}
	}
	return out
}

func (v Values) fits(row casefile.SheetRow) bool {
	if v.Destination != "" && slices.Contains(row.Destinations, v.Destination) {
		return true
	}
	return slices.ContainsFunc(v.Topics, func(topic string) bool {
		return slices.ContainsFunc(row.Topics, func(of string) bool { return related(topic, of) })
	})
}

// related reports whether a topic is another or lies above or below it in the
// tree. The root of regular migration covers every country, so it is not
// enough by itself.
func related(a, b string) bool {
	if a == b {
		return true
	}
	if a == "reg" || b == "reg" {
		return false
	}
	return strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}
