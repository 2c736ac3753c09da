package store

import (
	"errors"
	"fmt"

	"sporteli/store/casefile"
	"sporteli/store/sqldb"
)

// fail says what was being done, and turns a failure of the database into one
// with a code the user is told about. Only ids and codes go into what.
func fail(what string, err error) error {
	if err == nil {
		return nil
	}
	var own *casefile.Error
	if errors.As(err, &own) {
		return err
	}
	switch code := sqldb.CodeOf(err); code {
	case "":
		return fmt.Errorf("store: %s: %w", what, err)
	case sqldb.CodeExists:
		return casefile.Fail(casefile.CodeInternal, "store: %s: %w", what, err)
	default:
		return casefile.Fail(casefile.Code(code), "store: %s: %w", what, err)
	}
}
