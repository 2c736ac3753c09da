package central_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/engine"
	"sporteli/sync/remote"
	"sporteli/sync/syncsim"
	"sporteli/sync/wire"
)

func TestARecordReachesWhoMayHaveItAndNobodyElse(t *testing.T) {
	w := newWorld(t)
	tirana, durres := w.office("tirane"), w.office("durres")
	a, b := w.pc(tirana, casefile.RoleOfficer), w.pc(tirana, casefile.RoleOfficer)
	coordinator, other := w.pc(tirana, casefile.RoleCoordinator), w.pc(durres, casefile.RoleCoordinator)
	neighbour := w.pc(w.office("kamez"), casefile.RoleCoordinator) // the same county
	c := a.Save(casefile.KindClient, client("Ëngjëll"))
	k := a.Save(casefile.KindCard, card(c, "Ëngjëll"))
	audit := a.Save(casefile.KindAudit, map[string]string{"action": "printed"})
	if r := w.sync(a); r.Sent != 3 || r.Waiting != 0 || r.Requests != 2 {
		// The first one gets a nonce.
		t.Errorf("first sync: %+v", r)
	}
	w.sync(b, coordinator, other, neighbour)
	for _, tt := range []struct {
		name       string
		pc         *syncsim.PC
		file, card bool
	}{
		{"own", a, true, true},
		{"same office", b, true, true},
		{"coordinator", coordinator, true, true},
		{"coordinator of another office in the county", neighbour, false, true},
		{"another county", other, false, false},
	} {
		if tt.pc.Has(c) != tt.file || tt.pc.Has(k) != tt.card {
			t.Errorf("%s: file %v, card %v", tt.name, tt.pc.Has(c), tt.pc.Has(k))
		}
		if tt.pc != a && tt.pc.Has(audit) {
			t.Errorf("%s holds an audit line", tt.name)
		}
		if tt.pc.Text(tirana.ID, "name") != "Zyra tirane" || tt.pc.Text(durres.ID, "county") != durres.County {
			t.Errorf("%s does not know the offices", tt.name)
		}
	}
	if b.Text(c, "given_name") != "Ëngjëll" {
		t.Errorf("arrived as %q", b.Text(c, "given_name"))
	}
	// An answer comes back the same way, and both values of two writers are kept.
	a.Edit(c, "family_name", "Çela")
	b.Edit(c, "family_name", "Shehu")
	w.sync(a, b, a)
	for _, p := range []*syncsim.PC{a, b} {
		if got := p.Record(c).Conflicts(); len(got) != 1 || got[0] != "family_name" {
			t.Errorf("conflicts %q", got)
		}
	}
	if a.Text(c, "family_name") != b.Text(c, "family_name") {
		t.Error("two PCs show different values first")
	}
	if strings.Contains(w.log.String(), "jëll") || !strings.Contains(w.log.String(), `"msg":"exchange"`) {
		t.Error("the log is empty, or holds a name")
	}
}

func TestNothingNewCostsLittle(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleCoordinator)
	for i := range 50 {
		a.Save(casefile.KindClient, client(fmt.Sprint("Klient ", i)))
	}
	first := w.sync(a)
	r := w.sync(a)
	officer := w.pc(o, casefile.RoleOfficer)
	w.sync(officer)
	officer.Save(casefile.KindClient, client("Ana"))
	w.sync(officer)
	q := w.sync(officer)
	t.Logf("50 clients: %d bytes up, %d down in %d requests; nothing new: %d up, %d down; for an officer %d up, %d down",
		first.BytesUp, first.BytesDown, first.Requests, r.BytesUp, r.BytesDown, q.BytesUp, q.BytesDown)
	// HTTP headers are about 220 of these.
	if q.Requests != 1 || q.BytesUp+q.BytesDown >= 800 {
		t.Errorf("officer: %+v", q)
	}
	if r.Requests != 1 || r.BytesUp+r.BytesDown >= 900 || r.Sent+r.Received != 0 {
		t.Errorf("%+v", r)
	}
	// Its own events come back as names only.
	if perEvent := first.BytesDown / 50; perEvent > 80 {
		t.Errorf("%d bytes down for an event of its own", perEvent)
	}
}

