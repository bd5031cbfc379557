package shipbill

// AddRequest is the data of a new address. A nil field is not sent.
//
// The limits of length are the widths of the ERP's database columns, counted in
// characters, and are checked before anything is sent. The columns hold text in
// the code page of the server: characters outside of it may be lost there. Each
// text is one line: none of these columns is a memo, so tabs, line breaks and
// other control characters are refused.
type AddRequest struct {
	// Link is the key of the address, at most 10 characters. Without one the
	// server makes it. [backoffice.NewKey] makes one in the server's form.
	Link *string `json:"Linkadd,omitempty" check:"filled,max=10"`
	// CustomerNumber is required, at most 10 characters.
	CustomerNumber string `json:"Custno" check:"required,max=10"`
	// ShipTo is the name of the organisation that receives goods or invoices, at
	// most 50 characters.
	ShipTo *string `json:"Shipto,omitempty" check:"max=50"`
	// Address1 is the first line of the address, at most 50 characters.
	Address1 *string `json:"Address1,omitempty" check:"max=50"`
	// Address2 is the second line of the address, at most 50 characters.
	Address2 *string `json:"Address2,omitempty" check:"max=50"`
	// City is the city, at most 50 characters.
	City *string `json:"City,omitempty" check:"max=50"`
	// State is the state, at most 50 characters.
	State *string `json:"State,omitempty" check:"max=50"`
	// Zip is the zip code, at most 20 characters.
	Zip *string `json:"Zip,omitempty" check:"max=20"`
	// Country is the country, at most 50 characters.
	Country *string `json:"Country,omitempty" check:"max=50"`
	// Phone is the phone number, at most 20 characters.
	Phone *string `json:"Phone,omitempty" check:"max=20"`
	// Fax is the fax number, at most 19 characters.
	Fax *string `json:"Fax,omitempty" check:"max=19"`
	// Email is the email address, at most 200 characters. It is sent under the
	// documented name and under the name of the database column, because a
	// server ignores the one it doesn't know.
	Email *string `json:"Email,omitempty" also:"E_MAIL" check:"max=200"`
	// Attention is called an attention notice by the page. The ERP keeps the
	// key of a contact in it. At most 30 characters.
	Attention *string `json:"Attention,omitempty" check:"max=30"`
	// RecordType says what the address is for: one character.
	RecordType *RecordType `json:"recordtype,omitempty" check:"max=1"`
}

// EditRequest names an address and the fields to change. A nil field is not
// sent. The limits are those of [AddRequest].
type EditRequest struct {
	// Link is required and names the address, at most 10 characters.
	Link string `json:"Linkadd" check:"required,max=10"`
	// CustomerNumber is required, at most 10 characters.
	CustomerNumber string `json:"Custno" check:"required,max=10"`
	// ShipCharge is required: the kind of ship charge, at most 15 characters. It
	// must be in the site's own list.
	ShipCharge ShipCharge `json:"ShipCharge" check:"required,max=15"`
	// ShipVia is required: the way of shipping, at most 15 characters. It must be
	// in the site's own list.
	ShipVia ShipVia `json:"ShipVia" check:"required,max=15"`
	// FOB is required: the FOB term, at most 15 characters. It must be in the
	// site's own list.
	FOB FOB `json:"FOB" check:"required,max=15"`
	// ShipTo is the name of the organisation that receives goods or invoices, at
	// most 50 characters.
	ShipTo *string `json:"Shipto,omitempty" check:"max=50"`
	// Address1 is the first line of the address, at most 50 characters.
	Address1 *string `json:"Address1,omitempty" check:"max=50"`
	// Address2 is the second line of the address, at most 50 characters.
	Address2 *string `json:"Address2,omitempty" check:"max=50"`
	// City is the city, at most 50 characters.
	City *string `json:"City,omitempty" check:"max=50"`
	// State is the state, at most 50 characters.
	State *string `json:"State,omitempty" check:"max=50"`
	// Zip is the zip code, at most 20 characters.
	Zip *string `json:"Zip,omitempty" check:"max=20"`
	// Country is the country, at most 50 characters.
	Country *string `json:"Country,omitempty" check:"max=50"`
	// Phone is the phone number, at most 20 characters.
	Phone *string `json:"Phone,omitempty" check:"max=20"`
	// Fax is the fax number, at most 19 characters.
	Fax *string `json:"Fax,omitempty" check:"max=19"`
	// Email is the email address, at most 200 characters. It is sent under the
	// documented name and under the name of the database column, because a
	// server ignores the one it doesn't know.
	Email *string `json:"Email,omitempty" also:"E_MAIL" check:"max=200"`
	// Attention is called an attention notice by the page. The ERP keeps the
	// key of a contact in it. At most 30 characters.
	Attention *string `json:"Attention,omitempty" check:"max=30"`
	// RecordType says what the address is for: one character.
	RecordType *RecordType `json:"recordtype,omitempty" check:"max=1"`
	// ForeignTax says that the address uses the foreign tax scheme. It stands
	// in the page's sample, misspelt, but not in its table, so it is sent under
	// the name of the database column as well.
	ForeignTax *bool `json:"Foreightax,omitempty" also:"FOREIGNTAX"`
}

// Selection names an address for [Client.GetSelected] and
// [Client.DeleteSelected]. The pages list all these parameters for both calls,
// but only Link has a meaning there. A nil field is not sent.
type Selection struct {
	// Link is required and names the address, at most 10 characters.
	Link string `json:"LinkAdd" check:"required,max=10"`
	// CustomerNumber has at most 10 characters.
	CustomerNumber *string `json:"Custno,omitempty" check:"max=10"`
	// ShipTo has at most 50 characters.
	ShipTo *string `json:"Shipto,omitempty" check:"max=50"`
	// Address1 has at most 50 characters.
	Address1 *string `json:"Address1,omitempty" check:"max=50"`
	// Address2 has at most 50 characters.
	Address2 *string `json:"Address2,omitempty" check:"max=50"`
	// City has at most 50 characters.
	City *string `json:"City,omitempty" check:"max=50"`
	// State has at most 50 characters.
	State *string `json:"State,omitempty" check:"max=50"`
	// Zip has at most 20 characters.
	Zip *string `json:"Zip,omitempty" check:"max=20"`
	// Country has at most 50 characters.
	Country *string `json:"Country,omitempty" check:"max=50"`
	// Phone has at most 20 characters.
	Phone *string `json:"Phone,omitempty" check:"max=20"`
	// Fax has at most 19 characters.
	Fax *string `json:"Fax,omitempty" check:"max=19"`
	// Email has at most 200 characters.
	Email *string `json:"Email,omitempty" also:"E_MAIL" check:"max=200"`
	// Attention has at most 30 characters.
	Attention *string `json:"Attention,omitempty" check:"max=30"`
	// RecordType has one character.
	RecordType *RecordType `json:"recordtype,omitempty" check:"max=1"`
}
