// Package keys keeps the files that make a centre itself: the key that signs
// its answers, the secret of its nonces, its certificate authority and the
// server certificate made from it.
//
// They lie beside the ledger and not in it: a restored ledger is still the same
// centre. Whoever can read them can speak for the centre, so the files are the
// owner's alone, and a backup of them belongs into a safe.
package keys
