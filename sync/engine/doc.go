// Package engine decides when a PC talks to its centre, how much it says at
// once and when it stops.
//
// Machine is the decision alone: Step takes what happened and returns what to
// do; it has no goroutine, no clock, no chance and no network, so that a test
// or a simulation drives it through years in a moment. Run is the one loop
// around it for the desktop program; Once is one round for a tool or a test.
//
// What was written is persisted before it is sent, and counts as sent only when
// the centre has signed that it holds it. Nothing that is not signed by the
// centre changes anything here.
package engine
