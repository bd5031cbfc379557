package orders

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// Ref addresses one order. Keep it for as long as the order is worked on: an
// owner has a single open order, so each order has an owner id of its own.
//
// A Ref can be compared by ==. What prints or logs it shows the order id alone,
// but its JSON and text forms hold the owner id too, so that a program can keep
// it on purpose. Don't log them. An encoder of JSON writes them wherever a Ref
// stands: log/slog's JSON handler does so for a struct, a slice or a map with
// Refs in it, though not for a Ref by itself.
type Ref struct {
	// OrderID is the id that Create returned. Its form is not documented.
	OrderID string
	// OwnerID is the value of the OwnerId cookie that Create returned. It may
	// be left out only with [WithBasicAuth], for an order already submitted.
	OwnerID Secret
}

// refJSON is the JSON form of a Ref.
type refJSON struct {
	OrderID string `json:"orderId"`
	OwnerID string `json:"ownerId,omitempty"`
}

// String returns the order id.
func (r Ref) String() string { return r.OrderID }

// GoString returns the order id in the syntax of Go.
func (r Ref) GoString() string { return fmt.Sprintf("orders.Ref{OrderID:%q}", r.OrderID) }

// Format prints the order id, for every verb.
func (r Ref) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		_, _ = io.WriteString(f, r.GoString())
		return
	}
	fmt.Fprintf(f, fmt.FormatString(f, verb), r.OrderID)
}

// LogValue logs the order id.
func (r Ref) LogValue() slog.Value { return slog.StringValue(r.OrderID) }

// MarshalJSON returns an object that holds the owner id.
func (r Ref) MarshalJSON() ([]byte, error) {
	return json.Marshal(refJSON{OrderID: r.OrderID, OwnerID: r.OwnerID.Reveal()})
}

// UnmarshalJSON reads the object of MarshalJSON.
func (r *Ref) UnmarshalJSON(data []byte) error {
	var form refJSON
	if err := json.Unmarshal(data, &form); err != nil {
		return errors.New("orders: not the JSON form of a Ref")
	}
	*r = Ref{OrderID: form.OrderID, OwnerID: NewSecret(form.OwnerID)}
	return nil
}

// MarshalText returns the order id and the owner id with a blank between them.
// It fails for a Ref that no order can have.
func (r Ref) MarshalText() ([]byte, error) {
	if transport.CheckSegment(r.OrderID) != "" || !r.OwnerID.IsZero() && transport.CheckCookie(r.OwnerID.Reveal()) != "" {
		return nil, errNotRef
	}
	if r.OwnerID.IsZero() {
		return []byte(r.OrderID), nil
	}
	return []byte(r.OrderID + " " + r.OwnerID.Reveal()), nil
}

var errNotRef = errors.New("orders: not an order id and an owner id")

// UnmarshalText reads the text of MarshalText.
func (r *Ref) UnmarshalText(text []byte) error {
	// Blanks beyond ASCII may belong to the order id.
	parts := strings.FieldsFunc(string(text), func(c rune) bool { return c <= ' ' })
	if len(parts) < 1 || len(parts) > 2 {
		return errNotRef
	}
	*r = Ref{OrderID: parts[0]}
	if len(parts) == 2 {
		r.OwnerID = NewSecret(parts[1])
	}
	return nil
}

// checkOwner returns what is wrong with an owner id. It never quotes it.
func checkOwner(field string, owner Secret) []backoffice.Violation {
	if rule := transport.CheckCookie(owner.Reveal()); rule != "" {
		return []backoffice.Violation{{Field: field, Rule: rule}}
	}
	return nil
}
