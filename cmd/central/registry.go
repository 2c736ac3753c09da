package main

import (
	"context"
	"encoding/hex"
	"errors"
	"flag"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/central/keys"
	"sporteli/sync/central/ledger"
)

// place is an open centre.
type place struct {
	keys   *keys.Keys
	ledger *ledger.Ledger
	centre *central.Centre
}

// open opens the centre in a folder, and makes one if create is set.
func open(ctx context.Context, dir string, create bool, log *slog.Logger) (*place, error) {
	if dir == "" {
		return nil, misuse("--data is needed")
	}
	k, err := keys.Open(dir, create)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Open(ctx, filepath.Join(dir, "ledger.db"))
	if err != nil {
		return nil, err
	}
	c := central.New(central.Config{Ops: l, Key: k.Signing, Secret: k.Secret, Log: log})
	return &place{keys: k, ledger: l, centre: c}, nil
}

func (p *place) close() { p.ledger.Close() } //nolint:errcheck // every commit is on the disk already

// with declares --data and runs do on the centre in it.
func with(f *flag.FlagSet, create bool, do func(context.Context, *place, io.Writer) error) func(context.Context, io.Writer, io.Writer) error {
	dir := f.String("data", "", "the centre's `folder`")
	return func(ctx context.Context, out, _ io.Writer) error {
		p, err := open(ctx, *dir, create, nil)
		if err != nil {
			return err
		}
		defer p.close()
		return do(ctx, p, out)
	}
}

// doing is what a command does once its flags are read.
type doing = func(context.Context, io.Writer, io.Writer) error

func officeAddCommand() command {
	return command{
		name: "office add", args: "--data DIR --name NAME --municipality SLUG",
		about: "Opens an office and prints its id. The PCs learn of it at their next sync.",
		prepare: func(f *flag.FlagSet) doing {
			name := f.String("name", "", "the office's `name`")
			municipality := f.String("municipality", "", "where it is (`slug` of the municipality, such as tirane)")
			code := f.String("code", "", "2 to 6 letters and digits for its numbers (made from the place if not given)")
			return with(f, true, func(ctx context.Context, p *place, out io.Writer) error {
				o, err := p.centre.AddOffice(ctx, *name, *municipality, *code)
				if err != nil {
					return err
				}
				return print(out, officeLine(o))
			})
		},
	}
}

type office struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Municipality string `json:"municipality"`
	County       string `json:"county"`
	Code         string `json:"code"`
}

func officeLine(o central.Office) office {
	return office{ID: o.ID.String(), Name: o.Name, Municipality: o.Municipality, County: o.County, Code: o.Code}
}

