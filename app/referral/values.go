package referral

import (
	"encoding/json"
	"maps"
	"slices"

	"sporteli/assets"
	"sporteli/store/casefile"
)

// mode is which form is open.
type mode string

const (
	modeEdit   mode = wayEdit
	modeAnswer mode = wayAnswer
	modeCancel mode = wayCancel
)

// formFields are the fields each form shows, in its order.
var formFields = map[mode][]string{
	modeEdit: {
		"needs", "target", "institution", "institution_name", "urgency", "due_on", "language", "reason", "consented",
	},
	modeAnswer: {"status", "outcome", "answered_by", "status_on", "answer_note"},
	modeCancel: {"status_on", "answer_note"},
}

// values is a form being filled in. It keeps the record as it was when the
// officer began, so that what came in meanwhile is not overwritten.
type values struct {
	Mode   mode            `json:"mode"`
	Record casefile.Record `json:"record"`
	// Begun is what the form held when it opened, Fields what it holds now.
	Begun  map[string][]string `json:"begun"`
	Fields map[string][]string `json:"fields"`
	// ConsentForm is how the client agreed, asked when the tick is set here.
	ConsentForm string `json:"consent_form,omitempty"`
	// Outside: the institution is not in the directory.
	Outside bool `json:"outside,omitempty"`
}

// begin opens the form a way leads to. An answer carries today's date; what was
// answered when it ended is shown to be corrected.
func begin(way string, rec casefile.Record, today string) values {
	m := mode(way)
	if way == waySlip {
		m = modeAnswer
	}
	v := values{Mode: m, Record: rec, Fields: map[string][]string{}}
	for _, name := range formFields[m] {
		f, _ := casefile.FieldByName(rec.Kind, name)
		switch text := rec.Text(name); {
		case f.Set:
			v.Fields[name] = rec.All(name)
		case text != "":
			v.Fields[name] = []string{text}
		}
	}
	v.Outside = rec.Text("institution") == "" && rec.Text("institution_name") != ""
	if !permitsOf(rec).correct && m != modeEdit {
		v.Fields["status_on"] = []string{today}
		delete(v.Fields, "status")
		delete(v.Fields, "answered_by")
		delete(v.Fields, "outcome")
		if a := answers(rec.Text("status")); m == modeAnswer && len(a) == 1 {
			v.Fields["status"] = a
		}
		if way == waySlip {
			v.Fields["answered_by"] = []string{casefile.AnsweredBySlip}
		}
	}
	v.Begun = maps.Clone(v.Fields)
	return v
}

// text is the value of a single field of the form.
func (v values) text(name string) string {
	if f := v.Fields[name]; len(f) > 0 {
		return f[0]
	}
	return ""
}

// set takes a field of the form.
func (v *values) set(name string, now []string) {
	if len(now) == 0 {
		delete(v.Fields, name)
		return
	}
	v.Fields[name] = slices.Clone(now)
}

// changed reports whether anything was entered that is worth keeping.
func (v values) changed() bool {
	for _, name := range formFields[v.Mode] {
		if v.differs(name) {
			return true
		}
	}
	return false
}

func (v values) differs(name string) bool {
	was, now := v.Begun[name], v.Fields[name]
	if f, _ := casefile.FieldByName(casefile.KindReferral, name); f.Set {
		was, now = slices.Sorted(slices.Values(was)), slices.Sorted(slices.Values(now))
	}
	return !slices.Equal(was, now)
}

// setNeeds takes the needs and proposes the kind of institution that usually
// helps with the first, as long as none was chosen.
func (v *values) setNeeds(needs []string) {
	v.set("needs", needs)
	if v.text("target") != "" || v.text("institution") != "" || len(needs) == 0 {
		return
	}
	if it, ok := assets.Code("need", needs[0]); ok && it.Referral != "" {
		v.set("target", []string{it.Referral})
	}
}

// setUrgency takes the urgency; the day of the answer follows from it.
func (v *values) setUrgency(urgency, today string) {
	v.set("urgency", one(urgency))
	if urgency != "" {
		v.set("due_on", one(casefile.DueDay(today, urgency)))
	}
}

// choose takes an institution of the directory, whose kind is known then.
func (v *values) choose(in casefile.InstitutionRow) {
	v.Outside = false
	v.set("institution", []string{in.ID.String()})
	v.set("target", one(in.Kind))
	v.set("institution_name", nil)
}

// chooseOutside takes an institution that is not in the directory, or none.
func (v *values) chooseOutside(on bool) {
	v.Outside = on
	v.set("institution", nil)
	if !on {
		v.set("institution_name", nil)
	}
}

