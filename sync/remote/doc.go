// Package remote carries frames to the centre over HTTPS: TLS 1.3 to the
// authority that was pinned at enrolment, HTTP/1.1, no redirects, no proxy from
// the environment, limits on what is read.
//
// It neither signs nor believes anything: what comes back is verified by the
// engine. It does not retry; the engine's machine does. A slow line is given
// time as long as bytes move.
package remote
