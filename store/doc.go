// Package store keeps the records of one PC in one folder: the change log, the
// state it folds to, the tables that lists read, drafts and settings.
//
// Everything that changes a record goes through one write path: rights are
// asked, values are checked, an event is made that names the values it
// replaces, and event, place in this PC's log, state, projections and search
// index are committed together, on the disk before the call returns. Tables are
// projections of events; Check makes them anew and compares.
//
// The package knows no network and no window. Sync calls Outgoing and Accept;
// screens and the support tool call the rest with a Session. Errors carry codes
// of casefile and never a value of a field.
//
// Files of a folder: sporteli.db (with -wal and -shm while open), keys.json
// (package keyring), anchor (the last entry of the log, so that a database put
// back from a copy is noticed), lock.
package store
