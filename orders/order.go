package orders

import (
	"net/http"

	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Created is a new order.
//
// Source: http://docs.hostway.com/index.php?title=Orders:POST&oldid=374, read 2026-11.
type Created struct {
	// Ref addresses the order in all further calls. It is left out of JSON, so
	// that a log can't show the owner id; encode the Ref itself to keep it.
	Ref Ref `json:"-"`
	// Location is the URL of the order as the server gave it. It need not be
	// below the base URL, and the client doesn't use it.
	Location string
	// Links are the links of the answer.
	Links Links
}

// Order is an order as Get returns it.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId:GET&oldid=724, read 2026-11.
type Order struct {
	// Status says whether the order was submitted.
	Status Status `json:"Status"`
	// Account is the URL of the account, "" if there is none. In the page's own
	// sample it is no URL that could be called.
	Account string `json:"Account"`
	// Links are the links of the answer.
	Links Links `json:"-"`
}

// orderAnswer is the envelope of Get.
type orderAnswer struct {
	Order *Order `json:"order" wire:"control"`
	Links Links  `json:"links"`
}

func hasOrder(a *orderAnswer) string {
	if a.Order == nil || a.Order.Status == "" {
		return "holds no order with a Status"
	}
	a.Order.Links = a.Links
	return ""
}

// createdAnswer is the body of Create.
type createdAnswer struct {
	OrderID string `json:"orderId" wire:"control"`
	OwnerID string `json:"ownerId" wire:"control"`
	Links   Links  `json:"links"`
}

// strayOrder tells that an order was made that nobody can address.
type strayOrder struct{ orderID, problem string }

func (e *strayOrder) Error() string { return "the answer says success but " + e.problem }

// creation reads the answer of Create.
type creation struct {
	sent     Secret   // the owner id of the request
	received []string // the owner ids of the answer
}

// read puts the Ref together. The order id stands in the body, the Location, or
// both; the owner id in a cookie, the body, or both.
func (c *creation) read(answer *transport.Answer) (*Created, error) {
	c.received = ownerCookies(answer.Header)
	body, err := optional[createdAnswer](answer)
	if err != nil {
		return nil, err
	}
	c.received = append(c.received, body.OwnerID)
	location := answer.Header.Get("Location")
	orderID, agree := same(body.OrderID, lastSegment(location))
	switch {
	case !agree:
		return nil, &strayOrder{body.OrderID, "names two orders"}
	case transport.CheckSegment(orderID) != "":
		return nil, &strayOrder{orderID, "holds no usable order id"}
	}
	owner, agree := same(c.received...)
	switch {
	case !agree:
		return nil, &strayOrder{orderID, "names two owners of the order"}
	case owner == "":
		owner = c.sent.Reveal()
	}
	if transport.CheckCookie(owner) != "" {
		return nil, &strayOrder{orderID, "holds no usable owner id, so nothing can be done with the order"}
	}
	return &Created{
		Ref:      Ref{OrderID: orderID, OwnerID: NewSecret(owner)},
		Location: location,
		Links:    body.Links,
	}, nil
}

// ownerCookies returns the owner ids that the answer sets.
func ownerCookies(header http.Header) []string {
	var owners []string
	for _, line := range header["Set-Cookie"] {
		if cookie, err := http.ParseSetCookie(line); err == nil && cookie.Name == ownerCookie {
			owners = append(owners, cookie.Value)
		}
	}
	return owners
}

// same returns the text that all places agree on. A place may be empty.
func same(places ...string) (text string, agree bool) {
	for _, place := range places {
		switch {
		case place == "" || place == text:
		case text == "":
			text = place
		default:
			return "", false
		}
	}
	return text, true
}

// optional reads a body that may be missing.
func optional[T any](answer *transport.Answer) (value T, err error) {
	if !isBlank(answer) {
		err = wire.Read(answer.Body, &value, wire.Options{})
	}
	return value, err
}
