package backofficetest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
)

// setAccount implements PUT /orders/{order}/account.
func (c *hostwayCall) setAccount() {
	var body struct {
		Currency      string `json:"currency"`
		Language      string `json:"language"`
		AccountNumber string `json:"accountNumber"`
	}
	if !c.bind(&body) {
		return
	}
	if body.AccountNumber == "" && (body.Currency == "" || body.Language == "") {
		c.badRequest(nil)
		return
	}
	account := c.order.Account
	switch {
	case account == nil:
		account = &HostwayAccount{}
	case len(account.Products) > 0 && body.Currency != "" && body.Currency != account.Currency:
		// The page has the status and no text.
		c.refuse(http.StatusConflict, "Data conflict")
		return
	}
	// An existing account has a currency and a language that only the server knows.
	account.Number = body.AccountNumber
	account.Currency = cmp.Or(body.Currency, account.Currency, "USD")
	account.Language = cmp.Or(body.Language, account.Language, "en-US")
	c.order.Account = account
	c.done(c.either(http.StatusOK, http.StatusNoContent))
}

// account implements GET /orders/{order}/account.
func (c *hostwayCall) account() {
	account := c.order.Account
	if account == nil {
		c.notFound()
		return
	}
	base := hostwayLinkBase + c.path()
	answer := map[string]any{
		"currency": account.Currency, "language": account.Language, "status": hostwayNew,
		"attributes": base + "/attributes/", "contactInfo": base + "/contactInfo/",
		"paymentInfo": base + "/paymentInfo/", "user": base + "/user/",
		"links": c.self(c.path()),
	}
	if c.since(2014) {
		answer["number"] = account.Number
		answer["products"] = base + "/products/"
	}
	c.x.hostwayReply(http.StatusOK, answer)
}

// hasAccount answers for an order that has none.
func (c *hostwayCall) hasAccount(status int, message string) bool {
	if c.order.Account == nil {
		c.refuse(status, message)
		return false
	}
	return true
}

// setUser implements PUT /orders/{order}/account/user.
func (c *hostwayCall) setUser() {
	var body struct {
		UserName string `json:"userName"`
		Password string `json:"password"`
	}
	if !c.bind(&body, "userName", "password") || !c.hasAccount(http.StatusBadGateway, "An account was not set for the order.") {
		return
	}
	if slices.ContainsFunc(c.h.orders, func(o *HostwayOrder) bool {
		return o != c.order && o.Account != nil && o.Account.UserName == body.UserName
	}) {
		c.refuse(http.StatusConflict, "Data conflict")
		return
	}
	c.order.Account.UserName, c.order.Account.Password = body.UserName, body.Password
	// The table of 2014 says 200, its sample 204.
	c.done(c.either(http.StatusNoContent, http.StatusOK))
}

// user implements GET /orders/{order}/account/user.
func (c *hostwayCall) user() {
	if !c.hasAccount(http.StatusNotFound, "An account was not set for the order.") {
		return
	}
	c.x.hostwayReply(http.StatusOK, map[string]any{
		"userName": cmp.Or(c.order.Account.UserName, "generated_"+c.order.ID[:min(8, len(c.order.ID))]),
		"links":    c.self(c.path()),
	})
}

// hostwayContact is the body of a contact.
type hostwayContact struct {
	Name struct {
		Salutation string `json:"salutation,omitempty"`
		FirstName  string `json:"firstName"`
		MiddleName string `json:"middleName,omitempty"`
		LastName   string `json:"lastName"`
		Company    string `json:"company,omitempty"`
	} `json:"name"`
	Address *struct {
		Street1         string `json:"street1,omitempty"`
		Street2         string `json:"street2,omitempty"`
		City            string `json:"city,omitempty"`
		StateOrProvince string `json:"stateOrProvince,omitempty"`
		PostalCode      string `json:"postalCode,omitempty"`
		CountryCode     string `json:"countryCode,omitempty"`
	} `json:"address,omitempty"`
	ContactMedia *struct {
		Phone1       string `json:"phone1,omitempty"`
		Phone2       string `json:"phone2,omitempty"`
		Fax          string `json:"fax,omitempty"`
		Email1       string `json:"email1,omitempty"`
		Email2       string `json:"email2,omitempty"`
		Email1Format string `json:"email1Format,omitempty"`
		Email2Format string `json:"email2Format,omitempty"`
	} `json:"contactMedia,omitempty"`
}

// setContact implements PUT /orders/{order}/account/contactInfo/{type}.
func (c *hostwayCall) setContact() {
	var body hostwayContact
	if !c.bind(&body, "name") || !c.hasAccount(http.StatusNotFound, "Resource not found") {
		return
	}
	missing := map[string]string{}
	for name, value := range map[string]string{"firstName": body.Name.FirstName, "lastName": body.Name.LastName} {
		if value == "" {
			missing[name] = "Required"
		}
	}
	if len(missing) > 0 {
		c.badRequest(missing)
		return
	}
	if c.order.Account.Contacts == nil {
		c.order.Account.Contacts = map[string]string{}
	}
	text, _ := json.Marshal(body) // it came from JSON
	c.order.Account.Contacts[c.parts["type"]] = string(text)
	c.done(http.StatusNoContent)
}

// contact implements GET /orders/{order}/account/contactInfo/{type}.
func (c *hostwayCall) contact() {
	if text, ok := c.findContact(); ok {
		c.x.hostwayReply(http.StatusOK, map[string]any{"contactInfo": json.RawMessage(text), "links": c.self(c.path())})
	}
}

// deleteContact implements DELETE /orders/{order}/account/contactInfo/{type}.
func (c *hostwayCall) deleteContact() {
	if _, ok := c.findContact(); ok {
		delete(c.order.Account.Contacts, c.parts["type"])
		c.done(http.StatusNoContent)
	}
}

func (c *hostwayCall) findContact() (text string, ok bool) {
	if !c.hasAccount(http.StatusNotFound, "Resource not found") {
		return "", false
	}
	if text, ok = c.order.Account.Contacts[c.parts["type"]]; !ok {
		c.notFound()
	}
	return text, ok
}

// contacts implements GET /orders/{order}/account/contactInfo.
func (c *hostwayCall) contacts() {
	if !c.hasAccount(http.StatusNotFound, "AccountNumber is missing. Make sure the account is set before querying.") {
		return
	}
	all := map[string]json.RawMessage{}
	for name, text := range c.order.Account.Contacts {
		all[name] = json.RawMessage(text)
	}
	c.x.hostwayReply(http.StatusOK, map[string]any{"contactInfo": all, "links": c.self(c.path())})
}
