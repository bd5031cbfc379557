package orders

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
)

// SetAccount says for which account the order is. An order has one account.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [AccountRequest], or a currency or language that the franchise doesn't
// support; [backoffice.ErrConflict] if the currency is not that of the products
// or of the existing account; [backoffice.ErrForbidden] if the user may not add
// such an account; [backoffice.ErrNotFound] if there is no such order;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account:PUT&oldid=386, read 2026-11.
//
//backoffice:op orders.SetAccount update PUT /orders/{orderId}/account
func (c *Client) SetAccount(ctx context.Context, ref Ref, request AccountRequest, options ...backoffice.Option) error {
	x := newExchange(opSetAccount, nothing).of(ref).with(&request)
	x.checks = append(x.checks, request.check)
	_, err := x.do(ctx, c, options)
	return err
}

// Account returns the account in the order. A 204, which a page of 2014 lists,
// is [backoffice.ErrProtocol]: HTTP gives it no body, so there is no account in
// it.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, or no account was
// set on it; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account:GET&oldid=389, read 2026-11.
//
//backoffice:op orders.Account read GET /orders/{orderId}/account
func (c *Client) Account(ctx context.Context, ref Ref, options ...backoffice.Option) (*Account, error) {
	return newExchange(opAccount, object(hasAccount)).of(ref).do(ctx, c, options)
}

// SetUser sets the log-in of the account. The password is treated like a key:
// middleware and the dry run see a placeholder.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer,
// and after a 502, which this page also gives for an order without an account.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [UserRequest], or that the server refuses; [backoffice.ErrConflict] if the
// name is taken; [backoffice.ErrServer] if no account was set on the order;
// [backoffice.ErrNotFound] if there is no such order;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-user:PUT&oldid=1655, read 2026-11.
//
//backoffice:op orders.SetUser update PUT /orders/{orderId}/account/user
func (c *Client) SetUser(ctx context.Context, ref Ref, request UserRequest, options ...backoffice.Option) error {
	_, err := newExchange(opSetUser, nothing).of(ref).logIn(&request).do(ctx, c, options)
	return err
}

// User returns the log-in name of the account.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, or no account was
// set on it; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-user:GET&oldid=408, read 2026-11.
//
//backoffice:op orders.User read GET /orders/{orderId}/account/user
func (c *Client) User(ctx context.Context, ref Ref, options ...backoffice.Option) (*User, error) {
	return newExchange(opUser, object(hasUserName)).of(ref).do(ctx, c, options)
}

// SetContactInfo sets one contact of the account. Whether a field that is not
// sent is kept or removed is not documented: read the contact, change it, and
// set all of it.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a contact that breaks a rule of
// [ContactInfo], or that the server refuses; [backoffice.ErrNotFound] if there
// is no such order or account; [backoffice.ErrUnauthorized] for an owner id that
// is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-contactInfo-contactType:PUT&oldid=702,
// read 2026-11.
//
//backoffice:op orders.SetContactInfo update PUT /orders/{orderId}/account/contactInfo/{type}
func (c *Client) SetContactInfo(ctx context.Context, ref Ref, contactType ContactType, contact ContactInfo, options ...backoffice.Option) error {
	x := newExchange(opSetContactInfo, nothing).of(ref).contact(contactType).with(&contact)
	x.checks = append(x.checks, contact.check)
	_, err := x.do(ctx, c, options)
	return err
}

// ContactInfo returns one contact of the account.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, account or
// contact; [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-contactInfo-contactType:GET&oldid=1104,
// read 2026-11.
//
//backoffice:op orders.ContactInfo read GET /orders/{orderId}/account/contactInfo/{type}
func (c *Client) ContactInfo(ctx context.Context, ref Ref, contactType ContactType, options ...backoffice.Option) (*ContactInfo, error) {
	answer, err := newExchange(opContactInfo, object(hasContact)).of(ref).contact(contactType).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.Contact, nil
}

// DeleteContactInfo removes one contact of the account.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, account or
// contact; [backoffice.ErrForbidden] if the user may not; [backoffice.ErrUnauthorized]
// for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-contactInfo-contactType:DELETE&oldid=1646,
// read 2026-11.
//
//backoffice:op orders.DeleteContactInfo delete DELETE /orders/{orderId}/account/contactInfo/{type}
func (c *Client) DeleteContactInfo(ctx context.Context, ref Ref, contactType ContactType, options ...backoffice.Option) error {
	_, err := newExchange(opDeleteContactInfo, nothing).of(ref).contact(contactType).do(ctx, c, options)
	return err
}

// AllContactInfo returns all contacts of the account by their types.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, or no account was
// set on it; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-contactInfo:GET, read 2026-11.
//
//backoffice:op orders.AllContactInfo read GET /orders/{orderId}/account/contactInfo
func (c *Client) AllContactInfo(ctx context.Context, ref Ref, options ...backoffice.Option) (map[ContactType]*ContactInfo, error) {
	answer, err := newExchange(opAllContactInfo, object(hasContacts)).of(ref).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.Contacts, nil
}
