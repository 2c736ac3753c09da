package main

import (
	"context"
	"log/slog"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"

	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/translations"
)

// desk is what stands behind the screens: the store of this PC, who has signed
// in, and the exchange with the centre. It satisfies the Service of every
// screen. Its methods may be called from any goroutine.
type desk struct {
	dir     string
	options store.Options
	catalog *translations.Catalog
	log     *slog.Logger
	// show opens a document in the PC's own program.
	show func(path string) error

	changes chan struct{}

	mu  sync.Mutex
	db  *store.DB
	who casefile.Session
	// last is the officer who locked the window, for whom it opens again.
	last  string
	line  *line
	ended func()
}

func newDesk(dir string, options store.Options, catalog *translations.Catalog) *desk {
	return &desk{
		dir: dir, options: options, catalog: catalog, log: options.Log, show: openDocument,
		changes: make(chan struct{}, 1),
	}
}

// at returns the open store and who works on it.
func (d *desk) at() (*store.DB, casefile.Session, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.db == nil || d.who.Officer.IsZero() {
		return nil, casefile.Session{}, &casefile.Error{Code: casefile.CodeNotAllowed}
	}
	return d.db, d.who, nil
}

// began takes over a store that was opened for somebody.
func (d *desk) began(db *store.DB, who casefile.Session) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.who, d.last = who, who.Name
	if d.db == db {
		return
	}
	d.db = db
	watch, stop := db.Watch()
	ctx, cancel := context.WithCancel(context.Background())
	d.ended = func() { cancel(); stop() }
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-watch:
				d.changed()
			}
		}
	}()
	d.line = newLine(ctx, db, d.log, d.changed)
}

// changed wakes the window; several wakes before it looks are one.
func (d *desk) changed() {
	select {
	case d.changes <- struct{}{}:
	default:
	}
}

// Changes signals that something was written, received or sent.
func (d *desk) Changes() <-chan struct{} { return d.changes }

// Lock ends the session on the screen; the store stays open so that the
// exchange with the centre goes on.
func (d *desk) Lock() {
	d.mu.Lock()
	db, who := d.db, d.who
	d.who = casefile.Session{}
	d.mu.Unlock()
	if db != nil && !who.Officer.IsZero() {
		d.note(db, who, store.Line{Action: "locked"})
	}
}

// Close ends the exchange and closes the store.
func (d *desk) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.db == nil {
		return
	}
	d.ended()
	d.line.wait()
	if err := d.db.Close(); err != nil {
		d.log.Error("store.close", "code", casefile.CodeOf(err))
	}
	d.db = nil
}

// note writes an audit line. That it could not be written is logged and does
// not stop what the officer was doing: the next save will meet the same fault.
func (d *desk) note(db *store.DB, who casefile.Session, line store.Line) {
	if err := db.Note(context.Background(), who, line); err != nil {
		d.log.Error("audit", "code", casefile.CodeOf(err), "action", line.Action)
	}
}

// Me is who has signed in.
func (d *desk) Me() casefile.Session {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.who
}

// Identity is what this PC knows about itself. Before anybody signed in that is
// only whether everything here is invented.
func (d *desk) Identity() casefile.Identity {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.db == nil {
		return casefile.Identity{Sample: store.IsSample(d.dir)}
	}
	return d.db.Identity()
}

// Folder is where the data of this PC lies.
func (d *desk) Folder() string {
	if abs, err := filepath.Abs(d.dir); err == nil {
		return abs
	}
	return d.dir
}

// openDocument hands a file to the program the PC uses for it.
func openDocument(path string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", path)
	case "darwin":
		cmd = exec.Command("open", path)
	default:
		cmd = exec.Command("xdg-open", path)
	}
	if err := cmd.Start(); err != nil {
		return casefile.Fail(casefile.CodeNoViewer, "counter: open document: %w", err)
	}
	go func() { _ = cmd.Wait() }() // its exit status says nothing about the document
	return nil
}
