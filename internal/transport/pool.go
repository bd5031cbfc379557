package transport

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// idleTimeout is how long a connection is kept for the next call. It is below
// the servers' own limits (IIS: 2 minutes), or a write would race with the
// server closing its end.
const idleTimeout = 30 * time.Second

// sharedPool is the connection pool of all clients that bring no http.Client.
var sharedPool = sync.OnceValue(func() http.RoundTripper {
	dialer := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    10 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		// The default of 2 idle connections a host makes 64 parallel calls
		// open some 3,000 connections where 64 do. There is no limit for all
		// hosts together, which would be shared by vendors.
		MaxIdleConnsPerHost:    256,
		IdleConnTimeout:        idleTimeout,
		Protocols:              http1Only(),
		OnProxyConnectResponse: refuseConnect,
	}
})

// CloseIdleConnections closes the connections that wait for a call.
func (c *Client) CloseIdleConnections() {
	if c == nil {
		return
	}
	if closer, ok := c.base.(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}

// http1Only keeps HTTP/2 away: net/http repeats some HTTP/2 requests on its
// own, writes among them.
func http1Only() *http.Protocols {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return protocols
}

// innermost returns the round tripper below the library for the caller's
// http.Client, or the shared pool if there is none. own tells that it is an
// http.Transport of the library's, which only reads the requests it is given.
func innermost(client *http.Client) (base http.RoundTripper, own bool) {
	if client == nil || client.Transport == nil {
		return sharedPool(), true
	}
	if t, ok := client.Transport.(*http.Transport); ok {
		t = t.Clone()
		t.Protocols = http1Only()
		t.TLSNextProto = nil
		if t.TLSClientConfig != nil {
			// The original has put h2 there when it was cloned, and a server that
			// takes it would be spoken to in HTTP/1.1 all the same.
			t.TLSClientConfig.NextProtos = []string{"http/1.1"}
		}
		if t.IdleConnTimeout == 0 {
			t.IdleConnTimeout = idleTimeout
		}
		if t.OnProxyConnectResponse == nil {
			t.OnProxyConnectResponse = refuseConnect
		}
		return t, true
	}
	return client.Transport, false
}

// proxyRefusal is a proxy's refusal to connect, which it would repeat.
type proxyRefusal struct{ status int }

func (e *proxyRefusal) Error() string {
	return "the proxy refused to connect: HTTP " + strconv.Itoa(e.status)
}

func refuseConnect(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return &proxyRefusal{answer.StatusCode}
	}
	return nil
}

func isProxyRefusal(err error) bool {
	_, ok := errors.AsType[*proxyRefusal](err)
	return ok
}
