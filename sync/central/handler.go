package central

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// ContentType of frames in both directions.
const ContentType = "application/vnd.sporteli"

// Handler serves POST /v1/sync, POST /v1/enrol and GET /healthz. Answers to
// anything else are plain and say little.
func (c *Centre) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/sync", c.serve(c.Exchange))
	mux.HandleFunc("POST /v1/enrol", c.serve(c.Enrol))
	mux.HandleFunc("GET /healthz", c.healthz)
	return mux
}

func (c *Centre) healthz(w http.ResponseWriter, r *http.Request) {
	err := c.Ops.Read(r.Context(), func(tx Tx) error {
		_, err := tx.Meta(MetaSample)
		return err
	})
	if err != nil {
		c.refuse(w, http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	io.WriteString(w, "{\"status\":\"ok\"}\n") //nolint:errcheck // the client has gone
}

// serve reads a frame at the pace of the line, lets do answer it, and sends
// the answer likewise.
func (c *Centre) serve(do func(context.Context, []byte) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		frame, status := c.read(w, r)
		if status != 0 {
			c.refuse(w, status)
			return
		}
		// Only work is counted: a slow line takes no place from the others.
		select {
		case c.slots <- struct{}{}:
			defer func() { <-c.slots }()
		default:
			c.busy(w)
			return
		}
		answer, err := do(r.Context(), frame)
		var ce *casefile.Error
		switch {
		case err == nil:
			c.send(w, answer)
		case errors.As(err, &ce) && ce.Code == casefile.CodeBadMessage:
			c.refuse(w, http.StatusBadRequest)
		default:
			c.Log.ErrorContext(r.Context(), "ledger", "code", string(casefile.CodeOf(err)), "error", err.Error())
			c.busy(w)
		}
	}
}

// read takes the body. It ends when nothing arrives for a while, not when the
// whole takes long, but a sender slower than the slowest line is not waited for.
func (c *Centre) read(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	if r.ContentLength < 0 {
		return nil, http.StatusLengthRequired
	}
	if r.ContentLength > wire.MaxFrame {
		return nil, http.StatusRequestEntityTooLarge
	}
	control := http.NewResponseController(w)
	last := time.Now().Add(c.Idle + time.Duration(r.ContentLength)*time.Second/slowest)
	frame := make([]byte, 0, r.ContentLength)
	for int64(len(frame)) < r.ContentLength {
		next := time.Now().Add(c.Idle)
		if next.After(last) {
			next = last
		}
		if err := control.SetReadDeadline(next); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return nil, http.StatusRequestTimeout
		}
		n, err := r.Body.Read(frame[len(frame):cap(frame)])
		frame = frame[:len(frame)+n]
		if err != nil && int64(len(frame)) < r.ContentLength {
			return nil, http.StatusRequestTimeout
		}
	}
	if err := control.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, http.StatusRequestTimeout
	}
	return frame, 0
}

// slowest is the rate of the slowest line served, in bytes a second; 16 kbit/s
// carry twice as much.
const slowest = 1000

func (c *Centre) send(w http.ResponseWriter, answer []byte) {
	until := time.Now().Add(c.Idle + time.Duration(len(answer))*time.Second/slowest)
	if err := http.NewResponseController(w).SetWriteDeadline(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return
	}
	h := w.Header()
	h["Date"] = nil // the signed time inside is the one that counts
	h.Set("Content-Type", ContentType)
	h.Set("Content-Length", strconv.Itoa(len(answer)))
	h.Set("Cache-Control", "no-store")
	w.Write(answer) //nolint:errcheck // the device has gone; it will ask again
}

func (c *Centre) busy(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "30")
	c.refuse(w, http.StatusServiceUnavailable)
}

func (c *Centre) refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Connection", "close")
	http.Error(w, http.StatusText(status), status)
}
