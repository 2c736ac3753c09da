package main

import (
	"context"
	"errors"
	"os"

	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
	"sporteli/sync/join"
)

// demoClients is how many invented clients a trial folder begins with.
const demoClients = 40

func runInit(ctx context.Context, t *tool, args []string) (err error) {
	c := t.newCall("init")
	demo := c.Bool("demo", false, "a folder for trying out, with invented clients")
	clients := c.Int("clients", demoClients, "with --demo: how many invented `clients`")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	d, err := c.create(ctx, *demo)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if *demo {
		if err := sample.Fill(ctx, d.DB, d.s, sample.Size{Clients: *clients, Seed: 1}); err != nil {
			return err
		}
	}
	return t.print(map[string]any{"device": d.Identity().Device.String(), "officer": d.s.Officer, "sample": *demo})
}

// newcomer names the first officer of a folder to be made.
func (c *call) newcomer() (string, error) {
	if c.officer == "" {
		return "", usage("--officer is missing")
	}
	return c.officer, nil
}

// create makes the folder with the officer named.
func (c *call) create(ctx context.Context, demo bool) (desk, error) {
	name, err := c.newcomer()
	if err != nil {
		return desk{}, err
	}
	password, err := c.password(c.passwordFile, "SPORTELI_PASSWORD")
	if err != nil {
		return desk{}, err
	}
	db, s, err := store.Create(ctx, c.data, store.NewOfficer{Name: name, Password: password, Sample: demo}, c.options())
	return desk{db, s}, err
}

func runEnrol(ctx context.Context, t *tool, args []string) (err error) {
	c := t.newCall("enrol")
	url := c.String("centre", "", "`address` of the centre, https://host[:port]")
	code := c.String("code", "", "enrolment `code` from the coordinator")
	authority := c.String("ca", "", "`file` with the centre's certificate authority, where the centre does not show it")
	demo := c.Bool("demo", false, "a new folder is for trying out, at a centre for samples")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	if *url == "" || *code == "" {
		return usage("--centre and --code are needed")
	}
	p := join.Params{Dir: c.data, Centre: *url, Code: *code, Sample: *demo, Options: c.options()}
	if *authority != "" {
		if p.Authority, err = os.ReadFile(*authority); err != nil {
			return usage("--ca cannot be read: %w", bare(err))
		}
	}
	if p.Who.Officer, err = c.who(); casefile.CodeOf(err) == casefile.CodeNoData {
		p.Who.Officer, err = c.newcomer()
	}
	if err != nil {
		return err
	}
	if p.Who.Password, err = c.password(c.passwordFile, "SPORTELI_PASSWORD"); err != nil {
		return err
	}
	db, _, err := join.Enrol(ctx, p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	id := db.Identity()
	return t.print(map[string]any{
		"device": id.Device.String(), "office": id.Office, "office_name": id.OfficeName, "office_code": id.OfficeCode,
		"municipality": id.Municipality, "county": id.County, "role": id.Role, "series": id.Series,
	})
}

func runOfficerAdd(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("officer add")
	name := c.String("name", "", "`name` of the person who shall be able to sign in")
	file := c.String("new-password-file", "", "`file` that holds her password, instead of SPORTELI_NEW_PASSWORD")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	if *name == "" {
		return usage("--name is missing")
	}
	password, err := c.password(*file, "SPORTELI_NEW_PASSWORD")
	if err != nil {
		return err
	}
	return c.with(ctx, func(d desk) error {
		added, err := d.AddOfficer(ctx, d.s, store.NewOfficer{Name: *name, Password: password})
		if err != nil {
			return err
		}
		return t.print(map[string]any{"id": added})
	})
}
