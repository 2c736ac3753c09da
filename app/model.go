package app

import (
	"strings"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// trail is the way the officer came, for going back.
type trail struct{ routes []ui.Route }

// trailLength is how many steps back are remembered.
const trailLength = 50

// isForm says that a route is a form to fill in: once left it is saved, or a
// draft on the page of the day, and is no place to go back to.
func isForm(r ui.Route) bool {
	return strings.HasSuffix(r.Screen, ".new") || strings.HasSuffix(r.Screen, ".edit")
}

// enter notes a new place.
func (t *trail) enter(r ui.Route) {
	n := len(t.routes)
	if n > 0 && (t.routes[n-1] == r || isForm(t.routes[n-1])) {
		t.routes = t.routes[:n-1]
	}
	if n = len(t.routes); n > 0 && t.routes[n-1] == r {
		return
	}
	t.routes = append(t.routes, r)
	if len(t.routes) > trailLength {
		t.routes = t.routes[1:]
	}
}

// stay notes that the present place names itself otherwise now.
func (t *trail) stay(r ui.Route) {
	if n := len(t.routes); n > 0 && t.routes[n-1].Screen == r.Screen {
		t.routes[n-1] = r
	}
}

// back leaves the present place and returns the one before it.
func (t *trail) back() (ui.Route, bool) {
	if len(t.routes) < 2 {
		return ui.Route{}, false
	}
	t.routes = t.routes[:len(t.routes)-1]
	return t.routes[len(t.routes)-1], true
}

// badges are the numbers beside the navigation.
type badges struct{ today, referrals int }

// countBadges counts what is due: only what somebody has to do something about
// today.
func countBadges(b casefile.TodayBoard) badges {
	out := badges{today: len(b.Conflicts)}
	for _, f := range b.FollowUps {
		if f.DueOn <= b.Day {
			out.today++
		}
	}
	for _, r := range b.Referrals {
		if r.Overdue {
			out.referrals++
		}
	}
	return out
}

// keys takes a shortcut apart: "Ctrl+Shift+K" into its modifiers and its key.
// ok is false for what cannot be a shortcut of a menu.
func keys(shortcut string) (ctrl, shift, alt bool, key string, ok bool) {
	parts := strings.Split(shortcut, "+")
	for _, p := range parts[:len(parts)-1] {
		switch p {
		case "Ctrl":
			ctrl = true
		case "Shift":
			shift = true
		case "Alt":
			alt = true
		default:
			return false, false, false, "", false
		}
	}
	key = parts[len(parts)-1]
	return ctrl, shift, alt, key, key != "" && (ctrl || alt)
}

// matches says whether every word typed begins a word of the text.
func matches(text, typed string) bool {
	hay := " " + casefile.Fold(text)
	for _, w := range strings.Fields(casefile.Fold(typed)) {
		if !strings.Contains(hay, " "+w) {
			return false
		}
	}
	return true
}
