package main

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// cutter is a line between a PC and the centre on which the power fails at the
// centre, once, at a moment that a test names.
type cutter struct {
	address, target string
	cut             func()

	mu sync.Mutex
	// after is how many bytes the PC may still send; then the cut comes at once,
	// or as soon as the centre begins to answer. 0 is never.
	after    int
	answered bool
	past     bool
	// fell is closed when the centre is down.
	fell chan struct{}
}

func newCutter(t *testing.T, target string, cut func()) *cutter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{address: "https://" + l.Addr().String(), target: strings.TrimPrefix(target, "https://"), cut: cut}
	var lines sync.WaitGroup
	lines.Go(func() {
		for {
			pc, err := l.Accept()
			if err != nil {
				return
			}
			lines.Go(func() { c.join(pc) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		lines.Wait()
	})
	return c
}

// arm makes the next line fail. What it returns is closed when the centre is
// down.
func (c *cutter) arm(after int, answered bool) (fell <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.after, c.answered, c.past, c.fell = after, answered, false, make(chan struct{})
	return c.fell
}

func (c *cutter) join(pc net.Conn) {
	defer pc.Close()
	centre, err := net.Dial("tcp", c.target)
	if err != nil {
		return
	}
	defer centre.Close()
	var both sync.WaitGroup
	pass := func(to, from net.Conn, up bool) {
		_, _ = io.Copy(watched{to, c, up}, from)
		// Either end ends the line.
		pc.Close()
		centre.Close()
	}
	both.Go(func() { pass(centre, pc, true) })
	both.Go(func() { pass(pc, centre, false) })
	both.Wait()
}

// watched passes bytes on until the cut.
type watched struct {
	net.Conn
	c  *cutter
	up bool
}

func (w watched) Write(b []byte) (int, error) {
	if fell := w.c.falls(len(b), w.up); fell != nil {
		w.c.cut()
		close(fell)
		return 0, io.ErrClosedPipe
	}
	return w.Conn.Write(b)
}

// ReadFrom hides the connection's own, which would not be counted.
func (w watched) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{w}, r)
}

// falls says whether the power fails now: then, once, what to close after it.
func (c *cutter) falls(n int, up bool) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.after == 0 {
		return nil
	}
	if up && !c.past {
		if c.after > n {
			c.after -= n
			return nil
		}
		c.past = true
	}
	if !c.past || up == c.answered {
		return nil
	}
	c.after = 0
	return c.fell
}
