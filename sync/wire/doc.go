// Package wire is the form in which events and messages travel and lie in
// logs: deterministic CBOR (RFC 8949, 4.2.1), hash chains and signed frames.
//
// What is hashed is always the bytes that were received, never an encoding made
// anew, so that fields of newer versions keep their hash. The package does no
// input or output and reads no clock; PROTOCOL.md is its specification.
package wire
