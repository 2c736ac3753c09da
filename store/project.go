package store

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
)

// projection is a table made from single records: one row for each record of
// its kinds, named by the record's id.
type projection struct {
	table   string
	kinds   []casefile.Kind
	columns []string
	// values returns the row without its id, in the order of columns.
	values func(casefile.Record) []any

	insert, remove, get string
}

var projections = []*projection{
	{
		table: "timeline", kinds: []casefile.Kind{
			casefile.KindIntake, casefile.KindConsultation, casefile.KindConsent, casefile.KindHandout,
			casefile.KindReferral, casefile.KindFollowUp,
		},
		columns: []string{"kind", "client", "at", "category"}, values: timelineRow,
	},
	{
		table: "consultation", kinds: []casefile.Kind{casefile.KindConsultation},
		columns: []string{"client", "held_at", "officer", "category", "topics", "place"}, values: consultationRow,
	},
	{
		table: "referral", kinds: []casefile.Kind{casefile.KindReferral},
		columns: []string{"client", "consultation", "institution", "officer", "status", "final", "due_on", "sort", "words"}, values: referralRow,
	},
	{
		table: "followup", kinds: []casefile.Kind{casefile.KindFollowUp},
		columns: []string{"client", "due_on", "what", "status", "open", "officer"}, values: followUpRow,
	},
	{
		table: "handout", kinds: []casefile.Kind{casefile.KindHandout},
		columns: []string{"client", "consultation", "sheet", "version", "language", "given_on"}, values: handoutRow,
	},
	{
		table: "officer", kinds: []casefile.Kind{casefile.KindOfficer},
		columns: []string{"name", "role", "office", "active"}, values: officerRow,
	},
	{
		table: "institution", kinds: []casefile.Kind{casefile.KindInstitution},
		columns: []string{"name", "words"}, values: institutionRow,
	},
}

func init() {
	for _, p := range projections {
		cols := strings.Join(p.columns, ", ")
		p.insert = "INSERT OR REPLACE INTO " + p.table + "(id, " + cols + ") VALUES(?" + strings.Repeat(", ?", len(p.columns)) + ")"
		p.remove = "DELETE FROM " + p.table + " WHERE id = ?"
		p.get = "SELECT " + cols + " FROM " + p.table + " WHERE id = ?"
	}
}

// project makes the rows of a record anew.
func (t *tx) project(rec casefile.Record) error {
	t.touchClient(rec)
	for _, p := range projections {
		if !slices.Contains(p.kinds, rec.Kind) {
			continue
		}
		if p.table == "timeline" {
			if err := t.touchFormerClient(rec.ID); err != nil {
				return err
			}
		}
		if _, err := t.Exec(p.insert, append([]any{rec.ID[:]}, p.values(rec)...)...); err != nil {
			return err
		}
	}
	return nil
}

// unproject takes the rows of a record away.
func (t *tx) unproject(rec casefile.Record) error {
	t.touchClient(rec)
	for _, p := range projections {
		if slices.Contains(p.kinds, rec.Kind) {
			if _, err := t.Exec(p.remove, rec.ID[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// touchClient notes whose row in the list of clients a record has a part in.
func (t *tx) touchClient(rec casefile.Record) {
	id := rec.ID
	if rec.Kind != casefile.KindClient {
		if id = rec.Ref("client"); id.IsZero() {
			return
		}
	}
	own := rec.Kind == casefile.KindClient || rec.Kind == casefile.KindCard
	t.clients[id] = t.clients[id] || own
}

// touchFormerClient notes the client that a record belonged to until now.
func (t *tx) touchFormerClient(id casefile.ID) error {
	var raw []byte
	err := t.QueryRow("SELECT client FROM timeline WHERE id = ?", id[:]).Scan(&raw)
	if errors.Is(err, sqldb.ErrNoRows) || err == nil && len(raw) == 0 {
		return nil
	}
	client := toID(raw)
	t.clients[client] = t.clients[client] || false
	return err
}

// projectClients makes the rows of all touched clients anew, in a fixed order.
func (t *tx) projectClients() error {
	ids := make([]casefile.ID, 0, len(t.clients))
	for id := range t.clients {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b casefile.ID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range ids {
		if err := t.projectClient(id, t.clients[id]); err != nil {
			return err
		}
	}
	clear(t.clients)
	return nil
}

func timelineRow(r casefile.Record) []any {
	at := ""
	for _, f := range []string{"held_at", "opened_on", "given_on", "created_on", "due_on"} {
		if at = r.Text(f); at != "" {
			break
		}
	}
	category := ""
	if r.Kind == casefile.KindConsultation || r.Kind == casefile.KindIntake {
		category = r.Text("category")
	}
	return []any{int64(r.Kind), idBytes(r.Ref("client")), at, category}
}

func officerRow(r casefile.Record) []any {
	return []any{r.Text("name"), r.Text("role"), idBytes(r.Ref("office")), flag(r.Text("active") != "false")}
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// wordsOf folds texts to the words they are searched by, each between spaces.
func wordsOf(texts ...string) string {
	w := casefile.Words(strings.Join(texts, " "))
	return " " + strings.Join(w, " ") + " "
}

// number reads a whole number, 0 for anything else.
func number(s string) int64 {
	var n int64
	for _, c := range s {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0
		}
		n = n*10 + int64(c-'0')
	}
	return n
}
