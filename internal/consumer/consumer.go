// Package consumer uses the public face of the library as a stranger would, from
// a module of its own. It fails to build when an exported name goes away, and its
// tests fail when a promise of the documentation is not kept.
package consumer

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/shopspring/decimal"
)

// Desk is a program's own view of the three systems: small interfaces that the
// clients satisfy, and that its tests may replace.
type Desk struct {
	Customers interface {
		Add(context.Context, customer.AddRequest, ...backoffice.Option) (*customer.Customer, error)
		Get(context.Context, string, ...backoffice.Option) (*customer.Customer, error)
	}
	Addresses interface {
		Add(context.Context, shipbill.AddRequest, ...backoffice.Option) (*shipbill.Address, error)
	}
	Taxes interface {
		Add(context.Context, shiptax.AddRequest, ...backoffice.Option) error
		Get(context.Context, string, ...backoffice.Option) ([]shiptax.Tax, error)
	}
	Links interface {
		LinkAccount(context.Context, oms.LinkAccountRequest, ...backoffice.Option) (*oms.LinkAccountResult, error)
	}
	Carts interface {
		Create(context.Context, orders.CreateRequest, ...backoffice.Option) (*orders.Created, error)
		SetAccountAttributes(context.Context, orders.Ref, []orders.Attribute, ...backoffice.Option) error
	}
}

// Move makes a customer out of a guest order: it adds the customer with a
// ship-to address and a tax, links the order to it, and opens a cart.
func (d *Desk) Move(ctx context.Context, name, guestOrder string, taxRate decimal.Decimal) (orders.Ref, error) {
	rate, err := backoffice.DecimalOf(taxRate)
	if err != nil {
		return orders.Ref{}, err
	}
	c, err := d.Customers.Add(ctx, customer.AddRequest{Name: name, Status: customer.StatusActive})
	if err != nil {
		return orders.Ref{}, fmt.Errorf("customer: %w", err)
	}
	a, err := d.Addresses.Add(ctx, shipbill.AddRequest{
		Link: new(backoffice.NewKey()), CustomerNumber: c.Number, RecordType: new(shipbill.ShipTo),
	})
	if err != nil {
		return orders.Ref{}, fmt.Errorf("address: %w", err)
	}
	err = d.Taxes.Add(ctx, shiptax.AddRequest{
		Key: new(backoffice.NewKey()), Link: a.Link, CustomerNumber: c.Number,
		Description: "STATE TAX", Rate: new(rate), TaxID: "ST", RecordType: shiptax.Sales,
	})
	if err != nil {
		return orders.Ref{}, fmt.Errorf("tax: %w", err)
	}
	if _, err := d.Links.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: guestOrder, CustomerID: c.Number}); err != nil {
		return orders.Ref{}, fmt.Errorf("link: %w", err)
	}
	cart, err := d.Carts.Create(ctx, orders.CreateRequest{})
	if err != nil {
		return orders.Ref{}, fmt.Errorf("cart: %w", err)
	}
	err = d.Carts.SetAccountAttributes(ctx, cart.Ref, []orders.Attribute{{Name: orders.PartnerAccountID, Value: c.Number}})
	return cart.Ref, err
}

// MayRepeat tells what a program may do after a failure.
func MayRepeat(err error) string {
	switch {
	case errors.Is(err, backoffice.ErrOutcomeUnknown):
		return "look first"
	case errors.Is(err, backoffice.ErrNotSent) && !errors.Is(err, backoffice.ErrInvalid):
		return "yes"
	}
	return "no"
}
