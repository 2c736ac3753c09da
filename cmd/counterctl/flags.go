package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"sporteli"
	"sporteli/assets"
	"sporteli/store"
	"sporteli/store/casefile"
)

// call is one command with its flags.
type call struct {
	*flag.FlagSet
	tool         *tool
	data         string
	officer      string
	passwordFile string
	words        []string
}

// newCall gives a command the flags that all have.
func (t *tool) newCall(name string) *call {
	c := &call{FlagSet: flag.NewFlagSet("counterctl "+name, flag.ContinueOnError), tool: t}
	c.SetOutput(io.Discard)
	c.StringVar(&c.data, "data", "", "data `folder`")
	c.StringVar(&c.officer, "officer", "", "`name` of the officer who signs in")
	c.StringVar(&c.passwordFile, "password-file", "", "`file` that holds the password, instead of SPORTELI_PASSWORD")
	return c
}

// parse reads flags and words in any order. words is how many other arguments
// are wanted; -1 takes any number.
func (c *call) parse(args []string, words int) error {
	c.FlagSet.Usage = func() {}
	for {
		if err := c.FlagSet.Parse(args); errors.Is(err, flag.ErrHelp) {
			c.help()
			return err
		} else if err != nil {
			return usage("%w; %s --help lists the flags", err, c.Name())
		}
		args = c.FlagSet.Args()
		if len(args) == 0 {
			break
		}
		c.words, args = append(c.words, args[0]), args[1:]
	}
	switch {
	case c.data == "":
		return usage("--data is missing")
	case words >= 0 && len(c.words) < words:
		return usage("an argument is missing; %s --help shows how it is called", c.Name())
	case words >= 0 && len(c.words) > words:
		return usage("unexpected argument %q", c.words[words])
	}
	return nil
}

func (c *call) help() {
	for _, k := range commands() {
		if "counterctl "+k.name == c.Name() {
			io.WriteString(c.tool.out, "counterctl "+k.name+" "+k.args+"\n\t"+k.about+"\n\nFlags:\n") //nolint:errcheck // nothing to be done
		}
	}
	c.FlagSet.SetOutput(c.tool.out)
	c.FlagSet.PrintDefaults()
}

// password reads a password from a file or the environment.
func (c *call) password(file, variable string) (string, error) {
	if file != "" {
		raw, err := os.ReadFile(file)
		if err != nil {
			return "", usage("the password file cannot be read: %w", bare(err))
		}
		return strings.TrimRight(string(raw), "\r\n"), nil
	}
	if p := c.tool.env(variable); p != "" {
		return p, nil
	}
	return "", usage("no password: set %s or name a file", variable)
}

func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func (c *call) options() store.Options {
	return store.Options{
		Codes: assets.Codes{}, Shipped: assets.Shipped(), App: sporteli.Metadata().Version,
		Log: slog.New(slog.NewJSONHandler(c.tool.errs, &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
}

// desk is an open folder with somebody signed in.
type desk struct {
	*store.DB
	s casefile.Session
}

// with opens the folder, runs f and closes it.
func (c *call) with(ctx context.Context, f func(desk) error) (err error) {
	who, err := c.who()
	if err != nil {
		return err
	}
	password, err := c.password(c.passwordFile, "SPORTELI_PASSWORD")
	if err != nil {
		return err
	}
	db, s, err := store.Open(ctx, c.data, store.Credentials{Officer: who, Password: password}, c.options())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(desk{db, s})
}

// who names the officer: the one given, or the only one there is.
func (c *call) who() (string, error) {
	list, err := store.Officers(c.data)
	if err != nil {
		return "", err
	}
	if c.officer != "" {
		return c.officer, nil
	}
	if len(list) > 1 {
		return "", usage("several officers use this PC: name one with --officer")
	}
	return list[0].Name, nil
}

// id reads a record's id.
func id(word string) (casefile.ID, error) {
	v, err := casefile.ParseID(word)
	if err != nil {
		return v, usage("%q is not the id of a record", word)
	}
	return v, nil
}
