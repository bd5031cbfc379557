package shiptax_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// fullSuite makes the calls with all their arguments set.
var fullSuite = apitest.NewSuite("shiptax", shiptax.New, fullCalls, seedFull)

func seedFull(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": "A+B=/%& \"ü", "CUSTNAME": "Customer", "STATUS": "Active"})
	server.SeedAddress(map[string]any{"LINKADD": "C+D=/%& 'ß", "CUSTNO": "A+B=/%& \"ü"})
	server.SeedTax(map[string]any{"UNQSHIPTAX": "E+F=/%&", "LINKADD": "C+D=/%& 'ß", "CUSTNO": "A+B=/%& \"ü"})
}

func fullCalls(c *shiptax.Client) []apitest.Call {
	return []apitest.Call{
		{Op: "shiptax.Add", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return nil, c.Add(ctx, shiptax.AddRequest{
				Key:                new("_41X0YBZJX"),
				Link:               "C+D=/%& 'ß",
				CustomerNumber:     "A+B=/%& \"ü",
				Description:        `SANTA CLARA "+=&%<>" ÄÖÜ `,
				Type:               new(shiptax.ForeignPrimary),
				Rate:               new(backoffice.MustDecimal("9999.9999")),
				TaxID:              "CA USE+%",
				RecordType:         shiptax.Sales,
				PrimaryOnProduct:   new(true),
				PrimaryOnFreight:   new(true),
				SecondaryOnProduct: new(false),
				SecondaryOnFreight: new(true),
				SecondaryOnTax:     new(false),
				ModifiedDate:       new(backoffice.NewDate(2026, time.November, 21)),
			}, options...)
		}},
		{Op: "shiptax.Edit", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return nil, c.Edit(ctx, shiptax.EditRequest{
				Key:                "E+F=/%&",
				Link:               "C+D=/%& 'ß",
				CustomerNumber:     "A+B=/%& \"ü",
				Description:        new("NET 30/2% 10"),
				Type:               new(shiptax.Type("+")),
				Rate:               new(backoffice.MustDecimal("0.0001")),
				TaxID:              new("a=b&c"),
				RecordType:         new(shiptax.RecordType("ü")),
				PrimaryOnProduct:   new(false),
				PrimaryOnFreight:   new(true),
				SecondaryOnProduct: new(true),
				SecondaryOnFreight: new(false),
				SecondaryOnTax:     new(true),
				ModifiedDate:       new(backoffice.NewDate(2026, time.January, 2)),
			}, options...)
		}},
		{Op: "shiptax.DeleteByCustomer", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return nil, c.DeleteByCustomer(ctx, "A+B=/%& \"ü", options...)
		}},
		{Op: "shiptax.Get", Do: func(ctx context.Context, options ...backoffice.Option) (any, error) {
			return c.Get(ctx, "C+D=/%& 'ß", options...)
		}},
	}
}

func TestGoldens(t *testing.T) {
	fullSuite.TestGoldens(t, []apitest.Stored{
		{
			Op:     "shiptax.Add",
			Record: func(server *backofficetest.Server) backofficetest.Record { return server.Tax("_41X0YBZJX") },
			Want: backofficetest.Record{
				"UNQSHIPTAX": "_41X0YBZJX",
				"LINKADD":    "C+D=/%& 'ß",
				"CUSTNO":     "A+B=/%& \"ü",
				"TAXDESC":    `SANTA CLARA "+=&%<>" ÄÖÜ `,
				"TAXTYPE":    "P",
				"TAX_RATE":   json.Number("9999.9999"),
				"TAX_ID":     "CA USE+%",
				"RECORDTYPE": "S",
				"PTPROD":     true,
				"PTFRT":      true,
				"STPROD":     false,
				"STFRT":      true,
				"STTX":       false,
			},
		},
		{
			Op:     "shiptax.Edit",
			Record: func(server *backofficetest.Server) backofficetest.Record { return server.Tax("E+F=/%&") },
			Want: backofficetest.Record{
				"TAXDESC":    "NET 30/2% 10",
				"TAXTYPE":    "+",
				"TAX_RATE":   json.Number("0.0001"),
				"TAX_ID":     "a=b&c",
				"RECORDTYPE": "ü",
				"PTPROD":     false,
				"PTFRT":      true,
				"STPROD":     true,
				"STFRT":      false,
				"STTX":       true,
			},
		},
		{Op: "shiptax.DeleteByCustomer"},
		{Op: "shiptax.Get"},
	})
}
