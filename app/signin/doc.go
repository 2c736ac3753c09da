// Package signin is what stands before the program: choosing one's name and
// giving the password, at the start and after a lock, and on a PC without data
// the choice between enrolling it with the centre and trying it with invented
// records.
//
// It shows nothing of any client. Which names may sign in is all it asks for
// before a password was given.
package signin
