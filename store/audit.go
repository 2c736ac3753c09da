package store

import (
	"context"

	"sporteli/store/casefile"
	"sporteli/sync/merge"
)

// Line is one line of the audit: who did what with which record. The who and
// when are the session's and the clock's.
type Line struct {
	// Action is a word such as "printed", "exported", "opened", "signed_in".
	Action string
	// Subject is the record, zero for none.
	Subject casefile.ID
	// Detail is a word or number, never text of a record.
	Detail string
}

// Note writes a line of the audit. It goes to the centre like every event and is
// read there only. Saves need no line: their event says who, when and what.
func (db *DB) Note(ctx context.Context, s casefile.Session, line Line) error {
	return db.write(ctx, "note", func(t *tx) error {
		e := casefile.NewRecord(casefile.KindAudit).Set("action", line.Action).Set("subject", ref(line.Subject)).Set("detail", line.Detail)
		checked, err := casefile.Normalise(e, casefile.TodayAt(t.now), t.db.o.Codes)
		if err != nil {
			return err
		}
		_, err = t.putEdit(checked, &merge.State{}, s.Officer, casefile.ID{})
		return err
	})
}
