package faults_test

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestL5OtherOrigins lets a middleware send requests elsewhere. Nothing leaves
// the client: no Referer, no cookie, no body. Redirects are rows 50 and 51.
func TestL5OtherOrigins(t *testing.T) {
	t.Parallel()
	elsewhere := map[string]func(*http.Request){
		"another port":  func(r *http.Request) { r.URL.Host = "127.0.0.1:9" },
		"another name":  func(r *http.Request) { r.URL.Host = strings.Replace(r.URL.Host, loopback, "localhost", 1) },
		"a subdomain":   func(r *http.Request) { r.URL.Host = "api." + r.URL.Host },
		"plain HTTP":    func(r *http.Request) { r.URL.Scheme = "http" },
		"a Host header": func(r *http.Request) { r.Host = "elsewhere.example" },
	}
	for name, lead := range elsewhere {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			astray := led(lead)
			for i := range subjects {
				s := &subjects[i]
				tr := newTrial(t, s, false, secure(loopback, inAnHour)...)
				trust(tr)
				tr.open(astray)
				input := s.input(tr.place)
				tr.call(t.Context(), input)
				tr.verify(s.input(tr.place), input)
				assert.ErrorIs(t, tr.err, backoffice.ErrInvalid, s.op)
				assert.ErrorIs(t, tr.err, backoffice.ErrNotSent, s.op)
				assert.Zero(t, tr.network.dials, s.op)
				tr.end()
			}
		})
	}
}

// led is a middleware that changes where requests go.
func led(lead func(*http.Request)) backoffice.Option {
	return backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return transportOf(func(r *http.Request) (*http.Response, error) {
			r = r.Clone(r.Context())
			lead(r)
			return next.RoundTrip(r)
		})
	})
}

// TestL5OwnOrigin is the control of L5: a request that is led to where it would
// go anyway does arrive, with its secret.
func TestL5OwnOrigin(t *testing.T) {
	t.Parallel()
	for i := range subjects {
		s := &subjects[i]
		tr := newTrial(t, s, false, secure(loopback, inAnHour)...)
		trust(tr)
		tr.open(led(func(r *http.Request) { r.Host = r.URL.Host }))
		input := s.input(tr.place)
		tr.call(t.Context(), input)
		tr.verify(s.input(tr.place), input)
		assert.NoError(t, tr.err, s.op)
		assert.Len(t, tr.server.Requests(s.op), 1, s.op)
		tr.end()
	}
}

// TestL8Trace hands the client a context whose httptrace hears everything.
func TestL8Trace(t *testing.T) {
	t.Parallel()
	for name, protocols := range map[string][]string{"HTTP/1.1": {"http/1.1"}, "HTTP/2 is offered": {"h2", "http/1.1"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range subjects {
				s := &subjects[i]
				tr := newTrial(t, s, false, secure(loopback, inAnHour, protocols...)...)
				tr.plain = true
				trust(tr)
				tr.network.transport.ForceAttemptHTTP2 = true
				tr.open()
				input := s.input(tr.place)
				tr.call(httptrace.WithClientTrace(t.Context(), traceInto(&tr.sinks)), input)
				require.NoError(t, tr.err)
				tr.verify(s.input(tr.place), input)
				tr.end()
			}
		})
	}
}

// TestL8TraceHears is the control of L8: the trace does hear a header.
func TestL8TraceHears(t *testing.T) {
	t.Parallel()
	server := planted.start(t)
	defer server.Close()
	var sinks leaktest.Sinks
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), traceInto(&sinks)), http.MethodGet, server.URL(), nil)
	require.NoError(t, err)
	request.AddCookie(&http.Cookie{Name: "OwnerId", Value: planted.owner.Text()})
	transport := new(http.Transport)
	defer transport.CloseIdleConnections()
	resp, err := transport.RoundTrip(request)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.NotEmpty(t, sinks.Leaks(planted.owner))
}

