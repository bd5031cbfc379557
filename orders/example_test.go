package orders_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"slices"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
)

// The examples run against a server that behaves like the vendor's. A program
// passes orders.DefaultBaseURL to New.
func startServer(options ...backofficetest.Option) *backofficetest.Server {
	server, err := backofficetest.Start(options...)
	if err != nil {
		log.Fatal(err)
	}
	return server
}

// openOrder opens an order with an account.
func openOrder(ctx context.Context, carts *orders.Client) orders.Ref {
	order, err := carts.Create(ctx, orders.CreateRequest{})
	if err != nil {
		log.Fatal(err)
	}
	err = carts.SetAccount(ctx, order.Ref, orders.AccountRequest{Currency: new("USD"), Language: new("en-US")})
	if err != nil {
		log.Fatal(err)
	}
	return order.Ref
}

func Example() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()

	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	order, err := carts.Create(ctx, orders.CreateRequest{})
	if err != nil {
		log.Fatal(err)
	}
	err = carts.SetAccountAttributes(ctx, order.Ref, []orders.Attribute{
		{Name: orders.PartnerAccountID, Value: "paccid_050914054136"},
	})
	switch {
	case errors.Is(err, backoffice.ErrConflict):
		fmt.Println("another account has this id")
	case errors.Is(err, backoffice.ErrOutcomeUnknown):
		fmt.Println("look with AccountAttributes before repeating it")
	case err != nil:
		log.Fatal(err)
	default:
		fmt.Println("set")
	}
	// Output: set
}

func ExampleNew() {
	_, err := orders.New("http://api.hostway.com", backoffice.WithTimeout(0))
	fmt.Println(err)
	// Output: orders.New: invalid request: WithTimeout needs a positive value; baseURL must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it; nothing was sent
}

func ExampleClient_Create() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}

	first, err := carts.Create(ctx, orders.CreateRequest{})
	if err != nil {
		log.Fatal(err)
	}
	// An owner has one open order.
	_, err = carts.Create(ctx, orders.CreateRequest{OwnerID: first.Ref.OwnerID})
	fmt.Println(errors.Is(err, backoffice.ErrConflict))

	order, err := carts.Get(ctx, first.Ref)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.Status)
	fmt.Println(carts.Delete(ctx, first.Ref))
	// Output:
	// true
	// new
	// <nil>
}

func ExampleClient_SetAccountAttributes() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref := openOrder(ctx, carts)

	// Whether the server adds the list to what is there or replaces it is not
	// documented. Sending all that shall stay is right in both cases.
	attributes := []orders.Attribute{{Name: orders.PartnerAccountID, Value: "paccid_050914054136"}}
	if err := carts.SetAccountAttributes(ctx, ref, attributes); err != nil {
		log.Fatal(err)
	}
	got, err := carts.AccountAttributes(ctx, ref)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(got)
	// Output: [{partner_account_id paccid_050914054136}]
}

func ExampleClient_SetAttributes() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref := openOrder(ctx, carts)

	if err := carts.SetAttributes(ctx, ref, []orders.Attribute{{Name: orders.AffiliateID, Value: "a-17"}}); err != nil {
		log.Fatal(err)
	}
	got, err := carts.Attributes(ctx, ref)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(got)
	// Output: [{AffiliateId a-17}]
}

func ExampleClient_SetAccount() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	order, err := carts.Create(ctx, orders.CreateRequest{})
	if err != nil {
		log.Fatal(err)
	}

	err = carts.SetAccount(ctx, order.Ref, orders.AccountRequest{Currency: new("USD"), Language: new("en-US")})
	if err != nil {
		log.Fatal(err)
	}
	account, err := carts.Account(ctx, order.Ref)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(account.Currency, account.Language, account.Status)
	// Output: USD en-US new
}

func ExampleClient_SetUser() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref := openOrder(ctx, carts)

	request := orders.UserRequest{UserName: "ann@example.com", Password: orders.NewSecret("Dummy-Passw0rd")}
	fmt.Println(request)
	if err := carts.SetUser(ctx, ref, request); err != nil {
		log.Fatal(err)
	}
	user, err := carts.User(ctx, ref)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(user.UserName)
	// Output:
	// {ann@example.com [secret]}
	// ann@example.com
}

