package backofficetest

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// deck imitates the DECK Commerce OMS: signed POST routes, a binder that drops
// what it can't place, and orders with a history.
//
// The vendor publishes the members of requests and answers, the response codes
// 0 and 15, and nothing about errors. All other codes and every text of an
// error are this server's own.
type deck struct {
	config deckSettings

	mu       sync.Mutex
	orders   []DECKOrder
	queue    []deckLink
	handlers map[string]DECKHandler
}

// deckLink is a change of an order's customer.
type deckLink struct{ orderNumber, customerID string }

const (
	deckPrefix   = "/deck"
	deckSiteCode = "TESTSITE"
	linkRoute    = "api/omsorderlinkaccount"
	historyRoute = "api/omsorderhistory"
	linkOp       = "oms.LinkAccount"
	historyOp    = "oms.OrderHistory"
	handledOp    = "oms.Call"
)

// mountDECK puts a DECK system under its path.
func (s *Server) mountDECK() {
	d := &deck{config: s.config.deck.withDefaults(), handlers: map[string]DECKHandler{}}
	s.vendors = append(s.vendors, mounted{prefix: deckPrefix, vendor: d})
}

// deck returns the DECK system.
func (s *Server) deck() *deck {
	at := slices.IndexFunc(s.vendors, func(m mounted) bool { return m.prefix == deckPrefix })
	return s.vendors[at].vendor.(*deck)
}

// DECKURL returns the base URL of the DECK OMS.
func (s *Server) DECKURL() string { return s.URL() + deckPrefix }

// DECKSiteCode returns the site code that the server takes.
func (s *Server) DECKSiteCode() string { return deckSiteCode }

// DECKAPIKey returns the API key of the site. Each server has its own.
func (s *Server) DECKAPIKey() string { return s.deck().config.apiKey }

// newDECKKey returns a key with characters that each encoding escapes in its
// own way.
func newDECKKey() string { return "deck+key/=&" + rand.Text() }

// operation implements vendor.
func (d *deck) operation(method, path string) string {
	if method != http.MethodPost {
		return ""
	}
	return d.operationOf(deckRoute(path))
}

// deckRoute returns the route of a path, which ASP.NET compares without case.
func deckRoute(path string) string { return strings.ToLower(strings.TrimPrefix(path, "/")) }

func (d *deck) operationOf(route string) string {
	switch route {
	case linkRoute:
		return linkOp
	case historyRoute:
		return historyOp
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.handlers[route] != nil {
		return handledOp
	}
	return ""
}

// deckActions are what the operations do with a verified request.
var deckActions = map[string]func(*deck, *exchange, deckRequest) deckReply{
	linkOp:    (*deck).linkAccount,
	historyOp: (*deck).orderHistory,
	handledOp: (*deck).handled,
}

// serve implements vendor.
func (d *deck) serve(x *exchange) {
	x.header.Set("Date", x.server.config.now().UTC().Format(http.TimeFormat))
	route := deckRoute(x.path)
	op := d.operationOf(route)
	switch {
	case op == "":
		x.replyDECKError(http.StatusNotFound, deckError{
			Message: "No HTTP resource was found that matches the request URI '" + x.server.URL() + x.http.RequestURI + "'.",
		})
		return
	case x.http.Method != http.MethodPost:
		x.header.Set("Allow", http.MethodPost)
		x.reply(http.StatusMethodNotAllowed, deckJSONType, []byte(`"The requested resource does not support http method '`+x.http.Method+`'."`))
		return
	}
	request, ok := x.bindDECK(op)
	if !ok {
		x.replyDECKError(http.StatusInternalServerError, deckError{
			Message:          "An error has occurred.",
			ExceptionMessage: "No MediaTypeFormatter is available to read an object from content with media type '" + deckMediaType(x.http) + "'.",
			ExceptionType:    "System.InvalidOperationException",
			StackTrace:       "   at System.Net.Http.HttpContentExtensions.ReadAsAsync[T]()",
		})
		return
	}
	x.replyDECK(d.answer(x, op, route, request))
}

func (d *deck) answer(x *exchange, op, route string, request deckRequest) deckReply {
	if request == nil {
		return deckNoRequest
	}
	if problem := d.verify(route, request, x.server.config.now()); problem != "" {
		return deckReply{code: 2, name: "VerificationFailed", message: problem}
	}
	d.checkHeader(x, request)
	return deckActions[op](d, x, request)
}
