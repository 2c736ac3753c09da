package translations_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sporteli/translations"
)

func TestTexts(t *testing.T) {
	c := load(t)
	sq, en := c.Printer("sq"), c.Printer("en")
	tests := []struct{ got, want string }{
		{sq.Lang() + en.Lang() + c.Printer("de").Lang(), "sqensq"},
		{sq.T("common.save"), "Ruaj"},
		{en.T("common.save"), "Save"},
		{sq.T("common.since", "Date", "1.2.2026"), "Që nga 1.2.2026"},
		{en.T("common.from_to", "From", "a", "To", "b"), "From a to b"},
		{sq.Text("error.too_long", map[string]any{"Max": 200}), "Teksti është tepër i gjatë: shkruani më së shumti 200 shkronja."},
		{sq.N("common.clients", 0), "0 klientë"},
		{sq.N("common.clients", 1), "1 klient"},
		{sq.N("common.clients", 1248), "1\u00a0248 klientë"},
		{en.N("common.clients", 1), "1 client"},
		{en.N("common.clients", 1248), "1,248 clients"},
		{sq.N("common.save", 3), "Ruaj"},
		{sq.Number(-1234567), "-1\u00a0234\u00a0567"},
		{en.Number(999), "999"},
		{sq.List(nil), ""},
		{sq.List([]string{"a"}), "a"},
		{sq.List([]string{"a", "b"}), "a dhe b"},
		{en.List([]string{"a", "b", "c"}), "a, b and c"},
	}
	for i, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%d: %q, want %q", i, tt.got, tt.want)
		}
	}
	if m := c.Missing(); len(m) != 0 {
		t.Errorf("missing %v", m)
	}
}

// What is missing must be seen: by the reader and by the tests.
func TestMissing(t *testing.T) {
	c := load(t)
	p := c.Printer("sq")
	if got := p.T("no.such_key"); got != "⟦no.such_key⟧" {
		t.Error(got)
	}
	if got := p.N("no.plural", 2); got != "⟦no.plural⟧" {
		t.Error(got)
	}
	if got := p.T("common.since"); got != "⟦common.since⟧" {
		t.Errorf("a gap left open must be seen, got %q", got)
	}
	if got := c.Missing(); !slices.Equal(got, []string{"common.since", "no.plural", "no.such_key"}) {
		t.Error(got)
	}
}

// A client's name is never read as a template.
func TestValuesAreNotTemplates(t *testing.T) {
	p := load(t).Printer("sq")
	if got := p.T("common.since", "Date", "{{.Name}} <b>"); got != "Që nga {{.Name}} <b>" {
		t.Error(got)
	}
}

func TestDates(t *testing.T) {
	c := load(t)
	sq, en := c.Printer("sq"), c.Printer("en")
	tests := []struct{ got, want string }{
		{sq.Date("2026-11-02"), "2.11.2026"},
		{en.Date("2026-11-02T10:42"), "2.11.2026"},
		{sq.Date("1988"), "1988"},
		{sq.Date("2026-02-30"), "2026-02-30"},
		{sq.Date(""), ""},
		{sq.DateLong("2026-11-02"), "2 nëntor 2026"},
		{en.DateLong("2026-03-15"), "15 March 2026"},
		{sq.DateLong("1988"), "1988"},
		{sq.Time("2026-11-02T10:42"), "10:42"},
		{sq.Time("2026-11-02"), ""},
		{sq.DateTime("2026-11-02T09:05"), "2.11.2026, 09:05"},
		{sq.DateTime("2026-11-02"), "2.11.2026"},
		{sq.Month(2026, time.February), "shkurt 2026"},
		{en.Month(2026, time.December), "December 2026"},
		{sq.MonthName(13), ""},
		{sq.Weekday("2026-11-02"), "e hënë"},
		{sq.Weekday("2026-11-08"), "e diel"},
		{en.Weekday("2026-11-07"), "Saturday"},
		{sq.Weekday("1988"), ""},
		{strings.Join(sq.Weekdays(), " "), "hën mar mër enj pre sht die"},
	}
	for i, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%d: %q, want %q", i, tt.got, tt.want)
		}
	}
}

func TestCollate(t *testing.T) {
	c := load(t)
	want := strings.Fields("Cuka Çela Duka Dhima Elbasan Ëngjëll Guri gjoka Luan Llesh Nuri Njazi Ruka rrapi Sukth Shkodër Tusha Thana Xoxa Xhani Zusi Zhan")
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, c.Printer("sq").Collate())
	if !slices.Equal(got, want) {
		t.Errorf("Albanian order\n got %v\nwant %v", got, want)
	}
	cmp := c.Printer("en").Collate()
	if cmp("Thailand", "Tunisia") >= 0 || cmp("Çela", "Duka") >= 0 {
		t.Error("English order")
	}
	// English puts Th before Tu, Albanian after it.
	if c.Printer("sq").Collate()("Thana", "Tusha") <= 0 {
		t.Error("th is a letter after t")
	}
}

// A printer is shared by the window and by the work behind it.
func TestPrinterIsShared(t *testing.T) {
	c := load(t)
	p := c.Printer("sq")
	cmp := p.Collate()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 50 {
				if got, want := p.N("common.clients", n+2), fmt.Sprintf("%d klientë", n+2); got != want {
					t.Errorf("worker %d: %q", i, got)
				}
				p.T("no.such_key")
				cmp("Dhima", "Duka")
			}
		})
	}
	wg.Wait()
}

func TestLanguages(t *testing.T) {
	if !slices.Equal(translations.Languages, []string{"sq", "en"}) {
		t.Error(translations.Languages)
	}
}
