package oms

import (
	"fmt"
	"slices"

	"github.com/backoffice-sdk/backoffice"
)

// position is a place in the history.
//
// The orders on the pages before are counted, not computed from the page size:
// a server may put fewer on a page than it was asked for.
type position struct {
	page   int // the current page, from 1
	size   int // orders asked for on a page
	skip   int // orders of the current page that were yielded
	before int // orders on all pages before the current one
}

// start returns where the request begins, and what is wrong with its token.
func (r *OrdersRequest) start() (position, []backoffice.Violation) {
	if r.Token == "" {
		first := HistoryRequest{PageSize: r.PageSize}.withDefaults()
		return position{page: first.PageNumber, size: first.PageSize}, nil
	}
	var found violations
	p, problem := parseToken(r.Token, r.PageSize)
	found.add("Token", problem)
	return p, found
}

// tokenFormat is the form of a token. The number of the version comes first.
const tokenFormat = "1.%d.%d.%d.%d"

func (p position) token() string {
	return fmt.Sprintf(tokenFormat, p.page, p.size, p.skip, p.before)
}

// parseToken returns the position of a token, and what is wrong with it. A page
// size beside the token must be the token's own, or orders would be lost.
func parseToken(token string, size int) (position, string) {
	var p position
	_, err := fmt.Sscanf(token, tokenFormat, &p.page, &p.size, &p.skip, &p.before)
	switch {
	case err != nil || p.token() != token || p.page < 1 || p.size < 1 || p.skip < 0 || p.before < 0:
		return position{}, "is not one of Orders.Next"
	case size != 0 && size != p.size:
		return position{}, fmt.Sprintf("belongs to a PageSize of %d", p.size)
	}
	return p, ""
}

// following returns the beginning of the next page.
func (p position) following(orders int) position {
	return position{page: p.page + 1, size: p.size, before: p.before + orders}
}

// check returns what makes the page at p worthless.
func (p position) check(page *HistoryPage, before []Order) error {
	switch {
	case len(page.Orders) > 0 && slices.EqualFunc(page.Orders, before, sameNumber):
		return p.fail(errRepeatedPage)
	case len(page.Orders) == 0 && page.Total != nil && p.before < *page.Total:
		return p.fail(errMissing)
	}
	return nil
}

func sameNumber(a, b Order) bool { return a.Number == b.Number }

func (p position) fail(cause error) error {
	return &backoffice.Error{
		Op: opOrderHistory.Name, Kind: backoffice.ErrProtocol, Outcome: backoffice.OutcomeNoEffect, Cause: cause,
	}
}

// isLast reports whether no page follows. Without a total only an empty page
// tells.
func (p position) isLast(page *HistoryPage) bool {
	return len(page.Orders) == 0 || page.Total != nil && p.before+len(page.Orders) >= *page.Total
}
