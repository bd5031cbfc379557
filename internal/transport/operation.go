package transport

import "github.com/backoffice-sdk/backoffice"

// Class says what repeating an operation may do. It belongs to the operation,
// never to the HTTP method: a read may be a POST.
type Class uint8

// The classes of operations.
const (
	// Read changes nothing.
	Read Class = iota
	// Update sets a state; setting it twice is setting it once.
	Update
	// Delete removes; what is gone stays gone.
	Delete
	// Once does its work again each time it is sent.
	Once
)

// String returns the class in one word.
func (c Class) String() string {
	return [...]string{"read", "update", "delete", "once"}[c]
}

// Operation is one call a client can make.
type Operation struct {
	// Name is what errors, hooks and WithRoute call it: "customer.Add".
	Name  string
	Class Class
	Route backoffice.Route
	// Placements are where its arguments may go; nil means anywhere.
	Placements []backoffice.Placement
}
