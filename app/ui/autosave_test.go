package ui

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"sporteli/store/casefile"
)

// shelf keeps drafts and what was done with them.
type shelf struct {
	calls []string
	fail  error
}

func (s *shelf) SaveDraft(_ context.Context, d casefile.Draft) error {
	if s.fail != nil {
		return s.fail
	}
	s.calls = append(s.calls, "save "+d.Title)
	return nil
}

func (s *shelf) DropDraft(context.Context, casefile.ID) error {
	s.calls = append(s.calls, "drop")
	return nil
}

func TestAutosaveWritesAtAPauseAndWhileTyping(t *testing.T) {
	run, s, text := &InlineRunner{}, &shelf{}, ""
	a := NewAutosave(run, s, func() (casefile.Draft, bool) { return casefile.Draft{Title: text}, text != "" }, nil)
	typed := func(v string, pause time.Duration) {
		text = v
		a.Touch()
		run.Advance(pause)
	}
	typed("a", 500*time.Millisecond)
	typed("ab", DraftPause)
	if want := []string{"save ab"}; !slices.Equal(s.calls, want) {
		t.Fatalf("%v, want %v", s.calls, want)
	}
	for range 8 { // never a pause
		typed(text+"c", 400*time.Millisecond)
	}
	if len(s.calls) != 2 {
		t.Errorf("%v, want one more after three seconds", s.calls)
	}
	typed("", DraftPause)
	if s.calls[len(s.calls)-1] != "drop" {
		t.Errorf("%v: an emptied form leaves its draft behind", s.calls)
	}
	n := len(s.calls)
	run.Advance(time.Minute)
	if len(s.calls) != n {
		t.Errorf("%v: written again without a change", s.calls[n:])
	}
}

func TestAutosaveLeaveWritesAtOnceAndDropIsFinal(t *testing.T) {
	run, s := &InlineRunner{Hold: true}, &shelf{}
	title := "one"
	a := NewAutosave(run, s, func() (casefile.Draft, bool) { return casefile.Draft{Title: title}, true }, nil)
	a.Touch()
	run.Advance(DraftPause) // held: on its way
	title = "two"
	a.Touch()
	if err := a.Leave(); err != nil {
		t.Fatal(err)
	}
	run.Release()
	if want := []string{"save two"}; !slices.Equal(s.calls, want) {
		t.Fatalf("%v, want %v: the older draft must not land on the newer", s.calls, want)
	}
	a.Touch()
	run.Advance(DraftPause)
	if err := a.Drop(context.Background(), casefile.ID{}); err != nil {
		t.Fatal(err)
	}
	a.Stop()
	run.Release()
	a.Touch()
	run.Advance(time.Minute)
	if want := []string{"save two", "drop"}; !slices.Equal(s.calls, want) {
		t.Errorf("%v, want %v: a draft came back after the save", s.calls, want)
	}
}

func TestAutosaveTellsAndTriesAgain(t *testing.T) {
	run, s := &InlineRunner{}, &shelf{fail: errors.New("disk")}
	var told []error
	a := NewAutosave(run, s, func() (casefile.Draft, bool) { return casefile.Draft{Title: "x"}, true }, func(err error) { told = append(told, err) })
	a.Touch()
	run.Advance(DraftPause)
	s.fail = nil
	if err := a.Leave(); err != nil {
		t.Fatal(err)
	}
	if len(told) != 2 || told[0] == nil || told[1] != nil || len(s.calls) != 1 {
		t.Errorf("told %v, calls %v", told, s.calls)
	}
}
