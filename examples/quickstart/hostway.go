package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
)

func visitHostway(ctx context.Context, out io.Writer, server *backofficetest.Server) error {
	chapter(out, "Hostway orders: an order, its account and its attributes")
	carts, err := orders.New(server.HostwayURL())
	if err != nil {
		return err
	}
	order, err := carts.Create(ctx, orders.CreateRequest{})
	if err != nil {
		return err
	}
	say(out, "created      order %s; its owner id is in the Ref and prints as %s", order.Ref.OrderID, order.Ref.OwnerID)

	err = carts.SetAccount(ctx, order.Ref, orders.AccountRequest{Currency: new("USD"), Language: new("en-US")})
	if err != nil {
		return err
	}
	attributes := []orders.Attribute{{Name: orders.PartnerAccountID, Value: "paccid_050914054136"}}
	if err := carts.SetAccountAttributes(ctx, order.Ref, attributes); err != nil {
		return err
	}
	account, err := carts.Account(ctx, order.Ref)
	if err != nil {
		return err
	}
	say(out, "account      %s, %s", account.Currency, account.Language)
	if attributes, err = carts.AccountAttributes(ctx, order.Ref); err != nil {
		return err
	}
	for _, attribute := range attributes {
		say(out, "attribute    %s = %s", attribute.Name, attribute.Value)
	}
	if _, err := carts.Validate(ctx, order.Ref, orders.ActionRequest{}); err != nil {
		return err
	}
	say(out, "validated    the order could be submitted")
	return showOrderErrors(ctx, out, carts, order.Ref)
}

// showOrderErrors makes four mistakes and shows the typed error of each.
func showOrderErrors(ctx context.Context, out io.Writer, carts *orders.Client, ref orders.Ref) error {
	fmt.Fprintln(out)
	_, err := carts.Create(ctx, orders.CreateRequest{OwnerID: ref.OwnerID})
	if err := expect(out, "second order", err, backoffice.ErrConflict); err != nil {
		return err
	}
	err = carts.SetAccountAttributes(ctx, ref, []orders.Attribute{
		{Name: orders.PartnerAccountID, Value: strings.Repeat("x", 101)},
		{Name: orders.PartnerAccountID, Value: ""},
	})
	if err := expect(out, "bad fields", err, backoffice.ErrInvalid); err != nil {
		return err
	}
	_, err = carts.Get(ctx, orders.Ref{OrderID: ref.OrderID, OwnerID: orders.NewSecret("somebody-else")})
	if err := expect(out, "wrong owner", err, backoffice.ErrUnauthorized); err != nil {
		return err
	}
	_, err = carts.Get(ctx, orders.Ref{OrderID: "0000", OwnerID: ref.OwnerID})
	return expect(out, "unknown", err, backoffice.ErrNotFound)
}
