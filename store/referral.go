package store

import (
	"context"
	"strings"

	"sporteli/store/casefile"
)

func referralRow(r casefile.Record) []any {
	status, due := r.Text("status"), r.Text("due_on")
	final := casefile.FinalStatus(status)
	return []any{
		idBytes(r.Ref("client")), idBytes(r.Ref("consultation")), idBytes(r.Ref("institution")), idBytes(r.Ref("officer")), status, flag(final), due,
		referralSort(final, due), wordsOf(r.Text("number"), casefile.Digits(r.Text("number")), r.Text("institution_name")),
	}
}

// referralSort orders the list: open ones by the day an answer is due, so that
// overdue ones come first; then those that ended, the latest first.
func referralSort(final bool, due string) string {
	if !final {
		return "0" + due
	}
	return "1" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '9' - (r - '0')
		}
		return r
	}, due)
}

// FindReferrals lists referrals: overdue first, then by due day, then those
// that ended. It fails with CodeNotAllowed.
func (db *DB) FindReferrals(ctx context.Context, s casefile.Session, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error) {
	var page casefile.Page[casefile.ReferralRow]
	if err := s.Require(casefile.ActionRead, casefile.KindReferral); err != nil {
		return page, err
	}
	var keys []string
	err := db.read(ctx, "referrals", func(t *tx) error {
		where, args := referralFilter(q, casefile.Day(t.now))
		if err := t.QueryRow("SELECT count(*)"+fromReferral+where, args...).Scan(&page.Total); err != nil {
			return err
		}
		if q.After != "" {
			sort, id, ok := strings.Cut(q.After, "/")
			key, err := casefile.ParseID(id)
			if !ok || err != nil {
				return &casefile.Error{Code: casefile.CodeUsage, Field: "after"}
			}
			where += " AND (x.sort, x.id) > (?, ?)"
			args = append(args, sort, key[:])
		}
		var err error
		page.Rows, keys, err = t.referrals(where, args, q.Size()+1)
		return err
	})
	if len(page.Rows) > q.Size() {
		page.Rows, page.Next = page.Rows[:q.Size()], keys[q.Size()-1]
	}
	return page, err
}

const fromReferral = ` FROM referral x JOIN record r ON r.id = x.id LEFT JOIN client c ON c.id = x.client
	LEFT JOIN institution i ON i.id = x.institution LEFT JOIN officer o ON o.id = x.officer WHERE `

// referrals reads rows and their keys.
func (t *tx) referrals(where string, args []any, limit int) (rows []casefile.ReferralRow, keys []string, err error) {
	query := `SELECT x.id, x.sort, r.state, coalesce(c.given, ''), coalesce(c.father, ''), coalesce(c.family, ''),
		coalesce(i.name, ''), coalesce(o.name, ''), ` + syncStateOf("x.id") + fromReferral + where + " ORDER BY x.sort, x.id LIMIT ?"
	err = t.Each(query, append(args, limit), func(scan func(...any) error) error {
		var id, raw []byte
		var sort, given, father, family, institution, officer string
		var state int
		if err := scan(&id, &sort, &raw, &given, &father, &family, &institution, &officer, &state); err != nil {
			return err
		}
		rec, err := decode(id, casefile.KindReferral, raw)
		if err != nil {
			return err
		}
		row := newReferralRow(rec, casefile.Day(t.now))
		row.Name, row.OfficerName, row.Sync = casefile.FullName(given, father, family), officer, t.syncState(state)
		row.Institution = orElse(row.Institution, institution)
		rows, keys = append(rows, row), append(keys, sort+"/"+rec.ID.String())
		return nil
	})
	return rows, keys, err
}

func newReferralRow(r casefile.Record, today string) casefile.ReferralRow {
	return casefile.ReferralRow{
		ID: r.ID, Number: r.Text("number"), Client: r.Ref("client"), Institution: r.Text("institution_name"), Target: r.Text("target"),
		Needs: r.All("needs"), Urgency: r.Text("urgency"), Status: r.Text("status"), CreatedOn: r.Text("created_on"), DueOn: r.Text("due_on"),
		Outcome: r.Text("outcome"), Officer: r.Ref("officer"), Conflict: len(r.Conflicts()) > 0,
		Overdue: awaited(r.Text("status")) && r.Text("due_on") < today,
	}
}

// awaited reports whether an answer is expected in this state.
func awaited(status string) bool {
	return status != casefile.StatusDraft && !casefile.FinalStatus(status)
}

func referralFilter(q casefile.ReferralQuery, today string) (string, []any) {
	where, args := "1", []any(nil)
	add := func(cond string, vals ...any) {
		where += " AND " + cond
		args = append(args, vals...)
	}
	if !q.Client.IsZero() {
		add("x.client = ?", q.Client[:])
	}
	if q.Open {
		add("x.final = 0")
	}
	if q.Overdue {
		add("x.final = 0 AND x.status <> ? AND x.due_on < ?", casefile.StatusDraft, today)
	}
	for _, w := range casefile.Words(q.Text) {
		add("(instr(x.words, ?) > 0 OR instr(' ' || coalesce(c.words, ''), ?) > 0 OR instr(coalesce(i.words, ''), ?) > 0)", " "+w, " "+w, " "+w)
	}
	return where, args
}
