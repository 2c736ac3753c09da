package remote

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/engine"
	"sporteli/sync/wire"
)

// Released is a moment that lies before every use of this version: a clock that
// shows less is wrong, and certificates are then judged by this moment.
var Released = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// Paths of the protocol.
const (
	PathSync  = "/v1/sync"
	PathEnrol = "/v1/enrol"
)

// contentType of requests; answers carry the same.
const contentType = "application/vnd.sporteli"

// Config says how to reach a centre.
type Config struct {
	// URL is "https://host[:port]".
	URL string
	// Authority is the pinned certificate authority (DER); nil trusts those of
	// the system.
	Authority []byte
	// Floor is the centre's time as it last signed it: certificates are never
	// judged by an earlier moment. Zero if unknown.
	Floor time.Time
	// Idle is how long a line may be silent; zero means a minute.
	Idle time.Duration
}

// Centre is an engine.Remote over HTTPS. It is safe for concurrent use.
type Centre struct {
	url    string
	idle   time.Duration
	client *http.Client
}

// New prepares the way to a centre; nothing is sent yet. It fails with
// CodeUsage for a URL that is not https, CodeCertificate for an authority that
// cannot be read.
func New(c Config) (*Centre, error) {
	base, err := baseURL(c.URL)
	if err != nil {
		return nil, err
	}
	conf := &tls.Config{MinVersion: tls.VersionTLS13, Time: clock(c.Floor), NextProtos: []string{"http/1.1"}}
	if c.Authority != nil {
		ca, err := x509.ParseCertificate(c.Authority)
		if err != nil {
			return nil, casefile.Fail(casefile.CodeCertificate, "remote: pinned authority: %w", err)
		}
		conf.RootCAs = x509.NewCertPool()
		conf.RootCAs.AddCert(ca)
	}
	return newCentre(base, conf, c.Idle), nil
}

func newCentre(base string, conf *tls.Config, idle time.Duration) *Centre {
	if idle == 0 {
		idle = time.Minute
	}
	c := &Centre{url: base, idle: idle}
	dialer := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 15 * time.Second}
	c.client = &http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
				conn, err := dialer.DialContext(ctx, network, addr)
				if err != nil {
					return nil, err
				}
				return &patient{Conn: conn, idle: idle}, nil
			},
			TLSClientConfig:     conf,
			TLSHandshakeTimeout: idle,
			// A non-nil map keeps HTTP/2 off.
			TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
			DisableCompression:     true,
			MaxResponseHeaderBytes: 16 << 10,
			MaxConnsPerHost:        1,
			IdleConnTimeout:        20 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

func baseURL(s string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", &casefile.Error{Code: casefile.CodeUsage, Field: "url", Err: errors.New("remote: the centre's address must look like https://host:port")}
	}
	return "https://" + u.Host, nil
}

// clock returns the moment certificates are judged by.
func clock(floor time.Time) func() time.Time {
	return func() time.Time {
		now := time.Now()
		for _, t := range []time.Time{Released, floor} {
			if now.Before(t) {
				now = t
			}
		}
		return now
	}
}

// Close drops idle connections.
func (c *Centre) Close() { c.client.CloseIdleConnections() }

// Exchange delivers one sync frame.
func (c *Centre) Exchange(ctx context.Context, frame []byte) ([]byte, engine.Stats, error) {
	return c.post(ctx, PathSync, frame, wire.MaxFrame)
}

func (c *Centre) post(ctx context.Context, path string, body []byte, limit int64) ([]byte, engine.Stats, error) {
	began := time.Now()
	count := &counter{r: bytes.NewReader(body)}
	stats := func(down int) engine.Stats {
		return engine.Stats{Up: int(count.n.Load()), Down: down, Took: time.Since(began)}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+path, count)
	if err != nil {
		return nil, stats(0), casefile.Fail(casefile.CodeInternal, "remote: %w", err)
	}
	req.ContentLength = int64(len(body))
	// A kept connection that the centre has closed meanwhile is replaced once,
	// before any of the request has arrived.
	req.GetBody = func() (io.ReadCloser, error) {
		count.r = bytes.NewReader(body)
		count.n.Store(0)
		return io.NopCloser(count), nil
	}
	req.Header = http.Header{"Content-Type": {contentType}, "User-Agent": nil}
	overhead := headerBytes(req.Header) + len(req.Host) + len(path) + len("POST  HTTP/1.1\r\nHost: \r\nContent-Length: 000000\r\n\r\n")
	res, err := c.client.Do(req)
	if err != nil {
		return nil, stats(0), fault(err)
	}
	defer res.Body.Close() //nolint:errcheck // only read from
	count.n.Add(int64(overhead))
	down := headerBytes(res.Header) + len("HTTP/1.1 200 OK\r\n\r\n")
	answer, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	down += len(answer)
	switch {
	case err != nil:
		return nil, stats(down), fault(err)
	case int64(len(answer)) > limit:
		return nil, stats(down), casefile.Fail(casefile.CodeNotCentre, "remote: an answer of more than %d bytes", limit)
	}
	return answer, stats(down), status(res)
}

// status judges an answer by its head alone. A 200 is still nothing until its
// signature was verified.
func status(res *http.Response) error {
	switch res.StatusCode {
	case http.StatusOK:
		if res.Header.Get("Content-Type") != contentType {
			return casefile.Fail(casefile.CodeNotCentre, "remote: an answer of another kind")
		}
		return nil
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusInsufficientStorage:
		seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
		if err != nil || seconds < 1 || seconds > 3600 {
			seconds = 60
		}
		return &casefile.Error{Code: casefile.CodeBusy, Args: map[string]any{"Seconds": seconds}}
	case http.StatusRequestEntityTooLarge, http.StatusBadRequest:
		return casefile.Fail(casefile.CodeBadMessage, "remote: status %d", res.StatusCode)
	default:
		return casefile.Fail(casefile.CodeNotCentre, "remote: status %d", res.StatusCode)
	}
}

func headerBytes(h http.Header) int {
	n := 0
	for name, values := range h {
		for _, v := range values {
			n += len(name) + len(v) + len(": \r\n")
		}
	}
	return n
}

// fault turns an error of the transport into one of the closed set.
func fault(err error) error {
	var ce *casefile.Error
	if errors.As(err, &ce) {
		return ce
	}
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var foreign x509.UnknownAuthorityError
	var name x509.HostnameError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, context.Canceled):
		return casefile.Fail(casefile.CodeCanceled, "remote: %w", err)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		if time.Now().Before(invalid.Cert.NotBefore) {
			return casefile.Fail(casefile.CodeClock, "remote: %w", err)
		}
		return casefile.Fail(casefile.CodeCertificate, "remote: %w", err)
	case errors.As(err, &verify), errors.As(err, &invalid), errors.As(err, &foreign), errors.As(err, &name), errors.As(err, &record),
		// Alerts and refusals of the handshake have no types of their own.
		strings.Contains(err.Error(), ": tls: "),
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"),
		strings.Contains(err.Error(), "malformed HTTP"):
		return casefile.Fail(casefile.CodeNotCentre, "remote: %w", err)
	default:
		return casefile.Fail(casefile.CodeNoNetwork, "remote: %w", err)
	}
}
