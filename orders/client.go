package orders

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// DefaultBaseURL is where the vendor's pages place the API.
const DefaultBaseURL = "https://api.hostway.com"

// jsonType is what the pages require of every request with a body.
const jsonType = "application/json; charset=UTF-8"

// Client calls the orders of one Hostway API. It holds no order: each call
// names its own by a [Ref]. It is safe for concurrent use.
type Client struct{ transport *transport.Client }

// New returns a client for the API at baseURL, usually [DefaultBaseURL]. It
// needs no key: what opens an order is the owner id in its [Ref].
//
// New reports everything that is wrong with its arguments in one
// [backoffice.Error] of kind [backoffice.ErrInvalid].
func New(baseURL string, options ...backoffice.Option) (*Client, error) {
	t, err := transport.New(transport.Spec{
		Name:       "orders",
		RootURL:    baseURL,
		RootName:   "baseURL",
		Operations: operations(),
		Parts:      transport.PathParts,
		JSONType:   jsonType,
		OwnOptions: basicAuth{},
	}, options)
	if err != nil {
		return nil, err
	}
	return &Client{transport: t}, nil
}

// calls returns what makes the calls, nil for a client that New did not make.
func (c *Client) calls() *transport.Client {
	if c == nil {
		return nil
	}
	return c.transport
}

// CloseIdleConnections closes the connections that wait for the next call. Calls
// under way are not disturbed. Without [backoffice.WithHTTPClient] the pool is
// shared by all clients of the process. Programs need not call it; a test that
// looks for leaked goroutines may.
func (c *Client) CloseIdleConnections() { c.calls().CloseIdleConnections() }

// Create opens a new order. Keep the Ref it returns: without the owner id in it
// nothing can be done with the order. A middleware sees the answer, and so the
// owner id that it brings.
//
// Not safe to repeat: a second Create makes a second order. The client sends it
// again only if nothing reached the server. After a lost answer the error is
// [backoffice.ErrOutcomeUnknown]: there may be an empty order, which no
// documented call finds. With an OwnerID in the request, a further Create tells:
// it is refused with [backoffice.ErrConflict] if the order was made.
//
// Errors: [backoffice.ErrConflict] if the owner in the request has an open
// order already; [backoffice.ErrInvalid] for a request that breaks a rule of
// [CreateRequest], or a ClientIP that the caller may not give;
// [backoffice.ErrProtocol], with the outcome unknown, for a 201 that nobody can
// use, because it names no order, two orders, no owner or two owners. The id of
// the order, if there is one, is then in the error's Details under OrderID.
//
// Source: http://docs.hostway.com/index.php?title=Orders:POST&oldid=374, read 2026-11.
//
//backoffice:op orders.Create once POST /orders
func (c *Client) Create(ctx context.Context, request CreateRequest, options ...backoffice.Option) (*Created, error) {
	return newCreate(&request).do(ctx, c, options)
}

// Get returns an order.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's. An
// order that was submitted needs [WithBasicAuth]; [backoffice.ErrForbidden] if
// the user may not see it.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId:GET&oldid=724, read 2026-11.
//
//backoffice:op orders.Get read GET /orders/{orderId}
func (c *Client) Get(ctx context.Context, ref Ref, options ...backoffice.Option) (*Order, error) {
	answer, err := newExchange(opGet, object(hasOrder)).of(ref).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.Order, nil
}

// Delete deletes an order that was not submitted.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] if there is no such order;
// [backoffice.ErrConflict] if it was submitted (409 in 2013, 405 later);
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId:DELETE&oldid=379, read 2026-11.
//
//backoffice:op orders.Delete delete DELETE /orders/{orderId}
func (c *Client) Delete(ctx context.Context, ref Ref, options ...backoffice.Option) error {
	_, err := newExchange(opDelete, nothing).of(ref).do(ctx, c, options)
	return err
}
