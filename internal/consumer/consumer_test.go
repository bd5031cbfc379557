package consumer_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"example.com/consumer"
	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/shopspring/decimal"
)

func newDesk(t *testing.T, server *backofficetest.Server, options ...backoffice.Option) *consumer.Desk {
	t.Helper()
	customers, err1 := customer.New(server.ManExURL(), server.ManExKey(), options...)
	addresses, err2 := shipbill.New(server.ManExURL(), server.ManExKey(), options...)
	taxes, err3 := shiptax.New(server.ManExURL(), server.ManExKey(), options...)
	links, err4 := oms.New(server.DECKURL(), oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()}, options...)
	carts, err5 := orders.New(server.HostwayURL(), options...)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	return &consumer.Desk{Customers: customers, Addresses: addresses, Taxes: taxes, Links: links, Carts: carts}
}

func TestMove(t *testing.T) {
	server := backofficetest.NewServer(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: "W-1", CustomerID: "-100"})
	ref, err := newDesk(t, server).Move(t.Context(), "Acme", "W-1", decimal.RequireFromString("8.25"))
	if err != nil {
		t.Fatal(err)
	}
	if order, _ := server.DECKOrder("W-1"); order.CustomerID != "0000000001" {
		t.Errorf("the order belongs to %q", order.CustomerID)
	}
	kept, err := json.Marshal(ref)
	if err != nil {
		t.Fatal(err)
	}
	var again orders.Ref
	if err := json.Unmarshal(kept, &again); err != nil || again != ref {
		t.Errorf("a kept Ref came back as %v, %v", again, err)
	}
	if len(server.Customers()) != 1 || len(server.Addresses()) != 1 || len(server.Taxes()) != 1 {
		t.Error("something is missing or there twice")
	}
}

func TestMayRepeat(t *testing.T) {
	server := backofficetest.NewServer(t)
	desk := newDesk(t, server)
	server.Script("customer.Add", backofficetest.DropAfter())
	_, err := desk.Move(t.Context(), "Acme", "W-1", decimal.NewFromInt(8))
	if got := consumer.MayRepeat(err); got != "look first" {
		t.Errorf("%s: %v", got, err)
	}
	_, err = desk.Move(t.Context(), "", "W-1", decimal.NewFromInt(8))
	if got := consumer.MayRepeat(err); got != "no" {
		t.Errorf("%s: %v", got, err)
	}
	server.Script("customer.Add", backofficetest.Status(http.StatusForbidden))
	_, err = desk.Move(t.Context(), "Acme", "W-1", decimal.NewFromInt(8))
	if got := consumer.MayRepeat(err); got != "no" {
		t.Errorf("%s: %v", got, err)
	}
}
