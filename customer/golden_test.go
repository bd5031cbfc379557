package customer_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
)

// nasty holds what escaping gets wrong. It has 50 characters, as many as a name
// may have.
const nasty = `Müller & Söhne "A+B"=100% <x> \ /?#;:'` + "€ 漢字 😀 é~.,!"

// fullSuite makes the calls with all their arguments set.
var fullSuite = apitest.NewSuite("customer", customer.New, fullCalls, seedFull)

func seedFull(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000042", "CUSTNAME": nasty, "STATUS": "Quote"})
}

func fullCalls(c *customer.Client) []apitest.Call {
	return []apitest.Call{
		{Op: "customer.Add", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return c.Add(ctx, customer.AddRequest{
				Number:          new("0000000043"),
				Name:            nasty,
				Status:          "ACTIVE",
				Phone:           new("+1 (603) 555-0100"),
				Fax:             new(""),
				Territory:       new(customer.TerritoryUnitedKingdom),
				Terms:           new(customer.TermsNet30Percent10),
				CreditLimit:     new(backoffice.MustDecimal("999999999")),
				CreditStatus:    new(customer.CreditStatus("OK + more")),
				HighestBalance:  new(backoffice.MustDecimal("9999999999.99")),
				AccountDate:     new(backoffice.NewDate(2016, time.February, 29)),
				SalesDiscountID: new("_4560WJU2L"),
				Taxable:         new(true),
			}, options...)
		}},
		{Op: "customer.Edit", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return nil, c.Edit(ctx, customer.EditRequest{
				Number:          "0000000042",
				Name:            new("ORIGIN-CUST P/U"),
				Phone:           new("1&2=3"),
				Fax:             new("4+5"),
				Territory:       new(customer.Territory("ÄÖÜ äöü ß")),
				Terms:           new(customer.TermsNet30Percent10),
				CreditLimit:     new(backoffice.Decimal{}),
				CreditStatus:    new(customer.CreditHold),
				ResaleNumber:    new(`"'`),
				HighestBalance:  new(backoffice.MustDecimal("0.10")),
				AccountDate:     new(backoffice.NewDate(1900, time.January, 1)),
				Status:          new(customer.StatusInactive),
				SalesDiscountID: new("%2B%25"),
				Taxable:         new(false),
				InactiveDate:    new(backoffice.NewDate(2079, time.June, 6)),
				InactiveBy:      new(nasty),
				ModifiedDate:    new(backoffice.NewDate(2026, time.November, 21)),
			}, options...)
		}},
		{Op: "customer.Get", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return c.Get(ctx, nasty, options...)
		}},
	}
}

func TestGoldens(t *testing.T) {
	fullSuite.TestGoldens(t, []apitest.Stored{
		{
			Op:     "customer.Add",
			Record: func(server *backofficetest.Server) backofficetest.Record { return server.Customer("0000000043") },
			Want: backofficetest.Record{
				"CUSTNO":     "0000000043",
				"CUSTNAME":   nasty,
				"STATUS":     "Active",
				"PHONE":      "+1 (603) 555-0100",
				"FAX":        "",
				"TERRITORY":  "UNITED KINGDOM",
				"TERMS":      "NET 30/2% 10",
				"CREDLIMIT":  json.Number("999999999"),
				"CREDITOK":   "OK + more",
				"AR_HIGHBAL": json.Number("9999999999.99"),
				"ACCT_DATE":  time.Date(2016, 2, 29, 0, 0, 0, 0, time.UTC),
				"SALEDSCTID": "_4560WJU2L",
				"ACTTAXABLE": true,
			},
		},
		{
			Op:     "customer.Edit",
			Record: func(server *backofficetest.Server) backofficetest.Record { return server.Customer("0000000042") },
			Want: backofficetest.Record{
				"CUSTNAME":   "ORIGIN-CUST P/U",
				"PHONE":      "1&2=3",
				"FAX":        "4+5",
				"TERRITORY":  "ÄÖÜ äöü ß",
				"TERMS":      "NET 30/2% 10",
				"CREDLIMIT":  json.Number("0"),
				"CREDITOK":   "HOLD",
				"RESL_NO":    `"'`,
				"AR_HIGHBAL": json.Number("0.1"),
				"ACCT_DATE":  time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC),
				"STATUS":     "Inactive",
				"SALEDSCTID": "%2B%25",
				"ACTTAXABLE": false,
				"INACTDT":    time.Date(2079, 6, 6, 0, 0, 0, 0, time.UTC),
				"INACTINIT":  nasty,
			},
		},
		{Op: "customer.Get"},
	})
}
