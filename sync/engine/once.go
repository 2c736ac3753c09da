package engine

import (
	"context"
	"time"

	"sporteli/store/casefile"
)

// Once exchanges until nothing remains on either side, and reports after each
// exchange; report may be nil. On failure it returns what was done so far and
// an error with a code of Remote's closed set, not_enrolled, or the store's.
func Once(ctx context.Context, local Local, remote Remote, report func(Progress)) (Result, error) {
	if report == nil {
		report = func(Progress) {}
	}
	r, err := begin(ctx, local, remote, time.Now)
	if err != nil {
		return Result{}, err
	}
	report(r.progress(true))
	var m Machine
	for actions := m.Step(Event{Kind: Started}); ; {
		if len(actions) == 0 || actions[0].Exchange == nil {
			break
		}
		var e Event
		if e, err = r.exchange(ctx, *actions[0].Exchange); err != nil {
			e = failure(e, err)
		}
		report(r.progress(true))
		actions = m.Step(e)
	}
	code := casefile.CodeOf(err)
	if noted := local.NoteSync(context.WithoutCancel(ctx), code, time.Now()); err == nil {
		err = noted
	}
	p := r.progress(false)
	p.Problem = code
	report(p)
	return r.result, err
}
