package transport

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPathKey: the key takes the place of one {key}, the first, and a path
// without one is refused before anything is sent, whether it was known beforehand
// or not.
func TestPathKey(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path, want string // "" for refused
	}{
		{"filled", "/api/{key}", "/api/a+b=%2F%25"},
		{"no place", "/api/key", ""},
		{"empty", "", ""},
		// An argument of this value follows the key, and is no second place.
		{"an argument that looks like a place", "/api/{key}/{key}", "/api/a+b=%2F%25/%7Bkey%7D"},
	} {
		for name, known := range map[string][]string{"known": {tt.path}, "unknown": nil} {
			t.Run(tt.name+", "+name, func(t *testing.T) {
				request := &http.Request{URL: &url.URL{Scheme: "https", Host: "erp.example.com", Path: tt.path}}
				err := pathKey("a+b=/%", known)(t.Context(), request)
				if tt.want == "" {
					assert.ErrorIs(t, err, errNoPlace)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, tt.want, request.URL.EscapedPath())
				plain, err := url.PathUnescape(tt.want)
				require.NoError(t, err)
				assert.Equal(t, plain, request.URL.Path)
			})
		}
	}
}