func ExampleClient_SetContactInfo() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref := openOrder(ctx, carts)

	err = carts.SetContactInfo(ctx, ref, orders.Billing, orders.ContactInfo{
		Name:  orders.ContactName{FirstName: "Ann", LastName: "Smith"},
		Media: orders.ContactMedia{Email1: new("ann@example.com"), Email1Format: new(orders.TextEmail)},
	})
	if err != nil {
		log.Fatal(err)
	}

	// A contact that was read can be changed and set again.
	contact, err := carts.ContactInfo(ctx, ref, orders.Billing)
	if err != nil {
		log.Fatal(err)
	}
	contact.Address.City = new("Chicago")
	if err := carts.SetContactInfo(ctx, ref, orders.Billing, *contact); err != nil {
		log.Fatal(err)
	}

	all, err := carts.AllContactInfo(ctx, ref)
	if err != nil {
		log.Fatal(err)
	}
	for _, contactType := range slices.Sorted(maps.Keys(all)) {
		fmt.Println(contactType, all[contactType].Name.LastName, *all[contactType].Media.Email1, *all[contactType].Address.City)
	}
	fmt.Println(carts.DeleteContactInfo(ctx, ref, orders.Billing))
	// Output:
	// billing Smith ann@example.com Chicago
	// <nil>
}

