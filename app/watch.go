package app

import (
	"context"
	"time"

	"sporteli/app/ui"
	"sporteli/store/casefile"
)

// watch is what goes by the clock.
type watch struct {
	// pending: something changed that the screen has not read yet, seen when it
	// last read.
	pending bool
	read    time.Time
	day     string
	// traces sum up what the officer's hands did, touched is when they last did.
	traces  uint64
	touched time.Time
}

// How often the frame looks around.
const (
	// changePause is how soon a change is seen.
	changePause = 250 * time.Millisecond
	// readPause keeps an exchange of thousands of records from making the
	// screen read thousands of times.
	readPause = time.Second
	// handPause is how exact the idle time is.
	handPause = 5 * time.Second
	// dayPause is how soon a new day is noticed.
	dayPause = 30 * time.Second
)

// begin starts what goes by the clock until the window closes.
func (s *Shell) begin() {
	s.watch.day, s.watch.touched = s.env.Today(), s.deps.Now()
	// A shortcut works as soon as the screen shows what it does.
	s.runner.applied = func() {
		if s.working() {
			s.setMenu()
		}
	}
	s.stops = append(s.stops,
		s.runner.Every(changePause, s.lookForChanges),
		s.runner.Every(handPause, s.lookForHands),
		s.runner.Every(dayPause, s.lookAtDay),
	)
	if s.deps.Observe != nil {
		s.stops = append(s.stops, ui.Observe(s.runner, s.deps.Observe, ui.ObserveSpec{
			Window: s.deps.Window, Screen: s.Place, Toast: func() string { return s.toast.Key() },
			Status: func() string { return ui.SyncWord(s.status) },
		}))
	}
}

// lookForChanges takes a signal from the store, if there is one.
func (s *Shell) lookForChanges() {
	select {
	case <-s.svc.Changes():
		s.watch.pending = true
		if s.working() {
			s.loadStatus()
		}
	default:
	}
	if s.working() {
		s.setMenu()
	}
	if s.watch.pending && s.working() && s.deps.Now().Sub(s.watch.read) >= readPause {
		s.changed()
	}
}

// working: somebody has signed in and the frame shows.
func (s *Shell) working() bool { return s.signIn == nil && s.screen != nil && !s.closing }

// changed lets the screen and the numbers beside the navigation read again.
func (s *Shell) changed() {
	s.watch.pending, s.watch.read = false, s.deps.Now()
	s.loadStatus()
	s.loadBadges()
	s.screen.Refresh()
}

// lookForHands locks the window when nobody has used it for a while.
func (s *Shell) lookForHands() {
	now := s.deps.Now()
	if t := ui.Traces(s.deps.Window.Canvas()); t != s.watch.traces || !s.working() {
		s.watch.traces, s.watch.touched = t, now
		return
	}
	if now.Sub(s.watch.touched) >= time.Duration(s.look.Idle)*time.Minute {
		s.lock()
	}
}

// lookAtDay keeps "today" true on a PC that is never switched off.
func (s *Shell) lookAtDay() {
	if !s.working() {
		return
	}
	if day := s.env.Today(); day != s.watch.day {
		s.watch.day = day
		s.changed()
		return
	}
	s.loadStatus()
}

// loadStatus reads how the exchange stands.
func (s *Shell) loadStatus() {
	s.runner.Run(&s.statusGen, func(ctx context.Context) func() {
		status, err := s.svc.SyncStatus(ctx)
		return func() {
			if err != nil {
				s.deps.Log.Error("sync.status", "code", casefile.CodeOf(err))
				return
			}
			s.status = status
			s.bar.showStatus()
		}
	})
}

// loadBadges reads the numbers beside the navigation.
func (s *Shell) loadBadges() {
	s.runner.Run(&s.boardGen, func(ctx context.Context) func() {
		board, err := s.svc.Today(ctx)
		return func() {
			if err != nil {
				s.deps.Log.Error("today", "code", casefile.CodeOf(err))
				return
			}
			s.badges = countBadges(board)
			s.rail.showBadges()
		}
	})
}
