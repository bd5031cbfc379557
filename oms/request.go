package oms

import "github.com/backoffice-sdk/backoffice"

// LinkAccountRequest names an order and its new customer. The help page gives
// no limits of length, so none is checked.
type LinkAccountRequest struct {
	// OrderNumber is required and names the order to update.
	OrderNumber string
	// CustomerID is required and is the customer to assign to the order.
	CustomerID string
}

func (r *LinkAccountRequest) members() []member {
	return []member{{name: "OrderNumber", value: r.OrderNumber}, {name: "CustomerID", value: r.CustomerID}}
}

func (r *LinkAccountRequest) check() []backoffice.Violation {
	var found violations
	found.add("OrderNumber", requiredText(r.OrderNumber))
	found.add("CustomerID", requiredText(r.CustomerID))
	return found
}

// DefaultPageSize is how many orders a page holds if the request does not say.
// The number is this package's own.
const DefaultPageSize = 50

// HistoryRequest selects a page of the order history, by customer, by order
// number, or by both.
type HistoryRequest struct {
	// PageNumber counts from 1, which 0 stands for.
	PageNumber int `json:"PageNumber"`
	// PageSize is how many orders a page holds, [DefaultPageSize] if it is 0.
	// A limit is not documented.
	PageSize int `json:"PageSize"`
	// CustomerID selects the orders of a customer.
	CustomerID *string `json:"CustomerID,omitempty"`
	// OrderNumber selects the order with this number.
	OrderNumber *string `json:"OrderNumber,omitempty"`
}

// withDefaults fills what the caller left open.
func (r HistoryRequest) withDefaults() HistoryRequest {
	if r.PageNumber == 0 {
		r.PageNumber = 1
	}
	if r.PageSize == 0 {
		r.PageSize = DefaultPageSize
	}
	return r
}

func (r *HistoryRequest) check() []backoffice.Violation {
	var found violations
	found.add("PageNumber", unless(r.PageNumber >= 0, "must not be negative"))
	found.add("PageSize", unless(r.PageSize >= 0, "must not be negative"))
	return append(found, checkSelection(r.CustomerID, r.OrderNumber)...)
}

// checkSelection makes sure that a history is of something: a server may take a
// request without either for one of all orders of all customers.
func checkSelection(customerID, orderNumber *string) []backoffice.Violation {
	var found violations
	if customerID == nil && orderNumber == nil {
		found.add("CustomerID", "or OrderNumber is required")
	}
	if customerID != nil {
		found.add("CustomerID", presentText(*customerID))
	}
	if orderNumber != nil {
		found.add("OrderNumber", presentText(*orderNumber))
	}
	return found
}
