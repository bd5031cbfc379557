package main

import (
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// manexJobs are the calls of the ERP. The mark is the name of a customer, the
// first line of an address, or the description of a tax.
var manexJobs = []job{
	{"customer.Add", 0, 1, func(t *task) error {
		_, err := t.customers.Add(t, customer.AddRequest{Name: t.mark(), Status: customer.StatusActive}, t.reporting())
		return err
	}},
	{"customer.Add with a number", 0, 1, func(t *task) error {
		request := customer.AddRequest{Number: new(t.number()), Name: t.mark(), Status: customer.StatusQuote, Taxable: new(true)}
		added, err := t.customers.Add(t, request, t.reporting())
		return same(field(added, func(c *customer.Customer) string { return c.Name }), t.mark(), err)
	}},
	{"customer.Edit", 0, 1, func(t *task) error {
		t.customer("before")
		limit := backoffice.MustDecimal("2500")
		return t.customers.Edit(t, customer.EditRequest{Number: t.number(), Name: new(t.mark()), CreditLimit: &limit}, t.reporting())
	}},
	{"customer.Get", 1, 1, func(t *task) error {
		t.customer(t.mark())
		found, err := t.customers.Get(t, t.number(), t.reporting())
		return same(field(found, func(c *customer.Customer) string { return c.Name }), t.mark(), err)
	}},
	{"shipbill.Add", 0, 1, func(t *task) error {
		t.customer("owner")
		_, err := t.addresses.Add(t, shipbill.AddRequest{CustomerNumber: t.number(), Address1: new(t.mark())}, t.reporting())
		return err
	}},
	{"shipbill.Add with a link", 0, 1, func(t *task) error {
		t.customer("owner")
		request := shipbill.AddRequest{Link: new(t.named("LK")), CustomerNumber: t.number(), Address1: new(t.mark())}
		added, err := t.addresses.Add(t, request, t.reporting())
		return same(field(added, func(a *shipbill.Address) string { return a.Address1 }), t.mark(), err)
	}},
	{"shipbill.Edit", 0, 1, func(t *task) error {
		return t.addresses.Edit(t, shipbill.EditRequest{
			Link: t.address("before"), CustomerNumber: t.number(), Address1: new(t.mark()),
			ShipCharge: shipbill.ShipChargeNone, ShipVia: shipbill.ShipViaUPSGround, FOB: shipbill.FOBOriginPickUp,
		}, t.reporting())
	}},
	{"shipbill.Delete", 1, 0, func(t *task) error {
		return t.addresses.Delete(t, t.address(t.mark()), t.reporting())
	}},
	{"shipbill.Get", 1, 1, func(t *task) error {
		found, err := t.addresses.Get(t, t.address(t.mark()), t.reporting())
		return same(field(found, func(a *shipbill.Address) string { return a.Address1 }), t.mark(), err)
	}},
	{"shiptax.Add", 0, 1, func(t *task) error {
		t.address("of a tax")
		return t.taxes.Add(t, t.taxRequest(nil), t.reporting())
	}},
	{"shiptax.Add with a key", 0, 1, func(t *task) error {
		t.address("of a tax")
		return t.taxes.Add(t, t.taxRequest(new(t.named("TX"))), t.reporting())
	}},
	{"shiptax.Edit", 0, 1, func(t *task) error {
		t.tax("before")
		return t.taxes.Edit(t, shiptax.EditRequest{
			Key: t.named("TX"), Link: t.named("LK"), CustomerNumber: t.number(), Description: new(t.mark()),
		}, t.reporting())
	}},
	{"shiptax.DeleteByCustomer", 1, 0, func(t *task) error {
		t.tax(t.mark())
		return t.taxes.DeleteByCustomer(t, t.number(), t.reporting())
	}},
	{"shiptax.Get", 1, 1, func(t *task) error {
		t.tax(t.mark())
		rows, err := t.taxes.Get(t, t.named("LK"), t.reporting())
		return same(first(rows, func(row shiptax.Tax) string { return row.Description }), t.mark(), err)
	}},
}

// number is beyond those that the ERP gives itself.
func (t *task) number() string { return fmt.Sprintf("9%09d", t.serial) }

func (t *task) customer(name string) {
	t.server.SeedCustomer(map[string]any{"CUSTNO": t.number(), "CUSTNAME": name, "STATUS": "Active"})
}

func (t *task) address(line string) (link string) {
	t.customer("owner")
	return t.server.SeedAddress(map[string]any{"LINKADD": t.named("LK"), "CUSTNO": t.number(), "ADDRESS1": line})
}

func (t *task) tax(description string) {
	t.address("of a tax")
	t.server.SeedTax(map[string]any{
		"UNQSHIPTAX": t.named("TX"), "LINKADD": t.named("LK"), "CUSTNO": t.number(), "TAXDESC": description,
	})
}

func (t *task) taxRequest(key *string) shiptax.AddRequest {
	return shiptax.AddRequest{
		Key: key, Link: t.named("LK"), CustomerNumber: t.number(), Description: t.mark(),
		Rate: new(backoffice.MustDecimal("8.25")), TaxID: "CITY", RecordType: "S", PrimaryOnProduct: new(true),
	}
}
