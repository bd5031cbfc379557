package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loadRows are the faults of many calls at once, and of clocks.
var loadRows = []row{
	{
		number: 52, letter: "a", fault: "the server is down for 100 calls", note: "a budget of 500 tokens pays for 100 repetitions; a success after that is a success",
		custom: outage(false, backofficetest.Status(503), backoffice.ErrServer),
		want:   []line{{read: "200 requests", update: "200 requests", delete: "200 requests", once: "100 requests"}},
	},
	{
		number: 52, letter: "b", fault: "the server does not answer to 100 calls", note: "a timeout takes twice as much of the budget", clock: true,
		custom: outage(true, backofficetest.Delay(time.Hour), context.DeadlineExceeded),
		want:   []line{{read: "150 requests", update: "150 requests", delete: "150 requests", once: "100 requests"}},
	},
	{
		number: 53, fault: "503 to 200 clients at the same moment", note: "their repetitions are spread over the whole wait",
		custom: herd, clock: true,
		want: []line{{read: "spread", update: "spread", delete: "spread", once: "not repeated"}},
	},
	{
		number: 54, letter: "a", fault: "the server's clock is 20 minutes ahead", note: "the refusal proves that nothing was done, and the Date header tells why",
		server: clockAhead(20 * time.Minute), story: true,
		want: []line{{groups: []string{deck}, read: "2: done", update: "2: done, 1 commit", once: "2: done, 1 commit"}, noTimestamp},
	},
	{
		number: 54, letter: "b", fault: "the server's clock is 20 minutes behind",
		server: clockAhead(-20 * time.Minute), story: true,
		want: []line{{groups: []string{deck}, read: "2: done", update: "2: done, 1 commit", once: "2: done, 1 commit"}, noTimestamp},
	},
	{
		number: 54, letter: "c", fault: "the server's clock is 10 hours ahead", note: "no correction beyond an hour, and no second one",
		server: clockAhead(10 * time.Hour), story: true,
		want: []line{
			{groups: []string{deck}, read: "2: unauthorized, rejected", update: "2: unauthorized, rejected, 0 commits", once: "2: unauthorized, rejected, 0 commits"},
			noTimestamp,
		},
	},
	{
		number: 55, fault: "two of three attempts fail", note: "each attempt has a timestamp and a VerificationKey of its own", story: true,
		script:  same(backofficetest.Status(503), backofficetest.Status(503)),
		options: fastClock,
		want:    []line{{groups: []string{deck}, read: "3: done", update: "3: done, 1 commit", once: "- not repeated"}, noTimestamp},
		check:   signedAnew,
	},
}

var noTimestamp = missing("no timestamp travels")

// outage makes 100 calls to a server that is down, and one when it is up again.
func outage(onClock bool, fault backofficetest.Fault, target error) func(testing.TB, *subject) (string, error) {
	const calls = 100
	return func(t testing.TB, s *subject) (string, error) {
		tr := newTrial(t, s, onClock)
		defer tr.end()
		tr.openQuietly(quickly(), backoffice.WithAttemptTimeout(attemptLimit))
		tr.server.Chance(func(string) backofficetest.Fault { return fault })
		attempts := 0
		for range calls {
			input := s.input(tr.place)
			tr.call(t.Context(), input)
			assert.ErrorIs(t, tr.err, target)
			tr.verifyCall(s.input(tr.place), input)
			attempts += tr.report.Attempts
		}
		tr.verifySecrets(nil)
		last := tr.err
		requests := len(tr.server.Requests(s.op))
		assert.Equal(t, requests, attempts)
		assert.Empty(t, tr.server.Commits("*"))
		tr.server.Chance(nil)
		input := s.input(tr.place)
		tr.call(t.Context(), input)
		assert.NoError(t, tr.err)
		tr.verify(s.input(tr.place), input)
		return fmt.Sprintf("%d requests", requests), last
	}
}

// herd lets 200 clients fail at the same moment, and looks when they come back.
func herd(t testing.TB, s *subject) (string, error) {
	const clients, buckets = 200, 10
	const wait = 200 * time.Millisecond
	var (
		mu    sync.Mutex
		later [buckets]int
		group sync.WaitGroup
	)
	began := time.Now()
	down := transportOf(func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			_ = r.Body.Close() // it holds nothing but memory
		}
		mu.Lock()
		defer mu.Unlock()
		if since := time.Since(began); since > 0 {
			later[min(int(since*buckets/wait), buckets-1)]++
		}
		return &http.Response{StatusCode: 503, Header: http.Header{}, Body: http.NoBody}, nil
	})
	p := place{server: idleServer(t), root: "https://erp.example.com", keyring: planted}
	trials := make([]*trial, clients)
	inputs := make([]any, clients)
	for i := range trials {
		tr := &trial{t: t, subject: s, place: p, network: newNetwork(nil)}
		tr.network.instead = down
		tr.openQuietly(backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 2}))
		trials[i], inputs[i] = tr, s.input(p)
		group.Go(func() { tr.call(context.Background(), inputs[i]) })
	}
	group.Wait()
	attempts := 0
	for i, tr := range trials {
		assert.ErrorIs(t, tr.err, backoffice.ErrServer)
		tr.verifyCall(s.input(p), inputs[i])
		attempts += tr.report.Attempts
	}
	last := trials[clients-1]
	last.verifySecrets(inputs[clients-1])
	total := 0
	for _, count := range later {
		total += count
		assert.Less(t, count, clients/4, "a tenth of the time may not see a quarter of the repetitions")
	}
	assert.Equal(t, clients+total, attempts)
	switch total {
	case 0:
		return "not repeated", last.err
	case clients:
		return "spread", last.err
	}
	return fmt.Sprintf("%d repetitions", total), last.err
}

// transportOf is a transport made of a function.
type transportOf func(*http.Request) (*http.Response, error)

func (f transportOf) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// idleServer returns a server that is only asked for its paths.
func idleServer(t testing.TB) *backofficetest.Server {
	t.Helper()
	server := planted.start(t, backofficetest.WithListener(newMemory()))
	server.Close()
	return server
}

func clockAhead(ahead time.Duration) []backofficetest.Option {
	return []backofficetest.Option{backofficetest.WithClock(func() time.Time { return time.Now().Add(ahead) })}
}

// fastClock lets a minute pass whenever the client looks at its clock: a
// timestamp has no seconds.
func fastClock(*trial) []backoffice.Option {
	var mu sync.Mutex
	looks := 0
	return []backoffice.Option{backoffice.WithClock(func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		looks++
		return time.Now().Add(time.Duration(looks) * time.Minute)
	})}
}

// signedAnew checks the signature of every attempt.
func signedAnew(t testing.TB, tr *trial) {
	seen := map[string]bool{}
	requests := tr.server.Requests(tr.subject.op)
	require.Len(t, requests, 3)
	for _, r := range requests {
		sent := membersOf(t, r.Body)
		timestamp, key := sent["TimestampUTC"].(string), sent["VerificationKey"]
		assert.False(t, seen[timestamp], "a timestamp was used twice")
		seen[timestamp] = true
		route := r.URI[len("/deck/"):]
		assert.True(t, oms.VerificationKey(route, timestamp, tr.server.DECKAPIKey()) == key, "the key is that of another timestamp")
	}
}
