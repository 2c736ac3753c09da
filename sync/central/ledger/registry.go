package ledger

import (
	"errors"

	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/wire"
)

const officeColumns = `id, name, municipality, county, code, created_at`

func officeDest(o *central.Office) []any {
	return []any{fixed{o.ID[:]}, &o.Name, &o.Municipality, &o.County, &o.Code, &o.CreatedAt}
}

// Office is central.Registry.
func (t tx) Office(id casefile.ID) (central.Office, error) {
	var o central.Office
	err := t.one(`SELECT `+officeColumns+` FROM office WHERE id = ?`, []any{id[:]}, officeDest(&o))
	return o, err
}

// Offices is central.Registry.
func (t tx) Offices() ([]central.Office, error) {
	var out []central.Office
	err := t.Each(`SELECT `+officeColumns+` FROM office ORDER BY id`, nil, func(scan func(...any) error) error {
		var o central.Office
		err := scan(officeDest(&o)...)
		out = append(out, o)
		return err
	})
	return out, err
}

// AddOffice is central.Registry.
func (t tx) AddOffice(o central.Office) error {
	return t.exec(`INSERT INTO office (`+officeColumns+`) VALUES (?, ?, ?, ?, ?, ?)`,
		o.ID[:], o.Name, o.Municipality, o.County, o.Code, o.CreatedAt)
}

const deviceColumns = `id, sign_key, seal_key, office, role, series, officer, app, enrolled_at, seen_at, revoked_at, waiting, forks, clock_off`

func deviceDest(d *central.Device) []any {
	return []any{
		fixed{d.ID[:]},
		&d.SignKey, &d.SealKey,
		fixed{d.Office[:]},
		(*string)(&d.Role), &d.Series,
		fixed{d.Officer[:]},
		&d.App,
		&d.EnrolledAt, &d.SeenAt, &d.RevokedAt, &d.Waiting, &d.Forks, &d.ClockOff,
	}
}

// Device is central.Registry.
func (t tx) Device(id casefile.DeviceID) (central.Device, error) {
	var d central.Device
	err := t.one(`SELECT `+deviceColumns+` FROM device WHERE id = ?`, []any{id[:]}, deviceDest(&d))
	return d, err
}

// Devices is central.Registry.
func (t tx) Devices() ([]central.Device, error) {
	var out []central.Device
	err := t.Each(`SELECT `+deviceColumns+` FROM device ORDER BY enrolled_at, id`, nil, func(scan func(...any) error) error {
		var d central.Device
		err := scan(deviceDest(&d)...)
		out = append(out, d)
		return err
	})
	return out, err
}

// PutDevice is central.Registry.
func (t tx) PutDevice(d central.Device) error {
	return t.exec(`INSERT INTO device (`+deviceColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET app = excluded.app, seen_at = excluded.seen_at, revoked_at = excluded.revoked_at,
		waiting = excluded.waiting, forks = excluded.forks, clock_off = excluded.clock_off`,
		d.ID[:], d.SignKey, d.SealKey, d.Office[:], string(d.Role), d.Series, d.Officer[:], d.App,
		d.EnrolledAt, d.SeenAt, d.RevokedAt, d.Waiting, d.Forks, d.ClockOff)
}

// Code is central.Registry.
func (t tx) Code(hash wire.Hash) (central.Code, error) {
	c := central.Code{Hash: hash}
	err := t.one(`SELECT office, role, expires_at, device, used_at FROM code WHERE hash = ?`, []any{hash[:]},
		[]any{fixed{c.Office[:]}, (*string)(&c.Role), &c.ExpiresAt, fixed{c.Device[:]}, &c.UsedAt})
	return c, err
}

// PutCode is central.Registry.
func (t tx) PutCode(c central.Code) error {
	return t.exec(`INSERT INTO code (hash, office, role, expires_at, device, used_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET device = excluded.device, used_at = excluded.used_at`,
		c.Hash[:], c.Office[:], string(c.Role), c.ExpiresAt, c.Device[:], c.UsedAt)
}

// Meta is central.Registry.
func (t tx) Meta(key string) ([]byte, error) {
	var v []byte
	err := t.one(`SELECT value FROM meta WHERE key = ?`, []any{key}, []any{&v})
	if errors.Is(err, casefile.ErrNotFound) {
		return nil, nil
	}
	return v, err
}

// SetMeta is central.Registry.
func (t tx) SetMeta(key string, value []byte) error {
	return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
}

// Count is central.Registry.
func (t tx) Count() (central.Counts, error) {
	var c central.Counts
	err := t.one(`SELECT (SELECT count(*) FROM office), (SELECT count(*) FROM device), (SELECT count(*) FROM device WHERE revoked_at <> 0),
		(SELECT count(*) FROM record), (SELECT count(*) FROM event), (SELECT count(*) FROM event WHERE held <> ''),
		(SELECT coalesce(sum(forks), 0) FROM device), (SELECT count(*) FROM code WHERE used_at = 0)`, nil,
		[]any{&c.Offices, &c.Devices, &c.Revoked, &c.Records, &c.Events, &c.Held, &c.Forks, &c.Codes})
	return c, err
}
