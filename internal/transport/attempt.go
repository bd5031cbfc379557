package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Credential puts a secret into the request of one attempt. The request is the
// attempt's own: it may be changed, except for its Header map and its Body,
// which may be replaced.
type Credential func(ctx context.Context, request *http.Request) error

// attempts is the round tripper of the innermost layer.
type attempts struct{ client *Client }

// attempt is one attempt under way. It is the context of the request on the
// wire: it hides the caller's httptrace, whose hooks would see the secret, and
// brings its own, which notes how far the request got.
type attempt struct {
	context.Context
	trace httptrace.ClientTrace
	asked atomic.Bool // the transport reports its steps
	got   atomic.Bool // it has a connection
	wrote atomic.Bool // the header went out on that connection
}

func newAttempt(ctx context.Context) *attempt {
	a := &attempt{Context: ctx}
	a.trace = httptrace.ClientTrace{
		GetConn: func(string) { a.asked.Store(true) },
		// net/http takes a second connection if the first turns out to be
		// dead before anything was written on it.
		GotConn:      func(httptrace.GotConnInfo) { a.got.Store(true); a.wrote.Store(false) },
		WroteHeaders: func() { a.wrote.Store(true) },
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
	if a.asked.Load() {
		return a.got.Load() && a.wrote.Load()
	}
	return !failedBeforeSending(err)
}

// failure is why an attempt got no answer.
type failure struct {
	sent  bool
	cause error
}

func (f *failure) Error() string { return "no answer" }
func (f *failure) Unwrap() error { return f.cause }

var (
	errForeignRequest = errors.New("the request was not made by this library")
	errForeignOrigin  = errors.New("the request goes to another host than the root URL")
	errReplayKey      = errors.New("the header Idempotency-Key makes net/http repeat a write on its own")
	errNoAnswer       = errors.New("the transport returned neither an answer nor an error")
)

// RoundTrip makes one attempt.
func (t attempts) RoundTrip(outer *http.Request) (*http.Response, error) {
	call := callFrom(outer.Context())
	if call == nil || call.client != t.client {
		return nil, refuse(outer, errForeignRequest)
	}
	call.attemptBegan = time.Now()
	limit := call.attemptBegan.Add(call.config.AttemptTimeout)
	if call.deadline.Before(limit) {
		limit = call.deadline
	}
	ctx, cancel := context.WithDeadline(outer.Context(), limit)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return nil, refuse(outer, err)
	}
	attempt := newAttempt(ctx)
	inner := outer.WithContext(attempt)
	inner.URL = cloneURL(outer.URL)
	if err := call.authorize(inner); err != nil {
		return nil, refuse(outer, err)
	}
	if inner.URL.Scheme != t.client.root.Scheme || inner.URL.Host != t.client.root.Host || inner.Host != t.client.root.Host {
		return nil, refuse(outer, errForeignOrigin)
	}
	if call.Op.Class == Once {
		if err := preventReplay(inner); err != nil {
			return nil, refuse(outer, err)
		}
	}
	call.attempts++
	resp, err := t.client.base.RoundTrip(inner)
	if err == nil && resp == nil {
		err = errNoAnswer
	}
	if err != nil {
		return nil, &failure{sent: attempt.sent(err), cause: err}
	}
	body, err := call.read(resp)
	if err != nil {
		return nil, &failure{sent: true, cause: err}
	}
	resp.Request = outer
	resp.Body = body
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		// http.Client parses the target of a redirect and quotes a bad one.
		resp.Header.Del("Location")
	}
	return resp, nil
}

// preventReplay keeps net/http from repeating a request on its own after a
// connection broke. It does so for a request without a body whose method is
// GET, which a caller's route may have chosen, and for any request with an
// idempotency key.
func preventReplay(request *http.Request) error {
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		if _, ok := request.Header[name]; ok {
			return errReplayKey
		}
	}
	if request.Method == http.MethodGet && (request.Body == nil || request.Body == http.NoBody) {
		request.Body = io.NopCloser(strings.NewReader(""))
		request.GetBody = nil
	}
	return nil
}

func refuse(outer *http.Request, cause error) error {
	if outer.Body != nil {
		_ = outer.Body.Close() // a round tripper owns the body; closing is all it can do
	}
	return &failure{cause: cause}
}

func cloneURL(u *url.URL) *url.URL {
	clone := *u
	return &clone
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

// answerBody is the body of an answer that was read inside the attempt.
type answerBody struct {
	strings.Reader
	document wire.Document
	fault    error
}

// Close implements [io.Closer]. The connection was released already.
func (b *answerBody) Close() error { return nil }

// read reads the whole body, within the limits of size and time. Only a
// timeout or a cancellation is an error: other faults are the judge's matter.
func (c *Call) read(resp *http.Response) (*answerBody, error) {
	body := new(answerBody)
	if resp.Body == nil {
		return body, nil
	}
	defer resp.Body.Close()
	if encoding := resp.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		body.fault = errors.New("the body has an encoding nobody asked for")
		return body, nil
	}
	limit := c.config.MaxResponseBytes
	buffer := bytes.Buffer{}
	n, err := buffer.ReadFrom(io.LimitReader(resp.Body, limit+1))
	switch {
	case isTimeout(err), errors.Is(err, context.Canceled):
		return nil, err
	case err != nil:
		body.fault = wire.ErrTruncated
	case n > limit:
		body.fault = fmt.Errorf("the body is longer than %d bytes", limit)
		return body, nil
	}
	body.document = wire.NewDocument(buffer.Bytes())
	body.Reset(body.document.Text)
	return body, nil
}
