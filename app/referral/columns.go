package referral

import (
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// tone is the colour of a mood.
func tone(m mood) ui.Tone {
	return [...]ui.Tone{moodPlain: ui.Neutral, moodGood: ui.Success, moodUnderway: ui.Info, moodWatch: ui.Warning, moodBad: ui.Danger}[m]
}

func badge(m mood) ui.CellStyle { return ui.CellStyle{Badge: true, Tone: tone(m)} }

// columns are those of the list. What is overdue says so in its day.
func columns(env *ui.Env) []ui.Column[casefile.ReferralRow] {
	w := env.Wording(nil)
	muted := func(casefile.ReferralRow) ui.CellStyle { return ui.CellStyle{Muted: true} }
	late := func(r casefile.ReferralRow) int { return overdueBy(r.Status, r.DueOn, env.Today()) }
	return []ui.Column[casefile.ReferralRow]{
		{ID: "number", Title: "field.referral.number", Width: 120, Text: func(r casefile.ReferralRow) string { return r.Number }, Style: muted, Drop: 3},
		{
			ID: "client", Title: "field.referral.client", Width: 170, Flex: 1, Text: func(r casefile.ReferralRow) string { return r.Name },
			Style: func(casefile.ReferralRow) ui.CellStyle { return ui.CellStyle{Bold: true} },
		},
		{
			ID: "institution", Title: "field.referral.institution", Width: 200, Flex: 1.4,
			Text: func(r casefile.ReferralRow) string { return r.Institution },
		},
		{
			ID: "urgency", Title: "field.referral.urgency", Width: 132, Drop: 2,
			Text:  func(r casefile.ReferralRow) string { return short(w.Label("referral_urgency", r.Urgency)) },
			Style: func(r casefile.ReferralRow) ui.CellStyle { return badge(moodOfUrgency(r.Urgency)) },
		},
		{
			ID: "status", Title: "field.referral.status", Width: 172,
			Text:  func(r casefile.ReferralRow) string { return w.Label("referral_status", r.Status) },
			Style: func(r casefile.ReferralRow) ui.CellStyle { return badge(moodOfStatus(r.Status)) },
		},
		{
			ID: "due", Title: "referral.column_due", Width: 184,
			Text: func(r casefile.ReferralRow) string { return dueText(env, r.Status, r.DueOn) },
			Style: func(r casefile.ReferralRow) ui.CellStyle {
				if late(r) > 0 {
					return badge(moodBad)
				}
				return ui.CellStyle{Muted: !awaited(r.Status)}
			},
		},
		{
			ID: "officer", Title: "field.referral.officer", Width: 100, Flex: 0.4, Drop: 5,
			Text: func(r casefile.ReferralRow) string { return r.OfficerName }, Style: muted,
		},
		{
			ID: "state", Title: "referral.column_sync", Width: 132, Drop: 4,
			Text: func(r casefile.ReferralRow) string {
				key, _ := mark(r)
				return env.T(key)
			},
			Style: func(r casefile.ReferralRow) ui.CellStyle {
				_, m := mark(r)
				return ui.CellStyle{Badge: m != moodPlain, Tone: tone(m), Muted: m == moodPlain}
			},
		},
	}
}

// short leaves out what a label says in brackets: the days of an urgency, which
// the day beside it tells.
func short(label string) string {
	head, _, _ := strings.Cut(label, " (")
	return head
}

// dueText is the day an answer is asked for, and by how much it was missed.
func dueText(env *ui.Env, status, due string) string {
	switch n := overdueBy(status, due, env.Today()); {
	case n > 0:
		return env.N("referral.late_short", n, "Date", env.P.Date(due))
	case awaited(status) && due == env.Today():
		return env.T("common.due_today")
	default:
		return env.P.Date(due)
	}
}
