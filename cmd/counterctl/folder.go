package main

import (
	"context"
	"errors"
	"os"
	"time"

	"sporteli"
	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/store/sample"
	"sporteli/sync/remote"
	"sporteli/sync/wire"
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

// create makes the folder with the officer named.
func (c *call) create(ctx context.Context, demo bool) (desk, error) {
	if c.officer == "" {
		return desk{}, usage("--officer is missing")
	}
	password, err := c.password(c.passwordFile, "SPORTELI_PASSWORD")
	if err != nil {
		return desk{}, err
	}
	db, s, err := store.Create(ctx, c.data, store.NewOfficer{Name: c.officer, Password: password, Sample: demo}, c.options())
	return desk{db, s}, err
}

type enrolment struct {
	url, code string
	authority string
	demo      bool
}

func runEnrol(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("enrol")
	var e enrolment
	c.StringVar(&e.url, "centre", "", "`address` of the centre, https://host[:port]")
	c.StringVar(&e.code, "code", "", "enrolment `code` from the coordinator")
	c.StringVar(&e.authority, "ca", "", "`file` with the centre's certificate authority, where the centre does not show it")
	c.BoolVar(&e.demo, "demo", false, "a new folder is for trying out, at a centre for samples")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	if e.url == "" || e.code == "" {
		return usage("--centre and --code are needed")
	}
	code, err := wire.ParseCode(e.code)
	if err != nil {
		return err
	}
	var authority []byte
	if e.authority != "" {
		if authority, err = os.ReadFile(e.authority); err != nil {
			return usage("--ca cannot be read: %w", bare(err))
		}
	}
	if _, err := store.Officers(c.data); casefile.CodeOf(err) != casefile.CodeNoData {
		return c.with(ctx, func(d desk) error { return c.enrol(ctx, d, e.url, code, authority) })
	}
	return c.enrolNew(ctx, e, code, authority)
}

// enrolNew makes a folder and enrols it; when that fails, the folder is gone
// again.
func (c *call) enrolNew(ctx context.Context, e enrolment, code wire.Code, authority []byte) error {
	d, err := c.create(ctx, e.demo)
	if err != nil {
		return err
	}
	if err := c.enrol(ctx, d, e.url, code, authority); err != nil {
		if d.Identity().CentreURL == "" {
			return errors.Join(err, d.Discard())
		}
		return errors.Join(err, d.Close())
	}
	return d.Close()
}

func (c *call) enrol(ctx context.Context, d desk, url string, code wire.Code, authority []byte) error {
	if d.Identity().CentreURL != "" {
		return &casefile.Error{Code: casefile.CodeEnrolled}
	}
	res, root, err := remote.Enrol(ctx, remote.EnrolParams{
		URL: url, Code: code, Authority: authority, Sign: d.Sign,
		Request: wire.EnrolRequest{
			Device: d.Identity().Device, SignKey: d.SignKey(), SealKey: d.SealKey(), Officer: d.s.Officer,
			App: sporteli.Metadata().Version, Sample: d.Identity().Sample, Clock: time.Now().UnixMilli(),
		},
	})
	if err != nil {
		return err
	}
	if _, err := d.Adopt(ctx, d.s, store.Enrolment{Response: res, CentreURL: url, Authority: root}); err != nil {
		return err
	}
	id := d.Identity()
	return c.tool.print(map[string]any{
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
