package engine

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"time"

	"sporteli"
	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// round is what is remembered from one exchange to the next until nothing
// remains.
type round struct {
	local  Local
	remote Remote
	now    func() time.Time
	result Result
	total  int
	// stuck guards against a centre that sends the same stretch for ever.
	cursors []wire.Cursor
	relists int
	// asked are the wants named in this round, true for those that were met.
	asked map[casefile.EventID]bool
}

func begin(ctx context.Context, local Local, remote Remote, now func() time.Time) (*round, error) {
	r := &round{local: local, remote: remote, now: now, asked: map[casefile.EventID]bool{}}
	if local.Identity().CentreURL == "" {
		return nil, &casefile.Error{Code: casefile.CodeNotEnrolled}
	}
	var err error
	r.total, err = local.Waiting(ctx)
	r.result.Waiting = r.total
	return r, err
}

// exchange sends one request and applies its answer. The event is for the
// machine.
func (r *round) exchange(ctx context.Context, b Batch) (Event, error) {
	e := Event{Kind: Answered}
	req, err := r.request(ctx, b)
	if err != nil {
		return e, err
	}
	for _, run := range req.Entries {
		e.Events += len(run.Items)
	}
	res, stats, err := r.deliver(ctx, req)
	if err == nil && res.Code == casefile.CodeStale {
		// The nonce was too old. Its answer brings a fresh one: say it once more.
		var again Stats
		req.Nonce = res.Nonce
		res, again, err = r.deliver(ctx, req)
		stats = Stats{Up: stats.Up + again.Up, Down: stats.Down + again.Down, Took: stats.Took + again.Took}
	}
	e.Stats = stats
	if err != nil {
		return e, err
	}
	if res.Code != "" {
		return e, &casefile.Error{Code: res.Code, Err: errors.New("engine: the centre's signed answer")}
	}
	accepted, err := r.local.Accept(ctx, res)
	if err != nil {
		return e, err
	}
	sent := acknowledged(req.Entries, res.Heads)
	r.result.Sent += sent
	r.result.Received += accepted.Received
	r.result.Conflicts = accepted.Conflicts
	if r.result.Waiting, err = r.local.Waiting(ctx); err != nil {
		return e, err
	}
	e.More, err = r.more(ctx, req, res, sent, accepted.Fork)
	return e, err
}

func (r *round) request(ctx context.Context, b Batch) (wire.Request, error) {
	req := wire.Request{
		Min: wire.VersionMin, Max: wire.VersionMax, App: sporteli.Metadata().Version,
		Budget: b.Budget, Clock: r.now().UnixMilli(),
	}
	var err error
	step := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	step(func() (e error) { req.Nonce, e = r.local.Nonce(ctx); return })
	step(func() (e error) { req.Heads, e = r.local.Heads(ctx); return })
	step(func() (e error) { req.Cursors, e = r.local.Cursors(ctx); return })
	step(func() (e error) { req.Entries, e = r.local.Outgoing(ctx, b.MaxBytes, b.MaxEvents); return })
	if w, ok := r.local.(Wanter); ok {
		step(func() (e error) { req.Want, e = w.Wants(ctx, wire.MaxEvents); return })
	}
	req.Waiting = r.result.Waiting
	return req, err
}

// deliver seals, sends and verifies.
func (r *round) deliver(ctx context.Context, req wire.Request) (wire.Response, Stats, error) {
	id := r.local.Identity()
	centre := ed25519.PublicKey(id.CentreKey)
	frame, err := wire.SealRequest(id.Device, centre, req, r.local.Sign)
	if err != nil {
		return wire.Response{}, Stats{}, err
	}
	answer, stats, err := r.remote.Exchange(ctx, frame)
	r.result.Requests++
	r.result.BytesUp += stats.Up
	r.result.BytesDown += stats.Down
	if err != nil {
		return wire.Response{}, stats, err
	}
	res, err := wire.OpenResponse(answer, frame, centre)
	if err != nil {
		return wire.Response{}, stats, casefile.Fail(casefile.CodeNotCentre, "engine: answer: %w", err)
	}
	return res, stats, nil
}

// acknowledged counts the sent events that the centre has signed for.
func acknowledged(sent []wire.Entries, heads []wire.Head) int {
	n := 0
	for _, run := range sent {
		for _, h := range heads {
			if h.Log == run.Log && h.Seq >= run.First {
				n += int(min(h.Seq-run.First+1, uint64(len(run.Items))))
			}
		}
	}
	return n
}

// more reports whether another exchange would move something.
func (r *round) more(ctx context.Context, req wire.Request, res wire.Response, sent int, fork bool) (bool, error) {
	rows := false
	for _, f := range res.Feeds {
		if f.Mismatch {
			if r.relists++; r.relists > 2*len(res.Grants) {
				return false, casefile.Fail(casefile.CodeBadMessage, "engine: scope %s is listed over and over", f.Scope)
			}
			rows = true
		}
		rows = rows || f.From+uint64(len(f.Rows)) < f.TopPos
	}
	if rows {
		cursors, err := r.local.Cursors(ctx)
		if err != nil {
			return false, err
		}
		// Rows that do not move the cursor will not do so next time either.
		rows = !slices.Equal(cursors, r.cursors)
		r.cursors = cursors
	}
	if rows || fork {
		return true, nil
	}
	if wants, err := r.wantsMore(ctx, req.Want); wants || err != nil {
		return wants, err
	}
	if sent == 0 && len(req.Entries) > 0 {
		return false, nil
	}
	left, err := r.local.Outgoing(ctx, BatchMin, 1)
	return len(left) > 0, err
}

// wantsMore reports whether to ask for more events by name: for those not asked
// for in this round, which the answer may have made known, and for the rest of a
// list of which the answer had room for a part. What the centre does not have
// is asked for once a round.
func (r *round) wantsMore(ctx context.Context, asked []casefile.EventID) (bool, error) {
	w, ok := r.local.(Wanter)
	if !ok {
		return false, nil
	}
	left, err := w.Wants(ctx, wire.MaxEvents)
	if err != nil {
		return false, err
	}
	met := false
	for _, id := range asked {
		gone := !slices.Contains(left, id)
		met = met || gone && !r.asked[id]
		r.asked[id] = r.asked[id] || gone
	}
	unasked := slices.ContainsFunc(left, func(id casefile.EventID) bool {
		_, was := r.asked[id]
		return !was
	})
	return unasked || met && len(left) > 0, nil
}

func (r *round) progress(running bool) Progress {
	return Progress{Running: running, Done: max(0, r.total-r.result.Waiting), Total: r.total, Result: r.result}
}

// failure turns an error into the event the machine understands. Errors of
// this PC's own store stay errors of their own code.
func failure(e Event, err error) Event {
	e.Kind, e.Code = Failed, casefile.CodeOf(err)
	var ce *casefile.Error
	if errors.As(err, &ce) {
		if s, ok := ce.Args["Seconds"].(int); ok {
			e.Retry = time.Duration(s) * time.Second
		}
	}
	return e
}
