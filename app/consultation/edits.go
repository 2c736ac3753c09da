package consultation

import (
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Part says where on the page an edit comes from, so that what is wrong with
// it is shown there.
type Part struct {
	Kind casefile.Kind
	// Index counts sheets and referrals from 0.
	Index int
}

// Group is one save of the page: edits, and for each the part it comes from.
type Group struct {
	Edits []casefile.Edit
	Parts []Part
}

func (g *Group) add(e casefile.Edit, kind casefile.Kind, index int) {
	g.Edits = append(g.Edits, e)
	g.Parts = append(g.Parts, Part{kind, index})
}

// Save turns the page into one group: the visit under the id of its draft, the
// sheets, referrals with their consents, and the follow-up. today is the
// office's calendar day.
func (v Values) Save(id casefile.ID, at Office, today string) Group {
	var g Group
	client := v.Client
	if v.Light {
		client = ""
	}
	visit := id.String()
	e := casefile.Edit{Record: id, Kind: casefile.KindConsultation, New: true, Fields: map[string][]string{}}
	e.Set("client", client).Set("held_at", v.HeldAt).Set("minutes", v.Minutes).Set("channel", v.Channel).
		Set("officer", idText(at.Officer)).Set("office", idText(at.Office)).Set("category", v.Category).
		Set("topics", v.Topics...).Set("main_topic", v.MainTopic()).Set("destination", v.Destination).
		Set("note", v.Note).Set("outcomes", v.Outcomes...)
	if v.Light {
		e.Set("sex", v.Sex).Set("age_band", v.AgeBand).Set("municipality", v.Municipality)
	}
	g.add(e, casefile.KindConsultation, 0)

	day := v.day(today)
	for i, s := range v.Sheets {
		g.add(casefile.NewRecord(casefile.KindHandout).
			Set("client", client).Set("consultation", visit).Set("sheet", s.ID).Set("version", number(s.Version)).
			Set("language", s.Language).Set("medium", s.Medium).Set("given_on", day).
			Set("officer", idText(at.Officer)), casefile.KindHandout, i)
	}
	for i, r := range v.Referrals {
		g.add(r.edit(client, visit, day, at), casefile.KindReferral, i)
		if r.Consented {
			g.add(casefile.NewRecord(casefile.KindConsent).
				Set("client", client).Set("kind", consentShare).Set("form", r.ConsentForm).
				Set("given_on", day).Set("granted", "true").Set("language", r.Language), casefile.KindConsent, i)
		}
	}
	if !v.FollowUp.IsZero() {
		g.add(casefile.NewRecord(casefile.KindFollowUp).
			Set("client", client).Set("consultation", visit).Set("due_on", v.FollowUp.DueOn).
			Set("what", v.FollowUp.What).Set("officer", idText(at.Officer)).Set("status", followUpPlanned),
			casefile.KindFollowUp, 0)
	}
	return g
}

func (r Referral) edit(client, visit, day string, at Office) casefile.Edit {
	id, err := casefile.ParseID(r.ID)
	if err != nil {
		id = casefile.NewID()
	}
	status := casefile.StatusDraft
	if r.Consented {
		status = casefile.StatusSent
	}
	e := casefile.Edit{Record: id, Kind: casefile.KindReferral, New: true, Fields: map[string][]string{}}
	e.Set("client", client).Set("consultation", visit).Set("needs", r.Needs...).Set("urgency", r.Urgency).
		Set("consented", boolText(r.Consented)).Set("due_on", r.DueOn).Set("status", status).Set("status_on", day).
		Set("reason", r.Reason).Set("language", r.Language).Set("officer", idText(at.Officer)).
		Set("office", idText(at.Office)).Set("created_on", day).Set("target", r.Target)
	if r.Institution != "" {
		return e.Set("institution", r.Institution)
	}
	return e.Set("institution_name", strings.TrimSpace(r.Name))
}

// day is the calendar day of the visit, or today where the visit's own lies
// ahead or is not understood: what was handed out was not handed out tomorrow.
func (v Values) day(today string) string {
	day, _, ok := strings.Cut(v.HeldAt, "T")
	if !ok || len(day) != len(casefile.DateLayout) || day > today {
		return today
	}
	return day
}

func idText(id casefile.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// Fault is what is wrong in one part of the page.
type Fault struct {
	Part Part
	Err  *casefile.Error
}

// Faults finds the part of the page for each error of a save. Errors that
// belong to no field are in rest, nil when there are none.
func (g Group) Faults(err error) (faults []Fault, rest error) {
	several, ok := ui.FieldErrors(err)
	if !ok {
		return nil, err
	}
	for _, e := range several {
		part := Part{Kind: casefile.KindConsultation}
		if i, ok := e.Args["Index"].(int); ok && i >= 0 && i < len(g.Parts) {
			part = g.Parts[i]
		}
		if e.Field == "" {
			rest = e
			continue
		}
		faults = append(faults, Fault{part, e})
	}
	return faults, rest
}

// Check finds what the store cannot know: a referral needs a name, and so does
// a visit that is not a light one.
func (v Values) Check() []Fault {
	if v.Client != "" && !v.Light || v.Light && len(v.Referrals) == 0 {
		return nil
	}
	return []Fault{{
		Part: Part{Kind: casefile.KindConsultation},
		Err:  &casefile.Error{Code: casefile.CodeRequired, Field: "client"},
	}}
}
