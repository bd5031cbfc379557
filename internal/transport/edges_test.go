package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

// TestByStatus: what each status proves by itself, at the ends of each range.
func TestByStatus(t *testing.T) {
	t.Parallel()
	tests := map[int]Verdict{
		399: {Kind: backoffice.ErrProtocol}, 300: {Kind: backoffice.ErrProtocol}, 299: {Kind: backoffice.ErrProtocol},
		400: {Kind: backoffice.ErrInvalid, Rejected: true}, 402: {Kind: backoffice.ErrInvalid, Rejected: true},
		422: {Kind: backoffice.ErrInvalid, Rejected: true}, 499: {Kind: backoffice.ErrInvalid, Rejected: true},
		401: {Kind: backoffice.ErrUnauthorized, Rejected: true}, 403: {Kind: backoffice.ErrForbidden, Rejected: true},
		404: {Kind: backoffice.ErrNotFound, Rejected: true}, 405: {Kind: backoffice.ErrRoute, Rejected: true},
		408: {Kind: backoffice.ErrNetwork, Again: Repeat}, 409: {Kind: backoffice.ErrConflict, Rejected: true},
		429: {Kind: backoffice.ErrRateLimited, Rejected: true, Again: Repeat},
		500: {Kind: backoffice.ErrServer, Again: Repeat}, 502: {Kind: backoffice.ErrServer, Again: Repeat},
		503: {Kind: backoffice.ErrServer, Again: Repeat}, 504: {Kind: backoffice.ErrServer, Again: Repeat},
		501: {Kind: backoffice.ErrServer}, 505: {Kind: backoffice.ErrServer}, 599: {Kind: backoffice.ErrServer},
		600: {Kind: backoffice.ErrProtocol},
	}
	for status, want := range tests {
		got := (&Answer{Status: status}).ByStatus()
		isRedirect := got.Cause != nil && strings.Contains(got.Cause.Error(), "redirect")
		assert.Equal(t, status >= 300 && status < 400, isRedirect, status)
		got.Cause = nil
		assert.Equal(t, want, got, status)
	}
	cause := errors.New("two things")
	assert.Equal(t, Verdict{Kind: backoffice.ErrProtocol, Code: "7", Cause: cause}, Verdict{Code: "7"}.Contradiction(cause))
}

func TestHTML(t *testing.T) {
	t.Parallel()
	tests := []struct {
		contentType, text string
		isHTML            bool
		title             string
	}{
		{"application/json", "<!DOCTYPE HTML><title> a\n b </title>", true, "a b"},
		{"", " \r\n<HTML>", true, ""},
		{"text/html; charset=utf-8", "<p>x", true, ""},
		{"text/html", "x", false, ""},
		{"application/xml", "<Error/>", false, ""},
		{"text/html", "<title>x</title>", true, "x"},
		{"text/html", "</title><title>x", true, ""},
		{"text/html", "<title>İİ x</title>", true, "İİ x"},          // its lower case is longer
		{"text/html", "<p>\u1e9e<title>x</title>\u023a", true, "x"}, // one letter's is shorter, another's longer
	}
	for _, test := range tests {
		a := &Answer{Header: http.Header{"Content-Type": {test.contentType}}}
		a.Body = []byte(test.text)
		assert.Equal(t, test.isHTML, a.isHTML(), test.text)
		assert.Equal(t, test.title, a.htmlTitle(), test.text)
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	got := newClient(t, "https://erp.example.com").config
	assert.Equal(t, 3, got.MaxAttempts)
	assert.Equal(t, 200*time.Millisecond, got.BaseDelay)
	assert.Equal(t, 20*time.Second, got.MaxDelay)
	assert.Equal(t, 30*time.Second, got.AttemptTimeout)
	assert.Equal(t, int64(10<<20), got.MaxResponseBytes)
}

func TestAllowedMethods(t *testing.T) {
	t.Parallel()
	longest := "ABCDEFGHIJKLMNOP"
	assert.Equal(t, []string{"GET", "POST", longest}, methods([]string{" GET ,POST,,", longest, longest + "Q", "get, X-Y"}))
}

func TestCheckedTexts(t *testing.T) {
	t.Parallel()
	assert.Empty(t, CheckSegment("!~"))
	assert.Empty(t, checkRoute(backoffice.Route{Method: "AZ"}, nil))
	for _, method := range []string{"a", "[", "@", "A Z"} {
		assert.NotEmpty(t, checkRoute(backoffice.Route{Method: method}, nil), method)
	}
	text, arg, rest := nextPart("/xid}/{id}/y", []Arg{{Name: "id", Value: "1"}})
	assert.Equal(t, "/xid}/", text)
	assert.Equal(t, "1", arg.Value)
	assert.Equal(t, "/y", rest)
}

func TestMessageIsShortened(t *testing.T) {
	t.Parallel()
	whole := strings.Repeat("ä", maxMessage)
	assert.Equal(t, whole, newScrubber().tidy(whole))
	assert.Equal(t, whole+"…", newScrubber().tidy(whole+"ä"))
}

func TestNoSecretHidesNothing(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "a text", newScrubber("").clean("a text"))
	assert.NotContains(t, newScrubber("", dummyKey).clean(dummyKey), "0123456789")
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com")
	assert.NotContains(t, client.newHeader("", acceptJSON, "x"), "Content-Type")
	assert.Equal(t, []string{formType}, client.newHeader(formType, acceptJSON, "x")["Content-Type"])
	chunked := &http.Request{TransferEncoding: []string{"chunked"}}
	setBody(chunked, []byte("abc"))
	assert.Empty(t, chunked.TransferEncoding)
	assert.Equal(t, int64(3), chunked.ContentLength)
}

