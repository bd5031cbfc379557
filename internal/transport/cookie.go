package transport

import (
	"context"
	"net/http"
)

// Cookie returns the credential of a system that knows its caller by a cookie.
// It takes the place of every cookie the request may have already.
func Cookie(name, value string) Credential {
	line := name + "=" + value
	return func(_ context.Context, request *http.Request) error {
		request.Header["Cookie"] = []string{line}
		return nil
	}
}

// maxCookie bounds the value of a cookie. Browsers and servers take 4 KiB for
// the whole cookie.
const maxCookie = 4000

// CheckCookie returns what keeps a cookie from carrying value as it is, or "".
// net/http would drop the characters that don't fit, and so name another owner.
func CheckCookie(value string) string {
	switch {
	case value == "":
		return "is required"
	case len(value) > maxCookie:
		return "is too long for a cookie"
	}
	for i := range len(value) {
		if !isCookieOctet(value[i]) {
			return "must not contain blanks, quotes, commas, semicolons, backslashes, control characters or anything beyond ASCII"
		}
	}
	return ""
}

// isCookieOctet reports whether RFC 6265, section 4.1.1, allows the character.
func isCookieOctet(c byte) bool {
	return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'
}
