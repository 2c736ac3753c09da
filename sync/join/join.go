// Package join makes a folder on this PC a device of an office: it opens the
// store or makes a new one, asks the centre with the enrolment code, and lets
// the store take over what the centre answered.
//
// Nothing is left half done. A folder that was made for this enrolment is
// removed when it fails; a folder that held records keeps them as they were.
// When only the answer was lost, the centre is asked again with the same keys,
// to which it gives the same answer; and later on the same code works again for
// a folder that was kept.
package join

import (
	"context"
	"errors"
	"net"
	"time"

	"sporteli"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/sync/remote"
	"sporteli/sync/wire"
)

// Params is what an enrolment needs.
type Params struct {
	// Dir is the data folder, existing or not.
	Dir string
	// Centre is its address, "https://host:port".
	Centre string
	// Code as the coordinator gave it, however it was typed.
	Code string
	// Authority is a certificate authority in DER or PEM, usually nil.
	Authority []byte
	// Who is the officer, new or known in this folder.
	Who store.Credentials
	// Sample says that a folder to be made is for trying out.
	Sample  bool
	Options store.Options
}

// Enrol returns the open store of an enrolled PC and the officer's session. It
// fails with code_typed, enrolled and the codes of remote.Enrol and store.Open.
func Enrol(ctx context.Context, p Params) (*store.DB, casefile.Session, error) {
	var none casefile.Session
	code, err := wire.ParseCode(p.Code)
	if err != nil {
		return nil, none, err
	}
	db, who, fresh, err := open(ctx, p)
	if err != nil {
		return nil, none, err
	}
	if who, err = ask(ctx, p, code, db, who); err == nil {
		return db, who, nil
	}
	if fresh && db.Identity().CentreURL == "" {
		// It holds nothing but keys made a moment ago.
		return nil, none, errors.Join(err, db.Discard())
	}
	return nil, none, errors.Join(err, db.Close())
}

// open opens the folder's store, or makes one; fresh tells that it did.
func open(ctx context.Context, p Params) (db *store.DB, who casefile.Session, fresh bool, err error) {
	db, who, err = store.Open(ctx, p.Dir, p.Who, p.Options)
	if casefile.CodeOf(err) == casefile.CodeNoData {
		first := store.NewOfficer{Name: p.Who.Officer, Password: p.Who.Password, Sample: p.Sample}
		db, who, err = store.Create(ctx, p.Dir, first, p.Options)
		return db, who, err == nil, err
	}
	return db, who, false, err
}

func ask(ctx context.Context, p Params, code wire.Code, db *store.DB, who casefile.Session) (casefile.Session, error) {
	id := db.Identity()
	if id.CentreURL != "" {
		return who, &casefile.Error{Code: casefile.CodeEnrolled}
	}
	params := remote.EnrolParams{
		URL: p.Centre, Code: code, Authority: p.Authority, Sign: db.Sign,
		Request: wire.EnrolRequest{
			Device: id.Device, SignKey: db.SignKey(), SealKey: db.SealKey(), Officer: who.Officer,
			App: sporteli.Metadata().Version, Sample: id.Sample, Clock: time.Now().UnixMilli(),
		},
	}
	answer, authority, err := remote.Enrol(ctx, params)
	for again := 0; again < retries && lost(err); again++ {
		answer, authority, err = remote.Enrol(ctx, params)
	}
	if err != nil {
		return who, err
	}
	return db.Adopt(ctx, who, store.Enrolment{Response: answer, CentreURL: p.Centre, Authority: authority})
}

// retries is how often a question is repeated whose answer was lost: the code of
// a folder that is removed again would be used up.
const retries = 2

// lost reports whether the centre may have answered all the same: the line broke
// after it had stood.
func lost(err error) bool {
	var op *net.OpError
	return casefile.CodeOf(err) == casefile.CodeNoNetwork && !(errors.As(err, &op) && op.Op == "dial")
}
