package client

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// person fills a shelf with one client who has lived through everything.
func person(s *shelf, clash bool) casefile.Record {
	office := s.put(record(casefile.KindOffice, "name", "Sporteli i Migracionit Durrës"))
	sheet := s.put(record(casefile.KindSheet, "title_sq", "Puna sezonale në Gjermani", "title_en", "Seasonal work in Germany"))
	inst := s.put(record(casefile.KindInstitution, "name_sq", "Zyra e Punësimit Durrës", "name_en", "Employment office Durrës"))
	s.me.Office = office.ID
	a, b := casefile.EventID{1}, casefile.EventID{2}
	rec := record(casefile.KindClient, "given_name", "Përparim", "father_name", "Agim", "family_name", "Çela", "sex", "male",
		"phones", "+355691234567", "phones", "+393331234567", "citizenships", "AL", "municipality", "durres", "village", "Lagjja 13, Plazh",
		"personal_number", "I81103001T", "documents", "passport|BA1234567|AL|2031-05-02", "education", "isced35", "occupation", "isco7",
		"languages", "it:b2:certificate", "languages", "de:a2", "civil_status", "married", "vulnerabilities", "poverty",
		"remarks", "Kërkon të kthehet në punë si saldator; ka dy fëmijë në shkollë.", "office", office.ID.String())
	rec.Values["birth_date"] = []casefile.Value{{Text: "1988-11-03", Ref: casefile.Ref{Event: a}}}
	if clash {
		rec.Values["birth_date"] = append(rec.Values["birth_date"], casefile.Value{Text: "1988-03-11", Ref: casefile.Ref{Event: b}})
		rec.Values["father_name"] = []casefile.Value{{Text: "Agim", Ref: casefile.Ref{Event: a}}, {Text: "Agron", Ref: casefile.Ref{Event: b}}}
	}
	s.put(rec)
	add := func(at string, r casefile.Record) casefile.Record {
		s.put(r)
		s.items = append(s.items, item(at, r))
		return r
	}
	id := rec.ID.String()
	intake := add("2026-09-02", record(casefile.KindIntake, "client", id, "category", "returnee", "opened_on", "2026-09-02", "return_country", "IT",
		"return_date", "2026-06-12", "return_type", "voluntary_independent", "left_in", "2014", "status_abroad", "temporary",
		"reasons", "job_loss", "reasons", "family", "needs", "employment", "needs", "education_children", "family_returned", "3",
		"school_children", "2", "note", "Dymbëdhjetë vjet në Bari, saldator."))
	add("2026-09-02", record(casefile.KindConsent, "client", id, "kind", "record", "form", "written", "granted", "true", "given_on", "2026-09-02", "language", "sq"))
	add("2026-09-02", record(casefile.KindConsent, "client", id, "kind", "contact", "form", "oral_witness", "granted", "true",
		"given_on", "2026-09-02", "language", "sq", "withdrawn_on", "2026-11-01"))
	add("2026-09-02T10:15", record(casefile.KindConsultation, "client", id, "category", "returnee", "channel", "counter", "topics", "return",
		"main_topic", "return", "outcomes", "informed", "outcomes", "referred", "note", "U shpjeguan të drejtat e të kthyerve dhe hapat për regjistrimin si punëkërkues."))
	add("2026-09-02", record(casefile.KindHandout, "client", id, "sheet", sheet.ID.String(), "version", "3", "language", "sq", "medium", "paper"))
	ref := add("2026-09-02", record(casefile.KindReferral, "client", id, "institution", inst.ID.String(), "number", "DRS-A-00012", "needs", "employment", "status", "sent"))
	add("2026-11-18T09:30", record(casefile.KindConsultation, "client", id, "category", "returnee", "channel", "phone", "topics", "work", "main_topic", "work", "note", "Telefonoi për përgjigjen."))
	add("2026-11-25", record(casefile.KindFollowUp, "client", id, "what", "Telefononi zyrën e punësimit", "due_on", "2026-11-25", "status", "planned"))
	s.referrals = []casefile.ReferralRow{{ID: ref.ID, Overdue: true}}
	at := time.Date(2026, 9, 2, 10, 20, 0, 0, time.UTC)
	s.histories[rec.ID] = []casefile.Change{
		{Event: b, At: at.AddDate(0, 2, 0), AuthorName: "Drita Shkëmbi", Doubt: true, Fields: []casefile.FieldChange{
			{Field: "birth_date", Before: []string{"1988-11-03"}, After: []string{"1988-03-11"}},
			{Field: "phones", Before: []string{"+355691234567"}, After: []string{"+355691234567", "+393331234567"}},
		}},
		{Event: a, At: at, AuthorName: "Ana Doda", Fields: []casefile.FieldChange{
			{Field: "given_name", After: []string{"Përparim"}},
			{Field: "family_name", After: []string{"Çela"}},
			{Field: "birth_date", After: []string{"1988-11-03"}},
			{Field: "sex", After: []string{"male"}},
		}},
	}
	s.histories[intake.ID] = []casefile.Change{{At: at, AuthorName: "Ana Doda", Fields: []casefile.FieldChange{{Field: "category", After: []string{"returnee"}}}}}
	s.rows = []casefile.ClientRow{{
		ID: rec.ID, GivenName: "Përparim", FatherName: "Agim", FamilyName: "Çela", BirthDate: "1988-11-03", Sex: "male", Municipality: "durres",
		Phone: "+355691234567", Category: "returnee", LastVisit: "2026-11-18", Conflict: clash, Sync: casefile.SyncWaiting,
	}}
	return rec
}

