package shiptax

import (
	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/shipbill"
)

// Tax is a tax row of an address as Get returns it: the columns of the ERP's
// SHIPTAX table, each under its wire name in the json tag. Text comes without
// the blanks that fixed columns are padded with. The meanings are those of the
// vendor's pages and of the ERP's own database procedures.
//
// The strings of one answer share memory: keeping a single one of them keeps
// the body of the whole answer. Use [strings.Clone] to keep a few of many.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5827, read 2026-11.
type Tax struct {
	// Address is documented as null only. Where a server fills it, rows of the
	// same address share one pointer.
	Address *shipbill.Address `json:"ShipBill"`
	// Key is the key of the row: ten letters, digits or underscores.
	Key string `json:"UNQSHIPTAX"`
	// Link is the key of the address the tax belongs to.
	Link string `json:"LINKADD"`
	// CustomerNumber is the customer who owns the address.
	CustomerNumber string `json:"CUSTNO"`
	// Address1 is an old copy of the first line of the address.
	Address1 string `json:"ADDRESS1"`
	// Description describes the tax.
	Description string `json:"TAXDESC"`
	// Type says what the tax is levied on.
	Type Type `json:"TAXTYPE"`
	// Rate is in percent: 8.25 is 8.25 %.
	Rate backoffice.Decimal `json:"TAX_RATE"`
	// TaxID names the tax in the ERP's table of tax authorities.
	TaxID string `json:"TAX_ID"`
	// RecordType says whether the tax is one of sales or of receiving.
	RecordType RecordType `json:"RECORDTYPE"`
	// PrimaryOnProduct: the primary tax applies to the product total.
	PrimaryOnProduct bool `json:"PTPROD"`
	// PrimaryOnFreight: the primary tax applies to the freight total.
	PrimaryOnFreight bool `json:"PTFRT"`
	// SecondaryOnProduct: the secondary tax applies to the product total.
	SecondaryOnProduct bool `json:"STPROD"`
	// SecondaryOnFreight: the secondary tax applies to the freight total.
	SecondaryOnFreight bool `json:"STFRT"`
	// SecondaryOnTax: the secondary tax applies to the amount of the primary tax.
	SecondaryOnTax bool `json:"STTX"`
	// ModifiedDate is when the row was changed last.
	ModifiedDate backoffice.Time `json:"ModifiedDate"`
}
