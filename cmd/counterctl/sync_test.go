package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sporteli/sync/wire"
)

// goodCode is a well-formed code of no centre.
var goodCode = wire.NewCode([]byte("no certificate")).String()

// centre is a running central endpoint.
type centre struct {
	t         *testing.T
	dir, addr string
}

func startCentre(t *testing.T) centre {
	t.Helper()
	c := centre{t: t, dir: filepath.Join(t.TempDir(), "centre")}
	cmd := program("central", "serve", "--data", c.dir, "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	s := bufio.NewScanner(out)
	var ready struct{ Address string }
	if !s.Scan() || json.Unmarshal(s.Bytes(), &ready) != nil {
		t.Fatalf("the centre does not start: %s", s.Text())
	}
	c.addr = ready.Address
	return c
}

func (c centre) call(field string, args ...string) string {
	c.t.Helper()
	raw, err := program("central", append(args, "--data", c.dir)...).Output()
	var v map[string]any
	if err != nil || json.Unmarshal(raw, &v) != nil {
		c.t.Fatalf("central %v: %s %v", args, raw, err)
	}
	return fmt.Sprint(v[field])
}

func (c centre) code(office, role string) string {
	c.t.Helper()
	return c.call("code", "code", "--office", office, "--role", role)
}

func (c centre) pc(office, role, officer string) string {
	c.t.Helper()
	dir := filepath.Join(c.t.TempDir(), "pc")
	must(c.t, "", "enrol", "--data", dir, "--centre", c.addr, "--code", c.code(office, role), "--officer", officer)
	return dir
}

func TestRecordsReachWhoMayHaveThem(t *testing.T) {
	c := startCentre(t)
	tirana := c.call("id", "office", "add", "--name", "Zyra Tiranë", "--municipality", "tirane")
	kamez := c.call("id", "office", "add", "--name", "Zyra Kamëz", "--municipality", "kamez")
	durres := c.call("id", "office", "add", "--name", "Zyra Durrës", "--municipality", "durres")
	first, second := c.pc(tirana, "officer", "Ana"), c.pc(tirana, "officer", "Besnik")
	coordinator, other := c.pc(kamez, "coordinator", "Klea"), c.pc(durres, "officer", "Drita")
	var input strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&input, `{"kind":"client","fields":{"given_name":"Ana","family_name":"Leka%d","sex":"female","phones":["069%07d"]}}`+"\n", i, i)
	}
	must(t, input.String(), "add", "--data", first)
	sent := must(t, "", "sync", "--data", first)[0]
	if sent["waiting"] != 0.0 || sent["sent"].(float64) < 2000 || sent["bytes_up"].(float64) < 1000 {
		t.Errorf("%v", sent)
	}
	for dir, want := range map[string]struct {
		found    int
		cardOnly bool
	}{second: {1, false}, coordinator: {1, true}, other: {0, false}} {
		must(t, "", "sync", "--data", dir)
		got := must(t, "", "search", "ana leka77 ", "--limit", "1", "--data", dir)
		if len(got) != want.found || want.found > 0 && (got[0]["card_only"] == true) != want.cardOnly {
			t.Errorf("%s: %v, want %+v", dir, got, want)
		}
		must(t, "", "check", "--deep", "--data", dir)
	}
	must(t, "", "sync", "--data", first)
	idle := must(t, "", "sync", "--data", first)[0]
	if idle["requests"] != 1.0 || idle["bytes_up"].(float64)+idle["bytes_down"].(float64) > 2000 {
		t.Errorf("nothing new costs %v", idle)
	}
	id := must(t, "", "search", "leka999", "--data", first)[0]["id"].(string)
	must(t, "", "edit", id, "family_name=Krasniqi", "--data", first)
	must(t, "", "edit", id, "family_name=Berisha", "--data", second)
	for _, dir := range []string{first, second, first} {
		must(t, "", "sync", "--data", dir)
	}
	for _, dir := range []string{first, second} {
		shown := must(t, "", "show", id, "--data", dir)[0]
		if fmt.Sprint(shown["conflicts"]) != "map[family_name:[Berisha Krasniqi]]" {
			t.Errorf("%v", shown)
		}
	}
}

func TestACodeWorksOnceAndAFailedEnrolmentLeavesNothing(t *testing.T) {
	c := startCentre(t)
	office := c.call("id", "office", "add", "--name", "Zyra Tiranë", "--municipality", "tirane")
	code := c.code(office, "officer")
	dir := filepath.Join(t.TempDir(), "one")
	must(t, "", "enrol", "--data", dir, "--centre", c.addr, "--code", code, "--officer", "Ana")
	again := filepath.Join(t.TempDir(), "two")
	for want, args := range map[string][]string{
		"code_used":   {"--code", code},
		"not_centre":  {"--code", goodCode},
		"sample_data": {"--code", c.code(office, "officer"), "--demo"},
	} {
		_, errs, ok := run(t, "", append([]string{"enrol", "--data", again, "--centre", c.addr, "--officer", "Besa"}, args...)...)
		if ok || string(errs[0].Code) != want {
			t.Errorf("%s: %+v", want, errs)
		}
		if _, err := os.Stat(again); !os.IsNotExist(err) {
			t.Errorf("%s: a folder was left", want)
		}
	}
	if _, errs, ok := run(t, "", "enrol", "--data", dir, "--centre", c.addr, "--code", c.code(office, "officer"), "--officer", "Ana"); ok || errs[0].Code != "enrolled" {
		t.Errorf("enrolled twice: %+v", errs)
	}
	// A PC that was used before it had a centre brings its records along.
	alone := newFolder(t)
	must(t, besa, "add", "--data", alone)
	must(t, "", "enrol", "--data", alone, "--centre", c.addr, "--code", c.code(office, "officer"), "--officer", "Ana Çela")
	must(t, "", "sync", "--data", alone)
	must(t, "", "sync", "--data", dir)
	if got := must(t, "", "search", "celiku", "--data", dir); len(got) != 1 || got[0]["card_only"] == true {
		t.Errorf("%v", got)
	}
}
