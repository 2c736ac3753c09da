package client

import (
	"slices"
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// File is everything the page of one client shows.
type File struct {
	// Record is the client, or the index card where the file lies elsewhere.
	Record casefile.Record
	// Row is the client as lists show it, for the state of its sending; zero
	// where it was not found.
	Row       Row
	Items     []casefile.TimelineItem
	Referrals []casefile.ReferralRow
	FollowUps []casefile.FollowUpRow
	// Histories are the changes of the client, its intakes and its consents.
	Histories []History
	// Names are those of what the records point to, by id.
	Names map[string]string
}

// History is the changes of one record.
type History struct {
	Record  casefile.Record
	Changes []casefile.Change
}

// ID is the client's id; that of a card is what it points to.
func (f File) ID() casefile.ID {
	if f.CardOnly() {
		return f.Record.Ref("client")
	}
	return f.Record.ID
}

// CardOnly reports whether the file lies at another office.
func (f File) CardOnly() bool { return f.Record.Kind == casefile.KindCard }

// Name is the full name with the father's name.
func (f File) Name() string {
	return casefile.FullName(f.Record.Text("given_name"), f.Record.Text("father_name"), f.Record.Text("family_name"))
}

// Of returns the records of a kind, the newest first.
func (f File) Of(kind casefile.Kind) []casefile.Record {
	var out []casefile.Record
	for _, it := range newestFirst(f.Items) {
		if it.Kind == kind {
			out = append(out, it.Record)
		}
	}
	return out
}

// Categories are those of the intakes, the newest first, each once; without an
// intake that of the latest visit.
func (f File) Categories() []string {
	var out []string
	for _, rec := range f.Of(casefile.KindIntake) {
		if c := rec.Text("category"); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if visits := f.Of(casefile.KindConsultation); len(out) == 0 && len(visits) > 0 {
		if c := visits[0].Text("category"); c != "" {
			out = append(out, c)
		}
	}
	return out
}

// Refused reports whether the latest answer to the request to record data is a
// refusal or was withdrawn; none reports that nobody asked yet.
func (f File) Refused() (refused, none bool) {
	for _, rec := range f.Of(casefile.KindConsent) {
		if rec.Text("kind") == consentRecord {
			return !rec.Bool("granted") || rec.Text("withdrawn_on") != "", false
		}
	}
	return false, true
}

func newestFirst(items []casefile.TimelineItem) []casefile.TimelineItem {
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b casefile.TimelineItem) int { return strings.Compare(b.At, a.At) })
	return out
}

