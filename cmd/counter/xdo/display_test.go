package xdo

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// typed collects what the window under test reports, line by line.
type typed struct {
	mu      sync.Mutex
	text    strings.Builder
	changed chan struct{}
}

func (r *typed) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	close(r.changed)
	r.changed = make(chan struct{})
	return r.text.Write(p)
}

// until waits until the reports satisfy a condition and fails the test if they do not in time.
func (r *typed) until(t *testing.T, what string, satisfied func(reports string) bool) {
	t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	for {
		r.mu.Lock()
		reports, changed := r.text.String(), r.changed
		r.mu.Unlock()
		if satisfied(reports) {
			return
		}
		select {
		case <-changed:
		case <-deadline.C:
			t.Fatalf("waited in vain for %s; the window reported:\n%s", what, reports)
		}
	}
}

// letters returns what was typed, as the window reported it: only presses, and only those that made text.
func letters(reports string) string {
	press := regexp.MustCompile(`(?s)KeyPress event.*?XmbLookupString gives \d+ bytes: (?:\([0-9a-f ]*\) "([^"\n]*)")?`)
	var all strings.Builder
	for _, found := range press.FindAllStringSubmatch(reports, -1) {
		all.WriteString(found[1])
	}
	return all.String()
}

func start(t *testing.T) (*Window, *typed) {
	t.Helper()
	recorded, err := filepath.Abs("testdata/signin.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	reports := &typed{changed: make(chan struct{})}
	return Open(t, Options{}).Start(Program{
		Path: "testdata/program.sh", Env: []string{"LC_ALL=C.UTF-8", "RECORDED=" + recorded}, Title: "Sporteli", Output: reports,
	}), reports
}

func TestKeysAndClicksArrive(t *testing.T) {
	w, reports := start(t)
	w.WaitScreen("today")

	w.Type("Përparim ËÇ çë 1988")
	reports.until(t, "the Albanian letters", func(all string) bool { return letters(all) == "Përparim ËÇ çë 1988" })

	w.Press("ctrl+n", "shift+tab", "enter")
	reports.until(t, "the keys", func(all string) bool {
		return strings.Contains(all, "keysym 0x6e, n") && strings.Contains(all, "ISO_Left_Tab") && strings.Contains(all, "Return")
	})

	// The middle of bar.find, at one and a half pixels a unit.
	w.Click("bar.find")
	reports.until(t, "the click", func(all string) bool {
		return regexp.MustCompile(`ButtonPress event[^\n]*\n[^\n]*\(600,45\)`).MatchString(all)
	})
	w.Wheel("bar.find", 3)
	reports.until(t, "three notches of the wheel", func(all string) bool { return strings.Count(all, "button 5, same_screen") == 6 })
}

func TestPictureHasTheSizeOfTheScreen(t *testing.T) {
	w, _ := start(t)
	w.WaitControl("bar.lock")
	file, err := os.Open(w.Shot("sq-today"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, err := png.DecodeConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(picture.Width, picture.Height); got != "1366 768" {
		t.Errorf("picture of %s", got)
	}
}

func TestProgramEndsWhenTold(t *testing.T) {
	w, _ := start(t)
	if status := w.Quit(); status == 0 {
		t.Error("ended by a signal, but with status 0")
	}
	if _, err := w.seen.await(t.Context(), "screen clients", func(o Observation) bool { return o.Screen == "clients" }); err == nil ||
		!strings.Contains(err.Error(), "terminated") {
		t.Errorf("waiting for a program that has ended: %v", err)
	}
}

func TestProgramThatEndsWithoutAWindowIsAnError(t *testing.T) {
	_, err := Open(t, Options{}).start(Program{Path: "/bin/false", Unseen: true})
	if err == nil || !strings.Contains(err.Error(), "before it had a window") {
		t.Errorf("got %v", err)
	}
}

func TestAltF4AsksTheWindowToClose(t *testing.T) {
	w, reports := start(t)
	w.WaitScreen("today")
	w.Press("alt+F4")
	reports.until(t, "WM_DELETE_WINDOW", func(all string) bool { return strings.Contains(all, "WM_DELETE_WINDOW") })
	w.WaitEnd()
}
