package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"github.com/backoffice-sdk/backoffice/oms"
)

// linker makes links and reads them back.
type linker struct {
	client  *oms.Client
	journal *journal
	workers int
	links   []links.Link
	entries []entry // of each link

	mu      sync.Mutex
	trouble io.Writer // is told of every link that did not end well
}

// step does one thing about a link and returns what is known of it then.
type step func(context.Context, links.Link, entry) (entry, error)

// forEach takes a step for each link that needs it, several at a time. Once ctx
// is done no further link is begun; those under way are finished. An error ends
// it in the same way, and is returned.
func (l *linker) forEach(ctx context.Context, needed func(entry) bool, take step) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	indices := make(chan int)
	var workers sync.WaitGroup
	for range l.workers {
		workers.Go(func() {
			for i := range indices {
				if err := l.advance(context.WithoutCancel(ctx), i, take); err != nil {
					stop(err)
				}
			}
		})
	}
	l.feed(ctx, indices, needed)
	workers.Wait()
	return context.Cause(ctx)
}

func (l *linker) feed(ctx context.Context, indices chan<- int, needed func(entry) bool) {
	defer close(indices)
	for i, e := range l.entries {
		if !needed(e) {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case indices <- i:
		}
	}
}

// advance takes a step and writes down where it led.
func (l *linker) advance(ctx context.Context, i int, take step) error {
	before := l.entries[i]
	after, stopped := take(ctx, l.links[i], before)
	l.entries[i] = after
	if after == before {
		return stopped
	}
	if err := l.journal.record(after); err != nil {
		return fmt.Errorf("the journal can't be written: %w", err)
	}
	if after.Message != "" {
		l.mu.Lock()
		defer l.mu.Unlock()
		fmt.Fprintf(l.trouble, "line %d: order %s: %s: %s\n", l.links[i].Line, after.Order, after.Outcome, after.Message)
	}
	return stopped
}

// concernsAll are the failures that the next link would meet as well.
var concernsAll = []backoffice.Kind{backoffice.ErrUnauthorized, backoffice.ErrForbidden, backoffice.ErrRoute}

func stops(err error) error {
	for _, kind := range concernsAll {
		if errors.Is(err, kind) {
			return err
		}
	}
	return nil
}

// link makes a link. It is safe to make it twice: the order's customer is set,
// not added.
func (l *linker) link(ctx context.Context, link links.Link, _ entry) (entry, error) {
	result, err := l.client.LinkAccount(ctx, link.Request())
	switch {
	case err == nil && result.Queued():
		return newEntry(link, queued, ""), nil
	case err == nil:
		return newEntry(link, linked, ""), nil
	case errors.Is(err, backoffice.ErrOutcomeUnknown):
		return newEntry(link, unknown, err.Error()), stops(err)
	case errors.Is(err, backoffice.ErrNotSent), errors.Is(err, backoffice.ErrRateLimited):
		return newEntry(link, undone, err.Error()), stops(err)
	}
	return newEntry(link, rejected, err.Error()), stops(err)
}

// verify reads the order and compares its customer. A history that can't be
// read, or does not have the order, leaves what was known before.
func (l *linker) verify(ctx context.Context, link links.Link, before entry) (entry, error) {
	page, err := l.client.OrderHistory(ctx, oms.HistoryRequest{OrderNumber: &link.Order})
	if err != nil {
		return newEntry(link, before.Outcome, "not verified: "+err.Error()), stops(err)
	}
	customer, found := customerOf(page, link)
	switch {
	case !found:
		return newEntry(link, before.Outcome, "not verified: the history does not show the order"), nil
	case customer == link.Customer && before.Outcome == unknown:
		return newEntry(link, verified, "settled by the order history"), nil
	case customer == link.Customer:
		return newEntry(link, verified, ""), nil
	case before.Outcome == rejected:
		return before, nil
	case before.Outcome == linked || before.Outcome == verified:
		before.Outcome = differs
	}
	return newEntry(link, before.Outcome, "the history shows customer "+customer), nil
}

// customerOf returns whom the order belongs to. Where a history shows an order
// more than once, a customer other than the wanted one comes first.
func customerOf(page *oms.HistoryPage, link links.Link) (customer string, found bool) {
	for _, order := range page.Orders {
		if order.Number != link.Order {
			continue
		}
		customer, found = order.CustomerID, true
		if customer != link.Customer {
			break
		}
	}
	return customer, found
}

// complete reports whether nothing is left to do.
func (l *linker) complete() bool {
	return !slices.ContainsFunc(l.entries, func(e entry) bool { return e.Outcome != verified })
}
