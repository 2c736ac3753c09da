package keyring

import (
	"time"

	"golang.org/x/crypto/argon2"

	"sporteli/store/casefile"
)

// Cost is what one guess of a password takes (Argon2id, RFC 9106).
type Cost struct {
	Time      uint32 `json:"time"`
	MemoryKiB uint32 `json:"memory_kib"`
	Threads   uint8  `json:"threads"`
}

// Floor is the second choice of RFC 9106, 4; no slot is made with less.
var Floor = Cost{Time: 3, MemoryKiB: 64 << 10, Threads: 4}

// Bounds of what is run for a slot that is read: a forged slot must not occupy
// the PC's memory or minutes of its time.
const (
	maxTime      = 16
	maxMemoryKiB = 512 << 10
	maxThreads   = 16
)

// wantedTime is how long an officer waits at sign-in, and a thief at each guess.
const wantedTime = 500 * time.Millisecond

// Calibrate finds the cost that takes about half a second on this PC, never
// less than Floor.
func Calibrate() Cost {
	c := Floor
	took := measure(c)
	for c.MemoryKiB < 256<<10 && took*2 <= wantedTime {
		c.MemoryKiB *= 2
		took *= 2
	}
	for c.Time < maxTime/2 && took+took/time.Duration(c.Time) <= wantedTime {
		took += took / time.Duration(c.Time)
		c.Time++
	}
	return c
}

func measure(c Cost) time.Duration {
	begin := time.Now()
	c.derive("calibration", make([]byte, saltLen))
	return time.Since(begin)
}

func (c Cost) derive(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.Time, c.MemoryKiB, c.Threads, keyLen)
}

func (c Cost) check() error {
	if c.Time < 1 || c.Time > maxTime || c.MemoryKiB < 8 || c.MemoryKiB > maxMemoryKiB || c.Threads < 1 || c.Threads > maxThreads {
		return casefile.Fail(casefile.CodeDamaged, "keyring: slot asks for an impossible cost")
	}
	return nil
}
