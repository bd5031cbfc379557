package faults_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// proxy is a forward proxy that keeps all it hears.
type proxy struct {
	*httptest.Server
	mu    sync.Mutex
	dumps strings.Builder
}

// startProxy starts a proxy. decide returns the status of the answer to CONNECT:
// 200 lets the connection through.
func startProxy(t testing.TB, decide func(http.ResponseWriter, *http.Request) int) *proxy {
	t.Helper()
	p := &proxy{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		dump, err := httputil.DumpRequest(r, true)
		p.mu.Lock()
		fmt.Fprintf(&p.dumps, "%s %v\n", dump, err)
		p.mu.Unlock()
		status := decide(w, r)
		if status != http.StatusOK || r.Method != http.MethodConnect {
			w.WriteHeader(status)
			return
		}
		p.tunnel(w, r.Host)
	}))
	_, err := url.Parse(p.URL)
	require.NoError(t, err)
	return p
}

// choose is the Proxy of an http.Transport.
func (p *proxy) choose(*http.Request) (*url.URL, error) { return url.Parse(p.URL) }

// heard returns every request the proxy got.
func (p *proxy) heard() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dumps.String()
}

// tunnel carries bytes both ways until one side is done.
func (p *proxy) tunnel(w http.ResponseWriter, host string) {
	there, err := net.Dial("tcp", host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer there.Close()
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	if _, err := io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { carry(there, here) })
	both.Go(func() { carry(here, there) })
	both.Wait()
}

func carry(to, from net.Conn) {
	_, _ = io.Copy(to, from) // either end may close at any time
	_ = to.Close()
	_ = from.Close()
}
