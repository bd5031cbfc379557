package shipbill_test

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
)

// suite describes the package to the shared checks. The arguments are those of
// the document's samples.
var suite = apitest.NewSuite("shipbill", shipbill.New, calls, seed)

func seed(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000000", "CUSTNAME": "Customer", "STATUS": "Active"})
	server.SeedAddress(map[string]any{"LINKADD": "LINKADD", "CUSTNO": "0000000000"})
}

func TestSuite(t *testing.T) { suite.Test(t) }

func calls(c *shipbill.Client) []apitest.Call {
	return []apitest.Call{
		{
			Op: "shipbill.Add", Writes: true, Once: true, HasPayload: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/Api/ShipBill/Add/{key}",
				Body: `{"Custno":"0000000000","Shipto":"Test","recordtype":"S"}`,
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return c.Add(ctx, shipbill.AddRequest{
					CustomerNumber: "0000000000",
					ShipTo:         new("Test"),
					RecordType:     new(shipbill.ShipTo),
				}, options...)
			},
		},
		{
			Op: "shipbill.Edit", Writes: true,
			Wire: apitest.Wire{
				Method: "POST", Path: "/Api/ShipBill/Edit/{key}",
				Body: `{"Linkadd":"LINKADD","Custno":"0000000000","ShipCharge":"PREPAY/BILL CUS","ShipVia":"COMPANY TRUCK",` +
					`"FOB":"ORIGIN-CUST P/U","Shipto":"TestShipping","recordtype":"B","Foreightax":false,"FOREIGNTAX":false}`,
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return nil, c.Edit(ctx, shipbill.EditRequest{
					Link:           "LINKADD",
					CustomerNumber: "0000000000",
					ShipCharge:     shipbill.ShipChargePrepay,
					ShipVia:        shipbill.ShipViaCompanyTruck,
					FOB:            shipbill.FOBOriginPickUp,
					ShipTo:         new("TestShipping"),
					RecordType:     new(shipbill.BillTo),
					ForeignTax:     new(false),
				}, options...)
			},
		},
		{
			Op: "shipbill.Delete", Writes: true,
			Wire: apitest.Wire{
				Method: "DELETE", Path: "/Api/ShipBill/Delete/{key}", Query: "LinkAdd=LINKADD",
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return nil, c.Delete(ctx, "LINKADD", options...)
			},
		},
		{
			Op: "shipbill.Get", HasPayload: true,
			Wire: apitest.Wire{
				Method: "GET", Path: "/Api/ShipBill/Get/{key}", Query: "LinkAdd=LINKADD",
			},
			Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
				return c.Get(ctx, "LINKADD", options...)
			},
		},
	}
}
