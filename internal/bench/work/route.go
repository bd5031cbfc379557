package work

import (
	"net/url"
	"strings"
)

// Route is the address of a call below the root URL, and what every request to
// it carries.
type Route struct {
	Method string
	// Template is the path with a part in braces, Part the name in the braces,
	// Value what takes its place. Part is "" if there is none.
	Template, Part, Value string
	// Param names the query parameter of a read; "" for a call with a body.
	Param string
	// ContentType is the type of the body.
	ContentType string
	// Cookie is the header that opens an order; "" for the other systems.
	Cookie string
	// Status is what a good answer comes with.
	Status int

	prefix, suffix string
}

// Path returns the path with its part filled in.
func (r *Route) Path() string { return r.prefix + url.PathEscape(r.Value) + r.suffix }

func route(r Route) *Route {
	r.prefix, r.suffix = r.Template, ""
	if before, after, ok := strings.Cut(r.Template, "{"+r.Part+"}"); ok {
		r.prefix, r.suffix = before, after
	}
	return &r
}

const (
	jsonType = "application/json"
	// ordersType is the one spelling that the orders' page names.
	ordersType = "application/json; charset=UTF-8"
)

// The routes of the calls.
var (
	RouteCustomerGet = route(Route{
		Method: "GET", Template: "/API/Customer/Get/{key}", Part: "key", Value: Key, Param: "CustNumOrName", Status: 200,
	})
	RouteCustomerAdd = route(Route{
		Method: "POST", Template: "/API/Customer/Add/{key}", Part: "key", Value: Key, ContentType: jsonType, Status: 200,
	})
	RouteShipTaxGet = route(Route{
		Method: "GET", Template: "/API/ShipTax/Get/{key}", Part: "key", Value: Key, Param: "LinkAdd", Status: 200,
	})
	RouteLinkAccount = route(Route{
		Method: "POST", Template: "/api/OmsOrderLinkAccount", ContentType: jsonType, Status: 200,
	})
	RouteSetAttributes = route(Route{
		Method: "PUT", Template: "/orders/{orderId}/account/attributes", Part: "orderId", Value: OrderID,
		ContentType: ordersType, Cookie: "OwnerId=" + OwnerID, Status: 204,
	})
)