func TestALargeBacklogIsSentAndFetchedInPages(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a, b := w.pc(o, casefile.RoleOfficer), w.pc(o, casefile.RoleOfficer)
	ids := map[casefile.ID]string{}
	for i := range 1000 {
		name := fmt.Sprintf("Klient %d", i)
		ids[a.Save(casefile.KindClient, client(name))] = name
	}
	if r := w.sync(a); r.Sent != 1000 || r.Waiting != 0 {
		t.Errorf("sent %+v", r)
	}
	if r := w.sync(b); r.Received < 1000 {
		t.Errorf("received %+v", r)
	}
	for id, name := range ids {
		if b.Text(id, "given_name") != name {
			t.Fatalf("%s arrived as %q", name, b.Text(id, "given_name"))
		}
	}
	if n := w.count(); n.Events != 1001 || n.Held != 0 {
		t.Errorf("%+v", n)
	}
}

func TestALostAnswerIsNoLossAndNoDouble(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a, b := w.pc(o, casefile.RoleOfficer), w.pc(o, casefile.RoleOfficer)
	w.sync(a)
	c := a.Save(casefile.KindClient, client("Ana"))
	w.between = lose
	_, err := w.try(a)
	wantCode(t, err, casefile.CodeNoNetwork)
	if n, _ := a.Waiting(t.Context()); n != 1 {
		t.Errorf("%d wait after an answer that never came", n)
	}
	w.between = nil
	if r := w.sync(a); r.Sent != 1 || r.Waiting != 0 {
		t.Errorf("%+v", r)
	}
	w.sync(b)
	if !b.Has(c) || w.count().Events != 2 {
		t.Errorf("arrived %v, events %d", b.Has(c), w.count().Events)
	}
}

func TestADuplicatedRequestChangesNothing(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleOfficer)
	w.sync(a)
	a.Save(casefile.KindClient, client("Ana"))
	w.between = func(rw http.ResponseWriter, r *http.Request, h http.Handler) {
		frame := make([]byte, r.ContentLength)
		for n := 0; n < len(frame); {
			k, err := r.Body.Read(frame[n:])
			if n += k; err != nil {
				break
			}
		}
		for range 3 {
			if _, err := w.centre.Exchange(r.Context(), frame); err != nil {
				t.Error(err)
			}
		}
		answer, err := w.centre.Exchange(r.Context(), frame)
		if err != nil {
			t.Error(err)
		}
		rw.Header().Set("Content-Type", "application/vnd.sporteli")
		rw.Write(answer)
	}
	if r := w.sync(a); r.Sent != 1 || w.count().Events != 2 {
		t.Errorf("%+v, %d events", r, w.count().Events)
	}
}

