package ui

import (
	"strings"

	"sporteli/assets"
	"sporteli/store/casefile"
)

// Option is one choice of a picker.
type Option struct {
	Code string
	// Label is ready text.
	Label string
	// Detail explains, in smaller letters; it is searched as well.
	Detail string
	// Depth indents a choice below the one it belongs to.
	Depth int
	// Retired choices are shown where a record holds them, and not offered.
	Retired bool
}

// Options returns the choices of a code list in the officer's language, in the
// list's order, the restricted ones left out.
func (e *Env) Options(list string) []Option {
	items := assets.Options(list)
	depth := map[string]int{}
	out := make([]Option, 0, len(items))
	for _, it := range items {
		d := 0
		if it.Parent != "" {
			if pd, ok := depth[it.Parent]; ok {
				d = pd + 1
			}
		}
		depth[it.Code] = d
		if it.Restricted() {
			continue
		}
		out = append(out, Option{Code: it.Code, Label: it.Label(e.P.Lang()), Depth: d, Retired: it.Retired()})
	}
	return out
}

// LabelOf returns the label of a code, the code itself where it has none.
func (e *Env) LabelOf(list, code string) string {
	if code == "" {
		return ""
	}
	if l := assets.Label(e.P.Lang(), list, code); l != "" {
		return l
	}
	return code
}

// search keeps the options that hold every word typed: first those that begin
// with it, then those where a word does, then the rest, each in list order.
func searchOptions(all []Option, text string) []Option {
	words := strings.Fields(casefile.Fold(text))
	var best, good, rest []Option
	for _, o := range all {
		if o.Retired {
			continue
		}
		if len(words) == 0 {
			best = append(best, o)
			continue
		}
		label := casefile.Fold(o.Label)
		hay := " " + label + " " + casefile.Fold(o.Detail) + " " + strings.ToLower(o.Code)
		hits, heads := 0, 0
		for _, w := range words {
			if strings.Contains(hay, w) {
				hits++
			}
			if strings.Contains(hay, " "+w) {
				heads++
			}
		}
		o.Depth = 0
		switch {
		case hits < len(words):
		case strings.HasPrefix(label, words[0]) && heads == len(words):
			best = append(best, o)
		case heads == len(words):
			good = append(good, o)
		default:
			rest = append(rest, o)
		}
	}
	return append(append(best, good...), rest...)
}
