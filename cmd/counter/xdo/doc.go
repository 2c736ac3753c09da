// Package xdo plays an officer in tests of the whole program: it gives a program a display of its own in memory, presses real
// keys, moves a real pointer, takes pictures of the window, and waits until the program shows what was expected. It has no
// way into the program but these, and the lines the program writes when started with --observe: which screen is open, which
// control has the keyboard, and where the controls are, never what they contain.
//
// It needs Linux with Xvfb, openbox, setxkbmap, xdotool and ImageMagick (installed by .ci/setup window). The keyboard is
// Albanian, since on others xdotool loses Ç and writes ë for Ë. Every call of a tool ends after a time, and nothing waits for
// a fixed time: conditions are looked at whenever the program says something new. It is support for tests: what does not come
// to pass fails the test, with a picture of the window and the last thing the program said.
package xdo
