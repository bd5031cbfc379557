package orders

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
)

// The pages of notes list no cookie, and their errors speak of a permission. The
// client sends what the Ref holds, as for any other call.

// Notes returns the notes on a service.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, product or
// service; [backoffice.ErrForbidden] if the user may not read notes;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId-notes:GET,
// of 2014, read 2026-11.
//
//backoffice:op orders.Notes read GET /orders/{orderId}/account/products/{productId}/services/{serviceId}/notes
func (c *Client) Notes(ctx context.Context, ref Ref, productID, serviceID string, options ...backoffice.Option) ([]string, error) {
	answer, err := newExchange(opNotes, object(hasNotes)).of(ref).product(productID).service(serviceID).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.Notes, nil
}

// AddNote adds a note to a service. A note may hold tabs and line breaks: what
// the server does with them is not documented.
//
// Not safe to repeat: a second AddNote makes a second note. The client sends it
// again only if nothing reached the server. After a lost answer the error is
// [backoffice.ErrOutcomeUnknown]: look with Notes.
//
// Errors: [backoffice.ErrInvalid] for an empty note; [backoffice.ErrConflict]
// once the order is placed; [backoffice.ErrForbidden] if the user may not write
// notes; [backoffice.ErrNotFound] if there is no such order, product or service;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId-notes:POST,
// of 2014, read 2026-11.
//
//backoffice:op orders.AddNote once POST /orders/{orderId}/account/products/{productId}/services/{serviceId}/notes
func (c *Client) AddNote(ctx context.Context, ref Ref, productID, serviceID, note string, options ...backoffice.Option) error {
	body := &noteRequest{Note: note}
	_, err := newExchange(opAddNote, nothing).of(ref).product(productID).service(serviceID).with(body).do(ctx, c, options)
	return err
}

// SetNotes sets the notes on a service, which may hold tabs and line breaks as
// those of AddNote may. Whether earlier notes are kept or removed is not
// documented.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrConflict] once the order is placed;
// [backoffice.ErrForbidden] if the user may not write notes;
// [backoffice.ErrNotFound] if there is no such order, product or service;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId-notes:PUT,
// of 2014, read 2026-11.
//
//backoffice:op orders.SetNotes update PUT /orders/{orderId}/account/products/{productId}/services/{serviceId}/notes
func (c *Client) SetNotes(ctx context.Context, ref Ref, productID, serviceID string, list []string, options ...backoffice.Option) error {
	_, err := newExchange(opSetNotes, nothing).of(ref).product(productID).service(serviceID).with(&notes{list}).do(ctx, c, options)
	return err
}

// DeleteNotes removes all notes on a service.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrConflict] once the order is placed;
// [backoffice.ErrForbidden] if the user may not write notes;
// [backoffice.ErrNotFound] if there is no such order, product or service;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId-notes:DELETE,
// of 2014, read 2026-11.
//
//backoffice:op orders.DeleteNotes delete DELETE /orders/{orderId}/account/products/{productId}/services/{serviceId}/notes
func (c *Client) DeleteNotes(ctx context.Context, ref Ref, productID, serviceID string, options ...backoffice.Option) error {
	_, err := newExchange(opDeleteNotes, nothing).of(ref).product(productID).service(serviceID).do(ctx, c, options)
	return err
}
