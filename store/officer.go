package store

import (
	"context"
	"strings"

	"sporteli/store/casefile"
	"sporteli/store/keyring"
	"sporteli/sync/merge"
)

// SignIn checks the password of another officer while the folder is open. It
// fails like Open.
func (db *DB) SignIn(_ context.Context, who Credentials) (casefile.Session, error) {
	db.keys.Lock()
	defer db.keys.Unlock()
	f, err := keyring.Read(db.dir)
	if err != nil {
		return casefile.Session{}, err
	}
	ring, officer, err := f.Unlock(who.Officer, who.Password, db.o.Now())
	if err != nil {
		return casefile.Session{}, err
	}
	if !ring.Same(db.ring) {
		return casefile.Session{}, casefile.Fail(casefile.CodeDamaged, "store: the key file was exchanged")
	}
	return db.session(officer), nil
}

// AddOfficer lets another person sign in on this PC. It fails with
// CodeNotAllowed, CodeRequired, CodeWeakPassword and CodeOfficerExists.
func (db *DB) AddOfficer(ctx context.Context, s casefile.Session, o NewOfficer) (casefile.ID, error) {
	if err := s.Require(casefile.ActionAddOfficer, casefile.KindOfficer); err != nil {
		return casefile.ID{}, err
	}
	if err := checkOfficer(o); err != nil {
		return casefile.ID{}, err
	}
	added := Officer{ID: casefile.NewID(), Name: cleanName(o.Name), Role: s.Role}
	kept := false
	err := db.write(ctx, "add officer", func(t *tx) error {
		if err := t.putOfficer(added, s.Officer); err != nil {
			return err
		}
		kept = true
		return db.addSlot(added, o.Password)
	})
	if err != nil && kept {
		// The record was not committed, so nobody may sign in as it either.
		db.dropSlot(added.ID)
	}
	if err != nil {
		return casefile.ID{}, err
	}
	return added.ID, nil
}

// ChangePassword gives the signed-in officer a new password. It fails with
// CodeWrongPassword, CodeWait and CodeWeakPassword.
func (db *DB) ChangePassword(ctx context.Context, s casefile.Session, old, password string) error {
	if err := keyring.CheckPassword(password); err != nil {
		return err
	}
	if _, err := db.SignIn(ctx, Credentials{Officer: s.Officer.String(), Password: old}); err != nil {
		return err
	}
	return db.addSlot(Officer{ID: s.Officer, Name: s.Name, Role: s.Role}, password)
}

func (db *DB) addSlot(o Officer, password string) error {
	db.keys.Lock()
	defer db.keys.Unlock()
	if err := db.ring.Put(keyring.Officer(o), password, keyCost()); err != nil {
		return err
	}
	return db.ring.Save()
}

func (db *DB) dropSlot(id casefile.ID) {
	db.keys.Lock()
	defer db.keys.Unlock()
	db.ring.Drop(id)
	if err := db.ring.Save(); err != nil {
		db.o.Log.Warn("slot of an officer who was not added remains", "code", string(casefile.CodeOf(err)))
	}
}

func checkOfficer(o NewOfficer) error {
	if cleanName(o.Name) == "" {
		return &casefile.Error{Code: casefile.CodeRequired, Field: "name"}
	}
	return keyring.CheckPassword(o.Password)
}

func cleanName(name string) string { return strings.Join(strings.Fields(name), " ") }

// putOfficer writes the record of somebody who works here.
func (t *tx) putOfficer(o Officer, author casefile.ID) error {
	e := casefile.Edit{Record: o.ID, Kind: casefile.KindOfficer, Fields: map[string][]string{}}
	e.Set("name", o.Name).Set("role", string(o.Role)).Set("office", ref(t.identity.Office)).Set("active", "true")
	checked, err := casefile.Normalise(e, casefile.TodayAt(t.now), t.db.o.Codes)
	if err != nil {
		return err
	}
	_, err = t.putEdit(checked, &merge.State{}, author, casefile.ID{})
	return err
}

// FindOfficers lists who works here, as far as it is known, by name.
func (db *DB) FindOfficers(ctx context.Context) ([]casefile.OfficerName, error) {
	var out []casefile.OfficerName
	err := db.read(ctx, "officers", func(t *tx) error {
		return t.Each("SELECT id, name, role FROM officer WHERE active = 1 ORDER BY name, id", nil, func(scan func(...any) error) error {
			var id []byte
			var o casefile.OfficerName
			if err := scan(&id, &o.Name, &o.Role); err != nil {
				return err
			}
			o.ID = toID(id)
			out = append(out, o)
			return nil
		})
	})
	return out, err
}