// Refs are the records whose names the page needs.
func Refs(items []casefile.TimelineItem, records ...casefile.Record) []casefile.ID {
	var out []casefile.ID
	add := func(rec casefile.Record) {
		for _, f := range casefile.Fields(rec.Kind) {
			if f.Type != casefile.TypeRef || f.Kind == casefile.KindClient || f.Kind == casefile.KindConsultation {
				continue
			}
			if id := rec.Ref(f.Name); !id.IsZero() && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for _, it := range items {
		add(it.Record)
	}
	for _, rec := range records {
		add(rec)
	}
	return out
}

// Moment is one entry of the time line.
type Moment struct {
	ID     string
	Kind   casefile.Kind
	Title  string
	Detail string
	Date   string
	// Badge is a word about its state, Mood how it is meant.
	Badge string
	Mood  Mood
}

// Mood is what a state means for the work: nothing, done, to be done, wrong.
type Mood uint8

// The moods.
const (
	MoodPlain Mood = iota
	MoodDone
	MoodOpen
	MoodBad
)

// Moments writes the time line, the newest first.
func (w Wording) Moments(f File) []Moment {
	var out []Moment
	for _, it := range newestFirst(f.Items) {
		m := Moment{ID: it.ID.String(), Kind: it.Kind, Date: w.P.DateTime(it.At)}
		rec := it.Record
		switch it.Kind {
		case casefile.KindConsultation:
			w.visit(&m, rec)
		case casefile.KindHandout:
			m.Title = w.P.T("client.line.handout", "Sheet", w.ref(rec, "sheet"))
			m.Detail = ui.JoinNonEmpty(" · ", w.P.T("client.line.version", "Version", rec.Text("version")), w.Tongue(rec.Text("language")),
				w.Medium(rec.Text("medium")))
		case casefile.KindReferral:
			w.referral(&m, rec, f.Referrals)
		case casefile.KindFollowUp:
			w.followUp(&m, rec, f.FollowUps)
		case casefile.KindIntake:
			m.Title = w.P.T("client.line.intake", "Category", w.Label("client_category", rec.Text("category")))
			m.Detail = ui.JoinNonEmpty(" · ", w.IntakeSummary(rec), oneLine(rec.Text("note")))
		case casefile.KindConsent:
			m.Title = w.Label("consent_kind", rec.Text("kind"))
			m.Badge, m.Mood = w.ConsentState(rec)
			m.Detail = ui.JoinNonEmpty(" · ", w.Label("consent_form", rec.Text("form")), rec.Text("given_by"))
		default:
			m.Title = w.P.T("kind." + it.Kind.String())
		}
		if len(rec.Conflicts()) > 0 {
			m.Badge, m.Mood = w.P.T("client.mark.conflict"), MoodBad
		}
		out = append(out, m)
	}
	return out
}

func (w Wording) visit(m *Moment, rec casefile.Record) {
	main := rec.Text("main_topic")
	topics := rec.All("topics")
	if main != "" {
		topics = append([]string{main}, slices.DeleteFunc(topics, func(t string) bool { return t == main })...)
	}
	m.Title = w.P.T("client.line.visit", "Topics", w.Labels("topic", topics))
	m.Detail = ui.JoinNonEmpty(" · ", w.Label("channel", rec.Text("channel")), w.Labels("consultation_outcome", rec.All("outcomes")),
		oneLine(rec.Text("note")))
}

func (w Wording) referral(m *Moment, rec casefile.Record, rows []casefile.ReferralRow) {
	name := rec.Text("institution_name")
	if name == "" {
		name = w.ref(rec, "institution")
	}
	m.Title = w.P.T("client.line.referral", "Institution", name)
	m.Detail = ui.JoinNonEmpty(" · ", rec.Text("number"), w.Labels("need", rec.All("needs")), w.Label("referral_outcome", rec.Text("outcome")))
	m.Badge, m.Mood = w.ReferralState(rec.Text("status"), overdue(rows, rec.ID))
}

func overdue(rows []casefile.ReferralRow, id casefile.ID) bool {
	return slices.ContainsFunc(rows, func(r casefile.ReferralRow) bool { return r.ID == id && r.Overdue })
}

// ReferralState writes where a referral stands.
func (w Wording) ReferralState(status string, late bool) (string, Mood) {
	switch {
	case late:
		return w.P.T("common.overdue"), MoodBad
	case status == casefile.StatusCompleted:
		return w.Label("referral_status", status), MoodDone
	case casefile.FinalStatus(status):
		return w.Label("referral_status", status), MoodPlain
	default:
		return w.Label("referral_status", status), MoodOpen
	}
}

// The states of a follow-up.
const (
	followUpDone       = "done"
	followUpNotReached = "not_reached"
	followUpCancelled  = "cancelled"
	followUpPlanned    = "planned"
)

func (w Wording) followUp(m *Moment, rec casefile.Record, rows []casefile.FollowUpRow) {
	m.Title = w.P.T("client.line.followup", "What", oneLine(rec.Text("what")))
	status := rec.Text("status")
	m.Badge = w.Label("followup_status", status)
	late := slices.ContainsFunc(rows, func(r casefile.FollowUpRow) bool { return r.ID == rec.ID && r.Overdue })
	switch {
	case status == followUpDone:
		m.Mood = MoodDone
		m.Detail = ui.JoinNonEmpty(" ", w.Field(casefile.KindFollowUp, "done_on"), w.P.Date(rec.Text("done_on")))
	case status == followUpCancelled || status == followUpNotReached:
	case late:
		m.Badge, m.Mood = w.P.T("common.overdue"), MoodBad
	default:
		m.Mood = MoodOpen
	}
	if m.Detail == "" || status != followUpDone {
		m.Detail = ui.JoinNonEmpty(": ", w.Field(casefile.KindFollowUp, "due_on"), w.P.Date(rec.Text("due_on")))
	}
}

// ConsentState writes what became of a request for consent.
func (w Wording) ConsentState(rec casefile.Record) (string, Mood) {
	switch {
	case rec.Text("withdrawn_on") != "":
		return w.P.T("client.consent.withdrawn", "Date", w.P.Date(rec.Text("withdrawn_on"))), MoodBad
	case rec.Bool("granted"):
		return w.P.T("client.consent.given"), MoodDone
	default:
		return w.P.T("client.consent.refused"), MoodBad
	}
}

// IntakeSummary is the little of an intake that tells it from another.
func (w Wording) IntakeSummary(rec casefile.Record) string {
	return ui.JoinNonEmpty(" · ",
		w.Labels("country", rec.All("destinations")), w.Label("migration_purpose", rec.Text("purpose")),
		w.Label("country", rec.Text("return_country")), w.P.Date(rec.Text("return_date")), rec.Text("permit_kind"),
		w.Labels("need", rec.All("needs")))
}

// ref is the name of what a field points to.
func (w Wording) ref(rec casefile.Record, field string) string {
	f, _ := casefile.FieldByName(rec.Kind, field)
	if rec.Text(field) == "" {
		return "–"
	}
	return w.Value(f, rec.Text(field))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Steps writes the history of everything on the page, the latest first.
func (w Wording) Steps(f File) []ui.Step {
	var out []ui.Step
	for _, h := range f.Histories {
		out = append(out, w.Wording.Steps(h.Record.Kind, w.about(h.Record), h.Changes)...)
	}
	ui.SortSteps(out)
	return out
}

// about tells a record from the others of the page.
func (w Wording) about(rec casefile.Record) string {
	kind := w.P.T("kind." + rec.Kind.String())
	switch rec.Kind {
	case casefile.KindIntake:
		return kind + ": " + w.Label("client_category", rec.Text("category"))
	case casefile.KindConsent:
		return w.Label("consent_kind", rec.Text("kind"))
	default:
		return kind
	}
}
