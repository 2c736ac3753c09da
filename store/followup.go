package store

import (
	"context"

	"sporteli/store/casefile"
)

// States of a follow-up that the program itself decides on; the others of the
// list followup_status are only shown.
const (
	statusPlanned   = "planned"
	statusDone      = "done"
	statusCancelled = "cancelled"
)

func followUpRow(r casefile.Record) []any {
	status := r.Text("status")
	open := status != statusDone && status != statusCancelled
	return []any{idBytes(r.Ref("client")), r.Text("due_on"), r.Text("what"), status, flag(open), idBytes(r.Ref("officer"))}
}

// FindFollowUps lists what was promised to a client, open ones first, by day.
// It fails with CodeNotAllowed.
func (db *DB) FindFollowUps(ctx context.Context, s casefile.Session, client casefile.ID) ([]casefile.FollowUpRow, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindFollowUp); err != nil {
		return nil, err
	}
	var out []casefile.FollowUpRow
	err := db.read(ctx, "follow-ups", func(t *tx) (err error) {
		out, err = t.followUps("x.client = ? ORDER BY x.open DESC, x.due_on, x.id", client[:])
		return err
	})
	return out, err
}

func (t *tx) followUps(where string, args ...any) ([]casefile.FollowUpRow, error) {
	var out []casefile.FollowUpRow
	today := casefile.Day(t.now)
	query := `SELECT x.id, x.client, coalesce(c.given, ''), coalesce(c.father, ''), coalesce(c.family, ''), x.due_on, x.what, x.status,
		x.officer, x.open FROM followup x LEFT JOIN client c ON c.id = x.client WHERE `
	err := t.Each(query+where, args, func(scan func(...any) error) error {
		var id, client, officer []byte
		var given, father, family string
		var open bool
		var r casefile.FollowUpRow
		if err := scan(&id, &client, &given, &father, &family, &r.DueOn, &r.What, &r.Status, &officer, &open); err != nil {
			return err
		}
		r.ID, r.Client, r.Officer = toID(id), toID(client), toID(officer)
		r.Name, r.Overdue = casefile.FullName(given, father, family), open && r.DueOn < today
		out = append(out, r)
		return nil
	})
	return out, err
}
