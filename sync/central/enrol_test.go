package central_test

import (
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/remote"
	"sporteli/sync/syncsim"
	"sporteli/sync/wire"
)

func TestEnrolment(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	code := w.code(o, casefile.RoleOfficer)
	a := syncsim.New()
	for range 3 { // the second and third time as after a lost answer
		if err := a.Enrol(t.Context(), w.url, code); err != nil {
			t.Fatal(err)
		}
	}
	id := a.Identity()
	if id.Office != o.ID || id.County != "AL-11" || id.Role != casefile.RoleOfficer || id.Series != "A" || len(id.Authority) == 0 {
		t.Errorf("%+v", id)
	}
	if b := w.pc(o, casefile.RoleCoordinator); b.Identity().Series != "B" || b.Identity().Role != casefile.RoleCoordinator {
		t.Errorf("%+v", b.Identity())
	}
	if n := w.count(); n.Devices != 2 {
		t.Errorf("%+v", n)
	}
	wantCode(t, syncsim.New().Enrol(t.Context(), w.url, code), casefile.CodeCodeUsed)
	wantCode(t, a.Enrol(t.Context(), w.url, w.code(o, casefile.RoleOfficer)), casefile.CodeEnrolled)
	wantCode(t, syncsim.New().Enrol(t.Context(), w.url, wire.NewCode(id.Authority)), casefile.CodeCodeUnknown)
	wantCode(t, syncsim.New().Enrol(t.Context(), "http://127.0.0.1:1", code), casefile.CodeUsage)

	late := w.code(o, casefile.RoleOfficer)
	w.now = w.now.Add(72 * time.Hour)
	wantCode(t, syncsim.New().Enrol(t.Context(), w.url, late), casefile.CodeCodeExpired)
	w.now = w.now.Add(time.Hour)
	if err := a.Enrol(t.Context(), w.url, code); err != nil {
		t.Errorf("the same PC asks again after the code has ended: %v", err)
	}
}

func TestSampleAndRealNeverMeet(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	sample := syncsim.New()
	sample.SetSample()
	code := w.code(o, casefile.RoleOfficer)
	wantCode(t, sample.Enrol(t.Context(), w.url, code), casefile.CodeSampleData)
	if err := w.centre.Prepare(t.Context(), nil, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, syncsim.New().Enrol(t.Context(), w.url, code), casefile.CodeSampleData)
	// Refusing did not use the code up.
	if err := sample.Enrol(t.Context(), w.url, code); err != nil {
		t.Error(err)
	}
	real := newWorld(t)
	real.pc(real.office("durres"), casefile.RoleOfficer)
	wantCode(t, real.centre.Prepare(t.Context(), nil, true), casefile.CodeSampleData)
}

func TestAnAuthorityFromAFileHelpsOnlyWhereTheCodeNamesIt(t *testing.T) {
	w := newWorld(t)
	code := w.code(w.office("tirane"), casefile.RoleOfficer)
	ca, err := w.keys.Authority(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	p := syncsim.New()
	params := remote.EnrolParams{URL: w.url, Code: code, Request: p.EnrolRequest(), Sign: p.Sign, Authority: ca}
	if _, got, err := remote.Enrol(t.Context(), params); err != nil || string(got) != string(ca) {
		t.Errorf("%v", err)
	}
	params.Authority = []byte("no certificate")
	_, _, err = remote.Enrol(t.Context(), params)
	wantCode(t, err, casefile.CodeCertificate)
}

func TestOffices(t *testing.T) {
	w := newWorld(t)
	for _, want := range []string{"TIR", "TIR2", "TIR3"} {
		if o := w.office("tirane"); o.Code != want || o.County != "AL-11" {
			t.Errorf("%+v, want %s", o, want)
		}
	}
	for _, tt := range []struct {
		name, place, code string
		want              casefile.Code
	}{
		{" ", "tirane", "", casefile.CodeRequired},
		{"Zyra", "atlantis", "", casefile.CodeUnknownCode},
		{"Zyra", "tirane", "tir", casefile.CodeUnknownCode},
		{"Zyra", "tirane", "TIR", casefile.CodeUnknownCode},
		{"Zyra", "tirane", "ZT1", ""},
	} {
		_, err := w.centre.AddOffice(t.Context(), tt.name, tt.place, tt.code)
		wantCode(t, err, tt.want)
	}
	_, err := w.centre.NewCode(t.Context(), casefile.NewID(), casefile.RoleOfficer)
	wantCode(t, err, casefile.CodeNotFound)
	_, err = w.centre.NewCode(t.Context(), w.office("durres").ID, casefile.RoleAdministrator)
	wantCode(t, err, casefile.CodeNotAllowed)
}
