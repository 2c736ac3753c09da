package central_test

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/central/keys"
	"sporteli/sync/remote"
	"sporteli/sync/syncsim"
	"sporteli/sync/wire"
)

// noHash signs messages as they are.
type noHash struct{}

func (noHash) HashFunc() crypto.Hash { return 0 }

func TestWritingIntoForeignScopesIsHeld(t *testing.T) {
	w := newWorld(t)
	tirana, durres := w.office("tirane"), w.office("durres")
	a, victim := w.pc(tirana, casefile.RoleOfficer), w.pc(durres, casefile.RoleCoordinator)
	theirs := victim.Save(casefile.KindClient, client("Dritan"))
	theirCard := victim.Save(casefile.KindCard, card(theirs, "Dritan"))
	w.sync(victim, a)
	into := func(s casefile.Scope) []casefile.ScopeOp { return []casefile.ScopeOp{{Scope: s, Write: true}} }
	for name, ev := range map[string]casefile.Event{
		"a foreign office":          {Record: casefile.NewID(), Kind: casefile.KindClient, Scopes: into(casefile.OfficeScope(durres.ID))},
		"a foreign county":          {Record: casefile.NewID(), Kind: casefile.KindCard, Scopes: into(casefile.CountyScope(durres.County))},
		"the nation":                {Record: casefile.NewID(), Kind: casefile.KindSheet, Scopes: into(casefile.ScopeNational)},
		"a scope nobody knows":      {Record: casefile.NewID(), Kind: casefile.KindClient, Scopes: into("x:1")},
		"a foreign file":            {Record: theirs, Kind: casefile.KindClient, Ops: []casefile.Op{{Field: 1, Write: true, Value: "X"}}},
		"a foreign file, to itself": {Record: theirs, Kind: casefile.KindClient, Scopes: into(casefile.OfficeScope(tirana.ID))},
		"a foreign card":            {Record: theirCard, Kind: casefile.KindCard, Ops: []casefile.Op{{Field: 2, Write: true, Value: "X"}}},
		"an office record":          {Record: durres.ID, Kind: casefile.KindOffice, Ops: []casefile.Op{{Field: 1, Write: true, Value: "X"}}},
		"another device's name":     {Record: casefile.NewID(), Kind: casefile.KindClient, Device: victim.Identity().Device, Scopes: into(casefile.OfficeScope(tirana.ID))},
	} {
		before := w.count()
		id := a.Write(ev)
		r := w.sync(a)
		if got := a.Verdict(id); got != casefile.CodeNotAllowed {
			t.Errorf("%s: verdict %q", name, got)
		}
		// Kept and acknowledged, so that it does not stop what comes after.
		if n := w.count(); r.Sent != 1 || n.Held != before.Held+1 || n.Events != before.Events+1 {
			t.Errorf("%s: %+v, %+v", name, r, n)
		}
	}
	w.sync(victim)
	if victim.Text(theirs, "given_name") != "Dritan" || victim.Text(theirCard, "given_name") != "Dritan" || victim.Text(durres.ID, "name") != "Zyra durres" || a.Has(theirs) && a.Text(theirs, "family_name") != "" {
		t.Error("a foreign hand was let through")
	}
}

func TestACountysOfficerMayNotTouchCardsOfOtherOffices(t *testing.T) {
	w := newWorld(t)
	mine, theirs := w.pc(w.office("tirane"), casefile.RoleOfficer), w.pc(w.office("kamez"), casefile.RoleOfficer)
	boss := w.pc(w.office("vore"), casefile.RoleCoordinator)
	k := theirs.Save(casefile.KindReferral, map[string]string{"number": "1"})
	w.sync(theirs, mine, boss)
	id := mine.Write(casefile.Event{Record: k, Kind: casefile.KindReferral, Ops: []casefile.Op{{Field: 3, Write: true, Value: "2"}}})
	boss.Edit(k, "number", "3")
	w.sync(mine, boss, theirs)
	if mine.Verdict(id) != casefile.CodeNotAllowed || theirs.Text(k, "number") != "3" {
		t.Errorf("verdict %q, number %q", mine.Verdict(id), theirs.Text(k, "number"))
	}
}

