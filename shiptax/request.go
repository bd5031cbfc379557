package shiptax

import "github.com/backoffice-sdk/backoffice"

// AddRequest is the data of a new tax row. A nil field is not sent.
//
// The limits of length are the widths of the ERP's database columns, counted in
// characters, and are checked before anything is sent. The columns hold text in
// the code page of the server: characters outside of it may be lost there. Each
// text is one line: none of these columns is a memo, so tabs, line breaks and
// other control characters are refused.
type AddRequest struct {
	// Key is the key of the row, at most 10 characters and unique. The page's
	// table calls it required, its sample goes without. [backoffice.NewKey]
	// makes one. Only an Add with a Key can be settled after its answer was lost.
	Key *string `json:"unqshiptax,omitempty" check:"filled,max=10"`
	// Link is required: the key of the address, at most 10 characters.
	Link string `json:"Linkadd" check:"required,max=10"`
	// CustomerNumber is required, at most 10 characters.
	CustomerNumber string `json:"Custno" check:"required,max=10"`
	// Description is required, at most 25 characters. It should match the
	// ERP's table of tax authorities.
	Description string `json:"Taxdesc" check:"required,max=25"`
	// Type says what the tax is levied on: one character. It stands in the
	// page's sample but not in its table.
	Type *Type `json:"Taxtype,omitempty" check:"max=1"`
	// Rate is required, in percent, from 0 to 9999.9999. It is a pointer because 0
	// is a rate like any other.
	Rate *backoffice.Decimal `json:"tax_rate" check:"required,min=0,whole=4,scale=4"`
	// TaxID is required, at most 8 characters. It should match the ERP's table
	// of tax authorities.
	TaxID string `json:"Tax_id" check:"required,max=8"`
	// RecordType is required: one character.
	RecordType RecordType `json:"recordtype" check:"required,max=1"`
	// PrimaryOnProduct: the primary tax applies to the product total.
	PrimaryOnProduct *bool `json:"ptProd,omitempty"`
	// PrimaryOnFreight: the primary tax applies to the freight total. It is
	// sent under the documented name and under the name of the database
	// column, because a server ignores the one it doesn't know.
	PrimaryOnFreight *bool `json:"ptFr,omitempty" also:"PTFRT"`
	// SecondaryOnProduct: the secondary tax applies to the product total.
	SecondaryOnProduct *bool `json:"stProd,omitempty"`
	// SecondaryOnFreight: the secondary tax applies to the freight total.
	SecondaryOnFreight *bool `json:"stFrt,omitempty"`
	// SecondaryOnTax: the secondary tax applies to the amount of the primary tax.
	SecondaryOnTax *bool `json:"stTx,omitempty"`
	// ModifiedDate is documented, but the ERP overwrites it whenever the row is
	// changed.
	ModifiedDate *backoffice.Date `json:"modifiedDate,omitempty" wire:"overwritten" check:"from=1900-01-01,to=2079-06-06"`
}

// EditRequest names a tax row and the fields to change. A nil field is not
// sent. The limits are those of [AddRequest].
type EditRequest struct {
	// Key is required and names the row, at most 10 characters.
	Key string `json:"unqshiptax" check:"required,max=10"`
	// Link is required: the key of the address, at most 10 characters.
	Link string `json:"Linkadd" check:"required,max=10"`
	// CustomerNumber is required, at most 10 characters.
	CustomerNumber string `json:"Custno" check:"required,max=10"`
	// Description has at most 25 characters.
	Description *string `json:"Taxdesc,omitempty" check:"max=25"`
	// Type says what the tax is levied on: one character. It stands in the
	// page's sample but not in its table.
	Type *Type `json:"Taxtype,omitempty" check:"max=1"`
	// Rate is in percent, from 0 to 9999.9999.
	Rate *backoffice.Decimal `json:"tax_rate,omitempty" check:"min=0,whole=4,scale=4"`
	// TaxID has at most 8 characters.
	TaxID *string `json:"Tax_id,omitempty" check:"max=8"`
	// RecordType has one character.
	RecordType *RecordType `json:"recordtype,omitempty" check:"max=1"`
	// PrimaryOnProduct: the primary tax applies to the product total.
	PrimaryOnProduct *bool `json:"ptProd,omitempty"`
	// PrimaryOnFreight: the primary tax applies to the freight total. It is
	// sent under the documented name and under the name of the database
	// column, because a server ignores the one it doesn't know.
	PrimaryOnFreight *bool `json:"ptFr,omitempty" also:"PTFRT"`
	// SecondaryOnProduct: the secondary tax applies to the product total.
	SecondaryOnProduct *bool `json:"stProd,omitempty"`
	// SecondaryOnFreight: the secondary tax applies to the freight total.
	SecondaryOnFreight *bool `json:"stFrt,omitempty"`
	// SecondaryOnTax: the secondary tax applies to the amount of the primary tax.
	SecondaryOnTax *bool `json:"stTx,omitempty"`
	// ModifiedDate is documented, but the ERP overwrites it whenever the row is
	// changed.
	ModifiedDate *backoffice.Date `json:"modifiedDate,omitempty" wire:"overwritten" check:"from=1900-01-01,to=2079-06-06"`
}

// deleteRequest is the argument of DeleteByCustomer.
type deleteRequest struct {
	CustomerNumber string `json:"CustNo" check:"required,max=10"`
}

// getRequest is the argument of Get.
type getRequest struct {
	Link string `json:"LinkAdd" check:"required,max=10"`
}
