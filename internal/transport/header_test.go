package transport

import (
	"context"
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHeaderOfACredential: what a credential of the call writes is in the header
// of its own attempt, and in no other: not in that of all calls, not in that of
// the next attempt, and not in that which middleware sees.
func TestHeaderOfACredential(t *testing.T) {
	t.Parallel()
	var seen []http.Header
	look := backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			seen = append(seen, r.Header)
			return next.RoundTrip(r)
		})
	})
	var sent []http.Header
	root, _ := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.Header)
		if n%2 == 1 {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = w.Write([]byte(`{"ok":true}`))
	})
	tests := map[string][]backoffice.Option{
		"own transport":           nil,
		"transport of the caller": {through(http.DefaultTransport.RoundTrip)},
		"middleware":              {look},
	}
	for name, options := range tests {
		t.Run(name, func(t *testing.T) {
			sent = nil
			client := newClient(t, root, append(options, fast())...)
			call := newThing(opRead)
			attempt := 0
			call.Credential = func(_ context.Context, r *http.Request) error {
				attempt++
				assert.NotContains(t, r.Header, "Secret", "it is that of an earlier attempt")
				r.Header["Secret"] = []string{"attempt", string(rune('0' + attempt))}
				r.URL.Path = "/api"
				return nil
			}
			require.NoError(t, client.Do(t.Context(), &call.Call, nil))
			require.Len(t, sent, attempt)
			for i, header := range sent {
				assert.Equal(t, []string{"attempt", string(rune('1' + i))}, header["Secret"])
				assert.Equal(t, []string{"application/json"}, header["Accept"])
			}
			for _, header := range client.headers {
				assert.NotContains(t, header, "Secret")
			}
		})
	}
	require.NotEmpty(t, seen)
	for _, header := range seen {
		assert.NotContains(t, header, "Secret")
	}
}
