package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
)

// faults returns "index code field" of what an error says.
func faults(err error) []string {
	var fe casefile.FieldErrors
	var out []string
	if errors.As(err, &fe) {
		for _, e := range fe {
			out = append(out, string(rune('0'+e.Args["Index"].(int)))+" "+string(e.Code)+" "+e.Field)
		}
	}
	slices.Sort(out)
	return out
}

func TestSaveRefusesAllOrNothing(t *testing.T) {
	d := newDesk(t)
	good := newClient("Besa", "", "Hoxhë")
	tests := []struct {
		name string
		edit casefile.Edit
		want []string
		code casefile.Code
	}{
		{"values", newClient("", "", "X").Set("sex", "?"), []string{"1 required given_name", "1 unknown_code sex"}, ""},
		{"a client that is not there", visitOf(casefile.NewID()), []string{"1 bad_reference client"}, ""},
		{"a reference of another kind", visitOf(d.s.Officer), []string{"1 bad_reference client"}, ""},
		{"a step too far", referralOf(good.Record).Set("status", "completed"), []string{"1 bad_step status"}, ""},
		{"no consent", referralOf(good.Record).Set("consented", "false"), []string{"1 needs_consent consented"}, ""},
		{"a number of one's own", referralOf(good.Record).Set("number", "1"), []string{"1 not_allowed number"}, ""},
		{"more than an event holds", newClient("A", "", "B").Set("remarks", strings.Repeat("𝕏", 15_000)), []string{"1 too_long remarks"}, ""},
		{"more values than there are", newClient("A", "", "B").Set("other_names", manyNames()...), []string{"1 too_long other_names"}, ""},
		{"what the centre writes", casefile.NewRecord(casefile.KindSheet), nil, casefile.CodeNotAllowed},
		{"what the program writes", casefile.NewRecord(casefile.KindCard), nil, casefile.CodeNotAllowed},
		{"an unknown kind", casefile.Edit{Kind: 99}, nil, casefile.CodeUnknownKind},
		{"a record that is not there", casefile.Edit{Kind: casefile.KindClient, Record: casefile.NewID()}, nil, casefile.CodeNotFound},
	}
	for _, tt := range tests {
		_, err := d.Save(t.Context(), d.s, good, tt.edit)
		if tt.code != "" && casefile.CodeOf(err) != tt.code || !slices.Equal(faults(err), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := d.find(""); len(got) != 0 {
			t.Fatalf("%s: the other edit was kept", tt.name)
		}
	}
	d.save(good)
	if _, err := d.Save(t.Context(), d.s, good); casefile.CodeOf(err) != casefile.CodeStale {
		t.Errorf("the same new record twice: %v", err)
	}
	nobody := casefile.Session{Officer: d.s.Officer, Role: casefile.RoleAdministrator}
	if _, err := d.Save(t.Context(), nobody, newClient("X", "", "Y")); casefile.CodeOf(err) != casefile.CodeNotAllowed {
		t.Errorf("without the right: %v", err)
	}
	if _, err := d.Record(t.Context(), nobody, good.Record); casefile.CodeOf(err) != casefile.CodeNotAllowed {
		t.Errorf("read without the right: %v", err)
	}
}

func manyNames() []string {
	var out []string
	for i := range 101 {
		out = append(out, fmt.Sprint("Emri ", i))
	}
	return out
}

func TestSaveEachKeepsTheGoodOnes(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "", "Hoxhë")
	results, err := d.SaveEach(t.Context(), d.s, []casefile.Edit{c, newClient("", "", ""), visitOf(c.Record), casefile.NewRecord(casefile.KindSheet)})
	if err != nil {
		t.Fatal(err)
	}
	for i, bad := range []bool{false, true, false, true} {
		if (results[i].Err != nil) != bad || (results[i].Seq == 0) != bad {
			t.Errorf("%d: %+v", i, results[i])
		}
	}
	d.reopen()
	if len(d.find("besa")) != 1 {
		t.Error("not kept")
	}
	d.beforeCommit = func() error { return errors.New("full") }
	if _, err := d.SaveEach(t.Context(), d.s, []casefile.Edit{newClient("X", "", "Y")}); err == nil {
		t.Error("a failed commit was not told")
	}
}

