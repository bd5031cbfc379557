package main

import (
	"context"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// kind is one of the three files and what its rows become.
type kind struct {
	name string // also the name of the flag
	one  string // what a row is called
	// parent is the kind of rows that rows of this kind belong to, and the name
	// of the column that says to which. It is nil for customers.
	parent  *kind
	columns []column
	// unique tells that the documentation promises that the ERP refuses a second
	// record with the same key, so that one that was lost may be sent again.
	unique    bool
	newRecord func() record
}

// columnOf returns the name of the column that fills a field, or else the name
// of the field.
func (k *kind) columnOf(field string) string {
	for _, c := range k.columns {
		if c.field == field {
			return c.name
		}
	}
	return field
}

var (
	customers = &kind{
		name: "customers", one: "customer", columns: customerColumns, unique: true,
		newRecord: func() record { return &newCustomer{} },
	}
	addresses = &kind{
		name: "addresses", one: "address", parent: customers, columns: addressColumns,
		newRecord: func() record { return &newAddress{} },
	}
	taxes = &kind{
		name: "taxes", one: "tax", parent: addresses, columns: taxColumns, unique: true,
		newRecord: func() record { return &newTax{} },
	}
	// kinds are in the order in which they are sent: parents first.
	kinds = []*kind{customers, addresses, taxes}
)

// record is what a row becomes in the ERP.
type record interface {
	// request returns the library's request, a pointer to a struct.
	request() any
	// bind gives the request its key and those of the row it belongs to.
	bind(key string, parent *row)
	// add makes the call.
	add(context.Context, *erp, ...backoffice.Option) error
	// differences looks the record up by its key and returns what it holds
	// otherwise than the request.
	differences(context.Context, *erp) ([]string, error)
}

// erp holds the clients.
type erp struct {
	customers *customer.Client
	addresses *shipbill.Client
	taxes     *shiptax.Client
}

func newERP(rootURL, apiKey string, options ...backoffice.Option) (*erp, error) {
	var e erp
	var err error
	if e.customers, err = customer.New(rootURL, apiKey, options...); err != nil {
		return nil, err // the others would say the same
	}
	if e.addresses, err = shipbill.New(rootURL, apiKey, options...); err != nil {
		return nil, err
	}
	e.taxes, err = shiptax.New(rootURL, apiKey, options...)
	return &e, err
}

type newCustomer struct{ customer.AddRequest }

func (c *newCustomer) request() any            { return &c.AddRequest }
func (c *newCustomer) bind(key string, _ *row) { c.Number = &key }

func (c *newCustomer) add(ctx context.Context, e *erp, options ...backoffice.Option) error {
	_, err := e.customers.Add(ctx, c.AddRequest, options...)
	return err
}

func (c *newCustomer) differences(ctx context.Context, e *erp) ([]string, error) {
	found, err := e.customers.Get(ctx, *c.Number)
	if err != nil {
		return nil, err
	}
	return c.Differences(found), nil
}

type newAddress struct{ shipbill.AddRequest }

func (a *newAddress) request() any { return &a.AddRequest }

func (a *newAddress) bind(key string, parent *row) {
	a.Link, a.CustomerNumber = &key, parent.entry.Key
}

func (a *newAddress) add(ctx context.Context, e *erp, options ...backoffice.Option) error {
	_, err := e.addresses.Add(ctx, a.AddRequest, options...)
	return err
}

func (a *newAddress) differences(ctx context.Context, e *erp) ([]string, error) {
	found, err := e.addresses.Get(ctx, *a.Link)
	if err != nil {
		return nil, err
	}
	return a.Differences(found), nil
}

type newTax struct{ shiptax.AddRequest }

func (t *newTax) request() any { return &t.AddRequest }

func (t *newTax) bind(key string, parent *row) {
	t.Key, t.Link, t.CustomerNumber = &key, parent.entry.Key, parent.parent.entry.Key
}

func (t *newTax) add(ctx context.Context, e *erp, options ...backoffice.Option) error {
	return e.taxes.Add(ctx, t.AddRequest, options...)
}

func (t *newTax) differences(ctx context.Context, e *erp) ([]string, error) {
	rows, err := e.taxes.Get(ctx, t.Link)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Key == *t.Key {
			return t.Differences(&rows[i]), nil
		}
	}
	return nil, fmt.Errorf("the address has no tax with the key: %w", backoffice.ErrNotFound)
}
