package remote_test

import (
	"crypto/rand"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/remote"
	"sporteli/sync/wire"
)

func TestAddresses(t *testing.T) {
	for url, ok := range map[string]bool{
		"https://centre.example": true, "https://127.0.0.1:8443": true, " https://[::1]:8443/ ": true,
		"http://centre.example": false, "centre.example": false, "https://": false, "https://a:b@centre.example": false,
		"https://centre.example/path": false, "https://centre.example?x=1": false, "": false,
	} {
		_, err := remote.New(remote.Config{URL: url})
		if (err == nil) != ok || !ok && casefile.CodeOf(err) != casefile.CodeUsage {
			t.Errorf("%q: %v", url, err)
		}
	}
	if _, err := remote.New(remote.Config{URL: "https://x", Authority: []byte("x")}); casefile.CodeOf(err) != casefile.CodeCertificate {
		t.Errorf("a broken authority: %v", err)
	}
}

// narrow lets a server's connection carry a few bytes at a time.
type narrow struct {
	net.Conn
	pause time.Duration
}

func (n narrow) Write(b []byte) (int, error) {
	sent := 0
	for len(b) > 0 {
		<-time.After(n.pause)
		k, err := n.Conn.Write(b[:min(2000, len(b))])
		if sent += k; err != nil {
			return sent, err
		}
		b = b[k:]
	}
	return sent, nil
}

type narrowListener struct {
	net.Listener
	pause time.Duration
}

func (l narrowListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return narrow{c, l.pause}, err
}

func server(t *testing.T, pause time.Duration, h http.HandlerFunc) (*httptest.Server, []byte) {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS13}
	s.Listener = narrowListener{s.Listener, pause}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s, s.Certificate().Raw
}

func dial(t *testing.T, url string, ca []byte, idle time.Duration) *remote.Centre {
	t.Helper()
	c, err := remote.New(remote.Config{URL: url, Authority: ca, Idle: idle})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// The whole takes several times the patience for silence, and is waited for.
func TestASlowLineIsWaitedFor(t *testing.T) {
	body := make([]byte, 100_000)
	rand.Read(body)
	s, ca := server(t, 10*time.Millisecond, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/vnd.sporteli")
		w.Write(body)
	})
	answer, stats, err := dial(t, s.URL, ca, 200*time.Millisecond).Exchange(t.Context(), []byte("frame"))
	if err != nil || len(answer) != len(body) || stats.Down < len(body) || stats.Up < len("frame") || stats.Took < 400*time.Millisecond {
		t.Errorf("%d bytes, %+v, %v", len(answer), stats, err)
	}
}

func TestASilentServerIsNot(t *testing.T) {
	gone := make(chan struct{})
	s, ca := server(t, 0, func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-gone
	})
	t.Cleanup(func() { close(gone) })
	_, stats, err := dial(t, s.URL, ca, 150*time.Millisecond).Exchange(t.Context(), []byte("frame"))
	if casefile.CodeOf(err) != casefile.CodeNoNetwork || stats.Up == 0 || stats.Took > 20*time.Second {
		t.Errorf("%+v, %v", stats, err)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.TLS = &tls.Config{MaxVersion: tls.VersionTLS12}
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	_, _, err := dial(t, s.URL, s.Certificate().Raw, time.Second).Exchange(t.Context(), []byte("frame"))
	if casefile.CodeOf(err) != casefile.CodeNotCentre {
		t.Errorf("%v", err)
	}
}

// Proxies from the environment are somebody else's decision.
func TestNoProxyFromTheEnvironment(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	s, ca := server(t, 0, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.sporteli")
		w.Write(make([]byte, wire.MaxFrame))
	})
	if answer, _, err := dial(t, s.URL, ca, 0).Exchange(t.Context(), nil); err != nil || len(answer) != wire.MaxFrame {
		t.Errorf("%d bytes, %v", len(answer), err)
	}
}
