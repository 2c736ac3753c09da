package casefile

import (
	"fmt"
	"slices"
	"time"
)

// The states of a referral that the program itself decides on; the rest of the
// list referral_status is only shown.
const (
	StatusDraft     = "draft"
	StatusSent      = "sent"
	StatusNoAnswer  = "no_answer"
	StatusCompleted = "completed"
	StatusCancelled = "cancelled"
	StatusRejected  = "rejected"
)

// CheckStep returns CodeBadStep unless the code list allows the new state to
// follow the old one. A state may always be confirmed again.
func CheckStep(from, to string, book CodeBook) error {
	if from == to || from == "" && (to == StatusDraft || to == StatusSent) || slices.Contains(book.Next("referral_status", from), to) {
		return nil
	}
	return &Error{Code: CodeBadStep, Field: "status"}
}

// FinalStatus reports whether nothing is expected after this state.
func FinalStatus(status string) bool {
	return status == StatusCompleted || status == StatusCancelled || status == StatusRejected
}

// ReferralNumber is printed on letters and slips. The series is given to each
// log of an office, so that a restored PC cannot issue a number twice.
func ReferralNumber(office, series string, n int) string {
	return fmt.Sprintf("%s-%s-%05d", office, series, n)
}

// urgencyDays is when an answer is due for an urgency, after the hours of the
// code list rounded up to whole days.
var urgencyDays = map[string]int{"immediate": 1, "urgent": 1, "priority": 3, "routine": 10}

// DueDay proposes the day by which an answer is asked for.
func DueDay(day, urgency string) string {
	t, err := time.Parse(DateLayout, day)
	if err != nil {
		return ""
	}
	return Day(t.AddDate(0, 0, urgencyDays[urgency]))
}

// How an answer to a referral reached the counter.
const (
	AnsweredByPhone = "phone"
	AnsweredBySlip  = "slip"
	AnsweredByVisit = "visit"
)
