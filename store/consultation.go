package store

import (
	"context"
	"slices"
	"strings"

	"sporteli/store/casefile"
)

func consultationRow(r casefile.Record) []any {
	return []any{
		idBytes(r.Ref("client")), r.Text("held_at"), idBytes(r.Ref("officer")), r.Text("category"),
		" " + strings.Join(r.All("topics"), " ") + " ", r.Text("municipality"),
	}
}

// FindConsultations lists visits, the latest first. It fails with
// CodeNotAllowed.
func (db *DB) FindConsultations(ctx context.Context, s casefile.Session, q casefile.RegisterQuery) (casefile.Page[casefile.ConsultationRow], error) {
	var page casefile.Page[casefile.ConsultationRow]
	if err := s.Require(casefile.ActionRead, casefile.KindConsultation); err != nil {
		return page, err
	}
	where, args := registerFilter(q)
	if q.After != "" {
		at, id, ok := strings.Cut(q.After, "/")
		key, err := casefile.ParseID(id)
		if !ok || err != nil {
			return page, &casefile.Error{Code: casefile.CodeUsage, Field: "after"}
		}
		args = append(args, at, key[:])
	}
	err := db.read(ctx, "register", func(t *tx) error {
		counted, countArgs := registerFilter(q)
		from := " FROM consultation x LEFT JOIN client c ON c.id = x.client WHERE "
		if err := t.QueryRow("SELECT count(*)"+from+counted, countArgs...).Scan(&page.Total); err != nil {
			return err
		}
		if q.After != "" {
			where += " AND (x.held_at, x.id) < (?, ?)"
		}
		query := `SELECT x.id, r.state, coalesce(c.given, ''), coalesce(c.father, ''), coalesce(c.family, ''), coalesce(c.sex, ''),
			coalesce(c.birth, ''), coalesce(c.municipality, ''), coalesce(o.name, ''),
			(SELECT count(*) FROM handout h WHERE h.consultation = x.id),
			(SELECT count(*) FROM referral f WHERE f.consultation = x.id), ` + syncStateOf("x.id") +
			strings.Replace(from, " WHERE ", " LEFT JOIN officer o ON o.id = x.officer JOIN record r ON r.id = x.id WHERE ", 1) + where +
			" ORDER BY x.held_at DESC, x.id DESC LIMIT ?"
		return t.Each(query, append(args, q.Size()+1), func(scan func(...any) error) error {
			row, err := t.scanConsultation(scan)
			page.Rows = append(page.Rows, row)
			return err
		})
	})
	page.Rows, page.Next = cutPage(page.Rows, q.Span, func(r casefile.ConsultationRow) string { return r.HeldAt + "/" + r.ID.String() })
	return page, err
}

func registerFilter(q casefile.RegisterQuery) (string, []any) {
	where, args := "1", []any(nil)
	add := func(cond string, vals ...any) {
		where += " AND " + cond
		args = append(args, vals...)
	}
	if q.From != "" {
		add("x.held_at >= ?", q.From)
	}
	if q.To != "" {
		add("x.held_at < ?", q.To+"U") // after every time of that day: "T…" < "U"
	}
	if !q.Officer.IsZero() {
		add("x.officer = ?", q.Officer[:])
	}
	if !q.Client.IsZero() {
		add("x.client = ?", q.Client[:])
	}
	if q.Category != "" {
		add("x.category = ?", q.Category)
	}
	if q.Topic != "" {
		// A topic is asked for with all below it: dots give the tree.
		add("(instr(x.topics, ?) > 0 OR instr(x.topics, ?) > 0)", " "+q.Topic+" ", " "+q.Topic+".")
	}
	if q.Place != "" {
		add("(x.place = ? OR c.municipality = ?)", q.Place, q.Place)
	}
	return where, args
}

// scanConsultation completes a visit of a known client from what is known of
// her.
func (t *tx) scanConsultation(scan func(...any) error) (casefile.ConsultationRow, error) {
	var id, raw []byte
	var given, father, family, sex, birth, place string
	var state int
	var r casefile.ConsultationRow
	err := scan(&id, &raw, &given, &father, &family, &sex, &birth, &place, &r.OfficerName, &r.Sheets, &r.Referrals, &state)
	if err != nil {
		return r, err
	}
	rec, err := decode(id, casefile.KindConsultation, raw)
	r.ID, r.Client, r.Officer = rec.ID, rec.Ref("client"), rec.Ref("officer")
	r.Name, r.Sync = casefile.FullName(given, father, family), t.syncState(state)
	r.HeldAt, r.Channel, r.Category, r.Note = rec.Text("held_at"), rec.Text("channel"), rec.Text("category"), rec.Text("note")
	r.Topics, r.Outcomes = rec.All("topics"), rec.All("outcomes")
	if main := rec.Text("main_topic"); slices.Contains(r.Topics, main) {
		i := slices.Index(r.Topics, main)
		r.Topics = append([]string{main}, slices.Delete(r.Topics, i, i+1)...)
	}
	r.Sex, r.AgeBand, r.Place = rec.Text("sex"), rec.Text("age_band"), rec.Text("municipality")
	if !r.Client.IsZero() && len(r.HeldAt) >= len(casefile.DateLayout) {
		r.Sex, r.Place = orElse(r.Sex, sex), orElse(r.Place, place)
		r.AgeBand = orElse(r.AgeBand, casefile.AgeBand(birth, r.HeldAt[:len(casefile.DateLayout)], t.db.o.Codes))
	}
	return r, err
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}
