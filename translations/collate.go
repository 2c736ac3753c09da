package translations

import (
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collate returns a function that compares two texts in the alphabetical order
// of the language. In Albanian dh, gj, ll, nj, rr, sh, th, xh and zh are letters
// of their own, ç follows c and ë follows e. It may be called from several
// goroutines; sorting a long list is faster with one function for all of it.
func (p *Printer) Collate() func(a, b string) int {
	var mu sync.Mutex
	c := collate.New(language.Make(p.lang), collate.IgnoreCase)
	return func(a, b string) int {
		mu.Lock()
		defer mu.Unlock()
		return c.CompareString(a, b)
	}
}