func officeListCommand() command {
	return command{
		name: "office list", args: "--data DIR", about: "Prints one office a line.",
		prepare: func(f *flag.FlagSet) doing {
			return with(f, false, func(ctx context.Context, p *place, out io.Writer) error {
				var all []central.Office
				if err := p.ledger.Read(ctx, func(tx central.Tx) (err error) { all, err = tx.Offices(); return err }); err != nil {
					return err
				}
				for _, o := range all {
					if err := print(out, officeLine(o)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func codeCommand() command {
	return command{
		name: "code", args: "--data DIR --office ID --role officer|coordinator",
		about: "Prints an enrolment code for one PC; it works once, for 72 hours. It is shown only here.",
		prepare: func(f *flag.FlagSet) doing {
			office := f.String("office", "", "the office's `id`")
			role := f.String("role", string(casefile.RoleOfficer), "officer or coordinator")
			return with(f, false, func(ctx context.Context, p *place, out io.Writer) error {
				id, err := casefile.ParseID(*office)
				if err != nil {
					return &casefile.Error{Code: casefile.CodeNotFound, Field: "office", Err: errors.New("an office's id is needed")}
				}
				r, err := casefile.ParseRole(*role)
				if err != nil {
					return err
				}
				if err := ensureAuthority(ctx, p); err != nil {
					return err
				}
				code, err := p.centre.NewCode(ctx, id, r)
				if err != nil {
					return err
				}
				return print(out, struct {
					Code    string `json:"code"`
					Role    string `json:"role"`
					Expires string `json:"expires"`
				}{code.String(), string(r), time.Now().Add(central.CodeLife).UTC().Format(time.RFC3339)})
			})
		},
	}
}

// ensureAuthority lets codes be made before the centre served for the first
// time: they name its own authority then.
func ensureAuthority(ctx context.Context, p *place) error {
	var der []byte
	err := p.ledger.Read(ctx, func(tx central.Tx) (err error) { der, err = tx.Meta(central.MetaAuthority); return err })
	if err != nil || der != nil {
		return err
	}
	if der, err = p.keys.Authority(time.Now()); err != nil {
		return err
	}
	return p.centre.Prepare(ctx, der, false)
}

type device struct {
	ID       string `json:"id"`
	Office   string `json:"office"`
	Role     string `json:"role"`
	Series   string `json:"series"`
	App      string `json:"app"`
	Enrolled string `json:"enrolled"`
	Seen     string `json:"seen,omitempty"`
	Revoked  string `json:"revoked,omitempty"`
	Waiting  int    `json:"waiting"`
	Forks    int    `json:"forks"`
	ClockOff int64  `json:"clock_off_ms"`
}

func devicesCommand() command {
	return command{
		name: "devices", args: "--data DIR", about: "Prints one PC a line: office, role, when it was last seen, how much waits there.",
		prepare: func(f *flag.FlagSet) doing {
			return with(f, false, func(ctx context.Context, p *place, out io.Writer) error {
				var all []central.Device
				if err := p.ledger.Read(ctx, func(tx central.Tx) (err error) { all, err = tx.Devices(); return err }); err != nil {
					return err
				}
				for _, d := range all {
					line := device{
						ID: d.ID.String(), Office: d.Office.String(), Role: string(d.Role), Series: d.Series, App: d.App,
						Enrolled: moment(d.EnrolledAt), Seen: moment(d.SeenAt), Revoked: moment(d.RevokedAt),
						Waiting: d.Waiting, Forks: d.Forks, ClockOff: d.ClockOff,
					}
					if err := print(out, line); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func moment(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.RFC3339)
}

func revokeCommand() command {
	return command{
		name: "revoke", args: "--data DIR --device ID", about: "Keeps a PC from syncing, from its next request on. What it still sends is kept and not passed on.",
		prepare: func(f *flag.FlagSet) doing {
			id := f.String("device", "", "the PC's `id`, as central devices prints it")
			return with(f, false, func(ctx context.Context, p *place, out io.Writer) error {
				raw, err := hex.DecodeString(*id)
				if err != nil || len(raw) != 16 {
					return &casefile.Error{Code: casefile.CodeNotFound, Field: "device", Err: errors.New("a PC's id of 32 characters is needed")}
				}
				if err := p.centre.Revoke(ctx, casefile.DeviceID(raw)); err != nil {
					return err
				}
				return print(out, struct {
					Revoked string `json:"revoked"`
				}{*id})
			})
		},
	}
}

func statsCommand() command {
	return command{
		name: "stats", args: "--data DIR", about: "Prints how much the ledger holds.",
		prepare: func(f *flag.FlagSet) doing {
			return with(f, false, func(ctx context.Context, p *place, out io.Writer) error {
				var n central.Counts
				var sample []byte
				err := p.ledger.Read(ctx, func(tx central.Tx) (err error) {
					if n, err = tx.Count(); err == nil {
						sample, err = tx.Meta(central.MetaSample)
					}
					return err
				})
				if err != nil {
					return err
				}
				return print(out, struct {
					Offices int  `json:"offices"`
					Devices int  `json:"devices"`
					Revoked int  `json:"revoked"`
					Records int  `json:"records"`
					Events  int  `json:"events"`
					Held    int  `json:"held"`
					Forks   int  `json:"forks"`
					Codes   int  `json:"open_codes"`
					Sample  bool `json:"sample"`
				}{n.Offices, n.Devices, n.Revoked, n.Records, n.Events, n.Held, n.Forks, n.Codes, string(sample) == "1"})
			})
		},
	}
}
