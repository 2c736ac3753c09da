package ui_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// only shows one field alone and gives it the focus.
func (b *bench) only(f ui.Field) {
	b.fill(ground(ui.Page(f.Object())), 600, 500)
	f.Focus()
}

func wantValue(t *testing.T, f ui.Field, want ...string) {
	t.Helper()
	if got := f.Value(); !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", f.ID(), got, want)
	}
}

func TestDateField(t *testing.T) {
	b := sq(t)
	f := ui.NewDateField(b.Env, ui.FieldSpec{ID: "client.birth_date"}, ui.DateRules{YearAlone: true, Past: true})
	other := ui.NewTextField(b.Env, ui.FieldSpec{ID: "client.given_name"})
	b.fill(ground(ui.Page(f.Object(), other.Object())), 600, 500)
	f.Focus()
	changes := 0
	f.OnChange(func() { changes++ })

	b.typed(t, "3/11/88")
	wantValue(t, f, "1988-11-03")
	if changes != 7 {
		t.Errorf("%d changes for 7 letters", changes)
	}
	b.key(t, fyne.KeyTab)
	if f.Entry().Text != "3.11.1988" || b.focus() != "client.given_name" {
		t.Errorf("left as %q with the focus on %s", f.Entry().Text, b.focus())
	}

	f.SetValues(nil)
	f.Focus()
	b.typed(t, "31.2.2026")
	b.key(t, fyne.KeyTab)
	wantValue(t, f, "31.2.2026")
	if f.Error() == "" {
		t.Error("no word about a day that does not exist")
	}
	f.Focus()
	b.typed(t, "5")
	if f.Error() != "" {
		t.Error("the error stays while it is being mended")
	}
	f.SetValues([]string{"1988"})
	if f.Entry().Text != "1988" {
		t.Errorf("a year is shown as %q", f.Entry().Text)
	}
}

func TestCalendar(t *testing.T) {
	b := sq(t)
	f := ui.NewDateField(b.Env, ui.FieldSpec{ID: "followup.due_on"}, ui.DateRules{})
	b.only(f)
	b.key(t, fyne.KeyDown)
	if b.focus() != "calendar.days" {
		t.Fatalf("Down leads to %q", b.focus())
	}
	// From today, the 22nd: a week on, two days back, a month on.
	b.key(t, fyne.KeyDown, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyPageDown, fyne.KeyReturn)
	wantValue(t, f, "2026-12-27")
	if b.focus() != "followup.due_on" {
		t.Errorf("the focus is on %q after the calendar", b.focus())
	}
	b.key(t, fyne.KeyDown, fyne.KeyRight, fyne.KeyEscape)
	wantValue(t, f, "2026-12-27")
	if ui.Look(b.canvas()).Dialog {
		t.Error("Escape leaves the calendar open")
	}
	f.SetValues([]string{"2026-01-31"})
	f.Focus()
	b.key(t, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyReturn)
	wantValue(t, f, "2026-02-28")
}

func TestCodeField(t *testing.T) {
	b := sq(t)
	options := []ui.Option{
		{Code: "tirane", Label: "Tiranë"},
		{Code: "shkoder", Label: "Shkodër"},
		{Code: "sarande", Label: "Sarandë", Detail: "Vlorë"},
		{Code: "ceravе", Label: "Çeravë"},
		{Code: "old", Label: "E vjetër", Retired: true},
	}
	f := ui.NewCodeField(b.Env, ui.FieldSpec{ID: "client.municipality"}, options)
	next := ui.NewTextField(b.Env, ui.FieldSpec{ID: "client.village"})
	b.fill(ground(ui.Page(f.Object(), next.Object())), 600, 500)
	f.Focus()

	b.typed(t, "shk")
	if b.focus() != "picker.search" {
		t.Fatalf("typing leads to %q", b.focus())
	}
	if ids := b.ids(); len(ids) != 2 || ids["picker.option.shkoder"].ID == "" {
		t.Errorf("the list shows %v, want Shkodër alone", ids)
	}
	b.key(t, fyne.KeyReturn)
	wantValue(t, f, "shkoder")
	if b.focus() != "client.municipality" || f.Choice() != "Shkodër" {
		t.Errorf("after Enter: focus %s, shown %q", b.focus(), f.Choice())
	}

	b.typed(t, "vlore") // found by its detail, without ë
	b.key(t, fyne.KeyTab)
	wantValue(t, f, "sarande")
	if b.focus() != "client.village" {
		t.Errorf("Tab in the list leads to %q, want the next field", b.focus())
	}

	f.Focus()
	b.key(t, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyEscape)
	wantValue(t, f, "sarande")
	b.key(t, fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn)
	wantValue(t, f, "shkoder")
	b.key(t, fyne.KeyDown, fyne.KeyTab)
	wantValue(t, f, "shkoder")
	f.Focus()
	b.key(t, fyne.KeyDelete)
	wantValue(t, f)

	f.SetValues([]string{"old"})
	if f.Choice() != "E vjetër" {
		t.Errorf("a retired code is shown as %q", f.Choice())
	}
	f.SetValues([]string{"unknown"})
	wantValue(t, f, "unknown")
	f.Focus()
	b.typed(t, "zzz")
	b.key(t, fyne.KeyReturn, fyne.KeyEscape)
	wantValue(t, f, "unknown")
}

