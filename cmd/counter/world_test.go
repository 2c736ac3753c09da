package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// password is that of every officer in these tests.
const password = "mali i larte me bore"

// world is what stands around a window: the programs as a user gets them, a
// centre, and PCs that belong to it.
type world struct {
	t testing.TB
	// dir holds every data folder, out what a person may look at afterwards.
	dir, out string
	bin      string
	// address is the centre's, the same each time it is started.
	address string
	centre  *exec.Cmd
}

// newWorld builds the three programs and opens the folder for pictures.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), bin: t.TempDir(), out: os.Getenv("SPORTELI_DAY_OUT")}
	if w.out == "" {
		w.out = t.TempDir()
	}
	if err := os.MkdirAll(w.out, 0o755); err != nil {
		t.Fatal(err)
	}
	w.build("1", "-tags", "migrated_fynedo,x11", ".")
	w.build("0", "../central", "../counterctl")
	return w
}

func (w *world) build(cgo string, args ...string) {
	w.t.Helper()
	cmd := exec.Command("go", append([]string{"build", "-o", w.bin + "/"}, args...)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("building %v: %v\n%s", args, err, out)
	}
}

func (w *world) program(name string) string { return filepath.Join(w.bin, name) }

func (w *world) folder(name string) string { return filepath.Join(w.dir, name) }

// startCentre serves and waits until the centre says that it is ready.
func (w *world) startCentre() {
	w.t.Helper()
	listen := "127.0.0.1:0"
	if w.address != "" {
		listen = strings.TrimPrefix(w.address, "https://")
	}
	cmd := exec.Command(w.program("central"), "serve", "--data", w.folder("centre"), "--listen", listen)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.centre = cmd
	w.t.Cleanup(func() { w.stopCentre() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		w.t.Fatalf("the centre did not start: %v\n%s", err, complaints.String())
	}
	w.address = w.field(line, "address")
	go func() { _, _ = io.Copy(io.Discard, out) }()
}

// stopCentre ends the centre as a service manager does, and waits for it.
func (w *world) stopCentre() {
	if w.centre == nil {
		return
	}
	cmd := w.centre
	w.centre = nil
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		w.t.Errorf("ending the centre: %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			w.t.Errorf("the centre ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		_ = cmd.Process.Kill()
		w.t.Error("the centre did not end")
	}
}

// run runs one of the programs to its end and returns what it printed.
func (w *world) run(program string, args ...string) string {
	w.t.Helper()
	out, err := w.try(program, args...)
	if err != nil {
		w.t.Fatalf("%s %s: %v", program, strings.Join(args, " "), err)
	}
	return out
}

func (w *world) try(program string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, w.program(program), args...)
	cmd.Env = append(os.Environ(), "SPORTELI_PASSWORD="+password)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%w: %s", err, complaints.String())
	}
	return out.String(), nil
}

// field reads one value of the first line of JSON.
func (w *world) field(text, name string) string {
	w.t.Helper()
	line, _, _ := strings.Cut(text, "\n")
	var values map[string]any
	if err := json.Unmarshal([]byte(line), &values); err != nil {
		w.t.Fatalf("not a line of JSON: %q", line)
	}
	return fmt.Sprint(values[name])
}

// office opens an office at the centre and returns its id.
func (w *world) office(name, municipality string) string {
	w.t.Helper()
	return w.field(w.run("central", "office", "add", "--data", w.folder("centre"), "--name", name, "--municipality", municipality), "id")
}

// code is an enrolment code for an office.
func (w *world) code(office, role string) string {
	w.t.Helper()
	return w.field(w.run("central", "code", "--data", w.folder("centre"), "--office", office, "--role", role), "code")
}

// enrol makes a PC of an office from the command line.
func (w *world) enrol(pc, officer, office, role string) {
	w.t.Helper()
	w.run("counterctl", "enrol", "--data", w.folder(pc), "--centre", w.address, "--code", w.code(office, role), "--officer", officer)
}

// viewer puts a program named as the PC's document viewer into a folder of its
// own: it only notes what it was asked to show.
func (w *world) viewer() (dir, shown string) {
	w.t.Helper()
	dir, shown = w.t.TempDir(), filepath.Join(w.dir, "shown")
	script := fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$1\" >>%q\n", shown)
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o755); err != nil {
		w.t.Fatal(err)
	}
	return dir, shown
}
