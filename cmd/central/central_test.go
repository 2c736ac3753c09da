package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/central/keys"
	"sporteli/sync/engine"
	"sporteli/sync/remote"
	"sporteli/sync/syncsim"
	"sporteli/sync/wire"
)

// The test binary is the program when it is told to: real processes without a
// second build.
func TestMain(m *testing.M) {
	if os.Getenv("CENTRAL_PROCESS") == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// Not t.Context(): it ends before the cleanup that ends the centre properly.
	c := exec.CommandContext(context.Background(), self, args...)
	c.Env = append(os.Environ(), "CENTRAL_PROCESS=1")
	return c
}

// try runs a command to its end and returns its output, or the code it
// failed with.
func try(t *testing.T, args ...string) (out string, code casefile.Code, status int) {
	t.Helper()
	c := process(t, args...)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if status = c.ProcessState.ExitCode(); status == 0 {
		return stdout.String(), "", 0
	}
	// The last line: a centre that served has logged before.
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	var line struct {
		Code    casefile.Code
		Message string
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil || line.Message == "" {
		t.Fatalf("%v: standard error is %q", args, stderr.String())
	}
	return stdout.String(), line.Code, status
}

func field(t *testing.T, line, name string) string {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(line), &m); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	s, ok := m[name].(string)
	if !ok {
		t.Fatalf("%q has no %s", line, name)
	}
	return s
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	out, code, status := try(t, args...)
	if status != 0 {
		t.Fatalf("%v: %s", args, code)
	}
	return out
}

