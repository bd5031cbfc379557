package oms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// HistoryPage is one page of the order history.
type HistoryPage struct {
	// Orders are the orders on the page. Their order is not documented.
	Orders []Order
	// Total is how many orders there are on all pages, nil if the server does
	// not tell.
	Total *int
	// CorrelationID identifies the call in the vendor's logs. Older builds of
	// the server send none.
	CorrelationID string
}

// historyAnswer is an answer of OrderHistory without the envelope.
type historyAnswer struct {
	TotalRecordsAvailable *int    `json:"TotalRecordsAvailable"`
	OrderDetails          []Order `json:"OrderDetails"`
}

// historyOptions: the types of the members are not published, so a blank text is
// taken for an absent value, which loses nothing.
var historyOptions = wire.Options{BlankIsAbsent: true}

// inOrder adds to err the number of the order it is about, if it is about one.
func inOrder(doc []byte, err error) error {
	if _, unfit := errors.AsType[*wire.ValueError](err); !unfit {
		return err
	}
	var raw struct{ OrderDetails []json.RawMessage }
	if json.Unmarshal(bytes.TrimPrefix(doc, []byte("\uFEFF")), &raw) != nil {
		return err
	}
	for i := range raw.OrderDetails {
		var order Order
		if problem := wire.Read(raw.OrderDetails[i], &order, historyOptions); problem != nil {
			return fmt.Errorf("order %q: %w", order.Number, problem)
		}
	}
	return err
}

// check returns what keeps the answer from being a page.
func (a *historyAnswer) check() error {
	if a.TotalRecordsAvailable != nil && *a.TotalRecordsAvailable < 0 {
		return errNegativeTotal
	}
	if slices.ContainsFunc(a.OrderDetails, func(o Order) bool { return o.Number == "" }) {
		return errNoNumber
	}
	return nil
}

func (a *historyAnswer) page(response Response) *HistoryPage {
	return &HistoryPage{Orders: a.OrderDetails, Total: a.TotalRecordsAvailable, CorrelationID: response.CorrelationID}
}

// OrdersRequest selects orders of the history, by customer, by order number, or
// by both.
type OrdersRequest struct {
	// CustomerID selects the orders of a customer.
	CustomerID *string
	// OrderNumber selects the order with this number.
	OrderNumber *string
	// PageSize is how many orders are fetched at once, [DefaultPageSize] if it
	// is 0. With a Token it may be left out.
	PageSize int
	// Token, from [Orders.Next], is where to go on. Empty is the beginning. It
	// belongs to its CustomerID, OrderNumber and PageSize: with another one it is
	// refused.
	Token string
}

// Orders goes through the orders of the history, page by page. It is not safe
// for concurrent use.
type Orders struct {
	client  *Client
	request OrdersRequest
	options []backoffice.Option
	next    position
	behind  seen // the orders of the pages before next, as far as this one went
	found   []backoffice.Violation
}

// Orders returns the orders of all pages. Nothing is sent before [Orders.All]
// is ranged over, and a page is fetched only when it is needed, each by one
// [Client.OrderHistory] with the given options.
func (c *Client) Orders(request OrdersRequest, options ...backoffice.Option) *Orders {
	next, found := request.start()
	return &Orders{client: c, request: request, options: slices.Clone(options), next: next, behind: seen{}, found: found}
}

// Next returns the token of the order that follows the last one All yielded. It
// can be kept, and given to [Client.Orders] by another process, to go on without
// a gap and without a repetition, as long as the history stays as it is: how
// the server orders it, and where a new order shows up, is not documented.
//
// After an error Next stands before the page that failed.
func (o *Orders) Next() string { return o.next.token() }

var (
	errNegativeTotal = errors.New("the answer counts fewer than no orders")
	errNoNumber      = errors.New("the answer holds an order without an OrderNumber")
	errRepeatedPage  = errors.New("the page repeats orders of pages before and brings no new one")
	errMissing       = errors.New("the page is empty, though the server counts more orders")
)

// All yields the orders, beginning where the last All stopped. An error ends it
// and is yielded once, with an empty Order; ranging over All again tries the
// page that failed once more. No request is made after a break.
//
// It is an error, [backoffice.ErrProtocol], if a page holds nothing but orders of
// pages before it, in whatever sequence, or is empty before as many orders were
// seen as the server counts. An Orders made from a Token knows the last eight
// pages before it.
//
// Safe to repeat: it only reads.
func (o *Orders) All(ctx context.Context) iter.Seq2[Order, error] {
	return func(yield func(Order, error) bool) {
		for {
			page, err := o.fetch(ctx)
			if err == nil {
				err = o.next.check(page, o.behind)
			}
			if err != nil {
				yield(Order{}, err)
				return
			}
			if !o.yieldPage(page.Orders, yield) || o.next.isLast(page) {
				return
			}
			o.next = o.next.following(page.Orders)
			o.behind.add(page.Orders)
		}
	}
}

func (o *Orders) fetch(ctx context.Context) (*HistoryPage, error) {
	return o.client.history(ctx, HistoryRequest{
		PageNumber:  o.next.page,
		PageSize:    o.next.size,
		CustomerID:  o.request.CustomerID,
		OrderNumber: o.request.OrderNumber,
	}, o.found, o.options)
}

// yieldPage yields what is new on a page. It returns false after a break.
func (o *Orders) yieldPage(orders []Order, yield func(Order, error) bool) bool {
	for o.next.skip < len(orders) {
		order := orders[o.next.skip]
		o.next.skip++
		if !yield(order, nil) {
			return false
		}
	}
	return true
}
