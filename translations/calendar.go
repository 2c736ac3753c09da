package translations

import (
	"strconv"
	"strings"
	"time"
)

// Month and day names after CLDR 45.
var (
	monthNames = map[string][12]string{
		"sq": {"janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"},
		"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	}
	// Monday first, as Albanian calendars are printed.
	dayNames = map[string][7]string{
		"sq": {"e hënë", "e martë", "e mërkurë", "e enjte", "e premte", "e shtunë", "e diel"},
		"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	}
	shortDayNames = map[string][7]string{
		"sq": {"hën", "mar", "mër", "enj", "pre", "sht", "die"},
		"en": {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	}
)

// Date writes a kept date ("2026-11-02", a date-time, or only a year) as
// 2.11.2026 in both languages. What is no date is returned as it is.
func (p *Printer) Date(iso string) string {
	t, ok := parseDay(iso)
	if !ok {
		return iso
	}
	return t.Format("2.1.2006")
}

// DateLong writes a kept date with the name of its month, "2 nëntor 2026".
func (p *Printer) DateLong(iso string) string {
	t, ok := parseDay(iso)
	if !ok {
		return iso
	}
	return strconv.Itoa(t.Day()) + " " + p.Month(t.Year(), t.Month())
}

// Time writes the clock time of a kept date-time, "10:42"; "" if it has none.
func (p *Printer) Time(iso string) string {
	_, clock, ok := strings.Cut(iso, "T")
	if !ok || len(clock) < 5 {
		return ""
	}
	return clock[:5]
}

// DateTime writes a kept date-time as "2.11.2026, 10:42".
func (p *Printer) DateTime(iso string) string {
	if clock := p.Time(iso); clock != "" {
		return p.Date(iso) + ", " + clock
	}
	return p.Date(iso)
}

// Month writes a month of a year, "nëntor 2026".
func (p *Printer) Month(year int, month time.Month) string {
	return p.MonthName(month) + " " + strconv.Itoa(year)
}

// MonthName returns the name of a month, "" for a month that is none.
func (p *Printer) MonthName(month time.Month) string {
	if month < time.January || month > time.December {
		return ""
	}
	return monthNames[p.lang][month-1]
}

// Weekday names the day of the week of a kept date, "" for what is no day.
func (p *Printer) Weekday(iso string) string {
	t, ok := parseDay(iso)
	if !ok {
		return ""
	}
	return dayNames[p.lang][(int(t.Weekday())+6)%7]
}

// Weekdays returns the seven short names for the head of a calendar, Monday
// first.
func (p *Printer) Weekdays() []string {
	names := shortDayNames[p.lang]
	return names[:]
}

// parseDay reads the day of a date or date-time.
func parseDay(iso string) (time.Time, bool) {
	day, _, _ := strings.Cut(iso, "T")
	t, err := time.Parse("2006-01-02", day)
	return t, err == nil
}
