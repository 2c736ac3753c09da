package xdo

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// keys are names of keys as people write them, where X calls them otherwise.
var keys = map[string]string{
	"enter": "Return", "esc": "Escape", "escape": "Escape", "tab": "Tab", "space": "space", "backspace": "BackSpace",
	"delete": "Delete", "up": "Up", "down": "Down", "left": "Left", "right": "Right", "home": "Home", "end": "End",
	"pgup": "Prior", "pgdn": "Next", ",": "comma", ".": "period", "+": "plus", "-": "minus", "/": "slash",
}

// keyName turns "ctrl+enter" into the words of X: "ctrl+Return".
func keyName(chord string) string {
	parts := strings.Split(chord, "+")
	for i, part := range parts {
		if name, ok := keys[strings.ToLower(part)]; ok {
			parts[i] = name
		}
	}
	return strings.Join(parts, "+")
}

// Press presses keys one after the other, each alone or with modifiers: "ctrl+n", "tab", "shift+tab", "enter", "alt+F4".
func (w *Window) Press(chords ...string) {
	w.d.t.Helper()
	arguments := []string{"key"}
	for _, chord := range chords {
		arguments = append(arguments, keyName(chord))
	}
	w.act(arguments...)
}

// typedAtOnce bounds one call of xdotool, so that a long text on a busy machine does not exceed its time.
const typedAtOnce = 200

// Type types a text into what has the keyboard, key by key.
func (w *Window) Type(text string) {
	w.d.t.Helper()
	for letters := []rune(text); len(letters) > 0; {
		n := min(len(letters), typedAtOnce)
		w.act("type", "--delay", "12", "--", string(letters[:n]))
		letters = letters[n:]
	}
}

// act calls xdotool.
func (w *Window) act(arguments ...string) {
	w.d.t.Helper()
	if _, err := w.d.tool("xdotool", arguments...); err != nil {
		w.fail(err)
	}
}

// ClickAt clicks at a place in the window, in pixels from its top left corner.
func (w *Window) ClickAt(x, y int) {
	w.d.t.Helper()
	w.act("mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
}

// Click waits for a control that can be used, and for the window to come to rest, and clicks in its middle.
func (w *Window) Click(id string) {
	w.d.t.Helper()
	w.ClickAt(w.place(id))
}

// place returns the middle of a control that can be used, once the window has come to rest.
func (w *Window) place(id string) (x, y int) {
	w.d.t.Helper()
	usable := func(o Observation) bool {
		c, ok := o.Control(id)
		return ok && c.On
	}
	w.Until("control "+id+" that can be used", usable)
	w.rest()
	// It may have moved, or gone and come back, while the window came to rest.
	seen := w.Until("control "+id+" that can be used", usable)
	c, _ := seen.Control(id)
	return seen.Pixel(c)
}

// Wheel turns the mouse wheel over a control by a number of notches, down if positive.
func (w *Window) Wheel(over string, notches int) {
	w.d.t.Helper()
	button := "5"
	if notches < 0 {
		button, notches = "4", -notches
	}
	x, y := w.place(over)
	w.act("mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y), "click", "--repeat", strconv.Itoa(notches),
		"--delay", "20", button)
}

// Fill clicks a field, waits until it has the keyboard, and types into it.
func (w *Window) Fill(id, text string) {
	w.d.t.Helper()
	w.Click(id)
	w.FocusOn(id)
	w.Type(text)
}

// TabTo presses Tab until a control has the keyboard. It fails if that takes more than a hundred, or if the keyboard goes
// round without reaching it.
func (w *Window) TabTo(id string) {
	w.d.t.Helper()
	var way []string
	for range 100 {
		w.rest()
		last := w.Last()
		if last.Focus == id {
			return
		}
		way = append(way, last.Focus)
		w.Press("tab")
		// Controls without an id follow each other unseen, so that nothing changes is no error here.
		ctx, cancel := context.WithTimeout(context.Background(), 2*quiet)
		w.seen.await(ctx, "", func(o Observation) bool { return o.Focus != last.Focus }) //nolint:errcheck // see above
		cancel()
	}
	w.fail(fmt.Errorf("no way by Tab to %s; it went: %s", id, strings.Join(way, " ")))
}

// WaitScreen waits until the screen of that name is shown.
func (w *Window) WaitScreen(name string) {
	w.d.t.Helper()
	w.Until("screen "+name, func(o Observation) bool { return o.Screen == name })
}

// WaitControl waits until a control is visible, whether or not it can be used.
func (w *Window) WaitControl(id string) {
	w.d.t.Helper()
	w.Until("control "+id, func(o Observation) bool {
		_, ok := o.Control(id)
		return ok
	})
}

// WaitGone waits until a control is no longer visible.
func (w *Window) WaitGone(id string) {
	w.d.t.Helper()
	w.Until("no control "+id, func(o Observation) bool {
		_, ok := o.Control(id)
		return !ok
	})
}

// FocusOn waits until a control has the keyboard.
func (w *Window) FocusOn(id string) {
	w.d.t.Helper()
	w.Until("the keyboard at "+id, func(o Observation) bool { return o.Focus == id })
}

// WaitToast waits until the passing message of that key is shown.
func (w *Window) WaitToast(key string) {
	w.d.t.Helper()
	w.Until("message "+key, func(o Observation) bool { return o.Toast == key })
}

// Until waits until the window stands as described, and returns how it stood then. The words complete "waiting for".
func (w *Window) Until(what string, satisfied func(Observation) bool) Observation {
	w.d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), w.d.options.Patience)
	defer cancel()
	seen, err := w.seen.await(ctx, what, satisfied)
	if err != nil {
		w.fail(err)
	}
	return seen
}

// rest waits until the program has nothing new to say, for two seconds at most: something may be moving for longer.
func (w *Window) rest() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	w.seen.settle(ctx, quiet)
}
