package transport

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// staleConn is a connection that takes one request, and of the next one nothing.
type staleConn struct {
	net.Conn
	used atomic.Bool
}

func (c *staleConn) Write(p []byte) (int, error) {
	if c.used.Swap(true) {
		return 0, syscall.EPIPE
	}
	return c.Conn.Write(p)
}

// stale is a transport whose first connection is a stale one, and the others as
// next makes them.
func stale(t *testing.T, next func(context.Context, string, string) (net.Conn, error)) *http.Transport {
	t.Helper()
	dials := 0
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if dials++; dials > 1 {
			return next(ctx, network, address)
		}
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &staleConn{Conn: conn}, err
	}}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// TestStaleConnection: where the only connection is dead and no other can be made,
// nothing was sent. That is no proof for what net/http repeats also after it was
// sent.
func TestStaleConnection(t *testing.T) {
	t.Parallel()
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	none := func(context.Context, string, string) (net.Conn, error) { return nil, refused }
	withKey := around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		r.Header.Set("Idempotency-Key", "1")
		return next.RoundTrip(r)
	})
	byGET := backoffice.WithRoute("test.Update", backoffice.Route{Method: "GET", Arguments: backoffice.Query})
	tests := map[string]struct {
		op      *Operation
		option  backoffice.Option
		outcome backoffice.Outcome
	}{
		"once":                  {opOnce, nil, backoffice.OutcomeNotSent},
		"update":                {opUpdate, nil, backoffice.OutcomeNotSent},
		"update with a key":     {opUpdate, withKey, backoffice.OutcomeUnknown},
		"update, a GET":         {opUpdate, byGET, backoffice.OutcomeUnknown},
		"read that is no GET":   {opRead, nil, backoffice.OutcomeNotSent},
		"delete that is no GET": {opDelete, nil, backoffice.OutcomeNotSent},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
			options := []backoffice.Option{fast(), backoffice.WithHTTPClient(&http.Client{Transport: stale(t, none)})}
			if test.option != nil {
				options = append(options, test.option)
			}
			client := newClient(t, root, options...)
			require.Nil(t, do(t.Context(), client, opDelete))
			err := do(t.Context(), client, test.op)
			require.NotNil(t, err)
			assert.ErrorIs(t, err, syscall.ECONNREFUSED)
			assert.Equal(t, test.outcome, err.Outcome)
			assert.EqualValues(t, 1, count.Load())
		})
	}
}

// TestStaleConnectionBelowAWrapper: in HTTP/1.1 net/http may take another
// connection also for what may be sent once, because nothing was sent.
func TestStaleConnectionBelowAWrapper(t *testing.T) {
	t.Parallel()
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	below := stale(t, new(net.Dialer).DialContext)
	client := newClient(t, root, through(below.RoundTrip))
	for range 2 {
		require.Nil(t, do(t.Context(), client, opOnce))
	}
	assert.EqualValues(t, 2, count.Load())
}

func TestIsReplayable(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		method string
		change func(*http.Request)
		want   bool
	}{
		"GET without a body":             {"GET", func(*http.Request) {}, true},
		"GET without even an empty body": {"GET", func(r *http.Request) { r.Body = nil }, true},
		"GET with a body to be had once": {"GET", func(r *http.Request) { r.Body, r.GetBody = &brokenBody{}, nil }, false},
		"GET with a body to be had again": {"GET", func(r *http.Request) {
			r.Body, r.GetBody = &brokenBody{}, func() (io.ReadCloser, error) { return http.NoBody, nil }
		}, true},
		"HEAD":                  {"HEAD", func(*http.Request) {}, true},
		"OPTIONS":               {"OPTIONS", func(*http.Request) {}, true},
		"TRACE":                 {"TRACE", func(*http.Request) {}, true},
		"POST":                  {"POST", func(*http.Request) {}, false},
		"PUT":                   {"PUT", func(*http.Request) {}, false},
		"DELETE":                {"DELETE", func(*http.Request) {}, false},
		"POST with a key":       {"POST", func(r *http.Request) { r.Header.Set("Idempotency-Key", "") }, true},
		"POST with another key": {"POST", func(r *http.Request) { r.Header.Set("X-Idempotency-Key", "1") }, true},
		"POST with a key and a body for once": {"POST", func(r *http.Request) {
			r.Header.Set("Idempotency-Key", "1")
			r.Body, r.GetBody = &brokenBody{}, nil
		}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &http.Request{Method: test.method, Header: http.Header{}, Body: http.NoBody}
			test.change(r)
			assert.Equal(t, test.want, isReplayable(r))
		})
	}
}

// TestRefusedAttemptsAreNotRepeated: a credential that fails does so before an
// attempt is counted, so that no limit of attempts would end it.
func TestRefusedAttemptsAreNotRepeated(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]error{
		"by itself":    errors.New("no key"),
		"on a network": &net.OpError{Op: "dial", Err: errors.New("refused")},
		"in time":      context.DeadlineExceeded,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			client := newClient(t, "https://erp.example.com", fast())
			call := newThing(opUpdate)
			call.Credential = func(context.Context, *http.Request) error { asked++; return cause }
			err := client.Do(t.Context(), &call.Call, []backoffice.Option{backoffice.WithTimeout(time.Second)})
			assert.ErrorIs(t, err, backoffice.ErrNotSent)
			assert.Equal(t, 1, asked)
		})
	}
}