// crowd fills the list.
func crowd(s *shelf) {
	office := s.put(record(casefile.KindOffice, "name", "Sporteli Durrës"))
	names := [][3]string{
		{"Përparim", "Agim", "Çela"},
		{"Arta", "Besnik", "Hoxha"},
		{"Gjergj", "Ndue", "Dhëmbi"},
		{"Drita", "Skënder", "Shkëmbi-Xhafa"},
		{"Maria Theodhora", "Kostandin", "Papadhimitriu-Kostandinidhi"},
		{"Ëngjëll", "Çlirim", "Çeliku"},
		{"Xhevahire", "Rrok", "Njëzeti"},
	}
	cats := []string{"returnee", "prospective_migrant", "immigrant", "asylum_refugee", "family_member", "diaspora", "other"}
	places := []string{"durres", "tirane", "shkoder", "vlore"}
	for i := range 40 {
		n := names[i%len(names)]
		r := casefile.ClientRow{
			ID: casefile.NewID(), GivenName: n[0], FatherName: n[1], FamilyName: n[2], BirthDate: fmt.Sprintf("19%02d-0%d-1%d", 60+i%40, 1+i%9, i%9),
			Municipality: places[i%4], Phone: fmt.Sprintf("+35569123%04d", i), Category: cats[i%7], LastVisit: "2026-11-0" + fmt.Sprint(1+i%9),
			Sync: []casefile.SyncState{casefile.SyncSent, casefile.SyncWaiting, casefile.SyncHeld}[i%3],
		}
		if i%7 == 1 {
			r.MaidenName = "Doda"
		}
		if i%5 == 3 {
			r.CardOnly, r.Office, r.Phone, r.Category, r.LastVisit = true, office.ID, "", "", ""
		}
		r.Conflict = i == 2
		s.rows = append(s.rows, r)
	}
}

func registering(b *bench) {
	m := casefile.Match{ClientRow: row("Përparim", "Çela"), Reasons: []string{"name", "birth"}}
	m.FatherName, m.BirthDate, m.Municipality = "Agim", "1988-11-03", "durres"
	n := casefile.Match{ClientRow: row("Perparim", "Cela"), Reasons: []string{"name"}}
	n.BirthDate, n.CardOnly, n.Municipality = "1991", true, "tirane"
	b.svc.matches = []casefile.Match{m, n}
	b.open(ScreenNew, "named:përparim agim çela")
	b.wait()
	b.enter("client.birth_date", "3.11.1988")
	b.enter("client.sex", "2")
	b.enter("client.municipality", "durr")
	b.key(fyne.KeyReturn)
	b.enter("intake.category", map[string]string{"sq": "kthyer", "en": "returnee"}[b.env.P.Lang()])
	b.key(fyne.KeyReturn)
	b.wait()
}

