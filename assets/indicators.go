package assets

import "sync"

// Screening is what helps an officer to decide whether to offer a referral to a
// possible victim of trafficking. It never decides who is one. The indicators
// are our own wording, not the official form.
type Screening struct {
	Meta       ScreeningMeta        `toml:"meta"`
	Rule       ScreeningRules       `toml:"rule"`
	Safety     []ScreeningText      `toml:"safety"`
	Indicators []ScreeningIndicator `toml:"indicator"`
	Steps      []ScreeningStep      `toml:"step"`
	Bodies     []ScreeningText      `toml:"body"`
	Hotlines   []Hotline            `toml:"hotline"`
}

// ScreeningMeta says what the screening is for.
type ScreeningMeta struct {
	Version   string `toml:"version"`
	PurposeEN string `toml:"purpose_en"`
	PurposeSQ string `toml:"purpose_sq"`
}

// ScreeningRules say which groups of indicators together mean a possible victim.
type ScreeningRules struct {
	// StrongNote tells where the shortcut by one strong indicator comes from.
	StrongNote string        `toml:"strong_note"`
	Adult      ScreeningRule `toml:"adult"`
	Child      ScreeningRule `toml:"child"`
}

// ScreeningRule names the groups that must each have an indicator.
type ScreeningRule struct {
	Needs []string `toml:"needs"`
	EN    string   `toml:"en"`
	SQ    string   `toml:"sq"`
}

// ScreeningText is a rule of safety or a responsible body.
type ScreeningText struct {
	Code string `toml:"code"`
	EN   string `toml:"en"`
	SQ   string `toml:"sq"`
	Note string `toml:"note"`
}

// Label returns the text in a language.
func (t ScreeningText) Label(lang string) string { return pick(lang, t.SQ, t.EN) }

// ScreeningIndicator is one sign.
type ScreeningIndicator struct {
	Code string `toml:"code"`
	// Who is "adult" or "child"; Group is act, means, purpose or other.
	Who    string `toml:"who"`
	Group  string `toml:"group"`
	Strong bool   `toml:"strong"`
	EN     string `toml:"en"`
	SQ     string `toml:"sq"`
}

// Label returns the sign in a language.
func (i ScreeningIndicator) Label(lang string) string { return pick(lang, i.SQ, i.EN) }

// ScreeningStep is one step of the National Referral Mechanism.
type ScreeningStep struct {
	N      int    `toml:"n"`
	Code   string `toml:"code"`
	EN     string `toml:"en"`
	SQ     string `toml:"sq"`
	Who    string `toml:"who"`
	Source string `toml:"source"`
}

// Label returns the step in a language.
func (s ScreeningStep) Label(lang string) string { return pick(lang, s.SQ, s.EN) }

// Hotline is a telephone line. None is to be printed before the authority has
// confirmed it.
type Hotline struct {
	Code     string `toml:"code"`
	Number   string `toml:"number"`
	EN       string `toml:"en"`
	SQ       string `toml:"sq"`
	Source   string `toml:"source"`
	Verified string `toml:"verified"`
	Risk     string `toml:"risk"`
}

// Label returns the line's name in a language.
func (h Hotline) Label(lang string) string { return pick(lang, h.SQ, h.EN) }

var screening = sync.OnceValue(func() Screening {
	var s Screening
	mustTOML("refdata/nrm_indicators.toml", &s)
	return s
})

// Indicators returns the screening with its rules; it is read-only.
func Indicators() Screening { return screening() }