func TestLookupField(t *testing.T) {
	b := sq(t)
	var asked []string
	fail := false
	f := ui.NewLookupField(b.Env, ui.FieldSpec{ID: "referral.institution"}, func(_ context.Context, text string) ([]ui.Option, error) {
		asked = append(asked, text)
		if fail {
			return nil, errors.New("secret")
		}
		return []ui.Option{{Code: "1", Label: "Zyra e Punësimit"}}, nil
	})
	b.only(f)
	b.typed(t, "zyr")
	if len(asked) != 1 {
		t.Errorf("asked %q while still typing", asked)
	}
	b.run.Advance(time.Second)
	b.key(t, fyne.KeyReturn)
	wantValue(t, f, "1")
	if got := asked[len(asked)-1]; got != "zyr" {
		t.Errorf("asked for %q", got)
	}
	fail = true
	b.key(t, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape)
	wantValue(t, f, "1")
}

func TestCodesField(t *testing.T) {
	b := sq(t)
	f := ui.NewCodesField(b.Env, ui.FieldSpec{ID: "consultation.topics"}, []ui.Option{{Code: "a", Label: "Arsim"}, {Code: "b", Label: "Banim"}, {Code: "c", Label: "Çertifikata"}})
	b.only(f)
	b.typed(t, "cert")
	b.key(t, fyne.KeyReturn)
	if b.focus() != "picker.search" {
		t.Fatal("the list closes after the first choice")
	}
	b.typed(t, "ars")
	b.key(t, fyne.KeyReturn, fyne.KeyEscape)
	wantValue(t, f, "c", "a")
	if b.ids()["consultation.topics.chip.c"].ID == "" {
		t.Error("no chip for what was chosen")
	}
	b.typed(t, "cert")
	b.key(t, fyne.KeyReturn, fyne.KeyTab)
	wantValue(t, f, "a")
	f.Focus()
	b.key(t, fyne.KeyBackspace)
	wantValue(t, f)
	f.SetValues([]string{"a"})
	f.SetDisabled(true)
	b.canvas().Unfocus()
	f.Focus()
	if b.focus() != "" {
		t.Error("a field that is off takes the focus")
	}
}

func TestTagsField(t *testing.T) {
	b := sq(t)
	phones, _ := casefile.FieldByName(casefile.KindClient, "phones")
	f := ui.NewTagsField(b.Env, ui.FieldSpec{ID: "client.phones"}, func(s string) (string, error) { return phones.Canonical(s, nil) }, casefile.ShowPhone)
	other := ui.NewTextField(b.Env, ui.FieldSpec{ID: "client.email"})
	b.fill(ground(ui.Page(f.Object(), other.Object())), 600, 500)
	f.Focus()
	b.typed(t, "069 123 4567")
	wantValue(t, f, "+355691234567")
	b.key(t, fyne.KeyReturn)
	b.typed(t, "nuk e di")
	b.key(t, fyne.KeyReturn)
	if f.Error() == "" {
		t.Error("no word about what is no number")
	}
	wantValue(t, f, "+355691234567", "nuk e di")
	f.SetValues([]string{"+355691234567"})
	b.typed(t, "0692222222")
	b.key(t, fyne.KeyTab)
	wantValue(t, f, "+355691234567", "+355692222222")
	f.Focus()
	b.key(t, fyne.KeyBackspace, fyne.KeyBackspace)
	b.typed(t, "3")
	wantValue(t, f, "+355691234567", "+355692222223")
}

