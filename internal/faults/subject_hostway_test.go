package faults_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/orders"
)

const orderID = "o1"

// seedHostway puts an order with an account and a contact into the Hostway API.
func seedHostway(server *backofficetest.Server, owner string) {
	server.SeedHostwayOrder(backofficetest.HostwayOrder{
		ID: orderID, OwnerID: owner,
		AccountAttributes: []backofficetest.HostwayAttribute{{Name: orders.PartnerAccountID, Value: "before"}},
		Account: &backofficetest.HostwayAccount{
			Currency: "USD", Language: "en-US",
			Contacts: map[string]string{"billing": `{"name":{"firstName":"Ann","lastName":"Before"}}`},
		},
	})
}

// attributesOf is what SetAccountAttributes is given.
type attributesOf struct {
	ref        orders.Ref
	attributes []orders.Attribute
}

// contactOf is what SetContactInfo is given.
type contactOf struct {
	ref     orders.Ref
	contact orders.ContactInfo
}

func hostwaySubjects() []subject {
	ref := func(p place) any { return p.ref() }
	unfitRef := func(p place) any { return orders.Ref{OrderID: "..", OwnerID: p.ref().OwnerID} }
	all := []subject{
		{
			group: order, class: transport.Read, op: "orders.AccountAttributes", input: ref, unfit: unfitRef,
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in orders.Ref, options []backoffice.Option) (any, error) {
				return c.AccountAttributes(ctx, in, options...)
			}),
		},
		{
			group: order, class: transport.Update, op: "orders.SetAccountAttributes",
			input: func(p place) any {
				return attributesOf{p.ref(), []orders.Attribute{{Name: orders.PartnerAccountID, Value: "paccid_050914054136"}}}
			},
			unfit: func(p place) any { return attributesOf{p.ref(), []orders.Attribute{{Name: "a\x00b"}}} },
			overlong: func(p place) any {
				const each = 200
				long := attributesOf{ref: p.ref()}
				for i := range megabytes / each {
					long.attributes = append(long.attributes, orders.Attribute{Name: fmt.Sprint("a", i), Value: strings.Repeat("v", each)})
				}
				return long
			},
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in attributesOf, options []backoffice.Option) (any, error) {
				return nothing(c.SetAccountAttributes(ctx, in.ref, in.attributes, options...))
			}),
		},
		{
			group: order, class: transport.Delete, op: "orders.Delete", input: ref, unfit: unfitRef,
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in orders.Ref, options []backoffice.Option) (any, error) {
				return nothing(c.Delete(ctx, in, options...))
			}),
		},
		{
			group: order, class: transport.Once, op: "orders.Create",
			input: func(place) any { return &orders.CreateRequest{} },
			unfit: func(place) any { return &orders.CreateRequest{ClientIP: new("nowhere")} },
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in *orders.CreateRequest, options []backoffice.Option) (any, error) {
				return c.Create(ctx, *in, options...)
			}),
		},
		{
			group: cart, class: transport.Read, op: "orders.ContactInfo", input: ref, unfit: unfitRef,
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in orders.Ref, options []backoffice.Option) (any, error) {
				return c.ContactInfo(ctx, in, orders.Billing, options...)
			}),
		},
		{
			group: cart, class: transport.Update, op: "orders.SetContactInfo",
			input: func(p place) any {
				return contactOf{p.ref(), orders.ContactInfo{Name: orders.ContactName{FirstName: "Ann", LastName: "O'Neil-Müller"}}}
			},
			unfit: func(p place) any {
				return contactOf{p.ref(), orders.ContactInfo{Name: orders.ContactName{FirstName: "a\x00b", LastName: "c"}}}
			},
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in contactOf, options []backoffice.Option) (any, error) {
				return nothing(c.SetContactInfo(ctx, in.ref, orders.Billing, in.contact, options...))
			}),
		},
		{
			group: cart, class: transport.Delete, op: "orders.DeleteContactInfo", input: ref, unfit: unfitRef,
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in orders.Ref, options []backoffice.Option) (any, error) {
				return nothing(c.DeleteContactInfo(ctx, in, orders.Billing, options...))
			}),
		},
		{
			group: cart, class: transport.Once, op: "orders.Submit", input: ref, unfit: unfitRef,
			dial: dialer(openOrders, func(ctx context.Context, c *orders.Client, in orders.Ref, options []backoffice.Option) (any, error) {
				return c.Submit(ctx, in, orders.ActionRequest{}, options...)
			}),
		},
	}
	for i := range all {
		s := &all[i]
		s.bearsSecret = func(p place, r backofficetest.Request) bool {
			want := []string{"OwnerId=" + p.owner.Text()}
			if s.op == "orders.Create" {
				want = nil // a new owner is what it brings back
			}
			return slices.Equal(want, r.Header["Cookie"])
		}
	}
	return all
}

// ref addresses the order of the place.
func (p place) ref() orders.Ref {
	return orders.Ref{OrderID: orderID, OwnerID: orders.NewSecret(p.owner.Text())}
}

func openOrders(p place, options []backoffice.Option) (*orders.Client, error) {
	return orders.New(p.url(p.server.HostwayURL()), options...)
}
