package oms

import "github.com/backoffice-sdk/backoffice"

// Order is an order in the history: the members that the vendor's own connector
// reads, each under its wire name in the json tag. Their types are not
// published. Identification numbers are kept as text for that reason, though
// elsewhere the vendor declares most of them as integers. A member that is
// absent or null is the zero value. [backoffice.WithRawResponse] gives access to
// further members.
//
// The strings of one answer share memory: keeping a single one of them keeps
// the body of the whole answer. Use [strings.Clone] to keep a few of many.
//
// Source: https://github.com/DeckCommerce/magento/blob/main/Model/Builder/Order.php, read 2026-11.
type Order struct {
	// Number is the order number.
	Number string `json:"OrderNumber"`
	// Date is when the order was placed.
	Date backoffice.Time `json:"OrderDateAsDate"`
	// Status is the state of the order.
	Status OrderStatus `json:"OrderStatus"`
	// CustomerID is the customer the order belongs to, [GuestCustomerID] for a
	// guest.
	CustomerID string `json:"CustomerID"`
	// Email is the customer's email address.
	Email string `json:"EmailAddress"`
	// ShippingMethod is the shipping method of the order. Items may have their
	// own.
	ShippingMethod string `json:"ShippingMethod"`
	// CustomerAddress is the address of the customer, which the connector takes
	// for the billing address.
	CustomerAddress *Address `json:"CustomerAddress"`
	// ShipAddress is where the order is shipped to.
	ShipAddress *Address `json:"ShipAddress"`
	// Items are what was ordered.
	Items []Item `json:"Items"`
	// Totals are the sums of the order.
	Totals Totals `json:"Totals"`
	// SimpleTotals are further sums.
	SimpleTotals SimpleTotals `json:"SimpleTotals"`
	// Payments are how the order was paid.
	Payments []Payment `json:"Payments"`
	// Shipments are what was shipped.
	Shipments []Shipment `json:"Shipments"`
	// RMAs are the returns.
	RMAs []RMA `json:"RMAS"`
}

// Address is an address of an order.
type Address struct {
	// FirstName is the first name.
	FirstName string `json:"FirstName"`
	// LastName is the last name.
	LastName string `json:"LastName"`
	// Email is the email address.
	Email string `json:"Email"`
	// Address1 is the first line of the address.
	Address1 string `json:"Address1"`
	// Address2 is the second line of the address.
	Address2 string `json:"Address2"`
	// City is the city.
	City string `json:"City"`
	// Province is the province or state.
	Province string `json:"Province"`
	// PostalCode is the postal code.
	PostalCode string `json:"PostalCode"`
	// Country is the country.
	Country string `json:"Country"`
	// Phone is the phone number.
	Phone string `json:"Phone"`
	// CompanyName is the name of a company.
	CompanyName string `json:"CompanyName"`
}

// Item is an item of an order.
type Item struct {
	// ID identifies the item. Shipments and returns refer to it.
	ID string `json:"ID"`
	// SKU is the vendor's stock-keeping unit, from the member DeckSKU. Where it
	// is empty, the connector takes StyleNumber.
	SKU string `json:"DeckSKU"`
	// StyleNumber is the number of the style.
	StyleNumber string `json:"StyleNumber"`
	// GTIN is the global trade item number.
	GTIN string `json:"GTIN"`
	// Type is the sort of the item.
	Type ItemType `json:"ItemType"`
	// Status is the state of the item.
	Status ItemStatus `json:"ItemStatusName"`
	// ShippingMethod is the shipping method of the item. It takes precedence
	// over that of the shipment.
	ShippingMethod string `json:"ItemShippingMethod"`
	// Quantity is how many of the item were ordered.
	Quantity int `json:"Quantity"`
	// DisplayPrice is the price of the item, in the currency of the order.
	DisplayPrice backoffice.Decimal `json:"DisplayPrice"`
	// DisplayDiscount is what the price is reduced by.
	DisplayDiscount backoffice.Decimal `json:"DisplayDiscount"`
	// ProductSize is the size.
	ProductSize string `json:"ProductSize"`
	// Custom2 is a member of the site's own. The connector reads the colour
	// from it.
	Custom2 string `json:"Custom2"`
	// Extended are further attributes, such as Returnable.
	Extended []Attribute `json:"Extended"`
}

