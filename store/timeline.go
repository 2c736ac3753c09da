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
	err := db.read(ctx, "time line", func(t *tx) error {
		query := `SELECT x.id, x.kind, x.at, r.state FROM timeline x JOIN record r ON r.id = x.id
			WHERE x.client = ? ORDER BY x.at DESC, x.id DESC`
		return t.Each(query, []any{client[:]}, func(scan func(...any) error) error {
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
	})
	return out, err
}
