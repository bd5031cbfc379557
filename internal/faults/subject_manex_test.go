package faults_test

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

const (
	number = "0000000042"
	link   = "LINK000042"
	taxKey = "TAX0000042"
)

// seedManEx puts a customer with an address and a tax row into the ERP.
func seedManEx(server *backofficetest.Server) {
	server.SeedCustomer(map[string]any{"CUSTNO": number, "CUSTNAME": "Customer", "STATUS": "Active", "CREDLIMIT": 100})
	server.SeedAddress(map[string]any{"LINKADD": link, "CUSTNO": number, "CITY": "Swilton"})
	server.SeedTax(map[string]any{"UNQSHIPTAX": taxKey, "LINKADD": link, "CUSTNO": number, "TAXDESC": "State tax", "TAX_RATE": 8})
}

// manexSubjects returns the subjects of the ERP. The Adds carry no key of the
// caller's own, so no look-up can settle them.
func manexSubjects() []subject {
	rate := backoffice.MustDecimal("8.25")
	day := backoffice.NewDate(2014, time.November, 19)
	all := []subject{
		{
			group: customers, class: transport.Read, op: "customer.Get",
			input: func(place) any { return number },
			unfit: func(place) any { return "a\x00b" },
			dial: dialer(openCustomers, func(ctx context.Context, c *customer.Client, in string, options []backoffice.Option) (any, error) {
				return c.Get(ctx, in, options...)
			}),
		},
		{
			group: customers, class: transport.Update, op: "customer.Edit",
			input: func(place) any {
				return &customer.EditRequest{Number: number, Name: new("Customer & Söhne"), CreditLimit: new(backoffice.MustDecimal("2500"))}
			},
			unfit: func(place) any { return &customer.EditRequest{Number: number, Name: new("a\xffb")} },
			dial: dialer(openCustomers, func(ctx context.Context, c *customer.Client, in *customer.EditRequest, options []backoffice.Option) (any, error) {
				return nothing(c.Edit(ctx, *in, options...))
			}),
		},
		{
			group: customers, class: transport.Delete, op: "shipbill.Delete",
			input: func(place) any { return link },
			unfit: func(place) any { return "a\x00b" },
			dial: dialer(openAddresses, func(ctx context.Context, c *shipbill.Client, in string, options []backoffice.Option) (any, error) {
				return nothing(c.Delete(ctx, in, options...))
			}),
		},
		{
			group: customers, class: transport.Once, op: "customer.Add",
			input: func(place) any {
				return &customer.AddRequest{Name: "New & Co.", Status: customer.StatusActive, Taxable: new(true), AccountDate: &day}
			},
			unfit: func(place) any { return &customer.AddRequest{Name: "a\x00b", Status: customer.StatusActive} },
			dial: dialer(openCustomers, func(ctx context.Context, c *customer.Client, in *customer.AddRequest, options []backoffice.Option) (any, error) {
				return c.Add(ctx, *in, options...)
			}),
		},
		{
			group: taxes, class: transport.Read, op: "shiptax.Get",
			input: func(place) any { return link },
			unfit: func(place) any { return "a\x00b" },
			dial: dialer(openTaxes, func(ctx context.Context, c *shiptax.Client, in string, options []backoffice.Option) (any, error) {
				return c.Get(ctx, in, options...)
			}),
		},
		{
			group: taxes, class: transport.Update, op: "shiptax.Edit",
			input: func(place) any {
				return &shiptax.EditRequest{Key: taxKey, Link: link, CustomerNumber: number, Rate: &rate}
			},
			unfit: func(place) any { return &shiptax.EditRequest{Key: taxKey, Link: link, CustomerNumber: "a\x7fb"} },
			dial: dialer(openTaxes, func(ctx context.Context, c *shiptax.Client, in *shiptax.EditRequest, options []backoffice.Option) (any, error) {
				return nothing(c.Edit(ctx, *in, options...))
			}),
		},
		{
			group: taxes, class: transport.Delete, op: "shiptax.DeleteByCustomer",
			input: func(place) any { return number },
			unfit: func(place) any { return "a\x00b" },
			dial: dialer(openTaxes, func(ctx context.Context, c *shiptax.Client, in string, options []backoffice.Option) (any, error) {
				return nothing(c.DeleteByCustomer(ctx, in, options...))
			}),
		},
		{
			group: taxes, class: transport.Once, op: "shiptax.Add",
			input: func(place) any {
				return &shiptax.AddRequest{
					Link: link, CustomerNumber: number, Description: "City tax", Rate: new(rate), TaxID: "CITY",
					RecordType: "S", PrimaryOnProduct: new(true),
				}
			},
			unfit: func(place) any { return &shiptax.AddRequest{Link: link, CustomerNumber: "a\x00b"} },
			dial: dialer(openTaxes, func(ctx context.Context, c *shiptax.Client, in *shiptax.AddRequest, options []backoffice.Option) (any, error) {
				return nothing(c.Add(ctx, *in, options...))
			}),
		},
	}
	for i := range all {
		all[i].bearsSecret = func(p place, r backofficetest.Request) bool {
			return strings.Contains(r.URI, url.PathEscape(p.key.Text()))
		}
	}
	return all
}

func openCustomers(p place, options []backoffice.Option) (*customer.Client, error) {
	return customer.New(p.url(p.server.ManExURL()), p.key.Text(), options...)
}

func openAddresses(p place, options []backoffice.Option) (*shipbill.Client, error) {
	return shipbill.New(p.url(p.server.ManExURL()), p.key.Text(), options...)
}

func openTaxes(p place, options []backoffice.Option) (*shiptax.Client, error) {
	return shiptax.New(p.url(p.server.ManExURL()), p.key.Text(), options...)
}