func TestRadioAndCheck(t *testing.T) {
	b := sq(t)
	sex := ui.NewRadioField(b.Env, ui.FieldSpec{ID: "client.sex"}, b.Options("sex"))
	check := ui.NewCheckField(b.Env, ui.FieldSpec{ID: "intake.offer_in_hand"})
	b.fill(ground(ui.Page(sex.Object(), check.Object())), 600, 500)
	sex.Focus()
	wantValue(t, sex)
	b.key(t, fyne.KeyRight)
	wantValue(t, sex, "female")
	b.key(t, fyne.KeyRight)
	wantValue(t, sex, "male")
	b.typed(t, "3")
	wantValue(t, sex, "other_ns")
	b.key(t, fyne.KeyRight)
	wantValue(t, sex, "female")
	b.key(t, fyne.KeyDelete)
	wantValue(t, sex)
	b.key(t, fyne.KeyTab)
	if b.focus() != "intake.offer_in_hand" {
		t.Fatalf("the bar is more than one stop: focus on %s", b.focus())
	}
	wantValue(t, check)
	b.key(t, fyne.KeySpace)
	wantValue(t, check, "true")
	b.key(t, fyne.KeyReturn)
	wantValue(t, check, "false")
	check.SetValues(nil)
	wantValue(t, check)
}

func TestTextFields(t *testing.T) {
	b := sq(t)
	name := ui.NewTextField(b.Env, ui.FieldSpec{ID: "client.given_name", Max: 5})
	note := ui.NewNoteField(b.Env, ui.FieldSpec{ID: "client.remarks"}, 3)
	minutes := ui.NewNumberField(b.Env, ui.FieldSpec{ID: "consultation.minutes"})
	at := ui.NewDateTimeField(b.Env, ui.FieldSpec{ID: "consultation.held_at"})
	b.fill(ground(ui.Page(name.Object(), note.Object(), minutes.Object(), at.Object())), 600, 500)
	name.Focus()
	b.typed(t, "Ëngjëll")
	wantValue(t, name, "Ëngjë")
	b.key(t, fyne.KeyTab)
	b.typed(t, "një")
	b.key(t, fyne.KeyReturn)
	b.typed(t, "dy")
	wantValue(t, note, "një\ndy")
	b.key(t, fyne.KeyTab)
	b.typed(t, "0x4-5")
	wantValue(t, minutes, "45")
	b.key(t, fyne.KeyTab)
	b.typed(t, "22.11.26")
	b.key(t, fyne.KeyTab)
	b.typed(t, "942")
	wantValue(t, at, "2026-11-22T09:42")
	b.canvas().FocusPrevious()
	at.SetValues([]string{"2026-11-03T08:05"})
	wantValue(t, at, "2026-11-03T08:05")
}

func TestSettingIsNoChange(t *testing.T) {
	b := sq(t)
	f := clientForm(b)
	f.OnChange(func(id string) { t.Errorf("%s told of a change that was not made by hand", id) })
	b.fill(ground(ui.Page(f.Object())), 1000, 700)
	f.SetValues(formValues)
	got := f.Values()
	for name, want := range formValues {
		if !slices.Equal(got[name], want) {
			t.Errorf("%s came back as %q, want %q", name, got[name], want)
		}
	}
	if v, ok := got["personal_number"]; !ok || len(v) != 0 {
		t.Errorf("an empty field came back as %q, %v", v, ok)
	}
}

func TestFormErrors(t *testing.T) {
	b := sq(t)
	f := clientForm(b)
	b.fill(ground(ui.Page(f.Object())), 800, 400)
	f.ShowError(casefile.FieldErrors{
		{Code: casefile.CodeRequired, Field: "family_name"},
		{Code: casefile.CodeBadDate, Field: "birth_date"},
		{Code: casefile.CodeUnknownCode, Field: "village"},
	})
	if b.focus() != "client.family_name" {
		t.Errorf("the focus is on %s, want the first field in error", b.focus())
	}
	if f.Field("client.birth_date").Error() == "" {
		t.Error("no text beside the date")
	}
	b.typed(t, "Ç")
	if f.Field("client.family_name").Error() != "" {
		t.Error("the error stays after the field was mended")
	}
	f.ShowError(nil)
	if f.Field("client.birth_date").Error() != "" {
		t.Error("errors stay after all was well")
	}
}

func TestTabOrderIsThatOfTheEye(t *testing.T) {
	b := sq(t)
	f := clientForm(b)
	b.fill(ground(ui.Page(f.Object())), 1366, 900)
	f.Focus()
	var last ui.Control
	for i := range f.Fields() {
		c, ok := b.ids()[b.focus()]
		if !ok {
			t.Fatalf("the focus is on %q, which is not to be seen", b.focus())
		}
		if i > 0 && (c.Y < last.Y-4 || c.Y < last.Y+4 && c.X < last.X) {
			t.Errorf("Tab goes from %+v back to %+v", last, c)
		}
		last = c
		b.key(t, fyne.KeyTab)
	}
}

