package backofficetest_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
)

// A test of a program that uses this module says NewServer(t) in place of Start,
// and leaves Close to it.
func Example() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName", "CREDLIMIT": 100})

	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}
	err = customers.Edit(context.Background(), customer.EditRequest{
		Number: number, CreditLimit: new(backoffice.MustDecimal("2500")),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(server.Customer(number)["CREDLIMIT"], len(server.Commits("customer.Edit")), server.Problems())
	// Output: 2500 1 []
}

// The ledger shows what happened to a write whose answer was lost.
func ExampleServer_Script() {
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

	server.Script("customer.Add", backofficetest.DropBefore(), backofficetest.DropAfter())
	for range 2 {
		_, err = customers.Add(context.Background(), customer.AddRequest{Name: "CustomerName", Status: customer.StatusActive})
		fmt.Println(errors.Is(err, backoffice.ErrOutcomeUnknown), len(server.Commits("customer.Add")))
	}
	// Output:
	// true 0
	// true 1
}
