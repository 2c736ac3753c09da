package casefile

import (
	"fmt"
	"strconv"
	"time"
)

// PersonalNumber is what an Albanian personal number says about its holder.
type PersonalNumber struct {
	// Birth is a date.
	Birth string
	// Sex is a code of the list "sex".
	Sex string
	// Foreigner is set by the month codes +30 and +80 (one source only).
	Foreigner bool
	// CheckFits is false when the last letter is not the computed one. Cards with
	// such numbers exist, so it is a reason to look again and never to refuse.
	CheckFits bool
}

// CheckPersonalNumber reads the form D Y MM DD SSS C (refdata identity notes:
// decade letter or digit, year digit, month with sex and citizenship added,
// day, serial, check letter modulo 23). It fails with CodeBadNumber when the
// form cannot be one.
func CheckPersonalNumber(s string) (PersonalNumber, error) {
	bad := &Error{Code: CodeBadNumber, Field: "personal_number"}
	if len(s) != 10 {
		return PersonalNumber{}, bad
	}
	var decade int
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		decade = 1800 + 10*int(c-'0')
	case c >= 'A' && c <= 'T':
		decade = 1900 + 10*int(c-'A')
	default:
		return PersonalNumber{}, bad
	}
	for _, c := range s[1:9] {
		if c < '0' || c > '9' {
			return PersonalNumber{}, bad
		}
	}
	if s[9] < 'A' || s[9] > 'W' {
		return PersonalNumber{}, bad
	}
	year := decade + int(s[1]-'0')
	month, _ := strconv.Atoi(s[2:4])
	n := PersonalNumber{Sex: "male"}
	switch {
	case month >= 1 && month <= 12:
	case month >= 51 && month <= 62:
		n.Sex, month = "female", month-50
	case month >= 31 && month <= 42:
		n.Foreigner, month = true, month-30
	case month >= 81 && month <= 92:
		n.Sex, n.Foreigner, month = "female", true, month-80
	default:
		return PersonalNumber{}, bad
	}
	n.Birth = fmt.Sprintf("%04d-%02d-%s", year, month, s[4:6])
	if _, err := time.Parse(DateLayout, n.Birth); err != nil {
		return PersonalNumber{}, bad
	}
	n.CheckFits = checkLetter(s) == s[9]
	return n, nil
}

// checkLetter computes the tenth character from the first nine: letter values
// A=1 … W=0, digits as they are, weights 1,1,2,…,8, remainder by 23.
func checkLetter(s string) byte {
	const letters = "WABCDEFGHIJKLMNOPQRSTUV"
	weights := [9]int{1, 1, 2, 3, 4, 5, 6, 7, 8}
	sum := 0
	for i, w := range weights {
		v := int(s[i] - '0')
		if s[i] >= 'A' {
			v = int(s[i]-'A') + 1
		}
		sum += v * w
	}
	return letters[sum%23]
}

// AgeOn returns the full years of age on a day. A birth known only by its year
// counts as the middle of that year, so the age may be off by one.
func AgeOn(birth, day string) (int, bool) {
	if len(birth) == 4 {
		birth += "-07-01"
	}
	b, err1 := time.Parse(DateLayout, birth)
	d, err2 := time.Parse(DateLayout, day)
	if err1 != nil || err2 != nil || d.Before(b) {
		return 0, false
	}
	age := d.Year() - b.Year()
	if d.Month() < b.Month() || d.Month() == b.Month() && d.Day() < b.Day() {
		age--
	}
	return age, true
}

// AgeBand returns the code of the five-year band on a day, "unknown" when the
// birth is not known.
func AgeBand(birth, day string, book CodeBook) string {
	age, ok := AgeOn(birth, day)
	if !ok {
		return "unknown"
	}
	for _, code := range ageBands {
		if from, to, ok := book.Range("age_band", code); ok && age >= from && age <= to {
			return code
		}
	}
	return "unknown"
}

var ageBands = []string{
	"a00_05", "a06_13", "a14", "a15_17", "a18_19", "a20_24", "a25_29", "a30_34", "a35_39", "a40_44",
	"a45_49", "a50_54", "a55_59", "a60_64", "a65_74", "a75p",
}
