package faults_test

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// travelRows are about how requests travel: what net/http repeats on its own, and
// whose secret goes where.
var travelRows = []row{
	{
		number: 56, letter: "a", fault: "net/http repeats a GET on its own", note: "one attempt, two requests: harmless, because a GET only reads; not reported",
		script: same(backofficetest.DropBefore()), warm: true, story: true,
		want: []line{
			{groups: []string{deck}, read: "2: done", update: noGET, once: noGET},
			{read: "1: done", update: noGET, delete: noGET, once: noGET},
		},
		check: func(t testing.TB, tr *trial) {
			assert.Len(t, tr.server.Requests(tr.subject.op), 2)
		},
	},
	{
		number: 56, letter: "b", fault: "net/http would repeat an Add that a route of the caller's makes a GET", note: "it is kept from it",
		script: same(backofficetest.DropAfter()), warm: true, story: true, lax: true,
		server: []backofficetest.Option{
			backofficetest.WithQueryBinding(),
			backofficetest.WithManExMethod("customer.Add", "GET"), backofficetest.WithManExMethod("shiptax.Add", "GET"),
		},
		options: func(tr *trial) []backoffice.Option {
			return []backoffice.Option{backoffice.WithRoute(tr.subject.op, backoffice.Route{Method: "GET", Arguments: backoffice.Query})}
		},
		want: []line{
			{groups: []string{manex}, read: "- row 56a", update: "- repeated in any case", delete: "- repeated in any case", once: "1: network, unknown, 1 commit"},
			missing("the arguments go into a body alone", deck, hostway),
		},
		check: func(t testing.TB, tr *trial) { assert.Len(t, tr.server.Requests(tr.subject.op), 1) },
	},
	{
		number: 57, letter: "a", fault: "closed after the request, where the server and the caller's transport offer HTTP/2", note: "HTTP/1.1 is spoken: net/http repeats some HTTP/2 requests on its own",
		server: secure(loopback, inAnHour, "h2", "http/1.1"), wire: offerHTTP2, plain: true,
		script: same(backofficetest.DropAfter()),
		want:   lostAfter("network"),
	},
	{
		number: 57, letter: "b", fault: "closed after the request, in HTTP/2 that is spoken below a transport of the caller's", note: "the client can't see what is spoken there",
		server: secure(loopback, inAnHour, "h2", "http/1.1"), foreign: true,
		wire: func(tr *trial) {
			trust(tr)
			tr.network.transport.ForceAttemptHTTP2 = true
		},
		script: same(backofficetest.DropAfter()),
		want:   lostAfter("network"),
	},
	{
		number: 58, letter: "a", fault: "a middleware adds an Idempotency-Key", note: "net/http repeats what carries one, so an Add is refused; the client itself never sends it", story: true, lax: true,
		options: func(*trial) []backoffice.Option {
			return []backoffice.Option{backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return transportOf(func(r *http.Request) (*http.Response, error) {
					r = r.Clone(r.Context())
					r.Header.Set("Idempotency-Key", "1")
					return next.RoundTrip(r)
				})
			})}
		},
		want: []line{{read: "1: done", update: "1: done, 1 commit", delete: "1: done, 1 commit", once: "0: invalid, not sent, 0 commits"}},
	},
	{
		number: 58, letter: "b", fault: "a middleware sends again what had no answer", note: "what may be sent once is refused the second time", story: true,
		script: same(backofficetest.DropAfter()),
		options: func(*trial) []backoffice.Option {
			return []backoffice.Option{backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return transportOf(func(r *http.Request) (*http.Response, error) {
					resp, err := next.RoundTrip(r)
					if err == nil {
						return resp, nil
					}
					again := r.Clone(r.Context())
					if r.GetBody != nil {
						again.Body, _ = r.GetBody() // it holds nothing but memory
					}
					return next.RoundTrip(again)
				})
			})}
		},
		want: []line{
			{read: "2: done", update: "2: done, 2 commits", delete: "2: settled, 1 commit", once: "1: invalid, unknown, 1 commit"},
			{groups: []string{taxes}, read: "2: done", update: "2: done, 2 commits", delete: "2: done, 1 commit", once: "1: invalid, unknown, 1 commit"},
		},
	},
	{
		number: 59, letter: "a", fault: "413 while four megabytes are on their way",
		custom: earlyAnswer(http.StatusRequestEntityTooLarge),
		want:   overlong("invalid"),
	},
	{
		number: 59, letter: "b", fault: "401 while four megabytes are on their way",
		custom: earlyAnswer(http.StatusUnauthorized),
		want:   overlong("unauthorized"),
	},
	{
		number: 60, fault: "100 calls of two tenants at once", note: "each server gets its own secret and no other",
		custom: twoTenants,
		want:   []line{{read: "never mixed", update: "never mixed", delete: "never mixed", once: "never mixed"}},
	},
}

