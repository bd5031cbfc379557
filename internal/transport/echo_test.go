package transport

import (
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// repeating answers with the URL it was asked for, as frameworks do.
func repeating(_ int, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Original-Url", r.RequestURI)
	w.Header().Set("X-Other", "stays")
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, `{"Message":"no resource at `+r.RequestURI+`"}`)
}

func TestMiddlewareSeesNoEcho(t *testing.T) {
	root, _ := serve(t, repeating)
	for _, tt := range []struct {
		name   string
		change func(*http.Response)
		body   bool // the judge gets the body as it came
	}{
		{"unread", func(*http.Response) {}, true},
		{"read and handed on", func(resp *http.Response) {
			text, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			resp.Body = io.NopCloser(strings.NewReader(string(text)))
		}, true},
		{"replaced", func(resp *http.Response) { resp.Body = io.NopCloser(strings.NewReader("other")) }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTripFunc(func(r *http.Request) (*http.Response, error) {
					resp, err := next.RoundTrip(r)
					require.NoError(t, err)
					dump, err := httputil.DumpResponse(resp, tt.name != "unread")
					require.NoError(t, err)
					assert.NotContains(t, string(dump), "0123456789")
					assert.NotContains(t, string(dump), url.PathEscape(dummyKey))
					assert.Contains(t, string(dump), "X-Other: stays")
					tt.change(resp)
					return resp, nil
				})
			}))
			call := newThing(opRead)
			call.Call.Judge = judgeFunc(func(a *Answer) Verdict {
				assert.Equal(t, tt.body, strings.Contains(string(a.Body), "0123456789"))
				assert.Contains(t, a.Header.Get("X-Original-Url"), "0123456789")
				return Verdict{}
			})
			require.NoError(t, client.Do(t.Context(), &call.Call, nil))
		})
	}
}

func TestMiddlewareSeesNoEchoInTrailers(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", "X-Echo")
		ok(w)
		w.Header().Set("X-Echo", r.RequestURI)
	})
	var seen http.Header
	client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			seen = resp.Trailer
			return resp, err
		})
	}))
	require.Nil(t, do(t.Context(), client, opRead))
	assert.Contains(t, seen.Get("X-Echo"), "/api/read/")
	assert.NotContains(t, seen.Get("X-Echo"), "0123456789")
}

// TestAnEchoEndsWithItsAttempt: a middleware answers the second attempt by itself,
// and its header is what the judge gets.
func TestAnEchoEndsWithItsAttempt(t *testing.T) {
	root, _ := serve(t, repeating)
	turn := 0
	client := newClient(t, root, fast(), backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			if turn++; turn == 1 {
				return next.RoundTrip(r)
			}
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"X-Own": {"yes"}}, Body: http.NoBody, Request: r}, nil
		})
	}))
	call := newThing(opRead)
	call.Call.Judge = judgeFunc(func(a *Answer) Verdict {
		if turn == 1 {
			return Verdict{Kind: backoffice.ErrServer, Again: Repeat}
		}
		assert.Equal(t, http.Header{"X-Own": {"yes"}}, a.Header)
		return Verdict{}
	})
	require.NoError(t, client.Do(t.Context(), &call.Call, nil))
	assert.Equal(t, 2, turn)
}
