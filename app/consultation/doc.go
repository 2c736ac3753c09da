// Package consultation holds the page on which a visit is written down, with
// or without a name, and the page that shows a visit afterwards.
//
// A visit is saved with everything that came of it (sheets given, referrals,
// consents, a follow-up) in one step, all or nothing. Until then it is a draft
// on this PC, written at every pause, whose id is the id the visit will have:
// so a draft that outlived its save is recognised and not saved twice.
package consultation
