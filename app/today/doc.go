// Package today is the morning's page: what was promised for today, which
// referrals have no answer, which forms were begun and not saved, what waits to
// be settled, and what is wrong with this PC.
//
// Everything on it opens what it is about. What can be done at once, marking a
// follow-up as done or throwing a draft away, can be undone at once as well.
package today