// Attribute is a further attribute of an item.
type Attribute struct {
	// Key is the name of the attribute.
	Key string `json:"Key"`
	// Value is its value.
	Value string `json:"Value"`
}

// Totals are the sums of an order, in its currency.
type Totals struct {
	// MerchandiseNet is the sum of the items without tax.
	MerchandiseNet backoffice.Decimal `json:"MerchandiseNetTotal"`
	// MerchandiseGross is the sum of the items with tax.
	MerchandiseGross backoffice.Decimal `json:"MerchandiseGrossTotal"`
	// ShippingNet is the price of shipping without tax.
	ShippingNet backoffice.Decimal `json:"ShippingNetTotal"`
	// ShippingGross is the price of shipping with tax.
	ShippingGross backoffice.Decimal `json:"ShippingGrossTotal"`
	// TotalGross is the sum of the order with tax.
	TotalGross backoffice.Decimal `json:"TotalGrossTotal"`
}

// SimpleTotals are further sums of an order, in its currency.
type SimpleTotals struct {
	// Tax is the sum of the taxes.
	Tax backoffice.Decimal `json:"Tax"`
}

// Payment is a payment of an order.
type Payment struct {
	// Name is the name of the payment method. The connector takes a payment
	// without one for store credit or reward points.
	Name string `json:"PaymentName"`
	// Amount is the amount in the currency of the order.
	Amount backoffice.Decimal `json:"Amount"`
}

// Shipment is a shipment of an order.
type Shipment struct {
	// ID identifies the shipment.
	ID string `json:"OrderShipmentID"`
	// ShippingMethod is the shipping method.
	ShippingMethod string `json:"ShippingMethod"`
	// Items are what the shipment holds.
	Items []ShipmentItem `json:"Items"`
}

// ShipmentItem is an item of a shipment.
type ShipmentItem struct {
	// ID identifies the item within the shipment.
	ID string `json:"OrderShipmentItemID"`
	// OrderItemID refers to an [Item].
	OrderItemID string `json:"OrderItemID"`
	// Tracking is the tracking number.
	Tracking string `json:"Tracking"`
}

// RMA is a return of items.
type RMA struct {
	// Number identifies the return.
	Number string `json:"RmaNumber"`
	// Status is the state of the return.
	Status RMAStatus `json:"Status"`
	// Created is when the return was requested.
	Created backoffice.Time `json:"DateCreated"`
	// Orders are the orders that the return covers.
	Orders []RMAOrder `json:"Orders"`
}

// RMAOrder is an order covered by a return.
type RMAOrder struct {
	// Items are what is returned.
	Items []RMAItem `json:"Items"`
}

// RMAItem is a returned item.
type RMAItem struct {
	// ID identifies the item within the return.
	ID string `json:"RmaOrderItemID"`
	// OrderItemID refers to an [Item].
	OrderItemID string `json:"OrderItemID"`
	// ReasonID is the reason, from the list of api/OmsGetReturnReasons.
	ReasonID string `json:"ReturnReasonID"`
	// Reason is the reason as text.
	Reason string `json:"ReturnReasonText"`
	// TypeID is the type, from the list of api/OmsGetReturnTypes.
	TypeID string `json:"ReturnTypeID"`
	// Type is the type as text.
	Type string `json:"ReturnType"`
	// Cancelled says that the return of the item was cancelled.
	Cancelled bool `json:"IsRmaCancelled"`
	// TrackingNumber is the tracking number of the return.
	TrackingNumber string `json:"TrackingNumber"`
	// CarrierCode is the carrier of the return.
	CarrierCode string `json:"CarrierCode"`
}
