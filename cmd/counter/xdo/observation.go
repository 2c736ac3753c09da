package xdo

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// Observation is one line of the program's --observe stream: how the window stood when something had changed.
type Observation struct {
	Screen   string    `json:"screen"`   // name of the screen shown, as in routes
	Focus    string    `json:"focus"`    // id of the control that has the keyboard, "" for none or one without an id
	Scale    float64   `json:"scale"`    // pixels for one unit of the canvas
	Controls []Control `json:"controls"` // those inside the visible part of the window
	Toast    string    `json:"toast"`    // key of the passing message, "" for none
	Dialog   bool      `json:"dialog"`   // something lies over the window and takes the keyboard
	Status   string    `json:"status"`   // how the exchange with the centre stands: "waiting 3", "sent"
}

// Control is a named thing in the window, with its place in units of the canvas.
type Control struct {
	ID string  `json:"id"`
	X  float64 `json:"x"`
	Y  float64 `json:"y"`
	W  float64 `json:"w"`
	H  float64 `json:"h"`
	On bool    `json:"on"` // false while it cannot be used
}

// Control returns the control with that id, if it is visible.
func (o Observation) Control(id string) (Control, bool) {
	at := slices.IndexFunc(o.Controls, func(c Control) bool { return c.ID == id })
	if at < 0 {
		return Control{}, false
	}
	return o.Controls[at], true
}

// Pixel returns the middle of a control in pixels of the window.
func (o Observation) Pixel(c Control) (x, y int) {
	scale := o.Scale
	if scale == 0 {
		scale = 1
	}
	return int((c.X + c.W/2) * scale), int((c.Y + c.H/2) * scale)
}

// String says for a failure message where the program stood; controls that cannot be used are in brackets.
func (o Observation) String() string {
	var ids []string
	for _, c := range o.Controls {
		if c.On {
			ids = append(ids, c.ID)
		} else {
			ids = append(ids, "("+c.ID+")")
		}
	}
	return fmt.Sprintf("screen %q, keyboard at %q, message %q, controls: %s", o.Screen, o.Focus, o.Toast, strings.Join(ids, " "))
}

// observer follows a stream of observations.
type observer struct {
	mu      sync.Mutex
	last    Observation
	lines   int
	since   time.Time     // when the last line came
	ended   error         // why no more will come
	changed chan struct{} // closed and replaced at each line, and at the end
}

func newObserver() *observer {
	return &observer{changed: make(chan struct{}), since: time.Now()}
}

// follow reads lines until the stream ends, then records why. A line that is no observation ends it too: the program is
// wrong, and waiting on would hide it.
func (o *observer) follow(stream io.Reader) {
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var next Observation
		if err := json.Unmarshal(lines.Bytes(), &next); err != nil {
			o.end(fmt.Errorf("line %d of the observations: %w", o.count()+1, err))
			return
		}
		o.update(func() { o.last, o.lines, o.since = next, o.lines+1, time.Now() })
	}
	if err := lines.Err(); err != nil {
		o.end(fmt.Errorf("reading observations: %w", err))
		return
	}
	o.end(io.EOF)
}

func (o *observer) update(change func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change()
	close(o.changed)
	o.changed = make(chan struct{})
}

// end records that nothing more will come; the first reason counts.
func (o *observer) end(reason error) {
	o.update(func() {
		if o.ended == nil {
			o.ended = reason
		}
	})
}

func (o *observer) count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lines
}

// await returns the first observation, the present one included, that satisfies the condition. The error says what was
// awaited and how the program stood instead: when the time is over, or when it has ended.
func (o *observer) await(ctx context.Context, what string, satisfied func(Observation) bool) (Observation, error) {
	for {
		o.mu.Lock()
		last, lines, ended, changed := o.last, o.lines, o.ended, o.changed
		o.mu.Unlock()
		switch {
		case lines > 0 && satisfied(last):
			return last, nil
		case ended != nil:
			return last, fmt.Errorf("waiting for %s: the program has ended: %w; last seen: %v", what, ended, last)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return last, fmt.Errorf("waiting for %s: %w; last seen: %v", what, ctx.Err(), last)
		}
	}
}

// settle waits until the program has said nothing new for the given time, or the context is over: positions that are still
// moving are no place to click. It reports the last observation either way.
func (o *observer) settle(ctx context.Context, quiet time.Duration) Observation {
	for {
		o.mu.Lock()
		last, ended, changed, left := o.last, o.ended, o.changed, quiet-time.Since(o.since)
		o.mu.Unlock()
		if left <= 0 || ended != nil {
			return last
		}
		timer := time.NewTimer(left)
		select {
		case <-changed:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return last
		}
		timer.Stop()
	}
}
