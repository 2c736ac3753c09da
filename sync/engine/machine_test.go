package engine_test

import (
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/engine"
	"sporteli/sync/wire"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// said is what a step led to: "exchange", "wait 3s" or "nothing".
func said(actions []engine.Action, at time.Time) string {
	switch {
	case len(actions) == 0:
		return "nothing"
	case len(actions) > 1:
		return "too much"
	case actions[0].Exchange != nil:
		return "exchange"
	default:
		return "wait " + actions[0].Wait.Sub(at).String()
	}
}

func TestMachine(t *testing.T) {
	type step struct {
		after time.Duration
		event engine.Event
		want  string
	}
	e := func(k engine.EventKind) engine.Event { return engine.Event{Kind: k, Dice: 0.5} }
	more, failed := e(engine.Answered), func(code casefile.Code) engine.Event {
		return engine.Event{Kind: engine.Failed, Dice: 0.5, Code: code}
	}
	more.More = true
	many := failed(casefile.CodeBadMessage)
	many.Events = 5
	busy := failed(casefile.CodeBusy)
	busy.Retry = time.Hour
	early, late := failed(casefile.CodeNoNetwork), failed(casefile.CodeNoNetwork)
	early.Dice, late.Dice = 0, 0.999
	for name, steps := range map[string][]step{
		"quiet": {
			{0, e(engine.Started), "exchange"},
			{0, e(engine.Answered), "wait 10m0s"},
			{10 * time.Minute, e(engine.Woke), "exchange"},
			{0, more, "exchange"},
			{0, e(engine.Answered), "wait 10m0s"},
		},
		"a change waits for the ones that follow": {
			{0, e(engine.Started), "exchange"},
			{0, e(engine.Answered), "wait 10m0s"},
			{time.Minute, e(engine.Changed), "wait 3s"},
			{time.Second, e(engine.Changed), "nothing"},
			{time.Second, e(engine.Woke), "wait 1s"},
			{time.Second, e(engine.Woke), "exchange"},
		},
		"a change while it talks": {
			{0, e(engine.Started), "exchange"}, {0, e(engine.Changed), "nothing"}, {0, e(engine.Woke), "nothing"}, {0, e(engine.Answered), "wait 3s"},
		},
		"asked while it talks": {
			{0, e(engine.Started), "exchange"}, {0, e(engine.Asked), "nothing"}, {0, e(engine.Answered), "exchange"}, {0, e(engine.Answered), "wait 10m0s"},
		},
		"asked": {{0, e(engine.Started), "exchange"}, {0, failed(casefile.CodeRefused), "wait 10m0s"}, {0, e(engine.Asked), "exchange"}},
		"failures grow apart and saves do not shorten them": {
			{0, e(engine.Started), "exchange"},
			{0, failed(casefile.CodeNoNetwork), "wait 10s"},
			{0, e(engine.Changed), "nothing"},
			{10 * time.Second, e(engine.Woke), "exchange"},
			{0, failed(casefile.CodeNoNetwork), "wait 20s"},
			{20 * time.Second, e(engine.Woke), "exchange"},
			{0, failed(casefile.CodeClock), "wait 40s"},
			{40 * time.Second, e(engine.Woke), "exchange"},
			{0, e(engine.Answered), "wait 10m0s"},
			{10 * time.Minute, e(engine.Woke), "exchange"},
			{0, failed(casefile.CodeNoNetwork), "wait 10s"},
		},
		"the dice spread it": {
			{0, e(engine.Started), "exchange"}, {0, early, "wait 7.5s"}, {8 * time.Second, e(engine.Woke), "exchange"}, {0, late, "wait 24.99s"},
		},
		"busy for as long as asked":               {{0, e(engine.Started), "exchange"}, {0, busy, "wait 1h0m0s"}},
		"a message not understood is taken apart": {{0, e(engine.Started), "exchange"}, {0, many, "exchange"}, {0, failed(casefile.CodeBadMessage), "wait 10s"}},
		"an unknown event":                        {{0, engine.Event{}, "nothing"}},
	} {
		var m engine.Machine
		now := noon
		for i, s := range steps {
			now = now.Add(s.after)
			s.event.At = now
			if got := said(m.Step(s.event), now); got != s.want {
				t.Errorf("%s, step %d: %s, want %s", name, i, got, s.want)
				break
			}
		}
	}
}

// size is what the machine would send next.
func size(t *testing.T, actions []engine.Action) int {
	t.Helper()
	if len(actions) != 1 || actions[0].Exchange == nil {
		t.Fatalf("no exchange: %+v", actions)
	}
	return actions[0].Exchange.MaxBytes
}

func TestBatchesFollowTheLine(t *testing.T) {
	var m engine.Machine
	first := size(t, m.Step(engine.Event{Kind: engine.Started}))
	cut := engine.Event{Kind: engine.Failed, Code: casefile.CodeNoNetwork, Stats: engine.Stats{Up: 1000}}
	ask := engine.Event{Kind: engine.Asked}
	m.Step(cut)
	if got := size(t, m.Step(ask)); got != first/2 {
		t.Errorf("after a cut line %d, want %d", got, first/2)
	}
	for range 20 {
		m.Step(cut)
		m.Step(ask)
	}
	m.Step(cut)
	if got := size(t, m.Step(ask)); got != engine.BatchMin {
		t.Errorf("after many %d", got)
	}
	// Nobody at all says nothing about size, and neither does a turned-away PC.
	m.Step(engine.Event{Kind: engine.Failed, Code: casefile.CodeNoNetwork})
	if got := size(t, m.Step(ask)); got != engine.BatchMin {
		t.Errorf("%d", got)
	}
	// 16 kbit/s: 2,000 bytes a second, 10,000 in five seconds.
	slow := engine.Event{Kind: engine.Answered, More: true, Stats: engine.Stats{Up: 4000, Took: 2 * time.Second}}
	want := 0
	for range 10 {
		want = size(t, m.Step(slow))
	}
	if want != 10_000 {
		t.Errorf("on a slow line %d", want)
	}
	fast := engine.Event{Kind: engine.Answered, More: true, Stats: engine.Stats{Up: 200_000, Took: time.Second / 10}}
	if got := size(t, m.Step(fast)); got != 20_000 {
		t.Errorf("grew to %d at once", got)
	}
	for range 10 {
		want = size(t, m.Step(fast))
	}
	if want != engine.BatchMax || want > wire.MaxFrame {
		t.Errorf("at most %d", want)
	}
}
