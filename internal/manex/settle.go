package manex

import (
	"context"
	"errors"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// Add makes a call that adds a record. settle looks the record up by the key in
// the request, after the answer was lost, with the settings of the call; it is nil
// if the request has no key.
// unique tells that the documentation promises that a second record with the
// key is refused.
func Add[T any](
	ctx context.Context, c *Client, op *transport.Operation, request any, prove func(T) string,
	settle func(context.Context, backoffice.Option) (T, transport.Settlement), unique bool, options []backoffice.Option,
) (T, error) {
	x := newExchange(op, request, prove)
	if settle != nil {
		x.Unique = unique
		x.Settle = func(ctx context.Context, settings backoffice.Option) (settlement transport.Settlement) {
			x.envelope.ResponseObject, settlement = settle(ctx, settings)
			return settlement
		}
	}
	return x.do(ctx, c, options)
}

// Compare returns what a look-up tells of a lost write: whether the record that
// was found under the key holds what request asked for.
func Compare[T any](request interface{ Differences(T) []string }, found T, err error) transport.Settlement {
	switch {
	case errors.Is(err, backoffice.ErrNotFound):
		return transport.Absent
	case err != nil || len(request.Differences(found)) > 0:
		return transport.Unclear
	}
	return transport.Done
}
