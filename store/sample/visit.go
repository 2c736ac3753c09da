package sample

import (
	"fmt"
	"time"

	"sporteli/store/casefile"
)

// visit is a consultation and what came of it.
func (g *maker) visit(who, category string, at time.Time) []casefile.Edit {
	v := g.consultation(category, at).Set("client", who).Set("minutes", fmt.Sprint(10+5*g.r.IntN(10))).
		Set("outcomes", g.code("consultation_outcome")).Set("note", g.one(notes))
	out := []casefile.Edit{v}
	if g.chance(60) {
		out = append(out, g.handout(v.Record, at, who)...)
	}
	if g.chance(25) {
		out = append(out, g.referral(who, v.Record, at, g.one([]string{"routine", "routine", "priority"}))...)
	}
	if g.chance(20) {
		due := workday(at.AddDate(0, 0, 3+g.r.IntN(12)))
		out = append(out, g.followUp(who, v.Record, due, due.Before(g.day)))
	}
	return out
}

func (g *maker) consultation(category string, at time.Time) casefile.Edit {
	held := fmt.Sprintf("%sT%02d:%02d", casefile.Day(at), 8+g.r.IntN(8), 5*g.r.IntN(12))
	return g.record(casefile.KindConsultation, at).Set("held_at", held).Set("channel", g.code("channel")).
		Set("category", category).Set("topics", g.code("topic"))
}

// lightVisit is somebody who asked without giving a name.
func (g *maker) lightVisit(at time.Time) []casefile.Edit {
	v := g.consultation(g.one([]string{"prospective_migrant", "prospective_migrant", "returnee", "family_member"}), at).
		Set("channel", g.one([]string{"counter", "counter", "phone"})).Set("sex", g.one([]string{"female", "male"})).
		Set("age_band", g.one([]string{"a20_24", "a25_29", "a30_34", "a35_39", "a45_49"})).
		Set("municipality", g.places[g.r.IntN(len(g.places))].Slug)
	out := []casefile.Edit{v}
	if g.chance(40) {
		out = append(out, g.handout(v.Record, at, "")...)
	}
	return out
}

// handout is a sheet given at a visit; who is "" for a light one.
func (g *maker) handout(visit casefile.ID, at time.Time, who string) []casefile.Edit {
	if len(g.sheets) == 0 {
		return nil
	}
	sheet := g.sheets[g.r.IntN(len(g.sheets))]
	e := g.record(casefile.KindHandout, at).Set("consultation", visit.String()).Set("sheet", sheet.ID.String()).
		Set("version", fmt.Sprint(sheet.Version)).Set("language", "sq").Set("medium", "paper").Set("given_on", casefile.Day(at))
	if who != "" {
		e.Set("client", who)
	}
	return []casefile.Edit{e}
}

func (g *maker) followUp(who string, visit casefile.ID, due time.Time, done bool) casefile.Edit {
	e := g.record(casefile.KindFollowUp, due).Set("client", who).Set("consultation", visit.String()).
		Set("due_on", casefile.Day(due)).Set("what", g.one(promises)).Set("status", "planned")
	if done {
		e.Set("status", "done").Set("done_on", casefile.Day(due))
	}
	return e
}

// referral sends a client on. When the day of the answer has passed, the answer
// has come.
func (g *maker) referral(who string, visit casefile.ID, at time.Time, urgency string) []casefile.Edit {
	e := g.sent(who, visit, at, urgency)
	if e.Text("due_on") >= casefile.Day(g.day) {
		return []casefile.Edit{e}
	}
	return append([]casefile.Edit{e}, g.answer(e.Record, at)...)
}

func (g *maker) sent(who string, visit casefile.ID, at time.Time, urgency string) casefile.Edit {
	e := g.record(casefile.KindReferral, at).Set("client", who).Set("consultation", visit.String()).Set("needs", g.code("need")).
		Set("urgency", urgency).Set("consented", "true").Set("status", casefile.StatusSent).Set("status_on", casefile.Day(at)).
		Set("created_on", casefile.Day(at)).Set("due_on", casefile.DueDay(casefile.Day(at), urgency)).Set("language", "sq")
	if len(g.institutions) == 0 {
		return e.Set("institution_name", "Zyra e Punës")
	}
	i := g.institutions[g.r.IntN(len(g.institutions))]
	return e.Set("institution", i.ID.String()).Set("target", i.Kind)
}

// answer is what became of a referral: one edit for each step, as an officer
// makes them.
func (g *maker) answer(referral casefile.ID, at time.Time) []casefile.Edit {
	by := g.one([]string{casefile.AnsweredBySlip, casefile.AnsweredBySlip, casefile.AnsweredByPhone, casefile.AnsweredByVisit})
	step := func(status string, days int) casefile.Edit {
		if at = workday(at.AddDate(0, 0, days)); at.After(g.day) {
			at = g.day
		}
		e := casefile.Edit{Record: referral, Kind: casefile.KindReferral, Fields: map[string][]string{}}
		return e.Set("status", status).Set("status_on", casefile.Day(at)).Set("answered_by", by)
	}
	if g.chance(12) {
		return []casefile.Edit{step(casefile.StatusRejected, 1+g.r.IntN(9)).Set("outcome", g.one(refusals))}
	}
	accepted := step("accepted", 1+g.r.IntN(7))
	return []casefile.Edit{accepted, step(casefile.StatusCompleted, 1+g.r.IntN(25)).Set("outcome", g.one(outcomes))}
}

// present is what lies on the desk on the last day, however long the office has
// existed: what is late, what is due soon, and who was here today.
func (g *maker) present() []casefile.Edit {
	if len(g.known) == 0 {
		return nil
	}
	var out []casefile.Edit
	visit := func(daysAgo int) (k known, v casefile.Edit, at time.Time) {
		at = g.day.AddDate(0, 0, -daysAgo)
		if daysAgo > 0 {
			at = workday(at)
		}
		k = g.known[g.r.IntN(len(g.known))]
		v = g.consultation(k.category, at).Set("client", k.id).Set("note", g.one(notes)).Set("outcomes", "advised")
		if daysAgo == 0 {
			v.Set("held_at", fmt.Sprintf("%sT08:%02d", casefile.Day(at), 5*g.r.IntN(12))).Set("channel", "counter")
		}
		out = append(out, v)
		return k, v, at
	}
	for _, daysAgo := range []int{13, 17, 26, 4, 5, 7, 8} { // answers to the first three are late
		k, v, at := visit(daysAgo)
		out = append(out, g.sent(k.id, v.Record, at, "routine"))
	}
	for _, days := range []int{-3, -1, 0, 0, 1, 2, 4, 6} {
		k, v, _ := visit(7 + g.r.IntN(10))
		out = append(out, g.followUp(k.id, v.Record, g.day.AddDate(0, 0, days), false))
	}
	for range 4 {
		visit(0)
	}
	for range 2 {
		light := g.lightVisit(g.day)
		light[0].Set("held_at", fmt.Sprintf("%sT08:%02d", casefile.Day(g.day), 5*g.r.IntN(12)))
		out = append(out, light...)
	}
	return out
}
