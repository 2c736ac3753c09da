package wire

import (
	"sporteli/store/casefile"
)

// Versions of the protocol this program speaks. The centre takes every version
// ever shipped for sending in.
const (
	VersionMin = 1
	VersionMax = 1
)

// Limits of one message, in bytes before and after unpacking, and in events.
const (
	MaxFrame  = 256 << 10
	MaxRaw    = 1 << 20
	MaxEvents = 1000
)

// Head is how far one side knows a log.
type Head struct {
	_    struct{} `cbor:",toarray"`
	Log  casefile.LogID
	Seq  uint64
	Hash Hash
}

// Cursor is how far a device has followed a scope's feed, and the furthest head
// of it that it was ever shown.
type Cursor struct {
	_       struct{} `cbor:",toarray"`
	Scope   casefile.Scope
	Pos     uint64
	Hash    Hash
	TopPos  uint64
	TopHash Hash
}

// Entries is an unbroken stretch of one log.
type Entries struct {
	_     struct{} `cbor:",toarray"`
	Log   casefile.LogID
	First uint64
	Prev  Hash
	Items []Item
}

// Request is everything a device says in one exchange.
type Request struct {
	Min     uint      `cbor:"1,keyasint"`
	Max     uint      `cbor:"2,keyasint"`
	App     string    `cbor:"3,keyasint"`
	Nonce   []byte    `cbor:"4,keyasint,omitempty"`
	Heads   []Head    `cbor:"5,keyasint,omitempty"`
	Cursors []Cursor  `cbor:"6,keyasint,omitempty"`
	Entries []Entries `cbor:"7,keyasint,omitempty"`
	// Budget is how many bytes the device wants in the answer at most.
	Budget int `cbor:"8,keyasint"`
	// Waiting is how many of its records still wait after this request, for the
	// duty board.
	Waiting int `cbor:"9,keyasint"`
	// Clock is the device's time in milliseconds since 1970.
	Clock int64 `cbor:"10,keyasint"`
	// Want asks again for events whose payload is missing here.
	Want []casefile.EventID `cbor:"11,keyasint,omitempty"`
}

// Verdict is the centre's word on one event that was not simply published.
type Verdict struct {
	_     struct{} `cbor:",toarray"`
	Event casefile.EventID
	Code  casefile.Code
}

// Row is one row of a feed. It has exactly one of three forms: Item; Event and
// Record; Hash.
type Row struct {
	_    struct{} `cbor:",toarray"`
	Kind RowKind
	// Item is given for an event the device does not have.
	Item *Item
	// Event and Record are given, without Item, for an event the device itself
	// sent in, and for an evict row: the event that took the record out.
	Event  *casefile.EventID
	Record *casefile.ID
	// Hash is given for a row that does not concern this device any more: it is
	// the feed's hash after the row.
	Hash *Hash
}

// Feed is the next stretch of a scope.
type Feed struct {
	Scope casefile.Scope `cbor:"1,keyasint"`
	// Mismatch tells that the device's cursor is not on this feed: the centre was
	// restored. The device lists the feed from the beginning.
	Mismatch bool `cbor:"2,keyasint,omitempty"`
	// From is the position before the first row.
	From    uint64 `cbor:"3,keyasint"`
	Rows    []Row  `cbor:"4,keyasint,omitempty"`
	TopPos  uint64 `cbor:"5,keyasint"`
	TopHash Hash   `cbor:"6,keyasint"`
}

// Response is the centre's answer. Only a signed one changes anything.
type Response struct {
	Version uint `cbor:"1,keyasint"`
	// Code is "" when the exchange took place.
	Code casefile.Code `cbor:"2,keyasint,omitempty"`
	// Time is the centre's, in milliseconds since 1970.
	Time  int64  `cbor:"3,keyasint"`
	Nonce []byte `cbor:"4,keyasint,omitempty"`
	// Heads is what the centre durably holds of the device's logs: the only
	// truth about "sent".
	Heads    []Head           `cbor:"5,keyasint,omitempty"`
	Verdicts []Verdict        `cbor:"6,keyasint,omitempty"`
	Feeds    []Feed           `cbor:"7,keyasint,omitempty"`
	Grants   []casefile.Scope `cbor:"8,keyasint,omitempty"`
	Wanted   []Item           `cbor:"9,keyasint,omitempty"`
}

// EnrolRequest asks to become a device of an office.
type EnrolRequest struct {
	// Secret is the secret half of the enrolment code.
	Secret []byte            `cbor:"1,keyasint"`
	Device casefile.DeviceID `cbor:"2,keyasint"`
	// SignKey is the device's Ed25519 public key, SealKey its X25519 one.
	SignKey []byte `cbor:"3,keyasint"`
	SealKey []byte `cbor:"4,keyasint"`
	// Officer is the record of the first person of this device.
	Officer casefile.ID `cbor:"5,keyasint"`
	App     string      `cbor:"6,keyasint"`
	// Sample is set by a PC that holds invented records: no real centre takes it.
	Sample bool  `cbor:"7,keyasint,omitempty"`
	Clock  int64 `cbor:"8,keyasint"`
}

// EnrolResponse tells the device who it is now.
type EnrolResponse struct {
	Code         casefile.Code `cbor:"1,keyasint,omitempty"`
	Office       casefile.ID   `cbor:"2,keyasint"`
	OfficeName   string        `cbor:"3,keyasint"`
	OfficeCode   string        `cbor:"4,keyasint"`
	Municipality string        `cbor:"5,keyasint"`
	County       string        `cbor:"6,keyasint"`
	Role         string        `cbor:"7,keyasint"`
	Series       string        `cbor:"8,keyasint"`
	// CentreKey verifies the centre's answers (Ed25519).
	CentreKey []byte `cbor:"10,keyasint"`
	Sample    bool   `cbor:"11,keyasint,omitempty"`
	Time      int64  `cbor:"12,keyasint"`
}

// check refuses what no program of ours sends, so that what follows can rely on
// it.
func (r *Request) check() error {
	n := 0
	for _, run := range r.Entries {
		n += len(run.Items)
	}
	if max(n, len(r.Want)) > MaxEvents {
		return bad("a request about %d events, wanting %d", n, len(r.Want))
	}
	return nil
}

func (r *Response) check() error {
	for _, f := range r.Feeds {
		for _, row := range f.Rows {
			named := row.Event != nil && row.Record != nil
			if one := row.Item != nil; one && (row.Event != nil || row.Record != nil || row.Hash != nil) || !one && named == (row.Hash != nil) ||
				row.Kind == RowEvict && one {
				return bad("a row of no known form")
			}
		}
	}
	return nil
}

func (r *EnrolRequest) check() error { return nil }
