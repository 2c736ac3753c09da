// Package client holds the screens about people: the list with its search, the
// page of one client, and the forms that register or change a client, an intake
// or a consent.
//
// A client is registered with the intake and the consent in one save, all or
// nothing. Until then the form is a draft on this PC, whose id is the id the
// client will have: so a draft that outlived its save is recognised. A change of
// a record names the values the officer saw, so that what came in meanwhile is
// not overwritten; where two values of one field meet, the client's page shows
// both and lets somebody choose.
package client
