package customer_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
)

// The examples talk to a server on this machine that behaves like the ERP.

func Example() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	customers, err := customer.New(server.ManExURL(), server.ManExKey(), backoffice.WithTimeout(10*time.Second))
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	added, err := customers.Add(ctx, customer.AddRequest{Name: "CustomerName", Status: customer.StatusActive})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := customers.Get(ctx, added.Number)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Number, c.Name, c.Status)
	// Output: 0000000001 CustomerName Active
}

func ExampleClient_Add() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	c, err := customers.Add(context.Background(), customer.AddRequest{
		Name:        "Müller & Söhne",
		Status:      customer.StatusActive,
		Terms:       new(customer.TermsNet30Percent10),
		CreditLimit: new(backoffice.MustDecimal("2500")),
		Taxable:     new(true),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Number, c.Name)
	fmt.Println(c.Terms, c.CreditLimit, c.Taxable)
	// Output:
	// 0000000001 Müller & Söhne
	// NET 30/2% 10 2500 true
}

// An Add is never sent twice on its own. When its answer is lost, the error says
// that nobody knows what became of it.
func ExampleClient_Add_outcomeUnknown() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}
	server.Script("customer.Add", backofficetest.DropAfter())

	_, err = customers.Add(context.Background(), customer.AddRequest{Name: "CustomerName", Status: customer.StatusActive})
	switch {
	case errors.Is(err, backoffice.ErrNotSent):
		fmt.Println("add it again")
	case errors.Is(err, backoffice.ErrOutcomeUnknown):
		fmt.Println("look before adding it again")
	case err != nil:
		fmt.Println("not added")
	}
	fmt.Println("customers in the ERP:", len(server.Customers()))
	// Output:
	// look before adding it again
	// customers in the ERP: 1
}

// Everything that is wrong with a request is reported at once, before anything
// is sent.
func ExampleClient_Add_invalid() {
	customers, err := customer.New("https://erp.example.com", "dummy-key")
	if err != nil {
		fmt.Println(err)
		return
	}

	_, err = customers.Add(context.Background(), customer.AddRequest{
		Status:      "Gone",
		CreditLimit: new(backoffice.MustDecimal("-1")),
	})
	if failed, ok := errors.AsType[*backoffice.Error](err); ok {
		for _, violation := range failed.Violations {
			fmt.Println(violation)
		}
	}
	// Output:
	// Name is required
	// Status must be one of Active, Inactive, Quote
	// CreditLimit must not be below 0
}

func ExampleClient_Edit() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName", "STATUS": "Active"})
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	// Fields that are not set are not sent.
	err = customers.Edit(context.Background(), customer.EditRequest{
		Number:      number,
		CreditLimit: new(backoffice.MustDecimal("2500")),
		Territory:   new(customer.TerritoryNewEngland),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(server.Customer(number)["CUSTNAME"], server.Customer(number)["CREDLIMIT"])
	// Output: CustomerName 2500
}

func ExampleClient_Get() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	server.SeedCustomer(map[string]any{
		"CUSTNO": "0000000010", "CUSTNAME": "CustomerName", "STATUS": "Active",
		"ACCT_DATE": time.Date(2014, 11, 19, 13, 28, 0, 0, time.UTC),
	})
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	c, err := customers.Get(context.Background(), "0000000010")
	if err != nil {
		fmt.Println(err)
		return
	}
	// The ERP writes its local time without a zone: say where it stands.
	newYork := time.FixedZone("EST", -5*60*60)
	fmt.Println(c.Name, c.AccountDate.In(newYork))

	_, err = customers.Get(context.Background(), "0000000011")
	if errors.Is(err, backoffice.ErrNotFound) {
		fmt.Println("no such customer")
	}
	// Output:
	// CustomerName 2014-11-19 13:28:00 -0500 EST
	// no such customer
}
