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

// PathKey returns the credential of a system whose API key is a path segment.
func PathKey(key string) Credential {
	escapedPart, escapedKey := url.PathEscape(KeyPart), url.PathEscape(key)
	return func(_ context.Context, request *http.Request) error {
		u := request.URL
		escaped := u.EscapedPath()
		if !strings.Contains(escaped, escapedPart) {
			return errors.New("the path has no place for the key")
		}
		u.RawPath = strings.Replace(escaped, escapedPart, escapedKey, 1)
		u.Path = strings.Replace(u.Path, KeyPart, key, 1)
		return nil
	}
}
