// Package infosheet is the library of information sheets: finding one, reading
// it in either language, printing it, giving it to a client, and seeing who
// holds a version that has changed since.
package infosheet
