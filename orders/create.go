package orders

import (
	"net/netip"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// CreateRequest is what a new order begins with. The zero value is usual.
//
// Source: http://docs.hostway.com/index.php?title=Orders:POST&oldid=374 and
// http://docs.hostway.com/index.php?title=Orders:POST&oldid=2078, read 2026-11.
type CreateRequest struct {
	// OwnerID makes a known owner the owner of the new order. Without one the
	// server makes a new owner.
	OwnerID Secret `json:"-"`
	// ClientIP is the IP address of the end customer, for the vendor's checks
	// against fraud. It needs [WithBasicAuth] and a permission, and is
	// documented from 2015 on. If it is nil it is not sent, and the server takes
	// the address of the caller.
	ClientIP *string `json:"clientIp,omitempty"`
}

func (r *CreateRequest) check() []backoffice.Violation {
	var found []backoffice.Violation
	if !r.OwnerID.IsZero() {
		found = checkOwner("OwnerID", r.OwnerID)
	}
	if r.ClientIP != nil {
		if _, err := netip.ParseAddr(*r.ClientIP); err != nil {
			found = append(found, backoffice.Violation{Field: "ClientIP", Rule: "must be an IP address"})
		}
	}
	return found
}

// Created is a new order.
//
// Source: http://docs.hostway.com/index.php?title=Orders:POST&oldid=374, read 2026-11.
type Created struct {
	// Ref addresses the order in all further calls. It is left out of JSON and
	// XML, so that a log can't show the owner id; encode the Ref itself to keep
	// it.
	Ref Ref `json:"-" xml:"-"`
	// Location is the URL of the order as the server gave it. It need not be
	// below the base URL, and the client doesn't use it.
	Location string
	// Links are the links of the answer.
	Links Links
}

// newCreate returns the call.
func newCreate(request *CreateRequest) *exchange[*Created] {
	answer := &creation{sent: request.OwnerID}
	x := newExchange(opCreate, answer.read).with(request)
	x.checks = append(x.checks, request.check)
	x.ownedBy(request.OwnerID)
	return x
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
	sent Secret // the owner id of the request
}

// read puts the Ref together. The order id stands in the body, the Location, or
// both; the owner id in a cookie, the body, or both.
func (c *creation) read(answer *transport.Answer) (*Created, error) {
	body, err := optional[createdAnswer](answer)
	if err != nil {
		return nil, err
	}
	location := answer.Header.Get("Location")
	orderID, agree := same(body.OrderID, orderIn(location))
	switch {
	case !agree:
		return nil, &strayOrder{body.OrderID, "names two orders"}
	case transport.CheckSegment(orderID) != "":
		return nil, &strayOrder{orderID, "holds no usable order id"}
	}
	owner, agree := same(append(ownerCookies(answer.Header), body.OwnerID)...)
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
