package consultation

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// scene is one state of the screen for the gallery.
type scene struct {
	name string
	show func(*bench)
}

// history gives a client a past: a visit, an open referral, a promise.
func history(b *bench) casefile.Record {
	client := b.desk.client("Përparim", "Agim", "Çela")
	past := visit()
	past.Values["client"] = []casefile.Value{{Text: client.ID.String()}}
	b.desk.put(past)
	for _, due := range []string{"2026-11-12", "2026-12-01"} {
		b.desk.put(record(casefile.KindReferral, map[string][]string{
			"client": {client.ID.String()}, "consultation": {past.ID.String()}, "number": {"TR-A-00017"}, "status": {"sent"},
			"due_on": {due}, "needs": {"education_children"}, "created_on": {"2026-11-03"},
		}))
	}
	b.desk.put(record(casefile.KindFollowUp, map[string][]string{
		"client": {client.ID.String()}, "consultation": {past.ID.String()}, "due_on": {"2026-11-24"},
		"what": {"Telefononi për shkollën e fëmijëve"}, "status": {"planned"},
	}))
	b.desk.put(record(casefile.KindHandout, map[string][]string{
		"client": {client.ID.String()}, "consultation": {past.ID.String()}, "sheet": {casefile.DerivedID(casefile.KindSheet, "return.school").String()},
		"version": {"3"}, "language": {"sq"}, "medium": {"paper"}, "given_on": {"2026-11-03"},
	}))
	b.desk.history = []casefile.Change{
		{At: clock, AuthorName: "Arta Hoxha", Doubt: true, Fields: []casefile.FieldChange{
			{Field: "note", Before: []string{"Një fëmijë."}, After: []string{"Dy fëmijë."}},
			{Field: "channel", Before: []string{"phone"}, After: []string{"counter"}},
		}},
		{At: clock.AddDate(0, 0, -17), AuthorName: "Drita Shehu", Fields: []casefile.FieldChange{{Field: "held_at", After: []string{"2026-11-03T09:15"}}}},
	}
	return past
}

// filled is a page with everything on it.
func filled(b *bench) {
	past := history(b)
	b.open(RouteNew, "client:"+past.Text("client"))
	b.pick("consultation.topics", "reg.de.wb")
	b.pick("consultation.topics", "work.contract")
	b.press("consultation.give.reg.de.wb")
	b.focus("consultation.note")
	b.write("Ka ofertë nga një klinikë në Mynih. Kërkon të dijë për kontigjentin, për njohjen e diplomës dhe për pensionin.")
	b.press("consultation.add_referral")
	b.pick("consultation.referral.0.needs", "social_insurance")
	b.focus("consultation.referral.0.institution")
	b.key(fyne.KeyReturn, fyne.KeyReturn)
	b.focus("consultation.referral.0.reason")
	b.write("Periudhat e punës në Gjermani, 2015–2019.")
	b.focus("consultation.referral.0.consented")
	b.write(" ")
	b.press("consultation.follow_up.week")
	b.write("Telefononi për ofertën e klinikës")
	b.run.Advance(ui.DraftPause)
}

// scrollTo brings a part of the page into view.
func scrollTo(id string) func(*bench) {
	return func(b *bench) {
		filled(b)
		b.focus(id)
	}
}

func scenes() []scene {
	return []scene{
		{"new", func(b *bench) { b.open(RouteNew, "") }},
		{"person", func(b *bench) {
			history(b)
			b.desk.client("Perla", "Ilir", "Çeliku")
			b.open(RouteNew, "")
			b.write("pe")
		}},
		{"filled", func(b *bench) {
			filled(b)
			b.focus("consultation.client")
		}},
		{"sheets", scrollTo("consultation.sheet_search")},
		{"referral", scrollTo("consultation.referral.0.reason")},
		{"bottom", func(b *bench) {
			filled(b)
			b.focus("consultation.follow_up.what")
		}},
		{"errors", func(b *bench) {
			past := history(b)
			b.open(RouteNew, "client:"+past.Text("client"))
			b.press("consultation.add_referral")
			b.command(commandSave)
		}},
		{"saved", func(b *bench) {
			filled(b)
			b.command(commandSave)
		}},
		{"light", func(b *bench) {
			b.open(RouteLight, "")
			b.write("1")
			b.pick("consultation.age_band", "30")
			b.pick("consultation.topics", "90")
		}},
		{"visit", func(b *bench) { b.open(RouteVisit, history(b).ID.String()) }},
		{"correction", func(b *bench) {
			b.open(RouteVisit, history(b).ID.String())
			b.command(commandCorrect)
		}},
		{"unknown", func(b *bench) { b.open(RouteVisit, casefile.NewID().String()) }},
	}
}

// TestGallery renders every state in each look and language. With
// SPORTELI_GALLERY naming a folder it writes the pictures there, for eyes.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SPORTELI_GALLERY")
	looks := map[string]ui.Appearance{"": {}, "-dark": {Dark: true}, "-150": {Scale: 1.5}}
	for _, s := range scenes() {
		for suffix, look := range looks {
			for _, lang := range []string{"sq", "en"} {
				if lang == "en" && (suffix == "-dark" || s.name == "unknown") || dir == "" && (lang == "sq") != (suffix == "") {
					continue
				}
				name := s.name + "-" + lang + suffix
				t.Run(name, func(t *testing.T) {
					b := newBench(t, lang, look)
					s.show(b)
					inside(t, b)
					if dir == "" {
						return
					}
					f, err := os.Create(filepath.Join(dir, "consultation-"+name+".png"))
					if err != nil {
						t.Fatal(err)
					}
					defer f.Close()
					if err := png.Encode(f, b.window.Canvas().Capture()); err != nil {
						t.Fatal(err)
					}
				})
			}
		}
	}
}

// inside fails for a control that reaches beyond the window's sides, and for
// two that lie on each other.
func inside(t *testing.T, b *bench) {
	t.Helper()
	size := b.window.Canvas().Size()
	controls := ui.Look(b.window.Canvas()).Controls
	if len(controls) == 0 {
		t.Error("no control is to be seen")
	}
	for _, c := range controls {
		if c.X < 0 || c.X+c.W > size.Width+1 {
			t.Errorf("%s reaches from %.0f to %.0f of %.0f", c.ID, c.X, c.X+c.W, size.Width)
		}
	}
}
