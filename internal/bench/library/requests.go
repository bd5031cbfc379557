package library

import (
	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// NewCustomer is [work.NewCustomer] in the types of this library.
var NewCustomer = customer.AddRequest{
	Number:          work.NewCustomer.Number,
	Name:            work.NewCustomer.Name,
	Status:          customer.StatusActive,
	Phone:           work.NewCustomer.Phone,
	Fax:             work.NewCustomer.Fax,
	Territory:       new(customer.TerritoryNewEngland),
	Terms:           new(customer.TermsNet30Percent10),
	CreditLimit:     new(backoffice.MustDecimal("2500")),
	CreditStatus:    new(customer.CreditOK),
	HighestBalance:  new(backoffice.MustDecimal("18250.75")),
	AccountDate:     new(backoffice.NewDate(2014, 11, 19)),
	SalesDiscountID: work.NewCustomer.SalesDiscountID,
	Taxable:         work.NewCustomer.Taxable,
}

// NewLink is what [work.NewLink] asks for.
var NewLink = oms.LinkAccountRequest{OrderNumber: work.OrderNumber, CustomerID: work.CustomerID}

// Order is the order that is worked on.
var Order = orders.Ref{OrderID: work.OrderID, OwnerID: orders.NewSecret(work.OwnerID)}

// Attributes are [work.Attributes] in the types of this library.
var Attributes = func() []orders.Attribute {
	attributes := make([]orders.Attribute, len(work.Attributes))
	for i, a := range work.Attributes {
		attributes[i] = orders.Attribute{Name: a.Name, Value: a.Value}
	}
	return attributes
}()

var (
	editCustomer = customer.EditRequest{
		Number:      work.CustomerNumber,
		CreditLimit: new(backoffice.MustDecimal("2500")),
		Terms:       new(customer.TermsNet30),
	}
	newAddress = shipbill.AddRequest{
		CustomerNumber: work.CustomerNumber,
		ShipTo:         new("Test Shipping"),
		Address1:       new("12 West St"),
		City:           new("Swilton"),
		State:          new("NH"),
		Zip:            new("02343"),
		Country:        new("USA"),
		RecordType:     new(shipbill.ShipTo),
	}
	editAddress = shipbill.EditRequest{
		Link:           work.TaxLink,
		CustomerNumber: work.CustomerNumber,
		ShipCharge:     shipbill.ShipChargePrepay,
		ShipVia:        shipbill.ShipViaCompanyTruck,
		FOB:            shipbill.FOBOriginPickUp,
		ShipTo:         new("Test Shipping"),
	}
	newTax = shiptax.AddRequest{
		Key:            new("_41X0YBZJX"),
		Link:           work.TaxLink,
		CustomerNumber: work.CustomerNumber,
		Description:    "SANTA CLARA CNTY. USE TAX",
		Type:           new(shiptax.OnItems),
		Rate:           new(backoffice.MustDecimal("8.25")),
		TaxID:          "CA USE",
		RecordType:     shiptax.Sales,
	}
	editTax = shiptax.EditRequest{
		Key:            "_41X0YBZJX",
		Link:           work.TaxLink,
		CustomerNumber: work.CustomerNumber,
		Rate:           new(backoffice.MustDecimal("7.5")),
	}
)

var (
	newAccount = orders.AccountRequest{Currency: new("USD"), Language: new("en-US")}
	newProduct = orders.AddProductRequest{Offering: "http://127.0.0.1/productSpecifications/3/offerings/4"}
)
