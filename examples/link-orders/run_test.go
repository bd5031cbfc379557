package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSample(t *testing.T) {
	t.Parallel()
	r := start(t, t.Context(), nil, "")
	assert.Equal(t, exitIncomplete, r.code)
	assert.Equal(t, map[string]int{"verified": 10, "rejected": 1}, r.outcomes(t))
	assert.Contains(t, r.out, "12,999999999,C-206,rejected,\"oms.LinkAccount: invalid request: Order not found.")
	assert.Contains(t, r.errOut, "No DECK_URL is set, so this runs against a test server on http://127.0.0.1:")
	assert.Contains(t, r.errOut, "10 verified, 1 rejected\n")
}

func TestSampleIsThatOfTheFile(t *testing.T) {
	t.Parallel()
	r := start(t, t.Context(), nil, "order_number,customer_id\n100000001,C-1\n", "-")
	assert.Equal(t, exitDone, r.code)
	assert.Equal(t, map[string]int{"verified": 1}, r.outcomes(t))
}

func TestAllDone(t *testing.T) {
	t.Parallel()
	s := newSite(t, 40)
	r := s.start(t, t.Context(), "-workers", "5", "-report", s.path("report.csv"))
	assert.Equal(t, exitDone, r.code, r.errOut)
	assert.Equal(t, "40 verified\n", r.errOut)
	assert.Empty(t, r.out)
	report, err := os.ReadFile(s.path("report.csv"))
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"verified": 40}, result{out: string(report)}.outcomes(t))
	assert.Equal(t, 40, s.linked())
	assert.Equal(t, 40, s.sent(), "the server got the right key, and each link once")
	requests := len(s.Requests("*"))
	assert.Equal(t, exitDone, s.start(t, t.Context()).code)
	assert.Len(t, s.Requests("*"), requests, "what is verified is left alone")
	assert.Equal(t, "link-orders (backoffice-go)", s.Requests("oms.LinkAccount")[0].Header.Get("User-Agent"))
}

func TestWorkersAreBounded(t *testing.T) {
	t.Parallel()
	const workers = 3
	s := newSite(t, 12)
	var under, begun atomic.Int32
	var together sync.WaitGroup
	together.Add(workers)
	s.Chance(func(string) backofficetest.Fault {
		assert.LessOrEqual(t, under.Add(1), int32(workers))
		return backofficetest.Rewrite(func(body string) string {
			defer under.Add(-1)
			if begun.Add(1) <= workers { // the first ones wait for each other
				together.Done()
				together.Wait()
			}
			return body
		})
	})
	assert.Equal(t, exitDone, s.start(t, t.Context(), "-workers", strconv.Itoa(workers)).code)
}

func TestRate(t *testing.T) {
	t.Parallel()
	s := newSite(t, 3)
	began := time.Now()
	assert.Equal(t, exitDone, s.start(t, t.Context(), "-rate", "50").code)
	assert.GreaterOrEqual(t, time.Since(began), 5*20*time.Millisecond, "six requests, the first at once")
}

func TestDryRun(t *testing.T) {
	t.Parallel()
	s := newSite(t, 2)
	r := s.start(t, t.Context(), "-dry-run")
	assert.Equal(t, exitDone, r.code)
	assert.Equal(t, `POST /api/OmsOrderLinkAccount application/json
{"SiteCode":"TESTSITE","VerificationKey":"{VerificationKey}","TimestampUTC":"{TimestampUTC}","OrderNumber":"5000","CustomerID":"C-0"}

POST /api/OmsOrderLinkAccount application/json
{"SiteCode":"TESTSITE","VerificationKey":"{VerificationKey}","TimestampUTC":"{TimestampUTC}","OrderNumber":"5001","CustomerID":"C-1"}

`, r.out)
	assert.Empty(t, s.Requests("*"))
	assert.NoFileExists(t, s.path("links.journal"))

	require.Equal(t, exitDone, s.start(t, t.Context()).code)
	assert.Empty(t, s.start(t, t.Context(), "-dry-run").out, "nothing is left to send")
}

func TestBadInputIsSentNowhere(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	bad := "order_number,customer_id\n5000,C-1\n5000,C-2\n,C-3\n"
	r := start(t, t.Context(), s.environment(), bad, "-journal", s.path("links.journal"))
	assert.Equal(t, exitUsage, r.code)
	assert.Equal(t, "link-orders: line 3: the order stands on line 2 already\nline 4: order_number is required\n", r.errOut)
	assert.Empty(t, s.Requests("*"))
	assert.NoFileExists(t, s.path("links.journal"))
}

