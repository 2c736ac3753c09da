package ui

import (
	"errors"

	"sporteli/store/casefile"
)

// FieldErrors returns the errors of an error that may be shown beside fields; ok
// is false where it belongs to no field at all.
func FieldErrors(err error) (several casefile.FieldErrors, ok bool) {
	if errors.As(err, &several) {
		return several, true
	}
	var one *casefile.Error
	if !errors.As(err, &one) || one.Field == "" {
		return nil, false
	}
	return casefile.FieldErrors{one}, true
}

// Words is an error in the officer's words, wherever they belong.
func (e *Env) Words(err error) string { return Present(e.P, err).any() }
