package referral

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// clock is the office's wall time in all tests, today its day.
var clock = time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC)

const today = "2026-11-22"

// desk is the service of tests: records that obey the rules of the real store.
type desk struct {
	me      casefile.Session
	records map[casefile.ID]casefile.Record
	drafts  map[casefile.ID]casefile.Draft
	history map[casefile.ID][]casefile.Change
	saves   [][]casefile.Edit
	printed []string
	asked   []casefile.ReferralQuery
	fail    error // of the next save or print
	writes  uint64
	// between is called after each save, as if somebody else wrote meanwhile.
	between func()
}

func newDesk() *desk {
	return &desk{
		me:      casefile.Session{Officer: casefile.NewID(), Name: "Arta Hoxha", County: "AL-11"},
		records: map[casefile.ID]casefile.Record{}, drafts: map[casefile.ID]casefile.Draft{}, history: map[casefile.ID][]casefile.Change{},
	}
}

func (d *desk) Me() casefile.Session { return d.me }

func record(kind casefile.Kind, fields map[string][]string) casefile.Record {
	rec := casefile.Record{ID: casefile.NewID(), Kind: kind, Values: map[string][]casefile.Value{}}
	for name, values := range fields {
		for _, v := range values {
			rec.Values[name] = append(rec.Values[name], casefile.Value{Text: v})
		}
	}
	return rec
}

func (d *desk) put(rec casefile.Record) casefile.Record {
	d.records[rec.ID] = rec
	return rec
}

func (d *desk) Record(_ context.Context, id casefile.ID) (casefile.Record, error) {
	if rec, ok := d.records[id]; ok {
		return rec, nil
	}
	return casefile.Record{}, casefile.ErrNotFound
}

func (d *desk) Save(_ context.Context, edits ...casefile.Edit) ([]casefile.Saved, error) {
	if err := d.fail; err != nil {
		d.fail = nil
		return nil, err
	}
	var faults casefile.FieldErrors
	good := make([]casefile.Edit, len(edits))
	for i, e := range edits {
		n, err := casefile.Normalise(e, today, assets.Codes{})
		if several, ok := err.(casefile.FieldErrors); ok { //nolint:errorlint // Normalise returns nothing else
			for _, f := range several {
				faults = append(faults, &casefile.Error{Code: f.Code, Field: f.Field, Args: map[string]any{"Index": i}})
			}
		}
		if to := n.Fields["status"]; e.Kind == casefile.KindReferral && len(to) == 1 {
			follows := func(from string) bool { return casefile.CheckStep(from, to[0], assets.Codes{}) == nil }
			if !slices.ContainsFunc(d.records[e.Record].All("status"), follows) {
				faults = append(faults, &casefile.Error{Code: casefile.CodeBadStep, Field: "status"})
			}
		}
		good[i] = n
	}
	if len(faults) > 0 {
		return nil, faults
	}
	d.saves = append(d.saves, good)
	for _, e := range good {
		d.write(e)
	}
	if d.between != nil {
		d.between()
	}
	return make([]casefile.Saved, len(edits)), nil
}

// write replaces what an edit has seen and keeps what it has not.
func (d *desk) write(e casefile.Edit) {
	d.writes++
	rec, ok := d.records[e.Record]
	if !ok {
		rec = casefile.Record{ID: e.Record, Kind: e.Kind, Values: map[string][]casefile.Value{}}
	}
	change := casefile.Change{At: clock, AuthorName: d.me.Name, Event: casefile.EventID{byte(d.writes)}}
	values := map[string][]casefile.Value{}
	for name, vs := range rec.Values {
		values[name] = slices.Clone(vs)
	}
	for name, wanted := range e.Fields {
		change.Fields = append(change.Fields, casefile.FieldChange{Field: name, Before: rec.All(name), After: wanted})
		left := slices.DeleteFunc(values[name], func(v casefile.Value) bool { return slices.Contains(e.Seen[name], v) })
		for _, v := range wanted {
			left = append(left, casefile.Value{Text: v, Stamp: d.writes})
		}
		values[name] = left
	}
	rec.Values = values
	d.records[e.Record] = rec
	d.history[e.Record] = append([]casefile.Change{change}, d.history[e.Record]...)
}

func (d *desk) History(_ context.Context, id casefile.ID) ([]casefile.Change, error) {
	return d.history[id], nil
}

