package infosheet

import (
	"slices"
	"strings"

	"sporteli/store/casefile"
)

// The ways a sheet is read.
const (
	both = "both" // side by side
)

// model is what the library shows.
type model struct {
	// text, topic and destination narrow the list.
	text, topic, destination string
	rows                     []casefile.SheetRow
	// open is the sheet being read; ok tells that there is one.
	open casefile.SheetRow
	full casefile.Record
	ok   bool
	// reading is "sq", "en" or both.
	reading string
}

func (m *model) query() casefile.SheetQuery {
	return casefile.SheetQuery{Text: m.text, Topic: m.topic, Destination: m.destination}
}

// loaded takes a fresh list and says which row to read: the one read before if
// it is still there, else the first.
func (m *model) loaded(rows []casefile.SheetRow, wanted casefile.ID) int {
	m.rows = rows
	if wanted.IsZero() && m.ok {
		wanted = m.open.ID
	}
	i := slices.IndexFunc(rows, func(r casefile.SheetRow) bool { return r.ID == wanted })
	if i < 0 && len(rows) > 0 {
		return 0
	}
	return i
}

// languages are the ones shown now, left to right, the window's first.
func (m *model) languages(window string) []string {
	if m.reading != both {
		return []string{m.reading}
	}
	if window == "en" {
		return []string{"en", "sq"}
	}
	return []string{"sq", "en"}
}

// state says what an officer must know before she hands a sheet out.
type state uint8

const (
	stateGood state = iota
	stateUnverified
	stateExpired
)

func stateOf(r casefile.SheetRow, today string) state {
	switch {
	case r.ValidUntil != "" && r.ValidUntil < today:
		return stateExpired
	case !r.Verified:
		return stateUnverified
	default:
		return stateGood
	}
}

// sources are the addresses a sheet was written from, one a line.
func sources(rec casefile.Record) []string {
	var out []string
	for _, s := range strings.FieldsFunc(rec.Text("sources"), func(r rune) bool { return r == ';' || r == '\n' }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// given is what is kept when a sheet is handed out.
type given struct {
	client           string
	language, medium string
	day              string
	officer          casefile.ID
}

func (m *model) handout(g given) casefile.Edit {
	e := casefile.NewRecord(casefile.KindHandout).
		Set("client", g.client).Set("sheet", m.open.ID.String()).Set("version", m.full.Text("version")).
		Set("language", g.language).Set("medium", g.medium).Set("given_on", g.day)
	if !g.officer.IsZero() {
		e.Set("officer", g.officer.String())
	}
	return e
}

// outdated are the holders of a version that has changed since.
func outdated(all []casefile.Holder, version int) []casefile.Holder {
	return slices.DeleteFunc(slices.Clone(all), func(h casefile.Holder) bool { return h.Version >= version })
}
