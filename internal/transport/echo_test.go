package transport

import (
	"bytes"
	"io"
	"maps"
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

// TestCleanHeader: a secret is found in each place of a header, whatever comes
// after it, and the header that came is left as it was.
func TestCleanHeader(t *testing.T) {
	const secret = "secretkey-0123456789"
	s := newScrubber(secret)
	innocent := http.Header{"Date": {"today"}, "Vary": {"Accept", "Cookie"}, "X-None": nil}
	for _, tt := range []struct {
		name   string
		header http.Header
		want   http.Header
		found  bool
	}{
		{"none", nil, nil, false},
		{"empty", http.Header{}, http.Header{}, false},
		{"innocent", http.Header{"A": {"b"}}, http.Header{"A": {"b"}}, false},
		{"value", http.Header{"A": {"b " + secret}}, http.Header{"A": {"b [secret]"}}, true},
		{"value, then another", http.Header{"A": {secret, "b"}}, http.Header{"A": {"[secret]", "b"}}, true},
		{"value behind another", http.Header{"A": {"b", secret}}, http.Header{"A": {"b", "[secret]"}}, true},
		{"name", http.Header{"Secretkey-0123456789": {"b"}}, http.Header{"[secret]": {"b"}}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := tt.header.Clone()
			clean, found := s.cleanHeader(tt.header)
			assert.Equal(t, tt.want, clean)
			assert.Equal(t, tt.found, found)
			assert.Equal(t, before, tt.header)
		})
		if tt.header == nil {
			continue
		}
		// A map is walked through in any order, so once proves little.
		for range 20 {
			many := innocent.Clone()
			maps.Copy(many, tt.header)
			_, found := s.cleanHeader(many)
			require.Equal(t, tt.found, found, "%s among others", tt.name)
		}
	}
}

// shownTo returns what a middleware is shown of an answer, and what the judge is.
func shownTo(t *testing.T, answer *http.Response) (shown *http.Response, body string, judged Answer) {
	t.Helper()
	client := newClient(t, "https://erp.example.com",
		backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripFunc(func(r *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				require.NoError(t, err)
				text, err := io.ReadAll(resp.Body)
				require.NoError(t, err)
				copied := *resp
				shown, body = &copied, string(text)
				resp.Body = io.NopCloser(strings.NewReader(body))
				return resp, nil
			})
		}),
		through(func(*http.Request) (*http.Response, error) { return answer, nil }))
	call := newThing(opRead)
	call.Call.Judge = judgeFunc(func(a *Answer) Verdict {
		judged = *a
		judged.Body = bytes.Clone(a.Body)
		return Verdict{}
	})
	require.NoError(t, client.Do(t.Context(), &call.Call, nil))
	return shown, body, judged
}

// TestMiddlewareSeesTheRest: what repeats no secret is shown as it came, and of
// what does, only the secret is missing.
func TestMiddlewareSeesTheRest(t *testing.T) {
	header := func(values ...string) http.Header {
		h := http.Header{"Content-Length": {"99"}}
		for _, value := range values {
			h.Add("X-Url", value)
		}
		return h
	}
	for _, tt := range []struct {
		name         string
		status, body string
		header       http.Header
		length       int64
		wantStatus   string
		wantBody     string
		wantHeader   http.Header
		wantLength   int64
		trailer      http.Header
		wantTrailer  http.Header
	}{
		{
			name: "no secret", status: "200 OK", body: "a", header: header("b"), length: -1,
			wantStatus: "200 OK", wantBody: "a", wantHeader: header("b"), wantLength: -1,
		},
		{
			name: "nothing at all", length: -1,
			wantLength: -1,
		},
		{
			name: "in the status line", status: "200 " + dummyKey, body: "a", header: header("b"), length: -1,
			wantStatus: "200 [secret]", wantBody: "a", wantHeader: header("b"), wantLength: -1,
		},
		{
			name: "in the body", status: "200 OK", body: "a" + dummyKey, header: header("b"), length: 99,
			wantStatus: "200 OK", wantBody: "a[secret]", wantHeader: http.Header{"X-Url": {"b"}}, wantLength: 9,
		},
		{
			name: "in the header", status: "200 OK", body: "a", header: header(dummyKey, "b"), length: 1,
			wantStatus: "200 OK", wantBody: "a", wantHeader: http.Header{"X-Url": {"[secret]", "b"}}, wantLength: 1,
		},
		{
			name: "in the trailer", status: "200 OK", body: "a", header: header("b"), length: -1,
			trailer:    http.Header{"X-Url": {dummyKey}},
			wantStatus: "200 OK", wantBody: "a", wantHeader: header("b"), wantLength: -1,
			wantTrailer: http.Header{"X-Url": {"[secret]"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			came := tt.header.Clone()
			shown, body, judged := shownTo(t, &http.Response{
				StatusCode: http.StatusOK, Status: tt.status, Header: tt.header, Trailer: tt.trailer,
				ContentLength: tt.length, Body: io.NopCloser(strings.NewReader(tt.body)),
			})
			assert.Equal(t, tt.wantStatus, shown.Status)
			assert.Equal(t, tt.wantBody, body)
			assert.Equal(t, tt.wantHeader, shown.Header)
			assert.Equal(t, tt.wantLength, shown.ContentLength)
			assert.Equal(t, tt.wantTrailer, shown.Trailer)
			assert.Equal(t, tt.body, string(judged.Body), "the judge gets it as it came")
			assert.Equal(t, came, judged.Header)
		})
	}
}

// TestAnEchoEndsWithItsAnswer: a middleware repeats a read within one attempt of
// the library, and only the first answer repeats the secret.
func TestAnEchoEndsWithItsAnswer(t *testing.T) {
	root, count := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if n == 1 {
			repeating(n, w, r)
			return
		}
		w.Header().Set("X-Own", "yes")
		ok(w)
	})
	client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
			r.Body, err = r.GetBody()
			require.NoError(t, err)
			return next.RoundTrip(r)
		})
	}))
	call := newThing(opRead)
	call.Call.Judge = judgeFunc(func(a *Answer) Verdict {
		assert.Equal(t, "yes", a.Header.Get("X-Own"))
		assert.Empty(t, a.Header.Get("X-Original-Url"), "it belongs to the answer before")
		assert.JSONEq(t, `{"ok":true}`, string(a.Body))
		return Verdict{}
	})
	require.NoError(t, client.Do(t.Context(), &call.Call, nil))
	assert.EqualValues(t, 2, count.Load())
}
