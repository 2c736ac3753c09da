package engine_test

import (
	"context"
	"crypto/ed25519"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/engine"
	"sporteli/sync/syncsim"
	"sporteli/sync/wire"
)

// centre answers without a network: it takes everything, or fails as it is told.
type centre struct {
	mu    sync.Mutex
	t     *testing.T
	key   ed25519.PrivateKey
	pc    *syncsim.PC
	heads map[casefile.LogID]wire.Head
	fail  error
	// refuse is a signed code; picky refuses more events than this at once.
	refuse casefile.Code
	picky  int
	calls  []time.Time
	sizes  []int
	mangle func(*wire.Response)
}

func newCentre(t *testing.T) *centre {
	c := &centre{t: t, key: ed25519.NewKeyFromSeed(make([]byte, 32)), pc: syncsim.New(), heads: map[casefile.LogID]wire.Head{}}
	c.pc.Become(wire.EnrolResponse{Office: casefile.NewID(), County: "AL-11", CentreKey: c.key.Public().(ed25519.PublicKey)}, "https://centre", nil)
	return c
}

func (c *centre) Exchange(_ context.Context, frame []byte) ([]byte, engine.Stats, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, time.Now())
	stats := engine.Stats{Up: len(frame), Took: time.Millisecond}
	if c.fail != nil {
		return nil, stats, c.fail
	}
	pub := c.key.Public().(ed25519.PublicKey)
	req, _, err := wire.OpenRequest(frame, pub, func(casefile.DeviceID) (ed25519.PublicKey, error) { return c.pc.EnrolRequest().SignKey, nil })
	if err != nil {
		c.t.Error(err)
	}
	res := wire.Response{Version: 1, Code: c.refuse}
	n := 0
	for _, run := range req.Entries {
		n += len(run.Items)
	}
	if c.sizes = append(c.sizes, n); c.picky > 0 && n > c.picky {
		res.Code = casefile.CodeBadMessage
	}
	for _, run := range req.Entries {
		h := wire.Head{Log: run.Log, Seq: run.First - 1, Hash: run.Prev}
		for _, it := range run.Items {
			h.Seq++
			h.Hash = wire.EntryHash(h.Log, h.Seq, h.Hash, it.ID())
		}
		if res.Code == "" {
			c.heads[run.Log] = h
		}
	}
	for _, h := range c.heads {
		res.Heads = append(res.Heads, h)
	}
	if c.mangle != nil {
		c.mangle(&res)
	}
	answer, err := wire.SealResponse(frame, pub, res, func(m []byte) ([]byte, error) { return ed25519.Sign(c.key, m), nil })
	stats.Down = len(answer)
	return answer, stats, err
}

func (c *centre) save() {
	c.pc.Save(casefile.KindClient, map[string]string{"given_name": "Ana"})
}

func TestOnceSendsEverything(t *testing.T) {
	c := newCentre(t)
	for range 300 {
		c.save()
	}
	var last engine.Progress
	reports := 0
	r, err := engine.Once(t.Context(), c.pc, c, func(p engine.Progress) { last = p; reports++ })
	if err != nil || r.Sent != 300 || r.Waiting != 0 || r.BytesUp == 0 || r.BytesDown == 0 || r.Requests != len(c.calls) {
		t.Errorf("%+v, %v", r, err)
	}
	if last.Running || last.Done != 300 || last.Total != 300 || last.Result != r || reports < 2 {
		t.Errorf("%+v after %d reports", last, reports)
	}
	if len(c.pc.Noted) != 1 || c.pc.Noted[0] != "" {
		t.Errorf("noted %q", c.pc.Noted)
	}
}

