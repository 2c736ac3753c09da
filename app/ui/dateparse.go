package ui

import (
	"strconv"
	"strings"
	"time"
)

// DateRules say what a date field accepts.
type DateRules struct {
	// YearAlone allows only a year, where people do not know the day.
	YearAlone bool
	// Past reads two-digit years as the past: birth dates, dates of return.
	Past bool
}

// ParseDate reads a day as people type it: 3.11.2026, 3/11/26, 03-11-2026,
// 03112026, 3.11 for this year, 2026-11-03, and 1988 alone where the rules
// allow it. It returns the kept form; "" and true for nothing typed.
func ParseDate(s string, rules DateRules, now time.Time) (string, bool) {
	s = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "."))
	if s == "" {
		return "", true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("./-, ", r) })
	for _, p := range parts {
		if strings.Trim(p, "0123456789") != "" {
			return "", false
		}
	}
	switch {
	case len(parts) == 1:
		return parseDigits(parts[0], rules, now)
	case len(parts) == 2 && len(parts[1]) <= 2:
		return day([3]string{strconv.Itoa(now.Year()), parts[1], parts[0]}, rules, now)
	case len(parts) == 3 && len(parts[0]) == 4:
		return day([3]string{parts[0], parts[1], parts[2]}, rules, now)
	case len(parts) == 3:
		return day([3]string{parts[2], parts[1], parts[0]}, rules, now)
	default:
		return "", false
	}
}

func parseDigits(s string, rules DateRules, now time.Time) (string, bool) {
	switch len(s) {
	case 4:
		y, _ := strconv.Atoi(s)
		return s, rules.YearAlone && plausible(y, now)
	case 6, 8:
		return day([3]string{s[4:], s[2:4], s[:2]}, rules, now)
	default:
		return "", false
	}
}

// plausible keeps slips of the finger out: nobody alive was born before 1900.
func plausible(year int, now time.Time) bool { return year >= 1900 && year <= now.Year()+100 }

// day joins year, month and day if there is such a day.
func day(ymd [3]string, rules DateRules, now time.Time) (string, bool) {
	y, _ := strconv.Atoi(ymd[0])
	m, _ := strconv.Atoi(ymd[1])
	d, _ := strconv.Atoi(ymd[2])
	switch len(ymd[0]) {
	case 4:
	case 2:
		y += now.Year() / 100 * 100
		if latest := now.Year() + 20; rules.Past && y > now.Year() || y > latest {
			y -= 100
		}
	default:
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if !plausible(y, now) || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// ParseClock reads a time of day: 10:42, 10.42, 1042, 942, 9. It returns HH:MM.
func ParseClock(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", true
	}
	h, m := s, "0"
	if i := strings.IndexAny(s, ":.,"); i >= 0 {
		h, m = s[:i], s[i+1:]
	} else if len(s) > 2 {
		h, m = s[:len(s)-2], s[len(s)-2:]
	}
	hh, err1 := strconv.Atoi(h)
	mm, err2 := strconv.Atoi(m)
	if err1 != nil || err2 != nil || hh < 0 || hh > 23 || mm < 0 || mm > 59 || len(h) > 2 || len(m) > 2 {
		return "", false
	}
	return time.Date(2000, 1, 1, hh, mm, 0, 0, time.UTC).Format("15:04"), true
}