func TestUsage(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		args []string
		code int
		want string
	}{
		"help":          {[]string{"-h"}, exitDone, "Usage: link-orders [flags] [file.csv]"},
		"unknown flag":  {[]string{"-wokers", "3"}, exitUsage, "flag provided but not defined: -wokers"},
		"two files":     {[]string{"a.csv", "b.csv"}, exitUsage, "takes one file"},
		"no workers":    {[]string{"-workers", "0"}, exitUsage, "-workers needs a number from 1"},
		"negative rate": {[]string{"-rate", "-1"}, exitUsage, "-rate needs a number from 0"},
		"no rate":       {[]string{"-rate", "NaN"}, exitUsage, "-rate needs a number from 0"},
		"both":          {[]string{"-dry-run", "-verify-only"}, exitUsage, "exclude each other"},
		"no such file":  {[]string{"/nowhere/links.csv"}, exitUsage, "no such file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, t.Context(), nil, "", test.args...)
			assert.Equal(t, test.code, r.code)
			assert.Contains(t, r.out+r.errOut, test.want)
		})
	}
	r := start(t, t.Context(), map[string]string{"DECK_URL": "http://oms.example.com"}, "")
	assert.Equal(t, exitUsage, r.code)
	assert.Contains(t, r.errOut, "DECK_URL must begin with https://")
	assert.Contains(t, r.errOut, "DECK_API_KEY is required")
}

func TestQueuedLinksAreVerifiedLater(t *testing.T) {
	t.Parallel()
	s := newSite(t, 5, backofficetest.WithDECKQueue())
	r := s.start(t, t.Context())
	assert.Equal(t, exitIncomplete, r.code)
	assert.Equal(t, map[string]int{"queued": 5}, r.outcomes(t))
	assert.Contains(t, r.out, "queued,the history shows customer -100")

	r = s.start(t, t.Context(), "-verify-only")
	assert.Equal(t, exitIncomplete, r.code)
	assert.Equal(t, map[string]int{"queued": 5}, r.outcomes(t), "still")

	s.ProcessDECKQueue()
	r = s.start(t, t.Context(), "-verify-only")
	assert.Equal(t, exitDone, r.code)
	assert.Equal(t, map[string]int{"verified": 5}, r.outcomes(t))
	assert.Equal(t, 5, s.sent())
}

func TestVerifyOnlyNeedsNoLinks(t *testing.T) {
	t.Parallel()
	s := newSite(t, 2)
	s.Script("oms.OrderHistory", backofficetest.Rewrite(func(body string) string {
		return strings.ReplaceAll(body, `"-100"`, `"C-0"`)
	}))
	r := s.start(t, t.Context(), "-verify-only", "-workers", "1")
	assert.Equal(t, exitIncomplete, r.code)
	assert.Equal(t, map[string]int{"verified": 1, "not done": 1}, r.outcomes(t))
	assert.Contains(t, r.out, "3,5001,C-1,not done,the history shows customer -100")
	assert.Zero(t, s.sent())
}

// TestOutcomes lets one link end in every way.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	lost := func(fault backofficetest.Fault) []backofficetest.Fault {
		return []backofficetest.Fault{fault, fault, fault}
	}
	show := func(orders string) []backofficetest.Fault {
		return []backofficetest.Fault{backofficetest.Answer(200, nil, `{"ResponseCode":0,"OrderDetails":[`+orders+`]}`)}
	}
	const other, wanted, foreign = `{"OrderNumber":"5000","CustomerID":"C-9"}`,
		`{"OrderNumber":"5000","CustomerID":"C-0"}`, `{"OrderNumber":"50001","CustomerID":"C-0"}`
	tests := map[string]struct {
		link, history []backofficetest.Fault
		outcome       string
		message       string
		sentAgain     bool
	}{
		"answered late": {link: lost(backofficetest.DropAfter()), outcome: "verified", message: "settled by the order history"},
		"not arrived":   {link: lost(backofficetest.DropBefore()), outcome: "unknown", message: "the history shows customer -100", sentAgain: true},
		"no answer, no history": {
			link: lost(backofficetest.DropAfter()), history: lost(backofficetest.Status(503)), outcome: "unknown",
			message: "not verified: oms.OrderHistory: server error (HTTP 503, 3 attempts)", sentAgain: true,
		},
		"no history":               {history: lost(backofficetest.Status(503)), outcome: "linked", message: "not verified: oms.OrderHistory: server error"},
		"empty history":            {history: show(""), outcome: "linked", message: "not verified: the history does not show the order"},
		"history of another order": {history: show(foreign), outcome: "linked", message: "not verified: the history does not show the order"},
		"two in the history":       {history: show(wanted + "," + other), outcome: "differs", message: "the history shows customer C-9"},
		"two, the other way":       {history: show(other + "," + wanted), outcome: "differs", message: "the history shows customer C-9"},
		"rate limited": {
			link:    []backofficetest.Fault{backofficetest.RetryAfter(429, "3600")},
			outcome: "not done", message: "rate limited (HTTP 429, retry after 1h0m0s)", sentAgain: true,
		},
		"refused": {
			link:    []backofficetest.Fault{backofficetest.Answer(200, nil, `{"ResponseCode":7,"Message":"The order is closed."}`)},
			outcome: "rejected", message: "The order is closed. (HTTP 200, code 7)", sentAgain: true,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, 1)
			s.Script("oms.LinkAccount", test.link...)
			s.Script("oms.OrderHistory", test.history...)
			r := s.start(t, t.Context())
			assert.Equal(t, map[string]int{test.outcome: 1}, r.outcomes(t))
			assert.Contains(t, r.out, test.message)
			assert.Equal(t, test.outcome == "verified", r.code == exitDone)

			before := s.sent()
			r = s.start(t, t.Context())
			assert.Equal(t, exitDone, r.code, r.errOut)
			assert.Equal(t, test.sentAgain, s.sent() > before, "the second run sends what is not accepted")
			assert.Equal(t, 1, s.linked())
		})
	}
}

