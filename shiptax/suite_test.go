package shiptax_test

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// suite describes the package to the shared checks. The arguments are those of
// the document's samples.
var suite = apitest.NewSuite("shiptax", shiptax.New, calls, seed)

func seed(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000011", "CUSTNAME": "Customer", "STATUS": "Active"})
	server.SeedAddress(map[string]any{"LINKADD": "LINKADD", "CUSTNO": "0000000011"})
	server.SeedTax(map[string]any{"UNQSHIPTAX": "USQNT0M26L", "LINKADD": "LINKADD", "CUSTNO": "0000000011"})
}

func TestSuite(t *testing.T) { suite.Test(t) }

func calls(c *shiptax.Client) []apitest.Call {
	return []apitest.Call{
		{
			Op: "shiptax.Add", Writes: true, Once: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/API/ShipTax/Add/{key}",
				Body: `{"Linkadd":"LINKADD","Custno":"0000000011","Taxdesc":"SANTA CLARA CNTY. USE TAX","Taxtype":"S",` +
					`"tax_rate":8.25,"Tax_id":"CA USE","recordtype":"S"}`,
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return nil, c.Add(ctx, shiptax.AddRequest{
					Link:           "LINKADD",
					CustomerNumber: "0000000011",
					Description:    "SANTA CLARA CNTY. USE TAX",
					Type:           new(shiptax.OnItems),
					Rate:           new(backoffice.MustDecimal("8.2500")),
					TaxID:          "CA USE",
					RecordType:     shiptax.Sales,
				}, options...)
			},
		},
		{
			Op: "shiptax.Edit", Writes: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/API/ShipTax/Edit/{key}",
				Body: `{"unqshiptax":"USQNT0M26L","Linkadd":"LINKADD","Custno":"0000000011","Taxdesc":"ORANGE COUNTY",` +
					`"Taxtype":"S","tax_rate":7.5,"Tax_id":"CA USE","recordtype":"S"}`,
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return nil, c.Edit(ctx, shiptax.EditRequest{
					Key:            "USQNT0M26L",
					Link:           "LINKADD",
					CustomerNumber: "0000000011",
					Description:    new("ORANGE COUNTY"),
					Type:           new(shiptax.OnItems),
					Rate:           new(backoffice.MustDecimal("7.5")),
					TaxID:          new("CA USE"),
					RecordType:     new(shiptax.Sales),
				}, options...)
			},
		},
		{
			Op: "shiptax.DeleteByCustomer", Writes: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/API/Customer/TaxDelete/{key}", Query: "CustNo=0000000011",
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return nil, c.DeleteByCustomer(ctx, "0000000011", options...)
			},
		},
		{
			Op: "shiptax.Get", HasPayload: true,
			Wire: apitest.Wire{
				Method: "GET", Path: "/API/ShipTax/Get/{key}", Query: "LinkAdd=LINKADD",
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return c.Get(ctx, "LINKADD", options...)
			},
		},
	}
}
