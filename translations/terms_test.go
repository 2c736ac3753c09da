package translations_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// otherwise are common texts that differ from the list of terms on purpose: a
// PC without a line is "pa lidhje" for people, "e panjohur" agrees with most
// nouns shown, and the question spares the officer's sex.
var otherwise = map[string]bool{"common.offline": true, "common.new": true, "common.unknown": true, "common.sure": true}

// The words of buttons and short messages are those of the list of terms, so
// that a translator finds one word for one thing.
func TestCommonWordsFollowTheTerms(t *testing.T) {
	f, err := os.Open("../assets/refdata/terms.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c := load(t)
	p := c.Printer("sq")
	compared := 0
	for _, row := range rows[1:] {
		word, ok := strings.CutPrefix(row[0], "v.")
		if !ok {
			if word, ok = strings.CutPrefix(row[0], "m."); !ok {
				continue
			}
		}
		key := "common." + word
		if !c.Has(key) || otherwise[key] || strings.Contains(row[4], "{") {
			continue
		}
		compared++
		if got := p.T(key); got != row[4] {
			t.Errorf("%s is %q, the list of terms says %q", key, got, row[4])
		}
	}
	if compared < 60 {
		t.Fatalf("only %d words compared", compared)
	}
}
