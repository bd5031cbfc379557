package backofficetest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"unicode/utf8"
)

// hostwayPartnerAccountID is the name of the attribute that has rules of its own.
const hostwayPartnerAccountID = "partner_account_id"

// hostwayPartnerCharacters are those that the page of October 2014 allows.
var hostwayPartnerCharacters = regexp.MustCompile(`^[A-Za-z0-9_.-]*$`)

// setAccountAttributes implements PUT /orders/{order}/account/attributes.
func (c *hostwayCall) setAccountAttributes() {
	if c.order.Account == nil && c.h.config.strict {
		c.refuse(http.StatusNotFound, "MetaData is missing. Make sure the account is set before querying attributes.")
		return
	}
	list, ok := c.bindAttributes("Not allowed or not existing MetaData Type")
	if !ok {
		return
	}
	for _, a := range list {
		if a.Name != hostwayPartnerAccountID {
			continue
		}
		switch {
		case utf8.RuneCountInString(a.Value) > 100:
			c.refuse(http.StatusBadRequest, "Partner Account ID cannot exceed 100 characters")
			return
		case c.since(2014) && !hostwayPartnerCharacters.MatchString(a.Value):
			c.badRequest(nil)
			return
		case c.isTaken(a):
			// The pages tell no text for this; it is that of a taken user name.
			c.refuse(http.StatusConflict, "Data conflict")
			return
		}
	}
	c.order.AccountAttributes = c.h.merged(c.order.AccountAttributes, list)
	c.done(http.StatusNoContent)
}

// isTaken reports whether another order has the attribute.
func (c *hostwayCall) isTaken(a HostwayAttribute) bool {
	return slices.ContainsFunc(c.h.orders, func(o *HostwayOrder) bool {
		return o != c.order && slices.Contains(o.AccountAttributes, a)
	})
}

// accountAttributes implements GET /orders/{order}/account/attributes.
func (c *hostwayCall) accountAttributes() {
	if c.order.Account == nil && c.order.AccountAttributes == nil {
		c.refuse(http.StatusNotFound, "MetaData is missing. Make sure the account is set before querying attributes.")
		return
	}
	c.list(hostwayPairs(c.order.AccountAttributes), c.path()+"/")
}

// setAttributes implements PUT /orders/{order}/attributes.
func (c *hostwayCall) setAttributes() {
	list, ok := c.bindAttributes("Could not find MetaData Type for franchise.")
	if !ok {
		return
	}
	c.order.Attributes = c.h.merged(c.order.Attributes, list)
	c.done(http.StatusNoContent)
}

// attributes implements GET /orders/{order}/attributes.
func (c *hostwayCall) attributes() {
	if c.order.Attributes == nil {
		c.refuse(http.StatusNotFound, "MetaData is missing.")
		return
	}
	c.list(hostwayPairs(c.order.Attributes), c.path())
}

// bindAttributes reads a bare list of attributes, or answers the request.
func (c *hostwayCall) bindAttributes(unsupported string) ([]HostwayAttribute, bool) {
	var elements []map[string]*string
	if json.Unmarshal(c.x.body, &elements) != nil || elements == nil {
		c.badRequest(nil)
		return nil, false
	}
	list := []HostwayAttribute{}
	for i, element := range elements {
		name, value := element["name"], element["value"]
		switch {
		case name == nil, value == nil, *name == "", utf8.RuneCountInString(*value) > 200:
			c.badRequest(nil)
			return nil, false
		case len(c.h.config.names) > 0 && !slices.Contains(c.h.config.names, *name):
			c.refuse(http.StatusBadRequest, unsupported)
			return nil, false
		case len(element) > 2:
			c.x.problem("has unknown members in attribute %d", i)
		case hostwayHas(list, *name):
			c.x.problem("repeats the name of attribute %d; the pages don't tell what a server does then", i)
		}
		list = append(list, HostwayAttribute{*name, *value})
	}
	return list, true
}

// merged returns the attributes after a PUT.
func (h *hostway) merged(old, sent []HostwayAttribute) []HostwayAttribute {
	if !h.config.merge {
		return sent
	}
	kept := slices.DeleteFunc(slices.Clone(old), func(a HostwayAttribute) bool { return hostwayHas(sent, a.Name) })
	return append(kept, sent...)
}

func hostwayHas(list []HostwayAttribute, name string) bool {
	return slices.ContainsFunc(list, func(a HostwayAttribute) bool { return a.Name == name })
}

func hostwayPairs(list []HostwayAttribute) []map[string]string {
	pairs := []map[string]string{}
	for _, a := range list {
		pairs = append(pairs, map[string]string{"name": a.Name, "value": a.Value})
	}
	return pairs
}
