package referral

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sporteli/assets"
	"sporteli/store/casefile"
)

func TestFilter(t *testing.T) {
	for _, tt := range []struct {
		state         string
		open, overdue bool
	}{{listOpen, true, false}, {"", true, false}, {listOverdue, false, true}, {listAll, false, false}} {
		q := filter{state: tt.state, text: "çela"}.query(casefile.Span{Limit: 7})
		if q.Open != tt.open || q.Overdue != tt.overdue || q.Text != "çela" || q.Limit != 7 {
			t.Errorf("%q asks %+v", tt.state, q)
		}
	}
}

func TestOverdue(t *testing.T) {
	for _, tt := range []struct {
		status, due string
		want        int
	}{
		{"sent", "2026-11-12", 10},
		{"no_answer", "2026-11-21", 1},
		{"sent", today, 0},
		{"sent", "2026-11-23", 0},
		{"sent", "", 0},
		{"draft", "2026-11-12", 0},
		{"completed", "2026-11-12", 0},
	} {
		if got := overdueBy(tt.status, tt.due, today); got != tt.want {
			t.Errorf("%s due %s is %d days late, want %d", tt.status, tt.due, got, tt.want)
		}
	}
}

func TestMarks(t *testing.T) {
	for _, tt := range []struct {
		row  casefile.ReferralRow
		want string
	}{
		{casefile.ReferralRow{Conflict: true, Sync: casefile.SyncHeld}, "referral.mark.conflict"},
		{casefile.ReferralRow{Sync: casefile.SyncHeld}, "state.held"},
		{casefile.ReferralRow{Sync: casefile.SyncWaiting}, "state.waiting"},
		{casefile.ReferralRow{Sync: casefile.SyncSent}, "state.sent"},
		{casefile.ReferralRow{Sync: casefile.SyncLocal}, "state.local"},
	} {
		if got, _ := mark(tt.row); got != tt.want {
			t.Errorf("%+v is marked %s, want %s", tt.row, got, tt.want)
		}
	}
}

