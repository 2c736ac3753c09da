package casefile

// Role is what a person is trusted with.
type Role string

const (
	// RoleOfficer works at a counter.
	RoleOfficer Role = "officer"
	// RoleCoordinator helps the counters of a county.
	RoleCoordinator Role = "coordinator"
	// RoleAdministrator runs the centre.
	RoleAdministrator Role = "administrator"
)

// ParseRole reads a role as written on command lines. It fails with
// CodeUnknownCode.
func ParseRole(s string) (Role, error) {
	switch r := Role(s); r {
	case RoleOfficer, RoleCoordinator, RoleAdministrator:
		return r, nil
	}
	return "", &Error{Code: CodeUnknownCode, Field: "role"}
}

// Action is what somebody may want to do with a record.
type Action string

const (
	// ActionRead opens or lists a record.
	ActionRead Action = "read"
	// ActionWrite creates or changes a record.
	ActionWrite Action = "write"
	// ActionPrint puts a record on paper.
	ActionPrint Action = "print"
	// ActionExport writes records to a file outside the program.
	ActionExport Action = "export"
	// ActionAddOfficer lets another person sign in on this PC.
	ActionAddOfficer Action = "add_officer"
)

// rights is the one table of who may do what; what is not in it is not allowed.
// The scope is not a column yet: a device holds only what its grants allow, and
// the centre checks those.
var rights = map[Role]map[Action]map[Kind]bool{
	RoleOfficer: {
		ActionRead:       kinds(append(CaseKinds(), KindCard, KindSheet, KindInstitution, KindOffice, KindOfficer)...),
		ActionWrite:      kinds(CaseKinds()...),
		ActionPrint:      kinds(KindSheet, KindReferral, KindClient),
		ActionExport:     kinds(CaseKinds()...),
		ActionAddOfficer: kinds(KindOfficer),
	},
	RoleCoordinator: {
		ActionRead:       kinds(append(CaseKinds(), KindCard, KindSheet, KindInstitution, KindOffice, KindOfficer)...),
		ActionWrite:      kinds(CaseKinds()...),
		ActionPrint:      kinds(KindSheet, KindReferral, KindClient),
		ActionExport:     kinds(append(CaseKinds(), KindCard)...),
		ActionAddOfficer: kinds(KindOfficer),
	},
	RoleAdministrator: {
		ActionRead:  kinds(KindSheet, KindInstitution, KindOffice, KindOfficer, KindAudit),
		ActionWrite: kinds(KindSheet, KindInstitution, KindOffice, KindOfficer),
	},
}

func kinds(list ...Kind) map[Kind]bool {
	m := make(map[Kind]bool, len(list))
	for _, k := range list {
		m[k] = true
	}
	return m
}

// May reports whether the role may do this with records of the kind.
func May(r Role, a Action, k Kind) bool { return rights[r][a][k] }

// MinPassword is the shortest password taken, in characters. Length is what
// protects a stolen disk; signs and digits at the end are what people forget.
const MinPassword = 10

// Session is a signed-in person on this device.
type Session struct {
	Officer ID
	Name    string
	Role    Role
	Office  ID
	// County is the code of the office's county, "" before enrolment.
	County string
}

// Require returns CodeNotAllowed unless the session may do it.
func (s Session) Require(a Action, k Kind) error {
	if May(s.Role, a, k) {
		return nil
	}
	return &Error{Code: CodeNotAllowed, Args: map[string]any{"Action": string(a), "Kind": k.String()}}
}
