package customer_test

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
)

// suite describes the package to the shared checks. The arguments are those of
// the document's samples.
var suite = apitest.NewSuite("customer", customer.New, calls, seed)

func seed(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000000", "CUSTNAME": "Customer", "STATUS": "Active"})
}

func TestSuite(t *testing.T) { suite.Test(t) }

func calls(c *customer.Client) []apitest.Call {
	return []apitest.Call{
		{
			Op: "customer.Add", Writes: true, Once: true, HasPayload: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/API/Customer/Add/{key}",
				Body: `{"Custname":"CustomerName","Status":"Active"}`,
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return c.Add(ctx, customer.AddRequest{Name: "CustomerName", Status: customer.StatusActive}, options...)
			},
		},
		{
			Op: "customer.Edit", Writes: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/API/Customer/Edit/{key}",
				Body: `{"Custno":"0000000000","Custname":"CustomerName","Territory":"NEW ENGLAND","Status":"Active"}`,
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return nil, c.Edit(ctx, customer.EditRequest{
					Number:    "0000000000",
					Name:      new("CustomerName"),
					Territory: new(customer.TerritoryNewEngland),
					Status:    new(customer.StatusActive),
				}, options...)
			},
		},
		{
			Op: "customer.Get", HasPayload: true,
			Wire: apitest.Wire{
				Method: "GET", Path: "/API/Customer/Get/{key}", Query: "CustNumOrName=Customer",
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return c.Get(ctx, "Customer", options...)
			},
		},
	}
}
