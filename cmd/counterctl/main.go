// Counterctl is the support tool: what a technician does with the data of a
// counter's PC, without a window and from scripts.
//
// It prints JSON on standard output, one object a line, and errors as JSON with
// a code on standard error; the exit status is 0 only on success. The password
// comes from SPORTELI_PASSWORD or --password-file, never from the command line.
// It uses the same store as the program with the window, so every right, rule
// and line of the audit holds here too.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sort"
	"strings"
	"syscall"

	"sporteli/store/casefile"
	"sporteli/translations"
)

// tool is one run of the program.
type tool struct {
	in   io.Reader
	out  io.Writer
	errs io.Writer
	env  func(string) string
}

// command is one thing the tool can do.
type command struct {
	name, args, about string
	run               func(ctx context.Context, t *tool, args []string) error
}

// errReported says that everything there is to say stands on standard error
// already.
var errReported = errors.New("counterctl: reported")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	t := &tool{in: os.Stdin, out: os.Stdout, errs: os.Stderr, env: os.Getenv}
	status := t.main(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// commands is filled at the start of a run, since help lists them.
func commands() []command {
	return []command{
		{"init", "--data DIR --officer NAME [--demo]", "make a data folder for a PC without a centre", runInit},
		{"enrol", "--data DIR --centre URL --code CODE --officer NAME [--ca FILE] [--demo]", "become a device of an office", runEnrol},
		{"add", "--data DIR", "read records from standard input, one JSON object a line", runAdd},
		{"edit", "ID FIELD=VALUE ... --data DIR", "change fields of a record; FIELD= clears, FIELD=A FIELD=B sets both", runEdit},
		{"show", "ID --data DIR", "print a record", runShow},
		{"list", "KIND --data DIR [--limit N] [--after ID]", "print all records of a kind, in the order they were made", runList},
		{"search", "TEXT --data DIR [--limit N]", "find clients by names, document or phone numbers", runSearch},
		{"history", "ID --data DIR", "print who changed what in a record, the latest first", runHistory},
		{"sync", "--data DIR", "exchange with the centre until nothing remains; a failure says how many records wait", runSync},
		{"check", "--data DIR [--deep]", "look through file, log and tables", runCheck},
		{"export", "KIND --data DIR --format csv|xlsx --out FILE", "write all records of a kind to a file", runExport},
		{"officer add", "--data DIR --name NAME", "let another person sign in; her password from SPORTELI_NEW_PASSWORD or --new-password-file", runOfficerAdd},
	}
}

func (t *tool) main(ctx context.Context, args []string) int {
	err := t.dispatch(ctx, args)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errReported):
		return 1
	default:
		t.report(err, nil)
		return 1
	}
}

func (t *tool) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return usage("a command is missing; counterctl --help lists them")
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		t.help(t.out)
		return nil
	}
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c.run(ctx, t, args[len(words):])
		}
	}
	return usage("unknown command %q; counterctl --help lists them", args[0])
}

func (t *tool) help(w io.Writer) {
	fmt.Fprint(w, `counterctl - the support tool of Sporteli

Prints JSON, one object a line; errors go to standard error with a code; the exit
status is 0 only on success. The password is read from SPORTELI_PASSWORD or from
--password-file. Flags of a command: counterctl COMMAND --help

`)
	for _, c := range commands() {
		fmt.Fprintf(w, "  counterctl %s %s\n        %s\n", c.name, c.args, c.about)
	}
	fmt.Fprint(w, `
  --officer NAME   who signs in, where several officers use the PC
  KIND             `+strings.Join(kindNames(), ", ")+`
  docs/records.md  lists the fields of every kind and how they are written
`)
}

func kindNames() []string {
	var out []string
	for _, k := range casefile.Kinds() {
		out = append(out, k.String())
	}
	return out
}

// usage is a mistake in how the tool was called.
func usage(format string, args ...any) error {
	return &casefile.Error{Code: casefile.CodeUsage, Err: fmt.Errorf(format, args...)}
}

// failure is an error as it is printed.
type failure struct {
	Code    casefile.Code  `json:"code"`
	Message string         `json:"message"`
	Field   string         `json:"field,omitempty"`
	Line    int            `json:"line,omitempty"`
	Args    map[string]any `json:"args,omitempty"`
	Faults  []fault        `json:"faults,omitempty"`
	// Waiting is how many records an exchange that failed has left to send.
	Waiting *int `json:"waiting,omitempty"`
}

type fault struct {
	Code    casefile.Code `json:"code"`
	Field   string        `json:"field"`
	Message string        `json:"message"`
}

// report prints an error; more completes it.
func (t *tool) report(err error, more func(*failure)) {
	f := describe(err)
	if more != nil {
		more(&f)
	}
	enc := json.NewEncoder(t.errs)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		fmt.Fprintln(t.errs, f.Code)
	}
}

func describe(err error) failure {
	if errors.Is(err, context.Canceled) {
		err = &casefile.Error{Code: casefile.CodeCanceled, Err: err}
	}
	f := failure{Code: casefile.CodeOf(err), Message: message(err)}
	var fe casefile.FieldErrors
	if errors.As(err, &fe) {
		for _, e := range fe {
			f.Faults = append(f.Faults, fault{Code: e.Code, Field: e.Field, Message: message(e)})
		}
		sort.SliceStable(f.Faults, func(i, j int) bool { return f.Faults[i].Field < f.Faults[j].Field })
	}
	var e *casefile.Error
	if errors.As(err, &e) {
		f.Field, f.Args = e.Field, e.Args
	}
	return f
}

// message is the text of the code in English, and what the tool itself adds.
func message(err error) string {
	var e *casefile.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	text := string(e.Code)
	if c, loadErr := translations.Load(); loadErr == nil && c.Has("error."+string(e.Code)) {
		text = c.Printer("en").Text("error."+string(e.Code), e.Args)
	}
	if e.Err != nil {
		text += " (" + e.Err.Error() + ")"
	}
	return text
}

// print writes one object a line.
func (t *tool) print(v any) error {
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("counterctl: write: %w", err)
	}
	return nil
}