func TestOnlyTheCentresWordCounts(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleOfficer)
	w.sync(a)
	a.Save(casefile.KindClient, client("Ana"))
	page := func(status int, kind, body string) func(http.ResponseWriter, *http.Request, http.Handler) {
		return func(rw http.ResponseWriter, _ *http.Request, _ http.Handler) {
			rw.Header().Set("Content-Type", kind)
			rw.Header().Set("Location", "https://portal.example/")
			rw.Header().Set("Retry-After", "7")
			rw.WriteHeader(status)
			rw.Write([]byte(body))
		}
	}
	for name, tt := range map[string]struct {
		between func(http.ResponseWriter, *http.Request, http.Handler)
		code    casefile.Code
	}{
		"a portal":          {page(200, "text/html", "<html>Mirë se vini"), casefile.CodeNotCentre},
		"a portal in frame": {page(200, "application/vnd.sporteli", "SPA1"+strings.Repeat("x", 200)), casefile.CodeNotCentre},
		"a redirect":        {page(302, "text/html", ""), casefile.CodeNotCentre},
		"not found":         {page(404, "text/html", ""), casefile.CodeNotCentre},
		"an endless page":   {page(200, "application/vnd.sporteli", strings.Repeat("x", wire.MaxFrame+100)), casefile.CodeNotCentre},
		"busy":              {page(503, "text/plain", ""), casefile.CodeBusy},
		"too large":         {page(413, "text/plain", ""), casefile.CodeBadMessage},
		"cut": {func(rw http.ResponseWriter, r *http.Request, h http.Handler) {
			rw.Header().Set("Content-Type", "application/vnd.sporteli")
			rw.Header().Set("Content-Length", "5000")
			rw.Write(make([]byte, 100))
			panic(http.ErrAbortHandler)
		}, casefile.CodeNoNetwork},
		"an old answer": {func(rw http.ResponseWriter, r *http.Request, h http.Handler) {
			res, err := wire.SealResponse([]byte("another request"), w.centre.PublicKey(), wire.Response{Version: 1}, func(m []byte) ([]byte, error) { return w.keys.Signing.Sign(nil, m, noHash{}) })
			if err != nil {
				t.Error(err)
			}
			rw.Header().Set("Content-Type", "application/vnd.sporteli")
			rw.Write(res)
		}, casefile.CodeNotCentre},
	} {
		w.between = tt.between
		_, err := w.try(a)
		if casefile.CodeOf(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		}
		if n, _ := a.Waiting(t.Context()); n != 1 {
			t.Errorf("%s: %d wait", name, n)
		}
	}
	w.between = nil
	if r := w.sync(a); r.Sent != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAnOldNonceCostsOneRequest(t *testing.T) {
	w := newWorld(t)
	a := w.pc(w.office("tirane"), casefile.RoleOfficer)
	if r := w.sync(a); r.Requests != 2 {
		t.Errorf("without a nonce: %+v", r)
	}
	w.now = w.now.Add(23 * time.Hour)
	if r := w.sync(a); r.Requests != 1 {
		t.Errorf("after 23 h: %+v", r)
	}
	w.now = w.now.Add(25 * time.Hour)
	if r := w.sync(a); r.Requests != 2 {
		t.Errorf("after 25 h: %+v", r)
	}
	a.SetNonce(make([]byte, 20))
	if r := w.sync(a); r.Requests != 2 {
		t.Errorf("with a forged one: %+v", r)
	}
}

func TestSharingBringsTheHistoryAndLeavingTakesItAway(t *testing.T) {
	w := newWorld(t)
	tirana, durres := w.office("tirane"), w.office("durres")
	a, b := w.pc(tirana, casefile.RoleCoordinator), w.pc(durres, casefile.RoleCoordinator)
	own, county := casefile.OfficeScope(tirana.ID), casefile.CountyScope(tirana.County)
	boss := w.pc(w.office("vore"), casefile.RoleCoordinator) // another office of the county
	c := a.Save(casefile.KindClient, client("Ana"))
	a.Edit(c, "given_name", "Anna")
	w.sync(a, boss, b)
	if boss.Has(c) || b.Has(c) {
		t.Fatal("shown before it was shared")
	}
	a.Share(c, own, county)
	a.Edit(c, "father_name", "Gjon")
	w.sync(a, boss, b)
	if boss.Text(c, "given_name") != "Anna" || boss.Text(c, "father_name") != "Gjon" || b.Has(c) {
		t.Errorf("after sharing: %q %q, other county %v", boss.Text(c, "given_name"), boss.Text(c, "father_name"), b.Has(c))
	}
	a.Share(c, own)
	w.sync(a, boss)
	if boss.Has(c) {
		t.Error("still there after it left the county")
	}
	// A PC that comes now gets hashes in place of its rows.
	late := w.pc(w.office("kamez"), casefile.RoleCoordinator)
	w.sync(late)
	if late.Has(c) {
		t.Error("a new PC got a record that has left its scope")
	}
	a.Share(c, own, county)
	w.sync(a, boss, late)
	if boss.Text(c, "given_name") != "Anna" || late.Text(c, "given_name") != "Anna" || a.Text(c, "given_name") != "Anna" {
		t.Error("lost on the way back")
	}
}

