package ui

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// Runner moves work off the UI thread and its result back onto it. All its
// methods are called on the UI thread.
type Runner interface {
	// Run calls work away from the UI thread and then the function it returned
	// on it, but only if gen has not begun a newer Run or been cancelled
	// meanwhile. The context ends in that case. A nil gen never goes stale,
	// and its context never ends: use it for saving. A nil apply is allowed.
	Run(gen *Generation, work func(context.Context) (apply func()))
	// After calls f on the UI thread once, d from now, unless stopped before.
	After(d time.Duration, f func()) (stop func())
	// Every calls f on the UI thread each d until stopped.
	Every(d time.Duration, f func()) (stop func())
}

// Generation numbers the loads of one list or page, so that a slow answer to
// an old question never overwrites the answer to a newer one. The zero value is
// ready; it is used on the UI thread only.
type Generation struct {
	n      uint64
	cancel context.CancelFunc
}

// Cancel makes the load under way, if any, stale.
func (g *Generation) Cancel() {
	g.n++
	if g.cancel != nil {
		g.cancel()
		g.cancel = nil
	}
}

func (g *Generation) begin() (context.Context, uint64) {
	g.Cancel()
	ctx, cancel := context.WithCancel(context.Background())
	g.cancel = cancel
	return ctx, g.n
}

// settle applies a result if it is still wanted.
func (g *Generation) settle(n uint64, apply func()) {
	if g.n != n {
		return
	}
	if g.cancel != nil {
		g.cancel()
		g.cancel = nil
	}
	if apply != nil {
		apply()
	}
}

type runner struct{}

// NewRunner returns the Runner of the running program.
func NewRunner() Runner { return runner{} }

func (runner) Run(gen *Generation, work func(context.Context) func()) {
	if gen == nil {
		go func() {
			if apply := work(context.Background()); apply != nil {
				fyne.Do(apply)
			}
		}()
		return
	}
	ctx, n := gen.begin()
	go func() {
		apply := work(ctx)
		fyne.Do(func() { gen.settle(n, apply) })
	}()
}

func (runner) After(d time.Duration, f func()) func() {
	var done atomic.Bool
	t := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if done.CompareAndSwap(false, true) {
				f()
			}
		})
	})
	return func() {
		done.Store(true)
		t.Stop()
	}
}

func (runner) Every(d time.Duration, f func()) func() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		tick := time.NewTicker(d)
		defer tick.Stop()
		// A call that waits for a busy UI thread is not joined by more.
		var waiting atomic.Bool
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if !waiting.CompareAndSwap(false, true) {
				continue
			}
			fyne.Do(func() {
				waiting.Store(false)
				if ctx.Err() == nil {
					f()
				}
			})
		}
	}()
	return cancel
}

// Pauses after which typing is taken as finished.
const (
	searchPause = 150 * time.Millisecond
	// DraftPause is for saving a draft.
	DraftPause = 800 * time.Millisecond
)

// Debounce calls a function once things have been quiet for a while: autosave
// and search as you type.
type Debounce struct {
	r    Runner
	d    time.Duration
	f    func()
	stop func()
}

// NewDebounce returns a Debounce that calls f once d has passed since the last
// Touch.
func NewDebounce(r Runner, d time.Duration, f func()) *Debounce {
	return &Debounce{r: r, d: d, f: f}
}

// Touch starts the wait anew.
func (b *Debounce) Touch() {
	b.Stop()
	b.stop = b.r.After(b.d, func() {
		b.stop = nil
		b.f()
	})
}

// Pending says whether a call is waiting.
func (b *Debounce) Pending() bool { return b.stop != nil }

// Flush makes a waiting call now: before a screen is left.
func (b *Debounce) Flush() {
	if b.stop == nil {
		return
	}
	b.Stop()
	b.f()
}

// Stop forgets a waiting call.
func (b *Debounce) Stop() {
	if b.stop != nil {
		b.stop()
		b.stop = nil
	}
}
