package orders

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// SetAccountAttributes sets the attributes of the account in an order. The list
// may be empty. Whether the attributes it doesn't name are kept or removed is
// not documented: read them with AccountAttributes and send all that shall stay.
//
// The checks are those of the page of September 2013. Which names are accepted,
// and which characters, is for the server to say.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer,
// and after a 502, which the page calls a critical, unknown error. A conflict
// after a lost answer may be with what the lost attempt has set, so the client
// reads the attributes: if they hold all that was to be set, the call is done,
// and [backoffice.WithReport] tells that it was settled so. Otherwise the
// outcome is unknown.
//
// Errors: [backoffice.ErrInvalid] for a list that breaks a rule of [Attribute],
// or a name or value that the server refuses; [backoffice.ErrNotFound] if there
// is no such order; [backoffice.ErrConflict] if a value that must be unique is
// in use already; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's; [backoffice.ErrServer] for a 502. Success is 204 alone: any other
// status below 400 is [backoffice.ErrProtocol], with the outcome unknown.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-attributes:PUT&oldid=727,
// read 2026-11.
//
//backoffice:op orders.SetAccountAttributes update PUT /orders/{orderId}/account/attributes
func (c *Client) SetAccountAttributes(ctx context.Context, ref Ref, attributes []Attribute, options ...backoffice.Option) error {
	limits := map[string]int{PartnerAccountID: maxPartnerAccountID}
	x := newExchange(opSetAccountAttributes, nothing).of(ref).attributes(attributes, limits)
	if len(attributes) > 0 { // any attributes hold all of none
		x.Settle = func(ctx context.Context, settings backoffice.Option) transport.Settlement {
			found, err := c.AccountAttributes(ctx, ref, settings)
			return compareAttributes(attributes, found, err)
		}
	}
	_, err := x.do(ctx, c, options)
	return err
}

// AccountAttributes returns the attributes of the account in an order.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, or no account was
// set on it; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-attributes:GET&oldid=1762,
// read 2026-11.
//
//backoffice:op orders.AccountAttributes read GET /orders/{orderId}/account/attributes
func (c *Client) AccountAttributes(ctx context.Context, ref Ref, options ...backoffice.Option) ([]Attribute, error) {
	answer, err := newExchange(opAccountAttributes, listOf(hasName)).of(ref).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.List, nil
}

// SetAttributes sets the attributes of an order itself. The list may be empty.
// Whether the attributes it doesn't name are kept or removed is not documented.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a list that breaks a rule of [Attribute],
// or a name that the franchise doesn't know; [backoffice.ErrNotFound] if there
// is no such order; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-attributes:PUT, of
// October 2014, read 2026-11.
//
//backoffice:op orders.SetAttributes update PUT /orders/{orderId}/attributes
func (c *Client) SetAttributes(ctx context.Context, ref Ref, attributes []Attribute, options ...backoffice.Option) error {
	_, err := newExchange(opSetAttributes, nothing).of(ref).attributes(attributes, nil).do(ctx, c, options)
	return err
}

// Attributes returns the attributes of an order itself.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, or it has no
// attributes; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-attributes:GET&oldid=1814, read 2026-11.
//
//backoffice:op orders.Attributes read GET /orders/{orderId}/attributes
func (c *Client) Attributes(ctx context.Context, ref Ref, options ...backoffice.Option) ([]Attribute, error) {
	answer, err := newExchange(opAttributes, listOf(hasName)).of(ref).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.List, nil
}
