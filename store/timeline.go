package store

import (
	"context"

	"sporteli/store/casefile"
)

// Timeline lists everything that happened with a client, the latest first. It
// fails with CodeNotAllowed.
func (db *DB) Timeline(ctx context.Context, s casefile.Session, client casefile.ID) ([]casefile.TimelineItem, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindClient); err != nil {
		return nil, err
	}
	var out []casefile.TimelineItem
	err := db.read(ctx, "time line", func(t *tx) (err error) {
		out, err = t.timeline("x.client = ? ORDER BY x.at DESC, x.id DESC", client[:])
		return err
	})
	return out, err
}

// CameOf lists what came of a visit, with or without a client: sheets given and
// referrals, in the order in which they were made. It fails with CodeNotAllowed.
func (db *DB) CameOf(ctx context.Context, s casefile.Session, consultation casefile.ID) ([]casefile.TimelineItem, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindConsultation); err != nil {
		return nil, err
	}
	var out []casefile.TimelineItem
	err := db.read(ctx, "came of a visit", func(t *tx) (err error) {
		out, err = t.timeline(`x.id IN (SELECT id FROM handout WHERE consultation = ? UNION ALL SELECT id FROM referral WHERE consultation = ?)
			ORDER BY x.id`, consultation[:], consultation[:])
		return err
	})
	return out, err
}

func (t *tx) timeline(where string, args ...any) ([]casefile.TimelineItem, error) {
	var out []casefile.TimelineItem
	query := "SELECT x.id, x.kind, x.at, r.state FROM timeline x JOIN record r ON r.id = x.id WHERE " + where
	err := t.Each(query, args, func(scan func(...any) error) error {
		var id, raw []byte
		var item casefile.TimelineItem
		if err := scan(&id, &item.Kind, &item.At, &raw); err != nil {
			return err
		}
		rec, err := decode(id, item.Kind, raw)
		item.ID, item.Record = rec.ID, rec
		out = append(out, item)
		return err
	})
	return out, err
}
