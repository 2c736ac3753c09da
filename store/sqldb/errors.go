package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
)

// Code says in one word why the file could not be used. The words are those of
// the program's other error codes, so that callers can pass them on.
type Code string

// The codes.
const (
	CodeDiskFull Code = "disk_full"     // no room for the change; nothing of it was kept
	CodeReadOnly Code = "read_only"     // file or folder cannot be opened, read or written
	CodeDamaged  Code = "damaged"       // the file contradicts itself
	CodeNotOurs  Code = "not_ours"      // not a database, or one of another program
	CodeNewer    Code = "newer_version" // written by a newer program; left untouched
	CodeInUse    Code = "data_in_use"   // another process holds it
	CodeExists   Code = "exists"        // a key or rule of the schema refused the row
	CodeCanceled Code = "canceled"      // the context ended first
	CodeInternal Code = "internal"      // anything else: a fault of the program
)

// ErrNoRows is what QueryRow's Scan returns when there is no row.
var ErrNoRows = sql.ErrNoRows

// Error is a failure with its code. It never holds a value of a row.
type Error struct {
	Code Code
	Err  error
}

// Error returns code and cause, for logs.
func (e *Error) Error() string { return "sqldb: " + string(e.Code) + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of a failure of this package or of the driver, "" for
// nil and for errors that come from elsewhere.
func CodeOf(err error) Code {
	var own *Error
	if errors.As(err, &own) {
		return own.Code
	}
	var driver *sqlite.Error
	if errors.As(err, &driver) {
		return codeOfResult(driver.Code())
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return CodeCanceled
	}
	return ""
}

// Result codes of SQLite (sqlite.org/rescode.html). The low byte is the primary
// code; a few extended ones mean something else than their primary code.
const (
	resultPerm         = 3
	resultBusy         = 5
	resultLocked       = 6
	resultReadOnly     = 8
	resultInterrupt    = 9
	resultIOErr        = 10
	resultCorrupt      = 11
	resultFull         = 13
	resultCantOpen     = 14
	resultConstraint   = 19
	resultAuth         = 23
	resultNotADB       = 26
	resultIOErrCorrupt = resultIOErr | 33<<8
	resultIOErrData    = resultIOErr | 32<<8
)

func codeOfResult(result int) Code {
	switch result {
	case resultIOErrCorrupt, resultIOErrData:
		return CodeDamaged
	}
	switch result & 0xff {
	case resultFull:
		return CodeDiskFull
	case resultReadOnly, resultCantOpen, resultPerm, resultAuth, resultIOErr:
		return CodeReadOnly
	case resultCorrupt:
		return CodeDamaged
	case resultNotADB:
		return CodeNotOurs
	case resultBusy, resultLocked:
		return CodeInUse
	case resultConstraint:
		return CodeExists
	case resultInterrupt:
		return CodeCanceled
	default:
		return CodeInternal
	}
}

// fail gives an error of the driver its code; other errors pass unchanged.
func fail(what string, err error) error {
	if err == nil {
		return nil
	}
	var own *Error
	if errors.As(err, &own) {
		return err
	}
	code := CodeOf(err)
	if code == "" {
		code = CodeInternal
	}
	return &Error{Code: code, Err: fmt.Errorf("%s: %w", what, err)}
}
