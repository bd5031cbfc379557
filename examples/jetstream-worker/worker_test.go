package main

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWork(t *testing.T) {
	t.Parallel()
	s := newSite(t, 20)
	s.publish(t, s.links(2))
	w, log := s.newWorker(t, time.Minute)
	within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	assert.Equal(t, 20, s.linked())
	assert.Equal(t, 22, s.sent(), "each link once, the refused ones as well")
	all, taken := s.waiting(t)
	assert.Zero(t, all)
	assert.Zero(t, taken)
	letters := s.letters(t)
	require.Len(t, letters, 2)
	l := letters[orderNumber(20)]
	assert.Equal(t, message{orderNumber(20), customerID(20)}, l.message)
	assert.Equal(t, "invalid request", l.Kind)
	assert.Equal(t, "oms.LinkAccount: invalid request: Order not found. (HTTP 200, code 3)", l.Reason)
	assert.WithinDuration(t, time.Now(), l.At, time.Minute)
	assert.Contains(t, log.String(), "msg=stopped linked=20 queued=0 put_off=0 dead=2")
	assert.NotContains(t, log.String(), s.DECKAPIKey())
}

func TestWorkQueued(t *testing.T) {
	t.Parallel()
	s := newSite(t, 3, backofficetest.WithDECKQueue(), backofficetest.WithDECKCorrelationID(func() string { return "corr-1" }))
	s.publish(t, s.links(0))
	w, log := s.newWorker(t, time.Minute)
	within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	assert.Contains(t, log.String(), "linked=0 queued=3")
	assert.Contains(t, log.String(), "correlation_id=corr-1")
	all, _ := s.waiting(t)
	assert.Zero(t, all)
}

// TestWhatIsNoLink is kept as it came.
func TestWhatIsNoLink(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.put(t, "links.todo.x", `{"order":"5000"}`)
	s.put(t, "links.todo.y", `{"order_number":"5000","customer_id":""}`)
	s.publish(t, s.links(0))
	w, _ := s.newWorker(t, time.Minute)
	within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	letters := s.letters(t)
	require.Len(t, letters, 2)
	assert.Equal(t, "unreadable", letters[""].Kind)
	assert.Equal(t, `{"order":"5000"}`, string(letters[""].Data))
	assert.Contains(t, letters[""].Reason, "the message is no link: ")
	assert.Equal(t, "oms.LinkAccount: invalid request: CustomerID is required; nothing was sent", letters["5000"].Reason)
	assert.Equal(t, 1, s.linked())
	assert.Equal(t, 1, s.sent())
}

// TestPutOff: while the OMS is away nothing is lost, and nothing is refused.
func TestPutOff(t *testing.T) {
	t.Parallel()
	s := newSite(t, 6)
	s.publish(t, s.links(0))
	for range 40 {
		s.Script("oms.LinkAccount", backofficetest.RetryAfter(503, "0"))
	}
	w, log := s.newWorker(t, time.Minute)
	within(t, 45*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	assert.Equal(t, 6, s.linked())
	assert.Len(t, s.Commits("oms.LinkAccount"), 6)
	assert.Empty(t, s.letters(t))
	assert.Positive(t, w.made.later.Load())
	assert.Contains(t, log.String(), `msg="put off"`)
}

// TestPause: a server that asks for a pause is left alone by the whole worker,
// and the link waits as long as it was told.
func TestPause(t *testing.T) {
	t.Parallel()
	s := newSite(t, 5)
	s.publish(t, s.links(0))
	s.Script("oms.LinkAccount", backofficetest.RetryAfter(429, "3600"))
	w, _ := s.newWorker(t, time.Minute)
	w.parallel = 1
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() { stopped <- w.run(ctx) }()
	eventually(t, func() bool { return w.made.later.Load() == 1 })
	cancel()
	require.NoError(t, <-stopped)
	assert.Equal(t, 1, s.sent())
	assert.InDelta(t, time.Hour, time.Until(w.gate.until), float64(time.Minute))

	w, _ = s.newWorker(t, time.Minute) // another worker does not know of the pause
	w.untilEmpty = false
	ctx, cancel = context.WithCancel(t.Context())
	go func() { stopped <- w.run(ctx) }()
	eventually(t, func() bool { return s.linked() == 4 })
	cancel()
	require.NoError(t, <-stopped)
	assert.Equal(t, 5, s.sent())
	eventually(t, func() bool { all, taken := s.waiting(t); return all == 1 && taken == 1 }) // the first link waits for its hour
}

// TestStop: what concerns all links stops the worker and leaves them on the
// queue.
func TestStop(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusMethodNotAllowed} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			s := newSite(t, 10)
			s.publish(t, s.links(0))
			s.Chance(func(string) backofficetest.Fault { return backofficetest.Status(status) })
			w, _ := s.newWorker(t, time.Minute)
			within(t, 30*time.Second, func(ctx context.Context) { assert.Error(t, w.run(ctx)) })
			assert.LessOrEqual(t, s.sent(), w.parallel)
			assert.Empty(t, s.letters(t))

			s.Chance(nil)
			w, _ = s.newWorker(t, time.Minute)
			within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
			assert.Equal(t, 10, s.linked(), "they were given back, and did not wait for the minute")
		})
	}
}

