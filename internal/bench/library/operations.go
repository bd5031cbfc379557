package library

import (
	"context"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
)

// Operation is one call of this library with the answer it gets.
type Operation struct {
	// Name is a word without blanks.
	Name string
	// Status and Answer are what comes back.
	Status int
	Answer []byte
	// Do makes the call.
	Do func(context.Context, *Clients) error
}

// Operations are all calls of this library, some of them with several answers.
var Operations = []Operation{
	{"customer.Add", 200, work.CustomerAdded.Answer, func(ctx context.Context, c *Clients) error {
		_, err := c.Customers.Add(ctx, NewCustomer)
		return err
	}},
	{"customer.Edit", 200, done("Customer edited successfully."), func(ctx context.Context, c *Clients) error {
		return c.Customers.Edit(ctx, editCustomer)
	}},
	{"customer.Get/padded", 200, work.CustomerPadded.Answer, getCustomer},
	{"customer.Get/populated", 200, work.CustomerPopulated.Answer, getCustomer},
	{"shipbill.Add", 200, address("ShipBill added successfully."), func(ctx context.Context, c *Clients) error {
		_, err := c.Addresses.Add(ctx, newAddress)
		return err
	}},
	{"shipbill.Edit", 200, done("ShipBill edited successfully."), func(ctx context.Context, c *Clients) error {
		return c.Addresses.Edit(ctx, editAddress)
	}},
	{"shipbill.Delete", 200, done("ShipBill deleted successfully."), func(ctx context.Context, c *Clients) error {
		return c.Addresses.Delete(ctx, work.TaxLink)
	}},
	{"shipbill.Get", 200, address("ShipBill details:"), func(ctx context.Context, c *Clients) error {
		_, err := c.Addresses.Get(ctx, work.TaxLink)
		return err
	}},
	{"shiptax.Add", 200, done("ShipTax added successfully."), func(ctx context.Context, c *Clients) error {
		return c.Taxes.Add(ctx, newTax)
	}},
	{"shiptax.Edit", 200, done("ShipTax edited successfully."), func(ctx context.Context, c *Clients) error {
		return c.Taxes.Edit(ctx, editTax)
	}},
	{"shiptax.DeleteByCustomer", 200, done("ShipTax deleted successfully."), func(ctx context.Context, c *Clients) error {
		return c.Taxes.DeleteByCustomer(ctx, work.CustomerNumber)
	}},
	{"shiptax.Get/2", 200, work.TwoTaxes.Answer, getTaxes},
	{"shiptax.Get/1000", 200, work.ThousandTaxes.Answer, getTaxes},
	{"oms.LinkAccount", 200, work.Linked.Answer, func(ctx context.Context, c *Clients) error {
		_, err := c.Links.LinkAccount(ctx, NewLink)
		return err
	}},
	{"oms.OrderHistory", 200, historyPage, func(ctx context.Context, c *Clients) error {
		_, err := c.Links.OrderHistory(ctx, oms.HistoryRequest{CustomerID: new(work.CustomerID)})
		return err
	}},
	{"orders.Create", 201, []byte(`{"orderId":"` + work.OrderID + `","ownerId":"` + work.OwnerID + `"}`), func(ctx context.Context, c *Clients) error {
		_, err := c.Orders.Create(ctx, orders.CreateRequest{})
		return err
	}},
	{"orders.SetAccountAttributes", 204, nil, func(ctx context.Context, c *Clients) error {
		return c.Orders.SetAccountAttributes(ctx, Order, Attributes)
	}},
	{"orders.AccountAttributes", 200, accountAttributes, func(ctx context.Context, c *Clients) error {
		_, err := c.Orders.AccountAttributes(ctx, Order)
		return err
	}},
	{"orders.SetAccount", 204, nil, func(ctx context.Context, c *Clients) error {
		return c.Orders.SetAccount(ctx, Order, newAccount)
	}},
	{"orders.AddProduct", 201, []byte(`{"productId":"7"}`), func(ctx context.Context, c *Clients) error {
		_, err := c.Orders.AddProduct(ctx, Order, newProduct)
		return err
	}},
	{"orders.DeleteProduct", 204, nil, func(ctx context.Context, c *Clients) error {
		return c.Orders.DeleteProduct(ctx, Order, "7")
	}},
}

func getCustomer(ctx context.Context, c *Clients) error {
	_, err := c.Customers.Get(ctx, work.CustomerNumber)
	return err
}

func getTaxes(ctx context.Context, c *Clients) error {
	_, err := c.Taxes.Get(ctx, work.TaxLink)
	return err
}
