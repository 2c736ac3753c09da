package main

import (
	"context"
	"errors"
	"slices"

	"sporteli/app/signin"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
	"sporteli/sync/join"
)

// sampleClients is how many invented clients a trial begins with: enough for
// lists to scroll and searches to find several.
const sampleClients = 300

// State says whether there is data here and whether somebody locked it.
func (d *desk) State() signin.State {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.db != nil {
		return signin.Locked
	}
	if _, err := store.Officers(d.dir); casefile.CodeOf(err) == casefile.CodeNoData {
		return signin.FirstRun
	}
	return signin.SignIn
}

// Names lists who may sign in, the last who worked here first.
func (d *desk) Names(context.Context) ([]string, error) {
	officers, err := store.Officers(d.dir)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	last := d.last
	d.mu.Unlock()
	var names []string
	for _, o := range officers {
		names = append(names, o.Name)
	}
	if i := slices.Index(names, last); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, last)
	}
	return names, nil
}

// SignIn begins a session, opening the store if it is not open.
func (d *desk) SignIn(ctx context.Context, name, password string) error {
	d.mu.Lock()
	db := d.db
	d.mu.Unlock()
	who := store.Credentials{Officer: name, Password: password}
	var session casefile.Session
	var err error
	if db == nil {
		db, session, err = store.Open(ctx, d.dir, who, d.options)
	} else {
		session, err = db.SignIn(ctx, who)
	}
	if err != nil {
		return err
	}
	d.began(db, session)
	d.note(db, session, store.Line{Action: "signed_in"})
	return nil
}

// Enrol makes this PC a device of an office and begins the first session.
func (d *desk) Enrol(ctx context.Context, form signin.EnrolForm) error {
	db, session, err := join.Enrol(ctx, join.Params{
		Dir: d.dir, Centre: form.Centre, Code: form.Code, Options: d.options,
		Who: store.Credentials{Officer: form.Name, Password: form.Password},
	})
	if err != nil {
		return err
	}
	d.began(db, session)
	d.note(db, session, store.Line{Action: "enrolled"})
	return nil
}

// TrySample fills this PC with invented records and begins a session.
func (d *desk) TrySample(ctx context.Context, name, password string) error {
	db, session, err := store.Create(ctx, d.dir, store.NewOfficer{Name: name, Password: password, Sample: true}, d.options)
	if err != nil {
		return err
	}
	if err := sample.Fill(ctx, db, session, sample.Size{Clients: sampleClients, Seed: 1}); err != nil {
		return errors.Join(err, db.Discard())
	}
	d.began(db, session)
	return nil
}
