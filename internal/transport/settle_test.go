package transport

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

// once is a call that adds something and can look it up.
func once(found func() Settlement) *thingCall {
	call := newThing(opOnce)
	call.Unique = true
	call.Settle = func(context.Context, backoffice.Option) Settlement { return found() }
	return call
}

func TestSettle(t *testing.T) {
	lost := func(w http.ResponseWriter) { hangUp(w) }
	duplicate := func(w http.ResponseWriter) { w.WriteHeader(http.StatusConflict) }
	tests := []struct {
		name     string
		answers  []func(http.ResponseWriter) // the last one again and again
		found    []Settlement
		unique   bool
		want     []error // nil: success
		settled  bool
		requests int
		remark   string
	}{
		{"done", []func(http.ResponseWriter){lost}, []Settlement{Done}, true, nil, true, 1, ""},
		{"done, for a gateway's answer", []func(http.ResponseWriter){status(502)}, []Settlement{Done}, true, nil, true, 1, ""},
		{"absent, sent again", []func(http.ResponseWriter){lost, ok}, []Settlement{Absent}, true, nil, false, 2, ""},
		{"absent, then late and refused", []func(http.ResponseWriter){lost, duplicate}, []Settlement{Absent, Done}, true, nil, true, 2, ""},
		{
			"absent to the end",
			[]func(http.ResponseWriter){lost},
			[]Settlement{Absent},
			true,
			[]error{backoffice.ErrNetwork, backoffice.ErrOutcomeUnknown},
			false, 3, "a look-up did not find it",
		},
		{
			"absent without a promise",
			[]func(http.ResponseWriter){lost},
			[]Settlement{Absent},
			false,
			[]error{backoffice.ErrNetwork, backoffice.ErrOutcomeUnknown},
			false, 1, "a look-up did not find it",
		},
		{
			"unclear",
			[]func(http.ResponseWriter){lost},
			[]Settlement{Unclear},
			true,
			[]error{backoffice.ErrNetwork, backoffice.ErrOutcomeUnknown},
			false, 1, "a look-up could not tell what became of it",
		},
		{
			"refused after absent, and unclear",
			[]func(http.ResponseWriter){lost, duplicate},
			[]Settlement{Absent, Unclear},
			true,
			[]error{backoffice.ErrConflict, backoffice.ErrOutcomeUnknown},
			false, 2, "a look-up could not tell what became of it",
		},
		{
			"refused at once",
			[]func(http.ResponseWriter){duplicate},
			nil, true,
			[]error{backoffice.ErrConflict},
			false, 1, "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, count := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
				tt.answers[min(n, len(tt.answers))-1](w)
			})
			looked := 0
			call := once(func() Settlement {
				looked++
				return tt.found[min(looked, len(tt.found))-1]
			})
			call.Unique = tt.unique
			var report backoffice.Report
			err := newClient(t, root, fast()).Do(t.Context(), &call.Call, []backoffice.Option{backoffice.WithReport(&report)})
			for _, want := range tt.want {
				assert.ErrorIs(t, err, want)
			}
			if tt.want == nil {
				assert.NoError(t, err)
			} else if tt.remark != "" {
				assert.ErrorContains(t, err, tt.remark)
			}
			assert.Equal(t, tt.settled, report.Settled)
			assert.EqualValues(t, tt.requests, count.Load())
			assert.Equal(t, tt.requests, report.Attempts)
			if tt.found == nil {
				assert.Zero(t, looked)
			}
		})
	}
}

func TestSettleKeepsTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
			return nil, errors.New("lost")
		}))
		var limit time.Time
		call := once(func() Settlement { return Unclear })
		call.Settle = func(ctx context.Context, _ backoffice.Option) Settlement {
			limit, _ = ctx.Deadline()
			<-ctx.Done()
			return Unclear
		}
		began := time.Now()
		require.Error(t, client.Do(t.Context(), &call.Call, []backoffice.Option{backoffice.WithTimeout(5 * time.Second)}))
		assert.Equal(t, 5*time.Second, time.Since(began))
		assert.Equal(t, began.Add(5*time.Second), limit)
	})
}

func TestSettleStopsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
		cancel()
		return nil, errors.New("lost")
	}))
	call := once(func() Settlement { panic("a look-up for a caller who has left") })
	err := client.Do(ctx, &call.Call, nil)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)

	ctx, cancel = context.WithCancel(t.Context())
	count := 0
	client = newClient(t, "https://erp.example.com", backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: 10 * time.Second}),
		through(func(*http.Request) (*http.Response, error) {
			count++
			return nil, errors.New("lost")
		}))
	call = once(func() Settlement { cancel(); return Absent })
	err = client.Do(ctx, &call.Call, nil)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.ErrorContains(t, err, "a look-up did not find it", "the error is that of the attempt that was made")
	assert.Equal(t, 1, count)
}

func TestSettleRespectsTheLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		count := 0
		client := newClient(t, "https://erp.example.com", fast(), backoffice.WithRateLimit(rate.NewLimiter(rate.Every(time.Hour), 1)),
			through(func(*http.Request) (*http.Response, error) {
				count++
				return nil, errors.New("lost")
			}))
		call := once(func() Settlement { return Absent })
		err := client.Do(t.Context(), &call.Call, nil)
		assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
		assert.Equal(t, 1, count, "no token, no repetition")
	})
}

func TestConflictAfterLostAnswerIsSettled(t *testing.T) {
	answers := func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			hangUp(w)
			return
		}
		w.WriteHeader(http.StatusConflict)
	}
	for name, tt := range map[string]struct {
		found Settlement
		want  error
	}{
		"own earlier write": {Done, nil},
		"somebody else's":   {Unclear, backoffice.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			root, count := serve(t, answers)
			call := newThing(opUpdate)
			call.Settle = func(context.Context, backoffice.Option) Settlement { return tt.found }
			err := newClient(t, root, fast()).Do(t.Context(), &call.Call, nil)
			if tt.want == nil {
				assert.NoError(t, err)
			} else {
				assert.ErrorIs(t, err, tt.want)
				assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			}
			assert.EqualValues(t, 2, count.Load())
		})
	}
}

func TestSettledUpdateIsNotSentAgain(t *testing.T) {
	root, count := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			hangUp(w)
			return
		}
		w.WriteHeader(http.StatusConflict)
	})
	call := newThing(opUpdate)
	call.Unique = true
	call.Settle = func(context.Context, backoffice.Option) Settlement { return Absent }
	require.Error(t, newClient(t, root, fast()).Do(t.Context(), &call.Call, nil))
	assert.EqualValues(t, 2, count.Load(), "the retry loop has repeated it as often as the policy allows")
}

func TestUpdateWithoutAConflictIsNotSettled(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { hangUp(w) })
	call := newThing(opUpdate)
	call.Settle = func(context.Context, backoffice.Option) Settlement {
		t.Error("a dead server is asked no more than it must be")
		return Done
	}
	err := newClient(t, root, fast()).Do(t.Context(), &call.Call, nil)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.EqualValues(t, 3, count.Load())
}

// TestBudgetOfLookUps: a look-up costs what a repetition costs, until an answer
// shows that the server is up; without tokens there is none, and no second Add.
func TestBudgetOfLookUps(t *testing.T) {
	t.Parallel()
	const lostOnce = 1
	tests := []struct {
		name        string
		lost        error
		found       Settlement
		tokens      int64
		looks       bool
		left        int64
		requests    int
		remark      string
		isUncertain bool
	}{
		{"done", errors.New("lost"), Done, retryCost, true, retryCost + 1, 1, "", false},
		{"absent", errors.New("lost"), Absent, retryCost, true, retryCost + 1, 2, "", false},
		{"unclear", errors.New("lost"), Unclear, retryCost, true, 0, 1, "a look-up could not tell what became of it", true},
		{"no tokens", errors.New("lost"), Done, retryCost - 1, false, retryCost - 1, 1, "the retry budget has nothing left for a look-up", true},
		{"done, after a timeout", context.DeadlineExceeded, Done, timeoutCost, true, timeoutCost + 1, 1, "", false},
		{"unclear, after a timeout", context.DeadlineExceeded, Unclear, timeoutCost, true, 0, 1, "a look-up could not tell what became of it", true},
		{"no tokens, after a timeout", context.DeadlineExceeded, Done, timeoutCost - 1, false, timeoutCost - 1, 1, "the retry budget has nothing left for a look-up", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			requests := 0
			client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
				if requests++; requests <= lostOnce {
					return nil, test.lost
				}
				return answered(200, `{"ok":true}`)
			}))
			client.budget.tokens.Store(test.tokens)
			looked := false
			call := once(func() Settlement { looked = true; return test.found })
			err := client.Do(t.Context(), &call.Call, nil)
			assert.Equal(t, test.looks, looked)
			assert.Equal(t, test.requests, requests)
			assert.Equal(t, test.left, client.budget.tokens.Load())
			assert.Equal(t, test.isUncertain, errors.Is(err, backoffice.ErrOutcomeUnknown))
			if test.remark != "" {
				assert.ErrorContains(t, err, test.remark)
			}
		})
	}
}