func TestARestoredCentreHeals(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a, b := w.pc(o, casefile.RoleOfficer), w.pc(o, casefile.RoleOfficer)
	before := a.Save(casefile.KindClient, client("Ana"))
	w.sync(a, b)
	restore := w.copyLedger()
	after := a.Save(casefile.KindClient, client("Bora"))
	byB := b.Save(casefile.KindClient, client("Dea"))
	w.sync(a, b, a)
	b.Edit(after, "father_name", "Gjon") // on what the centre is about to forget
	w.sync(b)
	restore()
	// The one who edited comes first: her edit has to wait for its record.
	w.sync(b, a, b, a)
	fresh := w.pc(o, casefile.RoleOfficer)
	w.sync(fresh)
	for _, p := range []*syncsim.PC{a, b, fresh} {
		if p.Text(before, "given_name") != "Ana" || p.Text(after, "given_name") != "Bora" || p.Text(byB, "given_name") != "Dea" || p.Text(after, "father_name") != "Gjon" {
			t.Errorf("%q %q %q %q", p.Text(before, "given_name"), p.Text(after, "given_name"), p.Text(byB, "given_name"), p.Text(after, "father_name"))
		}
	}
	if n := w.count(); n.Held != 0 || n.Forks != 0 {
		t.Errorf("%+v", n)
	}
}

func TestACopiedDiskLosesNothingAndIsSeen(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleOfficer)
	first := a.Save(casefile.KindClient, client("Ana"))
	w.sync(a)
	twin := a.Copy()
	var ids []casefile.ID
	for i := range 5 {
		ids = append(ids, a.Save(casefile.KindClient, client(fmt.Sprint("A", i))))
		ids = append(ids, twin.Save(casefile.KindClient, client(fmt.Sprint("T", i))))
		w.sync(a, twin)
	}
	w.sync(a, twin, a)
	fresh := w.pc(o, casefile.RoleOfficer)
	w.sync(fresh)
	for _, id := range append(ids, first) {
		for _, p := range []*syncsim.PC{a, twin, fresh} {
			if !p.Has(id) {
				t.Error("a record was lost")
			}
		}
	}
	if w.count().Forks == 0 {
		t.Error("nobody was told")
	}
}

func TestARestoredDiskGetsItsOwnWorkBack(t *testing.T) {
	w := newWorld(t)
	a := w.pc(w.office("tirane"), casefile.RoleOfficer)
	w.sync(a)
	old := a.Copy()
	c := a.Save(casefile.KindClient, client("Ana"))
	w.sync(a)
	old.NewLog()
	d := old.Save(casefile.KindClient, client("Bora"))
	w.sync(old)
	if old.Text(c, "given_name") != "Ana" || !old.Has(d) {
		t.Error("what it once sent did not come back")
	}
	if w.count().Forks != 0 {
		t.Error("a new log is no fork")
	}
}

func TestWorkFromBeforeTheEnrolmentMovesWithThePC(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a, b := syncsim.New(), w.pc(o, casefile.RoleOfficer)
	c := a.Save(casefile.KindClient, client("Ana"))
	a.Edit(c, "father_name", "Gjon")
	if err := a.Enrol(t.Context(), w.url, w.code(o, casefile.RoleOfficer)); err != nil {
		t.Fatal(err)
	}
	w.sync(a, b)
	if b.Text(c, "father_name") != "Gjon" || b.Text(c, "given_name") != "Ana" || w.count().Held != 0 {
		t.Errorf("%q %q, held %d", b.Text(c, "given_name"), b.Text(c, "father_name"), w.count().Held)
	}
}

func TestRunKeepsUp(t *testing.T) {
	w := newWorld(t)
	o := w.office("tirane")
	a := w.pc(o, casefile.RoleOfficer)
	asks, seen := make(chan struct{}), make(chan engine.Progress, 100)
	done := make(chan struct{})
	go func() {
		defer close(done)
		engine.Run(t.Context(), a, w.way(a), engine.Options{Asks: asks, Report: func(p engine.Progress) { seen <- p }})
	}()
	quiet := func() engine.Progress {
		for p := range seen {
			if !p.NextTry.IsZero() && !p.Running {
				return p
			}
		}
		return engine.Progress{}
	}
	quiet()
	a.Save(casefile.KindClient, client("Ana"))
	asks <- struct{}{}
	if p := quiet(); p.Result.Sent != 1 || p.Problem != "" || p.Result.Waiting != 0 {
		t.Errorf("%+v", p)
	}
	t.Cleanup(func() { <-done })
}

var _ engine.Remote = (*remote.Centre)(nil)
