package infosheet

import (
	"slices"
	"testing"

	"sporteli/store/casefile"
)

func TestListKeepsWhatIsRead(t *testing.T) {
	a, b := casefile.SheetRow{ID: casefile.NewID()}, casefile.SheetRow{ID: casefile.NewID()}
	m := model{}
	if i := m.loaded(nil, casefile.ID{}); i >= 0 {
		t.Errorf("an empty list leads to row %d", i)
	}
	if i := m.loaded([]casefile.SheetRow{a, b}, casefile.ID{}); i != 0 {
		t.Errorf("a first list leads to row %d", i)
	}
	if i := m.loaded([]casefile.SheetRow{a, b}, b.ID); i != 1 {
		t.Errorf("a route to the second leads to row %d", i)
	}
	m.open, m.ok = b, true
	if i := m.loaded([]casefile.SheetRow{b, a}, casefile.ID{}); i != 0 {
		t.Errorf("the sheet being read was left for row %d", i)
	}
}

func TestStates(t *testing.T) {
	const today = "2026-11-22"
	for _, tt := range []struct {
		row  casefile.SheetRow
		want state
	}{
		{casefile.SheetRow{Verified: true}, stateGood},
		{casefile.SheetRow{}, stateUnverified},
		{casefile.SheetRow{Verified: true, ValidUntil: today}, stateGood},
		{casefile.SheetRow{Verified: true, ValidUntil: "2026-11-21"}, stateExpired},
		{casefile.SheetRow{ValidUntil: "2026-11-21"}, stateExpired},
	} {
		if got := stateOf(tt.row, today); got != tt.want {
			t.Errorf("%+v: state %d, want %d", tt.row, got, tt.want)
		}
	}
}

func TestLanguagesSideBySideBeginWithTheWindows(t *testing.T) {
	m := model{reading: both}
	if got := m.languages("en"); !slices.Equal(got, []string{"en", "sq"}) {
		t.Error(got)
	}
	if got := m.languages("sq"); !slices.Equal(got, []string{"sq", "en"}) {
		t.Error(got)
	}
	m.reading = "sq"
	if got := m.languages("en"); !slices.Equal(got, []string{"sq"}) {
		t.Error(got)
	}
}

func TestOutdatedHolders(t *testing.T) {
	got := outdated([]casefile.Holder{{Version: 1, Name: "a"}, {Version: 3}, {Version: 2, Name: "b"}}, 3)
	if len(got) != 2 || got[0].Name != "a" || got[1].Name != "b" {
		t.Errorf("%+v", got)
	}
}
