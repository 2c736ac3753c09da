// Package settings is where an officer sets how the program looks and locks,
// sees what this PC knows about itself and how its exchange with the centre
// stands, lets a colleague in, changes her password and has the data checked.
//
// It says honestly what is not protected yet.
package settings