func TestProxyThatConnects(t *testing.T) {
	t.Parallel()
	require.NoError(t, refuseConnect(t.Context(), new(url.URL), nil, &http.Response{StatusCode: http.StatusOK}))
	assert.True(t, isProxyRefusal(refuseConnect(t.Context(), new(url.URL), nil, &http.Response{StatusCode: 407})))
}

func TestReplayIsPrevented(t *testing.T) {
	t.Parallel()
	for _, body := range []io.ReadCloser{nil, http.NoBody} {
		request := &http.Request{Method: "GET", Body: body, GetBody: func() (io.ReadCloser, error) { return http.NoBody, nil }}
		require.NoError(t, preventReplay(request))
		assert.NotNil(t, request.Body)
		assert.NotEqual(t, http.NoBody, request.Body)
		assert.Nil(t, request.GetBody)
	}
	for _, class := range []Class{Read, Once} {
		var sent *http.Request
		op := &Operation{Name: "test.Get", Class: class, Route: backoffice.Route{Method: "GET", Path: "/{key}", Arguments: backoffice.Query}}
		call := newThing(op)
		call.Request = nil
		client := newClient(t, "https://erp.example.com", through(func(r *http.Request) (*http.Response, error) {
			sent = r
			return answered(200, `{"ok":true}`)
		}))
		require.NoError(t, client.Do(t.Context(), &call.Call, nil))
		assert.Equal(t, class == Once, sent.Body != nil, "a read may be repeated by net/http")
		assert.Nil(t, sent.GetBody, "there is nothing to be had again")
		assert.ErrorIs(t, sent.Context().Err(), context.Canceled, "its timer is gone")
	}
}

// brokenBody is a body whose reading fails.
type brokenBody struct {
	err    error
	closed bool
}

func (b *brokenBody) Read([]byte) (int, error) { return 0, b.err }

func (b *brokenBody) Close() error {
	b.closed = true
	return nil
}

// TestBrokenBody: the answer began, so the request arrived, however the body
// ends.
func TestBrokenBody(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		kind backoffice.Kind
	}{
		{context.DeadlineExceeded, backoffice.ErrNetwork},
		{context.Canceled, backoffice.ErrNetwork},
		{errors.New("reset"), backoffice.ErrProtocol},
	} {
		body := &brokenBody{err: test.err}
		client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: body}, nil
		}))
		err := do(t.Context(), client, opOnce)
		require.NotNil(t, err)
		assert.Equal(t, test.kind, err.Kind)
		assert.Equal(t, backoffice.OutcomeUnknown, err.Outcome)
		assert.Equal(t, test.kind == backoffice.ErrProtocol, strings.Contains(err.Error(), "the body is cut off"))
		assert.True(t, body.closed)
	}
	outer := &brokenBody{}
	closeBody(&http.Request{Body: outer})
	assert.True(t, outer.closed)
	closeBody(&http.Request{})
}

