package main

import (
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
)

// createRMA is a call that does its work again each time it is sent.
var createRMA = oms.Endpoint{Route: "api/OmsRmaCreate", Class: oms.Once}

// deckJobs are the calls of the OMS. The mark is the customer of an order, or
// the remark on a return.
var deckJobs = []job{
	{"oms.LinkAccount", 0, 1, func(t *task) error {
		_, err := t.links.LinkAccount(t, oms.LinkAccountRequest{OrderNumber: t.deckOrder("before"), CustomerID: t.mark()}, t.reporting())
		return err
	}},
	{"oms.LinkAccount in XML", 0, 1, func(t *task) error {
		_, err := t.linksXML.LinkAccount(t, oms.LinkAccountRequest{OrderNumber: t.deckOrder("before"), CustomerID: t.mark()}, t.reporting())
		return err
	}},
	{"oms.OrderHistory", 1, 1, func(t *task) error {
		t.deckOrder(t.mark())
		page, err := t.links.OrderHistory(t, oms.HistoryRequest{CustomerID: new(t.mark())}, t.reporting())
		return same(field(page, func(p *oms.HistoryPage) string {
			return first(p.Orders, func(o oms.Order) string { return o.Number })
		}), t.deckNumber(), err)
	}},
	{"oms.Orders", 1, 1, func(t *task) error {
		t.deckOrder(t.mark())
		list := t.links.Orders(oms.OrdersRequest{CustomerID: new(t.mark())}, t.reporting())
		for order, err := range list.All(t) {
			if err := same(order.Number, t.deckNumber(), err); err != nil {
				return err
			}
		}
		return nil
	}},
	{"oms.Call", 0, 1, func(t *task) error {
		_, err := oms.Call[oms.Response](t, t.links, createRMA, map[string]any{"Remark": t.mark()}, t.reporting())
		return err
	}},
}

func (t *task) deckNumber() string { return t.named("NR") }

func (t *task) deckOrder(customer string) (number string) {
	t.server.SeedDECK(backofficetest.DECKOrder{Number: t.deckNumber(), CustomerID: customer})
	return t.deckNumber()
}

// makeReturns teaches the server to make returns.
func (r *round) makeReturns() {
	r.server.HandleDECK(createRMA.Route, func(members map[string]any) backofficetest.DECKReply {
		remark, _ := members["Remark"].(string)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.returns = append(r.returns, remark)
		return backofficetest.DECKReply{}
	})
}
