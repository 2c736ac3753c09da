package wire

import (
	"crypto/sha256"
	"encoding/binary"

	"sporteli/store/casefile"
)

// Hash is a link of a log's or feed's chain.
type Hash [sha256.Size]byte

// EntryHash links one entry of a log to the one before it. The event itself
// does not name its log, so that it can be entered again in another one.
func EntryHash(log casefile.LogID, seq uint64, prev Hash, ev casefile.EventID) Hash {
	b := make([]byte, 0, 96)
	b = append(b, "entry\x00"...)
	b = append(b, log[:]...)
	b = binary.BigEndian.AppendUint64(b, seq)
	b = append(b, prev[:]...)
	b = append(b, ev[:]...)
	return sha256.Sum256(b)
}

// RowKind says what a row of a feed does.
type RowKind uint8

const (
	// RowEvent brings an event.
	RowEvent RowKind = 1
	// RowEvict tells that a record has left the scope.
	RowEvict RowKind = 2
)

// RowHash links one row of a scope's feed to the one before it.
func RowHash(prev Hash, kind RowKind, rec casefile.ID, ev casefile.EventID) Hash {
	b := make([]byte, 0, 80)
	b = append(b, "row\x00"...)
	b = append(b, prev[:]...)
	b = append(b, byte(kind))
	b = append(b, rec[:]...)
	b = append(b, ev[:]...)
	return sha256.Sum256(b)
}
