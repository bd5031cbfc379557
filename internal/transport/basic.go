package transport

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"unicode"
)

// BasicAuth returns the credential of HTTP Basic authentication, and the texts
// of it that no error may repeat.
func BasicAuth(user, password string) (credential Credential, secrets []string) {
	token := base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
	return func(_ context.Context, request *http.Request) error {
		request.Header["Authorization"] = []string{"Basic " + token}
		return nil
	}, []string{password, token}
}

// CheckBasicAuth returns what keeps user and password from being the
// credentials of HTTP Basic authentication, or "".
func CheckBasicAuth(user, password string) string {
	switch {
	case user == "" || password == "":
		return "needs a user and a password"
	case strings.Contains(user, ":"):
		return "needs a user without a colon"
	case strings.ContainsFunc(user+password, unicode.IsControl):
		return "needs a user and a password without control characters"
	}
	return ""
}