func TestARevokedPCIsTurnedAwayAndItsWorkKept(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a, b := w.pc(o, casefile.RoleOfficer), w.pc(o, casefile.RoleOfficer)
	w.sync(a, b)
	if err := w.centre.Revoke(t.Context(), a.Identity().Device); err != nil {
		t.Fatal(err)
	}
	c, news := a.Save(casefile.KindClient, client("Ana")), b.Save(casefile.KindClient, client("Bora"))
	w.sync(b)
	_, err := w.try(a)
	wantCode(t, err, casefile.CodeRefused)
	w.sync(b)
	if n := w.count(); b.Has(c) || a.Has(news) || n.Held != 1 || n.Revoked != 1 {
		t.Errorf("published %v, served %v, %+v", b.Has(c), a.Has(news), n)
	}
	wantCode(t, w.centre.Revoke(t.Context(), casefile.DeviceID{1}), casefile.CodeNotFound)
}

func TestWhatCannotBeReadDoesNotStopWhatComesAfter(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a, b := w.pc(o, casefile.RoleOfficer), w.pc(o, casefile.RoleOfficer)
	a.WriteRaw(wire.Item{Body: []byte("nonsense"), Payload: []byte("x")})
	bare, _, err := wire.Encode(casefile.Event{Record: casefile.NewID(), Kind: 1, Device: a.Identity().Device, Scopes: []casefile.ScopeOp{{Scope: casefile.OfficeScope(o.ID), Write: true}}})
	if err != nil {
		t.Fatal(err)
	}
	whole := bare
	bare.Payload = nil
	a.WriteRaw(bare)
	c := a.Save(casefile.KindClient, client("Ana"))
	if r := w.sync(a); r.Sent != 3 {
		t.Errorf("%+v", r)
	}
	w.sync(b)
	if !b.Has(c) || w.count().Held != 2 || a.Verdict(bare.ID()) != casefile.CodeBadMessage {
		t.Errorf("arrived %v, %+v, %q", b.Has(c), w.count(), a.Verdict(bare.ID()))
	}
	a.WriteRaw(whole)
	w.sync(a)
	if w.count().Held != 1 {
		t.Error("a whole copy did not heal the broken one")
	}
}

func TestStrangersLearnNothing(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleOfficer)
	w.sync(a)
	stranger := syncsim.New()
	stranger.Become(wire.EnrolResponse{Office: o.ID, CentreKey: w.centre.PublicKey()}, w.url, a.Identity().Authority)
	stranger.Save(casefile.KindClient, client("Ana"))
	_, err := w.try(stranger)
	wantCode(t, err, casefile.CodeRefused)
	// One that signs with its own key in the name of another.
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := wire.SealRequest(a.Identity().Device, w.centre.PublicKey(), wire.Request{Min: 1, Max: 1}, func(m []byte) ([]byte, error) { return ed25519.Sign(key, m), nil })
	if err != nil {
		t.Fatal(err)
	}
	answer, err := w.centre.Exchange(t.Context(), frame)
	if err != nil {
		t.Fatal(err)
	}
	res, err := wire.OpenResponse(answer, frame, w.centre.PublicKey())
	if err != nil || res.Code != casefile.CodeBadMessage || res.Grants != nil || res.Heads != nil || res.Nonce != nil {
		t.Errorf("%v %+v", err, res)
	}
	// Another device's log.
	heads, _ := a.Heads(t.Context())
	if len(heads) == 0 {
		a.Save(casefile.KindClient, client("Bora"))
		w.sync(a)
		heads, _ = a.Heads(t.Context())
	}
	b := w.pc(o, casefile.RoleOfficer)
	w.sync(b)
	nonce, _ := b.Nonce(t.Context())
	frame, err = wire.SealRequest(b.Identity().Device, w.centre.PublicKey(), wire.Request{Min: 1, Max: 1, Nonce: nonce, Entries: []wire.Entries{{Log: heads[0].Log, First: 1}}}, b.Sign)
	if err != nil {
		t.Fatal(err)
	}
	if answer, err = w.centre.Exchange(t.Context(), frame); err != nil {
		t.Fatal(err)
	}
	if res, err = wire.OpenResponse(answer, frame, w.centre.PublicKey()); err != nil || res.Code != casefile.CodeBadMessage {
		t.Errorf("%v %+v", err, res)
	}
	if n := w.count(); n.Records > 2 {
		t.Errorf("%+v", n)
	}
}

