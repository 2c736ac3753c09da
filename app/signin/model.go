package signin

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"sporteli/store/casefile"
)

// State says which of its faces the screen shows.
type State uint8

const (
	// FirstRun: the PC holds no data yet.
	FirstRun State = iota
	// SignIn: somebody who may work here comes to the PC.
	SignIn
	// Locked: somebody went away from it; her work lies behind the screen.
	Locked
)

// MinPassword is what the store asks for; it is here so that the hint can
// follow the typing.
const MinPassword = casefile.MinPassword

// EnrolForm is what connects a PC with the centre.
type EnrolForm struct {
	// Centre is its address, "https://host:port".
	Centre string
	// Code is the coordinator's code, however it was typed.
	Code string
	// Name and Password are those the first officer will sign in with.
	Name, Password string
}

// Strength judges a password while it is typed.
type Strength uint8

const (
	// Empty: nothing typed yet.
	Empty Strength = iota
	// Short: fewer than MinPassword characters.
	Short
	// Fair: long enough.
	Fair
	// Good: several words, or long.
	Good
)

// Key is the translation key of what the hint says.
func (s Strength) Key() string {
	return [...]string{"signin.strength.empty", "signin.strength.short", "signin.strength.fair", "signin.strength.good"}[s]
}

// StrengthOf judges a password by its length alone: length is what helps, and
// signs and digits at its end are what people forget.
func StrengthOf(password string) Strength {
	switch n := utf8.RuneCountInString(password); {
	case n == 0:
		return Empty
	case n < MinPassword:
		return Short
	case n >= 16 || len(strings.Fields(password)) >= 3:
		return Good
	default:
		return Fair
	}
}

// Missing returns what a form lacks, by field, nil if nothing.
func Missing(fields map[string]string) casefile.FieldErrors {
	var out casefile.FieldErrors
	for _, name := range []string{"centre", "code", "name", "password"} {
		if v, asked := fields[name]; asked && strings.TrimSpace(v) == "" {
			out = append(out, &casefile.Error{Code: casefile.CodeRequired, Field: name})
		}
	}
	return out
}

// CheckNew returns what is wrong with a new password.
func CheckNew(password string) *casefile.Error {
	if StrengthOf(password) == Short {
		return &casefile.Error{Code: casefile.CodeWeakPassword, Field: "password", Args: map[string]any{"Min": MinPassword}}
	}
	return nil
}

// place says beside which field a failure belongs, "" above the form.
func place(code casefile.Code) string {
	switch code {
	case casefile.CodeCodeTyped, casefile.CodeCodeUsed, casefile.CodeCodeUnknown, casefile.CodeCodeExpired:
		return "code"
	case casefile.CodeWeakPassword, casefile.CodeWrongPassword:
		return "password"
	case casefile.CodeOfficerExists, casefile.CodeNoOfficer:
		return "name"
	default:
		return ""
	}
}

// ParseInvitation takes apart what was pasted into the code's field: the bare
// code, the line the centre prints ({"code": …, "centre": …}), or a message in
// which an address stands beside the code. The address is "" if there is none.
func ParseInvitation(pasted string) (centre, code string) {
	var line struct {
		Centre, Address, URL, Code string
	}
	if json.Unmarshal([]byte(strings.TrimSpace(pasted)), &line) == nil && line.Code != "" {
		for _, a := range []string{line.Centre, line.Address, line.URL} {
			if a != "" {
				centre = a
				break
			}
		}
		return centre, line.Code
	}
	var rest []string
	for _, word := range strings.Fields(pasted) {
		switch {
		case strings.HasPrefix(strings.ToLower(word), "https://"):
			centre = strings.TrimRight(word, ".,;")
		case !strings.HasSuffix(word, ":"):
			rest = append(rest, word)
		}
	}
	return centre, strings.Join(rest, " ")
}

// Address completes what was typed as the centre's address: the scheme is
// always https, a slash at the end means nothing.
func Address(typed string) string {
	s := strings.TrimRight(strings.TrimSpace(typed), "/")
	if s == "" || strings.Contains(s, "://") {
		return s
	}
	return "https://" + s
}
