package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sporteli/sync/wire"
)

// goodCode is a well-formed code of no centre.
var goodCode = wire.NewCode([]byte("no certificate")).String()

// centre is a central endpoint, running or not.
type centre struct {
	t *testing.T
	// addr is the same each time it is started.
	dir, addr string
	running   *exec.Cmd
}

func startCentre(t *testing.T) *centre {
	t.Helper()
	c := &centre{t: t, dir: filepath.Join(t.TempDir(), "centre")}
	c.start()
	t.Cleanup(c.stop)
	return c
}

func (c *centre) start() {
	c.t.Helper()
	listen := "127.0.0.1:0"
	if c.addr != "" {
		listen = strings.TrimPrefix(c.addr, "https://")
	}
	cmd := program("central", "serve", "--data", c.dir, "--listen", listen)
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.running = cmd
	s := bufio.NewScanner(out)
	var ready struct{ Address string }
	if !s.Scan() || json.Unmarshal(s.Bytes(), &ready) != nil {
		c.t.Fatalf("the centre does not start: %s", s.Text())
	}
	c.addr = ready.Address
}

// stop ends the centre as a service manager does.
func (c *centre) stop() { c.end(syscall.SIGTERM) }

// kill ends it as a power cut does.
func (c *centre) kill() { c.end(syscall.SIGKILL) }

func (c *centre) end(how os.Signal) {
	if c.running == nil {
		return
	}
	if err := c.running.Process.Signal(how); err != nil {
		c.t.Errorf("ending the centre: %v", err)
	}
	if err := c.running.Wait(); err != nil && how == syscall.SIGTERM {
		c.t.Errorf("the centre ended with %v", err)
	}
	c.running = nil
}

func (c *centre) call(field string, args ...string) string {
	c.t.Helper()
	raw, err := program("central", append(args, "--data", c.dir)...).Output()
	var v map[string]any
	if err != nil || json.Unmarshal(raw, &v) != nil {
		c.t.Fatalf("central %v: %s %v", args, raw, err)
	}
	return fmt.Sprint(v[field])
}

func (c *centre) code(office, role string) string {
	c.t.Helper()
	return c.call("code", "code", "--office", office, "--role", role)
}

// pc makes a PC of an office that reaches the centre by an address.
func (c *centre) pc(address, office, role, officer string) string {
	c.t.Helper()
	dir := filepath.Join(c.t.TempDir(), "pc")
	must(c.t, "", "enrol", "--data", dir, "--centre", address, "--code", c.code(office, role), "--officer", officer)
	return dir
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
