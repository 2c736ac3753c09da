package keyring_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/store/keyring"
)

var (
	cheap = keyring.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	noon  = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ana   = keyring.Officer{ID: casefile.NewID(), Name: "Ana Çela", Role: casefile.RoleOfficer}
	besa  = keyring.Officer{ID: casefile.NewID(), Name: "Besa", Role: casefile.RoleOfficer}
)

func folder(t *testing.T) (string, *keyring.Ring) {
	t.Helper()
	dir := t.TempDir()
	r, err := keyring.New(dir, casefile.DeviceID(casefile.NewID()), true)
	if err == nil {
		err = r.Put(ana, "kalaja e Beratit", cheap)
	}
	if err == nil {
		err = r.Put(besa, "liqeni i Ohrit", cheap)
	}
	if err == nil {
		err = r.Save()
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir, r
}

func unlock(t *testing.T, dir, who, password string, at time.Time) (*keyring.Ring, keyring.Officer, error) {
	t.Helper()
	f, err := keyring.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f.Unlock(who, password, at)
}

func TestEveryOfficerOpensTheSameKey(t *testing.T) {
	dir, made := folder(t)
	for who, password := range map[string]string{"ana çela": "kalaja e Beratit", besa.ID.String(): "liqeni i Ohrit"} {
		r, _, err := unlock(t, dir, who, password, noon)
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
		if !r.Same(made) || r.Database() != made.Database() || r.Device() != made.Device() || !r.Sample() {
			t.Errorf("%s opened another folder", who)
		}
		sig, _ := r.Sign([]byte("x"))
		if !ed25519.Verify(made.SignKey(), []byte("x"), sig) || !bytes.Equal(r.SealKey(), made.SealKey()) {
			t.Errorf("%s got other device keys", who)
		}
	}
	if _, _, err := unlock(t, dir, "Drita", "kalaja e Beratit", noon); casefile.CodeOf(err) != casefile.CodeNoOfficer {
		t.Errorf("a stranger: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, keyring.FileName))
	if err != nil || strings.Contains(string(raw), "kalaja") {
		t.Errorf("password in the file (%v)", err)
	}
	if info, _ := os.Stat(filepath.Join(dir, keyring.FileName)); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestWrongPasswordsAreSlowedAndForgotten(t *testing.T) {
	dir, _ := folder(t)
	for range 3 {
		if _, _, err := unlock(t, dir, "Besa", "liqeni i Prespes", noon); casefile.CodeOf(err) != casefile.CodeWrongPassword {
			t.Fatalf("wrong password: %v", err)
		}
	}
	var e *casefile.Error
	if _, _, err := unlock(t, dir, "Besa", "liqeni i Ohrit", noon); !errors.As(err, &e) || e.Code != casefile.CodeWait || e.Args["Seconds"] != 5 {
		t.Fatalf("the right one at once after three wrong ones: %v", err)
	}
	if _, _, err := unlock(t, dir, "Ana Çela", "kalaja e Beratit", noon); err != nil {
		t.Errorf("a colleague has to wait too: %v", err)
	}
	later := noon.Add(6 * time.Second)
	if _, _, err := unlock(t, dir, "Besa", "no", later); casefile.CodeOf(err) != casefile.CodeWrongPassword {
		t.Fatal(err)
	}
	if _, _, err := unlock(t, dir, "Besa", "no", later.Add(9*time.Second)); casefile.CodeOf(err) != casefile.CodeWait {
		t.Errorf("the wait does not grow: %v", err)
	}
	if _, _, err := unlock(t, dir, "Besa", "liqeni i Ohrit", later.Add(11*time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := unlock(t, dir, "Besa", "no", later); casefile.CodeOf(err) != casefile.CodeWrongPassword {
		t.Errorf("old tries count after a success: %v", err)
	}
}

func TestPasswordsAndNamesAreChecked(t *testing.T) {
	_, r := folder(t)
	if err := r.Put(ana, "shkurt", cheap); casefile.CodeOf(err) != casefile.CodeWeakPassword {
		t.Errorf("short: %v", err)
	}
	if err := r.Put(keyring.Officer{ID: casefile.NewID(), Name: "BESA"}, "kalaja e Krujes", cheap); casefile.CodeOf(err) != casefile.CodeOfficerExists {
		t.Errorf("same name: %v", err)
	}
}

func TestNewPasswordReplacesTheOld(t *testing.T) {
	dir, r := folder(t)
	if err := errors.Join(r.Put(ana, "kalaja e Krujes", cheap), r.SetRole(casefile.RoleCoordinator)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := unlock(t, dir, "Ana Çela", "kalaja e Beratit", noon); casefile.CodeOf(err) != casefile.CodeWrongPassword {
		t.Errorf("the old password: %v", err)
	}
	if _, who, err := unlock(t, dir, "Ana Çela", "kalaja e Krujes", noon); err != nil || who.Role != casefile.RoleCoordinator {
		t.Errorf("the new password: %v, %v", who, err)
	}
	r.Drop(ana.ID)
	if len(r.Officers()) != 1 {
		t.Error("the dropped officer is still there")
	}
}

func TestForgedFilesAreRefused(t *testing.T) {
	for name, forge := range map[string]func(string) string{
		"role": func(s string) string {
			return strings.Replace(s, `"role": "officer"`, `"role": "administrator"`, 1)
		},
		"sample": func(s string) string { return strings.Replace(s, `"sample": true`, `"sample": false`, 1) },
		"cost": func(s string) string {
			return strings.Replace(s, `"memory_kib": 64`, `"memory_kib": 4000000000`, 1)
		},
		"dropped code": func(s string) string { return regexp.MustCompile(`"code": "[^"]*"`).ReplaceAllString(s, `"code": ""`) },
		"not json":     func(s string) string { return s[:len(s)/2] },
		"no slots":     func(string) string { return `{"format":1}` },
	} {
		dir, _ := folder(t)
		path := filepath.Join(dir, keyring.FileName)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		forged := forge(string(raw))
		if forged == string(raw) {
			t.Fatalf("%s: nothing was forged", name)
		}
		if err := os.WriteFile(path, []byte(forged), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := keyring.Read(dir)
		if err == nil {
			_, _, err = f.Unlock("Ana Çela", "kalaja e Beratit", noon)
		}
		if casefile.CodeOf(err) != casefile.CodeDamaged {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := keyring.Read(t.TempDir()); casefile.CodeOf(err) != casefile.CodeNoData {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestCalibrateNeverGoesBelowTheFloor(t *testing.T) {
	if c := keyring.Calibrate(); c.Time < keyring.Floor.Time || c.MemoryKiB < keyring.Floor.MemoryKiB || c.Threads < keyring.Floor.Threads {
		t.Errorf("%+v", c)
	}
}
