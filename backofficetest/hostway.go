package backofficetest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// hostway imitates the orders of the Hostway API.
//
// Paths, members, statuses and the texts of errors are those of the vendor's
// pages. Where the pages are silent, the comment at the place says what this
// server does.
type hostway struct {
	config hostwaySettings

	mu     sync.Mutex
	orders []*HostwayOrder
}

const hostwayPrefix = "/hostway"

// hostwayCookie is the name of the cookie that tells whose order it is.
const hostwayCookie = "OwnerId"

// mountHostway puts the Hostway API under its path.
func (s *Server) mountHostway() {
	s.vendors = append(s.vendors, mounted{prefix: hostwayPrefix, vendor: &hostway{config: s.config.hostway}})
}

// hostway returns the Hostway API.
func (s *Server) hostway() *hostway {
	at := slices.IndexFunc(s.vendors, func(m mounted) bool { return m.prefix == hostwayPrefix })
	return s.vendors[at].vendor.(*hostway)
}

// HostwayURL returns the base URL of the Hostway API. It has a path, to catch
// clients that lose it.
func (s *Server) HostwayURL() string { return s.URL() + hostwayPrefix }

// hostwayRoute is a documented call.
type hostwayRoute struct {
	method, path string
	op           string
	// answer carries the call out. The order and its owner were checked.
	answer func(*hostwayCall)
}

const (
	hostwayOrderPath    = "/orders/{order}"
	hostwayAccountPath  = hostwayOrderPath + "/account"
	hostwayContactPath  = hostwayAccountPath + "/contactInfo/{type}"
	hostwayProductsPath = hostwayAccountPath + "/products"
	hostwayProductPath  = hostwayProductsPath + "/{product}"
	hostwayServicesPath = hostwayProductPath + "/services"
	hostwayServicePath  = hostwayServicesPath + "/{service}"
)

var hostwayRoutes = []hostwayRoute{
	{"POST", "/orders", "orders.Create", (*hostwayCall).create},
	{"GET", hostwayOrderPath, "orders.Get", (*hostwayCall).get},
	{"DELETE", hostwayOrderPath, "orders.Delete", (*hostwayCall).delete},
	{"POST", hostwayOrderPath + "/action", "orders.Submit", (*hostwayCall).act},
	{"GET", hostwayOrderPath + "/quote", "orders.Quote", (*hostwayCall).quote},
	{"PUT", hostwayOrderPath + "/attributes", "orders.SetAttributes", (*hostwayCall).setAttributes},
	{"GET", hostwayOrderPath + "/attributes", "orders.Attributes", (*hostwayCall).attributes},
	{"PUT", hostwayAccountPath, "orders.SetAccount", (*hostwayCall).setAccount},
	{"GET", hostwayAccountPath, "orders.Account", (*hostwayCall).account},
	{"PUT", hostwayAccountPath + "/attributes", "orders.SetAccountAttributes", (*hostwayCall).setAccountAttributes},
	{"GET", hostwayAccountPath + "/attributes", "orders.AccountAttributes", (*hostwayCall).accountAttributes},
	{"PUT", hostwayAccountPath + "/user", "orders.SetUser", (*hostwayCall).setUser},
	{"GET", hostwayAccountPath + "/user", "orders.User", (*hostwayCall).user},
	{"GET", hostwayAccountPath + "/contactInfo", "orders.AllContactInfo", (*hostwayCall).contacts},
	{"PUT", hostwayContactPath, "orders.SetContactInfo", (*hostwayCall).setContact},
	{"GET", hostwayContactPath, "orders.ContactInfo", (*hostwayCall).contact},
	{"DELETE", hostwayContactPath, "orders.DeleteContactInfo", (*hostwayCall).deleteContact},
	{"POST", hostwayProductsPath, "orders.AddProduct", (*hostwayCall).addProduct},
	{"GET", hostwayProductsPath, "orders.Products", (*hostwayCall).products},
	{"GET", hostwayProductPath, "orders.Product", (*hostwayCall).product},
	{"PUT", hostwayProductPath, "orders.UpdateProduct", (*hostwayCall).updateProduct},
	{"DELETE", hostwayProductPath, "orders.DeleteProduct", (*hostwayCall).deleteProduct},
	{"PUT", hostwayProductPath + "/promotion", "orders.SetProductPromotion", (*hostwayCall).setProductPromotion},
	{"DELETE", hostwayProductPath + "/promotion", "orders.DeleteProductPromotion", (*hostwayCall).deleteProductPromotion},
	{"POST", hostwayServicesPath, "orders.AddService", (*hostwayCall).addService},
	{"GET", hostwayServicesPath, "orders.Services", (*hostwayCall).services},
	{"GET", hostwayServicePath, "orders.Service", (*hostwayCall).service},
	{"PUT", hostwayServicePath, "orders.UpdateService", (*hostwayCall).updateService},
	{"DELETE", hostwayServicePath, "orders.DeleteService", (*hostwayCall).deleteService},
	{"PUT", hostwayServicePath + "/promotion", "orders.SetServicePromotion", (*hostwayCall).setServicePromotion},
	{"PUT", hostwayServicePath + "/attributes", "orders.SetServiceAttributes", (*hostwayCall).setServiceAttributes},
	{"GET", hostwayServicePath + "/attributes", "orders.ServiceAttributes", (*hostwayCall).serviceAttributes},
	{"GET", hostwayServicePath + "/notes", "orders.Notes", (*hostwayCall).notes},
	{"POST", hostwayServicePath + "/notes", "orders.AddNote", (*hostwayCall).addNote},
	{"PUT", hostwayServicePath + "/notes", "orders.SetNotes", (*hostwayCall).setNotes},
	{"DELETE", hostwayServicePath + "/notes", "orders.DeleteNotes", (*hostwayCall).deleteNotes},
}

