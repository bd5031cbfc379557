package orders

import (
	"context"
	"net/http"
	"slices"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// ownerCookie is the name of the cookie that says whose order it is.
const ownerCookie = "OwnerId"

// identity is a secret that a call travels with. It is held in closures, so
// that no print verb reaches it.
type identity struct {
	credential transport.Credential
	secrets    func() []string
}

// exchange is a call together with the value it brings back.
type exchange[T any] struct {
	transport.Call
	op         *operation
	read       func(*transport.Answer) (T, error)
	identities []identity
	received   []string // the owner ids that the answers brought
	checks     []func() []backoffice.Violation
	value      T
}

func newExchange[T any](op *operation, read func(*transport.Answer) (T, error)) *exchange[T] {
	x := &exchange[T]{op: op, read: read}
	x.Op = &op.Operation
	x.Call.Judge = x
	x.Credential = x.authorize
	x.Secrets = x.secrets
	x.Receive = func(answer *transport.Answer) { x.received = append(x.received, ownersIn(answer)...) }
	x.Check = x.check
	return x
}

// of addresses the call to an order.
func (x *exchange[T]) of(ref Ref) *exchange[T] {
	x.arg("orderId", ref.OrderID, "ref.OrderID")
	x.checks = append(x.checks, func() []backoffice.Violation {
		if ref.OwnerID.IsZero() && x.Setting(basicAuth{}) != nil {
			return nil
		}
		return checkOwner("ref.OwnerID", ref.OwnerID)
	})
	x.ownedBy(ref.OwnerID)
	return x
}

// ownedBy makes the call carry the owner id, if there is one.
func (x *exchange[T]) ownedBy(owner Secret) {
	if owner.IsZero() {
		return
	}
	text := owner.Reveal()
	x.identities = append(x.identities, identity{
		credential: transport.Cookie(ownerCookie, text),
		secrets:    func() []string { return []string{text} },
	})
}

// product, service and contact narrow the address down.
func (x *exchange[T]) product(id string) *exchange[T] {
	return x.arg("productId", id, "productID")
}

func (x *exchange[T]) service(id string) *exchange[T] {
	return x.arg("serviceId", id, "serviceID")
}

func (x *exchange[T]) contact(contactType ContactType) *exchange[T] {
	return x.arg("type", string(contactType), "contactType")
}

func (x *exchange[T]) arg(name, value, field string) *exchange[T] {
	x.Args = append(x.Args, transport.Arg{Name: name, Value: value, Field: field})
	return x
}

// with gives the call its request, a pointer to a struct.
func (x *exchange[T]) with(request any) *exchange[T] {
	x.Request = request
	return x
}

// do makes the call.
func (x *exchange[T]) do(ctx context.Context, c *Client, options []backoffice.Option) (T, error) {
	if err := c.calls().Do(ctx, &x.Call, options); err != nil {
		var none T
		return none, err
	}
	return x.value, nil
}

func (x *exchange[T]) check() []backoffice.Violation {
	var found []backoffice.Violation
	for _, check := range x.checks {
		found = append(found, check()...)
	}
	return found
}

// carried returns the identities of the call and of its options.
func (x *exchange[T]) carried() []identity {
	if basic, ok := x.Setting(basicAuth{}).(identity); ok {
		return append(slices.Clip(x.identities), basic)
	}
	return x.identities
}

func (x *exchange[T]) authorize(ctx context.Context, request *http.Request) error {
	for _, identity := range x.carried() {
		if err := identity.credential(ctx, request); err != nil {
			return err
		}
	}
	return nil
}

func (x *exchange[T]) secrets() []string {
	all := slices.Clone(x.received)
	for _, identity := range x.carried() {
		all = append(all, identity.secrets()...)
	}
	return all
}
