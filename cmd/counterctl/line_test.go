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

// arm makes the next line fail.
func (c *cutter) arm(after int, answered bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.after, c.answered, c.past = after, answered, false
}

// armed reports whether the cut is still to come.
func (c *cutter) armed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.after > 0
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
	if w.c.falls(len(b), w.up) {
		w.c.cut()
		return 0, io.ErrClosedPipe
	}
	return w.Conn.Write(b)
}

// ReadFrom hides the connection's own, which would not be counted.
func (w watched) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{w}, r)
}

func (c *cutter) falls(n int, up bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.after == 0 {
		return false
	}
	if up && !c.past {
		if c.after > n {
			c.after -= n
			return false
		}
		c.past = true
	}
	if !c.past || up == c.answered {
		return false
	}
	c.after = 0
	return true
}