func ExampleClient_AddProduct() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref := openOrder(ctx, carts)

	added, err := carts.AddProduct(ctx, ref, orders.AddProductRequest{
		Offering: "https://api.hostway.com/productSpecifications/1/offerings/2",
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := carts.UpdateProduct(ctx, ref, added.ID, orders.UpdateProductRequest{BillingCycle: 12}); err != nil {
		log.Fatal(err)
	}
	if err := carts.SetProductPromotion(ctx, ref, added.ID, "ThanksgivingPriceDrop"); err != nil {
		log.Fatal(err)
	}
	product, err := carts.Product(ctx, ref, added.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(product.Status, product.Offering)

	if err := carts.DeleteProductPromotion(ctx, ref, added.ID); err != nil {
		log.Fatal(err)
	}
	if err := carts.DeleteProduct(ctx, ref, added.ID); err != nil {
		log.Fatal(err)
	}
	products, err := carts.Products(ctx, ref)
	fmt.Println(products, err)
	// Output:
	// new https://api.hostway.com/productSpecifications/1/offerings/2
	// [] <nil>
}

// openProduct opens an order with a product.
func openProduct(ctx context.Context, carts *orders.Client) (ref orders.Ref, productID string) {
	ref = openOrder(ctx, carts)
	added, err := carts.AddProduct(ctx, ref, orders.AddProductRequest{Offering: "https://api.hostway.com/offering"})
	if err != nil {
		log.Fatal(err)
	}
	return ref, added.ID
}

func ExampleClient_AddService() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref, productID := openProduct(ctx, carts)

	added, err := carts.AddService(ctx, ref, productID, orders.AddServiceRequest{
		Name:                 "mailbox",
		ServiceSpecification: "https://api.hostway.com/serviceSpecifications/3",
		BillingCycle:         1,
	})
	if err != nil {
		log.Fatal(err)
	}
	err = carts.UpdateService(ctx, ref, productID, added.ID, orders.UpdateServiceRequest{BillingCycle: 12, Name: "mailbox"})
	if err != nil {
		log.Fatal(err)
	}
	if err := carts.SetServicePromotion(ctx, ref, productID, added.ID, "ThanksgivingPriceDrop"); err != nil {
		log.Fatal(err)
	}
	service, err := carts.Service(ctx, ref, productID, added.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(service.Name, service.BillingCycle)

	if err := carts.DeleteService(ctx, ref, productID, added.ID); err != nil {
		log.Fatal(err)
	}
	services, err := carts.Services(ctx, ref, productID)
	fmt.Println(services, err)
	// Output:
	// mailbox 12
	// [] <nil>
}

// openService opens an order with a product and a service of it.
func openService(ctx context.Context, carts *orders.Client) (ref orders.Ref, productID, serviceID string) {
	ref, productID = openProduct(ctx, carts)
	added, err := carts.AddService(ctx, ref, productID, orders.AddServiceRequest{
		Name: "mailbox", ServiceSpecification: "https://api.hostway.com/serviceSpecifications/3", BillingCycle: 1,
	})
	if err != nil {
		log.Fatal(err)
	}
	return ref, productID, added.ID
}

func ExampleClient_SetServiceAttributes() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref, productID, serviceID := openService(ctx, carts)

	err = carts.SetServiceAttributes(ctx, ref, productID, serviceID, orders.ServiceAttributes{
		"domainName": "example.com", "term": 2,
	})
	if err != nil {
		log.Fatal(err)
	}
	attributes, err := carts.ServiceAttributes(ctx, ref, productID, serviceID)
	if err != nil {
		log.Fatal(err)
	}
	term, err := attributes["term"].(json.Number).Int64()
	fmt.Println(attributes["domainName"], term, err)
	// Output: example.com 2 <nil>
}

func ExampleClient_AddNote() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref, productID, serviceID := openService(ctx, carts)

	if err := carts.SetNotes(ctx, ref, productID, serviceID, []string{"new customer"}); err != nil {
		log.Fatal(err)
	}
	if err := carts.AddNote(ctx, ref, productID, serviceID, "call before noon"); err != nil {
		log.Fatal(err)
	}
	notes, err := carts.Notes(ctx, ref, productID, serviceID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%q\n", notes)
	fmt.Println(carts.DeleteNotes(ctx, ref, productID, serviceID))
	// Output:
	// ["new customer" "call before noon"]
	// <nil>
}

func ExampleClient_Submit() {
	server := startServer()
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref, _ := openProduct(ctx, carts)

	quote, err := carts.Quote(ctx, ref)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(quote.Total, quote.Currency)

	request := orders.ActionRequest{QuoteHash: &quote.Hash}
	if _, err := carts.Validate(ctx, ref, request); err != nil {
		log.Fatal(err)
	}
	progress, err := carts.Submit(ctx, ref, request)
	if errors.Is(err, backoffice.ErrOutcomeUnknown) {
		// The answer was lost. The status tells whether the order was placed.
		order, lookUp := carts.Get(ctx, ref)
		if lookUp == nil && order.Status != orders.StatusNew {
			progress, err = orders.Started, nil
		}
	}
	fmt.Println(progress, err)
	// Output:
	// 10 USD
	// started <nil>
}

// A Ref shows its order id alone. A program keeps it on purpose.
func ExampleRef() {
	ref := orders.Ref{OrderID: "0000013ad6dd95746a39", OwnerID: orders.NewSecret("dummy-owner")}
	fmt.Printf("%v %+v\n", ref, orders.Created{Ref: ref})

	text, err := json.Marshal(ref)
	if err != nil {
		log.Fatal(err)
	}
	var kept orders.Ref
	if err := json.Unmarshal(text, &kept); err != nil {
		log.Fatal(err)
	}
	fmt.Println(kept == ref, kept.OwnerID, kept.OwnerID.Reveal())
	// Output:
	// 0000013ad6dd95746a39 {Ref:0000013ad6dd95746a39 Location: Links:[]}
	// true [secret] dummy-owner
}

// An agent's credentials can go with a single call.
func ExampleWithBasicAuth() {
	server := startServer(backofficetest.WithHostwayUser("agent", "dummy"))
	defer server.Close()
	ctx := context.Background()
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		log.Fatal(err)
	}
	ref, _ := openProduct(ctx, carts)
	agent := orders.WithBasicAuth("agent", "dummy")

	progress, err := carts.Submit(ctx, ref, orders.ActionRequest{}, agent)
	fmt.Println(progress, err)

	// A submitted order is read with credentials.
	order, err := carts.Get(ctx, orders.Ref{OrderID: ref.OrderID}, agent)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.Status.Known())
	// Output:
	// started <nil>
	// false
}
