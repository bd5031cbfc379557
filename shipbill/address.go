package shipbill

import "github.com/backoffice-sdk/backoffice"

// Address is a ship-to or bill-to address as Add and Get return it: the columns
// of the ERP's SHIPBILL table, each under its wire name in the json tag. Text
// comes without the blanks that fixed columns are padded with. The meanings are
// those of the vendor's pages and of the ERP's own database procedures; where
// neither tells, the comment names the column and nothing else.
//
// The strings of one answer share memory: keeping a single one of them keeps
// the body of the whole answer. Use [strings.Clone] to keep a few of many.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5824, read 2026-11.
type Address struct {
	// Link is the key of the address: ten letters, digits or underscores.
	Link string `json:"LINKADD" wire:"bare"`
	// CustomerNumber is the customer who owns the address.
	CustomerNumber string `json:"CUSTNO"`
	// ShipTo is the name of the organisation that receives goods or invoices.
	ShipTo string `json:"SHIPTO"`
	// Address1 is the first line of the address.
	Address1 string `json:"ADDRESS1"`
	// Address2 is the second line of the address.
	Address2 string `json:"ADDRESS2"`
	// City is the city.
	City string `json:"CITY"`
	// State is the state.
	State string `json:"STATE"`
	// Zip is the zip code.
	Zip string `json:"ZIP"`
	// Country is the country.
	Country string `json:"COUNTRY"`
	// Phone is the phone number.
	Phone string `json:"PHONE"`
	// Fax is the fax number.
	Fax string `json:"FAX"`
	// Email is the email address.
	Email string `json:"E_MAIL"`
	// TransitDays counts the days from the own dock to the customer's.
	TransitDays int `json:"TRANSDAY"`
	// FOB is the FOB term.
	FOB FOB `json:"FOB"`
	// ShipCharge is the kind of ship charge.
	ShipCharge ShipCharge `json:"SHIPCHARGE"`
	// ShipVia is the way of shipping.
	ShipVia ShipVia `json:"SHIPVIA"`
	// Attention is called an attention notice by the page. The ERP keeps the
	// key of a contact in it.
	Attention string `json:"ATTENTION"`
	// RecordType says what the address is for.
	RecordType RecordType `json:"RECORDTYPE"`
	// FreightAccount is the customer's freight account number, from the column
	// BILLACOUNT.
	FreightAccount string `json:"BILLACOUNT"`
	// ShipTime is the delivery time the customer prefers.
	ShipTime string `json:"SHIPTIME"`
	// ShipNote is the column SHIPNOTE, a memo.
	ShipNote string `json:"SHIPNOTE"`
	// ShipDays is the column SHIP_DAYS.
	ShipDays int `json:"SHIP_DAYS"`
	// Default marks a default address, from the column RECV_DEFA. The ERP uses it
	// for the company's own addresses.
	Default bool `json:"RECV_DEFA"`
	// Confirm is the column CONFIRM.
	Confirm string `json:"CONFIRM"`
	// PackingListFootnote is the footnote of packing lists.
	PackingListFootnote string `json:"PKFOOTNOTE"`
	// InvoiceFootnote is the footnote of invoices.
	InvoiceFootnote string `json:"INFOOTNOTE"`
	// TaxExempt is the tax-exempt number.
	TaxExempt string `json:"TAXEXEMPT"`
	// ForeignTax says that the address uses the foreign tax scheme of primary
	// and secondary taxes.
	ForeignTax bool `json:"FOREIGNTAX"`
	// ModifiedDate is when the address was changed last.
	ModifiedDate backoffice.Time `json:"ModifiedDate"`
}
