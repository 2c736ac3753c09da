package casefile

import (
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
)

// ID names a record. It is a UUIDv7 (RFC 9562), so that new records sort after
// old ones and no two counters ever choose the same one.
type ID [16]byte

// NewID returns a fresh record id.
func NewID() ID { return ID(uuid.Must(uuid.NewV7())) }

// DerivedID returns the id that every device computes alike for the same kind
// and key. Index cards and shipped reference data use it, so that two counters
// that write the same thing write it to the same record.
func DerivedID(kind Kind, key string) ID {
	return ID(uuid.NewSHA1(derivedSpace, []byte(kind.String()+"/"+key)))
}

// derivedSpace is the name space of DerivedID; it never changes.
var derivedSpace = uuid.MustParse("6b0f3c52-6d0b-5c0e-9a53-2d3c1e1c7a10")

// ParseID reads the usual hyphenated form. It fails with CodeNotFound.
func ParseID(s string) (ID, error) {
	u, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return ID{}, &Error{Code: CodeNotFound, Err: fmt.Errorf("casefile: malformed id")}
	}
	return ID(u), nil
}

// String returns the hyphenated form.
func (id ID) String() string { return uuid.UUID(id).String() }

// IsZero reports whether no record is meant.
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText writes the hyphenated form, "" for no record, as in JSON.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return nil, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText reads what MarshalText wrote. It fails with CodeNotFound.
func (id *ID) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*id = ID{}
		return nil
	}
	*id, err = ParseID(string(text))
	return err
}

// EventID names an event: the first half of the SHA-256 of its body, so that
// an event cannot be changed and keep its name.
type EventID [16]byte

// String returns the id in hexadecimal.
func (id EventID) String() string { return hex.EncodeToString(id[:]) }

// IsZero reports whether no event is meant.
func (id EventID) IsZero() bool { return id == EventID{} }

// DeviceID names one enrolled PC.
type DeviceID [16]byte

// String returns the id in hexadecimal.
func (id DeviceID) String() string { return hex.EncodeToString(id[:]) }

// LogID names one log of a device. A device may own several, one after the
// other: a log is never continued after a doubt about what it holds.
type LogID [16]byte

// String returns the id in hexadecimal.
func (id LogID) String() string { return hex.EncodeToString(id[:]) }
