package customer

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/manex"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

var (
	opAdd  = manex.Operation("customer.Add", transport.Once, "POST", "/API/Customer/Add/{key}")
	opEdit = manex.Operation("customer.Edit", transport.Update, "POST", "/API/Customer/Edit/{key}")
	opGet  = manex.Operation("customer.Get", transport.Read, "GET", "/API/Customer/Get/{key}")

	operations = []*transport.Operation{opAdd, opEdit, opGet}
)

// Client calls the customers of one ERP. It is safe for concurrent use.
type Client struct{ api *manex.Client }

// New returns a client for the ERP at rootURL, such as
// "https://erp.example.com" or "https://erp.example.com/manex". The API key is
// given out by the administrator of the ERP, one for each user.
//
// New reports everything that is wrong with its arguments in one
// [backoffice.Error] of kind [backoffice.ErrInvalid].
func New(rootURL, apiKey string, options ...backoffice.Option) (*Client, error) {
	api, err := manex.New("customer", rootURL, apiKey, operations, options)
	if err != nil {
		return nil, err
	}
	return &Client{api: api}, nil
}

// calls returns what makes the calls, nil for a client that New did not make.
func (c *Client) calls() *manex.Client {
	if c == nil {
		return nil
	}
	return c.api
}

// CloseIdleConnections closes the connections that wait for the next call. Calls
// under way are not disturbed. Without [backoffice.WithHTTPClient] the pool is
// shared by all clients of the process. Programs need not call it; a test that
// looks for leaked goroutines may.
func (c *Client) CloseIdleConnections() { c.calls().CloseIdleConnections() }

// Add adds a customer and returns it as the server holds it in memory: with
// the number it gave, if the request has none, and with an account date.
//
// Not safe to repeat: a second Add without a Number makes a second customer.
// The client sends it again only if nothing reached the server. After a lost
// answer the error is [backoffice.ErrOutcomeUnknown].
//
// An Add with a Number is settled instead: the client looks the number up. A
// customer that holds what the request asked for means that the Add is done.
// If there is none, the Add is sent again, because the server promises to
// refuse a second customer with the number. [backoffice.WithReport] tells when
// an Add was settled so.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [AddRequest], or that the server refuses; [backoffice.ErrUnauthorized] for a
// wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5823, read 2026-11.
//
//backoffice:op customer.Add once POST /API/Customer/Add/{key}
func (c *Client) Add(ctx context.Context, request AddRequest, options ...backoffice.Option) (*Customer, error) {
	return manex.Add(ctx, c.calls(), opAdd, &request, hasNumber, c.settleAdd(request), true, options)
}

// settleAdd returns the look-up that settles an Add with a number of its own.
func (c *Client) settleAdd(request AddRequest) func(context.Context, backoffice.Option) (*Customer, transport.Settlement) {
	if request.Number == nil {
		return nil
	}
	return func(ctx context.Context, settings backoffice.Option) (*Customer, transport.Settlement) {
		found, err := c.Get(ctx, *request.Number, settings)
		return found, manex.Compare(&request, found, err)
	}
}

// Edit changes the fields of a customer that the request sets. Whether the
// server leaves the others alone is not documented.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [EditRequest], or that the server refuses; [backoffice.ErrNotFound] where the
// server says of an unknown number that it "does not exist", for which the page
// has no text; [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5822, read 2026-11.
//
//backoffice:op customer.Edit update POST /API/Customer/Edit/{key}
func (c *Client) Edit(ctx context.Context, request EditRequest, options ...backoffice.Option) error {
	_, err := manex.Do[manex.Nothing](ctx, c.calls(), opEdit, &request, nil, options)
	return err
}

// Get returns the customer with the given number or name. Names are not unique
// in the ERP's database; which of several customers is returned is not
// documented.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such customer;
// [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5821, read 2026-11.
//
//backoffice:op customer.Get read GET /API/Customer/Get/{key}
func (c *Client) Get(ctx context.Context, numberOrName string, options ...backoffice.Option) (*Customer, error) {
	return manex.Do(ctx, c.calls(), opGet, &getRequest{NumberOrName: numberOrName}, hasNumber, options)
}

// hasNumber tells what keeps an answer from being a customer.
func hasNumber(c *Customer) string {
	if c == nil || c.Number == "" {
		return "holds no customer with a CUSTNO"
	}
	return ""
}
