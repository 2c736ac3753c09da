package ui

import (
	"time"

	"sporteli/store/casefile"
	"sporteli/translations"
)

// Standing is the state of the exchange with the centre in the officer's words.
type Standing struct {
	Text string
	// Icon is a name Icon knows.
	Icon string
	Tone Tone
}

// SyncStanding says in one line how the exchange with the centre stands. It
// says "sent" only for what the centre has signed for.
func SyncStanding(p *translations.Printer, s casefile.SyncStatus, now time.Time) Standing {
	switch {
	case !s.Enrolled:
		return Standing{p.T("sync.no_centre"), "sync-off", Neutral}
	case s.Running && s.Total > 0:
		return Standing{p.T("sync.sending", "Done", p.Number(s.Done), "Total", p.Number(s.Total)), "sync-waiting", Info}
	case s.Running:
		return Standing{p.T("sync.running"), "sync-waiting", Info}
	case s.Problem == casefile.CodeNoNetwork && s.Waiting > 0:
		return Standing{p.N("sync.offline_waiting", s.Waiting), "sync-off", Warning}
	case s.Problem == casefile.CodeNoNetwork && s.SentAt.IsZero():
		return Standing{p.T("sync.offline_never"), "sync-off", Neutral}
	case s.Problem == casefile.CodeNoNetwork:
		return Standing{p.T("sync.offline", "When", SyncMoment(p, s.SentAt, now)), "sync-off", Neutral}
	case s.Problem != "" && s.Waiting > 0:
		return Standing{p.N("sync.problem_waiting", s.Waiting), "warning", Danger}
	case s.Problem != "":
		return Standing{p.T("sync.problem"), "warning", Danger}
	case s.Held > 0:
		return Standing{p.N("sync.held", s.Held), "warning", Warning}
	case s.Waiting > 0 && s.SentAt.IsZero():
		return Standing{p.N("sync.waiting_never", s.Waiting), "sync-waiting", Info}
	case s.Waiting > 0:
		return Standing{p.N("sync.waiting", s.Waiting, "When", SyncMoment(p, s.SentAt, now)), "sync-waiting", Info}
	case s.SentAt.IsZero():
		return Standing{p.T("sync.nothing"), "sync-ok", Neutral}
	default:
		return Standing{p.T("sync.sent", "When", SyncMoment(p, s.SentAt, now)), "sync-ok", Success}
	}
}

// SyncWord is the same for an onlooker: "none", "running", "sent", "nothing",
// or what waits or is held and why: "waiting 3 no_network".
func SyncWord(s casefile.SyncStatus) string {
	word := ""
	switch {
	case !s.Enrolled:
		return "none"
	case s.Running:
		return "running"
	case s.Waiting > 0:
		word = "waiting " + itoa(s.Waiting)
	case s.Held > 0:
		word = "held " + itoa(s.Held)
	case s.SentAt.IsZero():
		word = "nothing"
	default:
		word = "sent"
	}
	if s.Problem != "" {
		word += " " + string(s.Problem)
	}
	return word
}

// SyncMoment writes a moment as an officer would say it: the time for today,
// the date and time for other days, "never" for the zero time.
func SyncMoment(p *translations.Printer, t, now time.Time) string {
	if t.IsZero() {
		return p.T("sync.never")
	}
	t = t.In(now.Location())
	iso := t.Format(casefile.DateTimeLayout)
	if casefile.Day(t) == casefile.Day(now) {
		return p.T("sync.at", "Time", p.Time(iso))
	}
	return p.T("sync.on", "Date", p.Date(iso), "Time", p.Time(iso))
}

// SyncDetails are the lines behind SyncStanding: when it was last sent and
// tried, what waits, what stopped it and when it goes on by itself.
func SyncDetails(p *translations.Printer, s casefile.SyncStatus, now time.Time) []Pair {
	if !s.Enrolled {
		return nil
	}
	out := []Pair{
		{Label: p.T("sync.label.sent"), Value: SyncMoment(p, s.SentAt, now)},
		{Label: p.T("sync.label.tried"), Value: SyncMoment(p, s.TriedAt, now)},
		{Label: p.T("sync.label.waiting"), Value: p.N("common.records", s.Waiting)},
	}
	if s.Held > 0 {
		out = append(out, Pair{Label: p.T("sync.label.held"), Value: p.Number(s.Held)})
	}
	if s.Conflicts > 0 {
		out = append(out, Pair{Label: p.T("sync.label.conflicts"), Value: p.Number(s.Conflicts)})
	}
	if s.Problem != "" && s.NextTry.After(now) {
		out = append(out, Pair{Label: p.T("sync.label.next"), Value: SyncMoment(p, s.NextTry, now)})
	}
	return out
}

// SyncNextStep says in whole sentences what stopped the exchange and what to
// do, "" when there is nothing to do.
func SyncNextStep(p *translations.Printer, s casefile.SyncStatus) string {
	switch {
	case !s.Enrolled:
		return p.T("sync.no_centre_why")
	case s.Problem == casefile.CodeBusy:
		// The wait is in the details; the error's own text names seconds that
		// have passed by now.
		return p.T("sync.busy")
	case s.Problem != "":
		return p.Text("error."+string(s.Problem), nil)
	case s.Held > 0:
		return p.T("sync.held_why")
	default:
		return ""
	}
}

// incidentDays is how long an incident is new, in days.
const incidentDays = 14

// Incident is something that happened to the data of this PC and that somebody
// should know of, in whole sentences.
type Incident struct {
	Text string
	// New is set for the first two weeks.
	New bool
}

// SyncIncidents says whether the data of this PC was put back from an older
// copy, and whether a copy of its disk was used elsewhere.
func SyncIncidents(p *translations.Printer, s casefile.SyncStatus, now time.Time) []Incident {
	var out []Incident
	add := func(key string, at time.Time) {
		if !at.IsZero() {
			out = append(out, Incident{Text: p.T(key, "When", SyncMoment(p, at, now)), New: now.Before(at.AddDate(0, 0, incidentDays))})
		}
	}
	add("sync.restored", s.Restored)
	add("sync.copied", s.Copied)
	return out
}
