package today

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// lowDisk is the free space under which the page warns: a year of one counter
// needs less, but Windows itself stumbles below it.
const lowDisk = 500 << 20

// words writes in the officer's language; ui.Env is one.
type words interface {
	T(key string, args ...any) string
	N(key string, n int, args ...any) string
	LabelOf(list, code string) string
}

// item is one line of the page with ready text.
type item struct {
	id     casefile.ID
	moment ui.Moment
	route  ui.Route
}

// section is one list of the page.
type section struct {
	name  string // "followups": begins the ids of its controls
	items []item
}

// greeting chooses the key of the words to begin with.
func greeting(now time.Time) string {
	switch h := now.Hour(); {
	case h < 11:
		return "today.morning"
	case h < 18:
		return "today.day"
	default:
		return "today.evening"
	}
}

// countText writes how many there are. The board does not hold lists without
// end, so beyond its length only a lower bound is honest.
func countText(w words, n int) string {
	if n >= boardLength {
		return w.T("today.many")
	}
	return strconv.Itoa(n)
}

// boardLength is the longest list a board holds.
const boardLength = 100

// capital begins a line with a capital letter: names of days have none in
// Albanian.
func capital(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// lateness says how far a day is away: "today", "3 days late", "in 2 days".
func lateness(w words, due, today string) string {
	d, err1 := time.Parse(casefile.DateLayout, due)
	t, err2 := time.Parse(casefile.DateLayout, today)
	if err1 != nil || err2 != nil {
		return ""
	}
	switch n := int(d.Sub(t).Hours() / 24); {
	case n == 0:
		return w.T("common.due_today")
	case n == 1:
		return w.T("common.tomorrow")
	case n < 0:
		return w.N("today.late", -n)
	default:
		return w.N("common.in_days", n)
	}
}

// dueTone is the tone of a due day.
func dueTone(due, today string) ui.Tone {
	switch {
	case due < today:
		return ui.Danger
	case due == today:
		return ui.Warning
	default:
		return ui.Neutral
	}
}

func followUps(w words, b casefile.TodayBoard) section {
	s := section{name: "followups"}
	for _, f := range b.FollowUps {
		it := item{id: f.ID, route: ui.Route{Screen: "client", ID: f.Client.String()}}
		it.moment = ui.Moment{
			Icon: "followup", Title: f.What, Detail: f.Name,
			Badge: lateness(w, f.DueOn, b.Day), Tone: dueTone(f.DueOn, b.Day),
		}
		if f.Client.IsZero() {
			it.moment.Detail = w.T("today.no_client")
			it.route = ui.Route{Screen: "register"}
		}
		s.items = append(s.items, it)
	}
	return s
}

func referrals(w words, b casefile.TodayBoard) section {
	s := section{name: "referrals"}
	for _, r := range b.Referrals {
		detail := []string{}
		for _, part := range []string{r.Number, r.Institution, w.LabelOf("referral_status", r.Status)} {
			if part != "" {
				detail = append(detail, part)
			}
		}
		s.items = append(s.items, item{
			id: r.ID, route: ui.Route{Screen: "referral", ID: r.ID.String()},
			moment: ui.Moment{
				Icon: "referrals", Title: r.Name, Detail: strings.Join(detail, " · "),
				Badge: lateness(w, r.DueOn, b.Day), Tone: dueTone(r.DueOn, b.Day),
			},
		})
	}
	return s
}

// draftRoute is where a draft goes on: the screen named in it, at this draft.
func draftRoute(d casefile.Draft) ui.Route {
	return ui.Route{Screen: d.Form, ID: "draft:" + d.ID.String()}
}

// formKeys name the forms drafts can come from; what is not here is a form of
// a newer version and is called a form.
var formKeys = map[string]string{
	"client.new": "today.form.client", "client.edit": "today.form.client", "intake.new": "today.form.intake", "consent.new": "today.form.consent",
	"intake": "today.form.intake", "consultation": "today.form.correction",
	"consultation.new": "today.form.consultation", "light.new": "today.form.light", "referral": "today.form.referral",
}

func drafts(w words, b casefile.TodayBoard, moment func(time.Time) string) section {
	s := section{name: "drafts"}
	for _, d := range b.Drafts {
		key, known := formKeys[d.Form]
		if !known {
			key = "today.form.other"
		}
		title := d.Title
		if title == "" {
			title = w.T(key)
		}
		s.items = append(s.items, item{
			id: d.ID, route: draftRoute(d),
			moment: ui.Moment{Icon: "draft", Title: title, Detail: w.T(key) + " · " + moment(d.SavedAt)},
		})
	}
	return s
}

func conflicts(w words, b casefile.TodayBoard) section {
	s := section{name: "conflicts"}
	for _, c := range b.Conflicts {
		route := ui.Route{Screen: "client", ID: c.Client.String()}
		if c.Kind == casefile.KindReferral {
			route = ui.Route{Screen: "referral", ID: c.ID.String()}
		} else if c.Client.IsZero() {
			route.ID = c.ID.String()
		}
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, w.T("field."+c.Kind.String()+"."+f))
		}
		s.items = append(s.items, item{
			id: c.ID, route: route,
			moment: ui.Moment{Icon: "conflict", Title: c.Name, Detail: w.T("today.two_values", "Fields", strings.Join(fields, ", "))},
		})
	}
	return s
}

func outdated(w words, b casefile.TodayBoard, lang string) section {
	s := section{name: "sheets"}
	for _, r := range b.OutdatedSheets {
		s.items = append(s.items, item{
			id: r.ID, route: ui.Route{Screen: "sheet", ID: r.ID.String()},
			moment: ui.Moment{Icon: "sheets", Title: r.Title[lang], Detail: w.N("today.hold_old", r.Outdated)},
		})
	}
	return s
}

// done is the edit that marks a follow-up as done today, and undone the one
// that takes it back to what it was.
func done(rec casefile.Record, today string) casefile.Edit {
	return rec.Edit().Set("status", "done").Set("done_on", today)
}

func undone(now casefile.Record, before casefile.Record) casefile.Edit {
	return now.Edit().Set("status", before.Text("status")).Set("done_on", before.Text("done_on"))
}
