package store

import (
	"context"
	"strings"
	"testing"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
)

// plant damages the database behind the store's back.
func (d *desk) plant(query string, args ...any) {
	d.t.Helper()
	err := d.sql.Write(context.Background(), func(t *sqldb.Tx) error {
		res, err := t.Exec(query, args...)
		if err != nil {
			return err
		}
		if n, _ := res.RowsAffected(); n == 0 && !strings.HasPrefix(query, "INSERT INTO client_") {
			d.t.Errorf("%s: nothing was damaged", query)
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func TestCheckFindsEveryKindOfDamage(t *testing.T) {
	for name, tt := range map[string]struct {
		query string
		deep  bool
		where string
	}{
		"broken chain":      {"UPDATE entry SET hash = zeroblob(32) WHERE seq = 2", false, "entry"},
		"entry gone":        {"DELETE FROM entry WHERE seq = 2", false, "entry"},
		"last entry gone":   {"DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)", false, "log"},
		"event gone":        {"DELETE FROM event WHERE own = 1 AND seq = 3", false, "event missing"},
		"row gone":          {"DELETE FROM consultation", false, "table consultation"},
		"text changed":      {"UPDATE event SET payload = zeroblob(40) WHERE own = 1 AND seq = 3", true, "event"},
		"body changed":      {"UPDATE event SET body = payload, payload = body WHERE own = 1 AND seq = 3", true, "event"},
		"shipped changed":   {"UPDATE event SET payload = zeroblob(9) WHERE own = 2", true, "event"},
		"state changed":     {"UPDATE record SET state = (SELECT state FROM record WHERE kind = 1 LIMIT 1) WHERE kind = 4", true, "state"},
		"state gone":        {"DELETE FROM record WHERE kind = 12", true, "missing"},
		"state without log": {"INSERT INTO record(id, kind, conflict, state) SELECT zeroblob(16), 13, 0, state FROM record WHERE kind = 12", true, "no event"},
		"false conflict":    {"UPDATE record SET conflict = 1 WHERE kind = 1", true, "conflict"},
		"row changed":       {"UPDATE referral SET due_on = '2030-01-01'", true, "table referral"},
		"client changed":    {"UPDATE client SET family = 'X'", true, "table client"},
		"client gone":       {"DELETE FROM client", true, "missing"},
		"key gone":          {"DELETE FROM client_key", true, "client_key"},
		"words gone":        {"DELETE FROM client_words WHERE rowid = 1", true, "search index of words"},
		"numbers gone":      {"DELETE FROM client_numbers WHERE rowid = 1", true, "search index of numbers"},
		"words too many":    {"INSERT INTO client_words(rowid, words) VALUES(77, 'stray')", true, "search index of words"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			c := newClient("Besa", "", "Hoxhë").Set("phones", "0692345678")
			d.save(c, visitOf(c.Record), referralOf(c.Record))
			d.whole()
			d.plant(tt.query)
			report, err := d.Check(t.Context(), tt.deep)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Faults {
				if strings.Contains(f.Where, tt.where) && f.Code == casefile.CodeDamaged {
					if strings.Contains(f.Where, "Besa") || strings.Contains(f.Where, "Hoxh") {
						t.Errorf("a name in the report: %s", f.Where)
					}
					return
				}
			}
			t.Errorf("not found; report: %+v", report.Faults)
		})
	}
}
