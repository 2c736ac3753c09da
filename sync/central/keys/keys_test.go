package keys_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/central/keys"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string) *keys.Keys {
	t.Helper()
	k, err := keys.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func server(t *testing.T, k *keys.Keys, at time.Time, hosts ...string) (tls.Certificate, *x509.Certificate) {
	t.Helper()
	c, err := k.Server(hosts, at)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return c, leaf
}

func TestKeysStayTheSame(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	_, err := keys.Open(dir, false)
	if casefile.CodeOf(err) != casefile.CodeNoData {
		t.Errorf("no folder: %v", err)
	}
	a := open(t, dir)
	b, err := keys.Open(dir, false)
	if err != nil || !a.Signing.Equal(b.Signing) || !bytes.Equal(a.Secret, b.Secret) || len(a.Secret) != 32 {
		t.Errorf("other keys at the second start: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "centre.key"), []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := keys.Open(dir, true); casefile.CodeOf(err) != casefile.CodeDamaged {
		t.Errorf("a damaged file: %v", err)
	}
}

func TestSeveralProcessesMakeOneCentre(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	got := make([][]byte, 8)
	for i := range got {
		wait.Go(func() {
			k, err := keys.Open(dir, true)
			if err != nil {
				t.Error(err)
				return
			}
			ca, err := k.Authority(now)
			if err != nil {
				t.Error(err)
			}
			got[i] = append(bytes.Clone(k.Signing), ca...)
		})
	}
	wait.Wait()
	for _, g := range got {
		if !bytes.Equal(g, got[0]) {
			t.Fatal("two processes made two centres")
		}
	}
}

func TestSecretsAreTheOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // rights there come with the folder
	}
	dir := filepath.Join(t.TempDir(), "centre")
	server(t, open(t, dir), now, "localhost")
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestServerCertificate(t *testing.T) {
	k := open(t, t.TempDir())
	chain, leaf := server(t, k, now, "127.0.0.1", "::1", "localhost", "centre.example")
	roots := x509.NewCertPool()
	ca, err := x509.ParseCertificate(chain.Certificate[1])
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(ca)
	for _, host := range []string{"127.0.0.1", "::1", "localhost", "centre.example"} {
		if _, err := leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: host, CurrentTime: now}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if got := ca.NotAfter.Sub(now).Hours() / 24 / 365; got != 10 {
		t.Errorf("the authority lives %v years", got)
	}
	again := func(what string, at time.Time, hosts []string, same bool) {
		t.Helper()
		if _, l := server(t, k, at, hosts...); l.Equal(leaf) != same {
			t.Errorf("%s: same certificate %v, want %v", what, l.Equal(leaf), same)
		} else {
			leaf = l
		}
	}
	again("a restart", now.AddDate(0, 0, 1), []string{"localhost"}, true)
	again("31 days before its end", now.AddDate(1, 0, -31), []string{"localhost"}, true)
	again("29 days before its end", now.AddDate(1, 0, -29), []string{"localhost"}, false)
	again("a new name", now.AddDate(1, 0, -29), []string{"localhost", "new.example"}, false)
	again("in its last year", now.AddDate(9, 8, 0), []string{"localhost"}, false)
	if leaf.NotAfter.After(ca.NotAfter) {
		t.Error("it outlives its authority")
	}
	if _, err := k.Server([]string{"localhost"}, now.AddDate(11, 0, 0)); casefile.CodeOf(err) != casefile.CodeCertificate {
		t.Errorf("after its authority: %v", err)
	}
}
