package central

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"sporteli/assets"
	"sporteli/store/casefile"
	"sporteli/sync/wire"
)

var officeCode = regexp.MustCompile(`^[A-Z0-9]{2,6}$`)

// AddOffice opens an office and tells all PCs of it: its record is written into
// the centre's own log and the national feed. An empty code is made from the
// municipality. It fails with CodeRequired, CodeTooLong or CodeUnknownCode and
// the field.
func (c *Centre) AddOffice(ctx context.Context, name, municipality, code string) (Office, error) {
	name = strings.Join(strings.Fields(name), " ")
	o := Office{
		ID: casefile.NewID(), Name: name, Municipality: municipality, County: assets.CountyOf(municipality), Code: code,
		CreatedAt: c.Now().UnixMilli(),
	}
	switch {
	case name == "":
		return o, &casefile.Error{Code: casefile.CodeRequired, Field: "name"}
	case !utf8.ValidString(name):
		return o, &casefile.Error{Code: casefile.CodeBadText, Field: "name"}
	case utf8.RuneCountInString(name) > 200:
		return o, &casefile.Error{Code: casefile.CodeTooLong, Field: "name", Args: map[string]any{"Max": 200}}
	case o.County == "":
		return o, &casefile.Error{Code: casefile.CodeUnknownCode, Field: "municipality"}
	case code != "" && !officeCode.MatchString(code):
		return o, &casefile.Error{Code: casefile.CodeUnknownCode, Field: "code", Err: errors.New("central: 2 to 6 of A-Z and 0-9")}
	}
	err := c.Ops.Write(ctx, func(tx Tx) error {
		all, err := tx.Offices()
		if err != nil {
			return err
		}
		taken := map[string]bool{}
		for _, other := range all {
			taken[other.Code] = true
		}
		if taken[o.Code] {
			return &casefile.Error{Code: casefile.CodeUnknownCode, Field: "code", Err: errors.New("central: another office has this code")}
		}
		if o.Code == "" {
			o.Code = freeCode(municipality, taken)
		}
		if err := tx.AddOffice(o); err != nil {
			return err
		}
		return c.write(tx, o.ID, casefile.KindOffice, map[string]string{
			"name": o.Name, "municipality": o.Municipality, "county": o.County, "code": o.Code,
		})
	})
	return o, err
}

// freeCode takes the first letters of the place, and a number where they are
// taken.
func freeCode(slug string, taken map[string]bool) string {
	base := strings.ToUpper(strings.ReplaceAll(slug, "-", ""))
	base = base[:min(3, len(base))]
	code := base
	for n := 2; taken[code]; n++ {
		code = fmt.Sprintf("%s%d", base, n)
	}
	return code
}

// write enters a new record of the centre's own into its log and publishes it.
func (c *Centre) write(tx Tx, id casefile.ID, kind casefile.Kind, values map[string]string) error {
	now := c.Now().UnixMilli()
	device := casefile.DeviceID(wire.KeyID(c.PublicKey()))
	ev := casefile.Event{
		Schema: casefile.SchemaVersion, Record: id, Kind: kind, Device: device, At: now, Stamp: uint64(now) << 16,
		CentreAt: now, Nonce: newNonce(), Scopes: []casefile.ScopeOp{{Scope: casefile.ScopeNational, Write: true}},
	}
	for _, f := range casefile.Fields(kind) {
		if v := values[f.Name]; v != "" {
			ev.Ops = append(ev.Ops, casefile.Op{Field: f.No, Write: true, Value: v})
		}
	}
	item, eid, err := wire.Encode(ev)
	if err != nil {
		return err
	}
	ev.ID = eid
	l, err := ownLog(tx, device)
	if err != nil {
		return err
	}
	e := Entry{Log: l.ID, Seq: l.Seq + 1, Prev: l.Hash, Event: eid}
	e.Hash = wire.EntryHash(e.Log, e.Seq, e.Prev, e.Event)
	l.Seq, l.Hash = e.Seq, e.Hash
	if _, _, err := tx.AddEntry(e); err != nil {
		return err
	}
	if err := tx.PutLog(l); err != nil {
		return err
	}
	if err := tx.PutEvent(Event{ID: eid, Record: id, Kind: kind, Device: device, Body: item.Body, Payload: item.Payload, ReceivedAt: now}); err != nil {
		return err
	}
	rec, state, err := loadRecord(tx, id, id)
	if err != nil {
		return err
	}
	return publish(tx, ev, rec, state, func(s casefile.Scope) (bool, error) { return s == casefile.ScopeNational, nil })
}

// ownLog returns the centre's log, a new one at first.
func ownLog(tx Tx, device casefile.DeviceID) (Log, error) {
	raw, err := tx.Meta(metaLog)
	if err != nil {
		return Log{}, err
	}
	if len(raw) == 16 {
		return tx.Log(casefile.LogID(raw))
	}
	l := Log{ID: newNonce(), Device: device}
	return l, tx.SetMeta(metaLog, l.ID[:])
}
