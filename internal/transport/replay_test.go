package transport

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHTTP2SendsOnce: a wrapper hides that the transport below it speaks HTTP/2,
// where net/http sends any request again whose stream the server resets. The
// server may have done it by then, so what may be sent once is not.
func TestHTTP2SendsOnce(t *testing.T) {
	t.Parallel()
	withoutBody := func(op *Operation) *thingCall {
		call := newThing(op)
		call.Request = nil
		return call
	}
	tests := map[string]struct {
		call     *thingCall
		replayed bool
	}{
		"once":                   {newThing(opOnce), false},
		"once, without a body":   {withoutBody(opOnce), false},
		"update":                 {newThing(opUpdate), true},
		"update, without a body": {withoutBody(opUpdate), true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			root, requests := resetStreams(t, func(n int64) {
				if n > 1 {
					cancel() // it would go on so
				}
			})
			below := speakHTTP2(nil)
			defer below.CloseIdleConnections()
			client := newClient(t, root, through(below.RoundTrip), backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
			failed, ok := errors.AsType[*backoffice.Error](client.Do(ctx, &test.call.Call, nil))
			require.True(t, ok)
			assert.ErrorIs(t, failed, backoffice.ErrNetwork)
			assert.ErrorIs(t, failed, backoffice.ErrOutcomeUnknown)
			assert.Equal(t, test.replayed, requests.Load() > 1, "%d requests", requests.Load())
			assert.Equal(t, test.replayed, !errors.Is(failed, errReplayed))
		})
	}
}

// speakHTTP2 is a transport that speaks HTTP/2 alone.
func speakHTTP2(dial func(context.Context, string, string) (net.Conn, error)) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Transport{Protocols: protocols, DialContext: dial}
}

// TestHTTP2WritesLate: in HTTP/2 the transport returns at the deadline while
// another goroutine is still about to write. What it writes may be done.
func TestHTTP2WritesLate(t *testing.T) {
	t.Parallel()
	heard := make(chan struct{})
	root, requests := resetStreams(t, func(int64) { close(heard) })
	overdue := make(chan struct{})
	below := speakHTTP2(func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &lateConn{conn, overdue}, err
	})
	defer below.CloseIdleConnections()
	client := newClient(t, root, through(below.RoundTrip), fast(), backoffice.WithAttemptTimeout(300*time.Millisecond))
	call := newThing(opOnce)
	call.Request = nil
	err := client.Do(t.Context(), &call.Call, nil)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	close(overdue)
	<-heard
	assert.EqualValues(t, 1, requests.Load())
}

// lateConn is a connection that takes the header of a request when it is overdue.
type lateConn struct {
	net.Conn
	overdue chan struct{}
}

func (c *lateConn) Write(p []byte) (int, error) {
	const typeOfFrame, headers = 3, 1
	if len(p) > typeOfFrame && p[typeOfFrame] == headers {
		<-c.overdue
	}
	return c.Conn.Write(p)
}

// TestReplayKeyBelow: a transport of the caller adds the header that makes net/http
// repeat whatever method on its own, after a server did the work and hung up.
func TestReplayKeyBelow(t *testing.T) {
	t.Parallel()
	for _, name := range replayKeys {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, count := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
				if n == 1 {
					ok(w)
					return
				}
				hangUp(w)
			})
			below := new(http.Transport)
			defer below.CloseIdleConnections()
			client := newClient(t, root, fast(), through(func(r *http.Request) (*http.Response, error) {
				r.Header.Set(name, "1")
				return below.RoundTrip(r)
			}))
			require.Nil(t, do(t.Context(), client, opOnce))
			err := do(t.Context(), client, opOnce)
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.EqualValues(t, 2, count.Load())
		})
	}
}

// resetStreams starts a server of HTTP/2 that resets every stream once it has
// heard the whole request, as one does that broke down behind the work. heard is
// told how many there were.
func resetStreams(t *testing.T, heard func(int64)) (root string, requests *atomic.Int64) {
	t.Helper()
	const (
		settings, reset   = 0x4, 0x3
		protocolError     = 0x1
		endStream, headed = 0x1, 9 // the flag of a last frame, and the size of a frame's head
	)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	requests = new(atomic.Int64)
	speak := func(conn net.Conn) {
		defer conn.Close()
		defer context.AfterFunc(t.Context(), func() { _ = conn.Close() })()
		preface := make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
		if _, err := io.ReadFull(conn, preface); err != nil {
			return
		}
		_, _ = conn.Write([]byte{0, 0, 0, settings, 0, 0, 0, 0, 0})
		head := make([]byte, headed)
		for {
			if _, err := io.ReadFull(conn, head); err != nil {
				return
			}
			size := int64(head[0])<<16 | int64(head[1])<<8 | int64(head[2])
			if _, err := io.CopyN(io.Discard, conn, size); err != nil {
				return
			}
			isRequest := head[3] <= 1 && head[4]&endStream != 0 // DATA or HEADERS
			if isRequest {
				heard(requests.Add(1))
				_, _ = conn.Write(append([]byte{0, 0, 4, reset, 0, head[5], head[6], head[7], head[8]}, 0, 0, 0, protocolError))
			}
		}
	}
	var group sync.WaitGroup
	group.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			group.Go(func() { speak(conn) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		group.Wait()
	})
	return "http://" + listener.Addr().String(), requests
}

// TestOutcomeAfterAnAnswer: who was answered was sent, whatever became of the
// attempts after it.
func TestOutcomeAfterAnAnswer(t *testing.T) {
	t.Parallel()
	refused := &net.OpError{Op: "dial", Err: errors.New("refused")}
	tests := map[string]struct {
		op      *Operation
		status  int // of the first answer, 0 for none
		outcome backoffice.Outcome
	}{
		"read, never answered":   {opRead, 0, backoffice.OutcomeNotSent},
		"read, refused before":   {opRead, 429, backoffice.OutcomeNoEffect},
		"update, never answered": {opUpdate, 0, backoffice.OutcomeNotSent},
		"update, refused before": {opUpdate, 429, backoffice.OutcomeRejected},
		"update, in doubt":       {opUpdate, 503, backoffice.OutcomeUnknown},
		"delete, refused before": {opDelete, 429, backoffice.OutcomeRejected},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			attempts := 0
			client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
				if attempts++; attempts == 1 && test.status != 0 {
					return answered(test.status, "")
				}
				return nil, refused
			}))
			err := do(t.Context(), client, test.op)
			require.NotNil(t, err)
			assert.Equal(t, 3, attempts)
			assert.Equal(t, test.outcome, err.Outcome)
		})
	}
}

// TestRootKeepsItsEscapes: the path of the root URL goes out as it was given,
// whatever an argument behind it needs.
func TestRootKeepsItsEscapes(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"https://h.example.com/(S(a))/it's!": "/(S(a))/it's!/orders/42",
		"https://h.example.com/a%2Fb":        "/a%2Fb/orders/42",
		"https://h.example.com/plain":        "/plain/orders/42",
	} {
		root, problem := parseRoot(given, false)
		require.Empty(t, problem)
		var u url.URL
		setPath(&u, root, "/orders/{id}", []Arg{{Name: "id", Value: "42"}})
		assert.Equal(t, want, u.EscapedPath())
	}
}
