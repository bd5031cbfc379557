package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// queue is the work queue and the dead letters beside it.
type queue struct {
	conn *nats.Conn
	js   jetstream.JetStream
	todo jetstream.Stream
	dead jetstream.Stream
}

const (
	todoStream = "LINKS"
	deadStream = "LINKS_DEAD"
)

// todoConfig is the stream of the links that are to be made. A link leaves it
// when it is acknowledged.
//
// It takes one link of an order at a time: workers run side by side, so of two
// links of one order nobody could tell which is made last.
func todoConfig(replicas int) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:                 todoStream,
		Subjects:             []string{todoSubject + "*"},
		Retention:            jetstream.WorkQueuePolicy,
		Discard:              jetstream.DiscardNew,
		DiscardNewPerSubject: true,
		MaxMsgsPerSubject:    1,
		Duplicates:           duplicateWindow,
		Replicas:             replicas,
	}
}

// duplicateWindow is how long the server remembers what was published. It is
// for a publisher that repeats what it got no answer to. A longer one would
// keep people from publishing a link again that they have mended.
const duplicateWindow = 2 * time.Minute

// deadConfig is the stream of the links that were refused. Each has a subject
// of its own, so that a worker that dies between writing a dead letter and
// taking the link off the queue leaves one letter, not two.
func deadConfig(replicas int) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              deadStream,
		Subjects:          []string{deadSubject + ">"},
		MaxMsgsPerSubject: 1,
		Replicas:          replicas,
	}
}

// connect opens the queue of the server at addresses.
func connect(ctx context.Context, addresses, credentials string, replicas int) (*queue, error) {
	if err := checkAddresses(addresses); err != nil {
		return nil, usageError{err}
	}
	options := []nats.Option{nats.MaxReconnects(-1)} // a worker outlives its server
	if credentials != "" {
		options = append(options, nats.UserCredentials(credentials))
	}
	return openQueue(ctx, addresses, replicas, options...)
}

// checkAddresses makes sure that no error of the NATS client quotes an address,
// which may hold a password.
func checkAddresses(addresses string) error {
	for address := range strings.SplitSeq(addresses, ",") {
		address = strings.TrimSpace(address)
		if !strings.Contains(address, "://") {
			address = "nats://" + address
		}
		if u, err := url.Parse(address); err != nil || u.Host == "" {
			return errors.New("NATS_URL needs the addresses of NATS servers, such as nats://localhost:4222, separated by commas")
		}
	}
	return nil
}

func openQueue(ctx context.Context, addresses string, replicas int, options ...nats.Option) (*queue, error) {
	conn, err := nats.Connect(addresses, append(options, nats.Name("jetstream-worker"))...)
	if err != nil {
		return nil, fmt.Errorf("can't connect to NATS: %w", err)
	}
	q := &queue{conn: conn}
	if err := q.open(ctx, replicas); err != nil {
		conn.Close()
		return nil, fmt.Errorf("can't open the queue: %w", err)
	}
	return q, nil
}

func (q *queue) open(ctx context.Context, replicas int) error {
	var err error
	if q.js, err = jetstream.New(q.conn); err != nil {
		return err
	}
	if q.todo, err = q.stream(ctx, todoConfig(replicas)); err != nil {
		return err
	}
	q.dead, err = q.stream(ctx, deadConfig(replicas))
	return err
}

// stream returns a stream, and makes it if there is none. One that is there
// stays as it is: an administrator may have changed it.
func (q *queue) stream(ctx context.Context, config jetstream.StreamConfig) (jetstream.Stream, error) {
	stream, err := q.js.Stream(ctx, config.Name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return q.js.CreateStream(ctx, config)
	}
	return stream, err
}

// consumer returns the consumer that all workers share, and makes it if there
// is none.
func (q *queue) consumer(ctx context.Context, ackWait time.Duration) (jetstream.Consumer, error) {
	const name = "workers"
	consumer, err := q.todo.Consumer(ctx, name)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		return q.todo.CreateConsumer(ctx, jetstream.ConsumerConfig{
			Durable:   name,
			AckPolicy: jetstream.AckExplicitPolicy,
			AckWait:   ackWait,
			// A link is delivered until it is made or refused, however long the
			// OMS is away. The server hands out 1,000 unacknowledged ones at
			// most, so they can't pile up at the workers.
			MaxDeliver: -1,
		})
	}
	return consumer, err
}

// isEmpty reports whether every link was made or refused, as far as the server
// tells.
func (q *queue) isEmpty(ctx context.Context) bool {
	info, err := q.todo.Info(ctx)
	return err == nil && info.State.Msgs == 0
}

// close sends what is still to be sent, acknowledgements above all.
func (q *queue) close() error {
	defer q.conn.Close()
	return q.conn.FlushTimeout(5 * time.Second)
}
