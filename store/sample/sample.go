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
const perCommit = 400

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
}

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

// client invents a person and what happened with her over the years.
func (g *maker) client() []casefile.Edit {
	at := g.day.AddDate(0, 0, -g.r.IntN(3000)/(1+g.r.IntN(4)))
	category := g.one([]string{"prospective_migrant", "returnee", "returnee", "prospective_migrant", "immigrant"})
	if !(assets.Codes{}).Has("client_category", category) {
		category = g.code("client_category")
	}
	c := g.person(at, category)
	out := []casefile.Edit{c}
	if g.onlyClients {
		return out
	}
	who := c.Record.String()
	out = append(out, g.consent(who, "record", at), g.intake(who, category, at))
	visits := 1 + g.r.IntN(3)
	for range visits {
		out = append(out, g.visit(who, category, at)...)
		if at = at.AddDate(0, 0, 5+g.r.IntN(200)); at.After(g.day) {
			break
		}
	}
	return out
}

func (g *maker) person(at time.Time, category string) casefile.Edit {
	place := g.places[g.r.IntN(len(g.places))]
	c := g.record(casefile.KindClient, at)
	sex, given := "female", g.one(women)
	if g.chance(55) {
		sex, given = "male", g.one(men)
	}
	birth := g.day.AddDate(-18-g.r.IntN(25)-g.r.IntN(25), 0, -g.r.IntN(365))
	c.Set("given_name", given).Set("family_name", g.one(surnames)).Set("father_name", g.one(men)).Set("sex", sex)
	c.Set("birth_date", casefile.Day(birth)).Set("citizenships", "AL").Set("municipality", place.Slug).Set("birth_place", place.Name)
	if g.chance(8) {
		c.Set("birth_date", fmt.Sprint(birth.Year()))
	}
	if sex == "female" && g.chance(30) {
		c.Set("maiden_name", g.one(surnames))
	}
	if g.chance(85) {
		c.Set("phones", fmt.Sprintf("+3556%d%07d", 7+g.r.IntN(3), g.r.IntN(10_000_000)))
	}
	if g.chance(60) {
		c.Set("documents", fmt.Sprintf("passport|B%c%07d|AL|%s", 'A'+rune(g.r.IntN(20)), g.r.IntN(10_000_000), casefile.Day(g.day.AddDate(1+g.r.IntN(9), 0, 0))))
	}
	if g.chance(40) {
		c.Set("village", g.one(villages))
	}
	if g.chance(70) {
		c.Set("address", fmt.Sprintf("Rruga %s %d", strings.ReplaceAll(g.one(streets), "-", " "), 1+g.r.IntN(200)))
	}
	c.Set("civil_status", g.code("civil_status")).Set("education", g.code("education")).Set("employment_status", g.code("employment_status"))
	if category == "immigrant" {
		c.Set("citizenships", g.one([]string{"IN", "BD", "PH", "TR", "XK", "EG"}))
	}
	return c
}

func (g *maker) consent(who, kind string, at time.Time) casefile.Edit {
	return g.record(casefile.KindConsent, at).Set("client", who).Set("kind", kind).Set("form", g.code("consent_form")).
		Set("given_on", casefile.Day(at)).Set("granted", "true").Set("language", "sq")
}

func (g *maker) intake(who, category string, at time.Time) casefile.Edit {
	e := g.record(casefile.KindIntake, at).Set("client", who).Set("category", category).Set("opened_on", casefile.Day(at))
	switch category {
	case "returnee":
		e.Set("return_country", g.one([]string{"DE", "IT", "GR", "FR", "GB", "BE"})).Set("return_date", casefile.Day(at.AddDate(0, 0, -20-g.r.IntN(300))))
		e.Set("return_type", g.code("return_type")).Set("reasons", g.code("reason_for_return")).Set("needs", g.code("need")).
			Set("left_in", fmt.Sprint(at.Year()-1-g.r.IntN(12))).Set("school_children", fmt.Sprint(g.r.IntN(4)))
	case "immigrant":
		e.Set("employer", "Shoqëria "+g.one(surnames)+" shpk").Set("permit_expires", casefile.Day(g.day.AddDate(0, g.r.IntN(24), 0)))
	default:
		e.Set("destinations", g.one([]string{"DE", "IT", "GR", "AT", "CH"})).Set("purpose", g.code("migration_purpose")).
			Set("language_level", g.code("language_level")).Set("offer_in_hand", fmt.Sprint(g.chance(25)))
	}
	return e
}

// visit is a consultation and what came of it.
func (g *maker) visit(who, category string, at time.Time) []casefile.Edit {
	held := fmt.Sprintf("%sT%02d:%02d", casefile.Day(at), 8+g.r.IntN(8), 5*g.r.IntN(12))
	v := g.record(casefile.KindConsultation, at).Set("client", who).Set("held_at", held).Set("channel", g.code("channel")).
		Set("category", category).Set("topics", g.code("topic")).Set("minutes", fmt.Sprint(10+5*g.r.IntN(10))).
		Set("outcomes", g.code("consultation_outcome")).Set("note", g.one(notes))
	out := []casefile.Edit{v}
	if len(g.sheets) > 0 && g.chance(60) {
		sheet := g.sheets[g.r.IntN(len(g.sheets))]
		out = append(out, g.record(casefile.KindHandout, at).Set("client", who).Set("consultation", v.Record.String()).
			Set("sheet", sheet.ID.String()).Set("version", fmt.Sprint(sheet.Version)).Set("language", "sq").Set("medium", "paper").
			Set("given_on", casefile.Day(at)))
	}
	if g.chance(25) {
		out = append(out, g.referral(who, v.Record, at))
	}
	if g.chance(20) {
		due := at.AddDate(0, 0, 7)
		status := "planned"
		if due.Before(g.day.AddDate(0, 0, -20)) {
			status = "done"
		}
		out = append(out, g.record(casefile.KindFollowUp, at).Set("client", who).Set("consultation", v.Record.String()).
			Set("due_on", casefile.Day(due)).Set("what", g.one(promises)).Set("status", status))
	}
	return out
}

func (g *maker) referral(who string, visit casefile.ID, at time.Time) casefile.Edit {
	e := g.record(casefile.KindReferral, at).Set("client", who).Set("consultation", visit.String()).Set("needs", g.code("need")).
		Set("urgency", g.one([]string{"routine", "routine", "priority"})).Set("consented", "true").Set("status", casefile.StatusSent).
		Set("created_on", casefile.Day(at)).Set("due_on", casefile.DueDay(casefile.Day(at), "routine")).Set("language", "sq")
	if len(g.institutions) == 0 {
		return e.Set("institution_name", "Zyra e Punës")
	}
	i := g.institutions[g.r.IntN(len(g.institutions))]
	return e.Set("institution", i.ID.String()).Set("target", i.Kind)
}
