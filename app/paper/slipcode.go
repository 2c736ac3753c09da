package paper

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"sporteli/store/casefile"
)

// SlipScheme begins the text in the QR code of a return slip. The whole text is
//
//	SPR1:<number>:<referral id>
//
// with the number as printed on the letter and the id as a hyphenated UUID. The
// digit is the version of the scheme; a slip on paper lives for years, so a text
// of version 1 must be read by every later program.
const SlipScheme = "SPR1"

// longestNumber is the longest referral number that is printed; the field of the
// record allows no longer one.
const longestNumber = 40

// ErrNotSlip is returned for a text that no return slip of ours carries.
var ErrNotSlip = errors.New("paper: not the code of a return slip")

// SlipCode is the text for the QR code of a return slip. A number may hold
// letters A to Z, digits and "-", "/", "."; anything else, an empty number and
// an id that is zero fail with casefile.CodeBadText or CodeRequired.
func SlipCode(number string, id casefile.ID) (string, error) {
	switch {
	case number == "":
		return "", &casefile.Error{Code: casefile.CodeRequired, Field: "number"}
	case id.IsZero():
		return "", &casefile.Error{Code: casefile.CodeRequired, Field: "id"}
	case len(number) > longestNumber || strings.ContainsFunc(number, notInNumber):
		return "", &casefile.Error{Code: casefile.CodeBadText, Field: "number"}
	}
	return fmt.Sprintf("%s:%s:%s", SlipScheme, number, id), nil
}

// ParseSlip reads what a scanner made of a slip's QR code. Scanners type like an
// American keyboard, so on a PC set to another layout the colon and the hyphen
// arrive as other signs (on the Albanian one ":" as "Ë"), and the Caps Lock key
// swaps the case. All of this is undone: the sign after the scheme stands for
// the colon, the one in the id for the hyphen. Letters Y and Z may still be
// swapped in the number, which is why the id decides and the number is only
// shown. It fails with ErrNotSlip.
func ParseSlip(text string) (number string, id casefile.ID, err error) {
	r := []rune(strings.ToUpper(strings.TrimSpace(text)))
	const idLen = 36
	head := len(SlipScheme)
	if len(r) < head+1+1+1+idLen || len(r) > head+2+longestNumber+idLen || string(r[:head]) != SlipScheme {
		return "", casefile.ID{}, ErrNotSlip
	}
	colon, middle, tail := r[head], r[head+1:len(r)-idLen-1], r[len(r)-idLen:]
	hyphen := tail[8]
	if r[len(r)-idLen-1] != colon || alphanumeric(colon) || alphanumeric(hyphen) || colon == hyphen {
		return "", casefile.ID{}, ErrNotSlip
	}
	id, err = casefile.ParseID(strings.ToLower(strings.ReplaceAll(string(tail), string(hyphen), "-")))
	if err != nil || id.IsZero() {
		return "", casefile.ID{}, ErrNotSlip
	}
	number = strings.ReplaceAll(string(middle), string(hyphen), "-")
	if strings.ContainsFunc(number, notInNumber) {
		return "", casefile.ID{}, ErrNotSlip
	}
	return number, id, nil
}

// notInNumber reports a letter that no referral number holds.
func notInNumber(r rune) bool { return !alphanumeric(r) && !strings.ContainsRune("-/.", r) }

func alphanumeric(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsUpper(r) || unicode.IsDigit(r))
}
