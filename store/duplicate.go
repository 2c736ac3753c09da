package store

import (
	"context"
	"slices"
	"strings"

	"sporteli/store/casefile"
)

// Bounds of the duplicate check, which runs while somebody types.
const (
	candidatesByName  = 200
	candidatesByBirth = 200
	shownMatches      = 5
	worthShowing      = 50
)

// FindDuplicates looks for clients, and cards of other offices' clients, that
// are likely the one being typed: same numbers, same day of birth, or names that
// begin alike. At most five are returned, the likeliest first. It fails with
// CodeNotAllowed.
func (db *DB) FindDuplicates(ctx context.Context, s casefile.Session, c casefile.Candidate) ([]casefile.Match, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindClient); err != nil {
		return nil, err
	}
	var out []casefile.Match
	err := db.read(ctx, "duplicates", func(t *tx) error {
		byNumber, err := t.byNumber(c)
		if err != nil {
			return err
		}
		positions, err := t.candidates(c, byNumber)
		if err != nil {
			return err
		}
		query := "SELECT " + columnsClient + ", " + syncStateOf("c.id") + " FROM client c WHERE c.pos = ?"
		for _, pos := range positions {
			_, row, err := t.scanClient(t.QueryRow(query, pos).Scan)
			if err != nil {
				return err
			}
			if m := compareClient(c, row, byNumber[row.ID]); row.ID != c.Self && m.Score >= worthShowing {
				out = append(out, m)
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b casefile.Match) int { return b.Score - a.Score })
	return out[:min(len(out), shownMatches)], err
}

// byNumber finds who shares a number, with the reasons.
func (t *tx) byNumber(c casefile.Candidate) (map[casefile.ID][]string, error) {
	found := map[casefile.ID][]string{}
	look := func(reason, key string) error {
		ids, err := t.idsOf("SELECT client FROM client_key WHERE key = ? LIMIT ?", key, candidatesByName)
		for _, id := range ids {
			if !slices.Contains(found[id], reason) {
				found[id] = append(found[id], reason)
			}
		}
		return err
	}
	if n := casefile.Digits(c.PersonalNumber); n != "" {
		if err := look("number", "n"+n); err != nil {
			return nil, err
		}
	}
	for _, d := range c.Documents {
		if n := casefile.Digits(casefile.ParseDocument(d).Number); n != "" {
			if err := look("document", "d"+n); err != nil {
				return nil, err
			}
		}
	}
	phone, _ := casefile.FieldByName(casefile.KindClient, "phones")
	for _, p := range c.Phones {
		if kept, err := phone.Canonical(p, t.db.o.Codes); err == nil && kept != "" {
			if err := look("phone", "p"+kept); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// candidates returns the rows worth comparing, the latest changed first.
func (t *tx) candidates(c casefile.Candidate, byNumber map[casefile.ID][]string) ([]int64, error) {
	var out []int64
	add := func(scan func(...any) error) error {
		var pos int64
		err := scan(&pos)
		out = append(out, pos)
		return err
	}
	for id := range byNumber {
		if err := t.Each("SELECT pos FROM client WHERE id = ?", []any{id[:]}, add); err != nil {
			return nil, err
		}
	}
	if len(c.BirthDate) == len(casefile.DateLayout) {
		err := t.Each("SELECT pos FROM client WHERE birth = ? ORDER BY pos DESC LIMIT ?", []any{c.BirthDate, candidatesByBirth}, add)
		if err != nil {
			return nil, err
		}
	}
	if given, family := casefile.Fold(c.GivenName), casefile.Fold(c.FamilyName); len(given) >= minPart && len(family) >= minPart {
		words := prefixQuery(given) + " AND " + prefixQuery(family)
		err := t.Each("SELECT rowid FROM client_words WHERE client_words MATCH ? ORDER BY rowid DESC LIMIT ?", []any{words, candidatesByName}, add)
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.Reverse(out)
	return out, nil
}

// prefixQuery asks for the first letters of the first word of a folded name.
func prefixQuery(folded string) string {
	word := []rune(strings.Fields(folded)[0])
	return `"` + string(word[:min(len(word), minPart)]) + `"*`
}

// compareClient scores how likely a client is the candidate, 0 to 100.
func compareClient(c casefile.Candidate, r casefile.ClientRow, numbers []string) casefile.Match {
	m := casefile.Match{ClientRow: r, Reasons: slices.Clone(numbers)}
	for _, reason := range numbers {
		m.Score += map[string]int{"number": 70, "document": 65, "phone": 30}[reason]
	}
	if n := nameScore(c, r); n > 0 {
		m.Score += n
		m.Reasons = append(m.Reasons, "name")
	}
	if n := birthScore(c.BirthDate, r.BirthDate); n > 0 {
		m.Score += n
		m.Reasons = append(m.Reasons, "birth")
	} else if n < 0 {
		m.Score += n
	}
	if f := casefile.Fold(c.FatherName); f != "" && r.FatherName != "" {
		if near(f, casefile.Fold(r.FatherName)) {
			m.Score += 12
			m.Reasons = append(m.Reasons, "father")
		} else {
			m.Score -= 10
		}
	}
	if c.Sex != "" && r.Sex != "" && c.Sex != r.Sex {
		m.Score -= 15
	}
	m.Score = max(0, min(100, m.Score))
	return m
}

// nameScore compares given and family name, also exchanged, and the maiden name
// in place of the family name.
func nameScore(c casefile.Candidate, r casefile.ClientRow) int {
	given, family := casefile.Fold(c.GivenName), casefile.Fold(c.FamilyName)
	if given == "" || family == "" {
		return 0
	}
	best := 0
	for _, pair := range [][2]string{{r.GivenName, r.FamilyName}, {r.FamilyName, r.GivenName}, {r.GivenName, r.MaidenName}} {
		g, f := casefile.Fold(pair[0]), casefile.Fold(pair[1])
		if g == "" || f == "" || !near(given, g) || !near(family, f) {
			continue
		}
		score := 55
		if given != g {
			score -= 8
		}
		if family != f {
			score -= 8
		}
		best = max(best, score)
	}
	return best
}

// birthScore compares dates of which either may be only a year.
func birthScore(a, b string) int {
	switch {
	case len(a) < 4 || len(b) < 4:
		return 0
	case a == b && len(a) > 4:
		return 30
	case a[:4] == b[:4] && (len(a) == 4 || len(b) == 4):
		return 15
	case len(a) == len(b) && a[:4] == b[:4] && (a[5:7] == b[8:10] && a[8:10] == b[5:7] || a[5:7] == b[5:7] || a[8:10] == b[8:10]):
		return 15 // day and month exchanged, or one of them mistyped
	case a[:4] == b[:4]:
		return 0
	default:
		return -25
	}
}

// near reports whether two words are equal but for one slip: a letter wrong,
// missing, doubled, or two exchanged. Short words must be equal.
func near(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 4 || len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return string(x[i:]) == string(y[i+1:])
	}
	if string(x[i+1:]) == string(y[i+1:]) {
		return true
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
}