// TestLookUpLeavesNothingBehind: its context ends with it, so that what a look-up
// has begun does not go on.
func TestLookUpLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
		return nil, errors.New("lost")
	}))
	var ofLookUp context.Context
	call := once(nil)
	call.Settle = func(ctx context.Context, _ backoffice.Option) Settlement {
		ofLookUp = ctx
		assert.NoError(t, ctx.Err())
		return Done
	}
	require.NoError(t, client.Do(t.Context(), &call.Call, nil))
	assert.ErrorIs(t, ofLookUp.Err(), context.Canceled)
}

// TestLookUpObeysRetryAfter: a look-up is a request like any other to a server that
// asked for a pause. Without the time for it there is none, and it costs nothing.
func TestLookUpObeysRetryAfter(t *testing.T) {
	t.Parallel()
	const enough = time.Hour
	tests := map[string]struct {
		hint    string
		timeout time.Duration
		looks   bool
		took    time.Duration
	}{
		"none":                     {"", enough, true, 0},
		"obeyed":                   {"3", enough, true, 3 * time.Second},
		"up to the cap":            {"20", enough, true, 20 * time.Second},
		"beyond the cap":           {"21", enough, false, 0},
		"up to the deadline":       {"3", 3*time.Second + 1, true, 3 * time.Second},
		"not beyond the deadline":  {"3", 3 * time.Second, false, 0},
		"nor after it has gone by": {"", time.Nanosecond, false, time.Nanosecond},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
					if test.timeout == time.Nanosecond {
						time.Sleep(time.Nanosecond)
					}
					return answered(503, "", "Retry-After", test.hint)
				}))
				began := time.Now()
				looked := false
				call := once(func() Settlement {
					looked = true
					assert.Equal(t, test.took, time.Since(began))
					return Done
				})
				err := client.Do(t.Context(), &call.Call, []backoffice.Option{backoffice.WithTimeout(test.timeout)})
				assert.Equal(t, test.looks, looked)
				assert.Equal(t, test.took, time.Since(began))
				assert.EqualValues(t, budgetSize, client.budget.tokens.Load())
				if !test.looks {
					assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
					assert.ErrorContains(t, err, "there was no time for a look-up")
				}
			})
		})
	}
}

// TestSendingAgainWaitsOnce: the pause that a look-up has waited for is over.
func TestSendingAgainWaitsOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
			if requests++; requests == 1 {
				return answered(503, "", "Retry-After", "1")
			}
			return answered(200, `{"ok":true}`)
		}))
		began := time.Now()
		call := once(func() Settlement { return Absent })
		require.NoError(t, client.Do(t.Context(), &call.Call, nil))
		assert.Equal(t, 2, requests)
		assert.Less(t, time.Since(began), 2*time.Second)
	})
}

// TestSendingAgainIsPaidFor: it costs what a repetition costs, for as long as it
// does not succeed.
func TestSendingAgainIsPaidFor(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		ends []error // of the attempts, nil for a success
		left int64
	}{
		"sent again, done":              {[]error{errLost, nil}, budgetSize},
		"sent again twice, done":        {[]error{errLost, errLost, nil}, budgetSize},
		"sent again twice, lost":        {[]error{errLost, errLost, errLost}, budgetSize - 2*retryCost},
		"sent again after timeouts":     {[]error{context.DeadlineExceeded, context.DeadlineExceeded, errLost}, budgetSize - 2*timeoutCost},
		"done at once, nothing to give": {[]error{nil}, budgetSize},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			attempts := 0
			client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
				attempts++
				if err := test.ends[attempts-1]; err != nil {
					return nil, err
				}
				return answered(200, `{"ok":true}`)
			}))
			call := once(func() Settlement { return Absent })
			err := client.Do(t.Context(), &call.Call, nil)
			assert.Equal(t, test.ends[len(test.ends)-1] == nil, err == nil)
			assert.Len(t, test.ends, attempts)
			assert.Equal(t, test.left, client.budget.tokens.Load())
		})
	}
}
