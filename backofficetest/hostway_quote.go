package backofficetest

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
)

// quote implements GET /orders/{order}/quote. Each product costs 10.00 a month;
// all amounts, counts and flags are strings, as on the page.
func (c *hostwayCall) quote() {
	currency, products := "USD", []*HostwayProduct(nil)
	if account := c.order.Account; account != nil {
		currency, products = account.Currency, account.Products
	}
	total := strconv.Itoa(10*len(products)) + ".00"
	quote := map[string]any{
		"Hash": c.quoteHash(), "Currency": currency, "Total": total, "SubTotal": total,
		"OneTimeFeeAmount": "0.00", "TaxTotal": "0.00",
	}
	if len(products) > 0 {
		quote["Products"] = hostwayQuoteProducts(products, currency)
	}
	form := HostwayLinkList
	if c.since(2016) {
		form = HostwayLinkObject
	}
	c.x.hostwayReply(http.StatusOK, map[string]any{
		"quote": quote,
		"links": c.links(form, hostwayLink{hostwayLinkBase + c.path(), "self"}),
	})
}

func hostwayQuoteProducts(products []*HostwayProduct, currency string) []any {
	var quoted []any
	for _, p := range products {
		fee := map[string]string{
			"Type": "recurring", "Description": p.Offering, "Currency": currency,
			"Amount": "10.00", "BaseAmount": "10.00", "UnitAmount": "10.00", "ProratedUnitAmount": "10.00",
			"Quantity": "1", "MonthlyCycle": "1", "NumCharged": "0", "NumCharges": "-1",
			"Prorated": "false", "ProrationAllowed": "true",
			"StartDate": "2013-09-27", "EndDate": "2013-10-26",
		}
		quoted = append(quoted, map[string]any{
			"PlanNumber": p.ID, "PromotionCode": p.PromoCode, "Services": []any{}, "Fees": []any{fee},
		})
	}
	return quoted
}

// quoteHash returns 40 hexadecimal digits that change with the order.
func (c *hostwayCall) quoteHash() string {
	text, _ := json.Marshal(c.order.Account) // clone has shown that it can be written
	sum := sha1.Sum(text)
	return hex.EncodeToString(sum[:])
}
