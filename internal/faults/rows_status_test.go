package faults_test

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
)

// statusRows are the answers whose HTTP status is the fault.
var statusRows = []row{
	{number: 39, letter: "a", fault: "400", script: same(backofficetest.Status(400)), want: refused("invalid")},
	{number: 39, letter: "b", fault: "422", script: same(backofficetest.Status(422)), want: refused("invalid")},
	{number: 40, letter: "a", fault: "401", script: same(backofficetest.Status(401)), want: refused("unauthorized")},
	{number: 40, letter: "b", fault: "403", script: same(backofficetest.Status(403)), want: refused("forbidden")},
	{
		number: 41, letter: "a", fault: "not found, in the vendor's words",
		script: byVendor(notFoundWords),
		want:   refused("not found"),
	},
	{
		number: 41, letter: "b", fault: "not found, after an answer was lost", note: "a Delete that finds nothing is done",
		script: func(s *subject) []backofficetest.Fault {
			return []backofficetest.Fault{backofficetest.DropAfter(), notFoundWords[vendorOf(s.group)]}
		},
		story: true,
		want: []line{{
			read: "2: not found, rejected", update: "2: not found, unknown, 1 commit",
			delete: "2: settled, 1 commit", once: "1: network, unknown, 1 commit",
		}},
	},
	{
		number: 41, letter: "c", fault: "404 without a body", note: "ManEx and DECK answer so where they have no such route",
		script: same(backofficetest.Status(404)),
		want: []line{
			{read: "1: no such route, rejected", update: "1: no such route, rejected, 0 commits", delete: "1: no such route, rejected, 0 commits", once: "1: no such route, rejected, 0 commits"},
			{groups: []string{hostway}, read: "1: not found, rejected", update: "1: not found, rejected, 0 commits", delete: "1: not found, rejected, 0 commits", once: "1: not found, rejected, 0 commits"},
		},
	},
	{number: 42, letter: "a", fault: "409", script: same(backofficetest.Status(409)), want: refused("conflict")},
	{
		number: 42, letter: "b", fault: "409 after an answer was lost", note: "it may be with the call's own lost attempt: attributes are read back",
		script: same(backofficetest.DropAfter(), backofficetest.Status(409)), story: true,
		want: []line{
			{read: "2: conflict, rejected", update: "2: conflict, unknown, 1 commit", delete: "2: conflict, unknown, 1 commit", once: "1: network, unknown, 1 commit"},
			{groups: []string{order}, read: "2: conflict, rejected", update: "2: settled, 1 commit", delete: "2: conflict, unknown, 1 commit", once: "1: network, unknown, 1 commit"},
		},
	},
	{
		number: 42, letter: "c", fault: "409 after a request was lost", note: "the attributes that are read back are not those that were to be set",
		script: same(backofficetest.DropBefore(), backofficetest.Status(409)), story: true,
		want: []line{{
			read: "2: conflict, rejected", update: "2: conflict, unknown, 0 commits",
			delete: "2: conflict, unknown, 0 commits", once: "1: network, unknown, 0 commits",
		}},
	},
	{number: 43, fault: "408", script: same(backofficetest.Status(408)), want: lostBefore("network")},
	{
		number: 44, fault: "429 with Retry-After: 7", note: "obeyed; an Add is not repeated, because a limiter may stand behind the work", clock: true,
		script: same(backofficetest.RetryAfter(429, "7")),
		want: []line{{
			read: "2: done / 3: rate limited, rejected", update: "2: done, 1 commit / 3: rate limited, rejected, 0 commits",
			delete: "2: done, 1 commit / 3: rate limited, rejected, 0 commits", once: "1: rate limited, rejected, 0 commits",
		}},
		check: func(t testing.TB, tr *trial) {
			const hint, jitter = 7 * time.Second, time.Second
			waits := time.Duration(tr.report.Attempts - 1)
			assert.GreaterOrEqual(t, tr.took, waits*hint)
			assert.LessOrEqual(t, tr.took, waits*hint+jitter)
			if tr.err != nil {
				assert.Equal(t, hint, failureOf(t, tr).RetryAfter)
			}
		},
	},
	retryAfter("a", "an hour", "3600", time.Hour),
	retryAfter("b", "a date far away", "Fri, 31 Dec 9999 23:59:59 GMT", longestWait),
	retryAfter("c", "more than a number holds", strconv.Itoa(math.MaxInt64)+"0", longestWait),
	retryAfter("d", "a negative number", "-5", 0),
	retryAfter("e", "no time at all", "soon", 0),
	retryAfter("f", "more than the longest wait, with time left", "30", 30*time.Second),
	retryAfter("g", "a date in the past", "Sat, 01 Jan 1994 00:00:00 GMT", 0),
	{number: 46, fault: "500", script: same(backofficetest.StatusAfter(500)), want: lostAfter("server")},
	{number: 47, letter: "a", fault: "502", note: "a gateway may have delivered the request", script: same(backofficetest.StatusAfter(502)), want: lostAfter("server")},
	{number: 47, letter: "b", fault: "504", script: same(backofficetest.StatusAfter(504)), want: lostAfter("server")},
	{number: 48, letter: "a", fault: "503", script: same(backofficetest.StatusAfter(503)), want: lostAfter("server")},
	{
		number: 48, letter: "b", fault: "503, and the server is gone", note: "the status is that of the last attempt, which had no answer",
		script: same(backofficetest.Answer(503, http.Header{"Connection": {"close"}}, "")), wire: thenRefused(nil), story: true,
		want: []line{{
			read: "3: network, no effect", update: "3: network, unknown, 0 commits",
			delete: "3: network, unknown, 0 commits", once: "1: server, unknown, 0 commits",
		}},
		check: goneAfter(503),
	},
	{
		number: 48, letter: "c", fault: "429, and the server is gone", note: "the refusal proves that nothing was done",
		script: same(backofficetest.Answer(429, http.Header{"Connection": {"close"}}, "")), wire: thenRefused(nil), story: true,
		want: []line{{
			read: "3: network, no effect", update: "3: network, rejected, 0 commits",
			delete: "3: network, rejected, 0 commits", once: "1: rate limited, rejected, 0 commits",
		}},
		check: goneAfter(429),
	},
	{number: 49, letter: "a", fault: "501", script: same(backofficetest.StatusAfter(501)), want: proofless("server")},
	{number: 49, letter: "b", fault: "505", script: same(backofficetest.StatusAfter(505)), want: proofless("server")},
	{number: 49, letter: "c", fault: "600", script: same(backofficetest.StatusAfter(600)), want: proofless("protocol")},
	redirect(50, "a", 301, elsewhere),
	redirect(50, "b", 302, elsewhere),
	redirect(50, "c", 303, elsewhere),
	redirect(51, "a", 307, elsewhere),
	redirect(51, "b", 308, elsewhere),
	redirect(51, "c", 307, itself),
	redirect(51, "d", 308, downgrade),
	redirect(51, "e", 302, nowhere),
	redirect(51, "f", 302, unreadable),
	redirect(51, "g", 307, telling),
}

