package referral

import (
	"strings"
	"time"

	"sporteli/store/casefile"
)

// The parts of the list.
const (
	listOpen    = "open"
	listOverdue = "overdue"
	listAll     = "all"
)

// filter is what narrows the list.
type filter struct{ state, text string }

func (f filter) query(span casefile.Span) casefile.ReferralQuery {
	return casefile.ReferralQuery{
		Span: span, Text: f.text, Open: f.state != listAll && f.state != listOverdue, Overdue: f.state == listOverdue,
	}
}

// daysBetween counts the calendar days from one day to another, 0 where either
// is no day.
func daysBetween(from, to string) int {
	a, err1 := time.Parse(casefile.DateLayout, from)
	b, err2 := time.Parse(casefile.DateLayout, to)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// awaited reports whether an answer is expected in this state.
func awaited(status string) bool {
	return status != "" && status != casefile.StatusDraft && !casefile.FinalStatus(status)
}

// overdueBy is how many days an answer is late, 0 when it is not.
func overdueBy(status, due, today string) int {
	if !awaited(status) || due == "" || due >= today {
		return 0
	}
	return daysBetween(due, today)
}

// mood is how a state or an urgency is to be taken.
type mood uint8

const (
	moodPlain mood = iota
	moodGood
	moodUnderway
	moodWatch
	moodBad
)

func moodOfStatus(status string) mood {
	switch status {
	case "sent", "received", "accepted", "in_progress":
		return moodUnderway
	case "returned", casefile.StatusNoAnswer:
		return moodWatch
	case casefile.StatusRejected:
		return moodBad
	case casefile.StatusCompleted:
		return moodGood
	default:
		return moodPlain
	}
}

func moodOfUrgency(urgency string) mood {
	switch urgency {
	case "immediate", "urgent":
		return moodBad
	case "priority":
		return moodWatch
	default:
		return moodPlain
	}
}

// mark is what the last column says about a row: what somebody must settle
// before anything else, then where it stands on its way to the centre.
func mark(r casefile.ReferralRow) (key string, m mood) {
	switch {
	case r.Conflict:
		return "referral.mark.conflict", moodBad
	case r.Sync == casefile.SyncHeld:
		return "state.held", moodBad
	case r.Sync == casefile.SyncWaiting:
		return "state.waiting", moodWatch
	case r.Sync == casefile.SyncSent:
		return "state.sent", moodPlain
	default:
		return "state.local", moodPlain
	}
}

// numberDigits is how many digits the counting part of a number has.
const numberDigits = 5

// numberQuery is what to look for when somebody types a number: a short count
// is filled up to the form in which it is kept.
func numberQuery(typed string) string {
	typed = strings.TrimSpace(typed)
	if n := len(typed); n > 0 && n < numberDigits && strings.Trim(typed, "0123456789") == "" {
		return strings.Repeat("0", numberDigits-n) + typed
	}
	return typed
}

// numbered keeps the referrals that bear the number typed: the whole of it
// however it was spaced, or its counting part alone.
func numbered(rows []casefile.ReferralRow, typed string) []casefile.ReferralRow {
	want := casefile.Digits(numberQuery(typed))
	if want == "" {
		return nil
	}
	var whole, part []casefile.ReferralRow
	for _, r := range rows {
		if casefile.Digits(r.Number) == want {
			whole = append(whole, r)
		}
		if at := strings.LastIndex(r.Number, "-"); at >= 0 && r.Number[at+1:] == want {
			part = append(part, r)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return part
}

// The ways into the place of one referral, written before its id.
const (
	waySlip   = "slip"   // a slip came back: ready to record its answer
	wayAnswer = "answer" // ready to record an answer
	wayEdit   = "edit"
	wayCancel = "cancel"
	wayDraft  = "draft" // the id is that of a draft
)

// parsePlace reads the id of a route: "<id>" or "<way>:<id>".
func parsePlace(text string) (way string, id casefile.ID) {
	if w, rest, ok := strings.Cut(text, ":"); ok {
		way, text = w, rest
	}
	id, err := casefile.ParseID(text)
	if err != nil {
		return "", casefile.ID{}
	}
	return way, id
}
