package transport

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhicheverDeadlineIsSooner bounds the waits: a wait that can't end before it
// is not begun.
func TestWhicheverDeadlineIsSooner(t *testing.T) {
	tests := map[string]struct{ context, timeout time.Duration }{
		"that of the context": {time.Second, time.Hour},
		"that of the option":  {time.Hour, time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) {
					return answered(503, "", "Retry-After", "10")
				}))
				ctx, cancel := context.WithTimeout(t.Context(), test.context)
				defer cancel()
				began := time.Now()
				err := do(ctx, client, opUpdate, backoffice.WithTimeout(test.timeout))
				require.NotNil(t, err)
				assert.ErrorIs(t, err, backoffice.ErrServer)
				assert.Equal(t, 10*time.Second, err.RetryAfter)
				assert.Zero(t, time.Since(began))
			})
		})
	}
}