// serve starts a centre and returns its address and how to end it.
func serve(t *testing.T, args ...string) (url string, end func() string) {
	t.Helper()
	c := process(t, append([]string{"serve"}, args...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	c.Stderr = &logged
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		c.Wait() //nolint:errcheck // said below
		t.Fatalf("no address: %s", logged.String())
	}
	ended := false
	end = func() string {
		if !ended {
			ended = true
			if err := errors.Join(c.Process.Signal(os.Interrupt), c.Wait()); err != nil {
				t.Errorf("the centre ended with %v: %s", err, logged.String())
			}
		}
		return logged.String()
	}
	t.Cleanup(func() { end() })
	return field(t, line, "address"), end
}

func way(t *testing.T, p *syncsim.PC, url string) *remote.Centre {
	t.Helper()
	c, err := remote.New(remote.Config{URL: url, Authority: p.Identity().Authority})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func enrolled(t *testing.T, dir, url, office, role string) *syncsim.PC {
	t.Helper()
	code, err := wire.ParseCode(field(t, must(t, "code", "--data", dir, "--office", office, "--role", role), "code"))
	if err != nil {
		t.Fatal(err)
	}
	p := syncsim.New()
	if err := p.Enrol(t.Context(), url, code); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestADayAtTheCentre(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "centre")
	url, end := serve(t, "--data", dir, "--listen", "127.0.0.1:0")
	if !strings.HasPrefix(url, "https://127.0.0.1:") {
		t.Errorf("address %s", url)
	}
	_, code, _ := try(t, "serve", "--data", filepath.Join(t.TempDir(), "other"), "--listen", strings.TrimPrefix(url, "https://"))
	if code != casefile.CodePortBusy {
		t.Errorf("a busy port: %s", code)
	}
	// All of this while it serves.
	office := field(t, must(t, "office", "add", "--data", dir, "--name", "Zyra Tiranë", "--municipality", "tirane"), "id")
	if list := must(t, "office", "list", "--data", dir); field(t, list, "county") != "AL-11" || field(t, list, "name") != "Zyra Tiranë" {
		t.Errorf("%s", list)
	}
	a, b := enrolled(t, dir, url, office, "officer"), enrolled(t, dir, url, office, "coordinator")
	id := a.Save(casefile.KindClient, map[string]string{"given_name": "Ëngjëll"})
	for _, p := range []*syncsim.PC{a, b} {
		if _, err := engine.Once(t.Context(), p, way(t, p, url), nil); err != nil {
			t.Fatal(err)
		}
	}
	if b.Text(id, "given_name") != "Ëngjëll" {
		t.Error("nothing arrived")
	}
	must(t, "revoke", "--data", dir, "--device", a.Identity().Device.String())
	if _, err := engine.Once(t.Context(), a, way(t, a, url), nil); casefile.CodeOf(err) != casefile.CodeRefused {
		t.Errorf("revoked: %v", err)
	}
	if devices := must(t, "devices", "--data", dir); strings.Count(devices, "\n") != 2 || !strings.Contains(devices, `"revoked":"`) {
		t.Errorf("%s", devices)
	}
	if log := end(); !strings.Contains(log, `"msg":"ended"`) || strings.Contains(log, "Tiran") || strings.Contains(log, "jëll") {
		t.Errorf("log: %s", log)
	}
	if _, err := engine.Once(t.Context(), b, way(t, b, url), nil); casefile.CodeOf(err) != casefile.CodeNoNetwork {
		t.Errorf("ended: %v", err)
	}
	// The same centre after a restart, at another port.
	url, _ = serve(t, "--data", dir, "--listen", "localhost:0")
	if r, err := engine.Once(t.Context(), b, way(t, b, url), nil); err != nil || r.Requests != 1 {
		t.Errorf("after a restart: %+v, %v", r, err)
	}
	var stats struct{ Offices, Devices, Records, Events, Held int }
	if err := json.Unmarshal([]byte(must(t, "stats", "--data", dir)), &stats); err != nil || stats.Offices != 1 || stats.Devices != 2 || stats.Records != 2 || stats.Held != 0 {
		t.Errorf("%+v, %v", stats, err)
	}
}

func TestSampleCentre(t *testing.T) {
	dir := t.TempDir()
	url, end := serve(t, "--data", dir, "--listen", "127.0.0.1:0", "--sample")
	office := field(t, must(t, "office", "add", "--data", dir, "--name", "Zyrë prove", "--municipality", "durres"), "id")
	code, err := wire.ParseCode(field(t, must(t, "code", "--data", dir, "--office", office, "--role", "officer"), "code"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syncsim.New().Enrol(t.Context(), url, code); casefile.CodeOf(err) != casefile.CodeSampleData {
		t.Errorf("a real PC: %v", err)
	}
	p := syncsim.New()
	p.SetSample()
	if err := p.Enrol(t.Context(), url, code); err != nil {
		t.Error(err)
	}
	end()

	real := t.TempDir()
	url, end = serve(t, "--data", real, "--listen", "127.0.0.1:0")
	office = field(t, must(t, "office", "add", "--data", real, "--name", "Zyra", "--municipality", "durres", "--code", "DR1"), "id")
	enrolled(t, real, url, office, "officer")
	end()
	if _, code, _ := try(t, "serve", "--data", real, "--listen", "127.0.0.1:0", "--sample"); code != casefile.CodeSampleData {
		t.Errorf("a real centre as a sample: %s", code)
	}
}

func TestCertificateFromFiles(t *testing.T) {
	at := func(now time.Time) (cert, key string) {
		dir := t.TempDir()
		k, err := keys.Open(dir, true)
		if err == nil {
			_, err = k.Server([]string{"127.0.0.1"}, now)
		}
		if err != nil {
			t.Fatal(err)
		}
		return filepath.Join(dir, "tls.pem"), filepath.Join(dir, "tls.key")
	}
	dir := t.TempDir()
	cert, key := at(time.Now())
	url, _ := serve(t, "--data", dir, "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key)
	office := field(t, must(t, "office", "add", "--data", dir, "--name", "Zyra", "--municipality", "tirane"), "id")
	enrolled(t, dir, url, office, "officer")
	old, oldKey := at(time.Now().AddDate(-2, 0, 0))
	for name, args := range map[string][]string{
		"expired":    {"--tls-cert", old, "--tls-key", oldKey},
		"missing":    {"--tls-cert", cert + ".none", "--tls-key", key},
		"mismatched": {"--tls-cert", cert, "--tls-key", oldKey},
		"no key":     {"--tls-cert", key, "--tls-key", key},
	} {
		if _, code, status := try(t, append([]string{"serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0"}, args...)...); code != casefile.CodeCertificate || status != 1 {
			t.Errorf("%s: %s, status %d", name, code, status)
		}
	}
}

func TestMistakesAreNamed(t *testing.T) {
	dir := t.TempDir()
	must(t, "office", "add", "--data", dir, "--name", "Zyra", "--municipality", "tirane", "--code", "TR1")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "centre.key"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	none := casefile.NewID().String()
	for _, tt := range []struct {
		line string
		code casefile.Code
	}{
		{"", casefile.CodeUsage},
		{"fly", casefile.CodeUsage},
		{"office", casefile.CodeUsage},
		{"office burn", casefile.CodeUsage},
		{"serve", casefile.CodeUsage},
		{"serve --port 1", casefile.CodeUsage},
		{"stats --data " + dir + " extra", casefile.CodeUsage},
		{"serve --data " + dir + " --listen nonsense", casefile.CodeUsage},
		{"serve --data " + dir + " --tls-cert x", casefile.CodeUsage},
		{"serve --listen 127.0.0.1:0 --data " + dir + " --host a/b", casefile.CodeUsage},
		{"serve --listen 127.0.0.1:0 --data " + file, casefile.CodeReadOnly},
		{"serve --listen 127.0.0.1:0 --data " + foreign, casefile.CodeDamaged},
		{"devices --data " + filepath.Join(dir, "none"), casefile.CodeNoData},
		{"stats --data " + t.TempDir(), casefile.CodeNoData},
		{"office add --data " + dir, casefile.CodeRequired},
		{"office add --name Z --municipality atlantis --data " + dir, casefile.CodeUnknownCode},
		{"office add --name Z --municipality tirane --code TR1 --data " + dir, casefile.CodeUnknownCode},
		{"code --data " + dir + " --office 7", casefile.CodeNotFound},
		{"code --data " + dir + " --office " + none, casefile.CodeNotFound},
		{"code --data " + dir + " --role king --office " + none, casefile.CodeUnknownCode},
		{"code --data " + dir + " --role administrator --office " + none, casefile.CodeNotAllowed},
		{"revoke --data " + dir + " --device " + strings.Repeat("0", 32), casefile.CodeNotFound},
		{"revoke --data " + dir + " --device x", casefile.CodeNotFound},
	} {
		out, code, status := try(t, strings.Fields(tt.line)...)
		if code != tt.code || status == 0 {
			t.Errorf("central %s: %s, status %d; want %s", tt.line, code, status, tt.code)
		}
		if out != "" && tt.line != "" {
			t.Errorf("central %s printed %q", tt.line, out)
		}
	}
}

func TestHelpNamesEveryFlag(t *testing.T) {
	if out := must(t, "--help"); !strings.Contains(out, "central serve") || !strings.Contains(out, "central office add") {
		t.Errorf("%s", out)
	}
	for command, flags := range map[string]string{
		"serve": "data listen tls-cert tls-key host sample", "office add": "data name municipality code", "office list": "data",
		"code": "data office role", "devices": "data", "revoke": "data device", "stats": "data",
	} {
		var out bytes.Buffer
		if status := run(context.Background(), append(strings.Fields(command), "--help"), &out, &out); status != 0 {
			t.Errorf("%s: status %d", command, status)
		}
		for _, f := range strings.Fields(flags) {
			if !strings.Contains(out.String(), "-"+f) {
				t.Errorf("%s --help does not name --%s", command, f)
			}
		}
	}
}
