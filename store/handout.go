package store

import (
	"context"

	"sporteli/store/casefile"
)

func handoutRow(r casefile.Record) []any {
	return []any{
		idBytes(r.Ref("client")), idBytes(r.Ref("consultation")), idBytes(r.Ref("sheet")), number(r.Text("version")),
		r.Text("language"), r.Text("given_on"),
	}
}

// FindHolders lists the clients who were given a sheet, each with the newest
// version she holds, the oldest versions first. It fails with CodeNotAllowed.
func (db *DB) FindHolders(ctx context.Context, s casefile.Session, sheet casefile.ID) ([]casefile.Holder, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindHandout); err != nil {
		return nil, err
	}
	var out []casefile.Holder
	err := db.read(ctx, "holders", func(t *tx) error {
		// SQLite gives the other columns of the row that has the greatest version.
		query := `SELECT x.client, max(x.version), x.language, x.given_on, coalesce(c.given, ''), coalesce(c.father, ''), coalesce(c.family, '')
			FROM handout x LEFT JOIN client c ON c.id = x.client WHERE x.sheet = ? AND x.client <> x'' GROUP BY x.client
			ORDER BY 2, x.given_on DESC, x.client`
		return t.Each(query, []any{sheet[:]}, func(scan func(...any) error) error {
			var client []byte
			var given, father, family string
			var h casefile.Holder
			if err := scan(&client, &h.Version, &h.Language, &h.GivenOn, &given, &father, &family); err != nil {
				return err
			}
			h.Client, h.Name = toID(client), casefile.FullName(given, father, family)
			out = append(out, h)
			return nil
		})
	})
	return out, err
}
