package transport

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// KeyPart is the part of a route path that an API key takes the place of.
const KeyPart = "{key}"

var errNoPlace = errors.New("the path has no place for the key")

// pathKey returns the credential of a system whose API key is a path segment.
// The paths that are known beforehand are filled once.
func pathKey(key string, paths []string) Credential {
	escapedPart, escapedKey := url.PathEscape(KeyPart), url.PathEscape(key)
	fill := func(u *url.URL) error {
		escaped := u.EscapedPath()
		if !strings.Contains(escaped, escapedPart) {
			return errNoPlace
		}
		u.RawPath = strings.Replace(escaped, escapedPart, escapedKey, 1)
		u.Path = strings.Replace(u.Path, KeyPart, key, 1)
		return nil
	}
	known := make(map[string]url.URL, len(paths))
	for _, path := range paths {
		if u := (url.URL{Path: path}); fill(&u) == nil {
			known[path] = u
		}
	}
	return func(_ context.Context, request *http.Request) error {
		if filled, ok := known[request.URL.Path]; ok && request.URL.RawPath == "" {
			request.URL.Path, request.URL.RawPath = filled.Path, filled.RawPath
			return nil
		}
		return fill(request.URL)
	}
}
