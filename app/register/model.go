// Package register shows the office's log: every visit, day by day, with or
// without a name, as far as the filters ask for it, and exports it.
//
// The list is read page by page; what it shows of a visit is worked out once,
// when its page arrives.
package register

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// Filter is what the officer asks the log for; the zero value asks for all.
type Filter struct {
	// From and To are days, both included; "" leaves the end open.
	From, To string
	// Officer is the id of one, the others are codes.
	Officer, Category, Topic, Place string
}

// Periods that have a button.
const (
	PeriodToday = "today"
	PeriodWeek  = "week"
	PeriodMonth = "month"
	PeriodAll   = "all"
)

// Span returns the days of a period around a day: a week begins on Monday. For
// PeriodAll, and for what is no day, both ends are open.
func Span(period, day string) (from, to string) {
	t, err := time.Parse(casefile.DateLayout, day)
	if err != nil {
		return "", ""
	}
	switch period {
	case PeriodToday:
		return day, day
	case PeriodWeek:
		monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
		return casefile.Day(monday), casefile.Day(monday.AddDate(0, 0, 6))
	case PeriodMonth:
		first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		return casefile.Day(first), casefile.Day(first.AddDate(0, 1, -1))
	default:
		return "", ""
	}
}

// Period names the period the filter's days are, "" where they are another
// span.
func (f Filter) Period(day string) string {
	for _, p := range []string{PeriodToday, PeriodWeek, PeriodMonth, PeriodAll} {
		if from, to := Span(p, day); from == f.From && to == f.To {
			return p
		}
	}
	return ""
}

// Narrow reports whether more than days are asked for.
func (f Filter) Narrow() bool {
	return f.Officer != "" || f.Category != "" || f.Topic != "" || f.Place != ""
}

// Backwards reports whether the last day lies before the first.
func (f Filter) Backwards() bool { return isDay(f.From) && isDay(f.To) && f.To < f.From }

// Query asks the store. Text that is no day, being typed perhaps, does not
// count.
func (f Filter) Query() casefile.RegisterQuery {
	q := casefile.RegisterQuery{Category: f.Category, Topic: f.Topic, Place: f.Place}
	if isDay(f.From) {
		q.From = f.From
	}
	if isDay(f.To) {
		q.To = f.To
	}
	if id, err := casefile.ParseID(f.Officer); err == nil {
		q.Officer = id
	}
	return q
}

func isDay(s string) bool {
	_, err := time.Parse(casefile.DateLayout, s)
	return err == nil
}

// Encode writes the filter into a route, so that it is there again after a
// change of language.
func (f Filter) Encode() string {
	v := url.Values{}
	for name, text := range f.parts() {
		if *text != "" {
			v.Set(name, *text)
		}
	}
	return v.Encode()
}

// DecodeFilter reads what Encode wrote; what it does not know is left out.
func DecodeFilter(s string) Filter {
	var f Filter
	v, err := url.ParseQuery(s)
	if err != nil {
		return Filter{}
	}
	for name, text := range f.parts() {
		*text = v.Get(name)
	}
	return f
}

func (f *Filter) parts() map[string]*string {
	return map[string]*string{
		"from": &f.From, "to": &f.To, "officer": &f.Officer, "category": &f.Category, "topic": &f.Topic, "place": &f.Place,
	}
}

// Row is a visit with ready text.
type Row struct {
	ID casefile.ID
	// Day and Time are when it was; NewDay is set for the first visit of a day in
	// the list.
	Day, Time string
	NewDay    bool
	// Who is the client's name; Light is set for a visit without one.
	Who       string
	Light     bool
	Person    string // sex and age band
	Category  string
	Topics    string
	Sheets    string
	Referrals string
	Officer   string
	State     string
	Tone      ui.Tone
}

// Rows puts a page into words. before is the day of the visit above the first,
// "" if there is none.
func Rows(p *translations.Printer, found []casefile.ConsultationRow, before string) []Row {
	label := func(list, code string) string {
		if code == "" {
			return ""
		}
		return assets.Label(p.Lang(), list, code)
	}
	out := make([]Row, 0, len(found))
	for _, c := range found {
		day := dayOf(c.HeldAt)
		r := Row{
			ID: c.ID, Day: p.Date(c.HeldAt), Time: p.Time(c.HeldAt), NewDay: day != before, Who: c.Name,
			Person:   ui.JoinNonEmpty(", ", label("sex", c.Sex), age(c.AgeBand)),
			Category: label("client_category", c.Category), Officer: c.OfficerName,
			Sheets: count(p, c.Sheets), Referrals: count(p, c.Referrals),
		}
		if c.Client.IsZero() {
			r.Who, r.Light = p.T("register.light"), true
		}
		topics := make([]string, 0, len(c.Topics))
		for _, t := range c.Topics {
			topics = append(topics, label("topic", t))
		}
		r.Topics = strings.Join(topics, ", ")
		r.State, r.Tone = state(p, c.Sync)
		out = append(out, r)
		before = day
	}
	return out
}

// oldest is from where a band of ages has no end worth writing.
const oldest = 100

// age writes a band of ages without the word for years, "" where it is not
// known.
func age(band string) string {
	from, to, ok := assets.Codes{}.Range("age_band", band)
	switch {
	case !ok:
		return ""
	case from == to:
		return strconv.Itoa(from)
	case to >= oldest:
		return strconv.Itoa(from) + "+"
	default:
		return strconv.Itoa(from) + "–" + strconv.Itoa(to)
	}
}

// state says where a visit stands on its way to the centre.
func state(p *translations.Printer, s casefile.SyncState) (string, ui.Tone) {
	switch s {
	case casefile.SyncWaiting:
		return p.T("register.waiting"), ui.Info
	case casefile.SyncSent:
		return p.T("register.sent"), ui.Success
	case casefile.SyncHeld:
		return p.T("register.held"), ui.Warning
	default:
		return p.T("register.local"), ui.Neutral
	}
}

func count(p *translations.Printer, n int) string {
	if n == 0 {
		return ""
	}
	return p.Number(n)
}

func dayOf(at string) string {
	day, _, _ := strings.Cut(at, "T")
	return day
}
