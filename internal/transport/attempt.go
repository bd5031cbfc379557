package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Credential puts a secret into the request of one attempt. The request is the
// attempt's own: it may be changed, except for its Body, which may be replaced.
// Its Header map is the attempt's own for the credential of a call, and shared
// by all calls for that of a client.
type Credential func(ctx context.Context, request *http.Request) error

// attempts is the round tripper of the innermost layer.
type attempts struct{ client *Client }

// attempt is one attempt under way. It is the context of the request on the
// wire: it hides the caller's httptrace, whose hooks would see the secret, and
// brings its own, which notes how far the request got.
type attempt struct {
	context.Context
	trace httptrace.ClientTrace
	steps atomic.Uint32 // those that the transport has reported
	// own: the transport is the library's, which has written what it will write by
	// the time it returns. One that speaks HTTP/2 may be about to.
	own bool
	// strict: the transport takes another connection only if nothing went out on
	// the one before, so that only the last one counts.
	strict bool
	url    url.URL // where the request goes, with the secret in it
	body   answerBody
}

// The steps of an attempt.
const (
	asked    uint32 = 1 << iota // for a connection: the transport does report its steps
	got                         // a connection
	wrote                       // the header, on that connection
	replayed                    // was about to send again what it had sent
)

func newAttempt(ctx context.Context) *attempt {
	a := &attempt{Context: ctx}
	a.trace = httptrace.ClientTrace{
		GetConn: func(string) {
			a.steps.Or(asked)
			if a.strict {
				a.steps.And(^got)
			}
		},
		GotConn: func(httptrace.GotConnInfo) {
			a.steps.Or(got)
			if a.strict {
				a.steps.And(^wrote)
			}
		},
		WroteHeaders: func() { a.steps.Or(wrote) },
	}
	return a
}

// Value returns the attempt's own trace in place of the caller's.
func (a *attempt) Value(key any) any {
	if key == traceKey() {
		return &a.trace
	}
	return a.Context.Value(key)
}

// String keeps the print verbs from walking through the attempt.
func (a *attempt) String() string { return "attempt" }

// traceKey returns the key that httptrace keeps its hooks under. It is not
// exported, but a context that is asked for it learns it.
var traceKey = sync.OnceValue(func() any {
	spy := &keySpy{Context: context.Background()}
	httptrace.ContextClientTrace(spy)
	return spy.key
})

type keySpy struct {
	context.Context
	key any
}

func (s *keySpy) Value(key any) any {
	s.key = key
	return nil
}

// sent reports whether the request may have reached the server. Only a proof
// counts: a transport that reports its steps and has not got far enough, or an
// error that can only come from making a connection.
func (a *attempt) sent(err error) bool {
	if steps := a.steps.Load(); steps&asked != 0 {
		return steps&got != 0 && (steps&wrote != 0 || !a.own)
	}
	return !failedBeforeSending(err)
}

// failure is why an attempt got no answer. Middleware gets to see it, so what it
// shows is scrubbed; the error as it was is for the judge alone.
type failure struct {
	refused bool // by the library itself, before it was an attempt
	shown   error
	cause   func() error
}

func (c *Call) failure(cause error) *failure {
	return &failure{shown: c.scrubber().rebuild(cause), cause: func() error { return cause }}
}

func (f *failure) Error() string { return "no answer" }
func (f *failure) Unwrap() error { return f.shown }

var (
	errForeignRequest = errors.New("the request was not made by this library")
	errForeignOrigin  = errors.New("the request goes to another host than the root URL")
	errReplayKey      = errors.New("the header Idempotency-Key makes net/http repeat a write on its own")
	errSecondSend     = errors.New("a middleware sent a request twice that may be sent once")
	errReplayed       = errors.New("the transport would send a request again that may be sent once")
	errLate           = errors.New("a middleware passed a request on after it had returned")
	errNoAnswer       = errors.New("the transport returned neither an answer nor an error")
)

