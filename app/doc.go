// Package app is the frame around the screens: the sign-in before them, the
// navigation, the bar with search and the state of the exchange, the main menu
// with every shortcut, the lock and the way out.
//
// It knows the screens by the one table in routes.go and nothing of what they
// show. Nothing typed is lost on any way out of a screen: before a change of
// place, language, look or officer, a lock or the end of the program the screen
// keeps what was typed as a draft, and the session ends only after that.
package app
