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
		case remark == waits:
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
	waits = "this link waits on the queue already"
	left  = "this link was published in the last 2 minutes and has left the queue since; publish it after that time if it is still wanted"
)

// put publishes a link, or returns a remark on why it did not.
func (q *queue) put(ctx context.Context, m message) (remark string, err error) {
	data, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	ack, err := q.js.Publish(ctx, m.subject(), data, jetstream.WithMsgID(m.id()), jetstream.WithExpectStream(todoStream))
	_, refused := errors.AsType[*jetstream.APIError](err)
	switch {
	case refused:
		return q.explain(ctx, m, err)
	case err != nil || !ack.Duplicate:
		return "", err
	}
	// A link that was made may have been followed by another one of its order,
	// so nobody can say that it holds: only one that still waits is as good as
	// published.
	remark, err = q.standing(ctx, m)
	if err == nil && remark == "" {
		remark = left
	}
	return remark, err
}

// explain tells of the link that keeps the queue from taking another one of its
// order. Without one the refusal has another reason, and is an error.
func (q *queue) explain(ctx context.Context, m message, refusal error) (remark string, err error) {
	if remark, err = q.standing(ctx, m); err != nil || remark == "" {
		return "", refusal
	}
	return remark, nil
}

// standing tells of the link of the same order that waits on the queue, "" if
// there is none.
func (q *queue) standing(ctx context.Context, m message) (remark string, err error) {
	stored, err := q.todo.GetLastMsgForSubject(ctx, m.subject())
	switch {
	case errors.Is(err, jetstream.ErrMsgNotFound):
		return "", nil
	case err != nil:
		return "", err
	}
	waiting, err := readMessage(stored.Data)
	switch {
	case err != nil:
		return "", err
	case waiting == m:
		return waits, nil
	}
	return "the queue holds a link of this order to customer " + waiting.Customer + "; publish this one when that one is done", nil
}