func TestNumbersTyped(t *testing.T) {
	rows := []casefile.ReferralRow{{Number: "TR-A-00012"}, {Number: "TR-B-00012"}, {Number: "TR-A-00120"}}
	for _, tt := range []struct {
		typed string
		want  []string
	}{
		{"TR-A-00012", []string{"TR-A-00012"}},
		{" tr a 00012 ", []string{"TR-A-00012"}},
		{"12", []string{"TR-A-00012", "TR-B-00012"}},
		{"00120", []string{"TR-A-00120"}},
		{"120", []string{"TR-A-00120"}},
		{"TR-A", nil},
		{"", nil},
		{"9", nil},
	} {
		var got []string
		for _, r := range numbered(rows, tt.typed) {
			got = append(got, r.Number)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %v, want %v", tt.typed, got, tt.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	id := casefile.NewID()
	for text, way := range map[string]string{id.String(): "", "slip:" + id.String(): waySlip, "draft:" + id.String(): wayDraft} {
		if w, got := parsePlace(text); w != way || got != id {
			t.Errorf("%s leads %q to %s", text, w, got)
		}
	}
	for _, text := range []string{"", "slip:", "slip:12", "nobody"} {
		if _, got := parsePlace(text); !got.IsZero() {
			t.Errorf("%q leads to %s", text, got)
		}
	}
}

func with(fields map[string][]string) casefile.Record {
	all := map[string][]string{"client": {casefile.NewID().String()}, "status": {"sent"}, "consented": {"true"}, "urgency": {"routine"}, "due_on": {"2026-12-01"}}
	for k, v := range fields {
		all[k] = v
	}
	return record(casefile.KindReferral, all)
}

func TestPermits(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fields map[string][]string
		want   permits
	}{
		{"draft", map[string][]string{"status": {"draft"}}, permits{send: true, edit: true, cancel: true, print: true}},
		{"draft without consent", map[string][]string{"status": {"draft"}, "consented": {"false"}}, permits{consent: true, edit: true, cancel: true}},
		{"sent", nil, permits{answer: true, cancel: true, print: true}},
		{"received", map[string][]string{"status": {"received"}}, permits{answer: true, print: true}},
		{"returned", map[string][]string{"status": {"returned"}}, permits{send: true, edit: true, cancel: true, print: true}},
		{"no answer", map[string][]string{"status": {"no_answer"}}, permits{send: true, edit: true, answer: true, cancel: true, print: true}},
		{"completed", map[string][]string{"status": {"completed"}}, permits{correct: true, print: true}},
		{"rejected", map[string][]string{"status": {"rejected"}}, permits{correct: true, print: true}},
		{"cancelled", map[string][]string{"status": {"cancelled"}}, permits{}},
		{"two states", map[string][]string{"status": {"sent", "accepted"}}, permits{print: true}},
		{"consent in doubt", map[string][]string{"consented": {"true", "false"}}, permits{answer: true, cancel: true}},
	} {
		if got := permitsOf(with(tt.fields)); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// Whatever the code list says, an answer offered can be saved in one step or by
// way of acceptance.
func TestEveryAnswerOfferedCanBeSaved(t *testing.T) {
	book, offered := assets.Codes{}, 0
	for _, from := range assets.Options("referral_status") {
		for _, to := range answers(from.Code) {
			offered++
			via := through(from.Code, to)
			if via == "" {
				via = from.Code
			}
			if casefile.CheckStep(from.Code, via, book) != nil || casefile.CheckStep(via, to, book) != nil {
				t.Errorf("%s is offered after %s and cannot be reached", to, from.Code)
			}
		}
	}
	if offered < 12 {
		t.Errorf("only %d answers are offered", offered)
	}
	if got := answers("sent"); !slices.Equal(got, []string{"received", "accepted", "no_answer", "rejected", "completed"}) {
		t.Errorf("after sending: %v", got)
	}
	if through("sent", "completed") != "accepted" || through("sent", "rejected") != "" {
		t.Error("the way to the end is not the one of the code list")
	}
}

func TestSendingAsksForADayToCome(t *testing.T) {
	for _, tt := range []struct{ status, due, want string }{
		{"draft", "2026-12-24", "2026-12-24"}, // as the officer wrote it
		{"draft", "2026-11-20", "2026-12-02"}, // passed: ten days from now
		{"returned", "2026-12-24", "2026-12-02"},
	} {
		e := sending(with(map[string][]string{"status": {tt.status}, "due_on": {tt.due}}), today)
		if e.Text("status") != "sent" || e.Text("status_on") != today || e.Text("due_on") != tt.want {
			t.Errorf("%s due %s: %v", tt.status, tt.due, e.Fields)
		}
	}
}

func TestAnswerAsksForWhatTheFiguresNeed(t *testing.T) {
	v := begin(wayAnswer, with(nil), today)
	faults := func() string {
		var out []string
		for _, e := range v.check(today) {
			out = append(out, string(e.Code)+" "+e.Field)
		}
		return strings.Join(out, ", ")
	}
	if got := faults(); got != "required status" {
		t.Errorf("empty: %s", got)
	}
	v.set("status", []string{"completed"})
	if got := faults(); got != "required outcome, required answered_by" {
		t.Errorf("completed: %s", got)
	}
	v.set("outcome", []string{"service_received"})
	v.set("answered_by", []string{"phone"})
	v.set("status_on", []string{"2026-11-23"})
	if got := faults(); got != "future_date status_on" {
		t.Errorf("tomorrow: %s", got)
	}
	v.set("status_on", []string{"2026-11-21"})
	if got := faults(); got != "" {
		t.Errorf("whole: %s", got)
	}
	v = begin(wayAnswer, with(nil), today)
	v.set("status", []string{"no_answer"})
	if got := faults(); got != "" {
		t.Errorf("no answer: %s", got)
	}
}

func TestAnswerKeepsAnEarlierNote(t *testing.T) {
	v := begin(waySlip, with(map[string][]string{"status": {"in_progress"}, "answer_note": {"Folëm më 10.11."}, "answered_by": {"phone"}}), today)
	if v.text("answer_note") != "Folëm më 10.11." || v.text("answered_by") != casefile.AnsweredBySlip {
		t.Errorf("begun with %v", v.Fields)
	}
	v.set("status", []string{"in_progress"})
	v.set("outcome", []string{"waiting_list"}) // typed before the state was changed back
	e := v.edits(today)[0]
	if _, named := e.Fields["answer_note"]; named {
		t.Error("a note that was not changed is written again")
	}
	if _, named := e.Fields["outcome"]; named {
		t.Error("an outcome is kept although nothing has ended")
	}
}

// What somebody else wrote while the officer typed is not taken as seen.
func TestSecondStepDoesNotOverwrite(t *testing.T) {
	rec := with(map[string][]string{"answer_note": {"mine"}})
	v := begin(wayAnswer, rec, today)
	now := with(map[string][]string{"status": {"accepted"}, "answer_note": {"mine", "theirs"}})
	if err := v.passed(now); err != nil {
		t.Fatal(err)
	}
	if got := v.Record.All("answer_note"); !slices.Equal(got, []string{"mine"}) {
		t.Errorf("taken as seen: %v", got)
	}
	if v.Record.Text("status") != "accepted" {
		t.Error("the own first step is not seen")
	}
	if err := v.passed(with(map[string][]string{"status": {"accepted", "rejected"}})); casefile.CodeOf(err) != casefile.CodeStale {
		t.Errorf("another state came in: %v", err)
	}
}

func TestConsentGivenHereIsRecorded(t *testing.T) {
	rec := with(map[string][]string{"status": {"draft"}, "consented": {"false"}, "institution_name": {"Shoqata"}, "language": {"en"}})
	v := begin(wayEdit, rec, today)
	if v.changed() || len(v.edits(today)) != 1 {
		t.Fatalf("nothing was typed: %+v", v.edits(today))
	}
	v.setConsented(true)
	edits := v.edits(today)
	if len(edits) != 2 || edits[0].Text("consented") != "true" {
		t.Fatalf("edits %+v", edits)
	}
	for field, want := range map[string]string{
		"client": rec.Text("client"), "kind": "share_referral", "form": "written", "given_on": today, "granted": "true", "language": "en",
	} {
		if got := edits[1].Text(field); got != want {
			t.Errorf("consent %s = %q, want %q", field, got, want)
		}
	}
	if _, err := casefile.Normalise(edits[1], today, assets.Codes{}); err != nil {
		t.Error(err)
	}
	v.setConsented(false)
	if v.changed() {
		t.Error("a tick taken back is still a change")
	}
}

func TestChoosingAnInstitution(t *testing.T) {
	v := begin(wayEdit, with(map[string][]string{"institution_name": {"Shoqata"}}), today)
	if !v.Outside {
		t.Error("an institution outside the directory is not known as one")
	}
	in := casefile.InstitutionRow{ID: casefile.NewID(), Kind: "legal_aid"}
	v.choose(in)
	e := v.edits(today)[0]
	if e.Text("institution") != in.ID.String() || e.Text("institution_name") != "" || e.Text("target") != "legal_aid" {
		t.Errorf("%v", e.Fields)
	}
	v.chooseOutside(true)
	if got := v.check(today); len(got) != 1 || got[0].Field != "institution_name" {
		t.Errorf("without a name: %v", got)
	}
}

func TestDraftsRoundTrip(t *testing.T) {
	v := begin(waySlip, with(map[string][]string{"needs": {"legal", "health"}}), today)
	v.set("answer_note", []string{"Për t'u plotësuar"})
	again, err := decode(v.encode())
	if err != nil {
		t.Fatal(err)
	}
	if string(again.encode()) != string(v.encode()) || !again.changed() {
		t.Errorf("%s became %s", v.encode(), again.encode())
	}
	whole, _ := json.Marshal(values{Mode: "more", Record: v.Record})
	for _, body := range []string{"", "{}", `{"mode":"answer"}`, string(whole)} {
		if _, err := decode([]byte(body)); casefile.CodeOf(err) != casefile.CodeDamaged {
			t.Errorf("%q: %v", body, err)
		}
	}
}