var scenes = []struct {
	name string
	act  func(b *bench)
}{
	{"list", func(b *bench) { crowd(b.svc); b.open(ScreenList, ""); b.key(fyne.KeyDown); b.key(fyne.KeyDown) }},
	{"list-none", func(b *bench) { crowd(b.svc); b.open(ScreenList, ""); b.typed("kujtim bregu"); b.wait() }},
	{"list-empty", func(b *bench) { b.open(ScreenList, "") }},
	{"new-empty", func(b *bench) { b.open(ScreenNew, "") }},
	{"new", registering},
	{"new-end", func(b *bench) { registering(b); b.to("client.save_end") }},
	{"new-errors", func(b *bench) { b.open(ScreenNew, "named:arta"); b.screen.Menu()[0].Do() }},
	{"new-minor", func(b *bench) {
		b.open(ScreenNew, "named:arta hoxha")
		b.enter("client.personal_number", "I81103001X")
		b.form().fields.Field("client.birth_date").SetValues([]string{"2012-03-05"})
		b.form().changed("client.birth_date")
	}},
	{"minor-rule", func(b *bench) { b.open(ScreenNew, ""); minorRule(b.env) }},
	{"file", func(b *bench) { b.open(ScreenFile, person(b.svc, false).ID.String()) }},
	{"file-who", func(b *bench) { b.open(ScreenFile, person(b.svc, false).ID.String()); b.file().tabs.Select(tabWho) }},
	{"file-intakes", func(b *bench) { b.open(ScreenFile, person(b.svc, false).ID.String()); b.file().tabs.Select(tabIntakes) }},
	{"file-consents", func(b *bench) {
		b.open(ScreenFile, person(b.svc, false).ID.String())
		b.file().tabs.Select(tabConsents)
	}},
	{"file-referrals", func(b *bench) {
		b.open(ScreenFile, person(b.svc, false).ID.String())
		b.file().tabs.Select(tabReferrals)
	}},
	{"file-history", func(b *bench) { b.open(ScreenFile, person(b.svc, false).ID.String()); b.file().tabs.Select(tabHistory) }},
	{"file-clash", func(b *bench) { b.open(ScreenFile, person(b.svc, true).ID.String()) }},
	{"file-followup", func(b *bench) {
		b.open(ScreenFile, person(b.svc, false).ID.String())
		b.to("client.timeline")
		b.key(fyne.KeyReturn)
	}},
	{"file-fresh", func(b *bench) {
		b.open(ScreenFile, b.svc.put(record(casefile.KindClient, "given_name", "Arta", "family_name", "Hoxha", "birth_date", "2012", "sex", "female")).ID.String())
	}},
	{"file-card", func(b *bench) { b.open(ScreenFile, card(b.svc).String()) }},
	{"edit", func(b *bench) { b.open(ScreenEdit, person(b.svc, false).ID.String()) }},
	{"intake", func(b *bench) {
		person(b.svc, false)
		b.open(ScreenIntake, b.svc.items[0].ID.String())
	}},
	{"consent", func(b *bench) { b.open(ScreenNewConsent, person(b.svc, false).ID.String()) }},
}

// card puts the index card of a client of another office on the shelf.
func card(s *shelf) casefile.ID {
	id := casefile.NewID()
	office := s.put(record(casefile.KindOffice, "name", "Sporteli i Migracionit Durrës"))
	rec := record(casefile.KindCard, "client", id.String(), "given_name", "Arta", "father_name", "Agim", "family_name", "Hoxha",
		"sex", "female", "birth_date", "1990-02-03", "municipality", "durres", "office", office.ID.String())
	rec.ID = casefile.DerivedID(casefile.KindCard, id.String())
	s.put(rec)
	s.rows = []casefile.ClientRow{{ID: id, GivenName: "Arta", FamilyName: "Hoxha", CardOnly: true, Office: office.ID}}
	return id
}

// TestGallery shows every state of the screens in both languages. With
// SPORTELI_GALLERY naming a folder it keeps the pictures, in both palettes and
// with large text too.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SPORTELI_GALLERY")
	looks := map[string]ui.Appearance{"light": {}}
	if dir != "" {
		looks = map[string]ui.Appearance{"light": {}, "dark": {Dark: true}, "light150": {Scale: 1.5}, "dark150": {Dark: true, Scale: 1.5}}
	}
	for _, lang := range []string{"sq", "en"} {
		for look, a := range looks {
			for _, s := range scenes {
				t.Run(lang+"-"+look+"-"+s.name, func(t *testing.T) {
					b := newBench(t, lang, a)
					s.act(b)
					if len(ui.Look(b.window.Canvas()).Controls) == 0 {
						t.Error("nothing can be used")
					}
					if dir != "" {
						picture(t, b, filepath.Join(dir, fmt.Sprintf("client-%s-%s-%s.png", s.name, lang, look)))
					}
				})
			}
		}
	}
}

func picture(t *testing.T, b *bench, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, b.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
