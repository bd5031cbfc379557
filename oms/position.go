package oms

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/backoffice-sdk/backoffice"
)

// position is a place in the history.
//
// The orders on the pages before are counted, not computed from the page size:
// a server may put fewer on a page than it was asked for.
type position struct {
	page      int      // the current page, from 1
	size      int      // orders asked for on a page
	skip      int      // orders of the current page that were yielded
	before    int      // orders on all pages before the current one
	selection uint64   // digest of what the request selects
	recent    []uint32 // digests of the pages before, the last ones
}

// start returns where the request begins, and what is wrong with its token.
func (r *OrdersRequest) start() (position, []backoffice.Violation) {
	selection := selectionDigest(r)
	if r.Token == "" {
		first := HistoryRequest{PageSize: r.PageSize}.withDefaults()
		return position{page: first.PageNumber, size: first.PageSize, selection: selection}, nil
	}
	var found violations
	p, problem := parseToken(r.Token, r.PageSize, selection)
	found.add("Token", problem)
	return p, found
}

// tokenFormat is the form of a token. The number of the version comes first, the
// digests last.
const tokenFormat = "2.%d.%d.%d.%d.%s"

func (p position) token() string {
	digests := binary.BigEndian.AppendUint64(nil, p.selection)
	for _, page := range p.recent {
		digests = binary.BigEndian.AppendUint32(digests, page)
	}
	return fmt.Sprintf(tokenFormat, p.page, p.size, p.skip, p.before, hex.EncodeToString(digests))
}

// parseToken returns the position of a token, and what is wrong with it. A page
// size or a selection beside the token must be the token's own, or orders would
// be lost.
func parseToken(token string, size int, selection uint64) (position, string) {
	p, ok := readToken(token)
	switch {
	case !ok || p.token() != token || p.page < 1 || p.size < 1 || p.skip < 0 || p.before < 0:
		return position{}, "is not one of Orders.Next"
	case p.selection != selection:
		return position{}, "belongs to another CustomerID or OrderNumber"
	case size != 0 && size != p.size:
		return position{}, fmt.Sprintf("belongs to a PageSize of %d", p.size)
	}
	return p, ""
}

func readToken(token string) (p position, ok bool) {
	var text string
	if _, err := fmt.Sscanf(token, tokenFormat, &p.page, &p.size, &p.skip, &p.before, &text); err != nil {
		return position{}, false
	}
	digests, err := hex.DecodeString(text)
	if err != nil || len(digests) < 8 || len(digests) > 8+4*remembered {
		return position{}, false
	}
	p.selection = binary.BigEndian.Uint64(digests)
	for page := range slices.Chunk(digests[8:], 4) {
		if len(page) < 4 {
			return position{}, false
		}
		p.recent = append(p.recent, binary.BigEndian.Uint32(page))
	}
	return p, true
}

// following returns the beginning of the page after one with these orders.
func (p position) following(orders []Order) position {
	recent := append(slices.Clone(p.recent), pageDigest(orders))
	return position{
		page: p.page + 1, size: p.size, before: p.before + len(orders), selection: p.selection,
		recent: recent[max(0, len(recent)-remembered):],
	}
}

// check returns what makes the page at p worthless.
func (p position) check(page *HistoryPage, behind seen) error {
	switch {
	case behind.addsNothing(page.Orders) || len(page.Orders) > 0 && slices.Contains(p.recent, pageDigest(page.Orders)):
		return p.fail(errRepeatedPage)
	case len(page.Orders) == 0 && page.Total != nil && p.before < *page.Total:
		return p.fail(errMissing)
	}
	return nil
}

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
