package transport

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEventsTellTheTime: the event of an attempt is about that attempt alone,
// those of the call are about all of it.
func TestEventsTellTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		takes := []time.Duration{2 * time.Second, 3 * time.Second}
		turn := 0
		var seen events
		client := newClient(t, "https://erp.example.com", backoffice.WithHook(seen.hook()), through(func(*http.Request) (*http.Response, error) {
			time.Sleep(takes[turn])
			if turn++; turn == 1 {
				return answered(503, "", "Retry-After", "7")
			}
			return answered(200, `{"ok":true}`)
		}))
		began := time.Now()
		require.Nil(t, do(t.Context(), client, opRead))
		require.Len(t, seen.attempts, 2)
		first, second, done := seen.attempts[0], seen.attempts[1], seen.done[0]
		assert.Equal(t, began, first.Began)
		assert.Equal(t, 2*time.Second, first.Took)
		assert.GreaterOrEqual(t, first.RetryIn, 7*time.Second)
		assert.Equal(t, began.Add(first.Took+first.RetryIn), second.Began)
		assert.Equal(t, 3*time.Second, second.Took)
		assert.Zero(t, second.RetryIn)
		assert.Equal(t, began, seen.started[0].Began)
		assert.Equal(t, began, done.Began)
		assert.Equal(t, first.Took+first.RetryIn+second.Took, done.Took)
	})
}
