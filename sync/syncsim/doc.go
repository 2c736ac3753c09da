// Package syncsim plays PCs in memory, for tests of the sync: they write,
// exchange, lose their disks and are copied, without files and without waiting.
//
// A PC follows the same rules as the store and is short enough to be read beside
// PROTOCOL.md. It is only ever imported by tests.
package syncsim
