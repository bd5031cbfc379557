package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// around returns a middleware that does everything in f.
func around(f func(next http.RoundTripper, r *http.Request) (*http.Response, error)) backoffice.Option {
	return backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) { return f(next, r) })
	})
}

// TestAttemptHidesTheTraceAlone: what else the caller put into the context stays
// within reach of the transport.
func TestAttemptHidesTheTraceAlone(t *testing.T) {
	t.Parallel()
	type key struct{}
	ctx := httptrace.WithClientTrace(context.WithValue(t.Context(), key{}, "value"), &httptrace.ClientTrace{})
	a := newAttempt(ctx)
	assert.Equal(t, "value", a.Value(key{}))
	assert.Same(t, &a.trace, httptrace.ContextClientTrace(a))
}

// TestSent: a connection alone sends nothing. A second connection begins anew only
// where it proves that nothing was sent on the first.
func TestSent(t *testing.T) {
	t.Parallel()
	steps := map[string]func(*httptrace.ClientTrace){
		"asked": func(c *httptrace.ClientTrace) { c.GetConn("") },
		"got":   func(c *httptrace.ClientTrace) { c.GotConn(httptrace.GotConnInfo{}) },
		"wrote": func(c *httptrace.ClientTrace) { c.WroteHeaders() },
	}
	tests := []struct {
		steps       string
		own, strict bool
		sent        bool
	}{
		{"asked", false, false, false},
		{"asked", true, false, false},
		{"asked got", false, false, true}, // it may be about to write
		{"asked got", true, false, false},
		{"asked got", true, true, false},
		{"asked got wrote", false, false, true},
		{"asked got wrote", true, false, true},
		{"asked got wrote", true, true, true},
		{"asked got wrote asked", false, false, true},
		{"asked got wrote asked", true, false, true},
		{"asked got wrote asked", true, true, false},
		{"asked got wrote asked got", true, false, true},
		{"asked got wrote asked got", true, true, false},
		{"asked got wrote asked got wrote", true, true, true},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.steps, " ", test.own, " ", test.strict), func(t *testing.T) {
			t.Parallel()
			a := newAttempt(t.Context())
			a.own, a.strict = test.own, test.strict
			for step := range strings.FieldsSeq(test.steps) {
				steps[step](&a.trace)
			}
			assert.Equal(t, test.sent, a.sent(errors.New("broken")))
		})
	}
}

// TestAttemptOfACallThatIsOver: a middleware that lets the call end before it
// passes the request on makes no request.
func TestAttemptOfACallThatIsOver(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	requests := 0
	client := newClient(t, "https://erp.example.com", fast(),
		through(func(*http.Request) (*http.Response, error) { requests++; return answered(200, `{"ok":true}`) }),
		around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
			cancel()
			return next.RoundTrip(r)
		}))
	err := do(ctx, client, opUpdate)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.Zero(t, requests)
}

// TestLocationOfARedirect is taken away, because http.Client parses it and quotes
// a bad one. Other answers keep theirs: a 201 names what was made.
func TestLocationOfARedirect(t *testing.T) {
	t.Parallel()
	for status, kept := range map[int]bool{201: true, 299: true, 300: false, 302: false, 399: false, 400: true} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			client := newClient(t, "https://erp.example.com", fast(),
				through(func(*http.Request) (*http.Response, error) {
					return answered(status, `{"ok":true}`, "Location", "/made")
				}))
			call := newThing(opRead)
			seen := http.Header{}
			call.Receive = func(a *Answer) { seen = a.Header }
			_ = client.Do(t.Context(), &call.Call, nil) // most statuses are failures
			assert.Equal(t, kept, seen.Get("Location") == "/made")
		})
	}
}

// TestHostOfAMiddleware: the host may be named, but it must be the root URL's own.
func TestHostOfAMiddleware(t *testing.T) {
	t.Parallel()
	for host, allowed := range map[string]bool{"": true, "erp.example.com": true, "other.example.com": false} {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			client := newClient(t, "https://erp.example.com", fast(),
				through(func(*http.Request) (*http.Response, error) { return answered(200, `{"ok":true}`) }),
				around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
					r.Host = host
					return next.RoundTrip(r)
				}))
			assert.Equal(t, allowed, do(t.Context(), client, opUpdate) == nil)
		})
	}
}

