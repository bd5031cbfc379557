package orders

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// ownerCookies returns the owner ids that an answer sets. A cookie that deletes
// names none.
func ownerCookies(header http.Header) []string {
	var owners []string
	for _, line := range header["Set-Cookie"] {
		cookie, err := http.ParseSetCookie(line)
		if err == nil && cookie.Name == ownerCookie && !deletes(cookie) {
			owners = append(owners, cookie.Value)
		}
	}
	return owners
}

// deletes reports whether a cookie is set in order to delete it. A date counts
// only if it is past by more than two clocks differ.
func deletes(cookie *http.Cookie) bool {
	const longAgo = 24 * time.Hour
	if cookie.MaxAge != 0 {
		return cookie.MaxAge < 0
	}
	return !cookie.Expires.IsZero() && time.Since(cookie.Expires) > longAgo
}

// ownersIn returns all that may be an owner id in an answer, whatever its status
// and however broken it is. It is for hiding them, so it would rather find one
// too many.
func ownersIn(answer *transport.Answer) []string {
	var owners []string
	for _, line := range answer.Header["Set-Cookie"] {
		name, rest, _ := strings.Cut(line, "=")
		if strings.EqualFold(strings.TrimSpace(name), ownerCookie) {
			value, _, _ := strings.Cut(rest, ";")
			owners = append(owners, strings.Trim(value, " \t\""))
		}
	}
	return append(owners, ownerMembers(answer.Body)...)
}

// ownerMembers returns the texts of all members ownerId, at any depth.
func ownerMembers(body []byte) []string {
	var owners []string
	for {
		_, rest, found := bytes.Cut(body, []byte(`"ownerId"`))
		if !found {
			return owners
		}
		var owner string
		value, isMember := bytes.CutPrefix(bytes.TrimSpace(rest), []byte(":"))
		if isMember && json.NewDecoder(bytes.NewReader(value)).Decode(&owner) == nil {
			owners = append(owners, owner)
		}
		body = rest
	}
}
