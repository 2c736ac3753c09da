// Package casefile holds the words of the field: what a Migration Counter
// writes down about a client, and the rules those words obey.
//
// Everything kept is a Record of a Kind with named fields, and every change is
// an Event that names the values it replaces. The catalogue (Fields) is the one
// place that says which fields a kind has, how their values are written and
// which of them decide about a person. Store, sync, centre and screens all read
// it, so that a field added here is a field everywhere.
//
// The package does no input or output, keeps no clock and imports nothing else
// of this project.
package casefile
