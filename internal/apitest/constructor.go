package apitest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	goodRoot = "https://erp.example.com/manex"
	goodKey  = "dummy-key"
	keyRule  = "must not contain blanks or control characters"
)

// testConstructor gives New what it must refuse, and what it must not.
func (s Suite) testConstructor(t *testing.T) {
	tests := []struct {
		name     string
		root     string
		key      string
		options  []backoffice.Option
		violated []backoffice.Violation
	}{
		{name: "good", root: goodRoot, key: goodKey},
		{name: "good without a path", root: "https://erp.example.com", key: goodKey},
		{name: "good with a slash at the end", root: goodRoot + "/", key: goodKey},
		{name: "short key of the samples", root: goodRoot, key: "23456789"},
		{name: "key that needs care", root: goodRoot, key: GoldenKey},
		{name: "key with dots in it", root: goodRoot, key: "a..b"},
		{name: "plain http to this machine", root: "http://127.0.0.1:8080", key: goodKey},
		{name: "plain http to this machine by IPv6", root: "http://[::1]:8080", key: goodKey},
		{name: "plain http to localhost", root: "http://localhost", key: goodKey},
		{
			name: "plain http where it is wanted", root: "http://erp.example.com", key: goodKey,
			options: []backoffice.Option{backoffice.WithPlainHTTP()},
		},

		{name: "no key", root: goodRoot, key: "", violated: violated("apiKey", "is required")},
		{name: "one dot", root: goodRoot, key: ".", violated: violated("apiKey", "must not consist of dots")},
		{name: "two dots", root: goodRoot, key: "..", violated: violated("apiKey", "must not consist of dots")},
		{name: "line feed in the key", root: goodRoot, key: "secret-9\n", violated: violated("apiKey", keyRule)},
		{name: "NUL in the key", root: goodRoot, key: "secret\x009", violated: violated("apiKey", keyRule)},
		{name: "DEL in the key", root: goodRoot, key: "secret\x7f9", violated: violated("apiKey", keyRule)},
		{name: "blank in the key", root: goodRoot, key: "secret 9", violated: violated("apiKey", keyRule)},
		{name: "control character beyond ASCII in the key", root: goodRoot, key: "secret\u0085-9", violated: violated("apiKey", keyRule)},
		{name: "blank that does not break in the key", root: goodRoot, key: "secret-9\u00a0", violated: violated("apiKey", keyRule)},
		{name: "line separator in the key", root: goodRoot, key: "secret-9\u2028", violated: violated("apiKey", keyRule)},
		{name: "zero-width blank in the key", root: goodRoot, key: "secret-9\u200b", violated: violated("apiKey", "must not contain characters that can't be seen")},
		{name: "invalid UTF-8 in the key", root: goodRoot, key: "secret\xff-9", violated: violated("apiKey", "must be valid UTF-8")},
		{name: "key without end", root: goodRoot, key: strings.Repeat("secret-9", 200), violated: violated("apiKey", "is too long")},

		{name: "no root", root: "", key: goodKey, violated: violated("rootURL", "is required")},
		{name: "no URL", root: "https://erp secret-9", key: goodKey, violated: violated("rootURL", "is not a URL")},
		{name: "URL with a control character", root: "https://erp.example.com/secret-9\n", key: goodKey, violated: violated("rootURL", "is not a URL")},
		{name: "no scheme", root: "erp.example.com/secret-9", key: goodKey, violated: violated("rootURL", "must begin with https://")},
		{name: "other scheme", root: "ftp://erp.example.com/secret-9", key: goodKey, violated: violated("rootURL", "must begin with https://")},
		{name: "no host", root: "https:///secret-9", key: goodKey, violated: violated("rootURL", "must name a host")},
		{name: "opaque", root: "https:secret-9", key: goodKey, violated: violated("rootURL", "must name a host")},
		{name: "query", root: goodRoot + "?key=secret-9", key: goodKey, violated: violated("rootURL", "must not have a query")},
		{name: "empty query", root: goodRoot + "?", key: goodKey, violated: violated("rootURL", "must not have a query")},
		{name: "fragment", root: goodRoot + "#secret-9", key: goodKey, violated: violated("rootURL", "must not have a fragment")},
		{name: "empty fragment", root: goodRoot + "#", key: goodKey, violated: violated("rootURL", "must not have a fragment")},
		{name: "place of the key", root: goodRoot + "/{key}", key: goodKey, violated: violated("rootURL", "must not have braces in its path, which mark the parts of a route")},
		{name: "blank at the end", root: goodRoot + "/secret-9 ", key: goodKey, violated: violated("rootURL", keyRule)},
		{name: "port out of range", root: "https://erp.example.com:99999", key: goodKey, violated: violated("rootURL", "must have a port from 1 to 65535, if it has one")},
		{name: "user info", root: "https://secret-9:pw@erp.example.com", key: goodKey, violated: violated("rootURL", "must not hold user info")},
		{name: "dot segments", root: "https://erp.example.com/../secret-9", key: goodKey, violated: violated("rootURL", "must not have dot segments in its path")},
		{
			name: "plain http", root: "http://secret-9.example.com", key: goodKey,
			violated: violated("rootURL", "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"),
		},

		{
			name: "everything at once", root: goodRoot + "?secret-9", key: "secret 9",
			options: []backoffice.Option{
				backoffice.WithTimeout(-1),
				backoffice.WithHTTPClient(nil),
				nil,
				backoffice.WithRoute("nobody.Get", backoffice.Route{}),
			},
			violated: []backoffice.Violation{
				{Field: "apiKey", Rule: keyRule},
				{Field: "WithTimeout", Rule: "needs a positive value"},
				{Field: "WithHTTPClient", Rule: "needs a value that is not nil"},
				{Field: "option", Rule: "must not be nil"},
				{Field: "rootURL", Rule: "must not have a query"},
				{Field: "WithRoute(nobody.Get)", Rule: "names no operation of this client; it has " + strings.Join(s.ops(t), ", ")},
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, _, err := s.newClient(test.root, test.key, test.options...)
			if test.violated == nil {
				require.NoError(t, err)
				return
			}
			failed := failure(t, err)
			assert.Equal(t, &backoffice.Error{
				Op:         s.name + ".New",
				Kind:       backoffice.ErrInvalid,
				Outcome:    backoffice.OutcomeNotSent,
				Violations: test.violated,
			}, failed)
			assert.Empty(t, client)
			for _, verb := range []string{"%v", "%+v", "%#v", "%q"} {
				text := fmt.Sprintf(verb, err)
				assert.NotContains(t, text, "secret", "the input is never quoted")
			}
		})
	}
}