func post(t *testing.T, w *world, path string, body io.Reader, length int64) int {
	t.Helper()
	c := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer c.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = length
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if len(res.Header["Location"]) > 0 {
		t.Error("a redirect")
	}
	return res.StatusCode
}

func TestBodiesHaveLimits(t *testing.T) {
	w := newWorld(t)
	bomb := append(append([]byte("SPE1"), make([]byte, 80)...), bytes.Repeat([]byte{0x02, 0xf0, 0xff, 0}, 100)...)
	for _, tt := range []struct {
		name, path string
		body       io.Reader
		length     int64
		status     int
	}{
		{"oversized", "/v1/sync", bytes.NewReader(make([]byte, wire.MaxFrame+1)), wire.MaxFrame + 1, 413},
		{"oversized enrolment", "/v1/enrol", bytes.NewReader(make([]byte, wire.MaxFrame+1)), wire.MaxFrame + 1, 413},
		{"of unknown length", "/v1/sync", strings.NewReader("x"), -1, 411},
		{"nonsense", "/v1/sync", strings.NewReader("nonsense"), 8, 400},
		{"empty", "/v1/sync", nil, 0, 400},
		{"a bomb", "/v1/enrol", bytes.NewReader(bomb), int64(len(bomb)), 400},
		{"elsewhere", "/v1/secret", nil, 0, 404},
		{"the wrong method", "/healthz", nil, 0, 405},
	} {
		if got := post(t, w, tt.path, tt.body, tt.length); got != tt.status {
			t.Errorf("%s: status %d, want %d", tt.name, got, tt.status)
		}
	}
}

func TestASilentClientIsNotWaitedFor(t *testing.T) {
	w := newWorld(t)
	c, err := tls.Dial("tcp", strings.TrimPrefix(w.url, "https://"), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.Body.Close(); res.StatusCode != http.StatusRequestTimeout {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestTheWrongServerIsFound(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleOfficer)
	other, err := keys.Open(t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	serve := func(k *keys.Keys, hosts []string, at time.Time) string {
		cert, err := k.Server(hosts, at)
		if err != nil {
			t.Fatal(err)
		}
		kept := w.server
		url := w.listen(cert)
		t.Cleanup(func() { kept.Close() })
		return url
	}
	past, err := keys.Open(t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	long := time.Now().AddDate(-2, 0, 0)
	tests := map[string]struct {
		url  string
		code casefile.Code
	}{
		"another authority": {serve(other, []string{"127.0.0.1"}, time.Now()), casefile.CodeNotCentre},
		"an expired one":    {serve(past, []string{"127.0.0.1"}, long), casefile.CodeCertificate},
		"another name":      {serve(w.keys, []string{"centre.example"}, time.Now()), casefile.CodeNotCentre},
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	plain := http.Server{Handler: http.NotFoundHandler()}
	go plain.Serve(l) //nolint:errcheck // ends with the test
	t.Cleanup(func() { plain.Close() })
	tests["no TLS"] = struct {
		url  string
		code casefile.Code
	}{"https://" + l.Addr().String(), casefile.CodeNotCentre}
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	tests["nobody"] = struct {
		url  string
		code casefile.Code
	}{"https://" + gone.Addr().String(), casefile.CodeNoNetwork}
	pastCA, err := past.Authority(long)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range tests {
		ca := a.Identity().Authority
		if name == "an expired one" {
			ca = pastCA
		}
		c, err := remote.New(remote.Config{URL: tt.url, Authority: ca})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = c.Exchange(t.Context(), []byte("frame"))
		c.Close()
		if casefile.CodeOf(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		}
		code := wire.NewCode(ca)
		if err := syncsim.New().Enrol(t.Context(), tt.url, code); casefile.CodeOf(err) != tt.code {
			t.Errorf("enrolment with %s: %v, want %s", name, err, tt.code)
		}
	}
}
