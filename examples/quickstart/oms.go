package main

import (
	"context"
	"fmt"
	"io"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
)

func visitOMS(ctx context.Context, out io.Writer, server *backofficetest.Server) error {
	chapter(out, "DECK Commerce OMS: an order and the customer it belongs to")
	server.SeedDECK(
		backofficetest.DECKOrder{Number: "W-1001", CustomerID: "-100"},
		backofficetest.DECKOrder{Number: "W-1002", CustomerID: "0000000001"},
	)
	credentials := oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()}
	links, err := oms.New(server.DECKURL(), credentials)
	if err != nil {
		return err
	}

	// The first answer gets lost. A link sets a state, so the client sends it
	// again, with a timestamp and a signature of its own.
	server.Script("oms.LinkAccount", backofficetest.DropAfter())
	var report backoffice.Report
	result, err := links.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: "W-1001", CustomerID: "0000000001"},
		backoffice.WithReport(&report))
	if err != nil {
		return err
	}
	say(out, "linked       W-1001 to customer 0000000001: code %s, %d attempts, each signed for the minute it was made in", result.ResponseCode, report.Attempts)

	for order, err := range links.Orders(oms.OrdersRequest{CustomerID: new("0000000001")}).All(ctx) {
		if err != nil {
			return err
		}
		say(out, "history      %s belongs to customer %s", order.Number, order.CustomerID)
	}

	fmt.Fprintln(out)
	_, err = links.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: "W-9999", CustomerID: "0000000001"})
	if err := expect(out, "unknown", err, backoffice.ErrInvalid); err != nil {
		return err
	}
	credentials.APIKey = "WRONG-KEY2"
	stranger, err := oms.New(server.DECKURL(), credentials)
	if err != nil {
		return err
	}
	_, err = stranger.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: "W-1001", CustomerID: "0000000001"})
	return expect(out, "wrong key", err, backoffice.ErrUnauthorized)
}
