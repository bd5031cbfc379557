package customer_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
)

func add(request customer.AddRequest) func(context.Context, *customer.Client) error {
	return func(ctx context.Context, c *customer.Client) error {
		_, err := c.Add(ctx, request)
		return err
	}
}

func edit(request customer.EditRequest) func(context.Context, *customer.Client) error {
	return func(ctx context.Context, c *customer.Client) error { return c.Edit(ctx, request) }
}

func get(numberOrName string) func(context.Context, *customer.Client) error {
	return func(ctx context.Context, c *customer.Client) error {
		_, err := c.Get(ctx, numberOrName)
		return err
	}
}

func TestChecks(t *testing.T) {
	const oneOf = "must be one of Active, Inactive, Quote"
	long := func(length int) string { return strings.Repeat("ü", length) }
	negative := new(backoffice.MustDecimal("-0.01"))
	apitest.TestChecks(t, customer.New, []apitest.Check[*customer.Client]{
		{Name: "add nothing", Op: "customer.Add", Do: add(customer.AddRequest{}), Want: []backoffice.Violation{
			apitest.Wrong("Name", apitest.Required),
			apitest.Wrong("Status", apitest.Required),
		}},
		{Name: "add blanks", Op: "customer.Add", Do: add(customer.AddRequest{Number: new(""), Name: " \t", Status: " "}), Want: []backoffice.Violation{
			apitest.Wrong("Number", apitest.NotBlank),
			apitest.Wrong("Name", apitest.Required),
			apitest.Wrong("Status", apitest.Required),
		}},
		{Name: "add too much of everything", Op: "customer.Add", Do: add(customer.AddRequest{
			Number:          new(long(11)),
			Name:            long(51),
			Status:          "Gone",
			Phone:           new(long(21)),
			Fax:             new(long(20)),
			Territory:       new(customer.Territory(long(16))),
			Terms:           new(customer.Terms(long(16))),
			CreditLimit:     new(backoffice.MustDecimal("1000000000.5")),
			CreditStatus:    new(customer.CreditStatus(long(16))),
			HighestBalance:  new(backoffice.MustDecimal("10000000000.001")),
			AccountDate:     new(backoffice.NewDate(1899, time.December, 31)),
			SalesDiscountID: new(long(11)),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Number", "has 11 characters, the limit is 10"),
			apitest.Wrong("Name", "has 51 characters, the limit is 50"),
			apitest.Wrong("Status", oneOf),
			apitest.Wrong("Phone", "has 21 characters, the limit is 20"),
			apitest.Wrong("Fax", "has 20 characters, the limit is 19"),
			apitest.Wrong("Territory", "has 16 characters, the limit is 15"),
			apitest.Wrong("Terms", "has 16 characters, the limit is 15"),
			apitest.Wrong("CreditLimit", "must have at most 0 digits after the point"),
			apitest.Wrong("CreditLimit", "must have at most 9 digits before the point"),
			apitest.Wrong("CreditStatus", "has 16 characters, the limit is 15"),
			apitest.Wrong("HighestBalance", "must have at most 2 digits after the point"),
			apitest.Wrong("HighestBalance", "must have at most 10 digits before the point"),
			apitest.Wrong("AccountDate", apitest.InRange),
			apitest.Wrong("SalesDiscountID", "has 11 characters, the limit is 10"),
		}},
		{Name: "add below zero", Op: "customer.Add", Do: add(customer.AddRequest{
			Name: "a", Status: customer.StatusQuote, CreditLimit: new(backoffice.MustDecimal("-1")), HighestBalance: negative,
		}), Want: []backoffice.Violation{
			apitest.Wrong("CreditLimit", apitest.NotBelow0),
			apitest.Wrong("HighestBalance", apitest.NotBelow0),
		}},
		{Name: "add no text", Op: "customer.Add", Do: add(customer.AddRequest{
			Name: "a\x00", Status: "Active\n", Phone: new("\xff"), Fax: new("\x7f"), Territory: new(customer.Territory("WEST\u0085")),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Name", apitest.CleanText),
			apitest.Wrong("Status", apitest.CleanText),
			apitest.Wrong("Phone", apitest.CleanText),
			apitest.Wrong("Fax", apitest.CleanText),
			apitest.Wrong("Territory", apitest.CleanText),
		}},
		{Name: "add no date", Op: "customer.Add", Do: add(customer.AddRequest{
			Name: "a", Status: customer.StatusActive, AccountDate: new(backoffice.NewDate(2026, time.February, 29)),
		}), Want: []backoffice.Violation{apitest.Wrong("AccountDate", "must be a day of the calendar")}},
		{Name: "edit nobody", Op: "customer.Edit", Do: edit(customer.EditRequest{}), Want: []backoffice.Violation{
			apitest.Wrong("Number", apitest.Required),
		}},
		{Name: "edit by a short number", Op: "customer.Edit", Do: edit(customer.EditRequest{Number: "10"}), Want: []backoffice.Violation{
			apitest.Wrong("Number", "must be exactly 10 digits"),
		}},
		{Name: "edit by a long number", Op: "customer.Edit", Do: edit(customer.EditRequest{Number: "00000000010"}), Want: []backoffice.Violation{
			apitest.Wrong("Number", "must be exactly 10 digits"),
		}},
		{Name: "edit by a name", Op: "customer.Edit", Do: edit(customer.EditRequest{Number: "000000001a"}), Want: []backoffice.Violation{
			apitest.Wrong("Number", "must be exactly 10 digits"),
		}},
		{Name: "edit by other digits", Op: "customer.Edit", Do: edit(customer.EditRequest{Number: "٠٠٠٠٠٠٠٠٠١"}), Want: []backoffice.Violation{
			apitest.Wrong("Number", "must be exactly 10 digits"),
		}},
		{Name: "edit too much of everything", Op: "customer.Edit", Do: edit(customer.EditRequest{
			Number:          "1",
			Name:            new(long(51)),
			Phone:           new(long(21)),
			Fax:             new(long(20)),
			Territory:       new(customer.Territory(long(16))),
			Terms:           new(customer.Terms(long(16))),
			CreditLimit:     negative,
			CreditStatus:    new(customer.CreditStatus(long(16))),
			ResaleNumber:    new(long(17)),
			HighestBalance:  negative,
			AccountDate:     new(backoffice.NewDate(2079, time.June, 7)),
			Status:          new(customer.Status("")),
			SalesDiscountID: new(long(11)),
			InactiveDate:    new(backoffice.NewDate(2079, time.June, 7)),
			InactiveBy:      new(long(257)),
			ModifiedDate:    new(backoffice.Date{}),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Number", "must be exactly 10 digits"),
			apitest.Wrong("Name", "has 51 characters, the limit is 50"),
			apitest.Wrong("Phone", "has 21 characters, the limit is 20"),
			apitest.Wrong("Fax", "has 20 characters, the limit is 19"),
			apitest.Wrong("Territory", "has 16 characters, the limit is 15"),
			apitest.Wrong("Terms", "has 16 characters, the limit is 15"),
			apitest.Wrong("CreditLimit", apitest.NotBelow0),
			apitest.Wrong("CreditLimit", "must have at most 0 digits after the point"),
			apitest.Wrong("CreditStatus", "has 16 characters, the limit is 15"),
			apitest.Wrong("ResaleNumber", "has 17 characters, the limit is 16"),
			apitest.Wrong("HighestBalance", apitest.NotBelow0),
			apitest.Wrong("AccountDate", apitest.InRange),
			apitest.Wrong("Status", apitest.NotBlank),
			apitest.Wrong("SalesDiscountID", "has 11 characters, the limit is 10"),
			apitest.Wrong("InactiveDate", apitest.InRange),
			apitest.Wrong("InactiveBy", "has 257 characters, the limit is 256"),
			apitest.Wrong("ModifiedDate", "must be a day of the calendar"),
		}},
		{Name: "edit too high", Op: "customer.Edit", Do: edit(customer.EditRequest{
			Number:         "0000000042",
			CreditLimit:    new(backoffice.MustDecimal("1000000000")),
			HighestBalance: new(backoffice.MustDecimal("10000000000.001")),
			ModifiedDate:   new(backoffice.NewDate(2079, time.June, 7)),
		}), Want: []backoffice.Violation{
			apitest.Wrong("CreditLimit", "must have at most 9 digits before the point"),
			apitest.Wrong("HighestBalance", "must have at most 2 digits after the point"),
			apitest.Wrong("HighestBalance", "must have at most 10 digits before the point"),
			apitest.Wrong("ModifiedDate", apitest.InRange),
		}},
		{Name: "edit too early", Op: "customer.Edit", Do: edit(customer.EditRequest{
			Number:       "0000000042",
			AccountDate:  new(backoffice.NewDate(1899, time.December, 31)),
			InactiveDate: new(backoffice.NewDate(1899, time.December, 31)),
			ModifiedDate: new(backoffice.NewDate(1899, time.December, 31)),
		}), Want: []backoffice.Violation{
			apitest.Wrong("AccountDate", apitest.InRange),
			apitest.Wrong("InactiveDate", apitest.InRange),
			apitest.Wrong("ModifiedDate", apitest.InRange),
		}},
		{Name: "get nobody", Op: "customer.Get", Do: get(""), Want: []backoffice.Violation{apitest.Wrong("NumberOrName", apitest.Required)}},
		{Name: "get blanks", Op: "customer.Get", Do: get("  "), Want: []backoffice.Violation{apitest.Wrong("NumberOrName", apitest.Required)}},
		{Name: "get by a long name", Op: "customer.Get", Do: get(long(51)), Want: []backoffice.Violation{
			apitest.Wrong("NumberOrName", "has 51 characters, the limit is 50"),
		}},
		{Name: "get no text", Op: "customer.Get", Do: get("a\x01"), Want: []backoffice.Violation{apitest.Wrong("NumberOrName", apitest.CleanText)}},
	})
}

func TestMinimal(t *testing.T) {
	apitest.TestMinimal(t, customer.New, []apitest.Minimal[*customer.Client]{
		{
			Op:   "customer.Add",
			Do:   add(customer.AddRequest{Name: "a", Status: customer.StatusActive}),
			Body: `{"Custname":"a","Status":"Active"}`,
		},
		{
			Op:   "customer.Edit",
			Do:   edit(customer.EditRequest{Number: "0000000042"}),
			Body: `{"Custno":"0000000042"}`,
		},
	})
}
