package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
)

func words(s string) []string { return strings.Fields(s) }

// Size says how much is made.
type Size struct {
	Clients int
	// Seed chooses the people; the same seed and day make the same.
	Seed uint64
	// Day is the latest day of anything, YYYY-MM-DD; "" is today.
	Day string
	// ClientsOnly leaves out everything that happened with them.
	ClientsOnly bool
	// Report, if set, is called with the clients made so far.
	Report func(done int)
}

// perCommit is how many records share one commit.
const perCommit = 2000

// Fill writes invented records into an open folder. It fails with
// CodeSampleData unless the folder was made for samples.
func Fill(ctx context.Context, db *store.DB, s casefile.Session, size Size) error {
	if !db.Identity().Sample {
		return &casefile.Error{Code: casefile.CodeSampleData}
	}
	g, err := newMaker(ctx, db, s, size)
	if err != nil {
		return err
	}
	var batch []casefile.Edit
	flush := func(done int) error {
		results, err := db.SaveEach(ctx, s, batch)
		if err != nil {
			return err
		}
		for i, r := range results {
			if r.Err != nil {
				return fmt.Errorf("sample: %s: %w", batch[i].Kind, r.Err)
			}
		}
		batch = batch[:0]
		if size.Report != nil {
			size.Report(done)
		}
		return nil
	}
	for n := range size.Clients {
		batch = append(batch, g.client()...)
		if len(batch) >= perCommit {
			if err := flush(n + 1); err != nil {
				return err
			}
		}
	}
	batch = append(batch, g.present()...)
	return flush(size.Clients)
}

// maker invents people one after the other.
type maker struct {
	r            *rand.Rand
	day          time.Time
	onlyClients  bool
	places       []assets.Municipality
	sheets       []casefile.SheetRow
	institutions []casefile.InstitutionRow
	codes        map[string][]string
	// known are some of the clients made last.
	known []known
}

// known is a client to whom more may happen.
type known struct{ id, category string }

func newMaker(ctx context.Context, db *store.DB, s casefile.Session, size Size) (*maker, error) {
	day := time.Now()
	if size.Day != "" {
		var err error
		if day, err = time.Parse(casefile.DateLayout, size.Day); err != nil {
			return nil, &casefile.Error{Code: casefile.CodeBadDate, Field: "day"}
		}
	}
	g := &maker{r: rand.New(rand.NewPCG(size.Seed, 0x5307)), day: day, onlyClients: size.ClientsOnly, places: assets.Municipalities(), codes: map[string][]string{}}
	for _, l := range assets.Lists() {
		for _, it := range assets.Options(l.ID) {
			if !it.Restricted() {
				g.codes[l.ID] = append(g.codes[l.ID], it.Code)
			}
		}
	}
	var err error
	if g.sheets, err = db.FindSheets(ctx, s, casefile.SheetQuery{}); err != nil {
		return nil, err
	}
	g.institutions, err = db.FindInstitutions(ctx, s, casefile.InstitutionQuery{})
	// Shelters and the like stand only in sealed records.
	g.institutions = slices.DeleteFunc(g.institutions, func(i casefile.InstitutionRow) bool {
		return assets.Codes{}.Restricted("referral_target", i.Kind)
	})
	return g, err
}

func (g *maker) one(list []string) string { return list[g.r.IntN(len(list))] }

// code picks from a code list; the first entries are the common ones.
func (g *maker) code(list string) string {
	codes := g.codes[list]
	return codes[min(g.r.IntN(len(codes)), g.r.IntN(len(codes)))]
}

func (g *maker) chance(percent int) bool { return g.r.IntN(100) < percent }

// record begins a record whose id is as a UUIDv7 of that day would be.
func (g *maker) record(kind casefile.Kind, at time.Time) casefile.Edit {
	var id casefile.ID
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	a, b := g.r.Uint64(), g.r.Uint64()
	for i := range 5 {
		id[6+i], id[11+i] = byte(a>>(8*i)), byte(b>>(8*i))
	}
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return casefile.Edit{Record: id, Kind: kind, New: true, Fields: map[string][]string{}}
}
