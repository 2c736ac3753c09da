package app

import (
	"context"
	"testing"

	"sporteli/app/ui"
)

// A shortcut must work as soon as the screen shows what it does, so the menu is
// looked at after every result and not at the next tick of a clock.
func TestEveryResultIsFollowedByALookAtTheMenu(t *testing.T) {
	looks := 0
	r := &tracker{Runner: &ui.InlineRunner{}, applied: func() { looks++ }}
	shown := 0
	work := func(context.Context) func() { return func() { shown++ } }
	var gen ui.Generation
	r.Run(&gen, work)
	r.Run(nil, work)
	r.Run(nil, func(context.Context) func() { return nil })
	if shown != 2 || looks != 3 {
		t.Errorf("%d results shown, %d looks", shown, looks)
	}
}
