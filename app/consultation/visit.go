package consultation

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"sporteli/assets"
	"sporteli/store/casefile"
)

// Codes the page itself decides on.
const (
	channelCounter  = "counter"
	outcomeSheet    = "sheet_given"
	outcomeReferred = "referred"
	outcomeFollowUp = "follow_up"
	consentShare    = "share_referral"
	consentWritten  = "written"
	urgencyRoutine  = "routine"
	mediumPaper     = "paper"
	mediumEmail     = "email"
	followUpPlanned = "planned"
)

// Values is what stands on the page. It is the body of a draft, so a field is
// added and never renamed.
type Values struct {
	// Light is set for a visit without a name.
	Light bool `json:"light,omitempty"`
	// Client is the id of the person, "" until one is chosen.
	Client string `json:"client,omitempty"`
	// Awaits is set while the person is being registered on another page, and
	// Typed is the name that was looked for in vain.
	Awaits bool   `json:"awaits,omitempty"`
	Typed  string `json:"typed,omitempty"`

	HeldAt   string `json:"held_at"`
	Minutes  string `json:"minutes,omitempty"`
	Channel  string `json:"channel"`
	Category string `json:"category,omitempty"`
	// Topics in the order chosen; the first is the main one.
	Topics       []string `json:"topics,omitempty"`
	Destination  string   `json:"destination,omitempty"`
	Note         string   `json:"note,omitempty"`
	Outcomes     []string `json:"outcomes,omitempty"`
	Sex          string   `json:"sex,omitempty"`
	AgeBand      string   `json:"age_band,omitempty"`
	Municipality string   `json:"municipality,omitempty"`

	Sheets    []Sheet    `json:"sheets,omitempty"`
	Referrals []Referral `json:"referrals,omitempty"`
	FollowUp  FollowUp   `json:"follow_up"`
}

// Sheet is one information sheet given, in the version it had then.
type Sheet struct {
	ID       string            `json:"id"`
	Code     string            `json:"code"`
	Version  int               `json:"version"`
	Title    map[string]string `json:"title,omitempty"`
	Language string            `json:"language"`
	Medium   string            `json:"medium"`
}

// Referral is one referral being written.
type Referral struct {
	// ID is the id the referral will have.
	ID string `json:"id"`
	// Target is the kind of institution looked for.
	Target string `json:"target,omitempty"`
	// Institution is an entry of the directory; Name says it in words, or names
	// one that is not in it.
	Institution string `json:"institution,omitempty"`
	Name        string `json:"name,omitempty"`
	// Outside is set for an institution that is not in the directory.
	Outside     bool     `json:"outside,omitempty"`
	Needs       []string `json:"needs,omitempty"`
	Urgency     string   `json:"urgency"`
	DueOn       string   `json:"due_on"`
	Consented   bool     `json:"consented,omitempty"`
	ConsentForm string   `json:"consent_form,omitempty"`
	Reason      string   `json:"reason,omitempty"`
	Language    string   `json:"language"`
}

// FollowUp is what was promised; without a day and a word there is none.
type FollowUp struct {
	DueOn string `json:"due_on,omitempty"`
	What  string `json:"what,omitempty"`
}

// IsZero reports whether nothing was promised.
func (f FollowUp) IsZero() bool { return f.DueOn == "" && strings.TrimSpace(f.What) == "" }

// Office is who writes and where, as far as a new visit needs it.
type Office struct {
	Officer, Office casefile.ID
	// Municipality and County are where the office lies, "" before enrolment.
	Municipality, County string
}

// NewValues returns the page as it opens: now, at the counter.
func NewValues(minute string, light bool, at Office) Values {
	v := Values{Light: light, HeldAt: minute, Channel: channelCounter}
	if light {
		v.Municipality = at.Municipality
	}
	return v
}

// SetLight switches between a visit with and without a name. Nothing that was
// entered is forgotten; only the office's own place is proposed.
func (v *Values) SetLight(on bool, at Office) {
	v.Light = on
	if on && v.Municipality == "" {
		v.Municipality = at.Municipality
	}
}

// MainTopic is the topic chosen first, "" while there is none.
func (v Values) MainTopic() string { return first(v.Topics) }

