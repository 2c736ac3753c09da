package assets

import (
	"slices"
	"strconv"
	"sync"
)

// How far an entry of the directory was verified.
const (
	// VerifiedYes: address or number were read on a public page.
	VerifiedYes = "yes"
	// VerifiedPartial: institution and place have a source, not every contact.
	VerifiedPartial = "partial"
	// VerifiedNo: no source was found; not to be shown before an office confirms.
	VerifiedNo = "unverified"
)

// Institution is an entry of the directory. Empty contacts were not found; none
// was guessed.
type Institution struct {
	// ID is our stable key.
	ID string
	// Kind is a code of the list referral_target.
	Kind           string
	NameSQ, NameEN string
	// Municipality is a slug.
	Municipality string
	// Counties it serves; empty means the whole country.
	Counties                       []string
	Address, Phone, Email, Website string
	Source                         string
	// Verified is VerifiedYes, VerifiedPartial or VerifiedNo.
	Verified       string
	NoteSQ, NoteEN string
	// Version counts the changes of this entry, Written is the day of the last.
	Version int
	Written string
}

// Name returns the institution's name in a language.
func (i Institution) Name(lang string) string { return pick(lang, i.NameSQ, i.NameEN) }

var institutions = sync.OnceValue(func() []Institution {
	var out []Institution
	for _, r := range mustTable("refdata/institutions.csv") {
		version, _ := strconv.Atoi(r["version"])
		out = append(out, Institution{
			ID: r["id"], Kind: r["kind"], NameSQ: r["name_sq"], NameEN: r["name_en"], Municipality: r["municipality"],
			Counties: split(r["counties"], ";"), Address: r["address_sq"], Phone: r["phone"], Email: r["email"],
			Website: r["website"], Source: r["source"], Verified: r["verified"], NoteSQ: r["note_sq"], NoteEN: r["note_en"],
			Version: version, Written: r["written"],
		})
	}
	return out
})

// Institutions returns the directory in the order of the file.
func Institutions() []Institution { return slices.Clone(institutions()) }
