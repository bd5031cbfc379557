package oms_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// skewed is a client and a server whose clocks differ.
type skewed struct {
	*backofficetest.Server
	client      *oms.Client
	clientClock *clock
	serverClock *clock
	t           *testing.T
}

func newSkewed(t *testing.T, ahead time.Duration) *skewed {
	t.Helper()
	s := &skewed{clientClock: newClock(vectorTime), serverClock: newClock(vectorTime.Add(ahead)), t: t}
	s.Server = backofficetest.NewServer(t, backofficetest.WithClock(s.serverClock.Now))
	s.SeedDECK(backofficetest.DECKOrder{Number: "1"})
	s.client = newClient(t, s.Server, backoffice.WithClock(s.clientClock.Now))
	return s
}

// link makes a call and returns how many requests it took.
func (s *skewed) link() (int, error) {
	before := len(s.Requests("*"))
	_, err := s.client.LinkAccount(s.t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"})
	return len(s.Requests("*")) - before, err
}

func (s *skewed) succeeds(requests int, why string) {
	s.t.Helper()
	sent, err := s.link()
	require.NoError(s.t, err, why)
	assert.Equal(s.t, requests, sent, why)
}

func (s *skewed) fails(requests int, why string) {
	s.t.Helper()
	sent, err := s.link()
	require.ErrorIs(s.t, err, backoffice.ErrUnauthorized, why)
	assert.Equal(s.t, requests, sent, why)
}

func TestSkewIsCorrected(t *testing.T) {
	for _, ahead := range []time.Duration{12 * time.Minute, -12 * time.Minute, 59 * time.Minute, 65 * time.Minute} {
		t.Run(ahead.String(), func(t *testing.T) {
			s := newSkewed(t, ahead)
			s.succeeds(2, "the first call learns")
			s.succeeds(1, "the second knows")

			s.serverClock.advance(-ahead)
			s.succeeds(2, "the clocks agree again")
			s.succeeds(1, "and that is known")
		})
	}
}

func TestSkewHeals(t *testing.T) {
	s := newSkewed(t, 11*time.Minute)
	s.succeeds(2, "the first call learns")
	s.serverClock.advance(-7 * time.Minute)
	s.succeeds(1, "the window still takes the old difference, but the clocks agree again")
	s.serverClock.advance(-7 * time.Minute)
	s.succeeds(1, "11 minutes ahead would be refused now")
}

func TestSkewIsBounded(t *testing.T) {
	s := newSkewed(t, 10*time.Hour)
	s.fails(2, "an hour is not enough")
	assert.Equal(t, "3/7/2024 16:04 PM", signatureOf(t, oms.JSON, s.Requests("*")[1].Body).timestamp)
	s.fails(2, "what did not help is not kept")
	assert.Equal(t, "3/7/2024 15:04 PM", signatureOf(t, oms.JSON, s.Requests("*")[2].Body).timestamp)
}

// TestSkewIsBoundedBothWays: a Date far in the past is not believed either.
func TestSkewIsBoundedBothWays(t *testing.T) {
	s := newSkewed(t, -10*time.Hour)
	s.fails(2, "an hour is not enough")
	assert.Equal(t, "3/7/2024 14:04 PM", signatureOf(t, oms.JSON, s.Requests("*")[1].Body).timestamp)
}

func TestSkewNeedsEnoughDifference(t *testing.T) {
	s := newSkewed(t, 4*time.Minute)
	s.Script("oms.LinkAccount", refusal(s.serverClock.Now(), nil))
	s.fails(1, "four minutes are agreement")
	s.serverClock.advance(2 * time.Second)
	s.Script("oms.LinkAccount", refusal(s.serverClock.Now(), nil))
	s.succeeds(2, "more are not")
}

// refusal is a failed verification with a Date.
func refusal(date time.Time, more http.Header) backofficetest.Fault {
	header := http.Header{"Date": {date.UTC().Format(http.TimeFormat)}, "Content-Type": {"application/json"}}
	for name, values := range more {
		header[name] = values
	}
	return backofficetest.Answer(200, header, `{"ResponseCode":2,"Message":"Invalid VerificationKey"}`)
}

// TestSkewIsNotLearned: the clock of whoever sent these is not the clock of who
// verifies.
func TestSkewIsNotLearned(t *testing.T) {
	later := vectorTime.Add(30 * time.Minute)
	date := later.Format(http.TimeFormat)
	dated := func(name, value string) http.Header { return http.Header{"Date": {date}, name: {value}} }
	tests := []struct {
		name  string
		fault backofficetest.Fault
		kind  backoffice.Kind
	}{
		{"cached", refusal(later, http.Header{"Age": {"1"}}), backoffice.ErrUnauthorized},
		{"no date", refusal(later, http.Header{"Date": {""}}), backoffice.ErrUnauthorized},
		{"bad date", refusal(later, http.Header{"Date": {"half past nine"}}), backoffice.ErrUnauthorized},
		{"no verification", backofficetest.Answer(200, dated("Content-Type", "application/json"),
			`{"ResponseCode":3,"Message":"Order not found."}`), backoffice.ErrInvalid},
		{"redirect", backofficetest.Answer(302, dated("Location", "/verification"),
			`{"ResponseCode":2,"Message":"Invalid VerificationKey"}`), backoffice.ErrProtocol},
		{"page", backofficetest.Answer(401, dated("Content-Type", "text/html"),
			"<html>Invalid VerificationKey</html>"), backoffice.ErrUnauthorized},
		{"gateway", backofficetest.Answer(401, dated("Content-Type", "application/json"),
			`{"Message":"Authorization has been denied for this request."}`), backoffice.ErrUnauthorized},
		{"limit", backofficetest.Answer(403, dated("Content-Type", "application/json"),
			`{"ResponseCode":9,"Message":"Not today."}`), backoffice.ErrForbidden},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSkewed(t, 0)
			s.Script("oms.LinkAccount", test.fault)
			sent, err := s.link()
			require.ErrorIs(t, err, test.kind)
			assert.Equal(t, 1, sent)
			s.succeeds(1, "nothing was learned")
		})
	}
}

