package xdo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// toolTime is how long one call of xdotool, import or setxkbmap may take; a capture of a window that has gone would hold the
// display for ever.
const toolTime = 30 * time.Second

// Options describe a display. The zero value is the screen of an old office PC with an Albanian keyboard.
type Options struct {
	Width, Height int           // pixels; 1366x768 if zero
	Keyboard      string        // XKB layout; "al" if empty
	Out           string        // folder for pictures and programs' logs; a temporary one if empty
	Patience      time.Duration // how long a condition is awaited before the test fails; 30 s if zero
}

// Display is a screen in memory with a window manager that shows every window on the whole screen, without a frame.
// Alt+F4 asks the window in front to close.
type Display struct {
	t       testing.TB
	name    string // ":77"
	out     string
	options Options
}

// openboxConfig: one window on the whole screen, so that pictures have the size of the screen.
const openboxConfig = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <applications>
    <application class="*"><decor>no</decor><focus>yes</focus><maximized>yes</maximized></application>
  </applications>
</openbox_config>
`

// Open starts a display that lives until the test ends.
func Open(t testing.TB, options Options) *Display {
	t.Helper()
	if options.Width == 0 || options.Height == 0 {
		options.Width, options.Height = 1366, 768
	}
	if options.Keyboard == "" {
		options.Keyboard = "al"
	}
	if options.Patience == 0 {
		options.Patience = 30 * time.Second
	}
	if options.Out == "" {
		options.Out = t.TempDir()
	}
	if err := os.MkdirAll(options.Out, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Xvfb", "openbox", "setxkbmap", "xdotool", "import"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Fatalf("%s is missing; run: .ci/setup window", name)
		}
	}
	d := &Display{t: t, out: options.Out, options: options}
	if err := d.open(); err != nil {
		t.Fatalf("opening a display: %v", err)
	}
	return d
}

// Name returns the display's name, the value of DISPLAY for programs on it.
func (d *Display) Name() string { return d.name }

// Out returns the folder of pictures and logs.
func (d *Display) Out() string { return d.out }

func (d *Display) open() error {
	number, child, err := os.Pipe()
	if err != nil {
		return err
	}
	defer number.Close()
	defer child.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-noreset",
		"-screen", "0", fmt.Sprintf("%dx%dx24", d.options.Width, d.options.Height))
	server.ExtraFiles = []*os.File{child}
	complaints, err := d.run(server)
	if err != nil {
		return err
	}
	child.Close()
	if err := number.SetReadDeadline(time.Now().Add(toolTime)); err != nil {
		return err
	}
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		return fmt.Errorf("the X server did not start: %w: %s", err, complaints())
	}
	d.name = ":" + strings.TrimSpace(line)

	if _, err := d.tool("setxkbmap", d.options.Keyboard); err != nil {
		return err
	}
	return d.manage()
}

// manage starts the window manager and waits until it runs what it is told to run once it manages windows. (It claims the
// display earlier, and never maps a window that asks for it in between.)
func (d *Display) manage() error {
	folder := d.t.TempDir()
	config, ready := filepath.Join(folder, "rc.xml"), filepath.Join(folder, "ready")
	if err := os.WriteFile(config, []byte(openboxConfig), 0o600); err != nil {
		return err
	}
	pipe, err := openPipe(ready)
	if err != nil {
		return err
	}
	defer pipe.Close()
	manager := exec.Command("openbox", "--sm-disable", "--config-file", config, "--startup", "sh -c 'echo >"+ready+"'")
	manager.Env = d.environment("HOME="+folder, "XDG_CACHE_HOME="+folder, "XDG_CONFIG_HOME="+folder)
	complaints, err := d.run(manager)
	if err != nil {
		return err
	}
	if err := pipe.SetReadDeadline(time.Now().Add(toolTime)); err != nil {
		return err
	}
	if _, err := bufio.NewReader(pipe).ReadString('\n'); err != nil {
		return fmt.Errorf("openbox did not start: %w: %s", err, complaints())
	}
	return nil
}

// environment is the test's own, with this display and without another window system.
func (d *Display) environment(more ...string) []string {
	var all []string
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "WAYLAND_DISPLAY=") && !strings.HasPrefix(pair, "DISPLAY=") {
			all = append(all, pair)
		}
	}
	return append(append(all, "DISPLAY="+d.name), more...)
}

// run starts a process that lives until the test ends, and returns how to read what it complained of, once it is dead or
// late.
func (d *Display) run(command *exec.Cmd) (complaints func() string, err error) {
	log, err := os.CreateTemp(d.t.TempDir(), "log")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	command.Stdout, command.Stderr = log, log
	bind(command)
	if err := command.Start(); err != nil {
		return nil, err
	}
	d.t.Cleanup(func() {
		command.Process.Kill() //nolint:errcheck // it may have ended by itself
		command.Wait()         //nolint:errcheck // killed
	})
	return func() string {
		said, err := os.ReadFile(log.Name())
		return strings.TrimSpace(string(said)) + errorText(err)
	}, nil
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return " (" + err.Error() + ")"
}

// tool runs one of the X tools to its end and returns what it printed.
func (d *Display) tool(name string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), toolTime)
	defer cancel()
	command := exec.CommandContext(ctx, name, arguments...)
	command.Env = d.environment()
	command.WaitDelay = time.Second
	bind(command)
	var out, complaints bytes.Buffer
	command.Stdout, command.Stderr = &out, &complaints
	err := command.Run()
	if ctxErr := ctx.Err(); ctxErr != nil {
		err = errors.Join(ctxErr, err)
	}
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(arguments, " "), err, strings.TrimSpace(complaints.String()))
	}
	return strings.TrimSpace(out.String()), nil
}

// copyTo keeps a copy of what is read in a file, for a look after a failure.
func copyTo(path string, stream io.Reader) (io.Reader, *os.File, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, nil, err
	}
	return io.TeeReader(stream, file), file, nil
}
