package transport

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreAnyFunction("net/http.(*persistConn).writeLoop"))
}

// dummyKey is escape-sensitive and longer than any piece that may get out.
const dummyKey = "DUMMY+key=/%&0123456789abcdefghij"

// The operations of a vendor that exists for these tests alone.
var (
	opRead   = operation("test.Read", Read)
	opUpdate = operation("test.Update", Update)
	opDelete = operation("test.Delete", Delete)
	opOnce   = operation("test.Once", Once)

	classes = []*Operation{opRead, opUpdate, opDelete, opOnce}
)

func operation(name string, class Class) *Operation {
	return &Operation{Name: name, Class: class, Route: backoffice.Route{Method: "POST", Path: "/api/" + strings.ToLower(class.String()) + "/{key}", Arguments: backoffice.JSON}}
}

// thing is what the operations send and return.
type thing struct {
	Name string `json:"name" check:"required,max=20"`
}

// thingCall is a call with its value.
type thingCall struct {
	Call
	value struct {
		OK      wire.Bool `json:"ok" wire:"control"`
		Missing bool      `json:"missing"`
		Text    string    `json:"text"`
	}
}

// Judge takes {"ok":true} for a success, and {"missing":true} for an absence.
func (c *thingCall) Judge(a *Answer) Verdict {
	if err := wire.Read(a.Body, &c.value, wire.Options{}); err != nil {
		return a.Unreadable(err)
	}
	switch {
	case c.value.Missing:
		return Verdict{Kind: backoffice.ErrNotFound, Missing: true, Rejected: true, Message: c.value.Text}
	case a.Status >= 300 || !c.value.OK.Value:
		v := a.ByStatus()
		v.Message = c.value.Text
		return v
	}
	return Verdict{}
}

func newThing(op *Operation) *thingCall {
	c := &thingCall{}
	c.Op = op
	c.Request = &thing{Name: "thing"}
	c.Call.Judge = c
	return c
}

func newClient(t testing.TB, root string, options ...backoffice.Option) *Client {
	t.Helper()
	c, err := New(testSpec(root), options)
	require.NoError(t, err)
	return c
}

func testSpec(root string) Spec {
	return Spec{
		Name: "test", RootURL: root, RootName: "rootURL",
		Operations: classes,
		Parts:      func(*Operation) []string { return []string{KeyPart} },
		PathKey:    dummyKey,
		Secrets:    []string{dummyKey},
		JSONType:   "application/json; charset=utf-8",
	}
}

// do makes a call of the operation and returns its error as it is.
func do(ctx context.Context, c *Client, op *Operation, options ...backoffice.Option) *backoffice.Error {
	if err := c.Do(ctx, &newThing(op).Call, options); err != nil {
		return err.(*backoffice.Error)
	}
	return nil
}

// serve starts a server that answers the n-th request, from 1, by answer. It
// returns its address and the count of requests.
func serve(t testing.TB, answer func(n int, w http.ResponseWriter, r *http.Request)) (string, *atomic.Int64) {
	t.Helper()
	var count atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		answer(int(count.Add(1)), w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, &count
}

func ok(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"ok":true}`) }

// hangUp closes the connection in place of an answer.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// closedPort returns the address of a port nobody listens on, nor can until the
// test ends: it is the client's end of a connection. A port that is merely closed
// again is soon another program's.
func closedPort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	conn, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return "http://" + conn.LocalAddr().String()
}

// roundTripFunc is an http.RoundTripper for tests on a fake clock, where no
// real connection can take part.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func through(f roundTripFunc) backoffice.Option {
	return backoffice.WithHTTPClient(&http.Client{Transport: f})
}

func answered(status int, body string, header ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// fast makes repetitions follow at once.
func fast() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Microsecond, MaxDelay: time.Second})
}

// events records what hooks are told.
type events struct {
	mu             sync.Mutex
	started        []backoffice.Event
	attempts, done []backoffice.Event
}

func (e *events) hook() backoffice.Hook {
	return backoffice.Hook{
		Start: func(_ context.Context, ev backoffice.Event) context.Context {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.started = append(e.started, ev)
			return nil
		},
		Attempt: func(_ context.Context, ev backoffice.Event) {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.attempts = append(e.attempts, ev)
		},
		Done: func(_ context.Context, ev backoffice.Event) {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.done = append(e.done, ev)
		},
	}
}
