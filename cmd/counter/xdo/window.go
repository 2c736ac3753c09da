package xdo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// quiet is how long the program must have said nothing new before the pointer goes to a place it named, a little more than
// the distance of two observations.
const quiet = 200 * time.Millisecond

// Program says what to start.
type Program struct {
	Name     string   // of its log and observations in Out; of the file if empty
	Path     string   // the program file
	Args     []string // --observe is added
	Env      []string // added to the test's own
	Title    string   // finds the window by its title, for programs that do not say their process id
	Unseen   bool     // the program knows no --observe; what waits for a screen or control fails
	Output   io.Writer
	Patience time.Duration // how long its window may take to appear; that of the display if zero
}

// Window is the window of a running program.
type Window struct {
	d       *Display
	name    string
	id      string // of X
	command *exec.Cmd
	seen    *observer
	done    chan struct{} // closed when the process has ended
	ended   error         // why, readable after done
}

// Start starts a program and waits for its window. The program is killed when the test ends.
func (d *Display) Start(p Program) *Window {
	d.t.Helper()
	w, err := d.start(p)
	if err != nil {
		d.t.Fatalf("starting %s: %v", p.Path, err)
	}
	return w
}

func (d *Display) start(p Program) (*Window, error) {
	if p.Name == "" {
		p.Name = filepath.Base(p.Path)
	}
	if p.Patience == 0 {
		p.Patience = d.options.Patience
	}
	w := &Window{d: d, name: p.Name, seen: newObserver(), done: make(chan struct{})}
	arguments := p.Args
	if !p.Unseen {
		path, err := w.observe()
		if err != nil {
			return nil, err
		}
		arguments = append(append([]string{}, arguments...), "--observe", path)
	}
	log, err := os.OpenFile(filepath.Join(d.out, p.Name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	w.command = exec.Command(p.Path, arguments...)
	w.command.Env = d.environment(p.Env...)
	w.command.Stdout, w.command.Stderr = log, log
	if p.Output != nil {
		w.command.Stdout = p.Output
	}
	bind(w.command)
	if err := w.command.Start(); err != nil {
		return nil, err
	}
	go func() {
		w.ended = w.command.Wait()
		close(w.done)
		w.seen.end(fmt.Errorf("%s: %s", w.name, w.command.ProcessState))
	}()
	d.t.Cleanup(w.end)
	return w, w.find(p)
}

// observe opens the pipe the program will write its observations into.
func (w *Window) observe() (path string, err error) {
	path = filepath.Join(w.d.t.TempDir(), "observe")
	pipe, err := openPipe(path)
	if err != nil {
		return "", err
	}
	stream, file, err := copyTo(filepath.Join(w.d.out, w.name+".observe.jsonl"), pipe)
	if err != nil {
		pipe.Close()
		return "", err
	}
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		w.seen.follow(stream)
	}()
	w.d.t.Cleanup(func() {
		pipe.Close()
		<-followed
		file.Close()
	})
	return path, nil
}

// find waits until the program's window is visible.
func (w *Window) find(p Program) error {
	by := []string{"--pid", strconv.Itoa(w.command.Process.Pid)}
	if p.Title != "" {
		by = []string{"--name", p.Title}
	}
	found := make(chan error, 1)
	ctx, cancel := context.WithTimeout(context.Background(), p.Patience)
	defer cancel()
	search := exec.CommandContext(ctx, "xdotool", append([]string{"search", "--sync", "--onlyvisible"}, by...)...)
	search.Env = w.d.environment()
	bind(search)
	go func() {
		out, err := search.Output()
		w.id, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
		if err == nil && w.id == "" {
			err = errors.New("xdotool named no window")
		}
		found <- err
	}()
	select {
	case err := <-found:
		if err != nil {
			return fmt.Errorf("no window after %v: %w; see %s.log", p.Patience, err, w.name)
		}
		return nil
	case <-w.done:
		cancel()
		<-found
		return fmt.Errorf("it ended before it had a window: %s; see %s.log", w.command.ProcessState, w.name)
	}
}

// Name returns the program's name as in its log.
func (w *Window) Name() string { return w.name }

// Last returns how the window stood when the program last said something.
func (w *Window) Last() Observation { return w.seen.settle(context.Background(), 0) }

// Kill ends the program as a power cut would, and waits until it is gone.
func (w *Window) Kill() {
	w.d.t.Helper()
	w.signal(os.Kill)
}

// Quit asks the program to end, as the system does when it shuts down, and waits until it has. It returns the exit status.
func (w *Window) Quit() int {
	w.d.t.Helper()
	w.signal(syscall.SIGTERM)
	return w.command.ProcessState.ExitCode()
}

// WaitEnd waits until the program has ended by itself, and returns its exit status.
func (w *Window) WaitEnd() int {
	w.d.t.Helper()
	patience := time.NewTimer(w.d.options.Patience)
	defer patience.Stop()
	select {
	case <-w.done:
	case <-patience.C:
		w.fail(fmt.Errorf("still running after %v", w.d.options.Patience))
	}
	return w.command.ProcessState.ExitCode()
}

func (w *Window) signal(signal os.Signal) {
	w.d.t.Helper()
	if err := w.command.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		w.fail(err)
	}
	w.WaitEnd()
}

func (w *Window) end() {
	w.command.Process.Kill() //nolint:errcheck // it may have ended by itself
	<-w.done
}

// Shot saves a picture of the window as Out/name.png, once the program has come to rest, and returns its path. A picture of
// one colour fails the test: nothing was drawn.
func (w *Window) Shot(name string) string {
	w.d.t.Helper()
	w.rest()
	path := filepath.Join(w.d.out, name+".png")
	// Letters just typed are no news to an onlooker, but take a moment to be drawn: two pictures alike are the end of it. A
	// blinking cursor may keep them from ever being alike.
	var before []byte
	for range 4 {
		if err := w.capture(path); err != nil {
			w.d.t.Fatal(err)
		}
		picture, err := os.ReadFile(path)
		if err != nil {
			w.d.t.Fatal(err)
		}
		if bytes.Equal(picture, before) {
			break
		}
		before = picture
	}
	if err := drawn(path); err != nil {
		w.d.t.Fatal(err)
	}
	return path
}

func (w *Window) capture(path string) error {
	// Without a window import would grab the whole display and wait for a click.
	if w.id == "" {
		return errors.New("no window to take a picture of")
	}
	_, err := w.d.tool("import", "-silent", "-window", w.id, path)
	return err
}

// drawn reports an error if a picture has only one colour.
func drawn(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if oneColour(picture) {
		return fmt.Errorf("%s: the window is empty", path)
	}
	return nil
}

func oneColour(picture image.Image) bool {
	bounds := picture.Bounds()
	first := picture.At(bounds.Min.X, bounds.Min.Y)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if picture.At(x, y) != first {
				return false
			}
		}
	}
	return true
}

// fail ends the test, with a picture of the window as it is.
func (w *Window) fail(err error) {
	w.d.t.Helper()
	picture := filepath.Join(w.d.out, "failed-"+w.name+".png")
	if captureErr := w.capture(picture); captureErr != nil {
		picture = captureErr.Error()
	}
	w.d.t.Fatalf("%s: %v\npicture: %s", w.name, err, picture)
}
