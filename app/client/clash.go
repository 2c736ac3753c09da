package client

import (
	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Clashes finds what is to be settled in the client, its intakes, its consents
// and what was promised. Referrals are settled on their own page.
func (w Wording) Clashes(f File) []ui.Clash {
	records := []casefile.Record{f.Record}
	for _, kind := range []casefile.Kind{casefile.KindIntake, casefile.KindConsent, casefile.KindFollowUp} {
		records = append(records, f.Of(kind)...)
	}
	var out []ui.Clash
	for _, rec := range records {
		for _, c := range w.Wording.Clashes(rec, f.changesOf(rec.ID)) {
			if rec.Kind != casefile.KindClient {
				c.Title = w.P.T("kind."+rec.Kind.String()) + ": " + c.Title
			}
			out = append(out, c)
		}
	}
	return out
}

func (f File) changesOf(id casefile.ID) []casefile.Change {
	for _, h := range f.Histories {
		if h.Record.ID == id {
			return h.Changes
		}
	}
	return nil
}
