package transport

import (
	"cmp"
	"context"
	"net/http"
	"reflect"
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

// TestHeaderFor: what a call asks for differently from the client is in its
// header, and the rest is as usual.
func TestHeaderFor(t *testing.T) {
	t.Parallel()
	client := newClient(t, "https://erp.example.com", backoffice.WithUserAgent("usual"))
	const jsonType = "application/json; charset=utf-8"
	tests := map[string]struct {
		contentType, accept, userAgent string
		shared                         bool
	}{
		"as usual":             {jsonType, "", "usual", true},
		"without a body":       {"", acceptJSON, "usual", true},
		"form":                 {formType, "", "usual", true},
		"another content type": {"text/xml", "", "usual", false},
		"another accept":       {jsonType, "text/xml", "usual", false},
		"another user agent":   {jsonType, "", "other", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := client.headerFor(test.contentType, test.accept, test.userAgent)
			want := http.Header{"Accept": {cmp.Or(test.accept, acceptJSON)}, "User-Agent": {test.userAgent}}
			if test.contentType != "" {
				want["Content-Type"] = []string{test.contentType}
			}
			assert.Equal(t, want, header)
			again := client.headerFor(test.contentType, test.accept, test.userAgent)
			isShared := reflect.ValueOf(header).Pointer() == reflect.ValueOf(again).Pointer()
			assert.Equal(t, test.shared, isShared, "the usual ones are made once")
			added := append(header["Accept"], "added")
			assert.NotSame(t, &header["Accept"][0], &added[0], "who adds a value has a list of its own")
		})
	}
}

// TestHeaderIsMadeOnce for calls through the library's own transport, which only
// reads it; nobody sees the outer one.
func TestHeaderIsMadeOnce(t *testing.T) {
	t.Parallel()
	same := func(a, b http.Header) bool { return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer() }
	foreign := through(func(*http.Request) (*http.Response, error) { return answered(200, "") })
	look := around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) { return next.RoundTrip(r) })
	credential := func(context.Context, *http.Request) error { return nil }
	tests := map[string]struct {
		options    []backoffice.Option
		credential Credential
		outer      string // what the outer request has
		inner      string // what the inner one has
	}{
		"own transport":                 {nil, nil, "none", "shared"},
		"own transport, own credential": {nil, credential, "none", "copy"},
		"foreign transport":             {[]backoffice.Option{foreign}, nil, "none", "copy"},
		"middleware":                    {[]backoffice.Option{look}, nil, "copy", "outer"},
		"middleware, foreign transport": {[]backoffice.Option{look, foreign}, nil, "copy", "copy"},
		"middleware, own credential":    {[]backoffice.Option{look}, credential, "copy", "copy"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := newClient(t, "https://erp.example.com", test.options...)
			call := newThing(opRead)
			call.client, call.config, call.Credential = client, client.config, test.credential
			call.header = client.headers[""]
			outer := call.outerHeader()
			assert.Equal(t, test.outer == "none", same(outer, noHeader))
			assert.False(t, same(outer, call.header), "a middleware may write to it")
			inner := call.innerHeader(outer)
			assert.Equal(t, test.inner == "shared", same(inner, call.header))
			assert.Equal(t, test.inner == "outer", same(inner, outer))
			assert.Equal(t, call.header, inner)
		})
	}
}
