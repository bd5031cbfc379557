package backofficetest

import (
	"net/http"
	"slices"
)

// addProduct implements POST /orders/{order}/account/products.
func (c *hostwayCall) addProduct() {
	var body struct {
		Offering    string `json:"offering"`
		PromoCode   string `json:"promoCode"`
		DisplayName string `json:"displayName"`
		PartnerID   string `json:"partnerId"`
	}
	if !c.bind(&body, "offering") {
		return
	}
	if c.order.Account == nil {
		c.order.Account = &HostwayAccount{Currency: "USD", Language: "en-US"}
	}
	p := &HostwayProduct{
		ID: hostwayID(), Status: hostwayNew, Offering: body.Offering,
		PromoCode: body.PromoCode, DisplayName: body.DisplayName, PartnerID: body.PartnerID,
	}
	c.order.Account.Products = append(c.order.Account.Products, p)
	path := c.path() + "/" + p.ID
	var answer map[string]string
	switch {
	case c.since(2016):
		answer = map[string]string{"url": hostwayLinkBase + path, "productId": p.ID}
	case c.since(2014):
		answer = map[string]string{"url": hostwayLinkBase + path}
	default:
		c.added(path, nil)
		return
	}
	c.added(path, answer)
}

// products implements GET /orders/{order}/account/products.
func (c *hostwayCall) products() {
	if !c.hasAccount(http.StatusNotFound, "Resource not found") {
		return
	}
	list := []any{}
	for _, p := range c.order.Account.Products {
		list = append(list, c.showProduct(p, c.path()+"/"+p.ID))
	}
	c.list(list, c.path())
}

// product implements GET /orders/{order}/account/products/{product}.
func (c *hostwayCall) product() {
	if p := c.findProduct(); p != nil {
		c.x.hostwayReply(http.StatusOK, c.showProduct(p, c.path()))
	}
}

func (c *hostwayCall) showProduct(p *HostwayProduct, path string) map[string]any {
	shown := map[string]any{
		"status": p.Status, "offering": p.Offering, "services": hostwayLinkBase + path + "/services",
		"links": c.self(path),
	}
	if c.since(2014) {
		shown["displayName"], shown["partnerId"] = p.DisplayName, p.PartnerID
	}
	return shown
}

// findProduct returns the product of the call, or answers that there is none.
func (c *hostwayCall) findProduct() *HostwayProduct {
	if c.order.Account != nil {
		p := hostwayFirst(c.order.Account.Products, func(p *HostwayProduct) bool { return p.ID == c.parts["product"] })
		if p != nil {
			return p
		}
	}
	c.notFound()
	return nil
}

// updateProduct implements PUT /orders/{order}/account/products/{product}.
func (c *hostwayCall) updateProduct() {
	var body struct {
		BillingCycle int `json:"billingCycle"`
	}
	if p := c.findProduct(); p != nil && c.bind(&body, "billingCycle") && c.isCycle(body.BillingCycle) {
		p.BillingCycle = body.BillingCycle
		c.done(http.StatusNoContent)
	}
}

// isCycle answers a billing cycle that is out of range.
func (c *hostwayCall) isCycle(months int) bool {
	if months < 1 || months > 120 {
		c.badRequest(map[string]string{"billingCycle": "Invalid"})
		return false
	}
	return true
}

// deleteProduct implements DELETE /orders/{order}/account/products/{product}.
func (c *hostwayCall) deleteProduct() {
	if p := c.findProduct(); p != nil {
		c.order.Account.Products = hostwayWithout(c.order.Account.Products, p)
		c.done(http.StatusNoContent)
	}
}

// setProductPromotion implements PUT …/products/{product}/promotion.
func (c *hostwayCall) setProductPromotion() {
	if p := c.findProduct(); p != nil {
		c.setPromotion(&p.PromoCode)
	}
}

func (c *hostwayCall) setPromotion(code *string) {
	var body struct {
		PromoCode string `json:"promoCode"`
	}
	if c.bind(&body, "promoCode") {
		*code = body.PromoCode
		c.done(http.StatusNoContent)
	}
}

// deleteProductPromotion implements DELETE …/products/{product}/promotion.
func (c *hostwayCall) deleteProductPromotion() {
	p := c.findProduct()
	switch {
	case p == nil:
	case p.PromoCode == "":
		c.notFound()
	default:
		p.PromoCode = ""
		c.done(http.StatusNoContent)
	}
}

func hostwayWithout[T any](all []*T, gone *T) []*T {
	return slices.DeleteFunc(all, func(one *T) bool { return one == gone })
}
