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
	// write returns what a write carries; nil for a read.
	write func() message
}

// message is what one request carries.
type message struct {
	body   any // as JSON; nil for a read
	header []header
}

type header struct{ name, value string }

var accept = header{"Accept", "application/json"}

// readMessage is what a read carries.
var readMessage = message{header: []header{accept}}

func (r request) message() message {
	if r.write == nil {
		return readMessage
	}
	m := r.write()
	m.header = append(m.header, accept, header{"Content-Type", r.ContentType})
	if r.Cookie != "" {
		m.header = append(m.header, header{"Cookie", r.Cookie})
	}
	return m
}

func (r request) checkStatus(status int) error {
	if status != r.Status {
		return fmt.Errorf("the server answered with status %d", status)
	}
	return nil
}

// link returns a request that is signed now.
func link() message {
	body := work.NewLink()
	return message{body, []header{{"Authorization", body.VerificationKey}, {"apiVersion", work.APIVersion}}}
}

// sender makes one call and decodes the answer, as one client does it.
type sender func(ctx context.Context, r request, answer any) error

var customerGet = request{Route: work.RouteCustomerGet, value: work.CustomerNumber}

// reflecting returns the calls of a client that decodes into whatever type it
// is given. S is the type of texts, T of times and N of rates.
func reflecting[S, T, N any](send sender) Calls {
	customerAdd := request{Route: work.RouteCustomerAdd, write: func() message { return message{body: &work.NewCustomer} }}
	shipTaxGet := request{Route: work.RouteShipTaxGet, value: work.TaxLink}
	linkAccount := request{Route: work.RouteLinkAccount, write: link}
	setAttributes := request{Route: work.RouteSetAttributes, write: func() message { return message{body: work.Attributes} }}
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
		work.LinkAccount: newCall(func(ctx context.Context) (*work.LinkAnswer, error) {
			var answer work.LinkAnswer
			if err := send(ctx, linkAccount, &answer); err != nil {
				return nil, err
			}
			return &answer, checkResponse(answer.ResponseCode)
		}),
		work.SetAttributes: newCall(func(ctx context.Context) (any, error) {
			return nil, send(ctx, setAttributes, nil)
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

func checkResponse(code int) error {
	if code != 0 {
		return fmt.Errorf("the OMS answered with code %d", code)
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
