// Package sqldb opens a SQLite file the one way this project does: a single
// writer, many readers on snapshots, every commit on the disk before it is
// reported, and every failure named by a Code.
//
// It alone knows the driver. It knows no record and no table of its callers;
// they bring their schema as numbered migrations and their SQL as text. The
// file is closed to other kinds of files by its application id, and to older
// programs by its version.
package sqldb
