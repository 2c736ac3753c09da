package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"sporteli/store/casefile"
)

// clients compares every row of the list of clients with what records, cards and
// time lines say, and looks for clients without a row.
func (c *checking) clients() error {
	ids, err := c.idsOf("SELECT id FROM client")
	if err != nil {
		return err
	}
	rows := map[casefile.ID]bool{}
	for _, id := range ids {
		rows[id] = true
		if err := c.client(id); err != nil {
			return err
		}
	}
	for _, kind := range []casefile.Kind{casefile.KindClient, casefile.KindCard} {
		err := c.eachOf(kind, func(r casefile.Record) error {
			id := r.ID
			if kind == casefile.KindCard {
				id = r.Ref("client")
			}
			if !rows[id] {
				c.fault(casefile.CodeDamaged, "table client: row %s missing", id)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checking) client(id casefile.ID) error {
	rec, ok, err := c.clientRecord(id)
	if err != nil {
		return err
	}
	if !ok {
		c.fault(casefile.CodeDamaged, "table client: row %s without a record", id)
		return nil
	}
	want := newClientRow(rec)
	if want.category, want.lastVisit, err = c.lastSeen(id); err != nil {
		return err
	}
	have := clientRow{}
	var office []byte
	err = c.QueryRow(`SELECT given, father, family, maiden, birth, sex, municipality, phone, category, last_visit, office, card_only,
		conflict, words, numbers FROM client WHERE id = ?`, id[:]).Scan(&have.given, &have.father, &have.family, &have.maiden, &have.birth,
		&have.sex, &have.place, &have.phone, &have.category, &have.lastVisit, &office, &have.cardOnly, &have.conflict, &have.words, &have.numbers)
	if err != nil {
		return err
	}
	have.office = toID(office)
	err = c.Each("SELECT key FROM client_key WHERE client = ? ORDER BY key", []any{id[:]}, func(scan func(...any) error) error {
		var k string
		err := scan(&k)
		have.keys = append(have.keys, k)
		return err
	})
	slices.Sort(want.keys)
	want.keys = slices.Compact(want.keys)
	if !slices.Equal(have.keys, want.keys) {
		c.fault(casefile.CodeDamaged, "table client_key: %s", id)
	}
	have.keys, want.keys = nil, nil
	if !have.same(want) {
		c.fault(casefile.CodeDamaged, "table client: row %s", id)
	}
	return err
}

func (r clientRow) same(o clientRow) bool {
	return r.given == o.given && r.father == o.father && r.family == o.family && r.maiden == o.maiden && r.birth == o.birth && r.sex == o.sex &&
		r.place == o.place && r.phone == o.phone && r.category == o.category && r.lastVisit == o.lastVisit && r.office == o.office &&
		r.cardOnly == o.cardOnly && r.conflict == o.conflict && r.words == o.words && r.numbers == o.numbers
}

// words compares what the search indexes hold with the words and numbers of the
// list of clients, row by row.
func (c *checking) words() error {
	for _, index := range []struct {
		held, column string
		terms        func(string) []string
	}{
		{"client_words_held", "words", strings.Fields},
		{"client_numbers_held", "numbers", trigrams},
	} {
		want := map[int64]uint64{}
		err := c.Each("SELECT pos, "+index.column+" FROM client", nil, func(scan func(...any) error) error {
			var pos int64
			var text string
			err := scan(&pos, &text)
			for _, term := range index.terms(text) {
				want[pos] += termSum(term)
			}
			return err
		})
		if err != nil {
			return err
		}
		err = c.Each("SELECT doc, term FROM "+index.held, nil, func(scan func(...any) error) error {
			var pos int64
			var term string
			err := scan(&pos, &term)
			want[pos] -= termSum(term)
			return err
		})
		if err != nil {
			return err
		}
		for pos, left := range want {
			if left != 0 {
				c.fault(casefile.CodeDamaged, "search index of %s: row %d", index.column, pos)
			}
		}
	}
	return nil
}

// termSum is added for each word that should be there and taken off for each
// that is; what remains is zero only if the same words are in both.
func termSum(term string) uint64 {
	sum := sha256.Sum256([]byte(term))
	return binary.BigEndian.Uint64(sum[:8])
}

// trigrams cuts a text the way the index of numbers does: lower case, every
// three characters.
func trigrams(text string) []string {
	r := []rune(strings.ToLower(text))
	var out []string
	for i := 0; i+3 <= len(r); i++ {
		out = append(out, string(r[i:i+3]))
	}
	return out
}
