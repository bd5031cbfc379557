package shiptax_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

func add(request shiptax.AddRequest) func(context.Context, *shiptax.Client) error {
	return func(ctx context.Context, c *shiptax.Client) error { return c.Add(ctx, request) }
}

func edit(request shiptax.EditRequest) func(context.Context, *shiptax.Client) error {
	return func(ctx context.Context, c *shiptax.Client) error { return c.Edit(ctx, request) }
}

func deleteByCustomer(number string) func(context.Context, *shiptax.Client) error {
	return func(ctx context.Context, c *shiptax.Client) error { return c.DeleteByCustomer(ctx, number) }
}

func get(link string) func(context.Context, *shiptax.Client) error {
	return func(ctx context.Context, c *shiptax.Client) error {
		_, err := c.Get(ctx, link)
		return err
	}
}

func TestChecks(t *testing.T) {
	const tooLong = "has 11 characters, the limit is 10"
	long := func(length int) string { return strings.Repeat("ü", length) }
	apitest.TestChecks(t, shiptax.New, []apitest.Check[*shiptax.Client]{
		{Name: "add nothing", Op: "shiptax.Add", Do: add(shiptax.AddRequest{Key: new("")}), Want: []backoffice.Violation{
			apitest.Wrong("Key", apitest.NotBlank),
			apitest.Wrong("Link", apitest.Required),
			apitest.Wrong("CustomerNumber", apitest.Required),
			apitest.Wrong("Description", apitest.Required),
			apitest.Wrong("Rate", apitest.Required),
			apitest.Wrong("TaxID", apitest.Required),
			apitest.Wrong("RecordType", apitest.Required),
		}},
		{Name: "add too much of everything", Op: "shiptax.Add", Do: add(shiptax.AddRequest{
			Key:            new(long(11)),
			Link:           long(11),
			CustomerNumber: long(11),
			Description:    long(26),
			Type:           new(shiptax.Type("SS")),
			Rate:           new(backoffice.MustDecimal("10000.00001")),
			TaxID:          long(9),
			RecordType:     "SS",
			ModifiedDate:   new(backoffice.NewDate(1899, time.December, 31)),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Key", tooLong),
			apitest.Wrong("Link", tooLong),
			apitest.Wrong("CustomerNumber", tooLong),
			apitest.Wrong("Description", "has 26 characters, the limit is 25"),
			apitest.Wrong("Type", "has 2 characters, the limit is 1"),
			apitest.Wrong("Rate", "must have at most 4 digits after the point"),
			apitest.Wrong("Rate", "must have at most 4 digits before the point"),
			apitest.Wrong("TaxID", "has 9 characters, the limit is 8"),
			apitest.Wrong("RecordType", "has 2 characters, the limit is 1"),
			apitest.Wrong("ModifiedDate", apitest.InRange),
		}},
		{Name: "add no text, below zero", Op: "shiptax.Add", Do: add(shiptax.AddRequest{
			Link: "a\x00", CustomerNumber: "\xff", Description: "\x02", TaxID: "\x7f", RecordType: "\x1f",
			Rate: new(backoffice.MustDecimal("-0.0001")),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Link", apitest.CleanText),
			apitest.Wrong("CustomerNumber", apitest.CleanText),
			apitest.Wrong("Description", apitest.CleanText),
			apitest.Wrong("Rate", apitest.NotBelow0),
			apitest.Wrong("TaxID", apitest.CleanText),
			apitest.Wrong("RecordType", apitest.CleanText),
		}},
		{Name: "edit nothing", Op: "shiptax.Edit", Do: edit(shiptax.EditRequest{}), Want: []backoffice.Violation{
			apitest.Wrong("Key", apitest.Required),
			apitest.Wrong("Link", apitest.Required),
			apitest.Wrong("CustomerNumber", apitest.Required),
		}},
		{Name: "edit too much of everything", Op: "shiptax.Edit", Do: edit(shiptax.EditRequest{
			Key:            long(11),
			Link:           long(11),
			CustomerNumber: long(11),
			Description:    new(long(26)),
			Type:           new(shiptax.Type("SS")),
			Rate:           new(backoffice.MustDecimal("-1")),
			TaxID:          new(long(9)),
			RecordType:     new(shiptax.RecordType("SS")),
			ModifiedDate:   new(backoffice.NewDate(2079, time.June, 7)),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Key", tooLong),
			apitest.Wrong("Link", tooLong),
			apitest.Wrong("CustomerNumber", tooLong),
			apitest.Wrong("Description", "has 26 characters, the limit is 25"),
			apitest.Wrong("Type", "has 2 characters, the limit is 1"),
			apitest.Wrong("Rate", apitest.NotBelow0),
			apitest.Wrong("TaxID", "has 9 characters, the limit is 8"),
			apitest.Wrong("RecordType", "has 2 characters, the limit is 1"),
			apitest.Wrong("ModifiedDate", apitest.InRange),
		}},
		{Name: "edit too high, too early", Op: "shiptax.Edit", Do: edit(shiptax.EditRequest{
			Key: "k", Link: "a", CustomerNumber: "0000000042",
			Rate:         new(backoffice.MustDecimal("10000.00001")),
			ModifiedDate: new(backoffice.NewDate(1899, time.December, 31)),
		}), Want: []backoffice.Violation{
			apitest.Wrong("Rate", "must have at most 4 digits after the point"),
			apitest.Wrong("Rate", "must have at most 4 digits before the point"),
			apitest.Wrong("ModifiedDate", apitest.InRange),
		}},
		{Name: "delete the taxes of nobody", Op: "shiptax.DeleteByCustomer", Do: deleteByCustomer(" "), Want: []backoffice.Violation{
			apitest.Wrong("CustomerNumber", apitest.Required),
		}},
		{Name: "delete by a long number", Op: "shiptax.DeleteByCustomer", Do: deleteByCustomer(long(11)), Want: []backoffice.Violation{
			apitest.Wrong("CustomerNumber", tooLong),
		}},
		{Name: "get nothing", Op: "shiptax.Get", Do: get(""), Want: []backoffice.Violation{apitest.Wrong("Link", apitest.Required)}},
		{Name: "get by a long link", Op: "shiptax.Get", Do: get(long(11)), Want: []backoffice.Violation{apitest.Wrong("Link", tooLong)}},
	})
}

func TestMinimal(t *testing.T) {
	apitest.TestMinimal(t, shiptax.New, []apitest.Minimal[*shiptax.Client]{
		{
			Op: "shiptax.Add",
			Do: add(shiptax.AddRequest{
				Link: "a", CustomerNumber: "0000000042", Description: "d", Rate: new(backoffice.Decimal{}), TaxID: "i",
				RecordType: shiptax.Sales,
			}),
			Body: `{"Linkadd":"a","Custno":"0000000042","Taxdesc":"d","tax_rate":0,"Tax_id":"i","recordtype":"S"}`,
		},
		{
			Op:   "shiptax.Edit",
			Do:   edit(shiptax.EditRequest{Key: "k", Link: "a", CustomerNumber: "0000000042"}),
			Body: `{"unqshiptax":"k","Linkadd":"a","Custno":"0000000042"}`,
		},
	})
}
