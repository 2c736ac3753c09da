package store

import (
	"errors"
	"slices"
	"strings"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
)

// clientRow is a row of table client. It is made from the client's record, or
// from her index card where the record is not here, and from the visits and
// intakes of her time line.
type clientRow struct {
	pos                                              int64
	given, father, family, maiden, birth, sex, place string
	phone, category, lastVisit                       string
	office                                           casefile.ID
	cardOnly, conflict                               bool
	words, numbers                                   string
	keys                                             []string
}

// clientRecord finds what the row of a client is made from; ok is false when
// neither record nor card is here.
func (t *tx) clientRecord(id casefile.ID) (rec casefile.Record, ok bool, err error) {
	rec, err = t.record(id)
	if err == nil && rec.Kind == casefile.KindClient {
		return rec, true, nil
	}
	if err != nil && !errors.Is(err, casefile.ErrNotFound) {
		return rec, false, err
	}
	rec, err = t.record(casefile.DerivedID(casefile.KindCard, id.String()))
	if errors.Is(err, casefile.ErrNotFound) {
		return rec, false, nil
	}
	return rec, err == nil && rec.Kind == casefile.KindCard, err
}

func newClientRow(r casefile.Record) clientRow {
	c := clientRow{
		given: r.Text("given_name"), father: r.Text("father_name"), family: r.Text("family_name"), maiden: r.Text("maiden_name"),
		birth: r.Text("birth_date"), sex: r.Text("sex"), place: r.Text("municipality"), office: r.Ref("office"),
		cardOnly: r.Kind == casefile.KindCard, conflict: len(r.Conflicts()) > 0,
	}
	if phones := r.Values["phones"]; len(phones) > 0 {
		c.phone = r.All("phones")[0]
	}
	var numbers []string
	add := func(n string) {
		if n != "" && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	if n := casefile.Digits(r.Text("personal_number")); n != "" {
		add(n)
		c.keys = append(c.keys, "n"+n)
	}
	for _, d := range r.All("documents") {
		if n := casefile.Digits(casefile.ParseDocument(d).Number); n != "" {
			add(n)
			c.keys = append(c.keys, "d"+n)
		}
	}
	for _, p := range r.All("phones") {
		add(casefile.Digits(p))
		if national, ok := strings.CutPrefix(p, "+355"); ok {
			add("0" + national) // as people dial it
		}
		c.keys = append(c.keys, "p"+p)
	}
	names := []string{c.given, c.father, c.family, c.maiden}
	names = append(names, r.All("other_names")...)
	// All live values are found, so that a name in conflict is found by both.
	for _, f := range []string{"given_name", "family_name", "father_name"} {
		for _, v := range r.Values[f] {
			names = append(names, v.Text)
		}
	}
	words := casefile.Words(strings.Join(append(names, numbers...), " "))
	slices.Sort(words)
	c.words, c.numbers = strings.Join(slices.Compact(words), " "), strings.Join(numbers, " ")
	return c
}

// projectClient makes the row of a client anew. own: the client or her card was
// changed, so she goes to the top of the list.
func (t *tx) projectClient(id casefile.ID, own bool) error {
	rec, ok, err := t.clientRecord(id)
	if err != nil {
		return err
	}
	var old int64
	var oldWords string
	err = t.QueryRow("SELECT pos, words FROM client WHERE id = ?", id[:]).Scan(&old, &oldWords)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return err
	}
	if !ok {
		return t.dropClient(id, old)
	}
	row := newClientRow(rec)
	if row.category, row.lastVisit, err = t.lastSeen(id); err != nil {
		return err
	}
	if old != 0 && !own {
		_, err := t.Exec("UPDATE client SET category = ?, last_visit = ? WHERE id = ?", row.category, row.lastVisit, id[:])
		return err
	}
	if err := t.dropClient(id, old); err != nil {
		return err
	}
	return t.insertClient(id, row)
}

func (t *tx) dropClient(id casefile.ID, pos int64) error {
	if pos == 0 {
		return nil
	}
	for _, q := range []string{
		"DELETE FROM client WHERE pos = ?", "DELETE FROM client_words WHERE rowid = ?", "DELETE FROM client_numbers WHERE rowid = ?",
	} {
		if _, err := t.Exec(q, pos); err != nil {
			return err
		}
	}
	_, err := t.Exec("DELETE FROM client_key WHERE client = ?", id[:])
	return err
}

func (t *tx) insertClient(id casefile.ID, c clientRow) error {
	if err := t.QueryRow("SELECT coalesce(max(pos), 0) + 1 FROM client").Scan(&c.pos); err != nil {
		return err
	}
	_, err := t.Exec(`INSERT INTO client(pos, id, given, father, family, maiden, birth, sex, municipality, phone,
		category, last_visit, office, card_only, conflict, words, numbers)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.pos, id[:], c.given, c.father, c.family, c.maiden, c.birth, c.sex, c.place, c.phone,
		c.category, c.lastVisit, idBytes(c.office), c.cardOnly, c.conflict, c.words, c.numbers)
	if err != nil {
		return err
	}
	if _, err := t.Exec("INSERT INTO client_words(rowid, words) VALUES(?, ?)", c.pos, c.words); err != nil {
		return err
	}
	if c.numbers != "" {
		if _, err := t.Exec("INSERT INTO client_numbers(rowid, numbers) VALUES(?, ?)", c.pos, c.numbers); err != nil {
			return err
		}
	}
	for _, k := range c.keys {
		if _, err := t.Exec("INSERT OR IGNORE INTO client_key(key, client) VALUES(?, ?)", k, id[:]); err != nil {
			return err
		}
	}
	return nil
}

// lastSeen returns the category of a client's latest intake or visit, and the
// day of her latest visit.
func (t *tx) lastSeen(id casefile.ID) (category, visit string, err error) {
	err = t.QueryRow("SELECT category FROM timeline WHERE client = ? AND category <> '' ORDER BY at DESC, id DESC LIMIT 1", id[:]).Scan(&category)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return "", "", err
	}
	err = t.QueryRow("SELECT coalesce(max(held_at), '') FROM consultation WHERE client = ?", id[:]).Scan(&visit)
	if len(visit) > len(casefile.DateLayout) {
		visit = visit[:len(casefile.DateLayout)]
	}
	return category, visit, err
}

// clientName returns the full name of a client, "" when she is not known here.
func (t *tx) clientName(id casefile.ID) (string, error) {
	var given, father, family string
	err := t.QueryRow("SELECT given, father, family FROM client WHERE id = ?", id[:]).Scan(&given, &father, &family)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", nil
	}
	return casefile.FullName(given, father, family), err
}
