package transport

import (
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lastly is what the second sending by a middleware ends in.
type lastly func() (*http.Response, error)

var (
	errLost    = errors.New("lost")
	errRefused = &net.OpError{Op: "dial", Err: errors.New("refused")}
)

// sendingAgain is a middleware that sends again what had no answer.
func sendingAgain(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	resp, err := next.RoundTrip(r)
	if err == nil {
		return resp, nil
	}
	again := r.Clone(r.Context())
	if r.GetBody != nil {
		again.Body, _ = r.GetBody() // it holds nothing but memory
	}
	resp, second := next.RoundTrip(again)
	if second != nil {
		return nil, errors.Join(err, second)
	}
	return resp, nil
}

// TestMiddlewareThatRepeats: what an attempt left open stays open, whatever became
// of those that a middleware made after it, and what may be sent once is.
func TestMiddlewareThatRepeats(t *testing.T) {
	t.Parallel()
	status := func(code int, body string) lastly {
		return func() (*http.Response, error) { return answered(code, body) }
	}
	fails := func(err error) lastly { return func() (*http.Response, error) { return nil, err } }
	tests := map[string]struct {
		op       *Operation
		ends     []lastly // the last one for ever
		requests int
		outcome  backoffice.Outcome
		done     bool
	}{
		"once, refused and lost":       {opOnce, []lastly{fails(errRefused), fails(errLost)}, 2, backoffice.OutcomeUnknown, false},
		"once, lost":                   {opOnce, []lastly{fails(errLost)}, 1, backoffice.OutcomeUnknown, false},
		"once, refused and done":       {opOnce, []lastly{fails(errRefused), status(200, `{"ok":true}`)}, 2, 0, true},
		"update, lost and refused":     {opUpdate, []lastly{fails(errLost), fails(errRefused)}, 2, backoffice.OutcomeUnknown, false},
		"update, lost and in conflict": {opUpdate, []lastly{fails(errLost), status(409, "")}, 2, backoffice.OutcomeUnknown, false},
		"update, refused twice":        {opUpdate, []lastly{fails(errRefused)}, 2, backoffice.OutcomeNotSent, false},
		"delete, lost and refused":     {opDelete, []lastly{fails(errLost), fails(errRefused)}, 2, backoffice.OutcomeUnknown, false},
		"delete, lost and missing":     {opDelete, []lastly{fails(errLost), status(404, `{"missing":true}`)}, 2, 0, true},
		"delete, refused and missing":  {opDelete, []lastly{fails(errRefused), status(404, `{"missing":true}`)}, 2, backoffice.OutcomeRejected, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requests := 0
			client := newClient(t, "https://erp.example.com", around(sendingAgain),
				backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}),
				through(func(*http.Request) (*http.Response, error) {
					requests++
					return test.ends[min(requests, len(test.ends))-1]()
				}))
			err := do(t.Context(), client, test.op)
			assert.Equal(t, test.requests, requests)
			if test.done {
				assert.Nil(t, err)
				return
			}
			require.NotNil(t, err)
			assert.Equal(t, test.outcome, err.Outcome)
		})
	}
}

// TestMiddlewareThatLeavesAnAttemptBehind ends it: the call is judged when it is
// known what became of the attempt, and not before.
func TestMiddlewareThatLeavesAnAttemptBehind(t *testing.T) {
	t.Parallel()
	var left sync.WaitGroup
	sent := make(chan struct{})
	client := newClient(t, "https://erp.example.com", fast(),
		around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
			left.Go(func() { _, _ = next.RoundTrip(r) })
			<-sent
			return nil, errors.New("too slow")
		}),
		through(func(r *http.Request) (*http.Response, error) {
			close(sent)
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
	err := do(t.Context(), client, opOnce)
	left.Wait()
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.ErrorContains(t, err, "too slow")
	assert.Equal(t, 1, err.Attempts)
}

// TestMiddlewareThatIsLate: what it passes on after it has returned is refused,
// because the call was judged without it.
func TestMiddlewareThatIsLate(t *testing.T) {
	t.Parallel()
	requests := 0
	over := make(chan struct{})
	late := make(chan error, 2)
	body := &brokenBody{}
	client := newClient(t, "https://erp.example.com", fast(),
		around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
			go func() {
				<-over
				for range 2 {
					again := r.Clone(r.Context())
					again.Body = body
					_, err := next.RoundTrip(again)
					late <- err
				}
			}()
			return nil, errors.New("queue full")
		}),
		through(func(*http.Request) (*http.Response, error) { requests++; return answered(200, `{"ok":true}`) }))
	err := do(t.Context(), client, opOnce)
	close(over)
	for range 2 {
		assert.ErrorIs(t, <-late, errLate)
	}
	assert.True(t, body.closed, "a round tripper owns the body")
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.Zero(t, requests)
}

// TestMiddlewareThatHedges sends two at once. They take turns, so that the second
// knows what became of the first.
func TestMiddlewareThatHedges(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		op       *Operation
		requests int
	}{"once": {opOnce, 1}, "update": {opUpdate, 2}}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			under, requests := 0, 0
			count := func(change int) {
				mu.Lock()
				defer mu.Unlock()
				under += change
				requests += max(change, 0)
				assert.LessOrEqual(t, under, 1, "two at the same time")
			}
			client := newClient(t, "https://erp.example.com", fast(),
				around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
					type answer struct {
						*http.Response
						error
					}
					answers := make(chan answer, 2)
					for range 2 {
						go func() {
							resp, err := next.RoundTrip(r.Clone(r.Context()))
							answers <- answer{resp, err}
						}()
					}
					one, other := <-answers, <-answers
					if one.error != nil {
						one = other
					}
					return one.Response, one.error
				}),
				through(func(*http.Request) (*http.Response, error) {
					count(1)
					defer count(-1)
					time.Sleep(time.Millisecond)
					return answered(200, `{"ok":true}`)
				}))
			assert.Nil(t, do(t.Context(), client, test.op))
			assert.Equal(t, test.requests, requests)
		})
	}
}
