package shipbill_test

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
)

// nasty holds what escaping gets wrong. It has 50 characters, as many as a line
// of an address may have.
const nasty = `Müller & Söhne "A+B"=100% <x> \ /?#;:'` + "€ 漢字 😀 é~.,!"

// fullSuite makes the calls with all their arguments set.
var fullSuite = apitest.NewSuite("shipbill", shipbill.New, fullCalls, seedFull)

func seedFull(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000042", "CUSTNAME": "Customer", "STATUS": "Active"})
	server.SeedAddress(map[string]any{"LINKADD": "A+B=/%&", "CUSTNO": "0000000042"})
}

func fullCalls(c *shipbill.Client) []apitest.Call {
	selection := shipbill.Selection{
		Link:           "A+B=/%&",
		CustomerNumber: new("0000000042"),
		ShipTo:         new(nasty),
		Address1:       new("ORIGIN-CUST P/U"),
		Address2:       new("NET 30/2% 10"),
		City:           new("Köln"),
		State:          new(""),
		Zip:            new("50667"),
		Country:        new("DE"),
		Phone:          new("+49 221 0"),
		Fax:            new("1&2"),
		Email:          new("a+b@c.example"),
		Attention:      new(`"x"`),
		RecordType:     new(shipbill.BillTo),
	}
	return []apitest.Call{
		{Op: "shipbill.Add", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return c.Add(ctx, shipbill.AddRequest{
				Link:           new("_4560WJU2L"),
				CustomerNumber: "0000000042",
				ShipTo:         new(nasty),
				Address1:       new("ORIGIN-CUST P/U"),
				Address2:       new("NET 30/2% 10"),
				City:           new("Köln"),
				State:          new(""),
				Zip:            new("50667"),
				Country:        new("DE"),
				Phone:          new("+49 221 0"),
				Fax:            new("1&2"),
				Email:          new("a+b@c.example"),
				Attention:      new(`"x"`),
				RecordType:     new(shipbill.ShipTo),
			}, options...)
		}},
		{Op: "shipbill.Edit", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return nil, c.Edit(ctx, shipbill.EditRequest{
				Link:           "A+B=/%&",
				CustomerNumber: "0000000042",
				ShipCharge:     shipbill.ShipChargeRateUPSBrown,
				ShipVia:        shipbill.ShipViaCompanyTruck,
				FOB:            shipbill.FOBOriginPickUp,
				ShipTo:         new(nasty),
				Address1:       new("a=b"),
				Address2:       new("c;d"),
				City:           new("São Paulo"),
				State:          new("?"),
				Zip:            new("#"),
				Country:        new("%20"),
				Phone:          new("+"),
				Fax:            new(`\`),
				Email:          new("a+b@c.example"),
				Attention:      new("'x'"),
				RecordType:     new(shipbill.ConfirmTo),
				ForeignTax:     new(true),
			}, options...)
		}},
		{Op: "shipbill.Delete", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return nil, c.DeleteSelected(ctx, selection, options...)
		}},
		{Op: "shipbill.Get", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return c.GetSelected(ctx, selection, options...)
		}},
	}
}

func TestGoldens(t *testing.T) {
	fullSuite.TestGoldens(t, []apitest.Stored{
		{
			Op:     "shipbill.Add",
			Record: func(server *backofficetest.Server) backofficetest.Record { return server.Address("_4560WJU2L") },
			Want: backofficetest.Record{
				"LINKADD":    "_4560WJU2L",
				"CUSTNO":     "0000000042",
				"SHIPTO":     nasty,
				"ADDRESS1":   "ORIGIN-CUST P/U",
				"ADDRESS2":   "NET 30/2% 10",
				"CITY":       "Köln",
				"STATE":      "",
				"ZIP":        "50667",
				"COUNTRY":    "DE",
				"PHONE":      "+49 221 0",
				"FAX":        "1&2",
				"E_MAIL":     "a+b@c.example",
				"ATTENTION":  `"x"`,
				"RECORDTYPE": "S",
			},
		},
		{
			Op:     "shipbill.Edit",
			Record: func(server *backofficetest.Server) backofficetest.Record { return server.Address("A+B=/%&") },
			Want: backofficetest.Record{
				"CUSTNO":     "0000000042",
				"SHIPCHARGE": "SET RATE:UPS-BR",
				"SHIPVIA":    "COMPANY TRUCK",
				"FOB":        "ORIGIN-CUST P/U",
				"SHIPTO":     nasty,
				"ADDRESS1":   "a=b",
				"ADDRESS2":   "c;d",
				"CITY":       "São Paulo",
				"STATE":      "?",
				"ZIP":        "#",
				"COUNTRY":    "%20",
				"PHONE":      "+",
				"FAX":        `\`,
				"E_MAIL":     "a+b@c.example",
				"ATTENTION":  "'x'",
				"RECORDTYPE": "C",
				"FOREIGNTAX": true,
			},
		},
		{Op: "shipbill.Delete"},
		{Op: "shipbill.Get"},
	})
}
