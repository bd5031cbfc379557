package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

// TestRepetition holds the rules of design section 5, for an answer that comes
// again and again.
func TestRepetition(t *testing.T) {
	const rejected, unknown = backoffice.OutcomeRejected, backoffice.OutcomeUnknown
	tests := []struct {
		name    string
		answer  func(w http.ResponseWriter)
		kind    backoffice.Kind
		repeats int // attempts of a class other than Once
		outcome backoffice.Outcome
	}{
		{"400", status(400), backoffice.ErrInvalid, 1, rejected},
		{"401", status(401), backoffice.ErrUnauthorized, 1, rejected},
		{"403", status(403), backoffice.ErrForbidden, 1, rejected},
		{"404", status(404), backoffice.ErrNotFound, 1, rejected},
		{"405", status(405), backoffice.ErrRoute, 1, rejected},
		{"408", status(408), backoffice.ErrNetwork, 3, unknown},
		{"409", status(409), backoffice.ErrConflict, 1, rejected},
		{"415", status(415), backoffice.ErrInvalid, 1, rejected},
		{"422", status(422), backoffice.ErrInvalid, 1, rejected},
		{"429", status(429), backoffice.ErrRateLimited, 3, rejected},
		{"500", status(500), backoffice.ErrServer, 3, unknown},
		{"502", status(502), backoffice.ErrServer, 3, unknown},
		{"503", status(503), backoffice.ErrServer, 3, unknown},
		{"504", status(504), backoffice.ErrServer, 3, unknown},
		{"501", status(501), backoffice.ErrServer, 1, unknown},
		{"505", status(505), backoffice.ErrServer, 1, unknown},
		{"507", status(507), backoffice.ErrServer, 1, unknown},
		{"511", status(511), backoffice.ErrServer, 1, unknown},
		{"520 of a proxy", status(520), backoffice.ErrServer, 1, unknown},
		{"599", status(599), backoffice.ErrServer, 1, unknown},
		{"600", status(600), backoffice.ErrProtocol, 1, unknown},
		{"302", status(302), backoffice.ErrProtocol, 1, unknown},
		{"204", status(204), backoffice.ErrProtocol, 2, unknown},
		{"empty", text(""), backoffice.ErrProtocol, 2, unknown},
		{"HTML", text("<html><title> Log\n in </title>"), backoffice.ErrProtocol, 1, unknown},
		{"null", text("null"), backoffice.ErrProtocol, 1, unknown},
		{"no verdict", text("{}"), backoffice.ErrProtocol, 1, unknown},
		{"cut", text(`{"ok":tr`), backoffice.ErrProtocol, 3, unknown},
		{"trailing", text(`{"ok":true}x`), backoffice.ErrProtocol, 1, unknown},
		{"conflict", text(`{"ok":true,"ok":false}`), backoffice.ErrProtocol, 1, unknown},
		{"unknown encoding", func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "br")
			ok(w)
		}, backoffice.ErrProtocol, 1, unknown},
		{"lost", hangUp, backoffice.ErrNetwork, 3, unknown},
		{"malformed", func(w http.ResponseWriter) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, "HTTZ/9.9 what\r\n\r\n")
				_ = conn.Close()
			}
		}, backoffice.ErrProtocol, 2, unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { tt.answer(w) })
			for _, op := range classes {
				client := newClient(t, root, fast())
				before := count.Load()
				err := do(t.Context(), client, op)
				require.NotNil(t, err)
				assert.ErrorIs(t, err, tt.kind, "%s: %v", op.Name, err)
				attempts, outcome := tt.repeats, tt.outcome
				if op.Class == Once {
					attempts = 1
				}
				if op.Class == Read && outcome == unknown {
					outcome = backoffice.OutcomeNoEffect
				}
				assert.Equal(t, outcome.String(), err.Outcome.String(), op.Name)
				assert.Equal(t, attempts, err.Attempts, op.Name)
				assert.EqualValues(t, attempts, count.Load()-before, op.Name)
			}
		})
	}
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		if code/100 == 3 {
			w.Header().Set("Location", "http://127.0.0.1:1/%zz"+dummyKey)
		}
		w.WriteHeader(code)
	}
}

