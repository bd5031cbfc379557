package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"github.com/nats-io/nats.go/jetstream"
)

var errNotPublished = errors.New("some links were not published")

// publish puts links on the queue and tells what came of it. It may be repeated:
// what waits on the queue already is left alone.
func (q *queue) publish(ctx context.Context, all []links.Link, told io.Writer) error {
	published, present, refused := 0, 0, 0
	for _, link := range all {
		m := message{link.Order, link.Customer}
		remark, err := q.put(ctx, m)
		switch {
		case err != nil:
			return fmt.Errorf("line %d: order %s: %w; %d links were published before it", link.Line, link.Order, err, published)
		case remark == "":
			published++
			continue
		case remark == waits || remark == knownAlready:
			present++
		default:
			refused++
		}
		fmt.Fprintf(told, "line %d: order %s: %s\n", link.Line, link.Order, remark)
	}
	fmt.Fprintf(told, "%d links published, %d were there already, %d refused\n", published, present, refused)
	if refused > 0 {
		return errNotPublished
	}
	return nil
}

const (
	waits        = "this link waits on the queue already"
	knownAlready = "this link was published in the last 2 minutes already"
)

// put publishes a link, or returns a remark on why it did not.
func (q *queue) put(ctx context.Context, m message) (remark string, err error) {
	data, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	ack, err := q.js.Publish(ctx, m.subject(), data, jetstream.WithMsgID(m.id()), jetstream.WithExpectStream(todoStream))
	if err != nil {
		return q.explain(ctx, m, err)
	}
	if ack.Duplicate {
		return knownAlready, nil
	}
	return "", nil
}

// explain looks for a link of the same order, which keeps the queue from taking
// another one.
func (q *queue) explain(ctx context.Context, m message, refusal error) (remark string, err error) {
	if _, ok := errors.AsType[*jetstream.APIError](refusal); !ok {
		return "", refusal
	}
	stored, err := q.todo.GetLastMsgForSubject(ctx, m.subject())
	if err != nil {
		return "", refusal
	}
	waiting, err := readMessage(stored.Data)
	switch {
	case err != nil:
		return "", refusal
	case waiting == m:
		return waits, nil
	}
	return "the queue holds a link of this order to customer " + waiting.Customer + "; publish this one when that one is done", nil
}
