package app

import (
	"context"
	"time"

	"sporteli/app/ui"
)

// tracker is a Runner that knows whether work that must not be cut off, such as
// a save, is still under way.
type tracker struct {
	ui.Runner
	busy int
	then []func()
	// applied is called after each result: what a screen offers may be another
	// now.
	applied func()
}

// Run counts the work that never goes stale.
func (t *tracker) Run(gen *ui.Generation, work func(context.Context) func()) {
	if gen == nil {
		t.busy++
	}
	t.Runner.Run(gen, func(ctx context.Context) func() {
		apply := work(ctx)
		return func() {
			if gen == nil {
				t.busy--
			}
			if apply != nil {
				apply()
			}
			if t.applied != nil {
				t.applied()
			}
			t.settle()
		}
	})
}

func (t *tracker) settle() {
	for t.busy == 0 && len(t.then) > 0 {
		f := t.then[0]
		t.then = t.then[1:]
		f()
	}
}

// patience is how long the way out waits for work under way.
const patience = 5 * time.Second

// settled calls f once nothing is under way, at once if nothing is, and after
// patience at the latest: a save that hangs must not keep the window unlocked.
func (t *tracker) settled(f func()) {
	done := false
	var stop func()
	once := func() {
		if done {
			return
		}
		done = true
		if stop != nil {
			stop()
		}
		f()
	}
	if t.busy == 0 {
		once()
		return
	}
	stop = t.After(patience, once)
	t.then = append(t.then, once)
}
