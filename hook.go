package backoffice

import (
	"context"
	"time"
)

// Hook observes calls. Fields left nil are skipped. All of them run in the
// goroutine of the call, and at the same time for calls that run at the same
// time. A hook sees no secret, no header and no body, and can't change a call. The
// error in an [Event] may quote the vendor's message, and so a value of the request.
type Hook struct {
	// Start runs first, before the arguments are checked. The context it
	// returns is the context of the call; nil keeps the one it was given.
	Start func(context.Context, Event) context.Context
	// Attempt runs after each attempt to get an answer from the network.
	Attempt func(context.Context, Event)
	// Done runs last, exactly once, whether or not anything was sent.
	Done func(context.Context, Event)
}

// Event tells a [Hook] about a call or one attempt of it.
type Event struct {
	// Op is the operation, such as "customer.Add".
	Op string
	// Method is the HTTP method.
	Method string
	// Route is the path template, such as "/API/Customer/Add/{key}". It is
	// the same for all calls of the operation, and fit for a metric label.
	Route string
	// Attempt counts the attempts so far, from 1. It is 0 while nothing was
	// handed to the network.
	Attempt int
	// Status is the HTTP status that the last attempt was answered with, 0 if it
	// had no answer.
	Status int
	// RequestID identifies the call in the vendor's logs, if the vendor sent one.
	RequestID string
	// Began is when the call, or this attempt, began.
	Began time.Time
	// Took is how long the call, or this attempt, took. Start has none.
	Took time.Duration
	// RetryIn is the wait before the next attempt, in the event of an attempt
	// that will be followed by another.
	RetryIn time.Duration
	// WillRetry tells that another attempt follows this one.
	WillRetry bool
	// Settled tells that the answer to a write was lost and that a look-up, or
	// a repeated delete that found nothing, proved the write done.
	Settled bool
	// Err is the failure, nil on success. It is an *Error.
	Err error
}

// Report tells how a call went, whether it succeeded or failed. See [WithReport].
type Report struct {
	// Attempts counts how often the request was handed to the network.
	Attempts int
	// Status is the HTTP status that the last attempt was answered with, 0 if it
	// had no answer.
	Status int
	// RequestID identifies the call in the vendor's logs, if the vendor sent one.
	RequestID string
	// Took is how long the call took, waits included.
	Took time.Duration
	// Settled tells that the answer to a write was lost and that a look-up, or
	// a repeated delete that found nothing, proved the write done.
	Settled bool
}
