package transport

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/url"
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

// TestInnermost: whatever the caller brings, it speaks HTTP/1.1 alone, and what
// else the caller chose stays.
func TestInnermost(t *testing.T) {
	t.Parallel()
	asked := false
	chosen := &http.Transport{
		TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{"h2": nil},
		OnProxyConnectResponse: func(context.Context, *url.URL, *http.Request, *http.Response) error {
			asked = true
			return nil
		},
	}
	foreign := roundTripFunc(func(*http.Request) (*http.Response, error) { return answered(200, "") })
	tests := map[string]struct {
		client *http.Client
		own    bool
	}{
		"none":              {nil, true},
		"default transport": {&http.Client{}, true},
		"transport":         {&http.Client{Transport: chosen}, true},
		"something else":    {&http.Client{Transport: foreign}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			base, own := innermost(test.client)
			assert.Equal(t, test.own, own)
			if !own {
				return
			}
			used := base.(*http.Transport)
			assert.Equal(t, "{HTTP1}", used.Protocols.String())
			assert.Nil(t, used.TLSNextProto)
			refused := used.OnProxyConnectResponse(t.Context(), nil, nil, &http.Response{StatusCode: 407})
			assert.Equal(t, test.client == nil || test.client.Transport == nil, refused != nil)
		})
	}
	assert.True(t, asked)
	assert.NotNil(t, chosen.TLSNextProto, "the caller's own transport is left as it was")
}

// TestHostsShareNoLimit: the clients of several vendors use the same pool.
func TestHostsShareNoLimit(t *testing.T) {
	pool := sharedPool().(*http.Transport)
	assert.Equal(t, 256, pool.MaxIdleConnsPerHost)
	assert.Zero(t, pool.MaxIdleConns)
}
