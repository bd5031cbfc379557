package contender

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/bench/library"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

var thisLibrary = Contender{Name: Library, Returns: work.Exact, New: openLibrary}

func openLibrary(s Setup) (Calls, error) {
	clients, err := library.New(s.Root, s.options()...)
	if err != nil {
		return nil, err
	}
	return Calls{
		work.CustomerGet: newCall(func(ctx context.Context) (*customer.Customer, error) {
			return clients.Customers.Get(ctx, work.CustomerNumber)
		}),
		work.CustomerAdd: newCall(func(ctx context.Context) (*customer.Customer, error) {
			return clients.Customers.Add(ctx, library.NewCustomer)
		}),
		work.ShipTaxGet: newCall(func(ctx context.Context) ([]shiptax.Tax, error) {
			return clients.Taxes.Get(ctx, work.TaxLink)
		}),
	}, nil
}

// defaultMaxResponse is this library's own limit.
const defaultMaxResponse = 10 << 20

func (s Setup) options() []backoffice.Option {
	var options []backoffice.Option
	if s.Transport != nil {
		options = append(options, library.Over(s.Transport))
	}
	if s.NoRetry {
		options = append(options, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
	}
	if s.MaxResponse > defaultMaxResponse {
		options = append(options, backoffice.WithMaxResponseBytes(s.MaxResponse))
	}
	return options
}
