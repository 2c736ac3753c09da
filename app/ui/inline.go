package ui

import (
	"context"
	"time"
)

// InlineRunner is the Runner of tests: work and apply run at once, in one
// straight line, and time passes only by Advance. With Hold set, Run keeps the
// work until Release, so that a test can let results come late.
type InlineRunner struct {
	Hold   bool
	held   []func()
	now    time.Duration
	timers []*inlineTimer
}

type inlineTimer struct {
	at, every time.Duration
	f         func()
	stopped   bool
}

var _ Runner = (*InlineRunner)(nil)

// Run calls work and apply before it returns, or keeps them if Hold is set.
func (r *InlineRunner) Run(gen *Generation, work func(context.Context) func()) {
	step := func() {
		if apply := work(context.Background()); apply != nil {
			apply()
		}
	}
	if gen != nil {
		ctx, n := gen.begin()
		step = func() { gen.settle(n, work(ctx)) }
	}
	if r.Hold {
		r.held = append(r.held, step)
		return
	}
	step()
}

// Held is how many pieces of work wait for Release.
func (r *InlineRunner) Held() int { return len(r.held) }

// Release runs what was held, in the order given: Release(1, 0) lets the
// second come first. Without arguments all run in the order they came.
func (r *InlineRunner) Release(order ...int) {
	held := r.held
	r.held = nil
	if len(order) == 0 {
		for _, f := range held {
			f()
		}
		return
	}
	for _, i := range order {
		held[i]()
	}
}

// After keeps f until Advance has passed d.
func (r *InlineRunner) After(d time.Duration, f func()) func() { return r.add(d, 0, f) }

// Every keeps f and calls it each time Advance has passed d.
func (r *InlineRunner) Every(d time.Duration, f func()) func() { return r.add(d, d, f) }

func (r *InlineRunner) add(d, every time.Duration, f func()) func() {
	t := &inlineTimer{at: r.now + d, every: every, f: f}
	r.timers = append(r.timers, t)
	return func() { t.stopped = true }
}

// Advance lets d pass and calls what falls due, the earliest first.
func (r *InlineRunner) Advance(d time.Duration) {
	end := r.now + d
	for {
		var next *inlineTimer
		kept := r.timers[:0]
		for _, t := range r.timers {
			if t.stopped {
				continue
			}
			kept = append(kept, t)
			if t.at <= end && (next == nil || t.at < next.at) {
				next = t
			}
		}
		r.timers = kept
		if next == nil {
			r.now = end
			return
		}
		r.now = next.at
		if next.every > 0 {
			next.at += next.every
		} else {
			next.stopped = true
		}
		next.f()
	}
}
