package main

import (
	"context"
	"time"

	"sporteli/store"
	"sporteli/store/casefile"
	"sporteli/sync/engine"
	"sporteli/sync/remote"
)

// The store is what the engine works with.
var (
	_ engine.Local  = (*store.DB)(nil)
	_ engine.Wanter = (*store.DB)(nil)
)

func runSync(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("sync")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	return c.with(ctx, func(d desk) error {
		id := d.Identity()
		if id.CentreURL == "" {
			return &casefile.Error{Code: casefile.CodeNotEnrolled}
		}
		floor, err := d.CentreTime(ctx)
		if err != nil {
			return err
		}
		centre, err := remote.New(remote.Config{URL: id.CentreURL, Authority: id.Authority, Floor: floor, Idle: time.Minute})
		if err != nil {
			return err
		}
		defer centre.Close()
		r, err := engine.Once(ctx, d.DB, centre, nil)
		st, stErr := d.SyncStatus(ctx)
		switch {
		case err != nil && stErr != nil:
			return err
		case err != nil:
			// Whoever runs this from a script wants to know what still waits.
			t.report(err, func(f *failure) { f.Waiting = &st.Waiting })
			return errReported
		case stErr != nil:
			return stErr
		}
		return t.print(notices(st, map[string]any{
			"sent": r.Sent, "received": r.Received, "waiting": st.Waiting, "conflicts": st.Conflicts,
			"bytes_up": r.BytesUp, "bytes_down": r.BytesDown, "requests": r.Requests,
		}))
	})
}

// notices adds when this PC was put back from a copy, or its disk was copied:
// days on which somebody should ask what is missing.
func notices(st casefile.SyncStatus, out map[string]any) map[string]any {
	for name, at := range map[string]time.Time{"restored": st.Restored, "copied": st.Copied} {
		if !at.IsZero() {
			out[name] = at.UTC().Format(time.RFC3339)
		}
	}
	return out
}

func runCheck(ctx context.Context, t *tool, args []string) error {
	c := t.newCall("check")
	deep := c.Bool("deep", false, "also fold every record anew and compare every row")
	if err := c.parse(args, 0); err != nil {
		return err
	}
	return c.with(ctx, func(d desk) error {
		report, err := d.Check(ctx, *deep)
		if err != nil {
			return err
		}
		faults := []map[string]any{}
		for _, f := range report.Faults {
			faults = append(faults, map[string]any{"code": f.Code, "where": f.Where})
		}
		st, err := d.SyncStatus(ctx)
		if err != nil && len(faults) == 0 {
			return err // of a damaged folder the faults say more
		}
		err = t.print(notices(st, map[string]any{
			"events": report.Events, "entries": report.Entries, "records": report.Records, "waiting": st.Waiting, "faults": faults,
		}))
		if err == nil && len(faults) > 0 {
			return casefile.Fail(casefile.CodeDamaged, "%d faults", len(faults))
		}
		return err
	})
}
