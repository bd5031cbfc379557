package backofficetest

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// HostwayOrder is an order as the Hostway API holds it.
type HostwayOrder struct {
	// ID is the id of the order, and OwnerID the value of its cookie.
	ID, OwnerID string
	// Status is "new" until the order is submitted.
	Status string
	// ClientIP is what Create was told.
	ClientIP string
	// Attributes are those of the order, AccountAttributes those of its account.
	Attributes, AccountAttributes []HostwayAttribute
	// Account is nil until one is set or a product is added.
	Account *HostwayAccount
}

// HostwayAttribute is a named value.
type HostwayAttribute struct {
	// Name and Value are as they were set.
	Name, Value string
}

// HostwayAccount is the account inside an order.
type HostwayAccount struct {
	// Currency and Language are set for a new account, Number for one that exists.
	Currency, Language, Number string
	// UserName and Password are those of the account's user.
	UserName, Password string
	// Contacts holds the JSON of each contact by type.
	Contacts map[string]string
	// Products are in the order in which they were added.
	Products []*HostwayProduct
}

// HostwayProduct is a product in an order.
type HostwayProduct struct {
	// ID is the server's, the others are what AddProduct was told.
	ID, Offering, PromoCode, DisplayName, PartnerID string
	// Status is "new" unless a seed says otherwise.
	Status string
	// BillingCycle is the last one that was set.
	BillingCycle int
	// Services are in the order in which they were added.
	Services []*HostwayService
}

// HostwayService is a service of a product.
type HostwayService struct {
	// ID is the server's, the others are what AddService was told.
	ID, Name, Specification, PromoCode string
	// Status is "new" unless a seed says otherwise.
	Status string
	// BillingCycle is the last one that was set.
	BillingCycle int
	// RelatedTo are the URLs of the services it belongs to.
	RelatedTo []string
	// Attributes is a JSON object, "" if there is none.
	Attributes string
	// WithoutAttributes makes the service refuse attributes.
	WithoutAttributes bool
	// Notes are in the order in which they were added.
	Notes []string
}

// hostwayNew is the status of all that is not submitted.
const hostwayNew = "new"

// SeedHostwayOrder puts an order into the Hostway API and returns it with the
// ids and statuses it was given. It panics if the id or the owner is taken. A
// seed is no call: it is in no ledger.
func (s *Server) SeedHostwayOrder(order HostwayOrder) HostwayOrder {
	h := s.hostway()
	h.mu.Lock()
	defer h.mu.Unlock()
	seeded := order.clone()
	seeded.fill()
	if h.find(seeded.ID) != nil || h.openOrder(seeded.OwnerID) != nil {
		panic("backofficetest: the id of the order is taken, or its owner has an open order")
	}
	h.orders = append(h.orders, seeded)
	return *seeded.clone()
}

// HostwayOrder returns the order with the given id.
func (s *Server) HostwayOrder(id string) (order HostwayOrder, found bool) {
	h := s.hostway()
	h.mu.Lock()
	defer h.mu.Unlock()
	if o := h.find(id); o != nil {
		return *o.clone(), true
	}
	return HostwayOrder{}, false
}

// HostwayOrders returns the orders in the order they were made.
func (s *Server) HostwayOrders() []HostwayOrder {
	h := s.hostway()
	h.mu.Lock()
	defer h.mu.Unlock()
	orders := make([]HostwayOrder, len(h.orders))
	for i, o := range h.orders {
		orders[i] = *o.clone()
	}
	return orders
}

// find returns the order with the given id, nil if there is none.
func (h *hostway) find(id string) *HostwayOrder {
	return hostwayFirst(h.orders, func(o *HostwayOrder) bool { return o.ID == id })
}

// openOrder returns the unsubmitted order of an owner, nil if there is none.
func (h *hostway) openOrder(ownerID string) *HostwayOrder {
	return hostwayFirst(h.orders, func(o *HostwayOrder) bool { return o.OwnerID == ownerID && o.Status == hostwayNew })
}

func hostwayFirst[T any](all []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i]
	}
	return nil
}

// clone returns a copy that shares nothing with the original.
func (o *HostwayOrder) clone() *HostwayOrder {
	text, err := json.Marshal(o)
	copied := new(HostwayOrder)
	if err == nil {
		err = json.Unmarshal(text, copied)
	}
	if err != nil {
		panic("backofficetest: " + err.Error())
	}
	return copied
}

// fill gives an order what it lacks.
func (o *HostwayOrder) fill() {
	o.ID = cmp.Or(o.ID, hostwayID())
	o.OwnerID = cmp.Or(o.OwnerID, hostwayUUID())
	o.Status = cmp.Or(o.Status, hostwayNew)
	if o.Account == nil {
		return
	}
	for _, p := range o.Account.Products {
		p.ID = cmp.Or(p.ID, hostwayID())
		p.Status = cmp.Or(p.Status, hostwayNew)
		for _, s := range p.Services {
			s.ID = cmp.Or(s.ID, hostwayID())
			s.Status = cmp.Or(s.Status, hostwayNew)
		}
	}
}

// hostwayID returns an id of 40 hexadecimal digits, as all samples have.
func hostwayID() string {
	var id [20]byte
	rand.Read(id[:])
	return hex.EncodeToString(id[:])
}

// hostwayUUID returns an id in the form of owner ids and guids.
func hostwayUUID() string {
	var id [16]byte
	rand.Read(id[:])
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
