package client

import "sporteli/store/casefile"

// Row is a client in the list, with the name of the office its file lies at.
type Row struct {
	casefile.ClientRow
	// OfficeName is filled for rows of which only the card is here.
	OfficeName string
}

// Mark is what the last column of the list says about a row.
type Mark uint8

const (
	// MarkNone: nothing to say.
	MarkNone Mark = iota
	// MarkSent: the centre has it.
	MarkSent
	// MarkWaiting: it is on its way.
	MarkWaiting
	// MarkHeld: the centre keeps it back.
	MarkHeld
	// MarkConflict: somebody must choose between two values.
	MarkConflict
	// MarkElsewhere: the file lies at another office.
	MarkElsewhere
)

// MarkOf chooses what matters most about a row.
func MarkOf(r Row) Mark {
	switch {
	case r.Conflict:
		return MarkConflict
	case r.CardOnly:
		return MarkElsewhere
	case r.Sync == casefile.SyncHeld:
		return MarkHeld
	case r.Sync == casefile.SyncWaiting:
		return MarkWaiting
	case r.Sync == casefile.SyncSent:
		return MarkSent
	default:
		return MarkNone
	}
}

// MarkText says the mark of a row in words.
func (w Wording) MarkText(r Row) string {
	switch MarkOf(r) {
	case MarkConflict:
		return w.P.T("client.mark.conflict")
	case MarkElsewhere:
		if r.OfficeName == "" {
			return w.P.T("client.mark.elsewhere")
		}
		return w.P.T("client.mark.at", "Office", r.OfficeName)
	case MarkNone:
		return ""
	case MarkHeld:
		return w.P.T("client.mark.held")
	default:
		return w.P.T("state." + string(r.Sync))
	}
}

// Given is the given name with the maiden name, by which many are still known.
func (w Wording) Given(r Row) string {
	if r.MaidenName == "" {
		return r.GivenName
	}
	return w.P.T("client.born", "Name", r.GivenName, "Maiden", r.MaidenName)
}
