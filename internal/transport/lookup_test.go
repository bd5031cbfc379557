package transport

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lookUp is how a write that was lost was looked up.
type lookUp struct {
	call      *thingCall
	err       error
	requests  []*http.Request
	deadlines []time.Duration // of the attempts, from the beginning of the write
	took      time.Duration
}

// lookedUp makes a write with the options. The answer to it is lost in a gateway,
// and answer answers the look-up that follows.
func lookedUp(t *testing.T, answer func() (*http.Response, error), options ...backoffice.Option) *lookUp {
	t.Helper()
	l := &lookUp{call: newThing(opRead)}
	began := time.Now()
	spec := testSpec("https://erp.example.com")
	spec.OwnOptions = ownKey{}
	client, err := New(spec, []backoffice.Option{through(func(r *http.Request) (*http.Response, error) {
		if !strings.Contains(r.URL.Path, "/read/") {
			return answered(502, "of the write")
		}
		l.requests = append(l.requests, r)
		deadline, _ := r.Context().Deadline()
		l.deadlines = append(l.deadlines, deadline.Sub(began))
		return answer()
	})})
	require.NoError(t, err)
	write := newThing(opOnce)
	write.Settle = func(ctx context.Context, settings backoffice.Option) Settlement {
		before := time.Now()
		l.err = client.Do(ctx, &l.call.Call, []backoffice.Option{settings})
		l.took = time.Since(before)
		if l.err != nil {
			return Unclear
		}
		return Done
	}
	err = client.Do(t.Context(), &write.Call, options)
	assert.Equal(t, l.err == nil, err == nil, "%v", err)
	return l
}

// ownKey is the key of an option of the resource package's own.
type ownKey struct{}

// TestLookUpHasTheSettingsOfTheCall gives each option to a write, and looks for it
// in the call that looks the write up.
func TestLookUpHasTheSettingsOfTheCall(t *testing.T) {
	found := func() (*http.Response, error) { return answered(200, `{"ok":true}`) }
	down := func() (*http.Response, error) { return answered(503, "") }
	busy := func() (*http.Response, error) { return answered(503, "", "Retry-After", "5") }
	var seen events
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	tests := []struct {
		name   string
		option backoffice.Option
		answer func() (*http.Response, error)
		check  func(*testing.T, *lookUp)
	}{
		{"WithUserAgent", backoffice.WithUserAgent("nightly"), found, func(t *testing.T, l *lookUp) {
			assert.Equal(t, []string{"nightly"}, l.requests[0].Header["User-Agent"])
		}},
		{"WithAttemptTimeout", backoffice.WithAttemptTimeout(7 * time.Second), found, func(t *testing.T, l *lookUp) {
			assert.Equal(t, []time.Duration{7 * time.Second}, l.deadlines)
		}},
		{"WithTimeout", backoffice.WithTimeout(3 * time.Second), found, func(t *testing.T, l *lookUp) {
			assert.Equal(t, []time.Duration{3 * time.Second}, l.deadlines)
		}},
		{"WithRetry, MaxAttempts", backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 5}), down, func(t *testing.T, l *lookUp) {
			assert.Len(t, l.requests, 5)
		}},
		{"WithRetry, BaseDelay", backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: 1}), down, func(t *testing.T, l *lookUp) {
			assert.Less(t, l.took, time.Microsecond)
		}},
		{"WithRetry, MaxDelay", backoffice.WithRetry(backoffice.RetryPolicy{MaxDelay: time.Second}), busy, func(t *testing.T, l *lookUp) {
			assert.Len(t, l.requests, 1, "the server wants more than the call may wait")
		}},
		{"WithMaxResponseBytes", backoffice.WithMaxResponseBytes(8), found, func(t *testing.T, l *lookUp) {
			assert.ErrorContains(t, l.err, "the body is longer than 8 bytes")
		}},
		{"WithHook", backoffice.WithHook(seen.hook()), found, func(t *testing.T, _ *lookUp) {
			require.Len(t, seen.done, 2)
			assert.Equal(t, "test.Read", seen.done[0].Op)
			assert.Equal(t, "test.Read", seen.started[1].Op)
			assert.Len(t, seen.attempts, 2)
		}},
		{"WithLogger", backoffice.WithLogger(logger), found, func(t *testing.T, _ *lookUp) {
			assert.Contains(t, log.String(), "op=test.Read")
		}},
		{"of the package's own", func(c *Config) error { c.SetVendor(ownKey{}, "own"); return nil }, found, func(t *testing.T, l *lookUp) {
			assert.Equal(t, "own", l.call.Setting(ownKey{}))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { tt.check(t, lookedUp(t, tt.answer, tt.option)) })
		})
	}
}

// TestLookUpLeavesTheCallItsOwn: what tells of the write itself is neither changed
// by its look-up nor given to it.
func TestLookUpLeavesTheCallItsOwn(t *testing.T) {
	found := func() (*http.Response, error) { return answered(200, `{"ok":true}`) }
	t.Run("WithRawResponse", func(t *testing.T) {
		var raw []byte
		lookedUp(t, found, backoffice.WithRawResponse(&raw))
		assert.Equal(t, "of the write", string(raw))
	})
	t.Run("WithReport", func(t *testing.T) {
		var report backoffice.Report
		lookedUp(t, found, backoffice.WithReport(&report), backoffice.WithHook(backoffice.Hook{
			Done: func(_ context.Context, e backoffice.Event) {
				if e.Op == "test.Read" {
					assert.Zero(t, report)
				}
			},
		}))
		assert.Equal(t, 502, report.Status)
		assert.True(t, report.Settled)
	})
	t.Run("WithRoute", func(t *testing.T) {
		l := lookedUp(t, found, backoffice.WithRoute("test.Once", backoffice.Route{Method: "PUT", Path: "/other/{key}"}))
		require.Len(t, l.requests, 1)
		assert.Equal(t, "POST", l.requests[0].Method)
	})
	t.Run("WithDryRun", func(t *testing.T) {
		var printed strings.Builder
		client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
			return nil, io.ErrUnexpectedEOF
		}))
		call := once(func() Settlement { panic("a look-up for what was never sent") })
		assert.ErrorIs(t, client.Do(t.Context(), &call.Call, []backoffice.Option{backoffice.WithDryRun(&printed)}), backoffice.ErrNotSent)
		assert.Contains(t, printed.String(), "/api/once/")
	})
}

// TestLookUpEndsWithTheCall: a limit of the call's own is not given to the look-up
// once more.
func TestLookUpEndsWithTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://erp.example.com", fast(), through(func(r *http.Request) (*http.Response, error) {
			if strings.Contains(r.URL.Path, "/read/") {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			time.Sleep(4 * time.Second)
			return answered(502, "")
		}))
		call := newThing(opOnce)
		call.Settle = func(ctx context.Context, settings backoffice.Option) Settlement {
			assert.ErrorIs(t, client.Do(ctx, &newThing(opRead).Call, []backoffice.Option{settings}), context.DeadlineExceeded)
			return Unclear
		}
		began := time.Now()
		err := client.Do(t.Context(), &call.Call, []backoffice.Option{backoffice.WithTimeout(10 * time.Second)})
		assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
		assert.Equal(t, 10*time.Second, time.Since(began))
	})
}
