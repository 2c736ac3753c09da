package engine

import (
	"context"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Local is the store of this PC; *store.DB is one.
type Local interface {
	Identity() casefile.Identity
	// Sign signs with the device's key.
	Sign(msg []byte) ([]byte, error)
	// Heads names every log of this PC with its last entry.
	Heads(ctx context.Context) ([]wire.Head, error)
	// Cursors says how far each granted scope was followed.
	Cursors(ctx context.Context) ([]wire.Cursor, error)
	// Nonce is the one the centre gave last, nil if none.
	Nonce(ctx context.Context) ([]byte, error)
	// Outgoing returns entries beyond the centre's last signed heads, oldest
	// first: within the limits, but at least one if there is any.
	Outgoing(ctx context.Context, maxBytes, maxEvents int) ([]wire.Entries, error)
	// Waiting counts records written here without a receipt.
	Waiting(ctx context.Context) (int, error)
	// Accept applies one verified answer in one transaction. It is only ever
	// given answers whose Code is "".
	Accept(ctx context.Context, res wire.Response) (casefile.Accepted, error)
	// NoteSync records the last attempt and what stopped it, "" for nothing.
	NoteSync(ctx context.Context, problem casefile.Code, at time.Time) error
}

// Wanter is a Local that can miss events it was once given, such as those of a
// record that left its scopes and came back. They are asked for by name and
// come in wire.Response.Wanted.
type Wanter interface {
	// Wants names at most max events.
	Wants(ctx context.Context, max int) ([]casefile.EventID, error)
}

// Remote is the way to the centre: HTTPS, or a simulated world.
type Remote interface {
	// Exchange delivers one frame and returns what came back, unverified. Its
	// failures have a code of the closed set no_network, not_centre, too_old,
	// refused, clock, certificate, busy (Args Seconds), bad_message.
	Exchange(ctx context.Context, frame []byte) ([]byte, Stats, error)
}

// Stats is what one exchange cost; it is filled on failures too.
type Stats struct {
	// Up and Down are bytes of request and answer with their HTTP headers, as
	// far as they got.
	Up, Down int
	Took     time.Duration
}

// Result sums up one round.
type Result struct {
	// Sent and Received count events; Waiting and Conflicts count records.
	Sent, Received, Waiting, Conflicts int
	BytesUp, BytesDown, Requests       int
}

// Progress is what the status line shows while and after a round.
type Progress struct {
	// Running is set while a round is under way.
	Running bool
	// Done and Total count records that wait to be sent in this round.
	Done, Total int
	// Problem is what stopped the last round, "" if nothing did.
	Problem casefile.Code
	// NextTry is when the next round begins by itself, zero for Once.
	NextTry time.Time
	Result  Result
}