func text(body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { _, _ = io.WriteString(w, body) }
}

func TestRepetitionSucceeds(t *testing.T) {
	for _, op := range classes {
		t.Run(op.Name, func(t *testing.T) {
			root, count := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				assert.Equal(t, `{"name":"thing"}`, string(body), "the whole body is sent again")
				if n == 1 {
					hangUp(w)
					return
				}
				ok(w)
			})
			err := do(t.Context(), newClient(t, root, fast()), op)
			if op.Class == Once {
				require.NotNil(t, err)
				assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
				assert.EqualValues(t, 1, count.Load())
				return
			}
			assert.Nil(t, err)
			assert.EqualValues(t, 2, count.Load())
		})
	}
}

func TestOutcomeRemembersLostAttempts(t *testing.T) {
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n%2 == 1 {
			hangUp(w)
			return
		}
		w.WriteHeader(http.StatusBadRequest)
	})
	client := newClient(t, root, fast())
	err := do(t.Context(), client, opUpdate)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown, "the first attempt may have done it")
	err = do(t.Context(), client, opRead)
	require.NotNil(t, err)
	assert.Equal(t, backoffice.OutcomeRejected, err.Outcome)
}

// TestOnceIsNotReplayed breaks a kept-alive connection: net/http repeats by
// itself what it takes for a read, and counts no second attempt.
func TestOnceIsNotReplayed(t *testing.T) {
	for _, method := range []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"} {
		for _, arguments := range []backoffice.Placement{backoffice.Query, backoffice.JSON, backoffice.Form} {
			t.Run(fmt.Sprintf("%s/%v", method, arguments), func(t *testing.T) {
				var dropped atomic.Bool
				root, count := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
					if strings.Contains(r.URL.Path, "once") && dropped.CompareAndSwap(false, true) {
						assert.Equal(t, arguments == backoffice.Query, r.URL.RawQuery == "name=thing")
						assert.Equal(t, arguments == backoffice.Query, r.ContentLength == 0)
						hangUp(w)
						return
					}
					ok(w)
				})
				client := newClient(t, root, fast(),
					backoffice.WithRoute("test.Once", backoffice.Route{Method: method, Arguments: arguments}))
				require.Nil(t, do(t.Context(), client, opRead), "this leaves a connection behind")
				err := do(t.Context(), client, opOnce)
				require.NotNil(t, err)
				assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
				assert.EqualValues(t, 2, count.Load())
			})
		}
	}
}

func TestDeleteAfterLostAnswer(t *testing.T) {
	lose := func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			hangUp(w)
			return
		}
		_, _ = io.WriteString(w, `{"missing":true,"text":"does not exist"}`)
	}
	root, _ := serve(t, lose)
	var report backoffice.Report
	require.Nil(t, do(t.Context(), newClient(t, root, fast()), opDelete, backoffice.WithReport(&report)))
	assert.True(t, report.Settled)
	assert.Equal(t, 2, report.Attempts)

	root, _ = serve(t, lose)
	err := do(t.Context(), newClient(t, root, fast()), opUpdate)
	require.NotNil(t, err, "an update that finds nothing is no success")
	assert.ErrorIs(t, err, backoffice.ErrNotFound)

	root, _ = serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { lose(2, w, r) })
	err = do(t.Context(), newClient(t, root, fast()), opDelete)
	require.NotNil(t, err, "nor is a delete that found nothing at its first attempt")
	assert.ErrorIs(t, err, backoffice.ErrNotFound)
}

// TestDeleteAfterAnErrorStatus lets a server fail at first and then find nothing.
// Only a status that leaves open whether the delete was done makes it a success.
func TestDeleteAfterAnErrorStatus(t *testing.T) {
	for status, settled := range map[int]bool{408: true, 500: true, 502: true, 503: true, 504: true, 429: false} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
				if n == 1 {
					w.WriteHeader(status)
					return
				}
				_, _ = io.WriteString(w, `{"missing":true}`)
			})
			var report backoffice.Report
			err := do(t.Context(), newClient(t, root, fast()), opDelete, backoffice.WithReport(&report))
			assert.Equal(t, settled, err == nil)
			assert.Equal(t, settled, report.Settled)
			assert.Equal(t, 2, report.Attempts)
			if !settled {
				assert.ErrorIs(t, err, backoffice.ErrNotFound)
			}
		})
	}
}

