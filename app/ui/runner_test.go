package ui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"sporteli/app/ui"
)

func TestStaleResultIsDropped(t *testing.T) {
	r := &ui.InlineRunner{Hold: true}
	var gen ui.Generation
	var got []string
	var contexts []context.Context
	load := func(s string) {
		r.Run(&gen, func(ctx context.Context) func() {
			contexts = append(contexts, ctx)
			return func() { got = append(got, s) }
		})
	}
	load("old")
	load("new")
	r.Release(1, 0)
	if len(got) != 1 || got[0] != "new" {
		t.Fatalf("applied %v, want only the newer", got)
	}
	if contexts[1].Err() == nil {
		t.Error("the context of the older load still runs")
	}
	load("cancelled")
	gen.Cancel()
	r.Release()
	if len(got) != 1 {
		t.Errorf("a cancelled load was applied: %v", got)
	}
}

func TestRunWithoutGenerationIsAlwaysApplied(t *testing.T) {
	r := &ui.InlineRunner{Hold: true}
	n := 0
	for range 2 {
		r.Run(nil, func(context.Context) func() { return func() { n++ } })
	}
	r.Run(nil, func(context.Context) func() { return nil })
	r.Release()
	if n != 2 {
		t.Errorf("%d saves were told of, want 2", n)
	}
}

func TestRealRunner(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		r := ui.NewRunner()
		var gen ui.Generation
		done := false
		r.Run(&gen, func(context.Context) func() { return func() { done = true } })
		synctest.Wait()
		if !done {
			t.Error("the result was not applied")
		}
		ticks, once := 0, 0
		stop := r.Every(time.Second, func() { ticks++ })
		r.After(time.Second, func() { once++ })
		never := r.After(time.Second, func() { t.Error("a stopped timer fired") })
		never()
		time.Sleep(3*time.Second + time.Millisecond)
		synctest.Wait()
		stop()
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if ticks != 3 || once != 1 {
			t.Errorf("%d ticks and %d calls, want 3 and 1", ticks, once)
		}
	})
}

func TestDebounce(t *testing.T) {
	r := &ui.InlineRunner{}
	n := 0
	d := ui.NewDebounce(r, time.Second, func() { n++ })
	d.Touch()
	r.Advance(600 * time.Millisecond)
	d.Touch()
	r.Advance(600 * time.Millisecond)
	if n != 0 || !d.Pending() {
		t.Fatal("called while still typing")
	}
	r.Advance(400 * time.Millisecond)
	if n != 1 || d.Pending() {
		t.Fatalf("called %d times after the pause, want once", n)
	}
	d.Touch()
	d.Flush()
	d.Flush()
	r.Advance(time.Minute)
	if n != 2 {
		t.Errorf("called %d times, want 2: Flush calls at once and only what waits", n)
	}
	d.Touch()
	d.Stop()
	r.Advance(time.Minute)
	if n != 2 {
		t.Error("called after Stop")
	}
}
