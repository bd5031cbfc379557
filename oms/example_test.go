package oms_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
)

// start returns a client of a server on this machine that behaves like the OMS.
func start() (*oms.Client, *backofficetest.Server) {
	server, err := backofficetest.Start()
	if err != nil {
		log.Fatal(err)
	}
	server.SeedDECK(
		backofficetest.DECKOrder{Number: "100000042", CustomerID: oms.GuestCustomerID},
		backofficetest.DECKOrder{Number: "100000043", CustomerID: "C-7"},
		backofficetest.DECKOrder{Number: "100000044", CustomerID: "C-7"},
	)
	client, err := oms.New(server.DECKURL(), oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()})
	if err != nil {
		log.Fatal(err)
	}
	return client, server
}

func ExampleNew() {
	_, err := oms.New("http://oms.example.com", oms.Credentials{SiteCode: "SITE"})
	fmt.Println(errors.Is(err, backoffice.ErrInvalid))
	var e *backoffice.Error
	if errors.As(err, &e) {
		for _, violation := range e.Violations {
			fmt.Println(violation.Field)
		}
	}
	// Output:
	// true
	// credentials.APIKey
	// baseURL
}

func ExampleClient_LinkAccount() {
	links, server := start()
	defer server.Close()

	result, err := links.LinkAccount(context.Background(), oms.LinkAccountRequest{
		OrderNumber: "100000042",
		CustomerID:  "C-7",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Message, result.Queued())
	// Output: Success false
}

func ExampleClient_LinkAccount_errors() {
	links, server := start()
	defer server.Close()

	_, err := links.LinkAccount(context.Background(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "C-7"})
	var e *backoffice.Error
	switch {
	case errors.Is(err, backoffice.ErrOutcomeUnknown):
		fmt.Println("look before repeating")
	case errors.Is(err, backoffice.ErrUnauthorized):
		fmt.Println("check the site code, the API key and the clock")
	case errors.As(err, &e):
		fmt.Println(e.Code, e.Message)
	}
	// Output: 3 Order not found.
}

func ExampleClient_LinkAccount_dryRun() {
	links, server := start()
	defer server.Close()

	_, err := links.LinkAccount(context.Background(), oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: "C-7"},
		backoffice.WithDryRun(os.Stdout))
	fmt.Println(err)
	// Output:
	// POST /api/OmsOrderLinkAccount application/json
	// {"SiteCode":"TESTSITE","VerificationKey":"{VerificationKey}","TimestampUTC":"{TimestampUTC}","OrderNumber":"100000042","CustomerID":"C-7"}
	//
	// oms.LinkAccount: not sent: this is a dry run
}

func ExampleClient_OrderHistory() {
	links, server := start()
	defer server.Close()

	page, err := links.OrderHistory(context.Background(), oms.HistoryRequest{OrderNumber: new("100000043")})
	if err != nil {
		log.Fatal(err)
	}
	for _, order := range page.Orders {
		fmt.Println(order.Number, order.CustomerID)
	}
	// Output: 100000043 C-7
}

func ExampleClient_Orders() {
	links, server := start()
	defer server.Close()

	orders := links.Orders(oms.OrdersRequest{CustomerID: new("C-7"), PageSize: 100})
	for order, err := range orders.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order.Number)
	}
	// Output:
	// 100000043
	// 100000044
}

// A token, kept in a file or a database, lets another process go on.
func ExampleOrders_Next() {
	links, server := start()
	defer server.Close()
	ctx := context.Background()

	var token string
	orders := links.Orders(oms.OrdersRequest{CustomerID: new("C-7")})
	for order, err := range orders.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("first process:", order.Number)
		token = orders.Next()
		break
	}

	rest := links.Orders(oms.OrdersRequest{CustomerID: new("C-7"), Token: token})
	for order, err := range rest.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("second process:", order.Number)
	}
	// Output:
	// first process: 100000043
	// second process: 100000044
}

func ExampleCall() {
	links, server := start()
	defer server.Close()
	server.HandleDECK("api/OmsGetReturnReasons", func(map[string]any) backofficetest.DECKReply {
		return backofficetest.DECKReply{Members: map[string]any{
			"DataPairs": []map[string]string{{"Value": "3", "Text": "Too small"}},
		}}
	})

	type reasons struct {
		oms.Response
		DataPairs []struct{ Value, Text string }
	}
	returnReasons := oms.Endpoint{Route: "api/OmsGetReturnReasons", Class: oms.Read}
	answer, err := oms.Call[reasons](context.Background(), links, returnReasons, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, reason := range answer.DataPairs {
		fmt.Println(reason.Value, reason.Text)
	}
	// Output: 3 Too small
}
