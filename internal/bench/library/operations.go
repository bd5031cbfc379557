package library

import (
	"context"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// Operation is one call of this library with the answer it gets.
type Operation struct {
	// Name is a word without blanks.
	Name string
	// Answer is the body that comes back.
	Answer []byte
	// Do makes the call.
	Do func(context.Context, *Clients) error
}

// Operations are all calls of this library, some of them with several answers.
var Operations = []Operation{
	{"customer.Add", work.CustomerAdded.Answer, func(ctx context.Context, c *Clients) error {
		_, err := c.Customers.Add(ctx, NewCustomer)
		return err
	}},
	{"customer.Edit", done("Customer edited successfully."), func(ctx context.Context, c *Clients) error {
		return c.Customers.Edit(ctx, editCustomer)
	}},
	{"customer.Get/padded", work.CustomerPadded.Answer, getCustomer},
	{"customer.Get/populated", work.CustomerPopulated.Answer, getCustomer},
	{"shipbill.Add", address("ShipBill added successfully."), func(ctx context.Context, c *Clients) error {
		_, err := c.Addresses.Add(ctx, newAddress)
		return err
	}},
	{"shipbill.Edit", done("ShipBill edited successfully."), func(ctx context.Context, c *Clients) error {
		return c.Addresses.Edit(ctx, editAddress)
	}},
	{"shipbill.Delete", done("ShipBill deleted successfully."), func(ctx context.Context, c *Clients) error {
		return c.Addresses.Delete(ctx, work.TaxLink)
	}},
	{"shipbill.Get", address("ShipBill details:"), func(ctx context.Context, c *Clients) error {
		_, err := c.Addresses.Get(ctx, work.TaxLink)
		return err
	}},
	{"shiptax.Add", done("ShipTax added successfully."), func(ctx context.Context, c *Clients) error {
		return c.Taxes.Add(ctx, newTax)
	}},
	{"shiptax.Edit", done("ShipTax edited successfully."), func(ctx context.Context, c *Clients) error {
		return c.Taxes.Edit(ctx, editTax)
	}},
	{"shiptax.DeleteByCustomer", done("ShipTax deleted successfully."), func(ctx context.Context, c *Clients) error {
		return c.Taxes.DeleteByCustomer(ctx, work.CustomerNumber)
	}},
	{"shiptax.Get/2", work.TwoTaxes.Answer, getTaxes},
	{"shiptax.Get/1000", work.ThousandTaxes.Answer, getTaxes},
}

func getCustomer(ctx context.Context, c *Clients) error {
	_, err := c.Customers.Get(ctx, work.CustomerNumber)
	return err
}

func getTaxes(ctx context.Context, c *Clients) error {
	_, err := c.Taxes.Get(ctx, work.TaxLink)
	return err
}

// done is the answer of a write that returns nothing.
func done(message string) []byte {
	return []byte(`{"$id":"1","Code":200,"Message":"` + message + `","SessionId":null,"IsValidUser":true,"ResponseObject":null}`)
}

// address is the vendor's sample of an address, with its padding.
func address(message string) []byte {
	return []byte(`{"$id":"1","Code":200,"Message":"` + message + `","SessionId":null,"IsValidUser":true,"ResponseObject":{` +
		`"$id":"2","LINKADD":"_41X0YBRKE","CUSTNO":"0000000008","SHIPTO":"TestShipping                  ",` +
		`"ADDRESS1":"12 West St                    ","ADDRESS2":"                              ","CITY":"Swilton             ",` +
		`"STATE":"NH                  ","ZIP":"02343               ","COUNTRY":"USA                 ","PHONE":"6035555555          ",` +
		`"FAX":"                   ","E_MAIL":"","TRANSDAY":0,"FOB":"ORIGIN-CUST P/U","SHIPCHARGE":"PREPAY/BILL CUS",` +
		`"SHIPVIA":"COMPANY TRUCK  ","ATTENTION":"                              ","RECORDTYPE":"B","BILLACOUNT":"                    ",` +
		`"SHIPTIME":"        ","SHIPNOTE":"","SHIP_DAYS":0,"RECV_DEFA":false,"CONFIRM":"      ","PKFOOTNOTE":"","INFOOTNOTE":"",` +
		`"TAXEXEMPT":"               ","FOREIGNTAX":false,"ModifiedDate":"2014-12-01T09:31:36.737"}}`)
}
