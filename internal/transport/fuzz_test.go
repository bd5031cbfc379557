package transport

import (
	"bufio"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/require"
)

// FuzzRetryAfter checks that no header asks for a negative or endless wait.
func FuzzRetryAfter(f *testing.F) {
	for _, value := range []string{"", "0", "120", "-1", "1.5", "9223372036854775807", "99999999999999999999", "Sat, 21 Nov 9999 11:00:00 GMT", "soon"} {
		f.Add(value)
	}
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, value string) {
		if wait := parseRetryAfter(value, now); wait < 0 || wait > longestWait {
			t.Fatalf("%q asks for %s", value, wait)
		}
	})
}

// FuzzPath checks that a server finds exactly the key and the argument that
// were put in, and that neither changes the route.
func FuzzPath(f *testing.F) {
	for _, value := range []string{"123456789", "a+b", "a/b", "a%2Fb", "..", "a=b&c", "ü", "{key}", "{id}", "?x", "#", `\`, ";", "%zz", "a..b"} {
		f.Add(value, "order")
		f.Add("key", value)
	}
	root, problem := parseRoot("https://erp.example.com/base", false)
	require.Empty(f, problem)
	f.Fuzz(func(t *testing.T, key, id string) {
		if CheckSegment(key) != "" || CheckSegment(id) != "" {
			return
		}
		const path = "/orders/{id}/x/{key}"
		for _, known := range [][]string{nil, {root.Path + path}} {
			request := &http.Request{Method: "GET", URL: &url.URL{Scheme: root.Scheme, Host: root.Host}, Header: http.Header{}}
			setPath(request.URL, root, path, []Arg{{Name: "id", Value: id}})
			if err := pathKey(key, known)(t.Context(), request); err != nil {
				t.Fatal(err)
			}
			var line strings.Builder
			require.NoError(t, request.Write(&line))
			arrived, err := http.ReadRequest(bufio.NewReader(strings.NewReader(line.String())))
			if err != nil {
				t.Fatalf("%q %q: %v", key, id, err)
			}
			segments := strings.Split(arrived.URL.EscapedPath(), "/")
			if len(segments) != 6 || arrived.URL.RawQuery != "" {
				t.Fatalf("%q %q became the route %s", key, id, arrived.RequestURI)
			}
			gotID, err1 := url.PathUnescape(segments[3])
			gotKey, err2 := url.PathUnescape(segments[5])
			// An id that looks like the key's place is the one case where the
			// first place counts; no vendor has a route with both.
			if err1 != nil || err2 != nil || (gotID != id || gotKey != key) && !strings.Contains(id, KeyPart) {
				t.Fatalf("%q %q arrived as %q %q", key, id, gotKey, gotID)
			}
		}
	})
}

// FuzzScrubber checks that no piece of a secret gets out, however a server
// writes it.
func FuzzScrubber(f *testing.F) {
	f.Add("DUMMY+key=/%&0123456789abcdefghij", "before ", " after")
	f.Add("aB3/+=&<\"e'umlaut-0123456789", "https://erp.example.com/", "?x")
	f.Add("secretkey-0123456789-abcdefghij", strings.Repeat("\u023a", 31), strings.Repeat("\u1e9e", 31))
	f.Fuzz(func(t *testing.T, text, before, after string) {
		if len(text) < minPiece || len(text) > 200 || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return // no key of a vendor
		}
		secret := leaktest.Of(text)
		if secret.IsIn(before) || secret.IsIn(after) {
			return
		}
		s := newScrubber(text)
		for _, form := range secret.Forms() {
			if clean := s.clean(before + form + after); secret.IsIn(clean) {
				t.Fatalf("%q shows a piece of %q, written %q", clean, text, form)
			}
		}
	})
}

// FuzzCookie checks that a server finds exactly the owner that was put in, and
// no other cookie, or that the value is refused.
func FuzzCookie(f *testing.F) {
	for _, value := range []string{
		"02b8a4e7-8b8b-4cee-a10c-0a8a8a8a8a8a", "4;2", `"42"`, "4 2", "4,2", `4\2`, "a=b", "OwnerId=42", "=", "ü", "\r\nX: y", "", "%3B", "a+b/c==",
	} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if CheckCookie(value) != "" {
			return
		}
		request := &http.Request{
			Method: "GET", URL: &url.URL{Scheme: "https", Host: "api.example.com", Path: "/"},
			Header: http.Header{"Cookie": {"OwnerId=other; b=c"}},
		}
		require.NoError(t, Cookie("OwnerId", value)(t.Context(), request))
		var sent strings.Builder
		require.NoError(t, request.Write(&sent))
		arrived, err := http.ReadRequest(bufio.NewReader(strings.NewReader(sent.String())))
		require.NoError(t, err)
		cookies := arrived.Cookies()
		if len(arrived.Header["Cookie"]) != 1 || len(cookies) != 1 || cookies[0].Name != "OwnerId" || cookies[0].Value != value {
			t.Fatalf("%q arrived as %q", value, arrived.Header["Cookie"])
		}
	})
}
