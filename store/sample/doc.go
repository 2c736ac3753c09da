// Package sample makes invented clients and what happened with them: for
// trying the program out, for training, and for measuring it at the size of ten
// years. The same seed makes the same people.
//
// Nobody in it exists. It fills only folders that were made for samples
// (casefile.Identity.Sample), so that invented and real people never meet.
package sample
