// Package library makes the calls of this library, as its users do.
package library

import (
	"net/http"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// Clients are the clients of this library.
type Clients struct {
	Customers *customer.Client
	Addresses *shipbill.Client
	Taxes     *shiptax.Client
}

// New returns clients for the ERP at root.
func New(root string, options ...backoffice.Option) (*Clients, error) {
	customers, err := customer.New(root, work.Key, options...)
	if err != nil {
		return nil, err
	}
	addresses, err := shipbill.New(root, work.Key, options...)
	if err != nil {
		return nil, err
	}
	taxes, err := shiptax.New(root, work.Key, options...)
	if err != nil {
		return nil, err
	}
	return &Clients{customers, addresses, taxes}, nil
}

// Over is the option that makes the calls travel over transport.
func Over(transport http.RoundTripper) backoffice.Option {
	return backoffice.WithHTTPClient(&http.Client{Transport: transport})
}