func (d *desk) Referrals(_ context.Context, q casefile.ReferralQuery) (casefile.Page[casefile.ReferralRow], error) {
	d.asked = append(d.asked, q)
	var page casefile.Page[casefile.ReferralRow]
	for _, r := range d.records {
		if r.Kind != casefile.KindReferral {
			continue
		}
		row := d.row(r)
		words := " " + casefile.Fold(row.Number+" "+row.Name+" "+row.Institution)
		if !q.Client.IsZero() && row.Client != q.Client || q.Open && casefile.FinalStatus(row.Status) || q.Overdue && !row.Overdue ||
			!strings.Contains(words, " "+casefile.Fold(q.Text)) && q.Text != "" {
			continue
		}
		page.Rows = append(page.Rows, row)
	}
	slices.SortFunc(page.Rows, func(a, b casefile.ReferralRow) int { return strings.Compare(a.DueOn+a.Number, b.DueOn+b.Number) })
	page.Total = len(page.Rows)
	return page, nil
}

func (d *desk) row(r casefile.Record) casefile.ReferralRow {
	client, in := d.records[r.Ref("client")], d.records[r.Ref("institution")]
	row := casefile.ReferralRow{
		ID: r.ID, Number: r.Text("number"), Client: client.ID, Institution: r.Text("institution_name") + in.Text("name_sq"),
		Name: casefile.FullName(client.Text("given_name"), client.Text("father_name"), client.Text("family_name")), Needs: r.All("needs"),
		Urgency: r.Text("urgency"), Status: r.Text("status"), DueOn: r.Text("due_on"), OfficerName: d.me.Name, Conflict: len(r.Conflicts()) > 0,
		Overdue: overdueBy(r.Text("status"), r.Text("due_on"), today) > 0, Sync: casefile.SyncSent,
	}
	if row.Status == casefile.StatusDraft {
		row.Sync = casefile.SyncWaiting
	}
	return row
}

func (d *desk) Institutions(context.Context, casefile.InstitutionQuery) ([]casefile.InstitutionRow, error) {
	var out []casefile.InstitutionRow
	for _, r := range d.records {
		if r.Kind == casefile.KindInstitution {
			out = append(out, casefile.InstitutionRow{
				ID: r.ID, Kind: r.Text("kind"), Name: map[string]string{"sq": r.Text("name_sq"), "en": r.Text("name_en")},
				Municipality: r.Text("municipality"), Verified: r.Text("verified"),
			})
		}
	}
	return out, nil
}

func (d *desk) PrintReferral(_ context.Context, id casefile.ID, lang string) (string, error) {
	err := d.fail
	d.fail = nil
	d.printed = append(d.printed, d.records[id].Text("number")+" "+lang)
	return "", err
}

func (d *desk) SaveDraft(_ context.Context, x casefile.Draft) error {
	d.drafts[x.ID] = x
	return nil
}

func (d *desk) Draft(_ context.Context, id casefile.ID) (casefile.Draft, error) {
	if x, ok := d.drafts[id]; ok {
		return x, nil
	}
	return casefile.Draft{}, casefile.ErrNotFound
}

func (d *desk) DropDraft(_ context.Context, id casefile.ID) error {
	delete(d.drafts, id)
	return nil
}

// client is somebody to refer, office an institution to refer to.
func (d *desk) client() casefile.Record {
	return d.put(record(casefile.KindClient, map[string][]string{"given_name": {"Përparim"}, "father_name": {"Agim"}, "family_name": {"Çela"}}))
}

func (d *desk) office(kind, name, verified string) casefile.Record {
	return d.put(record(casefile.KindInstitution, map[string][]string{
		"code": {name}, "kind": {kind}, "name_sq": {name}, "name_en": {name + " (en)"}, "municipality": {"tirane"}, "phone": {"+355 4 222 3344"},
		"address": {"Rruga e Kavajës, Tiranë"}, "verified": {verified}, "checked_on": {"2026-10-01"},
	}))
}

