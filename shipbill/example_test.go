package shipbill_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/shipbill"
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

	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	added, err := addresses.Add(ctx, shipbill.AddRequest{
		CustomerNumber: number,
		ShipTo:         new("CustomerName"),
		City:           new("Swilton"),
		RecordType:     new(shipbill.ShipTo),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := addresses.Get(ctx, added.Link)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.CustomerNumber, a.ShipTo, a.City)
	// Output: 0000000001 CustomerName Swilton
}

func ExampleClient_Add() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	// With a link of its own, the address can be found after a lost answer.
	link := backoffice.NewKey()
	a, err := addresses.Add(context.Background(), shipbill.AddRequest{
		Link:           &link,
		CustomerNumber: number,
		Email:          new("orders@example.com"),
		RecordType:     new(shipbill.BillTo),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Link == link, a.Email, a.RecordType)
	// Output: true orders@example.com B
}

func ExampleClient_Edit() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	link := server.SeedAddress(map[string]any{"CUSTNO": number, "CITY": "Swilton"})
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	err = addresses.Edit(context.Background(), shipbill.EditRequest{
		Link:           link,
		CustomerNumber: number,
		ShipCharge:     shipbill.ShipChargePrepay,
		ShipVia:        shipbill.ShipViaCompanyTruck,
		FOB:            shipbill.FOBOriginPickUp,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(server.Address(link)["FOB"])
	// Output: ORIGIN-CUST P/U
}

// Deleting an address deletes its tax rows as well.
func ExampleClient_Delete() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	link := server.SeedAddress(map[string]any{"CITY": "Swilton"})
	server.SeedTax(map[string]any{"LINKADD": link})
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	if err := addresses.Delete(context.Background(), link); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(server.Addresses()), len(server.Taxes()))
	// Output: 0 0
}

func ExampleClient_DeleteSelected() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	link := server.SeedAddress(map[string]any{"CUSTNO": "0000000010"})
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	err = addresses.DeleteSelected(context.Background(), shipbill.Selection{Link: link, CustomerNumber: new("0000000010")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(server.Addresses()))
	// Output: 0
}

func ExampleClient_Get() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	link := server.SeedAddress(map[string]any{"SHIPTO": "TestShipping", "STATE": "NH", "RECORDTYPE": "B"})
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	a, err := addresses.Get(context.Background(), link)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s in %q\n", a.ShipTo, a.State) // the server pads, the client trims

	_, err = addresses.Get(context.Background(), "unknown")
	if errors.Is(err, backoffice.ErrNotFound) {
		fmt.Println("no such address")
	}
	// Output:
	// TestShipping in "NH"
	// no such address
}

func ExampleClient_GetSelected() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	link := server.SeedAddress(map[string]any{"SHIPTO": "TestShipping", "RECORDTYPE": "S"})
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		fmt.Println(err)
		return
	}

	a, err := addresses.GetSelected(context.Background(), shipbill.Selection{Link: link, RecordType: new(shipbill.ShipTo)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.ShipTo)
	// Output: TestShipping
}
