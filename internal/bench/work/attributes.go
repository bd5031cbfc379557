package work

import "strconv"

// What an order is called with.
const (
	OrderID = "order-42"
	OwnerID = "dummy-owner-7"
)

// Attribute is a named value of an account, as a hand-written client declares
// it.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Attributes are the attributes that are set.
var Attributes = []Attribute{
	{"partner_account_id", "P-100042"},
	{"affiliate_id", "A-7"},
	{"note", "Größe & Maß"},
}

// AttributesSet is the PUT of an account's attributes.
var AttributesSet = setAttributes()

func setAttributes() *Item {
	body := Fields{}
	for i, a := range Attributes {
		body[strconv.Itoa(i)+".name"], body[strconv.Itoa(i)+".value"] = a.Name, a.Value
	}
	return &Item{
		Name:    "Orders attributes, PUT",
		Op:      SetAttributes,
		Request: write(RouteSetAttributes, body),
	}
}
