package engine

import (
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Limits and rhythm. Times of waiting are spread by the dice of the event, so
// that a hundred offices do not call at the same second after a power cut.
const (
	// Interval is the time between two rounds when nothing was written.
	Interval = 10 * time.Minute
	// Debounce is how long a change waits for the ones that follow it.
	Debounce = 3 * time.Second
	// BackoffMin doubles with each failure up to Interval.
	BackoffMin = 10 * time.Second
	// BatchMin and BatchMax bound the bytes of events in one request. The upper
	// one leaves room for the heads and cursors within a frame.
	BatchMin = 2 << 10
	BatchMax = wire.MaxFrame - 16<<10
	// batchFirst is tried when nothing is known of the line.
	batchFirst = 64 << 10
	// exchangeTime is what one exchange should take.
	exchangeTime = 5 * time.Second
)

// EventKind says what happened.
type EventKind uint8

const (
	// Started: the program runs, or the PC has just been enrolled.
	Started EventKind = iota + 1
	// Changed: something was written here.
	Changed
	// Asked: the officer wants it now.
	Asked
	// Woke: the time of the last Wait has come.
	Woke
	// Answered: an exchange took place and its answer was applied.
	Answered
	// Failed: an exchange did not take place, or its answer was not usable.
	Failed
)

// Event is one thing that happened.
type Event struct {
	Kind EventKind
	At   time.Time
	// Dice is chance from 0 up to 1, thrown by the caller.
	Dice float64
	// Stats belongs to Answered and Failed.
	Stats Stats
	// More tells with Answered that entries or rows remain.
	More bool
	// Events is how many events the request of Answered or Failed carried.
	Events int
	// Code is why it Failed; Retry is how long the centre asked to wait.
	Code  casefile.Code
	Retry time.Duration
}

// Action is what to do now: exactly one of the two is set.
type Action struct {
	// Exchange asks for one exchange within these limits.
	Exchange *Batch
	// Wait asks for Woke at this moment, in place of any earlier one.
	Wait time.Time
}

// Batch limits one exchange.
type Batch struct {
	// MaxBytes and MaxEvents bound what is sent, Budget what is asked for.
	MaxBytes, MaxEvents, Budget int
}

// Machine decides. The zero value is ready; it is not for concurrent use.
type Machine struct {
	busy  bool // an exchange is under way
	again bool // the officer asked meanwhile
	dirty bool // something was written meanwhile
	fails int
	batch int
	// events caps the next request after one that was not understood, 0 for none.
	events int
	next   time.Time
}

// Step takes one event and returns what to do.
func (m *Machine) Step(e Event) []Action {
	switch e.Kind {
	case Started, Asked:
		if m.busy {
			m.again = true
			return nil
		}
		return m.exchange()
	case Changed:
		return m.changed(e)
	case Woke:
		switch {
		case m.busy:
			return nil
		case e.At.Before(m.next):
			return []Action{{Wait: m.next}}
		default:
			return m.exchange()
		}
	case Answered:
		return m.answered(e)
	case Failed:
		return m.failed(e)
	default:
		return nil
	}
}

func (m *Machine) changed(e Event) []Action {
	switch {
	case m.busy:
		m.dirty = true
		return nil
	case m.fails > 0:
		// A line that failed is not tried at every save.
		return nil
	case m.next.IsZero() || e.At.Add(Debounce).Before(m.next):
		return m.wait(e.At.Add(Debounce))
	default:
		return nil
	}
}

func (m *Machine) answered(e Event) []Action {
	m.busy, m.fails = false, 0
	m.measure(e.Stats)
	if m.events *= 2; m.events > wire.MaxEvents {
		m.events = 0
	}
	switch {
	case e.More || m.again:
		m.again = false
		return m.exchange()
	case m.dirty:
		m.dirty = false
		return m.wait(e.At.Add(Debounce))
	default:
		return m.wait(e.At.Add(spread(Interval, e.Dice)))
	}
}

func (m *Machine) failed(e Event) []Action {
	m.busy, m.again, m.dirty = false, false, false
	if shrinks(e) {
		m.batch = max(m.size()/2, BatchMin)
		if e.Code == casefile.CodeBadMessage && e.Events > 1 {
			// The centre is there and did not understand the whole: find the part. Each
			// step has fewer events than the one before, so this ends.
			m.events = e.Events / 2
			return m.exchange()
		}
	}
	m.fails++
	pause := Interval
	if n := m.fails - 1; n < 6 && !final(e.Code) {
		pause = min(BackoffMin<<n, Interval)
	}
	return m.wait(e.At.Add(max(spread(pause, e.Dice), e.Retry)))
}

// shrinks reports whether a smaller request may pass where this one did not.
func shrinks(e Event) bool {
	switch e.Code {
	case casefile.CodeBadMessage:
		return true
	case casefile.CodeNoNetwork, casefile.CodeNotCentre:
		return e.Stats.Up > 0
	}
	return false
}

// final reports whether only people can help.
func final(c casefile.Code) bool {
	return c == casefile.CodeRefused || c == casefile.CodeTooOld || c == casefile.CodeNotEnrolled
}

// measure sizes the next request by the rate of this one, at most twice as
// large as before.
func (m *Machine) measure(s Stats) {
	if s.Took <= 0 || s.Up+s.Down < BatchMin {
		return
	}
	perSecond := float64(s.Up+s.Down) / s.Took.Seconds()
	m.batch = int(min(max(perSecond*exchangeTime.Seconds(), BatchMin), BatchMax, float64(2*m.size())))
}

func (m *Machine) size() int {
	if m.batch == 0 {
		m.batch = batchFirst
	}
	return m.batch
}

func (m *Machine) exchange() []Action {
	m.busy, m.next = true, time.Time{}
	n := m.size()
	events := min(wire.MaxEvents, n/100)
	if m.events > 0 {
		events = min(events, m.events)
	}
	return []Action{{Exchange: &Batch{MaxBytes: n, MaxEvents: events, Budget: n}}}
}

func (m *Machine) wait(until time.Time) []Action {
	m.next = until
	return []Action{{Wait: until}}
}

// spread returns between three and five quarters of a time.
func spread(d time.Duration, dice float64) time.Duration {
	return time.Duration(float64(d) * (0.75 + dice/2))
}
