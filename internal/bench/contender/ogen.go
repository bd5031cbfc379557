package contender

import (
	"context"

	"github.com/backoffice-sdk/backoffice/internal/bench/generated/ogen"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// The client that ogen generates, as it is and with a pass over its result that
// does what the other trimmed clients do.
var (
	ogenPlain   = Contender{Name: Ogen, Module: "github.com/ogen-go/ogen", Returns: work.Plain, New: newOgenPlain}
	ogenTrimmed = Contender{Name: Ogen, Module: "github.com/ogen-go/ogen", Returns: work.Trimmed, New: newOgenTrimmed}
)

// ogenClient makes the calls of the generated client and opens the envelopes.
type ogenClient struct{ *ogen.Client }

func openOgen(s Setup) (ogenClient, error) {
	client, err := ogen.NewClient(s.Root, ogen.WithClient(s.httpClient()))
	return ogenClient{client}, err
}

func (c ogenClient) customerGet(ctx context.Context) (*ogen.Customer, error) {
	answer, err := c.CustomerGet(ctx, ogen.CustomerGetParams{Key: work.Key, CustNumOrName: work.CustomerNumber})
	if err != nil {
		return nil, err
	}
	return &answer.ResponseObject, checkCode(answer.Code)
}

func (c ogenClient) customerAdd(ctx context.Context) (*ogen.Customer, error) {
	answer, err := c.CustomerAdd(ctx, &ogenNewCustomer, ogen.CustomerAddParams{Key: work.Key})
	if err != nil {
		return nil, err
	}
	return &answer.ResponseObject, checkCode(answer.Code)
}

func (c ogenClient) shipTaxGet(ctx context.Context) ([]ogen.ShipTax, error) {
	answer, err := c.ShipTaxGet(ctx, ogen.ShipTaxGetParams{Key: work.Key, LinkAdd: work.TaxLink})
	if err != nil {
		return nil, err
	}
	return answer.ResponseObject, checkCode(answer.Code)
}

func newOgenPlain(s Setup) (Calls, error) {
	client, err := openOgen(s)
	if err != nil {
		return nil, err
	}
	return Calls{
		work.CustomerGet: newCall(client.customerGet),
		work.CustomerAdd: newCall(client.customerAdd),
		work.ShipTaxGet:  newCall(client.shipTaxGet),
	}, nil
}

func newOgenTrimmed(s Setup) (Calls, error) {
	client, err := openOgen(s)
	if err != nil {
		return nil, err
	}
	return Calls{
		work.CustomerGet: newCall(then(client.customerGet, trimCustomer)),
		work.CustomerAdd: newCall(then(client.customerAdd, trimCustomer)),
		work.ShipTaxGet:  newCall(then(client.shipTaxGet, trimTaxes)),
	}, nil
}

// then passes the result of a call through a second step.
func then[A, B any](call func(context.Context) (A, error), step func(A) (B, error)) func(context.Context) (B, error) {
	return func(ctx context.Context) (B, error) {
		first, err := call(ctx)
		if err != nil {
			var none B
			return none, err
		}
		return step(first)
	}
}

var ogenNewCustomer = ogen.CustomerAdd{
	Custno:     ogen.NewOptString(*work.NewCustomer.Number),
	Custname:   work.NewCustomer.Name,
	Status:     work.NewCustomer.Status,
	Phone:      ogen.NewOptString(*work.NewCustomer.Phone),
	Fax:        ogen.NewOptString(*work.NewCustomer.Fax),
	Territory:  ogen.NewOptString(*work.NewCustomer.Territory),
	Terms:      ogen.NewOptString(*work.NewCustomer.Terms),
	Credlimit:  ogen.NewOptFloat64(*work.NewCustomer.CreditLimit),
	Creditok:   ogen.NewOptString(*work.NewCustomer.CreditStatus),
	ArHighBal:  ogen.NewOptFloat64(*work.NewCustomer.HighestBalance),
	AcctDate:   ogen.NewOptString(*work.NewCustomer.AccountDate),
	Saledsctid: ogen.NewOptString(*work.NewCustomer.SalesDiscountID),
	Acctaxable: ogen.NewOptBool(*work.NewCustomer.Taxable),
	ACTTAXABLE: ogen.NewOptBool(*work.NewCustomer.TaxableColumn),
}