// traceInto is a trace with every hook set.
func traceInto(sinks *leaktest.Sinks) *httptrace.ClientTrace {
	hear := func(what string, values ...any) { sinks.Print("trace: "+what, values) }
	return &httptrace.ClientTrace{
		GetConn:              func(address string) { hear("get connection", address) },
		GotConn:              func(info httptrace.GotConnInfo) { hear("got connection", info.Reused, info.WasIdle) },
		PutIdleConn:          func(err error) { hear("put idle", err) },
		GotFirstResponseByte: func() { hear("first byte") },
		Got100Continue:       func() { hear("continue") },
		Got1xxResponse: func(code int, header textproto.MIMEHeader) error {
			hear("1xx", code, header)
			return nil
		},
		DNSStart:          func(info httptrace.DNSStartInfo) { hear("DNS", info) },
		DNSDone:           func(info httptrace.DNSDoneInfo) { hear("DNS done", info) },
		ConnectStart:      func(network, address string) { hear("connect", network, address) },
		ConnectDone:       func(network, address string, err error) { hear("connected", network, address, err) },
		TLSHandshakeStart: func() { hear("TLS") },
		TLSHandshakeDone:  func(_ tls.ConnectionState, err error) { hear("TLS done", err) },
		WroteHeaderField:  func(key string, values []string) { hear("header", key, values) },
		WroteHeaders:      func() { hear("headers") },
		Wait100Continue:   func() { hear("wait") },
		WroteRequest:      func(info httptrace.WroteRequestInfo) { hear("wrote", info) },
	}
}

// TestL9Proxy makes calls through a forward proxy. Of HTTPS it hears the host
// alone.
func TestL9Proxy(t *testing.T) {
	t.Parallel()
	for i := range subjects {
		s := &subjects[i]
		t.Run(s.op, func(t *testing.T) {
			t.Parallel()
			tr := newTrial(t, s, false, secure(loopback, inAnHour)...)
			proxy := startProxy(t, func(http.ResponseWriter, *http.Request) int { return http.StatusOK })
			tr.network.transport.Proxy = proxy.choose
			trust(tr)
			tr.open()
			input := s.input(tr.place)
			tr.call(t.Context(), input)
			require.NoError(t, tr.err)
			tr.verify(s.input(tr.place), input)
			secrets := tr.secrets()
			tr.end()
			proxy.Close()
			heard := proxy.heard()
			assert.True(t, strings.HasPrefix(heard, "CONNECT 127.0.0.1:"), heard)
			assert.Equal(t, 1, strings.Count(heard, "HTTP/1.1"))
			assert.False(t, leaktest.AnyIn(heard, secrets))
		})
	}
}

// TestL9PlainHTTP: to plain HTTP a proxy reads along, so New refuses it but for
// the machine itself, unless the caller asks for it.
func TestL9PlainHTTP(t *testing.T) {
	t.Parallel()
	const root = "http://erp.example.com"
	for i := range subjects {
		server := planted.start(t)
		_, _, err := subjects[i].dial(place{server: server, root: root, keyring: planted}, nil)
		server.Close()
		assert.ErrorIs(t, err, backoffice.ErrInvalid, subjects[i].op)
		var sinks leaktest.Sinks
		sinks.Error(err)
		assert.Empty(t, sinks.Leaks(planted.all()...))
	}

	proxy := startProxy(t, func(http.ResponseWriter, *http.Request) int { return http.StatusBadGateway })
	defer proxy.Close()
	transport := &http.Transport{Proxy: proxy.choose, DialContext: new(net.Dialer).DialContext}
	defer transport.CloseIdleConnections()
	client, err := customer.New(root, planted.key.Text(), backoffice.WithPlainHTTP(), quickly(),
		backoffice.WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	_, err = client.Get(t.Context(), number)
	require.ErrorIs(t, err, backoffice.ErrServer)
	assert.True(t, planted.key.IsIn(proxy.heard()), "L18: the proxy does hear plain HTTP")
}
