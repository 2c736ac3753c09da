package referral

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// scene is one state of the screen for the gallery.
type scene struct {
	name string
	show func(*bench)
}

func scenes() []scene {
	return []scene{
		{"list", func(b *bench) {
			many(b)
			b.open(RouteList, "")
		}},
		{"empty", func(b *bench) { b.open(RouteList, "") }},
		{"slip-unknown", func(b *bench) {
			many(b)
			b.open(RouteList, "")
			b.command("referrals.slip")
			b.typed("4711")
			b.key("Return")
		}},
		{"sent", func(b *bench) { b.show(b.desk.referral(nil)) }},
		{"overdue", func(b *bench) { b.show(late(b)) }},
		{"no-consent", func(b *bench) {
			b.show(b.desk.referral(map[string][]string{"status": {"draft"}, "consented": {"false"}, "institution_name": {"Shoqata «Një Botë»"}}))
		}},
		{"conflict", func(b *bench) { b.show(disputed(b)) }},
		{"answer", func(b *bench) {
			b.open(RouteReferral, "slip:"+late(b).ID.String())
			b.typed("5")
		}},
		{"answer-faults", func(b *bench) {
			b.open(RouteReferral, "answer:"+late(b).ID.String())
			b.typed("4")
			b.command("referral.save")
		}},
		{"done", func(b *bench) {
			rec := late(b)
			b.open(RouteReferral, "slip:"+rec.ID.String())
			b.typed("5")
			b.pick("referral.outcome", "service_received")
			b.to("referral.answer_note")
			b.typed("Pensioni u njoh për katër vjet; vendimi i dërgohet klientit me postë.")
			b.command("referral.save")
		}},
		{"edit", func(b *bench) {
			b.open(RouteReferral, "edit:"+b.desk.referral(map[string][]string{"status": {"draft"}, "consented": {"false"}}).ID.String())
			b.to("referral.consented")
			b.typed(" ")
			b.run.Advance(ui.DraftPause)
		}},
		{"cancel", func(b *bench) { b.open(RouteReferral, "cancel:"+late(b).ID.String()) }},
		{"unknown", func(b *bench) { b.open(RouteReferral, casefile.NewID().String()) }},
	}
}

// late is a referral whose answer should have come.
func late(b *bench) casefile.Record {
	return b.desk.referral(map[string][]string{"due_on": {"2026-11-12"}, "created_on": {"2026-11-02"}, "urgency": {"priority"}})
}

// disputed is a referral in which two states stand against each other.
func disputed(b *bench) casefile.Record {
	rec := b.desk.referral(nil)
	rec.Values["status"] = []casefile.Value{
		{Text: "accepted", Ref: casefile.Ref{Event: casefile.EventID{200}}}, {Text: "rejected", Ref: casefile.Ref{Event: casefile.EventID{201}}},
	}
	b.desk.history[rec.ID] = append([]casefile.Change{{
		At: clock.AddDate(0, 0, -1), AuthorName: "Gent Basha", Event: casefile.EventID{201}, Doubt: true,
		Fields: []casefile.FieldChange{{Field: "status", Before: []string{"sent"}, After: []string{"rejected"}}},
	}}, b.desk.history[rec.ID]...)
	return b.desk.put(rec)
}

// many fills the list with every state.
func many(b *bench) {
	late(b)
	disputed(b)
	for i, s := range []string{"draft", "received", "in_progress", "returned", "no_answer", "completed", "cancelled"} {
		due := clock.AddDate(0, 0, 3*i-4)
		b.desk.referral(map[string][]string{
			"status": {s}, "number": {casefile.ReferralNumber("PC", "E3F0", 18+i)}, "due_on": {casefile.Day(due)},
			"urgency": {[]string{"immediate", "urgent", "priority", "routine"}[i%4]},
		})
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
				if lang == "en" && suffix == "-dark" || dir == "" && suffix == "-dark" {
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
					f, err := os.Create(filepath.Join(dir, "referral-"+name+".png"))
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

// inside fails for a control that reaches beyond the window's sides.
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
