package main

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestJudge judges what a real client makes of what a server does.
func TestJudge(t *testing.T) {
	t.Parallel()
	answer := func(text string) backofficetest.Fault {
		return backofficetest.Answer(200, http.Header{"Content-Type": {"application/json"}}, text)
	}
	refusal := answer(`{"ResponseCode":7,"Message":"The order is closed."}`)
	tests := map[string]struct {
		faults   []backofficetest.Fault
		attempts int
		request  oms.LinkAccountRequest
		kind     backoffice.Kind
		want     action
		asked    time.Duration
	}{
		"done":                  {want: done},
		"queued":                {faults: []backofficetest.Fault{answer(`{"ResponseCode":15}`)}, want: done},
		"refused":               {faults: []backofficetest.Fault{refusal}, kind: backoffice.ErrInvalid, want: dead},
		"no link":               {request: oms.LinkAccountRequest{OrderNumber: "1"}, kind: backoffice.ErrInvalid, want: dead},
		"refused after a doubt": {faults: []backofficetest.Fault{backofficetest.DropAfter(), refusal}, attempts: 2, kind: backoffice.ErrInvalid, want: later},
		"HTTP 400":              {faults: []backofficetest.Fault{backofficetest.Status(400)}, kind: backoffice.ErrInvalid, want: dead},
		"HTTP 401":              {faults: []backofficetest.Fault{backofficetest.Status(401)}, kind: backoffice.ErrUnauthorized, want: stop},
		"HTTP 403":              {faults: []backofficetest.Fault{backofficetest.Status(403)}, kind: backoffice.ErrForbidden, want: stop},
		"HTTP 404":              {faults: []backofficetest.Fault{backofficetest.Status(404)}, kind: backoffice.ErrRoute, want: stop},
		"HTTP 409":              {faults: []backofficetest.Fault{backofficetest.Status(409)}, kind: backoffice.ErrConflict, want: dead},
		"HTTP 429":              {faults: []backofficetest.Fault{backofficetest.RetryAfter(429, "7")}, kind: backoffice.ErrRateLimited, want: later, asked: 7 * time.Second},
		"HTTP 500":              {faults: []backofficetest.Fault{backofficetest.Status(500)}, kind: backoffice.ErrServer, want: later},
		"HTTP 503":              {faults: []backofficetest.Fault{backofficetest.RetryAfter(503, "9")}, kind: backoffice.ErrServer, want: later, asked: 9 * time.Second},
		"answer lost":           {faults: []backofficetest.Fault{backofficetest.DropAfter()}, kind: backoffice.ErrNetwork, want: later},
		"no HTTP":               {faults: []backofficetest.Fault{backofficetest.HTML(200)}, kind: backoffice.ErrProtocol, want: later},
		"a redirect":            {faults: []backofficetest.Fault{backofficetest.Redirect(302, "/login")}, kind: backoffice.ErrProtocol, want: later},
		"wrong key":             {faults: []backofficetest.Fault{answer(`{"ResponseCode":2,"Message":"Verification failed."}`)}, kind: backoffice.ErrUnauthorized, want: stop},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
			server.Script("oms.LinkAccount", test.faults...)
			client, err := oms.New(server.DECKURL(), oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()},
				backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: max(test.attempts, 1), BaseDelay: time.Nanosecond}))
			require.NoError(t, err)
			request := test.request
			if request.OrderNumber == "" {
				request = oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "C-1"}
			}
			_, err = client.LinkAccount(t.Context(), request)
			if test.kind == "" {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, test.kind)
			}
			assert.Equal(t, test.want, judge(err))
			assert.Equal(t, test.asked, askedFor(err))
		})
	}
	assert.Equal(t, later, judge(errors.New("of somebody else")))
	assert.Equal(t, dead, judge(&backoffice.Error{Kind: backoffice.ErrNotFound, Outcome: backoffice.OutcomeRejected}))
	assert.Equal(t, later, judge(&backoffice.Error{Kind: "a kind of the future"}), "what nobody knows is kept")
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	b := backoff{base: time.Second, limit: time.Minute}
	tests := map[string]struct {
		deliveries  uint64
		asked       time.Duration
		least, most time.Duration
	}{
		"first":               {1, 0, 500 * time.Millisecond, time.Second},
		"second":              {2, 0, time.Second, 2 * time.Second},
		"fifth":               {5, 0, 8 * time.Second, 16 * time.Second},
		"at the limit":        {7, 0, 30 * time.Second, time.Minute},
		"beyond the limit":    {1000, 0, 30 * time.Second, time.Minute},
		"the server wants it": {1, time.Hour, time.Hour, time.Hour},
		"the server is quick": {5, time.Second, 8 * time.Second, 16 * time.Second},
		"unknown":             {0, 0, 30 * time.Second, time.Minute},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			different := map[time.Duration]bool{}
			for range 200 {
				wait := b.after(test.deliveries, test.asked)
				assert.GreaterOrEqual(t, wait, test.least)
				assert.LessOrEqual(t, wait, test.most)
				different[wait] = true
			}
			assert.Equal(t, test.least != test.most, len(different) > 1, "the waits are spread")
		})
	}
}
