package main

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"

	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/sync/engine"
	"sporteli/sync/remote"
)

// line is the exchange with the centre while a store is open: a background fact
// that nobody waits for.
type line struct {
	asks chan struct{}
	done chan struct{}

	mu       sync.Mutex
	progress engine.Progress
}

var _ engine.Local = (*store.DB)(nil)

// newLine starts the exchange. A PC without a centre has a line that does
// nothing until the window is opened again after enrolment.
func newLine(ctx context.Context, db *store.DB, log *slog.Logger, changed func()) *line {
	l := &line{asks: make(chan struct{}, 1), done: make(chan struct{})}
	id := db.Identity()
	if id.CentreURL == "" {
		close(l.done)
		return l
	}
	floor, err := db.CentreTime(ctx)
	if err != nil {
		log.Error("sync.setup", "code", casefile.CodeOf(err))
	}
	centre, err := remote.New(remote.Config{URL: id.CentreURL, Authority: id.Authority, Floor: floor})
	if err != nil {
		log.Error("sync.setup", "code", casefile.CodeOf(err))
		close(l.done)
		return l
	}
	watch, stop := db.Watch()
	go func() {
		defer close(l.done)
		defer stop()
		defer centre.Close()
		engine.Run(ctx, db, centre, engine.Options{
			Changes: watch, Asks: l.asks, Dice: rand.Float64,
			Report: func(p engine.Progress) {
				l.mu.Lock()
				l.progress = p
				l.mu.Unlock()
				changed()
			},
		})
	}()
	return l
}

// ask wants an exchange now.
func (l *line) ask() {
	select {
	case l.asks <- struct{}{}:
	default:
	}
}

func (l *line) wait() { <-l.done }

func (l *line) now() engine.Progress {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.progress
}

// SyncNow asks for an exchange; what comes of it is seen in SyncStatus.
func (d *desk) SyncNow() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.line != nil {
		d.line.ask()
	}
}

// SyncStatus is what the store knows for certain, and how the exchange under
// way stands.
func (d *desk) SyncStatus(ctx context.Context) (casefile.SyncStatus, error) {
	db, _, err := d.at()
	if err != nil {
		return casefile.SyncStatus{}, err
	}
	s, err := db.SyncStatus(ctx)
	if err != nil {
		return s, err
	}
	d.mu.Lock()
	p := d.line.now()
	d.mu.Unlock()
	s.Running, s.Done, s.Total, s.NextTry = p.Running, p.Done, p.Total, p.NextTry
	return s, nil
}
