package app

import (
	"fyne.io/fyne/v2"

	"sporteli/app/ui"
)

// Go leads to a place, unless the screen in between keeps the officer.
func (s *Shell) Go(r ui.Route) {
	if _, known := placeOf(r.Screen); !known {
		s.deps.Log.Error("route", "screen", r.Screen)
		return
	}
	if s.signIn != nil || s.closing || (s.screen != nil && !s.screen.Leave()) {
		return
	}
	s.open(r)
}

// back leads to where the officer was before.
func (s *Shell) back() {
	if s.screen != nil && !s.screen.Leave() {
		return
	}
	if r, ok := s.trail.back(); ok {
		s.show(r)
	}
}

func (s *Shell) open(r ui.Route) {
	s.trail.enter(r)
	s.show(r)
}

// show puts a screen on the stage: one of the navigation as it was left, any
// other made anew.
func (s *Shell) show(r ui.Route) {
	p, known := placeOf(r.Screen)
	if !known {
		return
	}
	c := s.deps.Window.Canvas()
	if k := s.kept[s.route.Screen]; k != nil && k.screen == s.screen {
		k.focus = ui.FocusedID(c)
	}
	c.Unfocus()
	k := s.kept[r.Screen]
	fresh := k == nil
	if fresh {
		k = &keptScreen{screen: p.make(s)}
		if p.rail != "" && !p.anew {
			s.kept[r.Screen] = k
		}
	}
	again := !fresh && k.route == r
	k.route = r
	s.screen, s.route = k.screen, r
	s.stage.Objects = []fyne.CanvasObject{k.screen.Object()}
	s.stage.Refresh()
	s.rail.mark(p.mark())
	if again {
		k.screen.Refresh()
		ui.FocusID(c, k.focus)
	} else {
		k.screen.Open(r)
	}
	s.setMenu()
}