func TestRetryPolicyPerCall(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	client := newClient(t, root, fast())
	err := do(t.Context(), client, opRead, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
	require.NotNil(t, err)
	assert.EqualValues(t, 1, count.Load())
	err = do(t.Context(), client, opRead, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 7}))
	require.NotNil(t, err)
	assert.Equal(t, 7, err.Attempts)
}

func TestParseRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name, value string
		want        time.Duration
	}{
		{"none", "", 0},
		{"seconds", "120", 2 * time.Minute},
		{"padded seconds", " 5 ", 5 * time.Second},
		{"zero", "0", 0},
		{"negative", "-5", 0},
		{"fraction", "1.5", 0},
		{"garbage", "soon", 0},
		{"largest int64", "9223372036854775807", longestWait},
		{"beyond int64", "99999999999999999999999", longestWait},
		{"just beyond what a duration holds", "9223372037", longestWait},
		{"date", "Sat, 21 Nov 2026 12:00:30 GMT", 30 * time.Second},
		{"date of RFC 850", "Saturday, 21-Nov-26 12:00:30 GMT", 30 * time.Second},
		{"date of asctime", "Sat Nov 21 12:00:30 2026", 30 * time.Second},
		{"past date", "Sat, 21 Nov 2026 11:00:00 GMT", 0},
		{"far date", "Sat, 21 Nov 9999 11:00:00 GMT", longestWait},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, parseRetryAfter(tt.value, now)) })
	}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	tests := []struct {
		name, header string
		attempts     int
		least, most  time.Duration
		retryAfter   time.Duration
	}{
		{"within the cap", "7", 3, 14 * time.Second, 15 * time.Second, 7 * time.Second},
		{"at the cap", "20", 3, 40 * time.Second, 41 * time.Second, 20 * time.Second},
		{"beyond the cap", "21", 1, 0, 0, 21 * time.Second},
		{"an hour", "3600", 1, 0, 0, time.Hour},
		{"overflow", "9223372036854775807", 1, 0, 0, longestWait},
		{"negative", "-1", 3, 0, 600 * time.Millisecond, 0},
		{"garbage", "x", 3, 0, 600 * time.Millisecond, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
					return answered(503, "", "Retry-After", tt.header)
				}))
				began := time.Now()
				err := do(t.Context(), client, opRead)
				require.NotNil(t, err)
				assert.Equal(t, tt.attempts, err.Attempts)
				assert.Equal(t, tt.retryAfter, err.RetryAfter)
				took := time.Since(began)
				assert.GreaterOrEqual(t, took, tt.least)
				assert.LessOrEqual(t, took, tt.most)
			})
		})
	}
}

func TestNoWaitBeyondTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
			return answered(503, "", "Retry-After", "10")
		}))
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		began := time.Now()
		err := do(ctx, client, opRead)
		require.NotNil(t, err)
		assert.Equal(t, 2, err.Attempts)
		assert.Equal(t, 10*time.Second, time.Since(began), "the second wait would outlast the deadline")
		assert.NoError(t, ctx.Err())
	})
}

func TestCancelDuringBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
			return answered(503, `{"text":"busy"}`, "Retry-After", "10")
		}))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		began := time.Now()
		err := do(ctx, client, opUpdate)
		require.NotNil(t, err)
		assert.Equal(t, 3*time.Second, time.Since(began))
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, backoffice.ErrNetwork)
		assert.ErrorIs(t, err, backoffice.ErrServer, "the last answer stays reachable")
		assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
		assert.Equal(t, 503, err.Status)
		assert.EqualError(t, err, "test.Update: network error: context canceled; last answer: server error: busy "+
			"(HTTP 503, retry after 10s); outcome unknown, look before repeating")
	})
}