// operation implements vendor. The path may be escaped.
func (h *hostway) operation(method, path string) string {
	for _, route := range hostwayRoutes {
		if _, ok := route.match(path); ok && route.method == method {
			return route.op
		}
	}
	return ""
}

// name implements namer: two calls share a path, and the body tells them apart.
func (h *hostway) name(x *exchange) string {
	op := h.operation(x.http.Method, hostwayPath(x))
	var body struct{ Action string }
	if op == "orders.Submit" && json.Unmarshal(x.body, &body) == nil && body.Action == "validate" {
		return "orders.Validate"
	}
	return op
}

// hostwayPath returns the path as it was sent, because an id may hold a slash.
func hostwayPath(x *exchange) string {
	return strings.TrimPrefix(x.http.URL.EscapedPath(), hostwayPrefix)
}

// match returns the parts of a path, if it is one of this route.
func (r *hostwayRoute) match(path string) (map[string]string, bool) {
	pattern, segments := strings.Split(r.path, "/"), strings.Split(path, "/")
	if len(pattern) != len(segments) {
		return nil, false
	}
	parts := map[string]string{}
	for i, name := range pattern {
		segment, err := url.PathUnescape(segments[i])
		switch {
		case err != nil, segment == "" && i > 0:
			return nil, false
		case strings.HasPrefix(name, "{"):
			parts[strings.Trim(name, "{}")] = segment
		case name != segment:
			return nil, false
		}
	}
	return parts, true
}

// serve implements vendor.
func (h *hostway) serve(x *exchange) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var methods []string
	for _, route := range hostwayRoutes {
		parts, ok := route.match(hostwayPath(x))
		if !ok {
			continue
		}
		if route.method == x.http.Method {
			call := &hostwayCall{h: h, x: x, parts: parts}
			if call.admit() {
				route.answer(call)
			}
			return
		}
		methods = append(methods, route.method)
	}
	if methods == nil {
		x.hostwayError(http.StatusNotFound, "Resource not found", nil)
		return
	}
	x.header.Set("Allow", strings.Join(slices.Compact(methods), ", "))
	x.hostwayError(http.StatusMethodNotAllowed, "Method not allowed", nil)
}