// TestVerifyOnlyKeepsTheReason: a refused link is still refused.
func TestVerifyOnlyKeepsTheReason(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.Script("oms.LinkAccount", backofficetest.Answer(200, nil, `{"ResponseCode":7,"Message":"The order is closed."}`))
	for _, more := range [][]string{nil, {"-verify-only"}} {
		r := s.start(t, t.Context(), more...)
		assert.Equal(t, exitIncomplete, r.code)
		assert.Contains(t, r.out, `rejected,"oms.LinkAccount: invalid request: The order is closed.`)
	}
}

// TestLaterChange: what somebody else changed afterwards is told, not undone.
func TestLaterChange(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	require.Equal(t, exitDone, s.start(t, t.Context()).code)
	input := "order_number,customer_id\n5000,C-9\n"
	require.Equal(t, exitDone, start(t, t.Context(), s.environment(), input, "-journal", s.path("other.journal")).code)

	r := s.start(t, t.Context(), "-verify-only")
	assert.Equal(t, exitIncomplete, r.code)
	assert.Equal(t, map[string]int{"differs": 1}, r.outcomes(t))
	r = s.start(t, t.Context())
	assert.Equal(t, map[string]int{"differs": 1}, r.outcomes(t))
	assert.Equal(t, 2, s.sent())
}

// TestWhatConcernsAllStops: a wrong key must not be tried with every link.
func TestWhatConcernsAllStops(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variable, value, want string
	}{
		"wrong key":  {"DECK_API_KEY", "dummy-wrong-key", "stopped: oms.LinkAccount: unauthorized: Verification failed"},
		"wrong path": {"DECK_URL", "/nowhere", "stopped: oms.LinkAccount: no such route"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, 30)
			environment := s.environment()
			environment[test.variable] = test.value
			if test.variable == "DECK_URL" {
				environment[test.variable] = s.DECKURL() + test.value
			}
			r := start(t, t.Context(), environment, "", s.args("-workers", "2")...)
			assert.Equal(t, exitIncomplete, r.code)
			assert.Contains(t, r.errOut, test.want)
			assert.LessOrEqual(t, len(s.Requests("*")), 4)
			counts := r.outcomes(t)
			assert.Equal(t, 30, counts["rejected"]+counts["not done"])
			assert.GreaterOrEqual(t, counts["not done"], 26)
			assert.Zero(t, s.linked())

			require.NoError(t, os.Remove(s.path("links.journal")))
			assert.Equal(t, exitDone, s.start(t, t.Context()).code)
		})
	}
}

// TestInterruption: the calls under way are finished, and the next run makes
// the rest.
func TestInterruption(t *testing.T) {
	t.Parallel()
	s := newSite(t, 50)
	ctx, interrupt := context.WithCancel(t.Context())
	calls := 0
	s.Chance(func(string) backofficetest.Fault {
		if calls++; calls == 20 {
			interrupt()
		}
		return backofficetest.DelayAfter(time.Millisecond)
	})
	r := s.start(t, ctx, "-workers", "4")
	assert.Equal(t, exitInterrupted, r.code)
	counts := r.outcomes(t)
	assert.Equal(t, counts["linked"], s.linked(), "each call under way was finished and written down")
	assert.Equal(t, 50-s.linked(), counts["not done"])
	assert.Less(t, s.linked(), 26)
	assert.Contains(t, r.errOut, "interrupted")

	s.Chance(nil)
	r = s.start(t, t.Context())
	assert.Equal(t, exitDone, r.code)
	assert.Equal(t, 50, s.linked())
	assert.Equal(t, 50, s.sent(), "no link was sent twice")
}

// TestAReportTakesNoOthersPlace names the input and the journal as the report, in
// another spelling.
func TestAReportTakesNoOthersPlace(t *testing.T) {
	folder := t.TempDir()
	input, journal := filepath.Join(folder, "in.csv"), filepath.Join(folder, "journal")
	const content = "order_number,customer_id\n100000001,C-1\n"
	require.NoError(t, os.WriteFile(input, []byte(content), 0o600))
	link := filepath.Join(folder, "link")
	require.NoError(t, os.Symlink(input, link))
	for name, report := range map[string]string{
		"input": input, "link": link, "journal": journal, "spelling": folder + "/./in.csv", "folder": folder,
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, os.RemoveAll(journal))
			var out, trouble bytes.Buffer
			code := run(t.Context(), []string{"-journal", journal, "-report", report, input}, func(string) string { return "" },
				streams{in: strings.NewReader(""), out: &out, err: &trouble})
			assert.Equal(t, exitUsage, code)
			assert.Contains(t, trouble.String(), "-report")
			text, err := os.ReadFile(input)
			require.NoError(t, err)
			assert.Equal(t, content, string(text))
		})
	}
}