// TestEndedWaitsGiveBackTheirTurn: a call that does not wait for the limiter, or
// not to the end, takes nobody's turn.
func TestEndedWaitsGiveBackTheirTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := rate.NewLimiter(rate.Every(time.Hour), 1)
		client := newClient(t, "https://erp.example.com", backoffice.WithRateLimit(limiter),
			through(func(*http.Request) (*http.Response, error) { return answered(200, `{"ok":true}`) }))
		require.Nil(t, do(t.Context(), client, opRead))
		for range 3 {
			require.NotNil(t, do(t.Context(), client, opRead, backoffice.WithTimeout(time.Second)))
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		require.NotNil(t, do(ctx, client, opRead, backoffice.WithTimeout(2*time.Hour)))
		assert.InDelta(t, 0, limiter.Tokens(), 0.1)
	})
}

// TestMiddlewareThatFailsLater: after a refusal, which changed nothing, a
// middleware that fails by itself leaves nothing unknown and is not asked again.
func TestMiddlewareThatFailsLater(t *testing.T) {
	t.Parallel()
	calls := 0
	middleware := backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			if calls++; calls > 1 {
				return nil, errors.New("circuit open")
			}
			_, hidden := r.Context().(*round)
			assert.True(t, hidden)
			assert.Equal(t, "value", r.Context().Value(contextKey{}))
			return next.RoundTrip(r)
		})
	})
	client := newClient(t, "https://erp.example.com", fast(), middleware,
		through(func(*http.Request) (*http.Response, error) { return answered(429, "") }))
	err := do(context.WithValue(t.Context(), contextKey{}, "value"), client, opUpdate)
	require.NotNil(t, err)
	assert.Equal(t, 2, calls)
	assert.Equal(t, backoffice.OutcomeRejected, err.Outcome)
}

type contextKey struct{}

// TestMiddlewareThatReadsABit must put back what it took, or the answer is cut.
func TestMiddlewareThatReadsABit(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com", fast(),
		backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripFunc(func(r *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				if err == nil {
					_, err = io.ReadFull(resp.Body, make([]byte, 1))
				}
				return resp, err
			})
		}),
		through(func(*http.Request) (*http.Response, error) { return answered(200, `{"ok":true}`) }))
	err := do(t.Context(), client, opRead)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrProtocol)
}

// TestEventsOfAFailure: the last attempt announces no other.
func TestEventsOfAFailure(t *testing.T) {
	t.Parallel()
	var seen events
	client := newClient(t, "https://erp.example.com", backoffice.WithHook(seen.hook()),
		backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 2, BaseDelay: time.Millisecond}),
		through(func(*http.Request) (*http.Response, error) {
			return answered(503, "", "X-Request-Id", "r-1", "Retry-After", "0")
		}))
	require.NotNil(t, do(t.Context(), client, opRead))
	require.Len(t, seen.attempts, 2)
	assert.True(t, seen.attempts[0].WillRetry)
	assert.False(t, seen.attempts[1].WillRetry)
	assert.Zero(t, seen.attempts[1].RetryIn)
	assert.Equal(t, "r-1", seen.done[0].RequestID)
}

func TestNoContext(t *testing.T) {
	t.Parallel()
	started := false
	client := newClient(t, "https://erp.example.com", backoffice.WithHook(backoffice.Hook{
		Start: func(ctx context.Context, _ backoffice.Event) context.Context {
			started = ctx != nil
			return nil
		},
	}))
	var none context.Context
	err := do(none, client, opRead)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.True(t, started, "a hook gets a context in any case")
}