// TestCancelAfterAFailure: the text does not speak of an answer where none came.
func TestCancelAfterAFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client := newClient(t, "https://erp.example.com",
			backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Hour, MaxDelay: time.Hour}),
			through(func(*http.Request) (*http.Response, error) {
				time.AfterFunc(time.Nanosecond, cancel)
				return nil, io.ErrUnexpectedEOF
			}))
		err := do(ctx, client, opUpdate, backoffice.WithTimeout(2*time.Hour))
		require.NotNil(t, err)
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		assert.EqualError(t, err, "test.Update: network error: context canceled; last attempt: network error: unexpected EOF; "+
			"outcome unknown, look before repeating")
	})
}

// TestSuccessIsNotRepeated, whatever a judge says besides.
func TestSuccessIsNotRepeated(t *testing.T) {
	t.Parallel()
	for _, again := range []Again{Repeat, RepeatOnce, Corrected} {
		requests := 0
		client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
			requests++
			return answered(200, `{"ok":true}`)
		}))
		call := newThing(opUpdate)
		call.Call.Judge = judgeFunc(func(*Answer) Verdict { return Verdict{Again: again} })
		require.NoError(t, client.Do(t.Context(), &call.Call, nil))
		assert.Equal(t, 1, requests)
	}
}

// TestPanicTakesNothing: a call that a hook ends in a panic pays for nothing that
// it did not send.
func TestPanicTakesNothing(t *testing.T) {
	t.Parallel()
	explode := func(context.Context, backoffice.Event) { panic("hook") }
	tests := map[string]struct {
		hook  backoffice.Hook
		spent int
	}{
		"start":   {backoffice.Hook{Start: func(context.Context, backoffice.Event) context.Context { panic("hook") }}, 0},
		"attempt": {backoffice.Hook{Attempt: explode}, 1},
		"done":    {backoffice.Hook{Done: explode}, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limiter := rate.NewLimiter(rate.Every(24*time.Hour), 3)
			client := newClient(t, "https://erp.example.com", fast(), backoffice.WithRateLimit(limiter),
				through(func(*http.Request) (*http.Response, error) { return answered(200, `{"ok":true}`) }))
			assert.PanicsWithValue(t, "hook", func() { _ = do(t.Context(), client, opUpdate, backoffice.WithHook(test.hook)) })
			assert.InDelta(t, limiter.Burst()-test.spent, limiter.Tokens(), 0.1)
			assert.EqualValues(t, budgetSize, client.budget.tokens.Load())
			require.Nil(t, do(t.Context(), client, opUpdate))
		})
	}
}

func TestBackoffIsJitteredAndBounded(t *testing.T) {
	cfg := &Config{BaseDelay: 200 * time.Millisecond, MaxDelay: 20 * time.Second}
	for attempt, bound := range map[int]time.Duration{
		1: 200 * time.Millisecond, 2: 400 * time.Millisecond, 3: 800 * time.Millisecond, 7: 12800 * time.Millisecond,
		8: 20 * time.Second, 33: 20 * time.Second, 1000: 20 * time.Second,
	} {
		t.Run(fmt.Sprint(attempt), func(t *testing.T) {
			var least, most time.Duration = bound, 0
			for range 2000 {
				wait := backoff(cfg, attempt)
				least, most = min(least, wait), max(most, wait)
			}
			assert.LessOrEqual(t, most, bound)
			assert.GreaterOrEqual(t, least, time.Duration(0))
			assert.Less(t, least, bound/10, "full jitter reaches down to nothing")
			assert.Greater(t, most, bound-bound/10)
		})
	}
}

func TestBudget(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "update") {
			ok(w)
			return
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	client := newClient(t, root, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 5, BaseDelay: 1, MaxDelay: time.Second}))
	const calls = 100
	var wg sync.WaitGroup
	for range calls {
		wg.Go(func() { assert.NotNil(t, do(t.Context(), client, opRead)) })
	}
	wg.Wait()
	assert.EqualValues(t, calls+budgetSize/retryCost, count.Load(), "a dead server does not see every call five times")
	before := count.Load()
	require.NotNil(t, do(t.Context(), client, opRead))
	assert.EqualValues(t, 1, count.Load()-before, "the budget is spent")
	for range retryCost {
		require.Nil(t, do(t.Context(), client, opUpdate))
	}
	before = count.Load()
	require.NotNil(t, do(t.Context(), client, opRead))
	assert.EqualValues(t, 2, count.Load()-before, "five successes pay for one repetition")
}