const noGET = "- travels by another method"

// offerHTTP2 lets the caller's transport offer HTTP/2, and looks what is spoken.
func offerHTTP2(tr *trial) {
	trust(tr)
	var http1, others atomic.Int64
	tr.network.transport.ForceAttemptHTTP2 = true
	tr.network.transport.TLSClientConfig.VerifyConnection = func(state tls.ConnectionState) error {
		if state.NegotiatedProtocol == "http/1.1" || state.NegotiatedProtocol == "" {
			http1.Add(1)
		} else {
			others.Add(1)
		}
		return nil
	}
	tr.later(func() {
		assert.NotZero(tr.t, http1.Load())
		assert.Zero(tr.t, others.Load(), "HTTP/2 was spoken")
	})
}

// TestHTTP2IsOffered is the control of row 57: without the client, server and
// transport agree on HTTP/2.
func TestHTTP2IsOffered(t *testing.T) {
	tr := newTrial(t, &subjects[0], false, secure(loopback, inAnHour, "h2", "http/1.1")...)
	defer tr.end()
	trust(tr)
	tr.network.transport.ForceAttemptHTTP2 = true
	resp, err := (&http.Client{Transport: tr.network.transport}).Get(tr.root)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, "HTTP/2.0", resp.Proto)
}

// earlyAnswer is a server that answers before it has read the request.
func earlyAnswer(status int) func(testing.TB, *subject) (string, error) {
	return func(t testing.TB, s *subject) (string, error) {
		tr := newTrial(t, s, false)
		defer tr.end()
		var requests atomic.Int64
		early := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			requests.Add(1)
			w.WriteHeader(status)
		}))
		defer early.Close()
		tr.root = early.URL
		tr.openQuietly(quickly())
		input := s.overlong(tr.place)
		tr.call(t.Context(), input)
		assert.EqualValues(t, 1, requests.Load())
		assert.Equal(t, status, failureOf(t, tr).Status)
		tr.verifyCall(s.overlong(tr.place), input)
		tr.verifySecrets(nil)
		return tr.text(), tr.err
	}
}

// overlong are the calls whose request can have megabytes.
func overlong(kind string) []line {
	return append(with(kind, []line{
		{groups: []string{deck}, read: "1: KIND, rejected", update: "1: KIND, rejected, 0 commits", once: "1: KIND, rejected, 0 commits"},
		{groups: []string{order}, read: shortRequest, update: "1: KIND, rejected, 0 commits", delete: shortRequest, once: shortRequest},
	}), missing("every field has a limit, so no request is that long"))
}

const shortRequest = "- the request is short"

// twoTenants makes calls with two clients at once, each to a server of its own.
func twoTenants(t testing.TB, s *subject) (string, error) {
	const tenants, calls = 2, 100
	var (
		all   [tenants]*trial
		done  [tenants]atomic.Int64
		group sync.WaitGroup
	)
	for i := range all {
		all[i] = plant().newTrial(t, s, false)
		defer all[i].end()
		all[i].openQuietly()
	}
	for n := range calls {
		tr, done := all[n%tenants], &done[n%tenants]
		group.Go(func() {
			input := s.input(tr.place)
			result, err := tr.do(t.Context(), input)
			assert.Equal(t, s.input(tr.place), input)
			tr.sinks.Add("result", fmt.Sprintf("%+v", result))
			if err == nil {
				done.Add(1)
				return
			}
			tr.sinks.Add("error", err.Error())
			failed, ok := errors.AsType[*backoffice.Error](err)
			assert.True(t, ok && failed.Outcome == backoffice.OutcomeRejected, "only what another call had done already is refused: %v", err)
		})
	}
	group.Wait()
	for i, tr := range all {
		other := all[1-i].place
		requests := tr.server.Requests(s.op)
		assert.Len(t, requests, calls/tenants)
		for _, r := range requests {
			heard := r.URI + fmt.Sprint(r.Header) + string(r.Body)
			assert.False(t, leaktest.AnyIn(heard, other.all()), "L17: the server heard the secret of another tenant")
		}
		assert.Positive(t, done[i].Load())
		if s.class == transport.Once {
			assert.Len(t, tr.server.Commits(s.op), int(done[i].Load()), "what was reported done was done, and nothing else")
		}
		tr.verifyTraffic()
		assert.Empty(t, tr.sinks.Leaks(append(tr.all(), other.all()...)...), "L17")
	}
	return "never mixed", nil
}

func membersOf(t testing.TB, body []byte) map[string]any {
	t.Helper()
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	return members
}
