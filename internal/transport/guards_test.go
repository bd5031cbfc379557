package transport

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReplayKeysAreRefused lets a middleware set the headers that make net/http
// repeat any request on its own.
func TestReplayKeysAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
			client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTripFunc(func(r *http.Request) (*http.Response, error) {
					r.Header.Set(name, "1")
					return next.RoundTrip(r)
				})
			}))
			err := do(t.Context(), client, opOnce)
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrInvalid)
			assert.ErrorIs(t, err, backoffice.ErrNotSent)
			assert.Zero(t, count.Load())
			assert.Nil(t, do(t.Context(), client, opUpdate), "an update may be repeated, by whomever")
		})
	}
}

// TestContextsPrintNothing prints what travels as the context of a request, as a
// transport of the caller may do.
func TestContextsPrintNothing(t *testing.T) {
	t.Parallel()
	call := newThing(opOnce)
	call.verdict.Message = "echoed " + dummyKey
	attempt := newAttempt(&call.Call)
	attempt.url.Path = "/" + dummyKey
	for _, verb := range []string{"%v", "%+v", "%s"} {
		assert.Equal(t, "attempt", fmt.Sprintf(verb, attempt), verb)
		assert.Equal(t, "call of test.Once", fmt.Sprintf(verb, &call.Call), verb)
	}
}

// TestForeignTransportMayChangeTheHeader gives a transport of the caller a header
// map of its own: the library's maps are shared by all calls.
func TestForeignTransportMayChangeTheHeader(t *testing.T) {
	t.Parallel()
	calls := 0
	client := newClient(t, "https://erp.example.com", through(func(r *http.Request) (*http.Response, error) {
		calls++
		assert.Empty(t, r.Header["X-Mine"], "left there by another call")
		assert.Equal(t, []string{"application/json"}, r.Header["Accept"])
		r.Header["X-Mine"] = []string{"1"}
		r.Header.Del("Accept")
		return answered(200, `{"ok":true}`)
	}))
	for range 2 {
		require.Nil(t, do(t.Context(), client, opRead))
	}
	assert.Equal(t, 2, calls)
}

// TestNothingIsTakenForARepetitionThatCannotBe ends the context while the answer
// arrives. The hook is told that nothing follows, and the budget stays whole.
func TestNothingIsTakenForARepetitionThatCannotBe(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var seen events
	client := newClient(t, "https://erp.example.com", backoffice.WithHook(seen.hook()),
		through(func(*http.Request) (*http.Response, error) {
			cancel()
			return answered(503, "")
		}))
	err := do(ctx, client, opRead)
	require.NotNil(t, err)
	require.Len(t, seen.attempts, 1)
	assert.False(t, seen.attempts[0].WillRetry)
	assert.EqualValues(t, budgetSize, client.budget.tokens.Load())
}

// idleCloser is a middleware that can empty a pool.
type idleCloser struct {
	http.RoundTripper
	closed *bool
}

func (c idleCloser) CloseIdleConnections() { *c.closed = true }

// TestFailuresLeaveThePoolAlone lets calls fail for good, after which
// go-retryablehttp closes the idle connections of whatever lets it.
func TestFailuresLeaveThePoolAlone(t *testing.T) {
	t.Parallel()
	closed := false
	transport := idleCloser{roundTripFunc(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }), &closed}
	middleware := backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return idleCloser{next, &closed} })
	for name, options := range map[string][]backoffice.Option{"alone": nil, "with middleware": {middleware}} {
		options = append(options, fast(), backoffice.WithHTTPClient(&http.Client{Transport: transport}))
		require.NotNil(t, do(t.Context(), newClient(t, "https://erp.example.com", options...), opRead))
		assert.False(t, closed, name)
	}
}

// TestScrubberKnowsQuotedForm has a secret whose pieces, as Go quotes them, are
// in no other form.
func TestScrubberKnowsQuotedForm(t *testing.T) {
	t.Parallel()
	secret := strings.Repeat("\u00a0\u200b", 6)
	quoted := strings.Trim(fmt.Sprintf("%q", secret), `"`)
	assert.Equal(t, "[secret]", newScrubber(secret).clean(quoted))
}
