package store

import (
	"context"
	"slices"
	"strings"

	"sporteli/store/casefile"
)

func institutionRow(r casefile.Record) []any {
	return []any{r.Text("name_sq"), wordsOf(r.Text("name_sq"), r.Text("name_en"))}
}

// FindInstitutions lists the directory by name. With County, those that serve
// it come first, then national ones. It fails with CodeNotAllowed.
func (db *DB) FindInstitutions(ctx context.Context, s casefile.Session, q casefile.InstitutionQuery) ([]casefile.InstitutionRow, error) {
	if err := s.Require(casefile.ActionRead, casefile.KindInstitution); err != nil {
		return nil, err
	}
	type found struct {
		casefile.InstitutionRow
		rank int
		sort string
	}
	var list []found
	err := db.read(ctx, "institutions", func(t *tx) error {
		return t.eachOf(casefile.KindInstitution, func(r casefile.Record) error {
			words := wordsOf(r.Text("name_sq"), r.Text("name_en"), r.Text("code"), r.Text("municipality"), r.Text("address"))
			for _, w := range casefile.Words(q.Text) {
				if !strings.Contains(words, " "+w) {
					return nil
				}
			}
			if q.Kind == "" || q.Kind == r.Text("kind") {
				list = append(list, found{newInstitutionRow(r), institutionRank(r, q.County), casefile.Fold(r.Text("name_sq"))})
			}
			return nil
		})
	})
	slices.SortFunc(list, func(a, b found) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(a.sort+a.Code, b.sort+b.Code)
	})
	out := make([]casefile.InstitutionRow, len(list))
	for i, f := range list {
		out[i] = f.InstitutionRow
	}
	return out, err
}

// institutionRank puts what serves a county before national bodies, and those
// before other counties'.
func institutionRank(r casefile.Record, county string) int {
	counties := r.All("counties")
	switch {
	case county == "":
		return 0
	case slices.Contains(counties, county):
		return 0
	case len(counties) == 0:
		return 1
	default:
		return 2
	}
}

func newInstitutionRow(r casefile.Record) casefile.InstitutionRow {
	return casefile.InstitutionRow{
		ID: r.ID, Code: r.Text("code"), Kind: r.Text("kind"), Name: map[string]string{"sq": r.Text("name_sq"), "en": r.Text("name_en")},
		Municipality: r.Text("municipality"), Address: r.Text("address"), Phone: r.Text("phone"), Email: r.Text("email"),
		Website: r.Text("website"), Verified: r.Text("verified"), CheckedOn: r.Text("checked_on"),
	}
}