// TestFailureOfTheLastAttempt is told by itself, not as the end of the loop.
func TestFailureOfTheLastAttempt(t *testing.T) {
	t.Parallel()
	client := newClient(t, "http://127.0.0.1:1", fast())
	err := do(t.Context(), client, opRead)
	require.NotNil(t, err)
	assert.NotContains(t, err.Error(), "; last ")
}

// TestRefusedLater: after a refusal, which changed nothing, an attempt that is not
// even begun leaves nothing unknown.
func TestRefusedLater(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com", fast(),
		through(func(*http.Request) (*http.Response, error) { return answered(429, "") }))
	call := newThing(opUpdate)
	signed := 0
	call.Credential = func(context.Context, *http.Request) error {
		if signed++; signed > 1 {
			return errors.New("no key")
		}
		return nil
	}
	failed, ok := errors.AsType[*backoffice.Error](client.Do(t.Context(), &call.Call, nil))
	require.True(t, ok)
	assert.Equal(t, backoffice.OutcomeRejected, failed.Outcome)
}

// TestForeignRequests: what a middleware must not do is refused once, for good,
// before anything is sent.
func TestForeignRequests(t *testing.T) {
	t.Parallel()
	var other http.RoundTripper
	newClient(t, "https://erp.example.com", backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		other = next
		return next
	}))
	for name, change := range map[string]func(*http.Request, http.RoundTripper) (*http.Response, error){
		"another client": func(r *http.Request, _ http.RoundTripper) (*http.Response, error) { return other.RoundTrip(r) },
		"another host": func(r *http.Request, next http.RoundTripper) (*http.Response, error) {
			r = r.Clone(r.Context())
			r.URL.Host = "elsewhere.example.com"
			return next.RoundTrip(r)
		},
		"a key of idempotency": func(r *http.Request, next http.RoundTripper) (*http.Response, error) {
			r.Header.Set("Idempotency-Key", "x")
			return next.RoundTrip(r)
		},
	} {
		tries := 0
		body := &brokenBody{}
		client := newClient(t, "https://erp.example.com", fast(),
			backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTripFunc(func(r *http.Request) (*http.Response, error) {
					tries++
					r.Body = body
					return change(r, next)
				})
			}),
			through(func(*http.Request) (*http.Response, error) {
				t.Error("it was sent")
				return answered(200, `{"ok":true}`)
			}))
		err := do(t.Context(), client, opOnce)
		require.NotNil(t, err, name)
		assert.Equal(t, backoffice.ErrInvalid, err.Kind, name)
		assert.Equal(t, backoffice.OutcomeNotSent, err.Outcome, name)
		assert.Equal(t, 1, tries, name)
		assert.True(t, body.closed, name)
	}
}

func TestBoundsOfWaitsAndSizes(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for _, value := range []string{"1:", "/1", "1 2"} {
		assert.Zero(t, parseRetryAfter(value, now), value)
	}
	client := newClient(t, "https://erp.example.com", backoffice.WithMaxResponseBytes(math.MaxInt64),
		backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripFunc(func(r *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				if err == nil {
					resp.Body = io.NopCloser(strings.NewReader(`{"ok":true}`))
				}
				return resp, err
			})
		}),
		through(func(*http.Request) (*http.Response, error) { return answered(200, "") }))
	assert.Nil(t, do(t.Context(), client, opRead))
}

func TestCausesOfOthers(t *testing.T) {
	t.Parallel()
	assert.True(t, failedBeforeSending(&net.DNSError{Name: "erp.example.com"}))
	assert.False(t, failedBeforeSending(&net.OpError{Op: "read", Err: io.EOF}))
	assert.True(t, newScrubber(dummyKey).isClean(fmt.Errorf("so: %w", io.EOF)))
	assert.False(t, newScrubber(dummyKey).isClean(fmt.Errorf("%w, %w", io.EOF, io.ErrUnexpectedEOF)), "only one chain is looked at")
}

// TestClientHoldsNoSecret: what prints a client by reflection finds nothing.
func TestClientHoldsNoSecret(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com")
	assert.Empty(t, client.spec.PathKey)
	assert.Empty(t, client.spec.Secrets)
}
