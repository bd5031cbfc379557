package orders_test

import (
	"context"
	"net/http"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/orders"
)

// class says what a test may expect of repeating a call.
type class int

const (
	read class = iota
	update
	remove
	once
)

// call is one call of the client with arguments that are good, what it sends,
// and the answer that makes it succeed.
type call struct {
	op    string
	class class
	// method, path and body are what is sent; {order} stands for the order id.
	method, path, body string
	// status, location and answer are a documented success.
	status   int
	location string
	answer   string
	// want is the result, nil for a call without one.
	want any
	// also are further statuses without a body that are a success.
	also []int
	// closes: 405 is a conflict.
	closes bool
	do     func(context.Context, *orders.Client, orders.Ref, ...backoffice.Option) (any, error)
}

// entity tells that a success must bring something back.
func (c *call) entity() bool { return c.want != nil && c.op != "orders.Submit" }

const (
	api      = "https://api.hostway.com"
	account  = "/orders/{order}/account"
	product  = account + "/products/p1"
	service  = product + "/services/s1"
	selfLink = `"links":[{"href":"https://api.hostway.com/self","rel":"self"}]`
)

var self = orders.Links{{Href: api + "/self", Rel: "self"}}

var contact = orders.ContactInfo{
	Name:    orders.ContactName{FirstName: "Ann", LastName: "O'Neil-Müller", Company: new("Example & Co.")},
	Address: orders.ContactAddress{Street1: new("1 Main St"), City: new("Chicago"), CountryCode: new("US")},
	Media:   orders.ContactMedia{Email1: new("ann@example.com"), Email1Format: new(orders.TextEmail)},
}

const contactJSON = `{"name":{"firstName":"Ann","lastName":"O'Neil-Müller","company":"Example & Co."},` +
	`"address":{"street1":"1 Main St","city":"Chicago","countryCode":"US"},` +
	`"contactMedia":{"email1":"ann@example.com","email1Format":"text"}}`

// nothing adapts the calls without a result.
func nothing(err error) (any, error) { return nil, err }

// something adapts the calls with a result, so that a nil pointer is nil.
func something[T any](value T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return value, nil
}

