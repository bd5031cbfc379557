package orders

// Product is a product in an order.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId:GET&oldid=416,
// read 2026-11.
type Product struct {
	// ID names the product. The pages show no member for it: in a list it comes
	// from the product's own link, and is "" if that doesn't tell.
	ID string `json:"-"`
	// Status is that of the product.
	Status ProductStatus `json:"status"`
	// Offering is the URL of what was bought.
	Offering string `json:"offering"`
	// Services is the URL of the product's services. The client doesn't use it.
	Services string `json:"services"`
	// DisplayName and PartnerID are shown by releases from 2014 on.
	DisplayName string `json:"displayName"`
	PartnerID   string `json:"partnerId"`
	// Links are the links of the product.
	Links Links `json:"links"`
}

func hasProduct(p *Product) string {
	if p.Status == "" {
		return "holds a product without a status"
	}
	p.ID = p.Links.idIn("products")
	return ""
}

// AddProductRequest is a product to put into an order. A nil field is not sent.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products:POST&oldid=1692,
// read 2026-11.
type AddProductRequest struct {
	// Offering is required: the URL of an offering, such as
	// https://api.hostway.com/productSpecifications/{spec}/offerings/{offering}.
	Offering string `json:"offering" check:"required"`
	// PromoCode is a promotion code. It is documented from 2014 on.
	PromoCode *string `json:"promoCode,omitempty"`
	// DisplayName is documented from 2014 on, without a rule.
	DisplayName *string `json:"displayName,omitempty"`
	// PartnerID is documented from 2014 on, without a rule.
	PartnerID *string `json:"partnerId,omitempty"`
}

// UpdateProductRequest is what can be changed of a product.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId:PUT&oldid=2316,
// read 2026-11.
type UpdateProductRequest struct {
	// BillingCycle is in months, from 1 to 120.
	BillingCycle int `json:"billingCycle" check:"min=1,most=120"`
}

// promotionRequest is the body of the promotion calls.
type promotionRequest struct {
	PromoCode string `json:"promoCode" check:"required"`
}
