package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
)

// readOrder reads one order of the history.
func readOrder(ctx context.Context, client *oms.Client, number string, told io.Writer) error {
	page, err := client.OrderHistory(ctx, oms.HistoryRequest{OrderNumber: &number})
	if err != nil {
		return err
	}
	fmt.Fprintf(told, "The history shows %d orders with this number.\n", len(page.Orders))
	return nil
}

// stop is a call of the tour, with what the server does about it.
type stop struct {
	title  string
	order  string
	faults []backofficetest.Fault
	ends   backoffice.Kind // "" in success
}

var stops = []stop{
	{title: "a link that is made at once", order: "100000001"},
	{
		title: "a link that is made at the second attempt", order: "100000002",
		faults: []backofficetest.Fault{backofficetest.Status(503)},
	},
	{title: "a link of an order that does not exist", order: "999999999", ends: backoffice.ErrInvalid},
	{
		title: "a link whose answers are lost", order: "100000003", ends: backoffice.ErrOutcomeUnknown,
		faults: []backofficetest.Fault{backofficetest.DropAfter(), backofficetest.DropAfter(), backofficetest.DropAfter()},
	},
	{title: "a link that the client refuses to send", ends: backoffice.ErrNotSent},
}

func (s stop) endsWith(err error) bool {
	if s.ends == "" {
		return err == nil
	}
	return errors.Is(err, s.ends)
}

// tour makes calls that end in different ways, and tells of one that ended in
// another way than planned.
func tour(ctx context.Context, client *oms.Client, server *backofficetest.Server, told io.Writer) error {
	for _, s := range stops {
		server.Script("oms.LinkAccount", s.faults...)
		_, err := client.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: s.order, CustomerID: "C-17"})
		fmt.Fprintf(told, "%s: %s\n", s.title, ending(err))
		if !s.endsWith(err) {
			return fmt.Errorf("%s should have ended with %q", s.title, cmp.Or(string(s.ends), "done"))
		}
	}
	return nil
}

func ending(err error) string {
	if err == nil {
		return "done"
	}
	return err.Error()
}
