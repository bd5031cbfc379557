package backofficetest

import (
	"net/http"
)

// create implements POST /orders.
func (c *hostwayCall) create() {
	var body struct {
		ClientIP string `json:"clientIp"`
	}
	if !c.bind(&body) {
		return
	}
	owner := c.cookie()
	switch {
	case body.ClientIP != "" && c.authorized() != granted:
		c.refuse(http.StatusBadRequest, "User cannot specify the client IP address")
		return
	case owner != "" && c.h.openOrder(owner) != nil:
		c.refuse(http.StatusConflict, "A new order has already been created for this ownerID")
		return
	}
	c.order = &HostwayOrder{OwnerID: owner, ClientIP: body.ClientIP}
	c.order.fill()
	c.h.orders = append(c.h.orders, c.order)
	answer := map[string]any{
		"orderId": c.order.ID,
		"links": c.links(HostwayLinkList,
			hostwayLink{hostwayLinkBase + "/orders/", "self"},
			hostwayLink{hostwayLinkBase + "/orders/" + c.order.ID, "item"}),
	}
	if c.since(2016) {
		answer["ownerId"] = c.order.OwnerID
	} else {
		c.x.header.Set("Set-Cookie", hostwayCookie+"="+c.order.OwnerID+"; Path=/")
	}
	c.added("/orders/"+c.order.ID, answer)
}

// get implements GET /orders/{order}.
func (c *hostwayCall) get() {
	order := map[string]any{"Status": c.order.Status}
	if c.order.Account != nil {
		order["Account"] = hostwayLinkBase + c.path() + "/account"
	}
	c.x.hostwayReply(http.StatusOK, map[string]any{
		"order": order,
		"links": c.links(HostwayLinkObject, hostwayLink{hostwayLinkBase + c.path(), "self"}),
	})
}

// delete implements DELETE /orders/{order}.
func (c *hostwayCall) delete() {
	if c.order.Status != hostwayNew {
		c.refuse(c.either(http.StatusConflict, http.StatusMethodNotAllowed), "Method not allowed")
		return
	}
	c.h.orders = hostwayWithout(c.h.orders, c.order)
	c.done(http.StatusNoContent)
}

// act implements POST /orders/{order}/action.
func (c *hostwayCall) act() {
	var body struct {
		Action     string         `json:"action"`
		ActionData map[string]any `json:"actionData"`
		QuoteHash  string         `json:"quoteHash"`
	}
	if !c.bind(&body, "action") {
		return
	}
	if body.QuoteHash != "" && body.QuoteHash != c.quoteHash() {
		c.x.problem("names a quote that is not the present one; the pages don't tell what a server does then")
	}
	if problem := c.incomplete(); problem != "" {
		c.refuse(http.StatusBadRequest, problem)
		return
	}
	switch body.Action {
	case "validate":
		c.x.reply(c.either(http.StatusOK, http.StatusNoContent), "", nil)
	case "submit":
		// The only sample of a later status is cut off after "Proc".
		c.order.Status = "Processing"
		c.done(http.StatusAccepted)
	default:
		c.badRequest(map[string]string{"action": "Invalid"})
	}
}

// incomplete returns what the order lacks, "" if nothing.
func (c *hostwayCall) incomplete() string {
	if c.order.Account == nil {
		return "Account has not been set"
	}
	for _, name := range c.h.config.required {
		if !hostwayHas(c.order.AccountAttributes, name) {
			return "No " + name + " attribute set."
		}
	}
	for _, contact := range c.h.config.contacts {
		if c.order.Account.Contacts[contact] == "" {
			return "Contact info type " + contact + " is not set"
		}
	}
	return ""
}
