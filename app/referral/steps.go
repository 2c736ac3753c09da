package referral

import (
	"slices"

	"sporteli/assets"
	"sporteli/store/casefile"
)

const statusAccepted = "accepted"

// permits is what may be done with a referral as it stands.
type permits struct {
	// send: it goes out, for the first time or again.
	send bool
	// answer: the institution's word is taken down; correct: what was taken
	// down when it ended.
	answer, correct bool
	edit, cancel    bool
	// print: the letter may leave the office.
	print bool
	// consent: nothing but the client's consent is missing to send it.
	consent bool
}

// permitsOf reads what the code list and the consent allow. While two states
// stand against each other nothing goes on from either of them.
func permitsOf(rec casefile.Record) permits {
	status, open := rec.Text("status"), rec.Conflicts()
	agreed := rec.Bool("consented") && !slices.Contains(open, "consented")
	p := permits{print: agreed && status != casefile.StatusCancelled}
	if slices.Contains(open, "status") {
		return p
	}
	next := assets.Codes{}.Next("referral_status", status)
	mayGo := slices.Contains(next, casefile.StatusSent)
	p.send, p.consent = mayGo && agreed, mayGo && !agreed
	p.edit = mayGo // before it goes out, the first time or again
	p.cancel = slices.Contains(next, casefile.StatusCancelled)
	p.correct = status == casefile.StatusCompleted || status == casefile.StatusRejected
	p.answer = !p.correct && len(answers(status)) > 0
	return p
}

// answers are the states an answer may lead to: those the code list lets
// follow, the same one again where the institution says that it goes on, and
// the end also where it follows only by way of acceptance, because a return
// slip tells of a service given without having told of its acceptance.
func answers(status string) []string {
	book := assets.Codes{}
	next := book.Next("referral_status", status)
	var out []string
	for _, it := range assets.Options("referral_status") {
		follows := slices.Contains(next, it.Code)
		switch it.Code {
		case casefile.StatusSent, casefile.StatusCancelled:
			// Sending and cancelling are deeds of this office, not answers.
			follows = false
		case casefile.StatusCompleted:
			follows = follows || slices.Contains(next, statusAccepted)
		}
		again := it.Code == status && slices.Contains(goesOn, status) || it.Final && it.Code == status && status != casefile.StatusCancelled
		if follows || again {
			out = append(out, it.Code)
		}
	}
	return out
}

// goesOn are the states in which the institution may report more than once.
var goesOn = []string{"received", statusAccepted, "in_progress"}

// through is the state that must be passed on the way to another, "" if it may
// follow at once.
func through(from, to string) string {
	book := assets.Codes{}
	if casefile.CheckStep(from, to, book) == nil {
		return ""
	}
	if slices.Contains(book.Next("referral_status", from), statusAccepted) && slices.Contains(book.Next("referral_status", statusAccepted), to) {
		return statusAccepted
	}
	return ""
}

// ended reports whether a state says how it came out, so that an outcome is
// asked for.
func ended(status string) bool {
	return status == casefile.StatusCompleted || status == casefile.StatusRejected
}

// sending is the edit by which a referral goes out. An answer is asked for by
// the day written down, or by a new one where that has passed.
func sending(rec casefile.Record, today string) casefile.Edit {
	e := rec.Edit().Set("status", casefile.StatusSent).Set("status_on", today)
	if rec.Text("due_on") <= today || rec.Text("status") != casefile.StatusDraft {
		e.Set("due_on", casefile.DueDay(today, rec.Text("urgency")))
	}
	return e
}
