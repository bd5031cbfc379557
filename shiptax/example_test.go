package shiptax_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// The examples talk to a server on this machine that behaves like the ERP.

func Example() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	link := server.SeedAddress(map[string]any{"CUSTNO": number})

	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	err = taxes.Add(ctx, shiptax.AddRequest{
		Link:           link,
		CustomerNumber: number,
		Description:    "SANTA CLARA CNTY. USE TAX",
		Rate:           new(backoffice.MustDecimal("8.25")),
		TaxID:          "CA USE",
		RecordType:     shiptax.Sales,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := taxes.Get(ctx, link)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tax := range rows {
		fmt.Println(tax.Description, tax.Rate)
	}
	// Output: SANTA CLARA CNTY. USE TAX 8.25
}

func ExampleClient_Add() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	link := server.SeedAddress(map[string]any{"CUSTNO": number})
	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	// The answer carries no data, so a key of one's own names the row.
	key := backoffice.NewKey()
	err = taxes.Add(context.Background(), shiptax.AddRequest{
		Key:              &key,
		Link:             link,
		CustomerNumber:   number,
		Description:      "ORANGE COUNTY",
		Type:             new(shiptax.OnItems),
		Rate:             new(backoffice.MustDecimal("7.5")),
		TaxID:            "CA USE",
		RecordType:       shiptax.Sales,
		PrimaryOnFreight: new(true),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(server.Tax(key)["TAX_RATE"])
	// Output: 7.5
}

func ExampleClient_Edit() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	link := server.SeedAddress(map[string]any{"CUSTNO": number})
	key := server.SeedTax(map[string]any{"LINKADD": link, "CUSTNO": number, "TAX_ID": "CA USE"})
	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	err = taxes.Edit(context.Background(), shiptax.EditRequest{
		Key:            key,
		Link:           link,
		CustomerNumber: number,
		Rate:           new(backoffice.MustDecimal("7.5")),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(server.Tax(key)["TAX_ID"], server.Tax(key)["TAX_RATE"])
	// Output: CA USE 7.5
}

// DeleteByCustomer removes the rows of all addresses of the customer.
func ExampleClient_DeleteByCustomer() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	for range 3 {
		server.SeedTax(map[string]any{"CUSTNO": number})
	}
	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	if err := taxes.DeleteByCustomer(context.Background(), number); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(server.Taxes()))
	// Output: 0
}

// The vendor's page names one path, its error sample another. A server may have
// either.
func ExampleClient_DeleteByCustomer_otherPath() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	server.SeedTax(map[string]any{"CUSTNO": number})

	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey(),
		backoffice.WithRoute("shiptax.DeleteByCustomer", backoffice.Route{
			Method: "DELETE", Path: "/API/ShipTax/Delete/{key}",
		}))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := taxes.DeleteByCustomer(context.Background(), number); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(server.Requests("shiptax.DeleteByCustomer")[0].Method, len(server.Taxes()))
	// Output: DELETE 0
}

func ExampleClient_Get() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	link := server.SeedAddress(map[string]any{"CITY": "Swilton"})
	for _, kind := range []string{"S", "C"} {
		server.SeedTax(map[string]any{"LINKADD": link, "TAXTYPE": kind})
	}
	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	rows, err := taxes.Get(context.Background(), link)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tax := range rows {
		fmt.Println(tax.Type == shiptax.OnFreight)
	}

	_, err = taxes.Get(context.Background(), "unknown")
	if errors.Is(err, backoffice.ErrNotFound) {
		fmt.Println("no tax rows")
	}
	// Output:
	// false
	// true
	// no tax rows
}
