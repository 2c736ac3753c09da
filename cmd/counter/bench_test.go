package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sporteli/cmd/counter/xdo"
)

// starts is how often a start or sign-in is repeated for one figure.
const starts = 10

// BenchmarkStartupToSignIn is the time from the start of the program until the
// sign-in takes a password: window open, fonts loaded, names read. The window
// reports what it shows at most every 150 ms, so the figure is rather too high.
func BenchmarkStartupToSignIn(b *testing.B) {
	w := newWorld(b)
	display := xdo.Open(b, xdo.Options{Out: w.out})
	w.run("counterctl", "init", "--data", w.folder("pc"), "--officer", "Arta Hoxha")
	var took []time.Duration
	for b.Loop() {
		for range starts {
			took = append(took, w.startup(display))
		}
	}
	reportTimes(b, took)
}

// startup starts the program, waits for its password field and ends it.
func (w *world) startup(display *xdo.Display) time.Duration {
	w.t.Helper()
	seen, tell, err := os.Pipe()
	if err != nil {
		w.t.Fatal(err)
	}
	defer seen.Close()
	cmd := exec.Command(w.program("counter"), "--data", w.folder("pc"), "--lang", "sq", "--observe", "/dev/fd/3")
	cmd.Env = append(os.Environ(), "HOME="+w.dir, "DISPLAY="+display.Name())
	cmd.ExtraFiles = []*os.File{tell}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	tell.Close()
	lines := bufio.NewScanner(seen)
	lines.Buffer(nil, 4<<20)
	took := time.Duration(0)
	for took == 0 && lines.Scan() {
		var o xdo.Observation
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			w.t.Fatal(err)
		}
		if field, ok := o.Control("signin.password"); ok && field.On && o.Screen == "signin" {
			took = time.Since(begin)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	for lines.Scan() { // until it has ended, so that it never waits for a reader
	}
	if err := cmd.Wait(); err != nil || took == 0 {
		w.t.Fatalf("no sign-in was shown: %v", err)
	}
	return took
}

// BenchmarkUnlockToToday10k is the time from Enter after the password until what
// is to be done today is shown, in a folder of 10,000 clients with all that
// happened to them. Half a second of it is the key that the password opens. The
// first time opens the folder as well, the others unlock a window that was locked.
func BenchmarkUnlockToToday10k(b *testing.B) {
	w := newWorld(b)
	display := xdo.Open(b, xdo.Options{Out: w.out, Patience: time.Minute})
	w.run("counterctl", "init", "--data", w.folder("pc"), "--officer", "Arta Hoxha", "--demo", "--clients", "10000")
	win := display.Start(xdo.Program{
		Name: "counter", Path: w.program("counter"), Args: []string{"--data", w.folder("pc"), "--lang", "sq"}, Env: []string{"HOME=" + w.dir},
	})
	var took []time.Duration
	for b.Loop() {
		for range starts {
			win.WaitScreen("signin")
			win.FocusOn("signin.password")
			win.Type(password)
			begin := time.Now()
			win.Press("enter")
			win.Until("what is to be done today", func(o xdo.Observation) bool {
				return o.Screen == "today" && slices.ContainsFunc(o.Controls, func(c xdo.Control) bool { return strings.HasPrefix(c.ID, "today.") })
			})
			took = append(took, time.Since(begin))
			win.Press("ctrl+l")
		}
	}
	b.ReportMetric(float64(took[0].Microseconds())/1000, "first-ms")
	reportTimes(b, took)
}

// reportTimes reports the median and the 95th percentile in milliseconds.
func reportTimes(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	at := func(p int) float64 { return float64(took[min(len(took)-1, len(took)*p/100)].Microseconds()) / 1000 }
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(95), "p95-ms")
	b.ReportMetric(0, "ns/op")
}
