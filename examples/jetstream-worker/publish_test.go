package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPublish(t *testing.T) {
	t.Parallel()
	s := newSite(t, 2)
	file := s.file(t, s.links(0))
	r := start(t, s.environment(), "", "publish", file)
	assert.Equal(t, exitDone, r.code)
	assert.Equal(t, "2 links published, 0 were there already, 0 refused\n", r.errOut)

	r = start(t, s.environment(), "", "publish", file)
	assert.Equal(t, exitDone, r.code, "publishing twice does no harm")
	assert.Contains(t, r.errOut, "line 2: order 5000: this link waits on the queue already\n")
	assert.Contains(t, r.errOut, "0 links published, 2 were there already, 0 refused\n")

	r = start(t, s.environment(), "order_number,customer_id\n5001,C-9\n5002,C-2\n", "publish", "-")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "line 2: order 5001: the queue holds a link of this order to customer C-1; publish this one when that one is done\n")
	assert.Contains(t, r.errOut, "1 links published, 0 were there already, 1 refused\n")

	all, _ := s.waiting(t)
	assert.Equal(t, 3, all)
	assert.Empty(t, s.Requests("*"))
}

// TestPublishLater: the server forgets after a while what was published, but not
// what still waits. A message without an id stands for what it has forgotten.
func TestPublishLater(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.put(t, message{"5000", "C-0"}.subject(), `{"order_number":"5000","customer_id":"C-0"}`)
	var told lockedBuffer
	require.NoError(t, s.queue.publish(t.Context(), s.links(0), &told))
	assert.Contains(t, told.String(), "line 2: order 5000: this link waits on the queue already\n")
}

// TestPublishAgainWhatWasDone: the server still knows the link, but another one
// of its order may have come between. It must not count as published.
func TestPublishAgainWhatWasDone(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.publish(t, s.links(0))
	w, _ := s.newWorker(t, time.Minute)
	within(t, 30*time.Second, func(ctx context.Context) { require.NoError(t, w.run(ctx)) })

	const wanted, other = "order_number,customer_id\n5000,C-0\n", "order_number,customer_id\n5000,C-9\n"
	r := start(t, s.environment(), wanted, "publish")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "line 2: order 5000: this link was published in the last 2 minutes and has left the queue since;")
	assert.Contains(t, r.errOut, "0 links published, 0 were there already, 1 refused\n")

	require.Equal(t, exitDone, start(t, s.environment(), other, "publish").code)
	r = start(t, s.environment(), wanted, "publish")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "line 2: order 5000: the queue holds a link of this order to customer C-9;")
}

func TestPublishNothingOfBadInput(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	r := start(t, s.environment(), "order_number,customer_id\n1,C-1\n2,\n", "publish")
	assert.Equal(t, exitUsage, r.code)
	assert.Contains(t, r.errOut, "line 3: customer_id is required")
	all, _ := s.waiting(t)
	assert.Zero(t, all)
}

// TestPublishWhatTheQueueRefuses: a refusal for any other reason is an error.
func TestPublishWhatTheQueueRefuses(t *testing.T) {
	t.Parallel()
	s := newSite(t, 3)
	config := todoConfig(1)
	config.MaxMsgs = 1
	_, err := s.queue.js.UpdateStream(t.Context(), config)
	require.NoError(t, err)
	err = s.queue.publish(t.Context(), s.links(0), &lockedBuffer{})
	assert.ErrorContains(t, err, "line 3: order 5001: ")
	assert.ErrorContains(t, err, "maximum messages exceeded; 1 links were published before it")
}

// TestStreamsOfOthers: what an administrator changed stays.
func TestStreamsOfOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t, 0)
	config := todoConfig(1)
	config.Description = "changed"
	_, err := s.queue.js.UpdateStream(t.Context(), config)
	require.NoError(t, err)
	q, err := connect(t.Context(), s.nats.ClientURL(), "", 1)
	require.NoError(t, err)
	defer q.close()
	info, err := q.todo.Info(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "changed", info.Config.Description)
}

func TestConnectTellsNoPassword(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{
		"nobody listens":  "nats://ann:dummy-password@127.0.0.1:1",
		"bad port":        "nats://ann:dummy-password@127.0.0.1:dummy-password",
		"bad escape":      "nats://ann:dummy-password%zz@127.0.0.1",
		"blank":           "nats://ann:dummy-password @127.0.0.1",
		"no host":         "nats:dummy-password",
		"second of a few": "nats://127.0.0.1:1,nats://ann:dummy-password%zz@127.0.0.1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, map[string]string{"NATS_URL": address}, "order_number,customer_id\n", "publish")
			assert.Equal(t, name == "nobody listens", r.code == exitFailed)
			assert.Contains(t, r.errOut, "NATS")
			assert.NotContains(t, r.out+r.errOut, "dummy-password")
		})
	}
}
