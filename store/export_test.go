package store

import (
	"os"
	"testing"

	"sporteli/store/keyring"
)

func (db *DB) headNow() head {
	db.writing.Lock()
	defer db.writing.Unlock()
	return db.head
}

// AfterTests is set by tests outside the package to tidy up.
var AfterTests = func() {}

func TestMain(m *testing.M) {
	// A password that costs half a second would make these tests take minutes.
	keyCost = func() keyring.Cost { return keyring.Cost{Time: 1, MemoryKiB: 64, Threads: 1} }
	status := m.Run()
	AfterTests()
	os.Exit(status)
}
