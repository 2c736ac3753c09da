package settings

import (
	"context"
	"strconv"

	"sporteli/store/casefile"
)

// Keys of what is kept for each officer.
const (
	keyLanguage = "language"
	keyText     = "text_size"
	keyDark     = "dark"
	keyIdle     = "idle_minutes"
)

// Look is what an officer chooses for herself.
type Look struct {
	// Language is "sq" or "en".
	Language string
	// Text is the text size in percent, 100 to 200.
	Text int
	// Dark chooses the dark colours.
	Dark bool
	// Idle is after how many minutes without a key or click the window locks.
	Idle int
}

// TextSizes are the sizes offered, in percent.
var TextSizes = []int{100, 110, 125, 150, 175, 200}

// IdleMinutes are the times offered, in minutes. Never is not among them: the
// PC stands on a counter.
var IdleMinutes = []int{2, 5, 10, 20, 30}

// DefaultLook is what an officer has who never chose.
func DefaultLook() Look { return Look{Language: "sq", Text: 100, Idle: 10} }

// Keeper keeps words for the officer who has signed in.
type Keeper interface {
	// Setting returns "" for what was never set.
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// LoadLook reads what the officer chose. What was never chosen, or makes no
// sense, is as in before: the look of the window as it is.
func LoadLook(ctx context.Context, k Keeper, before Look) (Look, error) {
	l := before
	var words [4]string
	for i, key := range []string{keyLanguage, keyText, keyDark, keyIdle} {
		w, err := k.Setting(ctx, key)
		if err != nil {
			return before, err
		}
		words[i] = w
	}
	if words[0] == "sq" || words[0] == "en" {
		l.Language = words[0]
	}
	if n, err := strconv.Atoi(words[1]); err == nil && n >= 100 && n <= 200 {
		l.Text = n
	}
	if words[2] != "" {
		l.Dark = words[2] == "true"
	}
	if n, err := strconv.Atoi(words[3]); err == nil && n >= 1 && n <= 120 {
		l.Idle = n
	}
	return l, nil
}

// SaveLook keeps what differs from before.
func SaveLook(ctx context.Context, k Keeper, before, now Look) error {
	for _, w := range []struct{ key, old, new string }{
		{keyLanguage, before.Language, now.Language},
		{keyText, strconv.Itoa(before.Text), strconv.Itoa(now.Text)},
		{keyDark, strconv.FormatBool(before.Dark), strconv.FormatBool(now.Dark)},
		{keyIdle, strconv.Itoa(before.Idle), strconv.Itoa(now.Idle)},
	} {
		if w.old == w.new {
			continue
		}
		if err := k.SetSetting(ctx, w.key, w.new); err != nil {
			return err
		}
	}
	return nil
}

// person is somebody who may sign in on this PC; role is "" when not known.
type person struct {
	name string
	role casefile.Role
}

// people are those who may sign in on this PC, each with the role in the list of
// the office. That list knows more officers than this PC lets in; of two who have
// one name and not one role it does not tell which is meant.
func people(names []string, officers []casefile.OfficerName, me casefile.Session) []person {
	out := make([]person, 0, len(names))
	for _, name := range names {
		p, found := person{name: name}, false
		for _, o := range officers {
			switch {
			case o.Name != name:
			case found && o.Role != p.role:
				p.role = ""
			case !found:
				p.role, found = o.Role, true
			}
		}
		if name == me.Name {
			p.role = me.Role
		}
		out = append(out, p)
	}
	return out
}

// ShortID is enough of a device's id to tell PCs apart by telephone.
func ShortID(id casefile.DeviceID) string {
	s := id.String()
	return s[:4] + "-" + s[4:8]
}

// newPassword checks the fields of a new password; texts are codes for Form,
// "mismatch" for a repetition that is another.
func newPassword(password, repeat string, least int) (wrong casefile.FieldErrors, mismatch bool) {
	switch n := len([]rune(password)); {
	case n == 0:
		wrong = append(wrong, &casefile.Error{Code: casefile.CodeRequired, Field: "password"})
	case n < least:
		wrong = append(wrong, &casefile.Error{Code: casefile.CodeWeakPassword, Field: "password", Args: map[string]any{"Min": least}})
	}
	return wrong, password != repeat
}