// notFoundWords are how the vendors say that there is no such record. The OMS
// has no documented way; it is told by the status.
var notFoundWords = map[string]backofficetest.Fault{
	manex:   backofficetest.Answer(200, jsonHeader, `{"Code":403,"Message":"Customer does not exists.","IsValidUser":true}`),
	deck:    backofficetest.Answer(404, jsonHeader, `{"ResponseCode":3,"Message":"Order not found."}`),
	hostway: backofficetest.Answer(404, jsonHeader, `{"itemNotFound":{"guid":"g","message":"Resource not found","code":404,"details":""}}`),
}

// longestWait stands for every Retry-After that is longer.
const longestWait = 100 * 365 * 24 * time.Hour

// retryAfter is a row of a 503 with a hint. A hint beyond what the client would
// wait ends the call at once; one that means nothing is passed over.
func retryAfter(letter, fault, value string, hint time.Duration) row {
	r := row{
		number: 45, letter: letter, fault: "503 with a Retry-After of " + fault, clock: true,
		script: same(backofficetest.RetryAfter(503, value)),
		want:   lostBefore("server"),
	}
	if hint > 0 {
		r.want, r.note = prooflessBefore("server"), "too long to wait: the hint is in the error"
	}
	r.check = func(t testing.TB, tr *trial) {
		const jitter = time.Second
		assert.LessOrEqual(t, tr.took, jitter, "it is not waited for")
		if tr.err != nil {
			assert.Equal(t, hint, failureOf(t, tr).RetryAfter)
		}
	}
	return r
}

// target says where a redirect leads. secure tells that it leads there from
// HTTPS.
type target struct {
	name   string
	of     func(tr *trial, other string) string
	secure bool
}

var (
	elsewhere  = target{name: "another host", of: func(_ *trial, other string) string { return other + followed }}
	itself     = target{name: "itself", of: func(tr *trial, _ string) string { return tr.root + followed }}
	downgrade  = target{name: "plain HTTP from HTTPS", secure: true, of: elsewhere.of}
	nowhere    = target{name: "nowhere, without a Location", of: func(*trial, string) string { return "" }}
	unreadable = target{name: "what is no URL", of: func(*trial, string) string { return "http://[::1%zz" }}
	telling    = target{name: "another host, with the secrets in the URL", of: func(tr *trial, other string) string {
		return other + followed + tr.key.Text() + "?" + tr.owner.Text() + "&" + tr.server.DECKAPIKey()
	}}
)

// followed begins the path that every redirect leads to. Only requests that have
// it count: another process may call a port of this machine by mistake.
const followed = "/followed/"

// follows counts the requests that followed a redirect. Nobody prints them: they
// would bring the secrets along.
func follows(server *backofficetest.Server) (count int) {
	for _, r := range server.Requests("*") {
		if strings.Contains(r.URI, followed) {
			count++
		}
	}
	return count
}

// goneAfter checks which attempt the error is about.
func goneAfter(status int) func(testing.TB, *trial) {
	return func(t testing.TB, tr *trial) {
		if tr.subject.class == transport.Once {
			assert.Equal(t, status, failureOf(t, tr).Status)
			return
		}
		assert.ErrorIs(t, tr.err, syscall.ECONNREFUSED)
		assert.Zero(t, failureOf(t, tr).Status)
	}
}

// redirect is a row of a redirect, which is never followed: the next request
// would carry the secret to another place, and the 200 of a page would look like
// success.
func redirect(number int, letter string, status int, to target) row {
	r := row{
		number: number, letter: letter, fault: strconv.Itoa(status) + " to " + to.name,
		want: prooflessBefore("protocol"),
		wire: func(tr *trial) {
			trust(tr)
			other, err := backofficetest.Start()
			if err != nil {
				tr.t.Fatal(err)
			}
			header := http.Header{}
			if location := to.of(tr, other.URL()); location != "" {
				header.Set("Location", location)
			}
			fault := backofficetest.Answer(status, header, "")
			tr.server.Script(tr.subject.op, fault, fault, fault)
			tr.later(func() {
				other.Close()
				assert.Zero(tr.t, follows(other), "L5: nobody else is told anything")
				assert.Zero(tr.t, follows(tr.server), "nothing is sent to the host itself either")
				assert.Len(tr.t, tr.server.Requests(tr.subject.op), 1, "and nothing is repeated")
			})
		},
	}
	if to.secure {
		r.server = secure(loopback, inAnHour)
	}
	return r
}