// calls are all calls of the client.
var calls = []call{
	{
		op: "orders.Create", class: once, method: "POST", path: "/orders", body: `{}`,
		status: 201, location: api + "/orders/o1",
		answer: `{"orderId":"o1","ownerId":"dummy-new-owner",` + selfLink + `}`,
		want: &orders.Created{
			Ref:      orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret("dummy-new-owner")},
			Location: api + "/orders/o1", Links: self,
		},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Create(ctx, orders.CreateRequest{OwnerID: ref.OwnerID}, options...))
		},
	},
	{
		op: "orders.Get", method: "GET", path: "/orders/{order}",
		status: 200, answer: `{"order":{"Status":"new","Account":"http://accounts/acc20130821"},"links":{"self":{"href":"https://api.hostway.com/self","rel":"self"}}}`,
		want: &orders.Order{Status: orders.StatusNew, Account: "http://accounts/acc20130821", Links: self},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Get(ctx, ref, options...))
		},
	},
	{
		op: "orders.Delete", class: remove, method: "DELETE", path: "/orders/{order}", status: 204, closes: true,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.Delete(ctx, ref, options...))
		},
	},
	{
		op: "orders.Validate", method: "POST", path: "/orders/{order}/action", body: `{"action":"validate","quoteHash":"4f0c"}`,
		status: 204, want: orders.Finished,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Validate(ctx, ref, orders.ActionRequest{QuoteHash: new("4f0c")}, options...))
		},
	},
	{
		op: "orders.Submit", class: once, method: "POST", path: "/orders/{order}/action",
		body:   `{"action":"submit","quoteHash":"4f0c1d9b2a7e8c6d5b3a19f87e6d5c4b3a291807"}`,
		status: 202, want: orders.Started,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Submit(ctx, ref, orders.ActionRequest{QuoteHash: new("4f0c1d9b2a7e8c6d5b3a19f87e6d5c4b3a291807")}, options...))
		},
	},
	{
		op: "orders.Quote", method: "GET", path: "/orders/{order}/quote",
		status: 200, answer: `{"quote":{"Hash":"h","Currency":"USD","Total":"0.00"},` + selfLink + `}`,
		want: &orders.Quote{Hash: "h", Currency: "USD", Total: new(backoffice.MustDecimal("0")), Links: self},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Quote(ctx, ref, options...))
		},
	},
	{
		op: "orders.SetAttributes", class: update, method: "PUT", path: "/orders/{order}/attributes",
		body: `[{"name":"AffiliateId","value":"a-1"}]`, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetAttributes(ctx, ref, []orders.Attribute{{Name: orders.AffiliateID, Value: "a-1"}}, options...))
		},
	},
	{
		op: "orders.Attributes", method: "GET", path: "/orders/{order}/attributes",
		status: 200, answer: `{"list":[{"name":"_utmb","value":" b "}],` + selfLink + `}`,
		want: []orders.Attribute{{Name: "_utmb", Value: " b "}},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Attributes(ctx, ref, options...))
		},
	},
	{
		op: "orders.SetAccount", class: update, method: "PUT", path: account,
		body: `{"currency":"USD","language":"en-US"}`, status: 204, also: []int{200},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetAccount(ctx, ref, orders.AccountRequest{Currency: new("USD"), Language: new("en-US")}, options...))
		},
	},
	{
		op: "orders.Account", method: "GET", path: account,
		status: 200, answer: `{"currency":"USD","language":"en-US","status":"new","number":100023,"attributes":"https://api.hostway.com/a/",` + selfLink + `}`,
		want: &orders.Account{
			Currency: "USD", Language: "en-US", Status: orders.AccountNew, Number: "100023",
			Attributes: api + "/a/", Links: self,
		},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Account(ctx, ref, options...))
		},
	},
	{
		op: "orders.SetAccountAttributes", class: update, method: "PUT", path: account + "/attributes",
		body: `[{"name":"partner_account_id","value":"paccid_050914054136"}]`, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetAccountAttributes(ctx, ref, []orders.Attribute{
				{Name: orders.PartnerAccountID, Value: "paccid_050914054136"},
			}, options...))
		},
	},
	{
		op: "orders.AccountAttributes", method: "GET", path: account + "/attributes",
		status: 200, answer: `{"list":[{"name":"partner_account_id","value":"paccid_050914054136"}],` + selfLink + `}`,
		want: []orders.Attribute{{Name: orders.PartnerAccountID, Value: "paccid_050914054136"}},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.AccountAttributes(ctx, ref, options...))
		},
	},
	{
		op: "orders.SetUser", class: update, method: "PUT", path: account + "/user",
		body: `{"userName":"ann@example.com","password":"` + dummyPassword + `"}`, status: 204, also: []int{200},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetUser(ctx, ref, orders.UserRequest{
				UserName: "ann@example.com", Password: orders.NewSecret(dummyPassword),
			}, options...))
		},
	},
	{
		op: "orders.User", method: "GET", path: account + "/user",
		status: 200, answer: `{"userName":"ann@example.com",` + selfLink + `}`,
		want: &orders.User{UserName: "ann@example.com", Links: self},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.User(ctx, ref, options...))
		},
	},
	{
		op: "orders.SetContactInfo", class: update, method: "PUT", path: account + "/contactInfo/billing",
		body: contactJSON, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetContactInfo(ctx, ref, orders.Billing, contact, options...))
		},
	},
	{
		op: "orders.ContactInfo", method: "GET", path: account + "/contactInfo/billing",
		status: 200, answer: `{"contactInfo":` + contactJSON + `,` + selfLink + `}`,
		want: &contact,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.ContactInfo(ctx, ref, orders.Billing, options...))
		},
	},
	{
		op: "orders.DeleteContactInfo", class: remove, method: "DELETE", path: account + "/contactInfo/billing", status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.DeleteContactInfo(ctx, ref, orders.Billing, options...))
		},
	},
	{
		op: "orders.AllContactInfo", method: "GET", path: account + "/contactInfo",
		status: 200, answer: `{"contactInfo":{"regular":null,"billing":` + contactJSON + `,"administrator":{}},` + selfLink + `}`,
		want: map[orders.ContactType]*orders.ContactInfo{orders.Billing: &contact},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.AllContactInfo(ctx, ref, options...))
		},
	},
	{
		op: "orders.AddProduct", class: once, method: "POST", path: account + "/products",
		body:   `{"offering":"https://api.hostway.com/productSpecifications/1/offerings/2","promoCode":"ThanksgivingPriceDrop"}`,
		status: 201, location: api + "/orders/o1/account/products/p1",
		answer: `{"url":"https://api.hostway.com/orders/o1/account/products/p1/","productId":"p1"}`,
		want:   &orders.Added{ID: "p1", Location: api + "/orders/o1/account/products/p1"},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.AddProduct(ctx, ref, orders.AddProductRequest{
				Offering: api + "/productSpecifications/1/offerings/2", PromoCode: new("ThanksgivingPriceDrop"),
			}, options...))
		},
	},
	{
		op: "orders.Products", method: "GET", path: account + "/products",
		status: 200, answer: `{"list":[{"status":"new","offering":"https://api.hostway.com/x","services":"https://api.hostway.com/y",` +
			`"links":[{"href":"https://api.hostway.com/orders/o1/account/products/p%201","rel":"self"}]}],` + selfLink + `}`,
		want: []orders.Product{{
			ID: "p 1", Status: orders.ProductNew, Offering: api + "/x", Services: api + "/y",
			Links: orders.Links{{Href: api + "/orders/o1/account/products/p%201", Rel: "self"}},
		}},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Products(ctx, ref, options...))
		},
	},
	{
		op: "orders.Product", method: "GET", path: product,
		status: 200, answer: `{"status":"close_pending","offering":"https://api.hostway.com/x","displayName":"Mail","partnerId":"7",` + selfLink + `}`,
		want: &orders.Product{ID: "p1", Status: orders.ProductClosePending, Offering: api + "/x", DisplayName: "Mail", PartnerID: "7", Links: self},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Product(ctx, ref, "p1", options...))
		},
	},
	{
		op: "orders.UpdateProduct", class: update, method: "PUT", path: product, body: `{"billingCycle":12}`, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.UpdateProduct(ctx, ref, "p1", orders.UpdateProductRequest{BillingCycle: 12}, options...))
		},
	},
	{
		op: "orders.DeleteProduct", class: remove, method: "DELETE", path: product, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.DeleteProduct(ctx, ref, "p1", options...))
		},
	},
	{
		op: "orders.SetProductPromotion", class: update, method: "PUT", path: product + "/promotion",
		body: `{"promoCode":"ThanksgivingPriceDrop"}`, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetProductPromotion(ctx, ref, "p1", "ThanksgivingPriceDrop", options...))
		},
	},
	{
		op: "orders.DeleteProductPromotion", class: remove, method: "DELETE", path: product + "/promotion", status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.DeleteProductPromotion(ctx, ref, "p1", options...))
		},
	},
	{
		op: "orders.AddService", class: once, method: "POST", path: product + "/services",
		body: `{"name":"mailbox","serviceSpecification":"https://api.hostway.com/serviceSpecifications/3","billingCycle":1,` +
			`"relatedTo":["https://api.hostway.com/other"],"attributes":{"domain":"example.com","size":5},"promoCode":"ThanksgivingPriceDrop"}`,
		status: 201, location: api + "/orders/o1/account/products/p1/services/s1",
		want: &orders.Added{ID: "s1", Location: api + "/orders/o1/account/products/p1/services/s1"},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.AddService(ctx, ref, "p1", orders.AddServiceRequest{
				Name: "mailbox", ServiceSpecification: api + "/serviceSpecifications/3", BillingCycle: 1,
				RelatedTo:  []string{api + "/other"},
				Attributes: orders.ServiceAttributes{"domain": "example.com", "size": 5},
				PromoCode:  new("ThanksgivingPriceDrop"),
			}, options...))
		},
	},
	{
		op: "orders.Services", method: "GET", path: product + "/services",
		status: 200, answer: `{"list":[{"status":"open","name":"mailbox","billingCycle":"12","relatedTo":["https://api.hostway.com/other"],` +
			`"links":{"self":{"href":"https://api.hostway.com/orders/o1/account/products/p1/services/s1/"}}}],` + selfLink + `}`,
		want: []orders.Service{{
			ID: "s1", Status: orders.ProductOpen, Name: "mailbox", BillingCycle: 12, RelatedTo: []string{api + "/other"},
			Links: orders.Links{{Href: api + "/orders/o1/account/products/p1/services/s1/", Rel: "self"}},
		}},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Services(ctx, ref, "p1", options...))
		},
	},
	{
		op: "orders.Service", method: "GET", path: service,
		status: 200, answer: `{"status":"new","name":"mailbox","serviceSpecification":"https://api.hostway.com/x","attributes":"https://api.hostway.com/y",` + selfLink + `}`,
		want: &orders.Service{
			ID: "s1", Status: orders.ProductNew, Name: "mailbox", ServiceSpecification: api + "/x", Attributes: api + "/y", Links: self,
		},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Service(ctx, ref, "p1", "s1", options...))
		},
	},
	{
		op: "orders.UpdateService", class: update, method: "PUT", path: service,
		body: `{"billingCycle":120,"name":"mailbox"}`, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.UpdateService(ctx, ref, "p1", "s1", orders.UpdateServiceRequest{BillingCycle: 120, Name: "mailbox"}, options...))
		},
	},
	{
		op: "orders.DeleteService", class: remove, method: "DELETE", path: service, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.DeleteService(ctx, ref, "p1", "s1", options...))
		},
	},
	{
		op: "orders.SetServicePromotion", class: update, method: "PUT", path: service + "/promotion",
		body: `{"promoCode":"ThanksgivingPriceDrop"}`, status: 204,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetServicePromotion(ctx, ref, "p1", "s1", "ThanksgivingPriceDrop", options...))
		},
	},
	{
		op: "orders.SetServiceAttributes", class: update, method: "PUT", path: service + "/attributes",
		body: `{"domain":"example.com","size":5}`, status: 204, also: []int{200}, closes: true,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetServiceAttributes(ctx, ref, "p1", "s1", orders.ServiceAttributes{"domain": "example.com", "size": 5}, options...))
		},
	},
	{
		op: "orders.ServiceAttributes", method: "GET", path: service + "/attributes",
		status: 200, answer: `{"domain":"example.com","quota":12345678901234567890.5,"active":true,"none":null}`,
		want: orders.ServiceAttributes{"domain": "example.com", "quota": number("12345678901234567890.5"), "active": true, "none": nil},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.ServiceAttributes(ctx, ref, "p1", "s1", options...))
		},
	},
	{
		op: "orders.Notes", method: "GET", path: service + "/notes",
		status: 200, answer: `{"notes":["call first"],` + selfLink + `}`, want: []string{"call first"},
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return something(c.Notes(ctx, ref, "p1", "s1", options...))
		},
	},
	{
		op: "orders.AddNote", class: once, method: "POST", path: service + "/notes", body: `{"note":"call first"}`, status: 201, closes: true,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.AddNote(ctx, ref, "p1", "s1", "call first", options...))
		},
	},
	{
		op: "orders.SetNotes", class: update, method: "PUT", path: service + "/notes", body: `{"notes":["call first"]}`,
		status: 204, also: []int{201}, closes: true,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.SetNotes(ctx, ref, "p1", "s1", []string{"call first"}, options...))
		},
	},
	{
		op: "orders.DeleteNotes", class: remove, method: "DELETE", path: service + "/notes", status: 204, closes: true,
		do: func(ctx context.Context, c *orders.Client, ref orders.Ref, options ...backoffice.Option) (any, error) {
			return nothing(c.DeleteNotes(ctx, ref, "p1", "s1", options...))
		},
	},
}

// header returns the header of the call's documented success.
func (c *call) header() http.Header {
	header := http.Header{}
	if c.answer != "" {
		header.Set("Content-Type", "application/json; charset=UTF-8")
	}
	if c.location != "" {
		header.Set("Location", c.location)
	}
	return header
}
