package faults_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
)

// bodyLimit is the longest body that clients take in trials with long bodies.
const bodyLimit = 32 << 10

// lostRows are the faults between the request and the end of its answer.
var lostRows = []row{
	{
		number: 9, fault: "reset after the request was carried out",
		script: same(backofficetest.ResetAfter()),
		want:   lostAfter("network"),
	},
	{
		number: 9, letter: "b", fault: "reset before the request was carried out", note: "the client can't tell this from the row above",
		script: same(backofficetest.ResetBefore()),
		want:   lostBefore("network"),
	},
	{
		number: 10, fault: "closed after the request was carried out",
		script: same(backofficetest.DropAfter()),
		want:   lostAfter("network"),
	},
	{
		number: 10, letter: "b", fault: "closed after the request was carried out, on a connection used before", note: "only a GET is repeated by net/http itself: row 56",
		script: same(backofficetest.DropAfter()), warm: true, story: true,
		want: []line{
			{read: "1: done", update: "2: done, 2 commits", delete: "2: settled, 1 commit", once: "1: network, unknown, 1 commit"},
			{groups: []string{taxes}, read: "1: done", update: "2: done, 2 commits", delete: "2: done, 1 commit", once: "1: network, unknown, 1 commit"},
			{groups: []string{deck}, read: "2: done", update: "2: done, 2 commits", once: "1: network, unknown, 1 commit"},
		},
	},
	{
		number: 11, fault: "the connection breaks in the middle of the request", note: "the whole request is sent again, and signed anew",
		dial: cutUpload,
		want: lostBefore("network"),
		check: func(t testing.TB, tr *trial) {
			for _, r := range tr.server.Requests(tr.subject.op) {
				if length := r.Header.Get("Content-Length"); length != "" {
					assert.Equal(t, length, strconv.Itoa(len(r.Body)))
				}
			}
		},
	},
	{
		number: 12, fault: "no answer until the attempt's deadline", clock: true,
		script: same(backofficetest.DelayAfter(time.Hour)),
		want:   lostAfter("network"),
		check:  failsWith(context.DeadlineExceeded),
	},
	{
		number: 13, fault: "the caller cancels before anything is sent", story: true,
		context: func(tr *trial) context.Context {
			ctx, cancel := context.WithCancel(tr.t.Context())
			cancel()
			return ctx
		},
		want:  refusedAtOnce("network"),
		check: failsWith(context.Canceled),
	},
	{
		number: 14, fault: "the caller cancels while it waits for the answer", note: "the call returns at once", clock: true, story: true,
		script:  same(backofficetest.DelayAfter(time.Hour)),
		context: cancelled(3 * time.Second),
		want: []line{{
			read: "1: network, no effect", update: "1: network, unknown, 1 commit",
			delete: "1: network, unknown, 1 commit", once: "1: network, unknown, 1 commit",
		}},
		check: func(t testing.TB, tr *trial) {
			assert.ErrorIs(t, tr.err, context.Canceled)
			assert.Equal(t, 3*time.Second, tr.took)
		},
	},
	{
		number: 15, fault: "the caller cancels while the client waits to repeat", note: "the context's error and the last answer are both in the error", clock: true, story: true,
		script:  same(backofficetest.RetryAfter(503, "10")),
		context: cancelled(3 * time.Second),
		want: []line{{
			read: "1: network, no effect", update: "1: network, unknown, 0 commits",
			delete: "1: network, unknown, 0 commits", once: "- there is no such wait",
		}},
		check: func(t testing.TB, tr *trial) {
			assert.ErrorIs(t, tr.err, context.Canceled)
			assert.ErrorIs(t, tr.err, backoffice.ErrServer)
			assert.Equal(t, 3*time.Second, tr.took)
			assert.Len(t, tr.server.Requests(tr.subject.op), 1)
		},
	},
	{
		number: 16, fault: "body cut short of its Content-Length",
		script: same(backofficetest.CutBody(20)),
		want:   spoiltBody("protocol"),
	},
	{
		number: 17, letter: "a", fault: "body cut in chunked framing", note: "a 204 has no framing, a 202 without a body has",
		script: same(backofficetest.CutChunked(20)),
		want:   spoiltFraming(),
	},
	{
		number: 17, letter: "b", fault: "body cut inside gzip",
		script: same(backofficetest.CutGzip()),
		want:   spoiltFraming(),
	},
	{
		number: 18, fault: "body cut without any framing", note: "only its content tells that it was cut",
		script: same(backofficetest.CutUnframed(20)),
		want:   spoiltBody("protocol"),
	},
	{
		number: 19, fault: "the body drips, byte by byte", clock: true,
		script: same(backofficetest.Drip(5 * time.Second)),
		want:   spoiltBody("network"),
		check:  failsWith(context.DeadlineExceeded),
	},
	{
		number: 20, fault: "body longer than the limit", note: "one byte more than the limit is read",
		script:  same(backofficetest.AnswerAfter(200, http.Header{"Content-Type": {"application/json"}}, `{"a":"`+strings.Repeat("x", 4*bodyLimit))),
		options: limited,
		want:    proofless("protocol"),
		check:   readsNoMoreThan(bodyLimit + 1),
	},
	{
		number: 21, fault: "a small body that gunzips to much more than the limit",
		script:  same(backofficetest.GzipBomb(8 * bodyLimit)),
		options: limited,
		want:    prooflessFraming(),
		check:   readsNoMoreThan(bodyLimit + 1),
	},
	{
		number: 22, fault: "Content-Encoding that nobody asked for",
		script: same(backofficetest.Encoded("br")),
		want:   prooflessFraming(),
	},
	{
		number: 23, letter: "a", fault: "the status line is no HTTP",
		script: same(backofficetest.Raw("220 mail.example.com ESMTP\r\n\r\n")),
		want:   malformed(),
	},
	{
		number: 23, letter: "b", fault: "more header than the limit",
		script: same(backofficetest.Raw("HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 8<<10) + "\r\n\r\n")),
		want:   malformed(),
	},
	{
		number: 23, letter: "c", fault: "two lengths that differ",
		script: same(backofficetest.Raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}")),
		want:   malformed(),
	},
}

// same is a script of one fault for every subject.
func same(faults ...backofficetest.Fault) func(*subject) []backofficetest.Fault {
	return func(*subject) []backofficetest.Fault { return faults }
}

// cancelled is a context that the caller cancels after a while.
func cancelled(after time.Duration) func(*trial) context.Context {
	return func(tr *trial) context.Context {
		ctx, cancel := context.WithCancel(tr.t.Context())
		time.AfterFunc(after, cancel)
		return ctx
	}
}

func limited(*trial) []backoffice.Option {
	return []backoffice.Option{backoffice.WithMaxResponseBytes(bodyLimit)}
}

func readsNoMoreThan(limit int64) func(testing.TB, *trial) {
	return func(t testing.TB, tr *trial) {
		assert.LessOrEqual(t, tr.network.longest.Load(), limit)
	}
}

// spoiltFraming is spoiltBody, but an answer of Submit, which has no body, is
// spoilt as well.
func spoiltFraming() []line {
	return except(spoiltBody("protocol"), line{
		groups: []string{cart},
		read:   "2: done / 3: protocol, no effect",
		update: "1: done, 1 commit",
		delete: "1: done, 1 commit",
		once:   "1: protocol, unknown, 1 commit",
	})
}

// prooflessFraming is prooflessBody, but an answer of Submit is spoilt as well.
func prooflessFraming() []line {
	return except(prooflessBody("protocol"), line{
		groups: []string{cart},
		read:   "1: protocol, no effect",
		update: "1: done, 1 commit",
		delete: "1: done, 1 commit",
		once:   "1: protocol, unknown, 1 commit",
	})
}

// malformed is what follows an answer that is no HTTP: one more attempt, where
// the class allows it, on a connection of its own.
func malformed() []line {
	return []line{
		{
			read:   "2: done / 2: protocol, no effect",
			update: "2: done, 2 commits / 2: protocol, unknown, 2 commits",
			delete: "2: settled, 1 commit / 2: protocol, unknown, 1 commit",
			once:   "1: protocol, unknown, 1 commit",
		},
		{
			groups: []string{taxes},
			read:   "2: done / 2: protocol, no effect",
			update: "2: done, 2 commits / 2: protocol, unknown, 2 commits",
			delete: "2: done, 1 commit / 2: protocol, unknown, 1 commit",
			once:   "1: protocol, unknown, 1 commit",
		},
	}
}