func TestAnEditReplacesOnlyWhatItSaw(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "", "Hoxhë").Set("phones", "0692345678")
	d.save(c)
	opened := d.record(c.Record)
	d.save(opened.Edit().Set("phones", "0692345678", "0681111111"))
	stale := opened.Edit().Set("phones", "0692345678", "0672222222").Set("father_name", "Gjon")
	d.save(stale)
	if got := d.record(c.Record).All("phones"); len(got) != 3 {
		t.Errorf("phones %q", got)
	}
	d.save(opened.Edit().Set("given_name", "Besarta"))
	d.save(opened.Edit().Set("given_name", "Besjana"))
	if got := d.record(c.Record); len(got.Conflicts()) != 1 {
		t.Errorf("two windows, one field: %+v", got.Values["given_name"])
	}
	seq := d.headNow().seq
	if saved := d.save(d.record(c.Record).Edit().Set("father_name", "Gjon")); saved[0].Seq != 0 || d.headNow().seq != seq {
		t.Error("an edit that changes nothing was written")
	}
	d.save(casefile.Edit{Record: c.Record, Kind: casefile.KindClient, Fields: map[string][]string{"given_name": {"Besa"}}})
	if got := d.record(c.Record); len(got.Conflicts()) != 0 || got.Text("given_name") != "Besa" {
		t.Errorf("a tool that looked at nothing settles: %+v", got.Values["given_name"])
	}
	d.whole()
}