// TestSkewUnderStatus: a refusal may come under an HTTP status of its own.
func TestSkewUnderStatus(t *testing.T) {
	for _, status := range []int{400, 401, 403} {
		s := newSkewed(t, 20*time.Minute)
		s.Script("oms.LinkAccount", backofficetest.RewriteHeader(func(int, http.Header) int { return status }))
		s.succeeds(2, http.StatusText(status))
	}
}

// TestSkewOfAnAdd: a failed verification proves that nothing was done, so even a
// call of class Once is corrected, but only within the limit of attempts.
func TestSkewOfAnAdd(t *testing.T) {
	s := newSkewed(t, 30*time.Minute)
	s.HandleDECK("api/OmsRmaCreate", func(map[string]any) backofficetest.DECKReply { return backofficetest.DECKReply{} })
	_, err := oms.Call[struct{}](t.Context(), s.client, oms.Endpoint{Route: "api/OmsRmaCreate"}, nil,
		backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
	require.ErrorIs(t, err, backoffice.ErrUnauthorized)
	_, err = oms.Call[struct{}](t.Context(), s.client, oms.Endpoint{Route: "api/OmsRmaCreate"}, nil)
	require.NoError(t, err)
	assert.Len(t, s.Requests("oms.Call"), 3)
	assert.Len(t, s.Commits("oms.Call"), 1)
}

// TestSkewOfAnAddNeedsProof: a text that may be about something else, such as a
// payment, must not make a call of class Once travel twice.
func TestSkewOfAnAddNeedsProof(t *testing.T) {
	const route = "api/OMSInBoundOrder"
	tests := []struct {
		message string
		kind    backoffice.Kind
		sent    int
	}{
		{"Order saved on hold: payment not authorized", backoffice.ErrInvalid, 1},
		{"Saved, but the card was unauthorized", backoffice.ErrInvalid, 1},
		{"Saved. API keyword list is empty", backoffice.ErrInvalid, 1},
		{"Not authorized", backoffice.ErrUnauthorized, 1},
		{"Unauthorized.", backoffice.ErrUnauthorized, 1},
		{"Authentication failed", backoffice.ErrUnauthorized, 1},
		{"Timestamp of the payment is missing, saved on hold", backoffice.ErrUnauthorized, 1},
		{"Verification failed for the address, saved on hold", backoffice.ErrUnauthorized, 1},
		{"Verification failed.", backoffice.ErrUnauthorized, 2},
		{"Invalid VerificationKey", backoffice.ErrUnauthorized, 2},
		{"The verification key has expired", backoffice.ErrUnauthorized, 2},
		{"TimestampUTC is too old", backoffice.ErrUnauthorized, 2},
		{"Invalid API key", backoffice.ErrUnauthorized, 2},
	}
	for _, test := range tests {
		t.Run(test.message, func(t *testing.T) {
			s := newSkewed(t, 0)
			s.HandleDECK(route, func(map[string]any) backofficetest.DECKReply { return backofficetest.DECKReply{} })
			header := http.Header{"Date": {vectorTime.Add(6 * time.Minute).Format(http.TimeFormat)}}
			refused := backofficetest.Answer(200, header, `{"ResponseCode":7,"Message":"`+test.message+`"}`)
			s.Script("oms.Call", refused, refused)
			_, err := oms.Call[struct{}](t.Context(), s.client, oms.Endpoint{Route: route}, nil)
			require.ErrorIs(t, err, test.kind)
			assert.Len(t, s.Requests("oms.Call"), test.sent)
		})
	}
}

// TestSkewOfAnAddByRule: who gives a rule of his own has decided what a failed
// verification is.
func TestSkewOfAnAddByRule(t *testing.T) {
	s := newSkewed(t, 0)
	rule := func(code oms.ResponseCode, _ string) bool { return code == "7" }
	client := newClient(t, s.Server, backoffice.WithClock(s.clientClock.Now), oms.WithVerificationFailure(rule))
	s.HandleDECK("api/OmsRmaCreate", func(map[string]any) backofficetest.DECKReply { return backofficetest.DECKReply{} })
	header := http.Header{"Date": {vectorTime.Add(6 * time.Minute).Format(http.TimeFormat)}}
	s.Script("oms.Call", backofficetest.Answer(200, header, `{"ResponseCode":7,"Message":"no"}`))
	_, err := oms.Call[struct{}](t.Context(), client, oms.Endpoint{Route: "api/OmsRmaCreate"}, nil)
	require.NoError(t, err)
	assert.Len(t, s.Requests("oms.Call"), 2)
}

// TestSkewSurvivesAFault: the corrected attempt may fail for another reason and
// be repeated.
func TestSkewSurvivesAFault(t *testing.T) {
	s := newSkewed(t, 30*time.Minute)
	s.Script("oms.LinkAccount", backofficetest.Fault{}, backofficetest.Answer(503, nil, `{"ResponseCode":1,"Message":"Busy"}`))
	s.succeeds(3, "the repetition is signed by the corrected clock too")
	s.succeeds(1, "and proves it")
}

// TestSkewIsNotKeptUnproven: a corrected attempt that a gateway answered proves
// nothing about the clock.
func TestSkewIsNotKeptUnproven(t *testing.T) {
	s := newSkewed(t, 30*time.Minute)
	busy := backofficetest.Answer(503, nil, `{"ResponseCode":1,"Message":"Busy"}`)
	s.Script("oms.LinkAccount", backofficetest.Fault{}, busy, busy)
	sent, err := s.link()
	require.ErrorIs(t, err, backoffice.ErrServer)
	assert.Equal(t, 3, sent)
	s.succeeds(2, "so the next call learns anew")
}
