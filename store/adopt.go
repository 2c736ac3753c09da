package store

import (
	"context"
	"crypto/ed25519"

	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

// Enrolment is what made this PC a device of an office.
type Enrolment struct {
	Response  wire.EnrolResponse
	CentreURL string
	// Authority is the centre's certificate authority (DER), nil where the
	// system's own are to be trusted.
	Authority []byte
}

// Adopt makes this PC a device of an office: it keeps who it is now, and gives
// every record written so far to the office. It fails with CodeEnrolled if it
// belongs to another office or centre, CodeSampleData if invented and real
// records would meet, and the centre's own code if it refused.
func (db *DB) Adopt(ctx context.Context, s casefile.Session, e Enrolment) (casefile.Session, error) {
	res := e.Response
	if err := db.mayAdopt(e); err != nil {
		return s, err
	}
	err := db.write(ctx, "adopt", func(t *tx) error {
		former := t.identity.Office
		id := &t.identity
		id.Office, id.OfficeName, id.OfficeCode = res.Office, res.OfficeName, res.OfficeCode
		id.Municipality, id.County, id.Role = res.Municipality, res.County, casefile.Role(res.Role)
		id.Series, id.CentreURL, id.CentreKey, id.Authority = res.Series, e.CentreURL, res.CentreKey, e.Authority
		if err := t.setMetaJSON(metaIdentity, t.identity); err != nil {
			return err
		}
		// Another series counts from its own beginning.
		t.head.number = 0
		t.clock = clock{CentreAt: res.Time, Offset: res.Time - t.now.UnixMilli()}
		if err := t.setMetaJSON(metaClock, t.clock); err != nil {
			return err
		}
		t.signal = true
		return t.moveHome(former, s.Officer)
	})
	if err != nil {
		return s, err
	}
	s.Role, s.Office, s.County = casefile.Role(res.Role), res.Office, res.County
	db.keys.Lock()
	defer db.keys.Unlock()
	return s, db.ring.SetRole(s.Role)
}

func (db *DB) mayAdopt(e Enrolment) error {
	id, res := db.Identity(), e.Response
	switch {
	case res.Code != "":
		return &casefile.Error{Code: res.Code}
	case len(res.CentreKey) != ed25519.PublicKeySize || res.Office.IsZero() || e.CentreURL == "":
		return casefile.Fail(casefile.CodeBadMessage, "store: enrolment is incomplete")
	case res.Sample != id.Sample:
		return &casefile.Error{Code: casefile.CodeSampleData}
	case id.CentreURL != "" && id.Office != res.Office:
		return &casefile.Error{Code: casefile.CodeEnrolled}
	}
	_, err := casefile.ParseRole(res.Role)
	return err
}

// moveHome puts every record that lives nowhere else yet into the scopes of the
// new office, and under its name.
func (t *tx) moveHome(former, author casefile.ID) error {
	ids, err := t.idsOf("SELECT id FROM record WHERE kind NOT IN (?, ?, ?) ORDER BY id",
		int(casefile.KindSheet), int(casefile.KindInstitution), int(casefile.KindOffice))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := t.moveRecord(id, former, author); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) moveRecord(id, former, author casefile.ID) error {
	state, kind, err := t.state(id)
	if err != nil || len(state.Scopes()) > 0 {
		return err
	}
	c := change{record: id, kind: kind, author: author, scopes: state.Move(t.home(kind)...)}
	e := casefile.Edit{Record: id, Kind: kind, Fields: map[string][]string{}}
	rec := state.Record(id, kind)
	if rec.Ref("office") == former {
		e.Set("office", t.identity.Office.String())
	}
	if kind == casefile.KindOfficer {
		e.Set("role", string(t.identity.Role))
	}
	c.ops = state.Diff(e)
	_, err = t.append(c, state)
	return err
}
