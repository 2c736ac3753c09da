package casefile

import (
	"strings"
	"time"
)

// Ref names one value of one field of a record: the event that wrote it, and
// which of that event's values for the field it is.
type Ref struct {
	Event EventID
	// Index counts the values that one event wrote to one set field, from 0.
	Index uint8
}

// Op changes one field. It may write one value, and it replaces the values it
// names: those the officer saw when she wrote it.
type Op struct {
	Field uint16
	// Write is false for an operation that only removes.
	Write bool
	// Index tells apart several values written to one set field by one event.
	Index uint8
	Value string
	Over  []Ref
}

// ScopeOp puts a record into a scope or takes it out. It travels in the open
// part of an event, since the centre must route by it.
type ScopeOp struct {
	Scope Scope
	Write bool
	Index uint8
	Over  []Ref
}

// Event is one change of one record, as written by one person on one device.
// An event is never changed; its id is computed from what it says.
type Event struct {
	ID EventID
	// Schema is the version of the catalogue it was written with.
	Schema uint16
	Record ID
	Kind   Kind
	// Author is the officer's record; zero for the program itself.
	Author ID
	Device DeviceID
	// At is the device's own clock, in milliseconds since 1970.
	At int64
	// Stamp orders events for display and picks the provisional value of a
	// conflict: milliseconds shifted left by 16, never less than one seen before.
	Stamp uint64
	// CentreAt is the centre's time as last signed to this device, 0 if never.
	CentreAt int64
	// Doubt is set when the device's clock contradicts the centre's.
	Doubt bool
	// Group joins the events of one save; zero when it is alone.
	Group  ID
	Scopes []ScopeOp
	Nonce  [16]byte
	Ops    []Op
	// Erased is set when the payload (Nonce and Ops) is gone for good or was
	// never given to this device.
	Erased bool
}

// Time returns the moment the author's device claims.
func (e Event) Time() time.Time { return time.UnixMilli(e.At) }

// SchemaVersion is the version of the catalogue this program writes.
const SchemaVersion = 1

// Scope says who may hold a record: an office, a county, everybody, or the
// auditors. It is short text because it travels with every membership change.
type Scope string

const (
	// ScopeNational is reference data for everybody.
	ScopeNational Scope = "n"
	// ScopeAudit is read at the centre only; no device follows it.
	ScopeAudit Scope = "a"
)

// OfficeScope is what the PCs of one office hold.
func OfficeScope(office ID) Scope { return Scope("o:" + office.String()) }

// CountyScope is what the coordinator of a county holds. The code is that of
// ISO 3166-2, such as "AL-11".
func CountyScope(county string) Scope { return Scope("q:" + county) }

// Valid reports whether the scope has one of the known forms. Forms of newer
// versions are not known here and are refused at the centre.
func (s Scope) Valid() bool {
	switch {
	case s == ScopeNational, s == ScopeAudit:
		return true
	case strings.HasPrefix(string(s), "o:"):
		_, err := ParseID(string(s[2:]))
		return err == nil
	case strings.HasPrefix(string(s), "q:"):
		return len(s) > 2 && len(s) <= 10
	default:
		return false
	}
}

// HomeScopes says where a new record of a kind lives for an office of a county.
// Full files stay in the office; the county sees index cards, referrals and who
// works where (what the coordinator needs, and no more).
func HomeScopes(k Kind, office ID, county string) []Scope {
	switch k {
	case KindCard, KindReferral, KindOfficer:
		if county == "" {
			return []Scope{OfficeScope(office)}
		}
		return []Scope{OfficeScope(office), CountyScope(county)}
	case KindSheet, KindInstitution, KindOffice:
		return []Scope{ScopeNational}
	case KindAudit:
		return []Scope{ScopeAudit}
	default:
		return []Scope{OfficeScope(office)}
	}
}

// Shipped is reference data that comes with the program. Every device turns it
// into the same event, so that a later publication by the centre replaces it
// like any other value.
type Shipped struct {
	// Key is the stable name within its kind.
	Key     string
	Kind    Kind
	Version int
	// Day is when this version was written, YYYY-MM-DD.
	Day    string
	Fields map[string][]string
}

// RecordID is the record all devices give it.
func (s Shipped) RecordID() ID { return DerivedID(s.Kind, s.Key) }
