package orders

import (
	"maps"
	"strings"
	"unicode"

	"github.com/backoffice-sdk/backoffice"
)

// ContactInfo is a contact of an account. It is both what is sent and what comes
// back, so that a contact can be read, changed and set again with nothing lost.
// A nil field is not sent.
//
// The stored pages end before the rules of addresses, phones and e-mails, so
// the client checks none of them.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-contactInfo-contactType:PUT&oldid=702,
// read 2026-11.
type ContactInfo struct {
	// Name says who it is.
	Name ContactName `json:"name"`
	// Address is the postal address.
	Address ContactAddress `json:"address,omitempty"`
	// Media are phones and e-mails.
	Media ContactMedia `json:"contactMedia,omitempty"`
}

// ContactName is the name of a contact. Names of persons consist of letters,
// digits, white space, hyphens, dots and apostrophes.
type ContactName struct {
	// Salutation is a value that GET /salutations lists, which this package
	// doesn't offer.
	Salutation *string `json:"salutation,omitempty"`
	// FirstName is required, at most 50 characters.
	FirstName string `json:"firstName" check:"required,max=50"`
	// MiddleName has at most 50 characters.
	MiddleName *string `json:"middleName,omitempty" check:"max=50"`
	// LastName is required, at most 50 characters.
	LastName string `json:"lastName" check:"required,max=50"`
	// Company has at most 200 characters.
	Company *string `json:"company,omitempty" check:"max=200"`
}

// ContactAddress is the postal address of a contact.
type ContactAddress struct {
	// Street1 to PostalCode are the lines of the address. The page names them
	// and gives no rules.
	Street1         *string `json:"street1,omitempty"`
	Street2         *string `json:"street2,omitempty"`
	City            *string `json:"city,omitempty"`
	StateOrProvince *string `json:"stateOrProvince,omitempty"`
	PostalCode      *string `json:"postalCode,omitempty"`
	// CountryCode is probably an ISO 3166-1 code of two letters, as on the page
	// of the accounts' own contacts.
	CountryCode *string `json:"countryCode,omitempty"`
}

// ContactMedia are the phones and e-mails of a contact.
type ContactMedia struct {
	// Phone1 to Email2Format are named by the page without rules.
	Phone1       *string      `json:"phone1,omitempty"`
	Phone2       *string      `json:"phone2,omitempty"`
	Fax          *string      `json:"fax,omitempty"`
	Email1       *string      `json:"email1,omitempty"`
	Email1Format *EmailFormat `json:"email1Format,omitempty"`
	Email2       *string      `json:"email2,omitempty"`
	Email2Format *EmailFormat `json:"email2Format,omitempty"`
}

// check keeps to the characters that the page allows in names. It asks for no
// more than Unicode does to call something a letter.
func (c *ContactInfo) check() []backoffice.Violation {
	names := []struct {
		field string
		value *string
	}{
		{"Name.FirstName", &c.Name.FirstName},
		{"Name.MiddleName", c.Name.MiddleName},
		{"Name.LastName", &c.Name.LastName},
	}
	var found []backoffice.Violation
	for _, name := range names {
		if name.value != nil && strings.ContainsFunc(*name.value, notInName) {
			found = append(found, backoffice.Violation{
				Field: name.field, Rule: "must consist of letters, digits, white space and - . '",
			})
		}
	}
	return found
}

func notInName(c rune) bool {
	return !unicode.In(c, unicode.L, unicode.M, unicode.Nd) && !unicode.IsSpace(c) && !strings.ContainsRune("-.'", c)
}

// contactAnswer is the envelope of one contact.
type contactAnswer struct {
	Contact *ContactInfo `json:"contactInfo" wire:"control"`
}

func hasContact(a *contactAnswer) string {
	if a.Contact == nil || *a.Contact == (ContactInfo{}) {
		return "holds no contact"
	}
	return ""
}

// contactsAnswer is the envelope of all contacts.
type contactsAnswer struct {
	Contacts map[ContactType]*ContactInfo `json:"contactInfo" wire:"control"`
}

func hasContacts(a *contactsAnswer) string {
	if a.Contacts == nil {
		return "holds no contacts"
	}
	maps.DeleteFunc(a.Contacts, func(_ ContactType, c *ContactInfo) bool { return c == nil || *c == ContactInfo{} })
	return ""
}
