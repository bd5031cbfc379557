package work

// Route is the address of a call below the root URL.
type Route struct {
	Method string
	// Prefix is the path before the credential, Template the path with {key}
	// in its place.
	Prefix, Template string
	// Param names the query parameter of a read; "" for a call with a body.
	Param string
}

func route(method, prefix, param string) *Route {
	return &Route{Method: method, Prefix: prefix, Template: prefix + "{key}", Param: param}
}

// The routes of the calls.
var (
	RouteCustomerGet = route("GET", "/API/Customer/Get/", "CustNumOrName")
	RouteCustomerAdd = route("POST", "/API/Customer/Add/", "")
	RouteShipTaxGet  = route("GET", "/API/ShipTax/Get/", "LinkAdd")
)
