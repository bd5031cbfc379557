package transport_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// verdicts judges by a script; behind its end everything is a success.
type verdicts struct{ script []transport.Verdict }

func (v *verdicts) Judge(*transport.Answer) transport.Verdict {
	if len(v.script) == 0 {
		return transport.Verdict{RequestID: "id-SIGNATURE-0"}
	}
	next := v.script[0]
	v.script = v.script[1:]
	return next
}

// arrived is a request as a server saw it.
type arrived struct {
	path, body, signature, accept string
	length                        int64
}

// signed is a system whose bodies are signed by a number that counts attempts.
type signed struct {
	client *transport.Client
	seen   []arrived
	outer  []string
	made   []string
}

var opSend = &transport.Operation{
	Name:       "test.Send",
	Class:      transport.Once,
	Route:      backoffice.Route{Method: "POST", Path: "/api/Send", Arguments: backoffice.JSON},
	Placements: []backoffice.Placement{backoffice.JSON, backoffice.Form},
}

// opAsk is opSend for a call that may be repeated.
var opAsk = &transport.Operation{Name: opSend.Name, Class: transport.Read, Route: opSend.Route, Placements: opSend.Placements}

func newSigned(t *testing.T, options ...backoffice.Option) *signed {
	t.Helper()
	s := new(signed)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.seen = append(s.seen, arrived{
			path: r.URL.Path, body: string(body), length: r.ContentLength,
			signature: r.Header.Get("Signature"), accept: r.Header.Get("Accept"),
		})
	}))
	t.Cleanup(server.Close)
	look := backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripper(func(r *http.Request) (*http.Response, error) {
			body, err := r.GetBody()
			if err == nil {
				text, _ := io.ReadAll(body)
				s.outer = append(s.outer, string(text))
			}
			resp, err := next.RoundTrip(r)
			if err == nil {
				s.outer = append(s.outer, resp.Request.Header.Get("Signature"))
			}
			return resp, err
		})
	})
	fast := backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Millisecond})
	client, err := transport.New(transport.Spec{
		Name:       "test",
		RootURL:    server.URL + "/base",
		RootName:   "rootURL",
		Operations: []*transport.Operation{opSend},
		Parts:      func(*transport.Operation) []string { return nil },
	}, append([]backoffice.Option{fast, look}, options...))
	require.NoError(t, err)
	s.client = client
	return s
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func (s *signed) call(judge transport.Judge) *transport.Call {
	return &transport.Call{
		Op:     opSend,
		Judge:  judge,
		Accept: "text/strange",
		Encode: func(backoffice.Placement) ([]byte, string, error) { return []byte("unsigned"), "text/plain", nil },
		Credential: transport.SignBody(func(route string, body []byte) (transport.Signed, error) {
			signature := "SIGNATURE-" + strconv.Itoa(len(s.made))
			s.made = append(s.made, signature)
			return transport.Signed{
				Body:   []byte(string(body) + " " + route + " " + signature),
				Header: http.Header{"Signature": {signature}},
			}, nil
		}),
		Secrets: func() []string { return s.made },
	}
}

func TestSignBodySignsEveryAttempt(t *testing.T) {
	s := newSigned(t)
	again := transport.Verdict{Kind: backoffice.ErrUnauthorized, Rejected: true, Again: transport.Corrected}
	err := s.client.Do(t.Context(), s.call(&verdicts{script: []transport.Verdict{again}}), nil)
	require.NoError(t, err)
	require.Len(t, s.seen, 2)
	for i, r := range s.seen {
		n := strconv.Itoa(i)
		assert.Equal(t, "/base/api/Send", r.path)
		assert.Equal(t, "unsigned api/Send SIGNATURE-"+n, r.body, "the route is the one below the root URL")
		assert.Equal(t, int64(len(r.body)), r.length)
		assert.Equal(t, "SIGNATURE-"+n, r.signature)
		assert.Equal(t, "text/strange", r.accept)
	}
	assert.Equal(t, []string{"unsigned", "", "unsigned", ""}, s.outer, "the layers outside see no signature")
}

// TestSignBodyHasALength: a middleware can't make the signed body travel in
// chunks, which the vendors' servers need not take.
func TestSignBodyHasALength(t *testing.T) {
	s := newSigned(t, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripper(func(r *http.Request) (*http.Response, error) {
			r.TransferEncoding = []string{"chunked"}
			return next.RoundTrip(r)
		})
	}))
	require.NoError(t, s.client.Do(t.Context(), s.call(&verdicts{}), nil))
	require.Len(t, s.seen, 1)
	assert.Equal(t, int64(len(s.seen[0].body)), s.seen[0].length)
}

func TestSignBodyFailureSendsNothing(t *testing.T) {
	s := newSigned(t)
	call := s.call(&verdicts{})
	call.Credential = transport.SignBody(func(string, []byte) (transport.Signed, error) {
		return transport.Signed{}, errors.New("no signature today")
	})
	err := s.client.Do(t.Context(), call, nil)
	require.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.ErrorContains(t, err, "no signature today")
	assert.Empty(t, s.seen)
}
