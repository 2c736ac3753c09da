package store

import "sync"

// watchers are told that something was committed.
type watchers struct {
	mu   sync.Mutex
	next int
	list map[int]chan struct{}
}

// Watch returns a channel that gets a signal after every commit that changed a
// record or the state of the sync; signals that nobody took are joined to one.
// The function ends it and closes the channel.
func (db *DB) Watch() (<-chan struct{}, func()) {
	w := &db.watchers
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.list == nil {
		w.list = map[int]chan struct{}{}
	}
	id := w.next
	w.next++
	c := make(chan struct{}, 1)
	w.list[id] = c
	return c, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if c, ok := w.list[id]; ok {
			delete(w.list, id)
			close(c)
		}
	}
}

func (w *watchers) signal() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.list {
		select {
		case c <- struct{}{}:
		default: // one is waiting already
		}
	}
}

func (w *watchers) closeAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, c := range w.list {
		delete(w.list, id)
		close(c)
	}
}
