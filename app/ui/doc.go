// Package ui is the kit every screen is built from: theme, form rows, tables,
// dialogs, and the one place where work leaves the UI thread and comes back.
//
// Its contract: everything here runs on the UI thread except the work handed to
// a Runner; every control can be reached and used by keyboard alone; every text
// comes from the translations; nothing here knows the store or the sync.
//
// Colours and the text size are read when a control is built, so a change of
// language, theme or text size is followed by building the window's content
// anew (see NewTheme).
package ui
