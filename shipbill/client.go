package shipbill

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/manex"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

var (
	opAdd    = manex.Operation("shipbill.Add", transport.Once, "POST", "/Api/ShipBill/Add/{key}")
	opEdit   = manex.Operation("shipbill.Edit", transport.Update, "POST", "/Api/ShipBill/Edit/{key}")
	opDelete = manex.Operation("shipbill.Delete", transport.Delete, "DELETE", "/Api/ShipBill/Delete/{key}")
	opGet    = manex.Operation("shipbill.Get", transport.Read, "GET", "/Api/ShipBill/Get/{key}")

	operations = []*transport.Operation{opAdd, opEdit, opDelete, opGet}
)

// Client calls the addresses of one ERP. It is safe for concurrent use.
type Client struct{ api *manex.Client }

// New returns a client for the ERP at rootURL, such as
// "https://erp.example.com" or "https://erp.example.com/manex". The API key is
// given out by the administrator of the ERP, one for each user.
//
// New reports everything that is wrong with its arguments in one
// [backoffice.Error] of kind [backoffice.ErrInvalid].
func New(rootURL, apiKey string, options ...backoffice.Option) (*Client, error) {
	api, err := manex.New("shipbill", rootURL, apiKey, operations, options)
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

// Add adds an address to a customer and returns it with its Link.
//
// Not safe to repeat: a second Add makes a second address. The client sends it
// again only if nothing reached the server. After a lost answer the error is
// [backoffice.ErrOutcomeUnknown].
//
// An Add with a Link is looked up after a lost answer. An address that holds
// what the request asked for means that the Add is done. If there is none, the
// outcome stays unknown: the documentation does not promise that the server
// refuses a second address with the link.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [AddRequest], or that the server refuses; [backoffice.ErrNotFound] for an
// unknown customer; [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5826, read 2026-11.
//
//backoffice:op shipbill.Add once POST /Api/ShipBill/Add/{key}
func (c *Client) Add(ctx context.Context, request AddRequest, options ...backoffice.Option) (*Address, error) {
	return manex.Add(ctx, c.calls(), opAdd, &request, hasLink, c.settleAdd(request), false, options)
}

// settleAdd returns the look-up that settles an Add with a link of its own.
func (c *Client) settleAdd(request AddRequest) func(context.Context, backoffice.Option) (*Address, transport.Settlement) {
	if request.Link == nil {
		return nil
	}
	return func(ctx context.Context, settings backoffice.Option) (*Address, transport.Settlement) {
		found, err := c.Get(ctx, *request.Link, settings)
		return found, manex.Compare(&request, found, err)
	}
}

// Edit changes the fields of an address that the request sets. Whether the
// server leaves the others alone is not documented.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [EditRequest], or that the server refuses; [backoffice.ErrNotFound] for an
// unknown link; [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5825, read 2026-11.
//
//backoffice:op shipbill.Edit update POST /Api/ShipBill/Edit/{key}
func (c *Client) Edit(ctx context.Context, request EditRequest, options ...backoffice.Option) error {
	_, err := manex.Do[manex.Nothing](ctx, c.calls(), opEdit, &request, nil, options)
	return err
}

// Delete removes the address with the given link, and with it all its tax rows.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] where the server says of an unknown link that
// it "does not exist", for which the page has no text; [backoffice.ErrInvalid]
// for another refusal; [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5831, read 2026-11.
//
//backoffice:op shipbill.Delete delete DELETE /Api/ShipBill/Delete/{key}
func (c *Client) Delete(ctx context.Context, link string, options ...backoffice.Option) error {
	return c.DeleteSelected(ctx, Selection{Link: link}, options...)
}

// DeleteSelected is Delete with the other parameters that the page lists
// without saying what they do.
func (c *Client) DeleteSelected(ctx context.Context, selection Selection, options ...backoffice.Option) error {
	_, err := manex.Do[manex.Nothing](ctx, c.calls(), opDelete, &selection, nil, options)
	return err
}

// Get returns the address with the given link.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such address;
// [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5824, read 2026-11.
//
//backoffice:op shipbill.Get read GET /Api/ShipBill/Get/{key}
func (c *Client) Get(ctx context.Context, link string, options ...backoffice.Option) (*Address, error) {
	return c.GetSelected(ctx, Selection{Link: link}, options...)
}

// GetSelected is Get with the other parameters that the page lists without
// saying what they do.
func (c *Client) GetSelected(ctx context.Context, selection Selection, options ...backoffice.Option) (*Address, error) {
	return manex.Do(ctx, c.calls(), opGet, &selection, hasLink, options)
}

// hasLink tells what keeps an answer from being an address.
func hasLink(a *Address) string {
	if a == nil || a.Link == "" {
		return "holds no address with a LINKADD"
	}
	return ""
}