func violated(field, rule string) []backoffice.Violation {
	return []backoffice.Violation{{Field: field, Rule: rule}}
}

// ops returns the names of the operations.
func (s Suite) ops(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, call := range s.calls(t, goodRoot, goodKey) {
		names = append(names, call.Op)
	}
	return names
}

// testCallOptions gives a call options that belong to New, and the other way
// round. Nothing may be sent.
func (s Suite) testCallOptions(t *testing.T) {
	server := s.server(t)
	for _, call := range s.calls(t, server.ManExURL(), server.ManExKey()) {
		t.Run(call.Op, func(t *testing.T) {
			got, err := call.Do(t.Context(),
				backoffice.WithPlainHTTP(), backoffice.WithRoute(call.Op, backoffice.Route{Path: "/no/key"}))
			assert.Equal(t, []backoffice.Violation{
				{Field: "WithPlainHTTP", Rule: "is an option of New, not of a single call"},
				{Field: "WithRoute(" + call.Op + ")", Rule: "needs a path with {key} in it, once"},
			}, failure(t, err).Violations)
			assert.ErrorIs(t, err, backoffice.ErrInvalid)
			assert.ErrorIs(t, err, backoffice.ErrNotSent)
			assert.Empty(t, got)
		})
	}
	assert.Empty(t, server.Requests("*"))
}
