package transport

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHTTP2IsNotOffered calls a server that prefers HTTP/2 through transports of
// the caller that do as well.
func TestHTTP2IsNotOffered(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/control" {
			assert.Equal(t, "HTTP/1.1", r.Proto)
		}
		ok(w)
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	t.Cleanup(srv.Close)
	trusting := func(protocols ...string) *http.Transport {
		config := srv.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		config.NextProtos = protocols
		return &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true}
	}
	used := trusting()
	resp, err := (&http.Client{Transport: used}).Get(srv.URL + "/control")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, "HTTP/2.0", resp.Proto, "without the client, both would speak HTTP/2")
	for name, transport := range map[string]*http.Transport{
		"fresh": trusting(), "used": used, "with h2 written out": trusting("h2", "http/1.1"), "of httptest": srv.Client().Transport.(*http.Transport),
	} {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, srv.URL, backoffice.WithHTTPClient(&http.Client{Transport: transport}))
			assert.Nil(t, do(t.Context(), client, opOnce))
		})
	}
	used.CloseIdleConnections()
}
