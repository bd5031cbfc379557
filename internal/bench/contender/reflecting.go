package contender

import (
	"context"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// request is one call as a client without generated code is asked to make it.
type request struct {
	*work.Route
	// value is the value of the query parameter of a read.
	value string
	// body is what a write carries, as JSON.
	body any
}

// sender makes one call and decodes the answer, as one client does it.
type sender func(ctx context.Context, r request, answer any) error

// reflecting returns the calls of a client that decodes into whatever type it
// is given. S is the type of texts, T of times and N of rates.
func reflecting[S, T, N any](send sender) Calls {
	customerGet := request{Route: work.RouteCustomerGet, value: work.CustomerNumber}
	customerAdd := request{Route: work.RouteCustomerAdd, body: &work.NewCustomer}
	shipTaxGet := request{Route: work.RouteShipTaxGet, value: work.TaxLink}
	return Calls{
		work.CustomerGet: newCall(func(ctx context.Context) (*work.Customer[S, T], error) {
			return ask[*work.Customer[S, T]](ctx, send, customerGet)
		}),
		work.CustomerAdd: newCall(func(ctx context.Context) (*work.Customer[S, T], error) {
			return ask[*work.Customer[S, T]](ctx, send, customerAdd)
		}),
		work.ShipTaxGet: newCall(func(ctx context.Context) ([]work.Tax[S, T, N], error) {
			return ask[[]work.Tax[S, T, N]](ctx, send, shipTaxGet)
		}),
	}
}

func plain(send sender) Calls   { return reflecting[string, *string, float64](send) }
func trimmed(send sender) Calls { return reflecting[work.Text, backoffice.Time, float64](send) }

// exact decodes into this library's own time and decimal: the same semantics
// by encoding/json.
func exact(send sender) Calls {
	return reflecting[work.Text, backoffice.Time, backoffice.Decimal](send)
}

// ask makes a call and opens the envelope of the answer.
func ask[P any](ctx context.Context, send sender, r request) (P, error) {
	var answer work.Envelope[P]
	if err := send(ctx, r, &answer); err != nil {
		return answer.ResponseObject, err
	}
	return answer.ResponseObject, checkCode(answer.Code)
}

func checkCode(code int) error {
	if code != 200 {
		return fmt.Errorf("the ERP answered with code %d", code)
	}
	return nil
}

func checkStatus(status int) error {
	if status != 200 {
		return fmt.Errorf("the server answered with status %d", status)
	}
	return nil
}

// both returns a contender twice: with plain values and with trimmed ones.
func both(name, module string, open func(Setup) sender) (withPlain, withTrimmed Contender) {
	variant := func(returns work.Returns, calls func(sender) Calls) Contender {
		return Contender{
			Name:    name,
			Module:  module,
			Returns: returns,
			New:     func(s Setup) (Calls, error) { return calls(open(s)), nil },
		}
	}
	return variant(work.Plain, plain), variant(work.Trimmed, trimmed)
}
