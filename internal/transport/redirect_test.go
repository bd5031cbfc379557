package transport

import (
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRedirectOfAMiddleware lets a middleware answer with a redirect to the same
// host. The server's own lose their target before anybody could follow it.
func TestRedirectOfAMiddleware(t *testing.T) {
	for name, op := range map[string]*Operation{"read": opRead, "write": opOnce} {
		t.Run(name, func(t *testing.T) {
			root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
			client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTripFunc(func(r *http.Request) (*http.Response, error) {
					resp, err := next.RoundTrip(r)
					if err == nil {
						resp.StatusCode = http.StatusFound
						resp.Header.Set("Location", "/elsewhere")
					}
					return resp, err
				})
			}))
			err := do(t.Context(), client, op)
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.Equal(t, http.StatusFound, err.Status)
			assert.EqualValues(t, 1, count.Load())
		})
	}
}