// TestLongCall takes longer than the queue waits for an acknowledgement.
func TestLongCall(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.publish(t, s.links(0))
	s.Script("oms.LinkAccount", backofficetest.Delay(8*time.Second))
	w, _ := s.newWorker(t, 4*time.Second)
	within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	assert.Equal(t, 1, s.sent(), "nobody else was given the link meanwhile")
	assert.Equal(t, 1, s.linked())
}

// TestDeadWorker: what a worker took and did not finish goes to another one.
func TestDeadWorker(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.publish(t, s.links(0))
	w, _ := s.newWorker(t, time.Second)
	_, err := w.consumer.Next() // and dies
	require.NoError(t, err)
	within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	assert.Equal(t, 1, s.linked())
}

// TestDeathBesideALetter: a worker that dies when the letter is written, but the
// link still on the queue, leaves one letter.
func TestDeathBesideALetter(t *testing.T) {
	t.Parallel()
	s := newSite(t, 0)
	s.publish(t, s.links(1))
	w, _ := s.newWorker(t, time.Second)
	msg, err := w.consumer.Next()
	require.NoError(t, err)
	about, err := msg.Metadata()
	require.NoError(t, err)
	l := newLetter(message{orderNumber(0), customerID(0)}, assert.AnError, time.Now())
	require.NoError(t, s.queue.bury(t.Context(), l, msg.Subject(), about.Sequence.Stream))

	within(t, 30*time.Second, func(ctx context.Context) { assert.NoError(t, w.run(ctx)) })
	letters := s.letters(t)
	require.Len(t, letters, 1)
	assert.Contains(t, letters[orderNumber(0)].Reason, "Order not found.")
}

// TestNoPlaceForLetters: a link that can't be buried stays on the queue.
func TestNoPlaceForLetters(t *testing.T) {
	t.Parallel()
	s := newSite(t, 0)
	s.publish(t, s.links(1))
	require.NoError(t, s.queue.js.DeleteStream(t.Context(), deadStream))
	w, _ := s.newWorker(t, time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() { stopped <- w.run(ctx) }()
	eventually(t, func() bool { return w.made.later.Load() > 0 })
	all, _ := s.waiting(t)
	assert.Equal(t, 1, all)
	_, err := s.queue.js.CreateStream(t.Context(), deadConfig(1))
	require.NoError(t, err)
	require.NoError(t, <-stopped, "the queue is empty")
	cancel()
	assert.Len(t, s.letters(t), 1)
}

// TestDrain: a worker that is asked to stop finishes what it has.
func TestDrain(t *testing.T) {
	t.Parallel()
	s := newSite(t, 30)
	s.publish(t, s.links(0))
	s.Chance(func(string) backofficetest.Fault { return backofficetest.Delay(100 * time.Millisecond) })
	w, _ := s.newWorker(t, time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() { stopped <- w.run(ctx) }()
	eventually(t, func() bool { return s.sent() >= 6 })
	cancel()
	require.NoError(t, <-stopped)
	assert.Equal(t, s.sent(), s.linked())
	assert.Less(t, s.linked(), 30)
	eventually(t, func() bool { all, taken := s.waiting(t); return all == 30-s.linked() && taken == 0 })
}

// TestClosedConnection: there is nothing to wait for.
func TestClosedConnection(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	w, _ := s.newWorker(t, time.Second)
	w.untilEmpty = false
	s.queue.conn.Close()
	within(t, 30*time.Second, func(ctx context.Context) { assert.ErrorContains(t, w.run(ctx), "connection closed") })
}

// TestQueueGoesAndComes: a worker outlives its NATS server. An acknowledgement
// may be lost on the way, and its link is made once more.
func TestQueueGoesAndComes(t *testing.T) {
	t.Parallel()
	s := newSite(t, 12)
	s.publish(t, s.links(0))
	gone := make(chan struct{})
	s.Script("oms.LinkAccount", backofficetest.Fault{}, backofficetest.Fault{}, backofficetest.Rewrite(func(body string) string {
		<-gone // the answer comes while there is no queue
		return body
	}))
	w, _ := s.newWorker(t, 2*time.Second)
	ctx, cancel := context.WithTimeout(t.Context(), 45*time.Second)
	defer cancel()
	stopped := make(chan error)
	go func() { stopped <- w.run(ctx) }()
	eventually(t, func() bool { return s.sent() >= 3 })
	s.stopNATS()
	close(gone)
	eventually(t, func() bool { return s.linked() >= 3 })
	s.startNATS(t)
	require.NoError(t, <-stopped)
	require.NoError(t, ctx.Err(), "the queue is empty")
	assert.Equal(t, 12, s.linked())
	all, _ := s.waiting(t)
	assert.Zero(t, all)
}