func TestBudgetIsBounded(t *testing.T) {
	b := newBudget()
	b.give(1)
	assert.EqualValues(t, budgetSize, b.tokens.Load())
	assert.True(t, b.take(budgetSize))
	assert.False(t, b.take(1))
	b.give(1)
	assert.True(t, b.take(1))
}

func TestTimeoutsCostMore(t *testing.T) {
	client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
		return nil, context.DeadlineExceeded
	}))
	require.NotNil(t, do(t.Context(), client, opRead))
	assert.EqualValues(t, budgetSize-2*timeoutCost, client.budget.tokens.Load())
}

func TestCorrectedRepeatsAnyClassOnce(t *testing.T) {
	for _, op := range classes {
		root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"ok":false}`) })
		client := newClient(t, root)
		call := newThing(op)
		call.Call.Judge = judgeFunc(func(*Answer) Verdict {
			return Verdict{Kind: backoffice.ErrUnauthorized, Rejected: true, Again: Corrected}
		})
		err := client.Do(t.Context(), &call.Call, nil)
		assert.ErrorIs(t, err, backoffice.ErrUnauthorized)
		assert.Equal(t, backoffice.OutcomeRejected, err.(*backoffice.Error).Outcome)
		assert.EqualValues(t, 2, count.Load(), "%s: one more attempt", op.Name)
	}
}

type judgeFunc func(*Answer) Verdict

func (f judgeFunc) Judge(a *Answer) Verdict { return f(a) }

func TestVerdictTexts(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", "GET, POST,x y")
		w.Header().Set("X-Correlation-Id", "c-1\r")
		w.WriteHeader(http.StatusMethodNotAllowed)
		_, _ = io.WriteString(w, "<html><head><TITLE>\n405 "+r.URL.Path+"</TITLE>")
	})
	err := do(t.Context(), newClient(t, root), opOnce)
	require.NotNil(t, err)
	assert.Equal(t, []string{"GET", "POST"}, err.Allow)
	assert.EqualError(t, err, "test.Once: no such route: 405 /api/once/[secret]: the body is an HTML page (HTTP 405, allowed: GET POST, request id c-1)")
}

func TestAnswerByStatusKeepsOwnCause(t *testing.T) {
	a := &Answer{Status: http.StatusRequestTimeout, Header: http.Header{}, Body: []byte("x")}
	v := a.Unreadable(wire.ErrSyntax)
	assert.EqualError(t, v.Cause, "the server gave up waiting for the request")
	assert.Empty(t, (&Answer{Body: []byte("<html><title>a")}).htmlTitle())
	assert.Empty(t, (&Answer{Body: []byte("<html></title><title>")}).htmlTitle())
}

func TestDetailsAreScrubbed(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) })
	call := newThing(opRead)
	call.Secrets = func() []string { return []string{"OWNER-0123456789"} }
	call.Call.Judge = judgeFunc(func(*Answer) Verdict {
		return Verdict{
			Kind: backoffice.ErrInvalid, Rejected: true, Details: map[string]string{"a" + dummyKey: "b OWNER-0123456789"},
			Code: dummyKey, RequestID: dummyKey, Message: "owner owner-0123456789",
		}
	})
	err := newClient(t, root).Do(t.Context(), &call.Call, nil)
	e, ok := errors.AsType[*backoffice.Error](err)
	require.True(t, ok)
	assert.Equal(t, map[string]string{"a[secret]": "b [secret]"}, e.Details)
	assert.Equal(t, "[secret]", e.Code)
	assert.Equal(t, "[secret]", e.RequestID)
	assert.Equal(t, "owner [secret]", e.Message)
}
