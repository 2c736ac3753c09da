package central

import (
	"context"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Ops is the ledger: a contract that every kind of database fulfils.
type Ops interface {
	// Write runs f in one transaction. When f returns nil, everything is durable
	// before Write returns; otherwise nothing of it is. Two of them never overlap.
	Write(ctx context.Context, f func(Tx) error) error
	// Read runs f on one snapshot.
	Read(ctx context.Context, f func(Tx) error) error
}

// Tx is one transaction of the ledger. Methods that look for one thing return
// casefile.ErrNotFound when there is none.
type Tx interface {
	Registry
	Journal
	Feeds
}

// Registry is who belongs to the centre.
type Registry interface {
	Office(id casefile.ID) (Office, error)
	Offices() ([]Office, error)
	AddOffice(o Office) error
	Device(id casefile.DeviceID) (Device, error)
	Devices() ([]Device, error)
	// PutDevice adds or replaces a device.
	PutDevice(d Device) error
	Code(hash wire.Hash) (Code, error)
	// PutCode adds or replaces a code.
	PutCode(c Code) error
	// Meta returns a setting of the centre, nil if it was never set.
	Meta(key string) ([]byte, error)
	SetMeta(key string, value []byte) error
	Count() (Counts, error)
}

// Journal is what came in.
type Journal interface {
	Log(id casefile.LogID) (Log, error)
	// Logs lists the logs of a device.
	Logs(device casefile.DeviceID) ([]Log, error)
	// PutLog adds or replaces a log.
	PutLog(l Log) error
	// AddEntry keeps an entry. known: this very entry was there; fork: another one
	// has its place.
	AddEntry(e Entry) (known, fork bool, err error)
	// Follower finds the entry that comes after the one with this hash, the first
	// received where there are several.
	Follower(log casefile.LogID, seq uint64, prev wire.Hash) (wire.Hash, error)
	// Entered returns the places of an event in the logs of a device.
	Entered(device casefile.DeviceID, event casefile.EventID) ([]wire.Head, error)
	Event(id casefile.EventID) (Event, error)
	// PutEvent adds an event, or replaces one that was held.
	PutEvent(e Event) error
	// Held lists the events of a device that are kept back, the latest first.
	Held(device casefile.DeviceID, max int) ([]wire.Verdict, error)
	// Published lists the published events of a record in order of arrival.
	Published(record casefile.ID) ([]casefile.EventID, error)
	Record(id casefile.ID) (Record, error)
	PutRecord(r Record) error
}

// Feeds is what each scope is told.
type Feeds interface {
	// Top returns position and hash of the last row, zero for an empty feed.
	Top(scope casefile.Scope) (Top, error)
	// RowHash returns the chain hash at a position.
	RowHash(scope casefile.Scope, pos uint64) (wire.Hash, error)
	// AddRow appends a row; its position must be the next one.
	AddRow(scope casefile.Scope, r Row) error
	// Rows calls f for the rows after a position, in order, until f returns false.
	Rows(scope casefile.Scope, after uint64, f func(Row) (bool, error)) error
}

// Office is a counter.
type Office struct {
	ID                               casefile.ID
	Name, Municipality, County, Code string
	CreatedAt                        int64
}

// Device is an enrolled PC. Times are milliseconds since 1970, 0 for never.
type Device struct {
	ID               casefile.DeviceID
	SignKey, SealKey []byte
	Office           casefile.ID
	Role             casefile.Role
	// Series is the letter of its numbers within the office.
	Series     string
	Officer    casefile.ID
	App        string
	EnrolledAt int64
	SeenAt     int64
	RevokedAt  int64
	// Waiting is what the device said it could not send yet.
	Waiting int
	// Forks counts entries that contradict another entry of the same log: two
	// disks write with one key.
	Forks int
	// ClockOff is the device's clock minus the centre's in milliseconds.
	ClockOff int64
}

// Code is an enrolment code. Of its secret only the hash is kept.
type Code struct {
	Hash      wire.Hash
	Office    casefile.ID
	Role      casefile.Role
	ExpiresAt int64
	// Device is the one that used it; UsedAt is 0 before.
	Device casefile.DeviceID
	UsedAt int64
}

// Log is one log of a device with its head: the furthest entry that is linked
// to the first by unbroken hashes.
type Log struct {
	ID     casefile.LogID
	Device casefile.DeviceID
	Seq    uint64
	Hash   wire.Hash
}

// Entry is one place of a log.
type Entry struct {
	Log        casefile.LogID
	Seq        uint64
	Prev, Hash wire.Hash
	Event      casefile.EventID
}

// Event is an event as received. Held is why it is kept back, "" when it is
// published.
type Event struct {
	ID            casefile.EventID
	Record        casefile.ID
	Kind          casefile.Kind
	Device        casefile.DeviceID
	Group         casefile.ID
	Body, Payload []byte
	Held          casefile.Code
	ReceivedAt    int64
}

// Record is what the centre must know of a record to route it: the office that
// began it, and the fold of its membership (merge.State).
type Record struct {
	ID     casefile.ID
	Office casefile.ID
	State  []byte
}

// Top is the end of a feed.
type Top struct {
	Pos  uint64
	Hash wire.Hash
}

// Row is one row of a feed.
type Row struct {
	Pos    uint64
	Kind   wire.RowKind
	Record casefile.ID
	Event  casefile.EventID
	Hash   wire.Hash
	// Fresh rows were written when the event arrived, others when the record was
	// shared later.
	Fresh bool
	// Of the event, filled in when reading.
	Device        casefile.DeviceID
	Group         casefile.ID
	Body, Payload []byte
}

// Counts is what the duty board shows.
type Counts struct {
	Offices, Devices, Revoked    int
	Records, Events, Held, Forks int
	Codes                        int // not used and not expired ones included
}
