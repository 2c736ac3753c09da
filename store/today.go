package store

import (
	"context"
	"time"

	"sporteli/store/casefile"
)

// Bounds of what Today shows: more than that is not read in the morning, and
// the lists behind it have the rest.
const (
	todayRows = 100
	weekAhead = 7
)

// Today gathers what an officer sees in the morning of a day. It fails with
// CodeNotAllowed.
func (db *DB) Today(ctx context.Context, s casefile.Session, today string) (casefile.TodayBoard, error) {
	b := casefile.TodayBoard{Day: today, FreeBytes: freeBytes(db.dir)}
	if err := s.Require(casefile.ActionRead, casefile.KindConsultation); err != nil {
		return b, err
	}
	if _, err := time.Parse(casefile.DateLayout, today); err != nil {
		return b, &casefile.Error{Code: casefile.CodeBadDate, Field: "day"}
	}
	err := db.read(ctx, "today", func(t *tx) error {
		var err error
		if t.head, err = t.readHead(); err != nil {
			return err
		}
		if err := t.metaJSON(metaClock, &t.clock); err != nil {
			return err
		}
		b.ClockDoubt = t.doubt()
		return t.today(s, &b)
	})
	return b, err
}

func (t *tx) today(s casefile.Session, b *casefile.TodayBoard) error {
	err := t.QueryRow("SELECT count(*) FROM consultation WHERE held_at >= ? AND held_at < ?", b.Day, b.Day+"U").Scan(&b.Visits)
	if err != nil {
		return err
	}
	if b.FollowUps, err = t.followUps("x.open = 1 AND x.due_on <= ? ORDER BY x.due_on, x.id LIMIT ?", b.Day, todayRows); err != nil {
		return err
	}
	b.Referrals, _, err = t.referrals("x.final = 0 AND x.status <> ? AND x.due_on <= ?", []any{casefile.StatusDraft, daysAfter(b.Day, weekAhead)}, todayRows)
	if err != nil {
		return err
	}
	if b.Drafts, err = t.drafts(s); err != nil {
		return err
	}
	if b.Conflicts, err = t.conflicts(); err != nil {
		return err
	}
	sheets, err := t.sheets(casefile.SheetQuery{})
	for _, row := range sheets {
		if row.Outdated > 0 {
			b.OutdatedSheets = append(b.OutdatedSheets, row)
		}
	}
	return err
}

func daysAfter(day string, n int) string {
	at, err := time.Parse(casefile.DateLayout, day)
	if err != nil {
		return day
	}
	return casefile.Day(at.AddDate(0, 0, n))
}

// conflicts lists clients and what belongs to them that somebody must settle.
// Cards are left out: settling the client writes the card.
func (t *tx) conflicts() ([]casefile.ConflictRow, error) {
	var out []casefile.ConflictRow
	query := "SELECT id, kind, state FROM record WHERE conflict = 1 AND left = 0 AND kind <> ? ORDER BY kind, id LIMIT ?"
	err := t.Each(query, []any{int(casefile.KindCard), todayRows}, func(scan func(...any) error) error {
		var id, raw []byte
		var kind casefile.Kind
		if err := scan(&id, &kind, &raw); err != nil {
			return err
		}
		rec, err := decode(id, kind, raw)
		if err != nil {
			return err
		}
		row := casefile.ConflictRow{ID: rec.ID, Kind: kind, Client: rec.Ref("client"), Fields: rec.Conflicts()}
		if kind == casefile.KindClient {
			row.Client = rec.ID
		}
		row.Name, err = t.clientName(row.Client)
		out = append(out, row)
		return err
	})
	return out, err
}
