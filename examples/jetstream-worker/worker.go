package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// worker makes the links of the queue. Any number of workers, in any number of
// processes and on any number of machines, may share a queue.
type worker struct {
	client     *oms.Client
	queue      *queue
	consumer   jetstream.Consumer
	log        *slog.Logger
	parallel   int
	backoff    backoff
	untilEmpty bool

	gate gate
	made counts
}

// counts are what a worker did.
type counts struct{ linked, queued, later, dead atomic.Int64 }

// run works until the context is done, the queue is empty if it may stop then,
// or a failure concerns all links. Calls under way are finished.
func (w *worker) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var group sync.WaitGroup
	for range w.parallel {
		group.Go(func() {
			if err := w.loop(ctx); err != nil {
				cancel(err)
			}
		})
	}
	group.Wait()
	w.log.Info("stopped", "linked", w.made.linked.Load(), "queued", w.made.queued.Load(),
		"put_off", w.made.later.Load(), "dead", w.made.dead.Load())
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// pollEvery is how long a worker waits for a link before it looks around.
const pollEvery = time.Second

// loop takes one link at a time, so that what a worker holds is what it works
// on: if it dies, no link waits in its memory for the server to notice.
func (w *worker) loop(ctx context.Context) error {
	for {
		w.gate.pass(ctx)
		if ctx.Err() != nil {
			return nil
		}
		msg, err := w.consumer.Next(jetstream.FetchMaxWait(pollEvery))
		switch {
		case err == nil:
			if err := w.handle(context.WithoutCancel(ctx), msg); err != nil {
				return err
			}
		case w.queue.conn.IsClosed():
			return err
		case !errors.Is(err, nats.ErrTimeout):
			w.log.Warn("the queue can't be read", "error", err)
			sleep(ctx, pollEvery)
		case w.untilEmpty && w.queue.isEmpty(ctx):
			return nil
		}
	}
}

// handle makes a link and settles its message. It returns what stops the worker.
func (w *worker) handle(ctx context.Context, msg jetstream.Msg) error {
	about, err := msg.Metadata()
	if err != nil {
		return err
	}
	log := w.log.With("subject", msg.Subject(), "delivery", about.NumDelivered)
	log.Debug("taken")
	m, err := readMessage(msg.Data())
	if err != nil {
		l := newLetter(m, fmt.Errorf("the message is no link: %w", err), time.Now())
		l.Data = msg.Data()
		return w.refuse(ctx, msg, about, l, log)
	}
	result, err := w.link(ctx, msg, m)
	switch judge(err) {
	case done:
		w.count(result, log)
		return msg.Ack()
	case dead:
		return w.refuse(ctx, msg, about, newLetter(m, err, time.Now()), log)
	case stop:
		return errors.Join(err, msg.Nak())
	}
	return w.putOff(msg, about, err, log)
}

// link makes a link and tells the queue meanwhile that somebody works on it: a
// call may take longer than the queue waits for an acknowledgement.
func (w *worker) link(ctx context.Context, msg jetstream.Msg, m message) (*oms.LinkAccountResult, error) {
	finished := make(chan struct{})
	var ticking sync.WaitGroup
	ticking.Go(func() {
		ticker := time.NewTicker(w.consumer.CachedInfo().Config.AckWait / 3)
		defer ticker.Stop()
		for {
			select {
			case <-finished:
				return
			case <-ticker.C:
				if err := msg.InProgress(); err != nil {
					w.log.Warn("the queue can't be told of a call under way", "error", err)
				}
			}
		}
	})
	defer ticking.Wait()
	defer close(finished)
	return w.client.LinkAccount(ctx, m.request())
}

func (w *worker) count(result *oms.LinkAccountResult, log *slog.Logger) {
	if result.Queued() {
		w.made.queued.Add(1)
		log.Info("queued by the OMS", "correlation_id", result.CorrelationID)
		return
	}
	w.made.linked.Add(1)
	log.Debug("linked")
}

// putOff gives a message back for a while.
func (w *worker) putOff(msg jetstream.Msg, about *jetstream.MsgMetadata, cause error, log *slog.Logger) error {
	asked := askedFor(cause)
	wait := w.backoff.after(about.NumDelivered, asked)
	w.gate.shut(asked)
	w.made.later.Add(1)
	log.Info("put off", "for", wait, "error", cause)
	return msg.NakWithDelay(wait)
}

// refuse moves a message to the dead letters. It leaves the queue only when the
// letter is on disk.
func (w *worker) refuse(ctx context.Context, msg jetstream.Msg, about *jetstream.MsgMetadata, l letter, log *slog.Logger) error {
	if err := w.queue.bury(ctx, l, msg.Subject(), about.Sequence.Stream); err != nil {
		return w.putOff(msg, about, err, log)
	}
	w.made.dead.Add(1)
	log.Warn("refused", "kind", l.Kind, "reason", l.Reason)
	return msg.TermWithReason(l.Kind)
}
