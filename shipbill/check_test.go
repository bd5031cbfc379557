package shipbill_test

import (
	"context"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
)

func add(request shipbill.AddRequest) func(context.Context, *shipbill.Client) error {
	return func(ctx context.Context, c *shipbill.Client) error {
		_, err := c.Add(ctx, request)
		return err
	}
}

func edit(request shipbill.EditRequest) func(context.Context, *shipbill.Client) error {
	return func(ctx context.Context, c *shipbill.Client) error { return c.Edit(ctx, request) }
}

func deleteSelected(selection shipbill.Selection) func(context.Context, *shipbill.Client) error {
	return func(ctx context.Context, c *shipbill.Client) error { return c.DeleteSelected(ctx, selection) }
}

func getSelected(selection shipbill.Selection) func(context.Context, *shipbill.Client) error {
	return func(ctx context.Context, c *shipbill.Client) error {
		_, err := c.GetSelected(ctx, selection)
		return err
	}
}

func long(length int) *string { return new(strings.Repeat("ü", length)) }

// tooLong are the violations of the columns that all requests have.
var tooLong = []backoffice.Violation{
	apitest.Wrong("ShipTo", "has 51 characters, the limit is 50"),
	apitest.Wrong("Address1", "has 51 characters, the limit is 50"),
	apitest.Wrong("Address2", "has 51 characters, the limit is 50"),
	apitest.Wrong("City", "has 51 characters, the limit is 50"),
	apitest.Wrong("State", "has 51 characters, the limit is 50"),
	apitest.Wrong("Zip", "has 21 characters, the limit is 20"),
	apitest.Wrong("Country", "has 51 characters, the limit is 50"),
	apitest.Wrong("Phone", "has 21 characters, the limit is 20"),
	apitest.Wrong("Fax", "has 20 characters, the limit is 19"),
	apitest.Wrong("Email", "has 201 characters, the limit is 200"),
	apitest.Wrong("Attention", "has 31 characters, the limit is 30"),
	apitest.Wrong("RecordType", "has 2 characters, the limit is 1"),
}

