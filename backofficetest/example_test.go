package backofficetest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
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

// A program, such as a sandbox, starts the server and closes it.
func ExampleStart() {
	server, err := backofficetest.Start(backofficetest.WithoutPadding(), backofficetest.WithManExKey("DUMMY-KEY1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	fmt.Println(server.ManExKey(), strings.HasPrefix(server.ManExURL(), "http://127.0.0.1:"))
	// Output: DUMMY-KEY1 true
}

// Columns that are not given hold what the database puts there. A record names
// columns as the database does, and its texts have no padding.
func ExampleServer_SeedCustomer() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "CustomerName"})
	link := server.SeedAddress(map[string]any{"CUSTNO": number, "CITY": "Swilton"})
	server.SeedTax(map[string]any{"CUSTNO": number, "LINKADD": link, "TAX_RATE": json.Number("8.25")})
	fmt.Println(server.Customer(number)["CUSTNAME"], server.Address(link)["CITY"], len(server.Taxes()))
	// Output: CustomerName Swilton 1
}

// The OMS carries a link out, and the ledger holds it once, though the first
// attempt was refused.
func ExampleServer_SeedDECK() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	server.SeedDECK(backofficetest.DECKOrder{Number: "100000042"})
	server.Script("oms.LinkAccount", backofficetest.Status(503))

	links, err := oms.New(server.DECKURL(), oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = links.LinkAccount(context.Background(), oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: "7"})
	order, _ := server.DECKOrder("100000042")
	fmt.Println(err, order.CustomerID, len(server.Requests("oms.LinkAccount")), len(server.Commits("oms.LinkAccount")))
	// Output: <nil> 7 2 1
}

// An order that exists needs no Create.
func ExampleServer_SeedHostwayOrder() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	seeded := server.SeedHostwayOrder(backofficetest.HostwayOrder{})
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		fmt.Println(err)
		return
	}
	ref := orders.Ref{OrderID: seeded.ID, OwnerID: orders.NewSecret(seeded.OwnerID)}
	err = carts.SetAccountAttributes(context.Background(), ref, []orders.Attribute{{Name: orders.PartnerAccountID, Value: "P-42"}})
	order, _ := server.HostwayOrder(seeded.ID)
	fmt.Println(err, order.AccountAttributes)
	// Output: <nil> [{partner_account_id P-42}]
}

// A real server ignores a member it doesn't know. This one reports it; NewServer
// lets the test fail for it, unless it is [backofficetest.Lenient].
func ExampleServer_Problems() {
	server, err := backofficetest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	resp, err := http.Post(server.ManExURL()+"/API/Customer/Add/"+server.ManExKey(), "application/json",
		strings.NewReader(`{"Custname":"CustomerName","Status":"Active","Fone":"1"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	for _, problem := range server.Problems() {
		fmt.Println(problem)
	}
	// Output: customer.Add: has the argument "Fone", which the framework ignores
}

// Faults can come from a command line.
func ExampleParseFault() {
	for _, text := range []string{"drop-after", "retry-after(429, 7)"} {
		fault, err := backofficetest.ParseFault(text)
		fmt.Println(fault, err)
	}
	_, err := backofficetest.ParseFault("drop-later")
	fmt.Println(err != nil)
	// Output:
	// drop after <nil>
	// answer 429 <nil>
	// true
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
