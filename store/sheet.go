package store

import (
	"context"
	"slices"
	"strings"

	"sporteli/store/casefile"
)

// FindSheets lists the sheets that were not withdrawn, by code; with Topics,
// those that fit best come first. It fails with CodeNotAllowed.
func (db *DB) FindSheets(ctx context.Context, s casefile.Session, q casefile.SheetQuery) ([]casefile.SheetRow, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindSheet); err != nil {
		return nil, err
	}
	var out []casefile.SheetRow
	err := db.read(ctx, "sheets", func(t *tx) (err error) {
		out, err = t.sheets(q)
		return err
	})
	return out, err
}

func (t *tx) sheets(q casefile.SheetQuery) ([]casefile.SheetRow, error) {
	var out []casefile.SheetRow
	err := t.eachOf(casefile.KindSheet, func(r casefile.Record) error {
		row := newSheetRow(r)
		if r.Text("withdrawn_on") != "" || !sheetFits(q, row, r) {
			return nil
		}
		err := t.QueryRow(`SELECT count(*) FROM (SELECT 1 FROM handout WHERE sheet = ? AND client <> x'' GROUP BY client HAVING max(version) < ?)`,
			r.ID[:], row.Version).Scan(&row.Outdated)
		out = append(out, row)
		return err
	})
	slices.SortFunc(out, func(a, b casefile.SheetRow) int {
		if d := sheetScore(b, q) - sheetScore(a, q); d != 0 {
			return d
		}
		return strings.Compare(a.Code, b.Code)
	})
	return out, err
}

func newSheetRow(r casefile.Record) casefile.SheetRow {
	return casefile.SheetRow{
		ID: r.ID, Code: r.Text("code"), Version: int(number(r.Text("version"))),
		Title:   map[string]string{"sq": r.Text("title_sq"), "en": r.Text("title_en")},
		Summary: map[string]string{"sq": r.Text("summary_sq"), "en": r.Text("summary_en")},
		Topics:  r.All("topics"), Destinations: r.All("destinations"),
		CheckedOn: r.Text("checked_on"), ValidUntil: r.Text("valid_until"), Verified: r.Bool("verified"),
	}
}

// eachOf calls f for every record of a kind, in the order they were made.
func (t *tx) eachOf(kind casefile.Kind, f func(casefile.Record) error) error {
	return t.Each("SELECT id, state FROM record WHERE kind = ? AND left = 0 ORDER BY id", []any{int(kind)}, func(scan func(...any) error) error {
		var id, raw []byte
		if err := scan(&id, &raw); err != nil {
			return err
		}
		r, err := decode(id, kind, raw)
		if err != nil {
			return err
		}
		return f(r)
	})
}

func sheetFits(q casefile.SheetQuery, row casefile.SheetRow, r casefile.Record) bool {
	if q.Topic != "" && !slices.Contains(row.Topics, q.Topic) {
		return false
	}
	// A sheet without a destination is about every country.
	if q.Destination != "" && len(q.Topics) == 0 && len(row.Destinations) > 0 && !slices.Contains(row.Destinations, q.Destination) {
		return false
	}
	words := wordsOf(row.Title["sq"], row.Title["en"], row.Code, r.Text("audience_sq"), r.Text("audience_en"))
	for _, w := range casefile.Words(q.Text) {
		if !strings.Contains(words, " "+w) {
			return false
		}
	}
	return true
}

// sheetScore says how well a sheet fits what a visit is about.
func sheetScore(row casefile.SheetRow, q casefile.SheetQuery) int {
	if len(q.Topics) == 0 {
		return 0
	}
	score := 0
	for _, topic := range q.Topics {
		if slices.Contains(row.Topics, topic) {
			score += 2
		}
	}
	if q.Destination != "" && slices.Contains(row.Destinations, q.Destination) {
		score += 3
	}
	if q.Destination != "" && len(row.Destinations) > 0 && !slices.Contains(row.Destinations, q.Destination) {
		score -= 4
	}
	return score
}
