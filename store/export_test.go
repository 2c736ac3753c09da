package store

import (
	"os"
	"testing"

	"sporteli/store/keyring"
)

func TestMain(m *testing.M) {
	// A password that costs half a second would make these tests take minutes.
	keyCost = func() keyring.Cost { return keyring.Cost{Time: 1, MemoryKiB: 64, Threads: 1} }
	os.Exit(m.Run())
}
