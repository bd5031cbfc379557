package faults_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

// callerRows are the faults of the caller.
var callerRows = []row{
	{
		number: 61, fault: "an owner id that no cookie can carry", note: "net/http would drop a byte of it, and so name another owner",
		custom: badOwners,
		want: append(withGroups(refusedAtOnce("invalid"), hostway),
			missing("no cookie travels")),
	},
	{
		number: 62, fault: "a key with a newline, a blank or dots", note: "the error does not repeat it; other characters are escaped and arrive as they are",
		custom: badKeys,
		want: []line{
			{groups: []string{manex}, read: "New: invalid", update: "New: invalid", delete: "New: invalid", once: "New: invalid"},
			{groups: []string{deck}, read: "New: invalid", update: "New: invalid", once: "New: invalid"},
			missing("no key travels; ids are in row 67", hostway),
		},
	},
	{
		number: 63, fault: "the caller's http.Client has a Jar, a Timeout, a CheckRedirect and a transport that logs", note: "the client takes the transport and the Timeout, as the limit of an attempt, and leaves the rest alone",
		custom: wildClient,
		want:   unharmed(),
	},
	{
		number: 64, fault: "page 3 of 7 fails for good", note: "the iterator yields the error once and goes on from there",
		custom: brokenPages,
		want: []line{
			{groups: []string{deck}, read: "14 orders, each once", update: "- one answer", once: "- one answer"},
			missing("no call has pages"),
		},
	},
	{
		number: 65, fault: "some items of a list fail",
		want: []line{missing("no call takes a list of things to add")},
	},
	{
		number: 66, letter: "a", fault: "a nil context", story: true,
		context: func(*trial) context.Context { return nil },
		want:    refusedAtOnce("invalid"),
	},
	{
		number: 66, letter: "b", fault: "a context that has expired", story: true,
		context: func(tr *trial) context.Context {
			ctx, cancel := context.WithDeadline(tr.t.Context(), time.Now().Add(-time.Second))
			cancel()
			return ctx
		},
		want:  refusedAtOnce("network"),
		check: failsWith(context.DeadlineExceeded),
	},
	{
		number: 66, letter: "c", fault: "a context without a deadline, and a server that never answers", note: "30 seconds an attempt, 60 seconds in all", clock: true, story: true, patient: true,
		script: same(backofficetest.DelayAfter(time.Hour), backofficetest.DelayAfter(time.Hour)),
		want: []line{{
			read: "2: network, no effect", update: "2: network, unknown, 2 commits",
			delete: "2: network, unknown, 1 commit", once: "1: network, unknown, 1 commit",
		}},
		check: func(t testing.TB, tr *trial) {
			assert.ErrorIs(t, tr.err, context.DeadlineExceeded)
			assert.Equal(t, time.Duration(tr.report.Attempts)*30*time.Second, tr.took)
		},
	},
	{
		number: 67, fault: "arguments that can't be sent", note: "a NUL, invalid UTF-8, dots for an id, infinity for a number", story: true,
		input: func(tr *trial) any { return tr.subject.unfit(tr.place) },
		want:  refusedAtOnce("invalid"),
		check: func(t testing.TB, tr *trial) {
			assert.NotEmpty(t, failureOf(t, tr).Violations)
			assert.Empty(t, tr.server.Requests(tr.subject.op))
		},
	},
	{
		number: 68, fault: "a hook panics", note: "the panic reaches the caller, and the client goes on",
		custom: panickingHooks,
		want:   []line{{read: "panics, and goes on", update: "panics, and goes on", delete: "panics, and goes on", once: "panics, and goes on"}},
	},
}

// withGroups puts lines in the place of some groups.
func withGroups(lines []line, groups ...string) []line {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i].groups = groups
	}
	return lines
}

// badOwners makes the call with owner ids that are none.
func badOwners(t testing.TB, s *subject) (string, error) {
	var cells []string
	var last error
	for _, owner := range []string{"4;2", `"42"`, "4\r\n2", "4é2", "4 2", ""} {
		if owner == "" && s.op == "orders.Create" {
			continue // the server makes one
		}
		tr := newTrial(t, s, false)
		tr.open(quickly())
		input := ownedBy(s.input(tr.place), owner)
		tr.call(t.Context(), input)
		tr.verify(ownedBy(s.input(tr.place), owner), input)
		assert.Empty(t, tr.server.Requests(s.op))
		cells, last = append(cells, tr.text()), tr.err
		tr.end()
	}
	return strings.Join(slices.Compact(cells), " or "), last
}

// ownedBy returns input with another owner.
func ownedBy(input any, owner string) any {
	secret := orders.NewSecret(owner)
	switch in := input.(type) {
	case orders.Ref:
		in.OwnerID = secret
		return in
	case attributesOf:
		in.ref.OwnerID = secret
		return in
	case contactOf:
		in.ref.OwnerID = secret
		return in
	}
	return &orders.CreateRequest{OwnerID: secret}
}

// badKeys is L10: no client is made with a key that can't travel, and the error
// tells nothing of it. A key with characters that need escaping arrives.
func badKeys(t testing.TB, s *subject) (string, error) {
	core := leaktest.Of("canary0123456789")
	bad := []string{core.Text() + "\n", core.Text() + "\x00", core.Text() + "\x7f", ""}
	if vendorOf(s.group) == manex {
		bad = append(bad, "..", core.Text()+" ", strings.Repeat(core.Text(), 640))
	}
	text := "New: invalid"
	var last error
	for _, key := range bad {
		_, _, err := dialWithKey(s, key)
		last = err
		if !assert.ErrorIs(t, err, backoffice.ErrInvalid) {
			text = "New: ok"
		}
		var sinks leaktest.Sinks
		sinks.Error(err)
		assert.Empty(t, sinks.Leaks(core))
	}
	tr := newTrial(t, s, false)
	defer tr.end()
	tr.open(quickly())
	input := s.input(tr.place)
	tr.call(t.Context(), input)
	assert.NoError(t, tr.err, "a key with %q arrives", `+=&%/"<'`)
	tr.verify(s.input(tr.place), input)
	return text, last
}

