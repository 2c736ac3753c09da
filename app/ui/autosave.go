package ui

import (
	"context"
	"sync"
	"time"

	"sporteli/store/casefile"
)

// autosaveLimit is the longest that typing without a pause goes unsaved.
const autosaveLimit = 3 * time.Second

// Drafts is what Autosave needs of the store.
type Drafts interface {
	SaveDraft(ctx context.Context, d casefile.Draft) error
	DropDraft(ctx context.Context, id casefile.ID) error
}

// Autosave keeps a form that is being filled in as a draft: DraftPause after
// the last key, and every three seconds while somebody types on and on. Drafts
// reach the store in the order they were taken, whatever the runner does.
type Autosave struct {
	r      Runner
	store  Drafts
	take   func() (casefile.Draft, bool)
	told   func(error)
	pause  *Debounce
	limit  func()
	dirty  bool
	taken  uint64
	kept   bool
	closed bool

	mu      sync.Mutex
	written uint64
	over    bool
}

// NewAutosave returns an Autosave. take says what the form holds now, and
// false when it holds nothing worth keeping; a draft kept before is dropped
// then. told is called on the UI thread after each attempt, nil for success.
func NewAutosave(r Runner, store Drafts, take func() (casefile.Draft, bool), told func(error)) *Autosave {
	a := &Autosave{r: r, store: store, take: take, told: told}
	a.pause = NewDebounce(r, DraftPause, a.flush)
	return a
}

// Kept tells that a draft of this form is in the store already.
func (a *Autosave) Kept() { a.kept = true }

// Touch is called after each change by hand.
func (a *Autosave) Touch() {
	if a.closed {
		return
	}
	a.dirty = true
	a.pause.Touch()
	if a.limit == nil {
		a.limit = a.r.After(autosaveLimit, a.flush)
	}
}

func (a *Autosave) flush() {
	work := a.next()
	if work == nil {
		return
	}
	a.r.Run(nil, func(ctx context.Context) func() {
		err := work(ctx)
		return func() { a.done(err) }
	})
}

func (a *Autosave) done(err error) {
	if err != nil {
		a.dirty = true
	}
	if a.told != nil && !a.closed {
		a.told(err)
	}
}

// next returns the writing of what the form holds now, nil if nothing changed.
func (a *Autosave) next() func(context.Context) error {
	a.pause.Stop()
	if a.limit != nil {
		a.limit()
		a.limit = nil
	}
	if !a.dirty || a.closed {
		return nil
	}
	a.dirty = false
	d, worth := a.take()
	if !worth && !a.kept {
		return nil
	}
	a.taken++
	a.kept = worth
	n := a.taken
	return func(ctx context.Context) error { return a.write(ctx, n, d, worth) }
}

func (a *Autosave) write(ctx context.Context, n uint64, d casefile.Draft, worth bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over || n < a.written {
		return nil
	}
	a.written = n
	if !worth {
		return a.store.DropDraft(ctx, d.ID)
	}
	return a.store.SaveDraft(ctx, d)
}

// Leave writes what is pending before it returns: the window may close next.
func (a *Autosave) Leave() error {
	work := a.next()
	if work == nil {
		return nil
	}
	err := work(context.Background())
	a.done(err)
	return err
}

// Drop takes the draft away after its form was saved; nothing is written
// afterwards. It may be called away from the UI thread.
func (a *Autosave) Drop(ctx context.Context, id casefile.ID) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.over = true
	return a.store.DropDraft(ctx, id)
}

// Stop ends saving; what is pending is forgotten. Call it on the UI thread once
// the form was saved.
func (a *Autosave) Stop() {
	a.next()
	a.closed = true
}
