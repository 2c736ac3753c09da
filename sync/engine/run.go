package engine

import (
	"context"
	"time"

	"sporteli/store/casefile"
)

// Options is what Run needs from the world. Every field may be left out, but
// then nothing of its kind happens.
type Options struct {
	// Changes signals after commits of the store, coalesced (store.DB.Watch).
	Changes <-chan struct{}
	// Asks signals that the officer wants it now.
	Asks <-chan struct{}
	// Report is called from Run's goroutine.
	Report func(Progress)
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Dice returns chance from 0 up to 1 (math/rand/v2.Float64); nil is always
	// one half.
	Dice func() float64
}

// Run keeps a PC in step with its centre until the context ends: at the start,
// after changes, every ten minutes, on demand, and after failures with growing
// pauses. The caller starts it in a goroutine of its own; it starts none.
func Run(ctx context.Context, local Local, remote Remote, o Options) {
	l := loop{local: local, remote: remote, Options: o}
	if l.Report == nil {
		l.Report = func(Progress) {}
	}
	if l.Now == nil {
		l.Now = time.Now
	}
	if l.Dice == nil {
		l.Dice = func() float64 { return 0.5 }
	}
	l.run(ctx)
}

type loop struct {
	Options
	local   Local
	remote  Remote
	machine Machine
	// round is nil between rounds.
	round *round
	// left is how many records waited after the last round: the store signals
	// its own commits of a sync too, and those are no changes.
	left int
	last Progress
}

func (l *loop) run(ctx context.Context) {
	alarm := time.NewTimer(Interval)
	defer alarm.Stop()
	actions := l.step(Event{Kind: Started})
	for ctx.Err() == nil {
		for len(actions) > 0 {
			a := actions[0]
			if a.Exchange != nil {
				actions = l.step(l.exchange(ctx, *a.Exchange))
				continue
			}
			actions = actions[1:]
			alarm.Reset(a.Wait.Sub(l.Now()))
			l.last.NextTry = a.Wait
			l.Report(l.last)
		}
		select {
		case <-ctx.Done():
		case <-alarm.C:
			actions = l.step(Event{Kind: Woke})
		case <-l.Asks:
			actions = l.step(Event{Kind: Asked})
		case _, open := <-l.Changes:
			if !open {
				l.Changes = nil // the store has closed: nothing changes any more
			} else if n, err := l.local.Waiting(ctx); err == nil && n > l.left {
				actions = l.step(Event{Kind: Changed})
			}
		}
	}
}

func (l *loop) step(e Event) []Action {
	e.At, e.Dice = l.Now(), l.Dice()
	actions := l.machine.Step(e)
	if l.round != nil && (len(actions) == 0 || actions[0].Exchange == nil) {
		l.round = nil
	}
	return actions
}

// exchange makes one exchange and begins a round where none is under way.
func (l *loop) exchange(ctx context.Context, b Batch) Event {
	var e Event
	var err error
	if l.round == nil {
		l.round, err = begin(ctx, l.local, l.remote, l.Now)
	}
	if err == nil {
		l.last = l.round.progress(true)
		l.Report(l.last)
		e, err = l.round.exchange(ctx, b)
	}
	if ctx.Err() != nil {
		return Event{} // the program ends; nothing to note
	}
	if err != nil {
		e = failure(e, err)
	}
	if l.round != nil {
		l.last = l.round.progress(false)
		l.left = l.round.result.Waiting
	}
	l.last.Running, l.last.Problem = e.Kind == Answered && e.More, e.Code
	if noted := l.local.NoteSync(ctx, e.Code, l.Now()); noted != nil && e.Code == "" {
		l.last.Problem = casefile.CodeOf(noted)
	}
	return e
}