func TestFormReflows(t *testing.T) {
	for _, c := range []struct {
		width, scale float32
		columns      int
	}{{1100, 1, 3}, {620, 1, 2}, {400, 1, 1}, {1166, 1.5, 3}, {1100, 2, 2}} {
		b := newBench(t, "sq", ui.Appearance{Scale: c.scale})
		f := clientForm(b)
		b.fill(ground(ui.Page(f.Object())), c.width, 2000)
		ids := b.ids()
		first := ids["client.given_name"].Y
		n := 0
		for _, id := range []string{"client.given_name", "client.father_name", "client.family_name"} {
			if ids[id].Y == first {
				n++
			}
		}
		if n != c.columns {
			t.Errorf("%v wide at %v: %d columns, want %d", c.width, c.scale, n, c.columns)
		}
	}
}

func TestFocusIsScrolledIntoView(t *testing.T) {
	b := sq(t)
	f := clientForm(b)
	b.fill(ground(ui.Page(f.Object())), 500, 260)
	f.Focus()
	for range 14 {
		c, ok := b.ids()[b.focus()]
		if !ok || c.H < 20 {
			t.Fatalf("%q has the focus and is not in view (%+v)", b.focus(), c)
		}
		b.key(t, fyne.KeyTab)
	}
}

func TestHiddenFields(t *testing.T) {
	b := sq(t)
	f := clientForm(b)
	f.SetValues(formValues)
	b.fill(ground(ui.Page(f.Object())), 1000, 800)
	f.ShowField("client.birth_date", false)
	if _, there := f.Values()["birth_date"]; there {
		t.Error("a hidden field has a part in the values")
	}
	if _, there := b.ids()["client.birth_date"]; there {
		t.Error("a hidden field is to be seen")
	}
	f.ShowField("client.birth_date", true)
	wantValue(t, f.Field("client.birth_date"), "1988-11-03")
	f.ShowSection(1, false)
	if _, there := b.ids()["client.remarks"]; there {
		t.Error("a field of a hidden section is to be seen")
	}
}

func TestCatalogueFields(t *testing.T) {
	b := sq(t)
	for _, kind := range casefile.CaseKinds() {
		for _, cf := range casefile.Fields(kind) {
			f := ui.NewCatalogueField(b.Env, kind, cf.Name, ui.CatalogueSpec{})
			if f == nil || f.ID() != kind.String()+"."+cf.Name {
				t.Errorf("no control for %s.%s", kind, cf.Name)
				continue
			}
			b.only(f)
		}
	}
	if ui.NewCatalogueField(b.Env, casefile.KindClient, "shoe_size", ui.CatalogueSpec{}) != nil {
		t.Error("a control for a field that is not in the catalogue")
	}
}

func TestDocumentsField(t *testing.T) {
	b := sq(t)
	f := ui.NewCatalogueField(b.Env, casefile.KindClient, "documents", ui.CatalogueSpec{})
	b.only(f)
	b.key(t, fyne.KeyReturn)
	if b.focus() != "document.kind" {
		t.Fatalf("Enter leads to %q", b.focus())
	}
	kind := b.Options("id_document")[0]
	b.typed(t, strings.ToLower(kind.Label[:3]))
	b.key(t, fyne.KeyReturn, fyne.KeyTab)
	b.key(t, fyne.KeyReturn)
	if !ui.Look(b.canvas()).Dialog {
		t.Fatal("a document without a number was taken")
	}
	b.typed(t, "ba1234567")
	b.key(t, fyne.KeyReturn)
	wantValue(t, f, kind.Code+"|BA1234567|AL|")
	if b.focus() != "client.documents" {
		t.Errorf("the focus is on %q after the dialog", b.focus())
	}
}

func TestSearchBox(t *testing.T) {
	b := sq(t)
	var asked []string
	led := false
	s := ui.NewSearchBox(b.Env, "clients.search", "common.search", func(x string) { asked = append(asked, x) })
	s.Leads(func() { led = true })
	b.fill(s.Ringed(), 300, 60)
	b.Focus(s)
	b.typed(t, "çe")
	if len(asked) != 0 {
		t.Error("searched while typing")
	}
	b.run.Advance(time.Second)
	b.typed(t, "la ")
	b.key(t, fyne.KeyDown)
	if !slices.Equal(asked, []string{"çe", "çela"}) || !led {
		t.Errorf("searched for %q, led into the list: %v", asked, led)
	}
}