// TestMiddlewareSeesHTTP11: what a middleware prints of a request is what is sent.
func TestMiddlewareSeesHTTP11(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com",
		through(func(*http.Request) (*http.Response, error) { return answered(200, `{"ok":true}`) }),
		around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
			assert.Equal(t, "HTTP/1.1", r.Proto)
			assert.Equal(t, [2]int{1, 1}, [2]int{r.ProtoMajor, r.ProtoMinor})
			return next.RoundTrip(r)
		}))
	require.Nil(t, do(t.Context(), client, opRead))
}

// TestCutBodyReadByAMiddleware: it gets all that came, however little it asks for
// at a time, and learns at the end that more was to come.
func TestCutBodyReadByAMiddleware(t *testing.T) {
	t.Parallel()
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"ok":tr`)
	})
	client := newClient(t, root, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}),
		around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			require.NoError(t, err)
			text, err := io.ReadAll(iotest.OneByteReader(resp.Body))
			assert.ErrorIs(t, err, wire.ErrTruncated)
			assert.Equal(t, `{"ok":tr`, string(text))
			return resp, nil
		}))
	assert.ErrorIs(t, do(t.Context(), client, opRead), backoffice.ErrProtocol)
}

// TestRecycledBody: once its buffer belongs to another call, a body holds nothing.
func TestRecycledBody(t *testing.T) {
	t.Parallel()
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	client := newClient(t, root)
	call := newThing(opRead)
	call.client, call.config = client, client.config
	resp, err := http.Get(root)
	require.NoError(t, err)
	var body answerBody
	require.NoError(t, call.read(resp, &body))
	require.NotNil(t, body.buffer)
	require.Equal(t, `{"ok":true}`, string(body.content))
	body.recycle()
	assert.Nil(t, body.content)
	assert.Nil(t, body.buffer, "it would be given back twice")
	rest, err := io.ReadAll(&body)
	require.NoError(t, err)
	assert.Empty(t, rest)
}

// TestIdentityIsNoEncoding, whatever its letters; nothing else was asked for.
func TestIdentityIsNoEncoding(t *testing.T) {
	t.Parallel()
	for encoding, good := range map[string]bool{"identity": true, "Identity": true, "br": false} {
		t.Run(encoding, func(t *testing.T) {
			t.Parallel()
			client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
				return answered(200, `{"ok":true}`, "Content-Encoding", encoding)
			}))
			assert.Equal(t, good, do(t.Context(), client, opRead) == nil)
		})
	}
}

// tracked is the body of a middleware that wants to know when it is closed.
type tracked struct {
	io.Reader
	closed int
}

func (b *tracked) Close() error {
	b.closed++
	return nil
}

// TestBodyOfAMiddleware: the body that a middleware puts in place of the answer's
// is read within the limits, and closed.
func TestBodyOfAMiddleware(t *testing.T) {
	t.Parallel()
	const limit = 20
	// What came is good by itself, but there was more to come.
	broken := io.MultiReader(strings.NewReader(`{"ok":true}`), iotest.ErrReader(errors.New("torn")))
	tests := map[string]struct {
		body io.Reader
		text string // of the error; "" for success
	}{
		"good":         {strings.NewReader(`{"ok":true}`), ""},
		"at the limit": {strings.NewReader(`{"ok":true}` + strings.Repeat(" ", limit-len(`{"ok":true}`))), ""},
		"beyond it":    {strings.NewReader(`{"ok":true}` + strings.Repeat(" ", limit+1-len(`{"ok":true}`))), "the body is too long"},
		"broken":       {broken, "the body is cut off"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := &tracked{Reader: test.body}
			client := newClient(t, "https://erp.example.com",
				backoffice.WithMaxResponseBytes(limit), backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}),
				through(func(*http.Request) (*http.Response, error) { return answered(200, "unused") }),
				around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
					resp, err := next.RoundTrip(r)
					resp.Body = body
					return resp, err
				}))
			err := do(t.Context(), client, opRead)
			if test.text == "" {
				assert.Nil(t, err)
			} else if assert.NotNil(t, err) {
				assert.ErrorIs(t, err, backoffice.ErrProtocol)
				assert.ErrorContains(t, err, test.text)
			}
			assert.Positive(t, body.closed)
		})
	}
}

// TestReceiveSeesEveryAnswer before it is judged, and nothing of it stays with the
// call.
func TestReceiveSeesEveryAnswer(t *testing.T) {
	t.Parallel()
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		ok(w)
	})
	client := newClient(t, root, fast())
	call := newThing(opRead)
	var seen []string
	call.Receive = func(a *Answer) { seen = append(seen, fmt.Sprint(a.Status, string(a.Body))) }
	require.NoError(t, client.Do(t.Context(), &call.Call, nil))
	assert.Equal(t, []string{"503", `200{"ok":true}`}, seen)
	assert.Nil(t, call.answer.Body, "its bytes belong to another call by now")
}

// TestAllowBelongsToA405: other answers may have the header for other reasons.
func TestAllowBelongsToA405(t *testing.T) {
	t.Parallel()
	for status, allow := range map[int][]string{404: nil, 405: {"GET"}, 406: nil} {
		client := newClient(t, "https://erp.example.com",
			through(func(*http.Request) (*http.Response, error) { return answered(status, "", "Allow", "GET") }))
		err := do(t.Context(), client, opRead)
		require.NotNil(t, err)
		assert.Equal(t, allow, err.Allow, status)
	}
}

// TestJudgeFailure: what was not sent may be sent again; a failure of the
// handshake, which a repetition is to tell from an accident, only once.
func TestJudgeFailure(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com")
	tests := map[string]struct {
		sent  bool
		cause error
		again Again
	}{
		"deadline before it was sent": {false, context.DeadlineExceeded, Repeat},
		"handshake cut":               {false, io.EOF, RepeatOnce},
		"deadline after it was sent":  {true, context.DeadlineExceeded, Repeat},
		"connection lost":             {true, io.EOF, Repeat},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			call := newThing(opUpdate)
			call.client, call.config, call.Context = client, client.config, t.Context()
			call.sent = test.sent
			v := call.judgeFailure(call.failure(test.cause))
			assert.Equal(t, test.again, v.Again)
			assert.Equal(t, !test.sent, v.notSent)
			assert.Equal(t, test.sent, call.lost)
		})
	}
}

// TestCorrectedFollowsAtOnce, whatever the wait before an earlier attempt was.
func TestCorrectedFollowsAtOnce(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com")
	call := newThing(opUpdate)
	call.client, call.config, call.Context = client, client.config, t.Context()
	call.wait, call.attempts = time.Hour, 1
	call.verdict = Verdict{Kind: backoffice.ErrUnauthorized, Rejected: true, Again: Corrected}
	assert.True(t, call.wantsAgain())
	assert.Zero(t, call.wait)
}

// TestDetailsAreAllTold, each under its field, and not again by the error of a
// call that was interrupted later.
func TestDetailsAreAllTold(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com")
	call := newThing(opUpdate)
	call.client, call.config, call.Context = client, client.config, t.Context()
	call.attempts = 1
	details := map[string]string{"name": "is taken", "": "nothing was done"}
	call.verdict = Verdict{Kind: backoffice.ErrInvalid, Rejected: true, Details: details}
	assert.Equal(t, details, call.result(nil).Details)
	interrupted := call.result(context.Canceled)
	assert.Nil(t, interrupted.Details)
	last, ok := errors.AsType[*interruption](interrupted.Cause)
	require.True(t, ok)
	assert.Equal(t, details, last.last.Details)
}

// TestAnAnswerProvesThatItWasSent, whatever a transport reports of its steps: a
// middleware that asks again after one is refused.
func TestAnAnswerProvesThatItWasSent(t *testing.T) {
	t.Parallel()
	requests := 0
	client := newClient(t, "https://erp.example.com",
		through(func(r *http.Request) (*http.Response, error) {
			requests++
			httptrace.ContextClientTrace(r.Context()).GetConn("erp.example.com:443") // and tells no more
			return answered(200, `{"ok":true}`)
		}),
		around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
			_, err := next.RoundTrip(r)
			require.NoError(t, err)
			return next.RoundTrip(r)
		}))
	err := do(t.Context(), client, opOnce)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.Equal(t, 1, requests)
}

// TestCancelledCallPrintsNothing: a dry run shows what would be sent, and this
// would not be.
func TestCancelledCallPrintsNothing(t *testing.T) {
	t.Parallel()
	var printed strings.Builder
	client := newClient(t, "https://erp.example.com", backoffice.WithDryRun(&printed))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, do(ctx, client, opUpdate), context.Canceled)
	assert.Empty(t, printed.String())
}

// TestTakeBody: what is taken out of a request is closed, and a request without a
// body has an empty one.
func TestTakeBody(t *testing.T) {
	t.Parallel()
	body := &tracked{Reader: strings.NewReader("unsigned")}
	text, err := takeBody(&http.Request{Body: body})
	require.NoError(t, err)
	assert.Equal(t, "unsigned", string(text))
	assert.Equal(t, 1, body.closed)
	text, err = takeBody(&http.Request{})
	require.NoError(t, err)
	assert.Empty(t, text)
}
