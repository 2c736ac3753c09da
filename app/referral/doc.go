// Package referral lists the referrals of the office and shows one: what is
// asked of which institution, every step it has taken, and the forms for the
// next one: sending it, recording the answer, correcting it and cancelling it.
//
// A return slip that comes back on paper is found by its code, and its referral
// opens ready for the answer.
package referral