// first is the first of a list, "" of none.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// AsksDestination reports whether a country belongs to this visit: somebody
// leaves, lives or has lived abroad, or the topic is about going there.
func (v Values) AsksDestination() bool {
	if v.Destination != "" {
		return true
	}
	switch v.Category {
	case "prospective_migrant", "returnee", "diaspora", "family_member":
		return true
	}
	return slices.ContainsFunc(v.Topics, func(topic string) bool {
		return abroad[root(topic)] || topic == "diploma.out"
	})
}

// abroad are the topics, by their root, that are about another country.
var abroad = map[string]bool{
	"reg": true, "visa": true, "risk": true, "work": true, "agency": true,
	"study": true, "family": true, "social": true, "remit": true, "diaspora": true,
}

// TopicCountry returns the country that the chosen topics name, "" when none
// or several do. A topic names one by its second part: "reg.de.wb" is Germany.
func TopicCountry(topics []string) string {
	found := ""
	for _, topic := range topics {
		parts := strings.Split(topic, ".")
		if len(parts) < 2 || parts[0] != "reg" || len(parts[1]) != 2 || severalCountries[parts[1]] {
			continue
		}
		code := strings.ToUpper(parts[1])
		if _, ok := assets.Code(assets.ListCountry, code); !ok || found != "" && found != code {
			return ""
		}
		found = code
	}
	return found
}

// severalCountries are topics whose two letters stand for more than one country.
var severalCountries = map[string]bool{"us": true, "wb": true}

// SetTopics takes the chosen topics. The country they name and the category
// they are usually about are proposed as long as the officer has not chosen
// others.
func (v *Values) SetTopics(topics []string) {
	country, category := TopicCountry(v.Topics), topicCategory[root(v.MainTopic())]
	v.Topics = slices.Clone(topics)
	if v.Destination == "" || v.Destination == country {
		v.Destination = TopicCountry(topics)
	}
	if v.Category == "" || v.Category == category {
		v.Category = topicCategory[root(v.MainTopic())]
	}
}

// topicCategory is who usually asks about a topic, by its root. Topics that
// anybody may ask about are not in it.
var topicCategory = map[string]string{
	"reg": "prospective_migrant", "visa": "prospective_migrant", "risk": "prospective_migrant",
	"agency": "prospective_migrant", "study": "prospective_migrant", "return": "returnee",
	"imm": "immigrant", "asylum": "asylum_refugee", "diaspora": "diaspora", "remit": "diaspora",
}

// root is the topic at the top of the tree above a topic.
func root(topic string) string {
	r, _, _ := strings.Cut(topic, ".")
	return r
}

// Fits reports whether this page, left to register a person, was waiting for
// the one of this name: every word typed begins a word of the name.
func (v Values) Fits(name string) bool {
	typed, words := casefile.Words(v.Typed), casefile.Words(name)
	if !v.Awaits || len(typed) == 0 {
		return false
	}
	for _, t := range typed {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, t) }) {
			return false
		}
	}
	return true
}

// Arrive takes the person who was registered meanwhile.
func (v *Values) Arrive(client string) {
	v.Client, v.Light, v.Awaits, v.Typed = client, false, false, ""
}

// AddOutcome and DropOutcome keep what follows from the parts of the page in
// step with them: a sheet given is an outcome.
func (v *Values) AddOutcome(code string) {
	if !slices.Contains(v.Outcomes, code) {
		v.Outcomes = append(slices.Clone(v.Outcomes), code)
	}
}

// DropOutcome takes an outcome away.
func (v *Values) DropOutcome(code string) {
	v.Outcomes = slices.DeleteFunc(slices.Clone(v.Outcomes), func(c string) bool { return c == code })
}

// Give adds a sheet in the officer's language, on paper unless the visit is
// not face to face.
func (v *Values) Give(row casefile.SheetRow, lang string) {
	if v.Gives(row.ID.String()) {
		return
	}
	medium := mediumPaper
	if v.Channel == "email" || v.Channel == "message" || v.Channel == "video" {
		medium = mediumEmail
	}
	v.Sheets = append(slices.Clone(v.Sheets), Sheet{
		ID: row.ID.String(), Code: row.Code, Version: row.Version, Title: row.Title, Language: lang, Medium: medium,
	})
	v.AddOutcome(outcomeSheet)
}

// Gives reports whether a sheet is on the list already.
func (v Values) Gives(id string) bool {
	return slices.ContainsFunc(v.Sheets, func(s Sheet) bool { return s.ID == id })
}

