package ui_test

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// disputed is a referral with two outcomes; nobody knows who wrote the first,
// and two wrote the second.
func disputed(b *bench) ui.Clash {
	rec := casefile.Record{ID: casefile.NewID(), Kind: casefile.KindReferral, Values: map[string][]casefile.Value{"outcome": {
		{Text: "service_received", Ref: casefile.Ref{Event: casefile.EventID{1}}},
		{Text: "no_capacity", Ref: casefile.Ref{Event: casefile.EventID{2}}},
		{Text: "no_capacity", Ref: casefile.Ref{Event: casefile.EventID{3}}},
	}}}
	all := b.Wording(nil).Clashes(rec, []casefile.Change{{Event: casefile.EventID{2}, At: now, AuthorName: "Gent"}})
	if len(all) != 1 {
		return ui.Clash{}
	}
	return all[0]
}

func TestClashesNameTheirAuthors(t *testing.T) {
	got := disputed(sq(t))
	if got.Field != "outcome" || got.Title != "Rezultati" || len(got.Versions) != 2 {
		t.Fatalf("%+v", got)
	}
	for _, v := range got.Versions {
		if want := map[string]string{"no_capacity": "Gent · 22.11.2026, 10:42"}[v.Value]; v.By != want {
			t.Errorf("%s is by %q, want %q", v.Value, v.By, want)
		}
	}
}

func TestAClashIsSettledByOneOrByAThird(t *testing.T) {
	b := sq(t)
	c := disputed(b)
	var chosen []string
	var fails error
	spec := ui.SettleSpec{ID: "clash", Clash: c, Save: func(value string, told func(error)) {
		chosen = append(chosen, value)
		told(fails)
	}}
	b.fill(ui.Settle(b.Env, spec), 700, 300)
	if _, offered := b.ids()["clash.other"]; offered {
		t.Error("a third value is offered without a field for it")
	}
	spec.Field = func() ui.Field { return ui.NewTextField(b.Env, ui.FieldSpec{ID: "referral.outcome"}) }
	b.fill(ui.Settle(b.Env, spec), 700, 300)
	press := func(id string) {
		t.Helper()
		if !ui.FocusID(b.canvas(), id) {
			t.Fatalf("there is no %s", id)
		}
		b.key(t, fyne.KeyReturn)
	}
	press("clash.keep.1")
	fails = errors.New("the disk is full")
	press("clash.keep.0")
	if b.focus() != "message.ok" {
		t.Errorf("a failure leaves the focus on %q", b.focus())
	}
	b.key(t, fyne.KeyEscape)
	press("clash.other")
	b.key(t, fyne.KeyReturn) // nothing is no value
	b.typed(t, "other")
	b.key(t, fyne.KeyReturn)
	if b.focus() != "referral.outcome" {
		t.Errorf("a failure closed the question: focus on %q", b.focus())
	}
	fails = nil
	b.key(t, fyne.KeyReturn)
	if want := []string{"no_capacity", "service_received", "other", "other"}; !slices.Equal(chosen, want) || ui.Look(b.canvas()).Dialog {
		t.Errorf("chose %v, want %v", chosen, want)
	}
}