// RoundTrip makes one attempt.
func (t attempts) RoundTrip(outer *http.Request) (*http.Response, error) {
	call := callFrom(outer.Context())
	if call == nil || call.client != t.client {
		closeBody(outer)
		return nil, errForeignRequest
	}
	began := time.Now()
	limit := began.Add(call.config.AttemptTimeout)
	if call.deadline.Before(limit) {
		limit = call.deadline
	}
	ctx, cancel := context.WithDeadline(outer.Context(), limit)
	defer cancel()
	if len(t.client.config.Middleware) > 0 {
		round := roundFrom(ctx)
		if !round.enter(cancel) {
			closeBody(outer)
			return nil, errLate
		}
		defer round.leave()
	}
	call.attemptBegan = began
	if err := ctx.Err(); err != nil {
		return nil, call.refuse(outer, err)
	}
	attempt := newAttempt(ctx)
	inner := outer.WithContext(attempt)
	attempt.url = *outer.URL
	inner.URL = &attempt.url
	inner.Header = call.innerHeader(outer.Header)
	if err := call.authorize(inner); err != nil {
		return nil, call.refuse(outer, err)
	}
	if !t.client.isOrigin(inner) {
		return nil, call.refuse(outer, errForeignOrigin)
	}
	if call.sent {
		// A middleware repeats, on its own, what may have been done.
		call.lost = true
	}
	if call.Op.Class == Once {
		if call.sent {
			return nil, call.refuse(outer, errSecondSend)
		}
		if err := preventReplay(inner); err != nil {
			return nil, call.refuse(outer, err)
		}
		if !t.client.ownTransport {
			attempt.preventReplayBelow(cancel)
		}
	}
	attempt.own = t.client.ownTransport
	attempt.strict = attempt.own && !isReplayable(inner)
	call.attempts++
	resp, err := t.client.base.RoundTrip(inner)
	switch {
	case err == nil && resp == nil:
		err = errNoAnswer
	case err != nil && attempt.steps.Load()&replayed != 0:
		err = errReplayed
	}
	call.sent = err == nil || attempt.sent(err)
	if err != nil {
		return nil, call.failure(err)
	}
	if err := call.read(resp, &attempt.body); err != nil {
		return nil, call.failure(err)
	}
	resp.Request = outer
	resp.Body = &attempt.body
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		// http.Client parses the target of a redirect and quotes a bad one.
		resp.Header.Del("Location")
	}
	call.hideEcho(resp, &attempt.body)
	return resp, nil
}

// isOrigin reports whether a request goes to the root URL's own host.
func (c *Client) isOrigin(request *http.Request) bool {
	return request.URL.Scheme == c.root.Scheme && request.URL.Host == c.root.Host &&
		(request.Host == "" || request.Host == c.root.Host)
}

// preventReplay keeps net/http from repeating a request on its own after a
// connection broke. It does so for the methods that it takes for reads, which a
// caller's route may have chosen, and for any request with an idempotency key.
func preventReplay(request *http.Request) error {
	if hasReplayKey(request.Header) {
		return errReplayKey
	}
	if isReplayable(request) {
		request.GetBody = nil
		if request.Body == nil || request.Body == http.NoBody {
			request.Body = io.NopCloser(strings.NewReader(""))
		}
	}
	return nil
}

// isReplayable reports whether net/http, in HTTP/1.1, would send a request again
// that may have arrived. Any other it sends again only if nothing was written.
func isReplayable(request *http.Request) bool {
	if request.Body != nil && request.Body != http.NoBody && request.GetBody == nil {
		return false
	}
	switch request.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	return hasReplayKey(request.Header)
}

// replayKeys are the headers that make net/http repeat whatever method.
var replayKeys = []string{"Idempotency-Key", "X-Idempotency-Key"}

func hasReplayKey(header http.Header) bool {
	return slices.ContainsFunc(replayKeys, func(name string) bool { return header[name] != nil })
}

// preventReplayBelow is preventReplay for a transport of the caller. It may speak
// HTTP/2, where net/http repeats whatever method, or add an idempotency key. To
// repeat, net/http takes a connection, and finds that the attempt was given up.
func (a *attempt) preventReplayBelow(giveUp context.CancelFunc) {
	var repeats atomic.Bool
	a.trace.WroteHeaderField = func(name string, _ []string) {
		if strings.HasPrefix(name, ":") || slices.Contains(replayKeys, name) {
			repeats.Store(true)
		}
	}
	gotConn := a.trace.GotConn
	a.trace.GotConn = func(info httptrace.GotConnInfo) {
		if repeats.Load() {
			a.steps.Or(replayed)
			giveUp()
			return
		}
		gotConn(info)
	}
}

// refuse ends an attempt before anything is sent.
func (c *Call) refuse(outer *http.Request, cause error) error {
	closeBody(outer)
	refused := c.failure(cause)
	refused.refused = true
	return refused
}

func closeBody(outer *http.Request) {
	if outer.Body != nil {
		_ = outer.Body.Close() // a round tripper owns the body; closing is all it can do
	}
}

func (c *Call) authorize(request *http.Request) error {
	credential := c.Credential
	if credential == nil {
		credential = c.client.spec.Credential
	}
	if credential == nil {
		return nil
	}
	return credential(c, request)
}
