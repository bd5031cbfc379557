package transport

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAnnouncedLength: a server may announce more than it sends, and more than
// there is memory.
func TestAnnouncedLength(t *testing.T) {
	t.Parallel()
	for _, announced := range []string{"9223372036854775807", "1000000000000000"} {
		root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", announced)
			ok(w)
		})
		err := do(t.Context(), newClient(t, root, backoffice.WithMaxResponseBytes(math.MaxInt64)), opOnce)
		require.NotNil(t, err)
		assert.ErrorIs(t, err, backoffice.ErrProtocol)
		assert.ErrorContains(t, err, "the body is cut off")
	}
}

// TestBackoffDoesNotOverflow: doubled once, these delays are negative, twice
// nothing, and beyond that as little as the lowest bits.
func TestBackoffDoesNotOverflow(t *testing.T) {
	t.Parallel()
	const longest = 20 * time.Second
	for _, tt := range []struct {
		base, limit time.Duration
		attempts    int
	}{
		{1 << 62, longest, 2},
		{1 << 62, longest, 3},
		{1<<55 + 1<<20, longest, 10},
		{math.MaxInt64, math.MaxInt64, 1},
		{math.MaxInt64, math.MaxInt64, 10},
	} {
		t.Run(fmt.Sprintf("%d up to %d, %d", tt.base, tt.limit, tt.attempts), func(t *testing.T) {
			var most time.Duration
			for range 2000 {
				wait := backoff(&Config{BaseDelay: tt.base, MaxDelay: tt.limit}, tt.attempts)
				require.GreaterOrEqual(t, wait, time.Duration(0))
				require.LessOrEqual(t, wait, tt.limit)
				most = max(most, wait)
			}
			assert.Greater(t, most, tt.limit-tt.limit/10)
		})
	}
	for range 100 {
		assert.LessOrEqual(t, backoff(&Config{BaseDelay: 1, MaxDelay: longest}, 1), time.Duration(1), "the shortest delay is one as well")
	}
}

// TestNoWaitAfterTheEnd: who has left is told so, even if the wait is over at the
// same time, or there is none.
func TestNoWaitAfterTheEnd(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	require.NoError(t, sleep(ctx, 0))
	require.NoError(t, sleep(ctx, 1))
	cancel()
	for range 100 { // either end of a wait may be seen first
		require.ErrorIs(t, sleep(ctx, 0), context.Canceled)
		require.ErrorIs(t, sleep(ctx, 1), context.Canceled)
	}
}

// TestTheShortestTimeout counts like any other.
func TestTheShortestTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://erp.example.com", through(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
		began := time.Now()
		require.NotNil(t, do(t.Context(), client, opRead, backoffice.WithTimeout(time.Nanosecond)))
		assert.Equal(t, time.Nanosecond, time.Since(began))
	})
}
