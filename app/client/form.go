package client

import (
	"encoding/json"
	"slices"
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// Desk is who writes and where.
type Desk struct {
	Officer, Office casefile.ID
	// Lang is the language of the window, in which things are explained first.
	Lang string
}

// Form is what one form page holds. It is the body of its draft, so a field is
// added and never renamed.
type Form struct {
	// Screen is the place that shows it: ScreenNew, ScreenEdit and so on.
	Screen string `json:"screen"`
	// Client is the person, Record what is written: the client, an intake or a
	// consent. Of a new record it is the id it will have.
	Client string `json:"client"`
	Record string `json:"record"`
	// Seen is what the officer saw when she began to change a record.
	Seen map[string][]casefile.Value `json:"seen,omitempty"`
	// Consultation is set when a visit waits for this client.
	Consultation bool   `json:"consultation,omitempty"`
	Values       Values `json:"values"`
	// Apart are clients the officer knows to be other people.
	Apart []string `json:"apart,omitempty"`
}

// NewClient begins a registration. What is proposed by itself (the day, the
// language of the explanation) does not count as entered.
func NewClient(s Start, today string, at Desk) Form {
	id := casefile.NewID().String()
	f := Form{Screen: ScreenNew, Client: id, Record: id, Consultation: s.Consultation, Values: Guess(s.Typed)}
	f.Values.Put("consent.given_on", today)
	f.Values.Put("consent.language", at.Lang)
	f.Values.FillFromNumber()
	return f
}

// NewIntake begins an intake of a client.
func NewIntake(client casefile.ID, today string) Form {
	f := Form{Screen: ScreenNewIntake, Client: client.String(), Record: casefile.NewID().String(), Values: Values{}}
	f.Values.Put("intake.opened_on", today)
	return f
}

// NewConsent begins a consent of a client.
func NewConsent(client casefile.ID, today string, at Desk) Form {
	f := Form{Screen: ScreenNewConsent, Client: client.String(), Record: casefile.NewID().String(), Values: Values{}}
	f.Values.Put("consent.given_on", today)
	f.Values.Put("consent.language", at.Lang)
	return f
}

// Change begins a change of a client or an intake.
func Change(rec casefile.Record) Form {
	f := Form{Screen: ScreenEdit, Client: rec.ID.String(), Record: rec.ID.String(), Seen: rec.Edit().Seen, Values: valuesOf(rec)}
	if rec.Kind == casefile.KindIntake {
		f.Screen, f.Client = ScreenIntake, rec.Text("client")
	}
	return f
}

// Kind is what the form is mainly about.
func (f Form) Kind() casefile.Kind {
	switch f.Screen {
	case ScreenIntake, ScreenNewIntake:
		return casefile.KindIntake
	case ScreenNewConsent:
		return casefile.KindConsent
	default:
		return casefile.KindClient
	}
}

// IsNew reports whether the form writes a record that does not exist yet.
func (f Form) IsNew() bool { return f.Seen == nil }

// DraftID is the id of the form's draft. A new client's draft has the id the
// client will have; of every other form an officer has one draft per record.
func (f Form) DraftID(at Desk) casefile.ID {
	id, _ := casefile.ParseID(f.Record)
	switch f.Screen {
	case ScreenNew:
		return id
	case ScreenNewIntake, ScreenNewConsent:
		return draftOf(f.Screen, f.Client, at)
	default:
		return draftOf(f.Screen, f.Record, at)
	}
}

func draftOf(screen, record string, at Desk) casefile.ID {
	return casefile.DerivedID(casefile.KindClient, "draft/"+screen+"/"+record+"/"+at.Officer.String())
}

// Encode returns the body of a draft.
func (f Form) Encode() []byte {
	b, err := json.Marshal(f)
	if err != nil {
		panic("client: " + err.Error()) // strings and numbers only
	}
	return b
}

// Decode reads the body of a draft. It fails with CodeDamaged.
func Decode(body []byte) (Form, error) {
	var f Form
	if err := json.Unmarshal(body, &f); err != nil {
		return Form{}, casefile.Fail(casefile.CodeDamaged, "client: draft: %w", err)
	}
	if f.Values == nil {
		f.Values = Values{}
	}
	return f, nil
}

// Name is how the person on the form is called so far.
func (f Form) Name() string {
	return casefile.FullName(f.Values.One("given_name"), "", f.Values.One("family_name"))
}

// proposed are the fields a form fills by itself.
var proposed = []string{"consent.given_on", "consent.language", "intake.opened_on"}

// Worth reports whether anything was entered that would be missed.
func (f Form) Worth() bool {
	if f.IsNew() {
		for k := range f.Values {
			if !slices.Contains(proposed, k) {
				return true
			}
		}
		return false
	}
	return len(f.changed()) > 0
}

// changed names the fields that say something else than what was seen.
func (f Form) changed() []string {
	seen := casefile.Record{Kind: f.Kind(), Values: f.Seen}
	before := valuesOf(seen)
	var out []string
	for _, field := range casefile.Fields(f.Kind()) {
		k := key(f.Kind(), field.Name)
		if !same(f.Values[k], before[k]) {
			out = append(out, field.Name)
		}
	}
	return out
}

// Edits turns the form into one group of edits. today is the office's day.
func (f Form) Edits(today string, at Desk) []casefile.Edit {
	switch {
	case f.Screen == ScreenNew:
		return f.registration(today, at)
	case f.Screen == ScreenNewIntake:
		return []casefile.Edit{f.intake(f.Record, at)}
	case f.Screen == ScreenNewConsent:
		return []casefile.Edit{f.consent(f.Record, f.Values.One("consent.kind"))}
	default:
		return []casefile.Edit{f.change()}
	}
}

func (f Form) registration(today string, at Desk) []casefile.Edit {
	client := begin(casefile.KindClient, f.Record)
	for name, values := range f.Values.of(casefile.KindClient) {
		client.Set(name, values...)
	}
	if !at.Office.IsZero() {
		client.Set("office", at.Office.String())
	}
	// Asked for even where the form never touched them.
	for _, field := range casefile.Fields(casefile.KindClient) {
		if field.Required {
			client.Set(field.Name, f.Values[field.Name]...)
		}
	}
	if f.Values.One("intake.opened_on") == "" {
		f.Values.Put("intake.opened_on", today)
	}
	edits := []casefile.Edit{client, f.intake(casefile.NewID().String(), at)}
	if f.Values.One("consent.form") != "" {
		edits = append(edits, f.consent(casefile.NewID().String(), consentRecord))
	}
	return edits
}

// begin is a new record under a chosen id.
func begin(kind casefile.Kind, id string) casefile.Edit {
	e := casefile.NewRecord(kind)
	if rec, err := casefile.ParseID(id); err == nil {
		e.Record = rec
	}
	return e
}

func (f Form) intake(id string, at Desk) casefile.Edit {
	e := begin(casefile.KindIntake, id)
	category := f.Values.One("intake.category")
	e.Set("client", f.Client).Set("category", category).Set("opened_on", f.Values.One("intake.opened_on"))
	if !at.Officer.IsZero() {
		e.Set("officer", at.Officer.String())
	}
	for _, name := range IntakeFields(category) {
		if v := f.Values["intake."+name]; len(v) > 0 {
			e.Set(name, v...)
		}
	}
	return e
}

// Codes of consents that the program itself decides on.
const (
	consentRecord  = "record"
	consentRefused = "refused"
)

func (f Form) consent(id, kind string) casefile.Edit {
	form := f.Values.One("consent.form")
	granted := "true"
	if form == consentRefused {
		granted = "false"
	}
	return begin(casefile.KindConsent, id).
		Set("client", f.Client).Set("kind", kind).Set("form", form).Set("given_on", f.Values.One("consent.given_on")).
		Set("granted", granted).Set("language", f.Values.One("consent.language")).
		Set("given_by", f.Values.One("consent.given_by"))
}

// change names only what the officer changed: what came in meanwhile for the
// other fields stays, and so does a conflict she did not touch.
func (f Form) change() casefile.Edit {
	rec, _ := casefile.ParseID(f.Record)
	e := casefile.Record{ID: rec, Kind: f.Kind(), Values: f.Seen}.Edit()
	for _, name := range f.changed() {
		e.Set(name, f.Values[key(f.Kind(), name)]...)
	}
	return e
}

// Candidate is the person on the form for the search of duplicates.
func (f Form) Candidate() casefile.Candidate {
	v := f.Values
	self, _ := casefile.ParseID(f.Client)
	return casefile.Candidate{
		GivenName: v.One("given_name"), FatherName: v.One("father_name"), FamilyName: v.One("family_name"),
		BirthDate: v.One("birth_date"), Sex: v.One("sex"), PersonalNumber: v.One("personal_number"),
		Phones: v["phones"], Documents: v["documents"], Self: self,
	}
}

// Comparable reports whether enough is known to look for duplicates: a name of
// two letters, or a number.
func Comparable(c casefile.Candidate) bool {
	name := c.GivenName
	if c.FamilyName != "" {
		name = c.FamilyName
	}
	return len([]rune(strings.TrimSpace(name))) >= 2 || c.PersonalNumber != "" || len(c.Phones) > 0 || len(c.Documents) > 0
}

// duplicatesShown is how many likely duplicates stand beside a form.
const duplicatesShown = 5

// Likely keeps the matches that are still in question.
func (f Form) Likely(matches []casefile.Match) []casefile.Match {
	var out []casefile.Match
	for _, m := range matches {
		id := m.ID.String()
		if id != f.Client && !slices.Contains(f.Apart, id) && len(out) < duplicatesShown {
			out = append(out, m)
		}
	}
	return out
}

// Warnings are the doubts about what is entered; they stop nothing.
func (f Form) Warnings(today string) []casefile.Warning {
	if f.Kind() != casefile.KindClient {
		return nil
	}
	e := casefile.NewRecord(casefile.KindClient)
	for _, name := range []string{"birth_date", "sex", "personal_number"} {
		e.Set(name, f.Values[name]...)
	}
	if pn := e.Text("personal_number"); pn != "" {
		e.Set("personal_number", strings.ToUpper(strings.ReplaceAll(pn, " ", "")))
	}
	return casefile.Warnings(e, casefile.Today(today))
}

// Faults sorts what Save refused to the fields of the form, by their key. What
// belongs to no field is returned as rest.
func Faults(err error, edits []casefile.Edit) (byKey map[string]*casefile.Error, rest error) {
	several, ok := ui.FieldErrors(err)
	if !ok {
		return nil, err
	}
	byKey = map[string]*casefile.Error{}
	for _, e := range several {
		if e.Field == "" {
			rest = e
			continue
		}
		k := key(kindOf(e, edits), e.Field)
		if _, taken := byKey[k]; !taken {
			byKey[k] = e
		}
	}
	return byKey, rest
}

// kindOf tells which edit of the group a fault belongs to: by the number the
// store gives, or else by the first that knows the field.
func kindOf(e *casefile.Error, edits []casefile.Edit) casefile.Kind {
	if i, ok := e.Args["Index"].(int); ok && i >= 0 && i < len(edits) {
		return edits[i].Kind
	}
	for _, x := range edits {
		if _, ok := casefile.FieldByName(x.Kind, e.Field); ok {
			return x.Kind
		}
	}
	return casefile.KindClient
}