// referral is one as a consultation leaves it, with other values where given.
func (d *desk) referral(fields map[string][]string) casefile.Record {
	all := map[string][]string{
		"client": {d.client().ID.String()}, "number": {"TR-A-00017"}, "needs": {"social_insurance"}, "urgency": {"routine"},
		"consented": {"true"}, "due_on": {"2026-12-01"}, "status": {"sent"}, "status_on": {"2026-11-20"}, "created_on": {"2026-11-20"},
		"reason": {"Periudhat e punës në Gjermani, 2015–2019, për pensionin."}, "language": {"sq"}, "target": {"social_insurance"},
	}
	if fields["institution_name"] == nil {
		all["institution"] = []string{d.office("social_insurance", "Drejtoria Rajonale e Sigurimeve Shoqërore Tiranë", "partial").ID.String()}
	}
	for name, v := range fields {
		all[name] = v
	}
	rec := d.put(record(casefile.KindReferral, all))
	d.history[rec.ID] = []casefile.Change{{
		At: clock.AddDate(0, 0, -2), AuthorName: "Drita Shehu", Event: casefile.EventID{200},
		Fields: []casefile.FieldChange{
			{Field: "needs", After: all["needs"]}, {Field: "urgency", After: all["urgency"]}, {Field: "status", After: []string{"draft"}},
		},
	}}
	return rec
}

// bench is a window with the screen in it.
type bench struct {
	t      *testing.T
	desk   *desk
	env    *ui.Env
	run    *ui.InlineRunner
	window fyne.Window
	screen *Screen
	said   []ui.Notice
	went   []ui.Route
}

func newBench(t *testing.T, lang string, look ui.Appearance) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(look))
	c, err := translations.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, run: &ui.InlineRunner{}, window: test.NewTempWindow(t, nil), desk: newDesk()}
	b.window.SetPadded(false)
	b.env = &ui.Env{
		P: c.Printer(lang), Runner: b.run, Window: b.window, Now: func() time.Time { return clock },
		Toast: func(n ui.Notice) { b.said = append(b.said, n) }, Go: func(r ui.Route) { b.went = append(b.went, r) },
	}
	t.Cleanup(func() {
		if m := c.Missing(); len(m) > 0 {
			t.Errorf("texts are missing: %v", m)
		}
	})
	return b
}

func sq(t *testing.T) *bench { return newBench(t, "sq", ui.Appearance{}) }

// open shows a place in a window of the usual size.
func (b *bench) open(screen, id string) *bench {
	b.screen = New(b.env, b.desk)
	ground := canvas.NewRectangle(ui.Color(theme.ColorNameBackground))
	b.window.SetContent(container.NewStack(ground, b.screen.Object()))
	b.window.Resize(fyne.NewSize(1180, 700))
	b.screen.Open(ui.Route{Screen: screen, ID: id})
	return b
}

func (b *bench) show(rec casefile.Record) *bench { return b.open(RouteReferral, rec.ID.String()) }

func (b *bench) focus() string { return ui.FocusedID(b.window.Canvas()) }

// to moves with the Tab key until a control has the focus.
func (b *bench) to(id string) {
	b.t.Helper()
	seen := []string{}
	for range 60 {
		if b.focus() == id {
			return
		}
		seen = append(seen, b.focus())
		b.window.Canvas().FocusNext()
	}
	b.t.Fatalf("the Tab key does not reach %q, only %v", id, seen)
}

func (b *bench) typed(text string) {
	for _, r := range text {
		b.window.Canvas().Focused().TypedRune(r)
	}
}

func (b *bench) key(names ...fyne.KeyName) {
	for _, n := range names {
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (b *bench) press(id string) {
	b.t.Helper()
	b.to(id)
	b.key(fyne.KeyReturn)
}

// pick chooses from a list by typing into it.
func (b *bench) pick(id, text string) {
	b.t.Helper()
	b.to(id)
	b.typed(text)
	b.run.Advance(time.Second)
	b.key(fyne.KeyReturn)
	if b.window.Canvas().Overlays().Top() != nil {
		b.key(fyne.KeyEscape)
	}
}

// command uses the menu.
func (b *bench) command(id string) {
	b.t.Helper()
	for _, c := range b.screen.Menu() {
		if c.ID == id {
			c.Do()
			return
		}
	}
	b.t.Fatalf("no command %s", id)
}

func (b *bench) has(id string) bool {
	return slices.ContainsFunc(ui.Look(b.window.Canvas()).Controls, func(c ui.Control) bool { return c.ID == id })
}

func (b *bench) last() ui.Route {
	if len(b.went) == 0 {
		return ui.Route{}
	}
	return b.went[len(b.went)-1]
}

func (b *bench) notice() string {
	if len(b.said) == 0 {
		return ""
	}
	return b.said[len(b.said)-1].Key
}
