// Counter is the desktop program of a Migration Counter.
//
// It only wires: it reads the flags, opens log and crash file, and hands the
// store, the exchange with the centre and the printer to the window. What the
// screens do lies in app, what is kept lies in store.
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"sporteli"
	"sporteli/app"
	"sporteli/app/settings"
	"sporteli/app/ui"
	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/translations"
)

func main() {
	flags, err := parse(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(2)
	}
	if err := run(flags); err != nil {
		fmt.Fprintf(os.Stderr, "counter: %v\n", err)
		os.Exit(1)
	}
}

type flags struct {
	data, lang, observe string
}

func parse(args []string, out io.Writer) (flags, error) {
	var f flags
	set := flag.NewFlagSet("counter", flag.ContinueOnError)
	set.SetOutput(out)
	set.StringVar(&f.data, "data", defaultFolder(), "folder that holds the data of this PC")
	set.StringVar(&f.lang, "lang", "", "language of the first screen, sq or en (default: the one chosen last)")
	set.StringVar(&f.observe, "observe", "", "file to which names and places of the visible controls are written, for window tests")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	if set.NArg() > 0 {
		fmt.Fprintf(out, "counter: unexpected argument %q\n", set.Arg(0))
		return f, flag.ErrHelp
	}
	return f, nil
}

// defaultFolder is where the data lies unless told otherwise. It is outside the
// folder of the program, so that removing or updating the program keeps it.
func defaultFolder() string {
	var base string
	switch runtime.GOOS {
	case "windows":
		base = os.Getenv("LOCALAPPDATA")
	default:
		base = os.Getenv("XDG_DATA_HOME")
	}
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "sporteli-data"
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "sporteli")
}

func run(f flags) error {
	log, closeLog, err := openLog(f.data)
	if err != nil {
		return err
	}
	defer closeLog()
	catalog, err := translations.Load()
	if err != nil {
		return err
	}
	if err := clearPrints(f.data, time.Now()); err != nil {
		log.Warn("prints.clear", "code", casefile.CodeOf(err))
	}
	meta := sporteli.Metadata()
	d := newDesk(f.data, store.Options{
		Codes: assets.Codes{}, Shipped: assets.Shipped(), Now: time.Now, Log: log, App: meta.Version,
	}, catalog)
	defer d.Close()

	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: meta.ID, Name: meta.Name, Version: meta.Version, Build: meta.Build, Migrations: meta.Migrations,
		Icon: fyne.NewStaticResource("app.png", assets.AppIcon()),
	})
	a := fyneapp.NewWithID(meta.ID)
	a.SetIcon(fyne.NewStaticResource("app.png", assets.AppIcon()))
	w := a.NewWindow(meta.Name)

	if f.lang != "" {
		a.Preferences().SetString("language", f.lang)
	}
	deps := app.Deps{
		Window: w, Runner: ui.NewRunner(), Catalog: catalog, Now: time.Now, Log: log, Services: services(d),
		About: settings.About{Version: meta.Version, Build: meta.Build, Toolkit: toolkit()},
	}
	if name, err := os.Hostname(); err == nil {
		deps.PC = name
	}
	if f.observe != "" {
		out, err := os.OpenFile(f.observe, os.O_WRONLY|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		defer out.Close()
		deps.Observe = out
	}
	shell := app.New(deps)
	w.Resize(fyne.NewSize(1366, 768))
	endOnSignal(func() { fyne.Do(shell.Quit) })
	w.ShowAndRun()
	return nil
}

// services puts the desk behind every screen.
func services(d *desk) app.Services {
	return app.Services{
		Frame: d, SignIn: d, Today: d, Client: d, Consultation: d, Register: d, InfoSheet: d, Referral: d, Settings: d,
	}
}

// toolkit names what the window is drawn with, and its version.
func toolkit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "Fyne"
	}
	for _, m := range info.Deps {
		if m.Path == "fyne.io/fyne/v2" {
			return "Fyne " + m.Version
		}
	}
	return "Fyne"
}

// endOnSignal closes the window as its own button does when the system asks the
// program to end: drafts are kept either way.
func endOnSignal(end func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-c
		end()
	}()
}

// logLimit is the size at which the log of the last runs is put aside.
const logLimit = 1 << 20

// openLog opens the program's log beside the data. It holds codes and record
// ids, never what was written in them. A crash is added to crash.log by the
// runtime itself.
func openLog(dir string) (*slog.Logger, func(), error) {
	logs := filepath.Join(dir, "log")
	if err := os.MkdirAll(logs, 0o700); err != nil {
		return nil, nil, casefile.Fail(casefile.CodeReadOnly, "counter: log: %w", err)
	}
	path := filepath.Join(logs, "counter.log")
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		if err := os.Rename(path, filepath.Join(logs, "counter.old.log")); err != nil {
			return nil, nil, casefile.Fail(casefile.CodeReadOnly, "counter: log: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, casefile.Fail(casefile.CodeReadOnly, "counter: log: %w", err)
	}
	if crash, err := os.OpenFile(filepath.Join(logs, "crash.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
		if err := debug.SetCrashOutput(crash, debug.CrashOptions{}); err != nil {
			return nil, nil, err
		}
		_ = crash.Close() // the runtime keeps its own handle
	}
	return slog.New(slog.NewJSONHandler(f, nil)), func() { _ = f.Close() }, nil
}
