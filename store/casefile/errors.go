package casefile

import (
	"errors"
	"fmt"
	"sort"
)

// Code says what went wrong in one word that never changes: screens translate
// it (key "error.<code>"), the wire carries it, logs print it.
type Code string

// The codes. Those that name a field are shown beside it.
const (
	CodeRequired     Code = "required"      // field: nothing was entered
	CodeTooLong      Code = "too_long"      // field: Args Max
	CodeUnknownCode  Code = "unknown_code"  // field: not in its code list
	CodeBadDate      Code = "bad_date"      // field: no such day
	CodeFutureDate   Code = "future_date"   // field: lies in the future and may not
	CodeBadNumber    Code = "bad_number"    // field: not a whole number in range
	CodeBadPhone     Code = "bad_phone"     // field: not a telephone number
	CodeBadDocument  Code = "bad_document"  // field: kind and number are needed
	CodeBadLanguage  Code = "bad_language"  // field: language and level are needed
	CodeBadReference Code = "bad_reference" // field: no such record
	CodeBadText      Code = "bad_text"      // field: broken characters
	CodeRestricted   Code = "restricted_code"
	CodeOneValue     Code = "one_value"     // field: several values where one is meant
	CodeBadStep      Code = "bad_step"      // referral: this state does not follow that one
	CodeNeedsConsent Code = "needs_consent" // referral: may not be sent without consent
	CodeLightVisit   Code = "light_visit"   // visit without a client: sex, age band and place are needed
	CodeUnknownField Code = "unknown_field"
	CodeUnknownKind  Code = "unknown_kind"
	CodeNotFound     Code = "not_found"
	CodeNotAllowed   Code = "not_allowed"
	CodeStale        Code = "stale" // the record was changed meanwhile

	CodeWrongPassword Code = "wrong_password"
	CodeWeakPassword  Code = "weak_password" // Args Min
	CodeNoOfficer     Code = "no_officer"
	CodeOfficerExists Code = "officer_exists"
	CodeWait          Code = "wait" // Args Seconds: too many wrong passwords

	CodeInUse       Code = "data_in_use"
	CodeDiskFull    Code = "disk_full"
	CodeReadOnly    Code = "read_only"
	CodeDamaged     Code = "damaged"
	CodeNewer       Code = "newer_version"
	CodeNotOurs     Code = "not_ours"
	CodeNoData      Code = "no_data" // the folder holds no data of ours
	CodeHasData     Code = "has_data"
	CodeNotEnrolled Code = "not_enrolled"
	CodeEnrolled    Code = "enrolled"
	CodeSampleData  Code = "sample_data"

	CodeNoNetwork   Code = "no_network"
	CodeNotCentre   Code = "not_centre" // something answered, but not our centre
	CodeTooOld      Code = "too_old"
	CodeRefused     Code = "refused" // this PC may no longer sync
	CodeBusy        Code = "busy"    // Args Seconds
	CodeClock       Code = "clock"   // the PC's clock makes the certificate invalid
	CodeFork        Code = "fork"    // two disks wrote the same log
	CodeBadMessage  Code = "bad_message"
	CodeCodeUsed    Code = "code_used"
	CodeCodeUnknown Code = "code_unknown"
	CodeCodeExpired Code = "code_expired"
	CodeCodeTyped   Code = "code_typed" // a typing slip: the check characters do not fit
	CodePortBusy    Code = "port_busy"
	CodeCertificate Code = "certificate"

	CodeUsage    Code = "usage"
	CodeBadLine  Code = "bad_line"
	CodeCanceled Code = "canceled"
	CodeNoViewer Code = "no_viewer" // no program on this PC opens the document
	CodeInternal Code = "internal"
)

// Codes lists every code, so that tests can ask for a text for each.
func Codes() []Code {
	out := []Code{
		CodeRequired, CodeTooLong, CodeUnknownCode, CodeBadDate, CodeFutureDate, CodeBadNumber, CodeBadPhone,
		CodeBadDocument, CodeBadLanguage, CodeBadReference, CodeBadText, CodeRestricted, CodeOneValue, CodeBadStep,
		CodeNeedsConsent, CodeLightVisit, CodeUnknownField, CodeUnknownKind, CodeNotFound, CodeNotAllowed, CodeStale,
		CodeWrongPassword, CodeWeakPassword, CodeNoOfficer, CodeOfficerExists, CodeWait,
		CodeInUse, CodeDiskFull, CodeReadOnly, CodeDamaged, CodeNewer, CodeNotOurs, CodeNoData, CodeHasData,
		CodeNotEnrolled, CodeEnrolled, CodeSampleData,
		CodeNoNetwork, CodeNotCentre, CodeTooOld, CodeRefused, CodeBusy, CodeClock, CodeFork, CodeBadMessage,
		CodeCodeUsed, CodeCodeUnknown, CodeCodeExpired, CodeCodeTyped, CodePortBusy, CodeCertificate,
		CodeUsage, CodeBadLine, CodeCanceled, CodeNoViewer, CodeInternal,
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// Error is every failure a user can be told about. It never holds the value of
// a field, so it may be logged as it is.
type Error struct {
	Code Code
	// Field is the name of the field it belongs to, or "".
	Field string
	// Args fill the gaps of the translated text.
	Args map[string]any
	// Err is the cause for the log; it is never shown.
	Err error
}

// Error returns the form for logs: code, field and cause.
func (e *Error) Error() string {
	s := string(e.Code)
	if e.Field != "" {
		s += " (" + e.Field + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is lets errors.Is compare by code: errors.Is(err, casefile.ErrNotFound).
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Field == "" || t.Field == e.Field)
}

// ErrNotFound is what one-record reads return when there is none to see.
var ErrNotFound = &Error{Code: CodeNotFound}

// CodeOf returns the code of an error, CodeInternal when it has none and ""
// for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Fail wraps a cause in a code.
func Fail(code Code, format string, args ...any) error {
	return &Error{Code: code, Err: fmt.Errorf(format, args...)}
}

// FieldErrors collects what is wrong with the fields of one form, so that all
// are shown at once.
type FieldErrors []*Error

// Error names the codes and fields.
func (fe FieldErrors) Error() string {
	s := "casefile:"
	for _, e := range fe {
		s += " " + e.Error() + ";"
	}
	return s
}

// Unwrap lets errors.As find each of them.
func (fe FieldErrors) Unwrap() []error {
	out := make([]error, len(fe))
	for i, e := range fe {
		out[i] = e
	}
	return out
}

// OrNil returns nil when nothing was found, so that a collection can be
// returned as it is.
func (fe FieldErrors) OrNil() error {
	if len(fe) == 0 {
		return nil
	}
	return fe
}