func TestOnceFailsWithACode(t *testing.T) {
	for _, code := range []casefile.Code{casefile.CodeNoNetwork, casefile.CodeNotCentre, casefile.CodeBusy} {
		c := newCentre(t)
		c.save()
		c.fail = &casefile.Error{Code: code}
		r, err := engine.Once(t.Context(), c.pc, c, nil)
		if casefile.CodeOf(err) != code || r.Waiting != 1 || r.Requests != 1 || len(c.pc.Noted) != 1 || c.pc.Noted[0] != code {
			t.Errorf("%s: %+v, %v, noted %q", code, r, err, c.pc.Noted)
		}
	}
	for _, code := range []casefile.Code{casefile.CodeRefused, casefile.CodeTooOld, casefile.CodeStale} {
		c := newCentre(t)
		c.refuse = code
		if _, err := engine.Once(t.Context(), c.pc, c, nil); casefile.CodeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := engine.Once(t.Context(), syncsim.New(), newCentre(t), nil); casefile.CodeOf(err) != casefile.CodeNotEnrolled {
		t.Errorf("not enrolled: %v", err)
	}
}

func TestALargeMessageIsHalvedUntilItPasses(t *testing.T) {
	c := newCentre(t)
	c.picky = 7
	for range 100 {
		c.save()
	}
	if r, err := engine.Once(t.Context(), c.pc, c, nil); err != nil || r.Sent != 100 {
		t.Errorf("%+v, %v, sizes %v", r, err, c.sizes)
	}
	if c.sizes[0] <= 7 {
		t.Errorf("sizes %v", c.sizes)
	}
}

// A centre that promises rows and never moves must not be asked for ever.
func TestACentreThatGoesInCirclesIsLeft(t *testing.T) {
	for name, f := range map[string]wire.Feed{
		"rows that never come":  {Scope: "n", TopPos: 5},
		"listing over and over": {Scope: "n", Mismatch: true, TopPos: 5},
	} {
		c := newCentre(t)
		c.mangle = func(r *wire.Response) { r.Feeds, r.Grants = []wire.Feed{f}, []casefile.Scope{"n"} }
		if _, err := engine.Once(t.Context(), c.pc, c, nil); len(c.calls) > 10 {
			t.Errorf("%s: %d requests, %v", name, len(c.calls), err)
		}
	}
}

// wanting is a PC that wants events by name: those in list, and those in next
// once the first answer has been applied.
type wanting struct {
	*syncsim.PC
	list, next []casefile.EventID
	// meets is how many wants an answer has room for; lost never come.
	meets int
	lost  []casefile.EventID
	asked [][]casefile.EventID
}

func (w *wanting) Wants(_ context.Context, most int) ([]casefile.EventID, error) {
	return slices.Clone(w.list[:min(most, len(w.list))]), nil
}

func (w *wanting) Accept(ctx context.Context, res wire.Response) (casefile.Accepted, error) {
	w.asked = append(w.asked, slices.Clone(w.list))
	n := 0
	w.list = slices.DeleteFunc(w.list, func(id casefile.EventID) bool {
		n++
		return n <= w.meets && !slices.Contains(w.lost, id)
	})
	w.list, w.next = append(w.list, w.next...), nil
	return w.PC.Accept(ctx, res)
}

func TestWantsAreAskedForUntilNothingNewComes(t *testing.T) {
	var ids []casefile.EventID
	for range 6 {
		ids = append(ids, casefile.EventID(casefile.NewID()))
	}
	for name, x := range map[string]struct {
		w    wanting
		want int
	}{
		"nothing is wanted":                  {wanting{}, 1},
		"the answer brings the need of more": {wanting{next: ids[:2], meets: 6}, 2},
		"the answer has room for two":        {wanting{list: ids, meets: 2}, 3},
		"the centre has none of them":        {wanting{list: ids, meets: 6, lost: ids}, 1},
		"the centre has all but one":         {wanting{list: ids[:3], next: ids[3:], meets: 6, lost: ids[:1]}, 3},
	} {
		c, w := newCentre(t), x.w
		w.PC, w.list = c.pc, slices.Clone(w.list)
		if r, err := engine.Once(t.Context(), &w, c, nil); err != nil || r.Requests != x.want {
			t.Errorf("%s: %d requests, want %d; asked for %v; %v", name, r.Requests, x.want, w.asked, err)
		}
	}
}

func TestRunThroughADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCentre(t)
		changes, asks := make(chan struct{}, 1), make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		var shown engine.Progress
		report := func(p engine.Progress) {
			c.mu.Lock()
			defer c.mu.Unlock()
			shown = p
		}
		line := func(err error) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.fail = err
		}
		go engine.Run(ctx, c.pc, c, engine.Options{Changes: changes, Asks: asks, Report: report})
		var last engine.Progress
		calls := func(after time.Duration, want int, what string) {
			t.Helper()
			time.Sleep(after) // the bubble's clock, not ours
			synctest.Wait()
			c.mu.Lock()
			defer c.mu.Unlock()
			if last = shown; len(c.calls) != want {
				t.Fatalf("%s: %d exchanges, want %d", what, len(c.calls), want)
			}
		}
		calls(0, 1, "at the start")
		changes <- struct{}{}
		calls(time.Minute, 1, "the store's own commit is no change")
		c.save()
		changes <- struct{}{}
		calls(2*time.Second, 1, "a change waits")
		calls(2*time.Second, 2, "and is sent")
		if n, _ := c.pc.Waiting(ctx); n != 0 || last.Problem != "" || last.Running || last.NextTry.IsZero() {
			t.Fatalf("%d wait, %+v", n, last)
		}
		calls(11*time.Minute, 3, "every ten minutes")
		line(&casefile.Error{Code: casefile.CodeNoNetwork})
		c.save()
		changes <- struct{}{}
		calls(4*time.Second, 4, "into a dead line")
		if last.Problem != casefile.CodeNoNetwork || last.Result.Waiting != 1 {
			t.Fatalf("%+v", last)
		}
		c.save()
		changes <- struct{}{}
		calls(4*time.Second, 4, "a save does not hurry a dead line")
		calls(time.Minute, 6, "which is tried after 10 and 30 s")
		calls(time.Hour, 15, "and then every ten minutes")
		line(nil)
		asks <- struct{}{}
		calls(0, 16, "the officer asks")
		if n, _ := c.pc.Waiting(ctx); n != 0 || last.Problem != "" || last.Result.Sent != 2 {
			t.Fatalf("%d wait, %+v", n, last)
		}
		cancel()
		synctest.Wait()
	})
}
