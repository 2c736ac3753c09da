package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"sporteli/store/casefile"
	"sporteli/sync/central"
	"sporteli/sync/central/keys"
)

// server is what serve was asked for.
type server struct {
	dir, listen       string
	certFile, keyFile string
	hosts             []string
	sample            bool
}

func serveCommand() command {
	return command{
		name: "serve", args: "--data DIR --listen ADDR",
		about: "Serves the PCs until it is told to end (SIGTERM, Ctrl-C). Prints {\"address\": ...} once it is ready. Makes the folder if there is none.",
		prepare: func(f *flag.FlagSet) func(context.Context, io.Writer, io.Writer) error {
			var s server
			f.StringVar(&s.dir, "data", "", "the centre's `folder`")
			f.StringVar(&s.listen, "listen", "127.0.0.1:8443", "the `address` to listen on, host:port; port 0 takes a free one")
			f.StringVar(&s.certFile, "tls-cert", "", "a certificate chain (PEM `file`) in place of the centre's own authority")
			f.StringVar(&s.keyFile, "tls-key", "", "its private key (PEM `file`)")
			f.BoolVar(&s.sample, "sample", false, "this centre is for invented records: it takes sample PCs and no others")
			f.Func("host", "a further `name` or address the PCs reach the centre by; may be repeated", func(h string) error {
				if h == "" || strings.ContainsAny(h, "/ ") {
					return errors.New("a bare name or address is needed")
				}
				s.hosts = append(s.hosts, h)
				return nil
			})
			return s.run
		},
	}
}

func (s *server) run(ctx context.Context, out, errs io.Writer) error {
	if s.dir == "" {
		return misuse("serve: --data is needed")
	}
	if (s.certFile == "") != (s.keyFile == "") {
		return misuse("serve: --tls-cert and --tls-key belong together")
	}
	host, _, err := net.SplitHostPort(s.listen)
	if err != nil {
		return misuse("serve: --listen: %w", err)
	}
	// The port first: a second centre must not touch anything.
	l, err := listen(ctx, s.listen)
	if err != nil {
		return err
	}
	defer l.Close() //nolint:errcheck // closed by the server already
	log := slog.New(slog.NewJSONHandler(errs, nil))
	p, err := open(ctx, s.dir, true, log)
	if err != nil {
		return err
	}
	defer p.close()
	cert, authority, err := s.certificate(p.keys, host)
	if err != nil {
		return err
	}
	if err := p.centre.Prepare(ctx, authority, s.sample); err != nil {
		return err
	}
	srv := central.NewServer(p.centre.Handler(), cert, log)
	ended := make(chan error, 1)
	go func() { ended <- srv.ServeTLS(l, "", "") }()
	log.InfoContext(ctx, "serving", "address", l.Addr().String(), "sample", s.sample)
	if err := print(out, struct {
		Address string `json:"address"`
	}{"https://" + address(host, l)}); err != nil {
		return errors.Join(err, srv.Close())
	}
	select {
	case err := <-ended:
		return casefile.Fail(casefile.CodeInternal, "serve: %w", err)
	case <-ctx.Done():
	}
	// Exchanges under way may end; a PC that hangs is not waited for.
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if srv.Shutdown(bounded) != nil {
		srv.Close() //nolint:errcheck // ending anyway
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return casefile.Fail(casefile.CodeInternal, "serve: %w", err)
	}
	log.Info("ended")
	return nil
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE), err != nil && strings.Contains(err.Error(), "Only one usage of each socket address"):
		return nil, casefile.Fail(casefile.CodePortBusy, "%w", err)
	case err != nil:
		return nil, misuse("serve: --listen: %w", err)
	}
	return l, nil
}

// address is what PCs on this machine can use: the host as asked for, and the
// port as it is.
func address(host string, l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String()) //nolint:errcheck // a listener's own address
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// certificate returns the chain to show and the certificate that codes name.
func (s *server) certificate(k *keys.Keys, host string) (tls.Certificate, []byte, error) {
	now := time.Now()
	if s.certFile != "" {
		return keys.Load(s.certFile, s.keyFile, now)
	}
	hosts := append([]string{"localhost", "127.0.0.1", "::1"}, s.hosts...)
	if name, err := os.Hostname(); err == nil && validName(name) {
		hosts = append(hosts, name)
	}
	if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
		hosts = append(hosts, host)
	}
	slices.Sort(hosts)
	cert, err := k.Server(slices.Compact(hosts), now)
	if err != nil {
		return cert, nil, err
	}
	return cert, cert.Certificate[1], nil
}

// validName reports whether a certificate can be made out to a host name.
func validName(name string) bool {
	return (&x509.Certificate{DNSNames: []string{name}}).VerifyHostname(name) == nil
}
