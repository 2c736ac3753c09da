// Package central is the endpoint of the offices: it verifies what PCs send in,
// keeps it, decides who may have it, and serves it on.
//
// It is an http.Handler over an Ops, which names every effect on the ledger;
// the package knows no SQL. One request is one transaction, and an answer is
// signed only after its commit. Nothing an enrolled PC sends is thrown away: what
// may not be published is held, what contradicts a log is kept beside it.
// sync/PROTOCOL.md is the specification.
package central