// agrees reports whether the tick of consent is set in this form.
func (v values) agrees() bool {
	return v.Mode == modeEdit && v.text("consented") == "true" && v.differs("consented")
}

// consentWritten is how most people agree.
const consentWritten = "written"

func (v *values) setConsented(on bool) {
	v.set("consented", []string{boolText(on)})
	if v.agrees() && v.ConsentForm == "" {
		v.ConsentForm = consentWritten
	}
}

// check finds what the store does not ask for: an answer says what came of it
// and how it came, and none of it lies ahead.
func (v values) check(today string) casefile.FieldErrors {
	var out casefile.FieldErrors
	must := func(field string) {
		if v.text(field) == "" {
			out = append(out, &casefile.Error{Code: casefile.CodeRequired, Field: field})
		}
	}
	switch v.Mode {
	case modeEdit:
		if v.Outside {
			must("institution_name")
		} else {
			must("institution")
		}
		if v.agrees() && v.ConsentForm == "" {
			out = append(out, &casefile.Error{Code: casefile.CodeRequired, Field: "consent_form"})
		}
		return out
	case modeAnswer:
		must("status")
		if ended(v.text("status")) {
			must("outcome")
		}
		if s := v.text("status"); s != "" && s != casefile.StatusNoAnswer {
			must("answered_by")
		}
	}
	must("status_on")
	if d := v.text("status_on"); len(d) == len(casefile.DateLayout) && d > today {
		out = append(out, &casefile.Error{Code: casefile.CodeFutureDate, Field: "status_on"})
	}
	return out
}

// passing is the edit that must come before the others, ok when there is one.
func (v values) passing() (e casefile.Edit, ok bool) {
	if v.Mode != modeAnswer {
		return casefile.Edit{}, false
	}
	via := through(v.Record.Text("status"), v.text("status"))
	if via == "" {
		return casefile.Edit{}, false
	}
	return v.Record.Edit().Set("status", via).Set("status_on", v.text("status_on")), true
}

// passed takes over what the first of two steps wrote. Of what somebody else
// wrote meanwhile nothing is taken as seen; a state among it stops the second.
func (v *values) passed(now casefile.Record) error {
	if states := now.All("status"); len(states) != 1 || states[0] != statusAccepted {
		return &casefile.Error{Code: casefile.CodeStale}
	}
	kept := maps.Clone(v.Record.Values)
	kept["status"], kept["status_on"] = now.Values["status"], now.Values["status_on"]
	v.Record.Values = kept
	return nil
}

// edits is what saving the form writes: the referral, and the consent where it
// was given here.
func (v values) edits(today string) []casefile.Edit {
	e := v.Record.Edit()
	for _, name := range formFields[v.Mode] {
		if v.differs(name) {
			e.Set(name, v.Fields[name]...)
		}
	}
	switch v.Mode {
	case modeCancel:
		e.Set("status", casefile.StatusCancelled).Set("status_on", v.text("status_on"))
	case modeAnswer:
		e.Set("status", v.text("status")).Set("status_on", v.text("status_on"))
		if by := v.text("answered_by"); by != "" {
			e.Set("answered_by", by)
		}
		if !ended(v.text("status")) {
			delete(e.Fields, "outcome")
		}
	}
	out := []casefile.Edit{e}
	if v.agrees() {
		out = append(out, casefile.NewRecord(casefile.KindConsent).
			Set("client", v.Record.Text("client")).Set("kind", "share_referral").Set("form", v.ConsentForm).
			Set("given_on", today).Set("granted", "true").Set("language", v.text("language")))
	}
	return out
}

// draftID names the draft of an officer's form about a referral; there is one.
func draftID(referral, officer casefile.ID) casefile.ID {
	return casefile.DerivedID(casefile.KindReferral, "draft/"+officer.String()+"/"+referral.String())
}

// encode returns the body of a draft.
func (v values) encode() []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("referral: " + err.Error()) // strings and numbers only
	}
	return b
}

// decode reads the body of a draft.
func decode(body []byte) (values, error) {
	var v values
	if err := json.Unmarshal(body, &v); err != nil {
		return values{}, casefile.Fail(casefile.CodeDamaged, "referral: draft: %w", err)
	}
	if v.Record.ID.IsZero() || formFields[v.Mode] == nil {
		return values{}, casefile.Fail(casefile.CodeDamaged, "referral: draft names no referral")
	}
	if v.Fields == nil {
		v.Fields = map[string][]string{}
	}
	return v, nil
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
