package oms

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// GuestCustomerID is the customer of orders that were placed without an
// account, as the vendor's own connector imports them.
const GuestCustomerID = "-100"

// ResponseCode is the vendor's verdict on a call: a number as text, such as
// "7", or a name where an XML answer gives one whose number is not published.
type ResponseCode string

// The known response codes. The list is not published: 0 is in the vendor's
// samples, 15 in its connector.
const (
	// CodeSuccess: done.
	CodeSuccess ResponseCode = "0"
	// CodeQueued: accepted, to be done later.
	CodeQueued ResponseCode = "15"
)

// successName is the name of code 0 in XML.
const successName = "Success"

// Known reports whether the meaning of the code is known.
func (c ResponseCode) Known() bool {
	return slices.Contains([]ResponseCode{CodeSuccess, CodeQueued}, c)
}

// UnmarshalJSON reads a number, a quoted number or a name, so that ResponseCode
// can be a field of a type used with [Call]. A number that no known code has the
// form of, such as 1.5, is kept as it is written.
func (c *ResponseCode) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	code, err := parseCode(strings.Trim(string(text), `"`))
	switch {
	case err == nil:
		*c = code
	case json.Unmarshal(text, new(json.Number)) == nil:
		*c = ResponseCode(strings.Trim(string(text), `"`))
	default:
		return err
	}
	return nil
}

// parseCode reads a number or a name.
func parseCode(text string) (ResponseCode, error) {
	if text == successName || text == "success" { // Json.NET can be set to camel case
		return CodeSuccess, nil
	}
	if number, err := strconv.ParseInt(text, 10, 32); err == nil && strconv.FormatInt(number, 10) == text {
		return ResponseCode(text), nil
	}
	if isName(text) {
		return ResponseCode(text), nil
	}
	return "", errCode
}

// isAccepted reports whether the code means that the call was done, or will be.
func (c ResponseCode) isAccepted() bool { return c == CodeSuccess || c == CodeQueued }

// isNumber reports whether the code came as a number.
func (c ResponseCode) isNumber() bool { return c != "" && !isName(string(c)) }

// isName reports whether text has the form of an enumeration's member.
func isName(text string) bool {
	if text == "" || text == "true" || text == "false" {
		return false
	}
	for i, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		digit := r >= '0' && r <= '9'
		if !letter && (!digit || i == 0) {
			return false
		}
	}
	return true
}

// OrderStatus is the state of an order. Unknown ones are kept.
type OrderStatus string

// The order statuses that the vendor's connector knows.
const (
	OrderNew       OrderStatus = "New"
	OrderPending   OrderStatus = "Pending"
	OrderReview    OrderStatus = "Review"
	OrderComplete  OrderStatus = "Complete"
	OrderCancelled OrderStatus = "Cancelled"
	OrderException OrderStatus = "Exception"
	OrderInvalid   OrderStatus = "Invalid"
)

// Known reports whether the status is one of those above.
func (s OrderStatus) Known() bool {
	return slices.Contains([]OrderStatus{
		OrderNew, OrderPending, OrderReview, OrderComplete, OrderCancelled, OrderException, OrderInvalid,
	}, s)
}

// ItemStatus is the state of an item. Unknown ones are kept.
type ItemStatus string

// The item statuses that the vendor's connector knows.
const (
	ItemShipped         ItemStatus = "Shipped"
	ItemCancelled       ItemStatus = "Cancelled"
	ItemReturn          ItemStatus = "Return"
	ItemPendingReturn   ItemStatus = "Pending Return"
	ItemReturnCancelled ItemStatus = "Return Cancelled"
)

// Known reports whether the status is one of those above.
func (s ItemStatus) Known() bool {
	return slices.Contains([]ItemStatus{
		ItemShipped, ItemCancelled, ItemReturn, ItemPendingReturn, ItemReturnCancelled,
	}, s)
}

// ItemType is the sort of an item. Unknown ones are kept.
type ItemType string

// RegularItem is the item type that the vendor's connector knows.
const RegularItem ItemType = "RegularItem"

// Known reports whether the type is RegularItem.
func (t ItemType) Known() bool { return t == RegularItem }

// RMAStatus is the state of a return. Unknown ones are kept.
type RMAStatus string

// RMAPending is the return status that the vendor's connector knows: the return
// can still be cancelled.
const RMAPending RMAStatus = "Pending"

// Known reports whether the status is RMAPending.
func (s RMAStatus) Known() bool { return s == RMAPending }
