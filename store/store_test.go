package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"sporteli/assets"
	"sporteli/store/casefile"
)

const password = "kalaja e Beratit"

// bench is a folder with its officer and a clock that tests turn.
type desk struct {
	*DB
	s   casefile.Session
	dir string
	now time.Time
	t   testing.TB
}

func (d *desk) options() Options {
	return Options{Codes: assets.Codes{}, Shipped: assets.Shipped(), Now: func() time.Time { return d.now }}
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{dir: t.TempDir(), now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), t: t}
	var err error
	d.DB, d.s, err = Create(t.Context(), d.dir, NewOfficer{Name: "Ana Çela", Password: password, Sample: true}, d.options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.DB.Close() })
	return d
}

func (d *desk) reopen() {
	d.t.Helper()
	if err := d.Close(); err != nil {
		d.t.Fatal(err)
	}
	var err error
	if d.DB, d.s, err = Open(d.t.Context(), d.dir, Credentials{Officer: "ana çela", Password: password}, d.options()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) save(edits ...casefile.Edit) []casefile.Saved {
	d.t.Helper()
	saved, err := d.Save(d.t.Context(), d.s, edits...)
	if err != nil {
		d.t.Fatal(err)
	}
	return saved
}

func (d *desk) record(id casefile.ID) casefile.Record {
	d.t.Helper()
	rec, err := d.Record(d.t.Context(), d.s, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return rec
}

func (d *desk) find(text string) []string {
	d.t.Helper()
	page, err := d.FindClients(d.t.Context(), d.s, casefile.ClientQuery{Text: text})
	if err != nil {
		d.t.Fatal(err)
	}
	var names []string
	for _, r := range page.Rows {
		names = append(names, r.Name())
	}
	return names
}

func newClient(given, father, family string) casefile.Edit {
	return casefile.NewRecord(casefile.KindClient).Set("given_name", given).Set("father_name", father).Set("family_name", family).Set("sex", "female")
}

func visitOf(client casefile.ID) casefile.Edit {
	return casefile.NewRecord(casefile.KindConsultation).Set("client", client.String()).Set("held_at", "2026-11-22T09:30").
		Set("channel", assets.Options("channel")[0].Code).Set("category", "returnee").Set("topics", assets.Options("topic")[0].Code)
}

func referralOf(client casefile.ID) casefile.Edit {
	return casefile.NewRecord(casefile.KindReferral).Set("client", client.String()).Set("institution_name", "Zyra e Punës Korçë").
		Set("needs", assets.Options("need")[0].Code).Set("urgency", "routine").Set("status", "sent").Set("consented", "true")
}

func TestADayIsThereAfterARestart(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "Gjon", "Hoxhë").Set("phones", "069 234 5678").Set("birth_date", "1988-04-17").Set("municipality", "tirane")
	v, r := visitOf(c.Record), referralOf(c.Record)
	saved := d.save(c, v, r)
	if saved[0].ID != c.Record || saved[0].Seq == 0 || saved[2].Seq <= saved[1].Seq {
		t.Errorf("saved %+v", saved)
	}
	d.reopen()
	rec := d.record(c.Record)
	if rec.Text("given_name") != "Besa" || rec.Text("phones") != "+355692345678" || rec.Text("office") == "" {
		t.Errorf("client %+v", rec.Values)
	}
	page, err := d.FindClients(t.Context(), d.s, casefile.ClientQuery{})
	if err != nil || page.Total != 1 || page.Rows[0].Category != "returnee" || page.Rows[0].LastVisit != "2026-11-22" || page.Rows[0].Sync != casefile.SyncLocal {
		t.Errorf("list %+v %v", page, err)
	}
	register, err := d.FindConsultations(t.Context(), d.s, casefile.RegisterQuery{From: "2026-11-22", To: "2026-11-22"})
	if err != nil || len(register.Rows) != 1 || register.Rows[0].Name != "Besa Gjon Hoxhë" || register.Rows[0].OfficerName != "Ana Çela" || register.Rows[0].AgeBand != "a35_39" {
		t.Errorf("register %+v %v", register, err)
	}
	referrals, err := d.FindReferrals(t.Context(), d.s, casefile.ReferralQuery{Text: "korce hox"})
	if err != nil || len(referrals.Rows) != 1 || referrals.Rows[0].Number == "" || referrals.Rows[0].DueOn != "2026-12-02" {
		t.Errorf("referrals %+v %v", referrals, err)
	}
	line, err := d.Timeline(t.Context(), d.s, c.Record)
	if err != nil || len(line) != 2 || line[0].Kind != casefile.KindConsultation {
		t.Errorf("time line %+v %v", line, err)
	}
	d.cameOf(v.Record)
	board, err := d.Today(t.Context(), d.s, "2026-12-01")
	if err != nil || len(board.Referrals) != 1 || board.FreeBytes <= 0 {
		t.Errorf("today %+v %v", board, err)
	}
	sheets, err := d.FindSheets(t.Context(), d.s, casefile.SheetQuery{})
	if err != nil || len(sheets) == 0 {
		t.Errorf("%d sheets %v", len(sheets), err)
	}
	institutions, err := d.FindInstitutions(t.Context(), d.s, casefile.InstitutionQuery{County: "AL-11"})
	if err != nil || len(institutions) == 0 {
		t.Errorf("%d institutions %v", len(institutions), err)
	}
}

// cameOf lists what came of a visit that has no client, and nothing of another.
func (d *desk) cameOf(other casefile.ID) {
	d.t.Helper()
	sheets, err := d.FindSheets(d.t.Context(), d.s, casefile.SheetQuery{})
	if err != nil {
		d.t.Fatal(err)
	}
	light := visitOf(casefile.ID{}).Set("client").Set("sex", "male").Set("age_band", "a30_34").Set("municipality", "tirane")
	given := casefile.NewRecord(casefile.KindHandout).Set("consultation", light.Record.String()).Set("sheet", sheets[0].ID.String()).
		Set("version", "1").Set("language", "sq").Set("medium", "paper").Set("given_on", "2026-11-22")
	d.save(light, given)
	list, err := d.CameOf(d.t.Context(), d.s, light.Record)
	if err != nil || len(list) != 1 || list[0].ID != given.Record || list[0].Record.Ref("sheet") != sheets[0].ID || list[0].At != "2026-11-22" {
		d.t.Errorf("of a light visit came %+v, %v", list, err)
	}
	if list, err = d.CameOf(d.t.Context(), d.s, other); err != nil || len(list) != 0 {
		d.t.Errorf("of another visit came %+v, %v", list, err)
	}
	if _, err = d.CameOf(d.t.Context(), casefile.Session{}, other); casefile.CodeOf(err) != casefile.CodeNotAllowed {
		d.t.Errorf("without the right: %v", err)
	}
}

func TestSaveIsOneTransaction(t *testing.T) {
	d := newDesk(t)
	broken := errors.New("power cut")
	d.beforeCommit = func() error { return broken }
	c := newClient("Besa", "", "Hoxhë")
	if _, err := d.Save(t.Context(), d.s, c, visitOf(c.Record)); !errors.Is(err, broken) {
		t.Fatalf("%v", err)
	}
	d.beforeCommit = nil
	before := d.headNow()
	if got := d.find(""); len(got) != 0 {
		t.Errorf("found %q after a failed save", got)
	}
	d.reopen()
	if d.headNow() != before {
		t.Error("the log moved")
	}
	d.save(c)
	if got := d.find("hoxhe"); !slices.Equal(got, []string{"Besa Hoxhë"}) {
		t.Errorf("found %q", got)
	}
}

func TestSampleFoldersSaySoBeforeAnybodySignsIn(t *testing.T) {
	for _, sample := range []bool{true, false} {
		dir := t.TempDir()
		db, _, err := Create(t.Context(), dir, NewOfficer{Name: "Ana Çela", Password: password, Sample: sample}, Options{Codes: assets.Codes{}})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if got := IsSample(dir); got != sample {
			t.Errorf("made with %v, says %v", sample, got)
		}
	}
	if IsSample(t.TempDir()) {
		t.Error("an empty folder says that it holds samples")
	}
}
