package orders

import (
	"regexp"
	"strings"

	"github.com/backoffice-sdk/backoffice"
)

// Account is the account inside an order, new or existing.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account:GET&oldid=389, read 2026-11.
type Account struct {
	// Currency is an ISO 4217 code.
	Currency string `json:"currency"`
	// Language is an IETF language tag.
	Language string `json:"language"`
	// Status is new until the account is provisioned.
	Status AccountStatus `json:"status"`
	// Number is the account number, which later releases of the API show.
	Number string `json:"number"`
	// Attributes, ContactInfo, PaymentInfo and User are URLs. The client
	// doesn't use them.
	Attributes  string `json:"attributes"`
	ContactInfo string `json:"contactInfo"`
	PaymentInfo string `json:"paymentInfo"`
	User        string `json:"user"`
	// Links are the links of the answer.
	Links Links `json:"links"`
}

func hasAccount(a *Account) string {
	if a.Status == "" && a.Currency == "" && a.Number == "" {
		return "holds no account with a status, a currency or a number"
	}
	return ""
}

// AccountRequest names the account of an order: a new one by Currency and
// Language, or one that exists by Number. A nil field is not sent.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account:PUT&oldid=386, read 2026-11.
type AccountRequest struct {
	// Currency is the ISO 4217 code of a currency that the franchise supports,
	// such as USD. It must be that of the products in the order.
	Currency *string `json:"currency,omitempty"`
	// Language is the IETF tag of a language that the franchise supports, such
	// as en-US.
	Language *string `json:"language,omitempty"`
	// Number is the number of an account that exists. It excludes the others.
	Number *string `json:"accountNumber,omitempty"`
}

var (
	currencyCode = regexp.MustCompile(`^[A-Za-z]{3}$`)
	languageTag  = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)
)

// check keeps the two forms apart.
func (r *AccountRequest) check() []backoffice.Violation {
	var found []backoffice.Violation
	violate := func(field, rule string) {
		found = append(found, backoffice.Violation{Field: field, Rule: rule})
	}
	if r.Number != nil {
		if strings.TrimSpace(*r.Number) == "" {
			violate("Number", "must not be blank")
		}
		if r.Currency != nil || r.Language != nil {
			violate("Number", "must not be given together with Currency or Language")
		}
		return found
	}
	if r.Currency == nil || !currencyCode.MatchString(*r.Currency) {
		violate("Currency", "must be an ISO 4217 code of three letters, unless Number is given")
	}
	if r.Language == nil || !languageTag.MatchString(*r.Language) {
		violate("Language", "must be an IETF language tag, unless Number is given")
	}
	return found
}