// dialWithKey makes a client with another key.
func dialWithKey(s *subject, key string) (any, doFunc, error) {
	server, err := backofficetest.Start(backofficetest.WithListener(newMemory()), backofficetest.WithDECKKey(key))
	if err != nil {
		return nil, nil, err
	}
	defer server.Close()
	if vendorOf(s.group) == deck {
		client, err := openWith(server, key)
		return client, nil, err
	}
	return s.dial(place{server: server, root: server.URL(), keyring: keyring{key: leaktest.Of(key)}}, nil)
}

// wildClient makes the call through an http.Client that has everything.
func wildClient(t testing.TB, s *subject) (string, error) {
	tr := newTrial(t, s, false)
	defer tr.end()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	root, err := url.Parse(tr.root)
	require.NoError(t, err)
	jar.SetCookies(root, []*http.Cookie{{Name: "OwnerId", Value: "of-the-jar", Path: "/"}, {Name: "theme", Value: "dark", Path: "/"}})
	logged := 0
	wild := http.Client{
		Transport: transportOf(func(r *http.Request) (*http.Response, error) {
			logged++
			return tr.network.RoundTrip(r)
		}),
		Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("asked") },
	}
	before := wild
	tr.open(quickly(), backoffice.WithHTTPClient(&wild))
	input := s.input(tr.place)
	tr.call(t.Context(), input)
	tr.verify(s.input(tr.place), input)
	assert.NotZero(t, logged)
	assert.Same(t, before.Jar, wild.Jar)
	assert.Equal(t, before.Timeout, wild.Timeout)
	assert.Equal(t, fmt.Sprintf("%p %p", before.Transport, before.CheckRedirect), fmt.Sprintf("%p %p", wild.Transport, wild.CheckRedirect))
	assert.Len(t, jar.Cookies(root), 2, "the jar has learned nothing")
	for _, r := range tr.server.Requests("*") {
		assert.False(t, strings.Contains(r.Header.Get("Cookie"), "theme"), "the caller's cookie went along")
	}
	return tr.text(), tr.err
}

// brokenPages goes through seven pages, of which the third fails for good until
// it is asked for again.
func brokenPages(t testing.TB, s *subject) (string, error) {
	const pages, size = 7, 2
	tr := newTrial(t, s, false)
	defer tr.end()
	var want []string
	for i := range pages * size {
		number := fmt.Sprintf("P-%02d", i)
		want = append(want, number)
		tr.server.SeedDECK(backofficetest.DECKOrder{Number: number, CustomerID: "paged"})
	}
	client, err := openOMS(tr.place, []backoffice.Option{tr.through(), quickly()})
	require.NoError(t, err)
	down := backofficetest.Status(501)
	tr.server.Script(s.op, backofficetest.Fault{}, backofficetest.Fault{}, down)
	list := client.Orders(oms.OrdersRequest{CustomerID: new("paged"), PageSize: size})
	var got []string
	var last error
	failures := 0
	for range 2 {
		for order, err := range list.All(t.Context()) {
			if err != nil {
				failures++
				last = err
				assert.Empty(t, order)
				continue
			}
			got = append(got, order.Number)
		}
		if failures == 1 && len(got) < len(want) {
			list = client.Orders(oms.OrdersRequest{CustomerID: new("paged"), Token: list.Next()})
		}
	}
	assert.Equal(t, 1, failures)
	assert.Equal(t, want, got)
	tr.client, tr.err = client, last
	assert.Equal(t, s.op, failureOf(t, tr).Op)
	tr.verifyTraffic()
	tr.verifySecrets(nil)
	return fmt.Sprintf("%d orders, each once", len(got)), last
}

// panickingHooks lets each hook panic once.
func panickingHooks(t testing.TB, s *subject) (string, error) {
	for stage := range 3 {
		tr := newTrial(t, s, false)
		panicked := false
		explode := func(at int) {
			if at == stage && !panicked {
				panicked = true
				panic("hook")
			}
		}
		limiter := rate.NewLimiter(rate.Every(24*time.Hour), 2)
		tr.open(quickly(), backoffice.WithRateLimit(limiter), backoffice.WithHook(backoffice.Hook{
			Start:   func(ctx context.Context, _ backoffice.Event) context.Context { explode(0); return ctx },
			Attempt: func(context.Context, backoffice.Event) { explode(1) },
			Done:    func(context.Context, backoffice.Event) { explode(2) },
		}))
		assert.PanicsWithValue(t, "hook", func() { tr.call(t.Context(), s.input(tr.place)) })
		requests := len(tr.server.Requests(s.op))
		assert.Equal(t, stage > 0, requests == 1, "a call that panics before it begins does nothing")
		tr.verifyTraffic()

		input := s.input(tr.place)
		tr.call(t.Context(), input)
		tr.verify(s.input(tr.place), input)
		if tr.err != nil {
			assert.Equal(t, backoffice.OutcomeRejected, failureOf(t, tr).Outcome, "the panicking call had done it already")
			assert.NotZero(t, stage)
		}
		spent := len(tr.server.Requests(s.op))
		assert.Equal(t, requests+1, spent)
		assert.InDelta(t, limiter.Burst()-spent, limiter.Tokens(), 0.1, "a turn of the limiter for each request")
		tr.end()
	}
	return "panics, and goes on", nil
}
