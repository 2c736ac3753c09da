package sample

import (
	"fmt"
	"strings"
	"time"

	"sporteli/assets"
	"sporteli/store/casefile"
)

// remembered is how many clients more may happen to.
const remembered = 100

// workday moves a day of the weekend to the Friday before.
func workday(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, -1)
	case time.Sunday:
		return t.AddDate(0, 0, -2)
	default:
		return t
	}
}

// client invents a person and what happened with her over the years.
func (g *maker) client() []casefile.Edit {
	at := workday(g.day.AddDate(0, 0, -1-g.r.IntN(3000)/(1+g.r.IntN(4))))
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
	if g.known = append(g.known, known{who, category}); len(g.known) > remembered {
		g.known = g.known[1:]
	}
	out = append(out, g.consent(who, "record", at), g.intake(who, category, at))
	visits := 1 + g.r.IntN(3)
	for range visits {
		out = append(out, g.visit(who, category, at)...)
		if at = workday(at.AddDate(0, 0, 5+g.r.IntN(200))); !at.Before(g.day) {
			break
		}
	}
	if g.chance(15) {
		out = append(out, g.lightVisit(workday(g.day.AddDate(0, 0, -1-g.r.IntN(700))))...)
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
