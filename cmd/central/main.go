// Central is the endpoint of the offices: it serves their PCs over HTTPS and
// keeps the registry of offices, enrolment codes and devices. It needs no
// window and no C compiler. What it prints on standard output is one JSON object
// a line; errors go to standard error as {"code", "message"}.
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
	"slices"
	"strings"
	"syscall"

	"sporteli/store/casefile"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// command is one word of the command line, or two.
type command struct {
	name, args, about string
	// prepare declares the flags and returns what to do once they are read.
	prepare func(*flag.FlagSet) func(context.Context, io.Writer, io.Writer) error
}

func commands() []command {
	return []command{
		serveCommand(), officeAddCommand(), officeListCommand(), codeCommand(), devicesCommand(), revokeCommand(), statsCommand(),
	}
}

// run executes one command line and returns the exit status: 0, 1 after a
// failure, 2 after a command line that cannot be understood.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(out)
		if len(args) == 0 {
			return fail(errs, misuse("a command is needed"))
		}
		return 0
	}
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) < len(words) || !slices.Equal(args[:len(words)], words) {
			continue
		}
		return execute(ctx, c, args[len(words):], out, errs)
	}
	if args[0] == "office" {
		if len(args) > 1 && (args[1] == "--help" || args[1] == "-h") {
			usage(out)
			return 0
		}
		return fail(errs, misuse("office add, or office list"))
	}
	return fail(errs, misuse("no command %q; central --help lists them", args[0]))
}

func execute(ctx context.Context, c command, args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	do := c.prepare(flags)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(out, "central %s %s\n\n%s\n\n", c.name, c.args, c.about) //nolint:errcheck // standard output
		flags.SetOutput(out)
		flags.PrintDefaults()
		return 0
	} else if err != nil {
		return fail(errs, misuse("%s: %w", c.name, err))
	}
	if flags.NArg() > 0 {
		return fail(errs, misuse("%s: what is %q? All values belong to flags", c.name, flags.Arg(0)))
	}
	if err := do(ctx, out, errs); err != nil {
		return fail(errs, err)
	}
	return 0
}

func usage(w io.Writer) {
	fmt.Fprint(w, "central runs the endpoint of the counters.\n\nCommands:\n") //nolint:errcheck // standard output
	for _, c := range commands() {
		fmt.Fprintf(w, "  central %s %s\n        %s\n", c.name, c.args, c.about) //nolint:errcheck // standard output
	}
	fmt.Fprint(w, "\ncentral COMMAND --help lists the flags of a command.\n") //nolint:errcheck // standard output
}

func misuse(format string, args ...any) error {
	return casefile.Fail(casefile.CodeUsage, format, args...)
}

// fail prints an error as one line of JSON and returns the exit status.
func fail(w io.Writer, err error) int {
	line := struct {
		Code    casefile.Code `json:"code"`
		Field   string        `json:"field,omitempty"`
		Message string        `json:"message"`
	}{Code: casefile.CodeOf(err), Message: message(err)}
	var ce *casefile.Error
	if errors.As(err, &ce) {
		line.Field = ce.Field
	}
	print(w, line) //nolint:errcheck // nowhere left to say it
	if line.Code == casefile.CodeUsage {
		return 2
	}
	return 1
}

// messages are for the person at the command line; the cause follows.
var messages = map[casefile.Code]string{
	casefile.CodeNoData:      "there is no centre in this folder; central serve makes one",
	casefile.CodeNotFound:    "there is none with this id",
	casefile.CodeUnknownCode: "this value is not allowed",
	casefile.CodeRequired:    "this value is needed",
	casefile.CodeNotAllowed:  "this is not allowed",
	casefile.CodePortBusy:    "another program already listens on this address",
	casefile.CodeCertificate: "the certificate cannot be read or is not valid now",
	casefile.CodeSampleData:  "sample data and real data never meet: this centre has real PCs",
	casefile.CodeReadOnly:    "the folder or a file in it cannot be read or written",
	casefile.CodeDamaged:     "a file of the centre is damaged",
	casefile.CodeNotOurs:     "the ledger is not a file of this program",
	casefile.CodeNewer:       "the ledger was written by a newer version of this program",
	casefile.CodeDiskFull:    "the disk is full",
	casefile.CodeInUse:       "the ledger is in use",
}

func message(err error) string {
	var ce *casefile.Error
	if !errors.As(err, &ce) {
		return err.Error()
	}
	parts := []string{}
	if m := messages[ce.Code]; m != "" {
		parts = append(parts, m)
	}
	if ce.Field != "" {
		parts = append(parts, "--"+ce.Field)
	}
	if ce.Err != nil {
		parts = append(parts, ce.Err.Error())
	}
	return strings.Join(parts, ": ")
}

func print(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "standard output: %w", err)
	}
	return nil
}
