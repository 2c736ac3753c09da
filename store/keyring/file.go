package keyring

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sporteli/store/casefile"
)

// FileName is the name of the key file in a data folder.
const FileName = "keys.json"

const format = 1

// Officer is somebody who can unlock the folder.
type Officer struct {
	ID   casefile.ID   `json:"officer"`
	Name string        `json:"name"`
	Role casefile.Role `json:"role"`
}

// slot is the data key wrapped for one officer.
type slot struct {
	Officer
	Slot    []byte `json:"slot"`
	Cost    Cost   `json:"cost"`
	Salt    []byte `json:"salt"`
	Wrapped []byte `json:"wrapped"`
}

// protected is everything the code over the file covers.
type protected struct {
	Format   int    `json:"format"`
	Database []byte `json:"database"`
	Device   []byte `json:"device"`
	Sample   bool   `json:"sample"`
	Slots    []slot `json:"slots"`
	// Keys holds the device's private keys, sealed under the data key.
	Keys []byte `json:"keys"`
}

// attempts counts wrong passwords of one slot. It is not covered by the code,
// since it is written without the data key: it slows a colleague, not a thief.
type attempts struct {
	Wrong int `json:"wrong"`
	// Until is when the next try is looked at, in milliseconds since 1970.
	Until int64 `json:"until"`
}

// File is the key file as read, before anybody has unlocked it.
type File struct {
	path string
	body struct {
		protected
		Code     []byte              `json:"code"`
		Attempts map[string]attempts `json:"attempts,omitempty"`
	}
}

// Read reads the key file of a folder. It fails with CodeNoData when there is
// none, CodeDamaged when it cannot be understood and CodeNewer when a newer
// program wrote it.
func Read(dir string) (*File, error) {
	f := &File{path: filepath.Join(dir, FileName)}
	raw, err := os.ReadFile(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, casefile.Fail(casefile.CodeNoData, "keyring: no key file")
	case err != nil:
		return nil, casefile.Fail(casefile.CodeReadOnly, "keyring: read: %w", bare(err))
	}
	if err := json.Unmarshal(raw, &f.body); err != nil {
		return nil, casefile.Fail(casefile.CodeDamaged, "keyring: key file is not readable")
	}
	if f.body.Format > format {
		return nil, casefile.Fail(casefile.CodeNewer, "keyring: format %d", f.body.Format)
	}
	if f.body.Format < 1 || len(f.body.Database) != 16 || len(f.body.Device) != 16 || len(f.body.Slots) == 0 {
		return nil, casefile.Fail(casefile.CodeDamaged, "keyring: key file is incomplete")
	}
	return f, nil
}

// Officers lists who can unlock the folder, in the order they were added.
func (f *File) Officers() []Officer {
	out := make([]Officer, len(f.body.Slots))
	for i, s := range f.body.Slots {
		out[i] = s.Officer
	}
	return out
}

// Sample reports whether the folder says that everything in it is invented. It
// is proved only by Unlock.
func (f *File) Sample() bool { return f.body.Sample }

// find looks for a slot by name, however it is capitalised, or by officer id.
func (f *File) find(who string) (int, error) {
	who = strings.TrimSpace(who)
	for i, s := range f.body.Slots {
		if strings.EqualFold(s.Name, who) || s.ID.String() == who {
			return i, nil
		}
	}
	return 0, &casefile.Error{Code: casefile.CodeNoOfficer}
}

// save replaces the file as a whole: a power cut leaves the old or the new one.
func (f *File) save() error {
	raw, err := json.MarshalIndent(f.body, "", "\t")
	if err != nil {
		return fmt.Errorf("keyring: encode: %w", err)
	}
	part := f.path + ".part"
	if err := writeSynced(part, append(raw, '\n')); err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "keyring: write: %w", bare(err))
	}
	if err := os.Rename(part, f.path); err != nil {
		return casefile.Fail(casefile.CodeReadOnly, "keyring: replace: %w", bare(err))
	}
	if dir, err := os.Open(filepath.Dir(f.path)); err == nil {
		_ = dir.Sync() // not every system can; those that cannot keep names safe by themselves
		_ = dir.Close()
	}
	return nil
}

func writeSynced(path string, raw []byte) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = out.Write(raw)
	return errors.Join(err, out.Sync(), out.Close())
}

// bare strips the path, which may hold a person's name.
func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return le.Err
	}
	return err
}