func TestOfficers(t *testing.T) {
	d := newDesk(t)
	id, err := d.AddOfficer(t.Context(), d.s, NewOfficer{Name: "Dritan  Leka", Password: "liqeni i Ohrit"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddOfficer(t.Context(), d.s, NewOfficer{Name: "dritan leka", Password: "liqeni i Ohrit"}); casefile.CodeOf(err) != casefile.CodeOfficerExists {
		t.Errorf("twice: %v", err)
	}
	list, err := d.FindOfficers(t.Context())
	if err != nil || len(list) != 2 || list[1].Name != "Dritan Leka" {
		t.Errorf("%+v %v", list, err)
	}
	s, err := d.SignIn(t.Context(), Credentials{Officer: "Dritan Leka", Password: "liqeni i Ohrit"})
	if err != nil || s.Officer != id {
		t.Errorf("%+v %v", s, err)
	}
	if err := d.ChangePassword(t.Context(), s, "wrong password", "liqeni i Prespës"); casefile.CodeOf(err) != casefile.CodeWrongPassword {
		t.Errorf("%v", err)
	}
	if err := d.ChangePassword(t.Context(), s, "liqeni i Ohrit", "liqeni i Prespës"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SignIn(t.Context(), Credentials{Officer: "Dritan Leka", Password: "liqeni i Prespës"}); err != nil {
		t.Errorf("%v", err)
	}
	d.beforeCommit = func() error { return errors.New("full") }
	if _, err := d.AddOfficer(t.Context(), d.s, NewOfficer{Name: "Teuta", Password: "liqeni i Ohrit"}); err == nil {
		t.Error("added without a commit")
	}
	names, err := Officers(d.dir)
	if err != nil || len(names) != 2 {
		t.Errorf("%+v %v", names, err)
	}
}

func TestDraftsAndSettings(t *testing.T) {
	d := newDesk(t)
	draft := casefile.Draft{ID: casefile.NewID(), Form: "client", Title: "Bes", Body: []byte(`{"a":1}`)}
	other := d.s
	other.Officer = casefile.NewID()
	if err := d.SaveDraft(t.Context(), d.s, draft); err != nil {
		t.Fatal(err)
	}
	draft.Title, draft.Body = "Besa", []byte(`{"a":2}`)
	if err := d.SaveDraft(t.Context(), d.s, draft); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveDraft(t.Context(), other, draft); casefile.CodeOf(err) != casefile.CodeNotAllowed {
		t.Errorf("somebody else's draft was written over: %v", err)
	}
	d.reopen()
	list, err := d.FindDrafts(t.Context(), d.s)
	if err != nil || len(list) != 1 || list[0].Title != "Besa" || string(list[0].Body) != `{"a":2}` || !list[0].SavedAt.Equal(d.now) {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := d.Draft(t.Context(), other, draft.ID); casefile.CodeOf(err) != casefile.CodeNotFound {
		t.Errorf("somebody else reads it: %v", err)
	}
	if err := d.DropDraft(t.Context(), d.s, draft.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Draft(t.Context(), d.s, draft.ID); casefile.CodeOf(err) != casefile.CodeNotFound {
		t.Errorf("%v", err)
	}
	for _, v := range []string{"sq", "en"} {
		if err := d.SetSetting(t.Context(), d.s.Officer, "language", v); err != nil {
			t.Fatal(err)
		}
	}
	mine, err1 := d.Setting(t.Context(), d.s.Officer, "language")
	pc, err2 := d.Setting(t.Context(), casefile.ID{}, "language")
	if mine != "en" || pc != "" || err1 != nil || err2 != nil {
		t.Errorf("%q %q %v %v", mine, pc, err1, err2)
	}
}

func TestWatchTellsOfCommitsOnly(t *testing.T) {
	d := newDesk(t)
	signal, stop := d.Watch()
	told := func() bool {
		select {
		case <-signal:
			return true
		default:
			return false
		}
	}
	d.save(newClient("A", "", "B"))
	d.save(newClient("C", "", "D"))
	if !told() || told() {
		t.Error("two commits nobody looked at are one signal")
	}
	if err := d.SaveDraft(t.Context(), d.s, casefile.Draft{ID: casefile.NewID(), Form: "x"}); err != nil || told() {
		t.Errorf("a draft is no change of records (%v)", err)
	}
	stop()
	stop()
	if _, open := <-signal; open {
		t.Error("still open")
	}
	d.save(newClient("E", "", "F"))
}

func TestListsOfWhatIsDue(t *testing.T) {
	d := newDesk(t)
	c := newClient("Besa", "", "Hoxhë")
	sheets, err := d.FindSheets(t.Context(), d.s, casefile.SheetQuery{})
	if err != nil || len(sheets) == 0 {
		t.Fatal(err)
	}
	follow := casefile.NewRecord(casefile.KindFollowUp).Set("client", c.Record.String()).Set("due_on", "2026-11-20").Set("what", "Të telefonohet")
	handout := casefile.NewRecord(casefile.KindHandout).Set("client", c.Record.String()).Set("sheet", sheets[0].ID.String()).
		Set("version", "0").Set("language", "sq").Set("medium", "paper").Set("given_on", "2026-11-01")
	late, soon, done := referralOf(c.Record).Set("due_on", "2026-11-01"), referralOf(c.Record).Set("due_on", "2026-11-25"), referralOf(c.Record).Set("due_on", "2026-10-01")
	d.save(c, follow, handout, late, soon, done)
	d.save(d.record(done.Record).Edit().Set("status", "cancelled"))
	page, err := d.FindReferrals(t.Context(), d.s, casefile.ReferralQuery{})
	if err != nil || len(page.Rows) != 3 || page.Rows[0].ID != late.Record || !page.Rows[0].Overdue || page.Rows[1].ID != soon.Record || page.Rows[2].ID != done.Record {
		t.Errorf("%+v %v", page.Rows, err)
	}
	overdue, err := d.FindReferrals(t.Context(), d.s, casefile.ReferralQuery{Overdue: true})
	if err != nil || overdue.Total != 1 {
		t.Errorf("%+v %v", overdue, err)
	}
	board, err := d.Today(t.Context(), d.s, "2026-11-22")
	if err != nil || len(board.FollowUps) != 1 || !board.FollowUps[0].Overdue || len(board.Referrals) != 2 || len(board.OutdatedSheets) != 1 || board.ClockDoubt {
		t.Errorf("%+v %v", board, err)
	}
	holders, err := d.FindHolders(t.Context(), d.s, sheets[0].ID)
	if err != nil || len(holders) != 1 || holders[0].Name != "Besa Hoxhë" {
		t.Errorf("%+v %v", holders, err)
	}
	ups, err := d.FindFollowUps(t.Context(), d.s, c.Record)
	if err != nil || len(ups) != 1 || ups[0].Status != "planned" {
		t.Errorf("%+v %v", ups, err)
	}
	suggested, err := d.FindSheets(t.Context(), d.s, casefile.SheetQuery{Topics: sheets[len(sheets)-1].Topics})
	if err != nil || len(suggested) != len(sheets) || len(suggested[0].Topics) == 0 || !slices.Contains(suggested[0].Topics, sheets[len(sheets)-1].Topics[0]) {
		t.Errorf("%+v %v", suggested, err)
	}
	if err := d.Note(t.Context(), d.s, Line{Action: "printed", Subject: late.Record, Detail: "sq"}); err != nil {
		t.Error(err)
	}
	if err := d.NoteSync(t.Context(), casefile.CodeNoNetwork, d.now.Add(time.Minute)); err != nil {
		t.Error(err)
	}
	st, err := d.SyncStatus(t.Context())
	if err != nil || st.Problem != casefile.CodeNoNetwork || st.Enrolled {
		t.Errorf("%+v %v", st, err)
	}
	if _, err := d.FindInstitutions(t.Context(), casefile.Session{}, casefile.InstitutionQuery{}); casefile.CodeOf(err) != casefile.CodeNotAllowed {
		t.Errorf("nobody reads the directory: %v", err)
	}
	named, err := d.FindInstitutions(t.Context(), d.s, casefile.InstitutionQuery{Text: "zyra punes"})
	if err != nil || len(named) == 0 || !strings.Contains(strings.ToLower(named[0].Name["sq"]), "pun") {
		t.Errorf("%d institutions, %v", len(named), err)
	}
}
