package orders

// Order is an order as Get returns it.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId:GET&oldid=724, read 2026-11.
type Order struct {
	// Status says whether the order was submitted.
	Status Status `json:"Status"`
	// Account is the URL of the account, "" if there is none. In the page's own
	// sample it is no URL that could be called.
	Account string `json:"Account"`
	// Links are the links of the answer.
	Links Links `json:"-"`
}

// orderAnswer is the envelope of Get.
type orderAnswer struct {
	Order *Order `json:"order" wire:"control"`
	Links Links  `json:"links"`
}

func hasOrder(a *orderAnswer) string {
	if a.Order == nil || a.Order.Status == "" {
		return "holds no order with a Status"
	}
	a.Order.Links = a.Links
	return ""
}