func TestChecks(t *testing.T) {
	keyTooLong := []backoffice.Violation{
		apitest.Wrong("Link", "has 11 characters, the limit is 10"),
		apitest.Wrong("CustomerNumber", "has 11 characters, the limit is 10"),
	}
	selection := shipbill.Selection{
		Link: *long(11), CustomerNumber: long(11),
		ShipTo: long(51), Address1: long(51), Address2: long(51), City: long(51), State: long(51), Zip: long(21),
		Country: long(51), Phone: long(21), Fax: long(20), Email: long(201), Attention: long(31),
		RecordType: new(shipbill.RecordType("SS")),
	}
	apitest.TestChecks(t, shipbill.New, []apitest.Check[*shipbill.Client]{
		{Name: "add nothing", Op: "shipbill.Add", Do: add(shipbill.AddRequest{}), Want: []backoffice.Violation{
			apitest.Wrong("CustomerNumber", apitest.Required),
		}},
		{Name: "add too much of everything", Op: "shipbill.Add", Do: add(shipbill.AddRequest{
			Link: long(11), CustomerNumber: *long(11),
			ShipTo: long(51), Address1: long(51), Address2: long(51), City: long(51), State: long(51), Zip: long(21),
			Country: long(51), Phone: long(21), Fax: long(20), Email: long(201), Attention: long(31),
			RecordType: new(shipbill.RecordType("SS")),
		}), Want: append(keyTooLong, tooLong...)},
		{Name: "add no text", Op: "shipbill.Add", Do: add(shipbill.AddRequest{
			CustomerNumber: "1\x00", City: new("\xc3"), Email: new("a\x1b"),
		}), Want: []backoffice.Violation{
			apitest.Wrong("CustomerNumber", apitest.CleanText),
			apitest.Wrong("City", apitest.CleanText),
			apitest.Wrong("Email", apitest.CleanText),
		}},
		{Name: "add under a blank link", Op: "shipbill.Add", Do: add(shipbill.AddRequest{Link: new(" "), CustomerNumber: "1"}), Want: []backoffice.Violation{
			apitest.Wrong("Link", apitest.NotBlank),
		}},
		{Name: "edit nothing", Op: "shipbill.Edit", Do: edit(shipbill.EditRequest{}), Want: []backoffice.Violation{
			apitest.Wrong("Link", apitest.Required),
			apitest.Wrong("CustomerNumber", apitest.Required),
			apitest.Wrong("ShipCharge", apitest.Required),
			apitest.Wrong("ShipVia", apitest.Required),
			apitest.Wrong("FOB", apitest.Required),
		}},
		{Name: "edit blanks", Op: "shipbill.Edit", Do: edit(shipbill.EditRequest{
			Link: " ", CustomerNumber: "\t", ShipCharge: " ", ShipVia: " ", FOB: " ",
		}), Want: []backoffice.Violation{
			apitest.Wrong("Link", apitest.Required),
			apitest.Wrong("CustomerNumber", apitest.Required),
			apitest.Wrong("ShipCharge", apitest.Required),
			apitest.Wrong("ShipVia", apitest.Required),
			apitest.Wrong("FOB", apitest.Required),
		}},
		{Name: "edit too much of everything", Op: "shipbill.Edit", Do: edit(shipbill.EditRequest{
			Link: *long(11), CustomerNumber: *long(11),
			ShipCharge: shipbill.ShipCharge(*long(16)), ShipVia: shipbill.ShipVia(*long(16)), FOB: "ORIGIN-CUSTOMER P/U",
			ShipTo: long(51), Address1: long(51), Address2: long(51), City: long(51), State: long(51), Zip: long(21),
			Country: long(51), Phone: long(21), Fax: long(20), Email: long(201), Attention: long(31),
			RecordType: new(shipbill.RecordType("SS")),
		}), Want: append(append(keyTooLong,
			apitest.Wrong("ShipCharge", "has 16 characters, the limit is 15"),
			apitest.Wrong("ShipVia", "has 16 characters, the limit is 15"),
			apitest.Wrong("FOB", "has 19 characters, the limit is 15"),
		), tooLong...)},
		{Name: "delete nothing", Op: "shipbill.Delete", Do: deleteSelected(shipbill.Selection{}), Want: []backoffice.Violation{
			apitest.Wrong("Link", apitest.Required),
		}},
		{
			Name: "delete too much of everything", Op: "shipbill.Delete", Do: deleteSelected(selection),
			Want: append(keyTooLong, tooLong...),
		},
		{Name: "get nothing", Op: "shipbill.Get", Do: getSelected(shipbill.Selection{Link: " "}), Want: []backoffice.Violation{
			apitest.Wrong("Link", apitest.Required),
		}},
		{
			Name: "get too much of everything", Op: "shipbill.Get", Do: getSelected(selection),
			Want: append(keyTooLong, tooLong...),
		},
	})
}

func TestMinimal(t *testing.T) {
	apitest.TestMinimal(t, shipbill.New, []apitest.Minimal[*shipbill.Client]{
		{
			Op:   "shipbill.Add",
			Do:   add(shipbill.AddRequest{CustomerNumber: "0000000042"}),
			Body: `{"Custno":"0000000042"}`,
		},
		{
			Op: "shipbill.Edit",
			Do: edit(shipbill.EditRequest{
				Link: "a", CustomerNumber: "0000000042", ShipCharge: "c", ShipVia: "v", FOB: "f",
			}),
			Body: `{"Linkadd":"a","Custno":"0000000042","ShipCharge":"c","ShipVia":"v","FOB":"f"}`,
		},
		{
			Op:   "shipbill.Delete",
			Do:   deleteSelected(shipbill.Selection{Link: "a"}),
			Body: `{"LinkAdd":"a"}`,
		},
		{
			Op:   "shipbill.Get",
			Do:   getSelected(shipbill.Selection{Link: "a"}),
			Body: `{"LinkAdd":"a"}`,
		},
	})
}
