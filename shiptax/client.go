package shiptax

import (
	"context"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/manex"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

var (
	opAdd    = manex.Operation("shiptax.Add", transport.Once, "POST", "/API/ShipTax/Add/{key}")
	opEdit   = manex.Operation("shiptax.Edit", transport.Update, "POST", "/API/ShipTax/Edit/{key}")
	opDelete = manex.Operation("shiptax.DeleteByCustomer", transport.Delete, "POST", "/API/Customer/TaxDelete/{key}")
	opGet    = manex.Operation("shiptax.Get", transport.Read, "GET", "/API/ShipTax/Get/{key}")

	operations = []*transport.Operation{opAdd, opEdit, opDelete, opGet}
)

// Client calls the customer taxes of one ERP. It is safe for concurrent use.
type Client struct{ api *manex.Client }

// New returns a client for the ERP at rootURL, such as
// "https://erp.example.com" or "https://erp.example.com/manex". The API key is
// given out by the administrator of the ERP, one for each user.
//
// New reports everything that is wrong with its arguments in one
// [backoffice.Error] of kind [backoffice.ErrInvalid].
func New(rootURL, apiKey string, options ...backoffice.Option) (*Client, error) {
	api, err := manex.New("shiptax", rootURL, apiKey, operations, options)
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

// Add adds a tax row to an address. The answer carries no data; read the key
// the server gave with Get.
//
// Not safe to repeat: a second Add without a Key may make a second row. The
// client sends it again only if nothing reached the server. After a lost answer
// the error is [backoffice.ErrOutcomeUnknown].
//
// An Add with a Key is settled instead: the client reads the rows of the
// address. A row with the key that holds what the request asked for means that
// the Add is done. If there is none, the Add is sent again, because the server
// promises to refuse a second row with the key. [backoffice.WithReport] tells
// when an Add was settled so.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [AddRequest], or that the server refuses; [backoffice.ErrUnauthorized] for a
// wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5830, read 2026-11.
//
//backoffice:op shiptax.Add once POST /API/ShipTax/Add/{key}
func (c *Client) Add(ctx context.Context, request AddRequest, options ...backoffice.Option) error {
	_, err := manex.Add[manex.Nothing](ctx, c.calls(), opAdd, &request, nil, c.settleAdd(request), true, options)
	return err
}

// settleAdd returns the look-up that settles an Add with a key of its own.
func (c *Client) settleAdd(request AddRequest) func(context.Context, backoffice.Option) (manex.Nothing, transport.Settlement) {
	if request.Key == nil {
		return nil
	}
	return func(ctx context.Context, settings backoffice.Option) (manex.Nothing, transport.Settlement) {
		rows, err := c.Get(ctx, request.Link, settings)
		if err != nil {
			return manex.Nothing{}, manex.Compare(&request, nil, err)
		}
		for i := range rows {
			if rows[i].Key == strings.TrimRight(*request.Key, " ") {
				return manex.Nothing{}, manex.Compare(&request, &rows[i], nil)
			}
		}
		return manex.Nothing{}, transport.Absent
	}
}

// Edit changes the fields of a tax row that the request sets. Whether the
// server leaves the others alone is not documented.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [EditRequest], or that the server refuses; [backoffice.ErrUnauthorized] for a
// wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5820, read 2026-11.
//
//backoffice:op shiptax.Edit update POST /API/ShipTax/Edit/{key}
func (c *Client) Edit(ctx context.Context, request EditRequest, options ...backoffice.Option) error {
	_, err := manex.Do[manex.Nothing](ctx, c.calls(), opEdit, &request, nil, options)
	return err
}

// DeleteByCustomer removes every tax row of the customer: the number is the
// only parameter the call has.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] where the server says of an unknown customer,
// or of one without tax rows, that it "does not exist", for which the page has no
// text; [backoffice.ErrInvalid] for another refusal;
// [backoffice.ErrUnauthorized] for a wrong API key; [backoffice.ErrRoute] if the
// server has the other of the two documented paths, see the package comment.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5828, read 2026-11.
//
//backoffice:op shiptax.DeleteByCustomer delete POST /API/Customer/TaxDelete/{key}
func (c *Client) DeleteByCustomer(ctx context.Context, customerNumber string, options ...backoffice.Option) error {
	_, err := manex.Do[manex.Nothing](ctx, c.calls(), opDelete, &deleteRequest{CustomerNumber: customerNumber}, nil, options)
	return err
}

// Get returns the tax rows of the address with the given link.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] where the server says that the tax "does not
// exists", as the page has it for a wrong link. What it says of an address that
// has no tax rows is not documented: that error, or an empty list.
// [backoffice.ErrUnauthorized] for a wrong API key.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5827, read 2026-11.
//
//backoffice:op shiptax.Get read GET /API/ShipTax/Get/{key}
func (c *Client) Get(ctx context.Context, link string, options ...backoffice.Option) ([]Tax, error) {
	return manex.Do(ctx, c.calls(), opGet, &getRequest{Link: link}, isList, options)
}

// isList tells what keeps an answer from being a list of tax rows. The rows were
// looked up by their link, so each has one.
func isList(rows []Tax) string {
	if rows == nil {
		return "holds no list of tax rows"
	}
	for i := range rows {
		if rows[i].Link == "" {
			return "holds a tax row without a LINKADD"
		}
	}
	return ""
}
