package casefile

// Kind says what a record is about. The numbers travel on the wire and lie on
// disks: they are never changed and never given to another kind.
type Kind uint8

const (
	// KindClient is a person who was registered by name.
	KindClient Kind = 1
	// KindCard is the index card of a client: the little that the county's
	// coordinator needs to find duplicates, written beside every client.
	KindCard Kind = 2
	// KindIntake is what was asked once for a category: returnee, immigrant and
	// so on. A client may have several over the years.
	KindIntake Kind = 3
	// KindConsultation is one visit, call or session, with or without a name.
	KindConsultation Kind = 4
	// KindConsent is one answer to one request for consent.
	KindConsent Kind = 5
	// KindHandout is one information sheet given in one version and language.
	KindHandout Kind = 6
	// KindReferral sends a client on to an institution and waits for an answer.
	KindReferral Kind = 7
	// KindFollowUp is something promised for a day.
	KindFollowUp Kind = 8
	// KindSheet is an information sheet of the central library.
	KindSheet Kind = 9
	// KindInstitution is an entry of the directory.
	KindInstitution Kind = 10
	// KindOffice is a counter: the place, its code and its county.
	KindOffice Kind = 11
	// KindOfficer is a person who works at a counter.
	KindOfficer Kind = 12
	// KindAudit is one line of who saw, printed or failed to open what.
	KindAudit Kind = 13
)

var kindNames = map[Kind]string{
	KindClient: "client", KindCard: "card", KindIntake: "intake", KindConsultation: "consultation",
	KindConsent: "consent", KindHandout: "handout", KindReferral: "referral", KindFollowUp: "followup",
	KindSheet: "sheet", KindInstitution: "institution", KindOffice: "office", KindOfficer: "officer",
	KindAudit: "audit",
}

// Kinds lists every kind in the order of its number.
func Kinds() []Kind {
	out := make([]Kind, 0, len(kindNames))
	for k := KindClient; k <= KindAudit; k++ {
		out = append(out, k)
	}
	return out
}

// String returns the name used in files and on command lines, "" for a kind of
// a newer version.
func (k Kind) String() string { return kindNames[k] }

// ParseKind is the inverse of String. It fails with CodeUnknownKind.
func ParseKind(name string) (Kind, error) {
	for k, n := range kindNames {
		if n == name {
			return k, nil
		}
	}
	return 0, &Error{Code: CodeUnknownKind, Args: map[string]any{"Kind": name}}
}

// CaseKinds are the kinds an officer writes herself; the others are written by
// the program or published by the centre.
func CaseKinds() []Kind {
	return []Kind{KindClient, KindIntake, KindConsultation, KindConsent, KindHandout, KindReferral, KindFollowUp}
}
