package remote

import (
	"io"
	"net"
	"sync/atomic"
	"time"
)

// patient is a connection that ends when nothing moves, not when a message
// takes long: 256 KiB at 16 kbit/s are more than two minutes. Writing fills
// buffers on the way faster than the line drains them, so what was written
// also buys time for the answer.
type patient struct {
	net.Conn
	idle    time.Duration
	pending atomic.Int64 // bytes written since the last read
}

// slowest is the rate a line must keep, in bytes a second.
const slowest = 1000

func (p *patient) allowance() time.Time {
	return time.Now().Add(p.idle + time.Duration(p.pending.Load())*time.Second/slowest)
}

// Read resets the deadline for each stretch.
func (p *patient) Read(b []byte) (int, error) {
	if err := p.SetReadDeadline(p.allowance()); err != nil {
		return 0, err
	}
	n, err := p.Conn.Read(b)
	if n > 0 {
		p.pending.Store(0)
	}
	return n, err
}

// Write resets the deadline for each stretch, and that of a Read under way.
func (p *patient) Write(b []byte) (int, error) {
	p.pending.Add(int64(len(b)))
	until := p.allowance()
	if err := p.SetDeadline(until); err != nil {
		return 0, err
	}
	return p.Conn.Write(b)
}

// counter counts what the transport has taken.
type counter struct {
	r io.Reader
	n atomic.Int64
}

// Read counts.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n.Add(int64(n))
	return n, err
}
