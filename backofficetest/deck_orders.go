package backofficetest

import (
	"maps"
	"slices"
	"strconv"
)

// DECKOrder is an order the DECK OMS holds.
type DECKOrder struct {
	// Number names the order, and CustomerID the customer it belongs to.
	Number, CustomerID string
	// Details are further members of the order in its history, by their names on
	// the wire.
	Details map[string]any
}

// SeedDECK adds orders, oldest first. The history holds them in that order.
func (s *Server) SeedDECK(orders ...DECKOrder) {
	d := s.deck()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, order := range orders {
		order.Details = maps.Clone(order.Details)
		d.orders = append(d.orders, order)
	}
}

// DECKOrder returns an order, and whether there is one with the number.
func (s *Server) DECKOrder(number string) (DECKOrder, bool) {
	d := s.deck()
	d.mu.Lock()
	defer d.mu.Unlock()
	at := d.find(number)
	if at < 0 {
		return DECKOrder{}, false
	}
	order := d.orders[at]
	order.Details = maps.Clone(order.Details)
	return order, true
}

// DECKOrders returns the orders, oldest first.
func (s *Server) DECKOrders() []DECKOrder {
	d := s.deck()
	d.mu.Lock()
	defer d.mu.Unlock()
	orders := slices.Clone(d.orders)
	for i := range orders {
		orders[i].Details = maps.Clone(orders[i].Details)
	}
	return orders
}

// ProcessDECKQueue carries out the changes that [WithDECKQueue] made wait.
func (s *Server) ProcessDECKQueue() {
	d := s.deck()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, link := range d.queue {
		d.orders[d.find(link.orderNumber)].CustomerID = link.customerID
	}
	d.queue = nil
}

// find returns where an order is, or -1.
func (d *deck) find(number string) int {
	return slices.IndexFunc(d.orders, func(o DECKOrder) bool { return o.Number == number })
}

func (d *deck) linkAccount(x *exchange, request deckRequest) deckReply {
	link := deckLink{orderNumber: request.text("OrderNumber"), customerID: request.text("CustomerID")}
	if link.orderNumber == "" || link.customerID == "" {
		return deckNoMember
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	at := d.find(link.orderNumber)
	if at < 0 {
		return deckNoOrder
	}
	x.commit(link.orderNumber)
	if d.config.queued {
		d.queue = append(d.queue, link)
		return deckQueued
	}
	d.orders[at].CustomerID = link.customerID
	return deckSuccess
}

func (d *deck) orderHistory(_ *exchange, request deckRequest) deckReply {
	number, _ := strconv.Atoi(request.text("PageNumber")) // what is no number is 0
	size, _ := strconv.Atoi(request.text("PageSize"))
	if number < 1 || size < 1 {
		return deckNoPage
	}
	if limit := d.config.maxPageSize; limit > 0 {
		size = min(size, limit)
	}
	found := d.history(request)
	start := min((number-1)*size, len(found))
	reply := deckSuccess
	reply.members = map[string]any{
		"TotalRecordsAvailable": len(found),
		"OrderDetails":          found[start:min(start+size, len(found))],
	}
	return reply
}

// history returns the selected orders as the wire has them.
func (d *deck) history(request deckRequest) []map[string]any {
	customerID, orderNumber := request.text("CustomerID"), request.text("OrderNumber")
	d.mu.Lock()
	defer d.mu.Unlock()
	found := []map[string]any{}
	for _, order := range d.orders {
		if customerID != "" && order.CustomerID != customerID || orderNumber != "" && order.Number != orderNumber {
			continue
		}
		details := map[string]any{"OrderNumber": order.Number, "CustomerID": order.CustomerID}
		maps.Copy(details, order.Details)
		found = append(found, details)
	}
	return found
}

// DECKHandler answers a verified request. Members are those of the request;
// numbers are [json.Number].
type DECKHandler func(members map[string]any) DECKReply

// DECKReply is the answer of a [DECKHandler].
type DECKReply struct {
	// Code is the ResponseCode.
	Code int
	// Message is the text beside it.
	Message string
	// Members are all further members of the answer.
	Members map[string]any
}

// HandleDECK makes the server answer a further route, such as
// "api/OmsRmaCreate", as operation "oms.Call". It verifies requests as it does
// those of its own routes, and notes each one it hands to handler in the ledger,
// under the route.
func (s *Server) HandleDECK(route string, handler DECKHandler) {
	d := s.deck()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.handlers[deckRoute(route)] = handler
}

func (d *deck) handled(x *exchange, request deckRequest) deckReply {
	route := deckRoute(x.path)
	d.mu.Lock()
	handler := d.handlers[route]
	d.mu.Unlock()
	x.commit(route)
	reply := handler(request)
	return deckReply{code: reply.Code, name: strconv.Itoa(reply.Code), message: reply.Message, members: reply.Members}
}
