package app

import (
	"fmt"
	"testing"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

func TestTrail(t *testing.T) {
	var tr trail
	at := func(screen string) ui.Route { return ui.Route{Screen: screen} }
	for _, s := range []string{"today", "clients", "clients", "client", "consultation.new", "consultation", "settings"} {
		tr.enter(at(s))
	}
	var way []string
	for {
		r, ok := tr.back()
		if !ok {
			break
		}
		way = append(way, r.Screen)
	}
	// The form is no place to go back to, and nobody goes back to where she is.
	if got, want := fmt.Sprint(way), "[consultation client clients today]"; got != want {
		t.Errorf("the way back is %s, not %s", got, want)
	}
	if _, ok := tr.back(); ok {
		t.Error("there is something before the beginning")
	}
	for i := range 3 * trailLength {
		tr.enter(ui.Route{Screen: "client", ID: fmt.Sprint(i)})
	}
	if len(tr.routes) != trailLength {
		t.Errorf("%d steps are remembered", len(tr.routes))
	}
}

func TestBadgesCountWhatIsDue(t *testing.T) {
	got := countBadges(casefile.TodayBoard{
		Day:       "2026-11-22",
		FollowUps: []casefile.FollowUpRow{{DueOn: "2026-11-19"}, {DueOn: "2026-11-22"}, {DueOn: "2026-11-23"}},
		Referrals: []casefile.ReferralRow{{Overdue: true}, {DueOn: "2026-11-25"}},
		Conflicts: []casefile.ConflictRow{{}},
	})
	if want := (badges{today: 3, referrals: 1}); got != want {
		t.Errorf("%+v, wanted %+v", got, want)
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		text             string
		ctrl, shift, alt bool
		key              string
		ok               bool
	}{
		{"Ctrl+S", true, false, false, "S", true},
		{"Ctrl+Shift+N", true, true, false, "N", true},
		{"Alt+Left", false, false, true, "Left", true},
		{"F1", false, false, false, "F1", false},
		{"Shift+A", false, true, false, "A", false},
		{"Hyper+A", false, false, false, "", false},
		{"", false, false, false, "", false},
	} {
		ctrl, shift, alt, key, ok := keys(c.text)
		if ctrl != c.ctrl || shift != c.shift || alt != c.alt || key != c.key || ok != c.ok {
			t.Errorf("%q: %v %v %v %q %v", c.text, ctrl, shift, alt, key, ok)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		text, typed string
		want        bool
	}{
		{"Këshillim i ri", "keshi", true},
		{"Këshillim i ri", "ri kesh", true},
		{"Këshillim i ri", "shillim", false},
		{"Cilësimet", "cilë", true},
	} {
		if got := matches(c.text, c.typed); got != c.want {
			t.Errorf("%q in %q: %v", c.typed, c.text, got)
		}
	}
}