// TakeBack removes the sheet at a place of the list.
func (v *Values) TakeBack(i int) {
	v.Sheets = slices.Delete(slices.Clone(v.Sheets), i, i+1)
	if len(v.Sheets) == 0 {
		v.DropOutcome(outcomeSheet)
	}
}

// Refer begins a referral.
func (v *Values) Refer(today, lang string) {
	v.Referrals = append(slices.Clone(v.Referrals), Referral{
		ID: casefile.NewID().String(), Urgency: urgencyRoutine, DueOn: casefile.DueDay(today, urgencyRoutine), Language: lang,
	})
	v.AddOutcome(outcomeReferred)
}

// Unrefer takes the referral at a place of the list away.
func (v *Values) Unrefer(i int) {
	v.Referrals = slices.Delete(slices.Clone(v.Referrals), i, i+1)
	if len(v.Referrals) == 0 {
		v.DropOutcome(outcomeReferred)
	}
}

// Promise takes the follow-up.
func (v *Values) Promise(f FollowUp) {
	was := v.FollowUp.IsZero()
	v.FollowUp = f
	switch {
	case was && !f.IsZero():
		v.AddOutcome(outcomeFollowUp)
	case !was && f.IsZero():
		v.DropOutcome(outcomeFollowUp)
	}
}

// SetUrgency takes an urgency and moves the day of the answer, unless the
// officer has chosen another day than the one proposed.
func (r *Referral) SetUrgency(urgency, today string) {
	if r.DueOn == "" || r.DueOn == casefile.DueDay(today, r.Urgency) {
		r.DueOn = casefile.DueDay(today, urgency)
	}
	r.Urgency = urgency
}

// SetNeeds takes the needs and proposes the kind of institution that usually
// helps with the first, as long as none was chosen.
func (r *Referral) SetNeeds(needs []string) {
	r.Needs = slices.Clone(needs)
	if r.Target != "" || r.Institution != "" {
		return
	}
	if it, ok := assets.Code("need", first(needs)); ok {
		r.Target = it.Referral
	}
}

// SetConsented takes the tick; on paper is how most people agree.
func (r *Referral) SetConsented(on bool) {
	r.Consented = on
	if on && r.ConsentForm == "" {
		r.ConsentForm = consentWritten
	}
}

// Days proposed for a follow-up.
const (
	InADay   = "day"
	InAWeek  = "week"
	InAMonth = "month"
)

// DayIn returns the day a step after another, "" for what is no day. A month
// after the 31st is the last day of a shorter month. Saturdays and Sundays move
// to Monday: the counter is closed.
func DayIn(day, step string) string {
	t, err := time.Parse(casefile.DateLayout, day)
	if err != nil {
		return ""
	}
	switch step {
	case InAWeek:
		t = t.AddDate(0, 0, 7)
	case InAMonth:
		last := time.Date(t.Year(), t.Month()+2, 0, 0, 0, 0, 0, time.UTC).Day()
		t = time.Date(t.Year(), t.Month()+1, min(t.Day(), last), 0, 0, 0, 0, time.UTC)
	default:
		t = t.AddDate(0, 0, 1)
	}
	switch t.Weekday() {
	case time.Saturday:
		t = t.AddDate(0, 0, 2)
	case time.Sunday:
		t = t.AddDate(0, 0, 1)
	}
	return casefile.Day(t)
}

// Encode returns the body of a draft.
func (v Values) Encode() []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("consultation: " + err.Error()) // strings and numbers only
	}
	return b
}

// Decode reads the body of a draft.
func Decode(body []byte) (Values, error) {
	var v Values
	if err := json.Unmarshal(body, &v); err != nil {
		return Values{}, casefile.Fail(casefile.CodeDamaged, "consultation: draft: %w", err)
	}
	return v, nil
}

// Empty reports whether nothing was entered that would be missed: what the page
// proposes by itself does not count.
func (v Values) Empty() bool {
	return v.Client == "" && len(v.Topics) == 0 && strings.TrimSpace(v.Note) == "" && len(v.Outcomes) == 0 &&
		v.Sex == "" && v.AgeBand == "" && len(v.Sheets) == 0 && len(v.Referrals) == 0 && v.FollowUp.IsZero() &&
		v.Minutes == "" && v.Destination == "" && v.Category == ""
}

// number writes a whole number as it is kept.
func number(n int) string { return strconv.Itoa(n) }
