package today

import (
	"fmt"
	"testing"
	"time"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// bare are words that show keys and gaps.
type bare struct{}

func (bare) T(key string, args ...any) string { return fmt.Sprint(append([]any{key}, args...)...) }

func (bare) N(key string, n int, _ ...any) string { return fmt.Sprint(key, n) }

func (bare) LabelOf(_, code string) string { return code }

const day = "2026-11-22"

func TestGreeting(t *testing.T) {
	for hour, want := range map[int]string{0: "today.morning", 10: "today.morning", 11: "today.day", 17: "today.day", 18: "today.evening"} {
		if got := greeting(time.Date(2026, 11, 22, hour, 59, 0, 0, time.UTC)); got != want {
			t.Errorf("at %d: %s", hour, got)
		}
	}
}

func TestLateness(t *testing.T) {
	for _, c := range []struct {
		due, want string
		tone      ui.Tone
	}{
		{"2026-11-19", "today.late3", ui.Danger},
		{"2026-10-22", "today.late31", ui.Danger},
		{"2026-11-22", "common.due_today", ui.Warning},
		{"2026-11-23", "common.tomorrow", ui.Neutral},
		{"2026-12-02", "common.in_days10", ui.Neutral},
	} {
		if got := lateness(bare{}, c.due, day); got != c.want {
			t.Errorf("%s: %s", c.due, got)
		}
		if got := dueTone(c.due, day); got != c.tone {
			t.Errorf("%s: tone %s", c.due, got)
		}
	}
	if got := lateness(bare{}, "", day); got != "" {
		t.Errorf("no day: %q", got)
	}
}

func TestEverythingOpensWhatItIsAbout(t *testing.T) {
	client, other := casefile.NewID(), casefile.NewID()
	b := casefile.TodayBoard{
		Day:            day,
		FollowUps:      []casefile.FollowUpRow{{ID: other, Client: client}, {ID: other}},
		Referrals:      []casefile.ReferralRow{{ID: other}},
		Drafts:         []casefile.Draft{{ID: other, Form: "client.new"}, {ID: other, Form: "of.tomorrow", Title: "X"}},
		Conflicts:      []casefile.ConflictRow{{ID: client, Kind: casefile.KindClient}, {ID: other, Kind: casefile.KindReferral, Client: client}, {ID: other, Kind: casefile.KindIntake, Client: client}},
		OutdatedSheets: []casefile.SheetRow{{ID: other, Title: map[string]string{"sq": "Fletë"}}},
	}
	at := func(time.Time) string { return "then" }
	var got []string
	for _, s := range []section{followUps(bare{}, b), referrals(bare{}, b), drafts(bare{}, b, at), conflicts(bare{}, b), outdated(bare{}, b, "sq")} {
		for _, it := range s.items {
			got = append(got, it.route.Screen+" "+it.route.ID)
		}
	}
	want := []string{
		"client " + client.String(), "register ", "referral " + other.String(), "client.new draft:" + other.String(), "of.tomorrow draft:" + other.String(),
		"client " + client.String(), "referral " + other.String(), "client " + client.String(), "sheet " + other.String(),
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("leads to\n%v, wanted\n%v", got, want)
	}
	named := drafts(bare{}, b, at).items
	if named[0].moment.Title != "today.form.client" || named[1].moment.Title != "X" || named[1].moment.Detail != "today.form.other · then" {
		t.Errorf("drafts are called %+v", named)
	}
}

func TestDoneCanBeTakenBack(t *testing.T) {
	rec := casefile.Record{ID: casefile.NewID(), Kind: casefile.KindFollowUp, Values: map[string][]casefile.Value{"status": {{Text: "planned"}}}}
	e := done(rec, day)
	if e.Text("status") != "done" || e.Text("done_on") != day || e.Record != rec.ID {
		t.Errorf("done: %+v", e)
	}
	now := casefile.Record{ID: rec.ID, Kind: rec.Kind, Values: map[string][]casefile.Value{"status": {{Text: "done"}}, "done_on": {{Text: day}}}}
	e = undone(now, rec)
	if e.Text("status") != "planned" || e.Text("done_on") != "" || e.Seen["status"][0].Text != "done" {
		t.Errorf("taken back: %+v", e)
	}
}

func TestCapital(t *testing.T) {
	for in, want := range map[string]string{"e diel": "E diel", "ëndërr": "Ëndërr", "": ""} {
		if got := capital(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
