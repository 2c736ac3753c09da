package store

import (
	"context"
	"strconv"
	"strings"

	"sporteli/store/casefile"
)

// countedMatches is how far matches of a search are counted: enough to say
// "very many" without visiting all of them at each key.
const countedMatches = 1000

const columnsClient = `c.pos, c.id, c.given, c.father, c.family, c.maiden, c.birth, c.sex, c.municipality, c.phone,
	c.category, c.last_visit, c.office, c.card_only, c.conflict`

// syncState says of a record whether anything written here waits (1) or is kept
// back by the centre (2). The record's id is x.
const syncState = `CASE WHEN EXISTS(SELECT 1 FROM verdict v WHERE v.rec = x) THEN 2
	WHEN EXISTS(SELECT 1 FROM event e JOIN log l ON l.n = e.log WHERE e.rec = x AND e.own = 1 AND e.seq > l.sent) THEN 1 ELSE 0 END`

func syncStateOf(column string) string { return strings.ReplaceAll(syncState, "= x", "= "+column) }

func (t *tx) syncState(n int) casefile.SyncState {
	switch {
	case t.identity.CentreURL == "":
		return casefile.SyncLocal
	case n == 2:
		return casefile.SyncHeld
	case n == 1:
		return casefile.SyncWaiting
	default:
		return casefile.SyncSent
	}
}

// FindClients lists clients, the latest changed first: all, or those that have
// every word of the text as the beginning of one of their names, or as part of
// one of their numbers. Total is exact without a text; with one it stops at
// 1,000, which then means "1,000 or more". It fails with CodeNotAllowed.
func (db *DB) FindClients(ctx context.Context, s casefile.Session, q casefile.ClientQuery) (casefile.Page[casefile.ClientRow], error) {
	var page casefile.Page[casefile.ClientRow]
	if err := s.Require(casefile.ActionRead, casefile.KindClient); err != nil {
		return page, err
	}
	before := int64(1<<62 - 1)
	if q.After != "" {
		n, err := strconv.ParseInt(q.After, 10, 64)
		if err != nil {
			return page, &casefile.Error{Code: casefile.CodeUsage, Field: "after"}
		}
		before = n
	}
	var last []int64
	err := db.read(ctx, "find clients", func(t *tx) error {
		m := parseSearch(q.Text)
		if m.none {
			return nil
		}
		from, args := m.from()
		if err := t.countClients(&page.Total, m, from, args); err != nil {
			return err
		}
		query := "SELECT " + columnsClient + ", " + syncStateOf("c.id") + " FROM " + from + " AND " + m.position() + " < ? ORDER BY " + m.position() + " DESC LIMIT ?"
		return t.Each(query, append(args, before, q.Size()+1), func(scan func(...any) error) error {
			pos, row, err := t.scanClient(scan)
			page.Rows, last = append(page.Rows, row), append(last, pos)
			return err
		})
	})
	if len(page.Rows) > q.Size() {
		page.Rows = page.Rows[:q.Size()]
		page.Next = strconv.FormatInt(last[q.Size()-1], 10)
	}
	return page, err
}

func (t *tx) countClients(total *int, m match, from string, args []any) error {
	if m.all() {
		return t.QueryRow("SELECT count(*) FROM client").Scan(total)
	}
	query := "SELECT count(*) FROM (SELECT 1 FROM " + strings.Replace(from, " JOIN client c ON c.pos = w.rowid", "", 1) + " LIMIT ?)"
	return t.QueryRow(query, append(args[:len(args):len(args)], countedMatches)...).Scan(total)
}

func (t *tx) scanClient(scan func(...any) error) (int64, casefile.ClientRow, error) {
	var r casefile.ClientRow
	var id, office []byte
	var pos int64
	var state int
	err := scan(&pos, &id, &r.GivenName, &r.FatherName, &r.FamilyName, &r.MaidenName, &r.BirthDate, &r.Sex, &r.Municipality, &r.Phone,
		&r.Category, &r.LastVisit, &office, &r.CardOnly, &r.Conflict, &state)
	r.ID, r.Office, r.Sync = toID(id), toID(office), t.syncState(state)
	return pos, r, err
}

// match is a search text taken apart. Every part narrows the result.
type match struct {
	// words is an FTS5 query over the beginnings of words.
	words string
	// numbers is an FTS5 query over parts of numbers.
	numbers string
	// mixed are words of letters and digits: the beginning of a name, or any part
	// of a number.
	mixed []string
	// none is set when the text holds nothing that could be searched for.
	none bool
}

func (m match) all() bool { return m.words == "" && m.numbers == "" && len(m.mixed) == 0 }

// minPart is the shortest part of a number that the index can find anywhere
// within it; shorter ones are taken as its beginning.
const minPart = 3

// parseSearch takes a text apart. Words of digits that follow each other are one
// number typed in groups.
func parseSearch(text string) match {
	var m match
	var words, numbers []string
	group := ""
	flush := func() {
		switch {
		case group == "":
		case len(group) < minPart:
			words = append(words, group)
		default:
			numbers = append(numbers, group)
		}
		group = ""
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' }) {
		n := casefile.Digits(w)
		if n != "" && strings.Trim(n, "0123456789") == "" {
			group += n
			continue
		}
		flush()
		if strings.ContainsAny(n, "0123456789") && len(n) >= minPart {
			m.mixed = append(m.mixed, w)
		} else {
			words = append(words, casefile.Words(w)...)
		}
	}
	flush()
	m.none = len(words)+len(numbers)+len(m.mixed) == 0 && strings.TrimSpace(text) != ""
	m.words = join(words, func(w string) string { return `"` + w + `"*` })
	m.numbers = join(numbers, func(n string) string { return `"` + n + `"` })
	return m
}

func join(parts []string, quote func(string) string) string {
	var out []string
	for _, p := range parts {
		out = append(out, quote(p))
	}
	return strings.Join(out, " AND ")
}

// from returns the tables to read and their condition, ready to be narrowed.
func (m match) from() (string, []any) {
	var from string
	var args []any
	switch {
	case m.numbers != "": // a number narrows more than any name
		from, args = "client_numbers w JOIN client c ON c.pos = w.rowid WHERE w.client_numbers MATCH ?", []any{m.numbers}
		if m.words != "" {
			from += " AND w.rowid IN (SELECT rowid FROM client_words WHERE client_words MATCH ?)"
			args = append(args, m.words)
		}
	case m.words != "":
		from, args = "client_words w JOIN client c ON c.pos = w.rowid WHERE w.client_words MATCH ?", []any{m.words}
	default:
		from = "client c WHERE 1"
	}
	for _, w := range m.mixed {
		from += " AND " + m.position() + ` IN (SELECT rowid FROM client_words WHERE client_words MATCH ?
			UNION SELECT rowid FROM client_numbers WHERE client_numbers MATCH ?)`
		args = append(args, join(casefile.Words(w), func(w string) string { return `"` + w + `"*` }), `"`+casefile.Digits(w)+`"`)
	}
	return from, args
}

// position is the column that both orders the list and is its key.
func (m match) position() string {
	if m.words == "" && m.numbers == "" {
		return "c.pos"
	}
	return "w.rowid"
}
