package customer

import (
	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/shipbill"
)

// Customer is a customer as Add and Get return it: the columns of the ERP's
// CUSTOMER table, each under its wire name in the json tag. Text comes without
// the blanks that fixed columns are padded with. The meanings are those of the
// vendor's pages and of the ERP's own database procedures; where neither tells,
// the comment names the column and nothing else.
//
// The strings of one answer share memory: keeping a single one of them keeps
// the body of the whole answer. Use [strings.Clone] to keep a few of many.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5821, read 2026-11.
type Customer struct {
	// Number is the customer number: ten characters, filled with zeros on the left.
	Number string `json:"CUSTNO"`
	// Name is the customer's name. It is not unique.
	Name string `json:"CUSTNAME"`
	// Phone is the phone number.
	Phone string `json:"PHONE"`
	// Fax is the fax number.
	Fax string `json:"FAX"`
	// BillToLink is the link of the default bill-to address. It may be blank
	// on newer databases, which keep the default elsewhere.
	BillToLink string `json:"BLINKADD"`
	// ShipToLink is the link of the default ship-to address. It may be blank
	// on newer databases, which keep the default elsewhere.
	ShipToLink string `json:"SLINKADD"`
	// Territory is the sales territory.
	Territory Territory `json:"TERRITORY"`
	// Terms are the sales terms.
	Terms Terms `json:"TERMS"`
	// CreditLimit is the credit limit in whole units of currency.
	CreditLimit backoffice.Decimal `json:"CREDLIMIT"`
	// Profile is the column PROFILE, a memo.
	Profile string `json:"PROFILE"`
	// Note is the column CUSTNOTE, a memo.
	Note string `json:"CUSTNOTE"`
	// AccountStatus is a column of its own beside Status. The ERP's import takes
	// Active, Inactive and Prospect for it; the API can't set it.
	AccountStatus string `json:"ACCTSTATUS"`
	// Division is the column DIVISION.
	Division string `json:"DIVISION"`
	// SalesReps is the column SREPS.
	SalesReps string `json:"SREPS"`
	// CreditStatus is the credit status.
	CreditStatus CreditStatus `json:"CREDITOK"`
	// ResaleNumber is the customer's resale number for tax purposes.
	ResaleNumber string `json:"RESL_NO"`
	// ReceivablesCallDate is the column AR_CALDATE.
	ReceivablesCallDate backoffice.Time `json:"AR_CALDATE"`
	// ReceivablesCallTime is the column AR_CALTIME.
	ReceivablesCallTime string `json:"AR_CALTIME"`
	// ReceivablesCallBy is the column AR_CALBY.
	ReceivablesCallBy string `json:"AR_CALBY"`
	// ReceivablesCallNote is the column AR_CALNOTE, a memo.
	ReceivablesCallNote string `json:"AR_CALNOTE"`
	// HighestBalance is the highest receivable balance so far. It is raised
	// when invoices post, and never lowered.
	HighestBalance backoffice.Decimal `json:"AR_HIGHBAL"`
	// CreditNote is the column CREDITNOTE, a memo.
	CreditNote string `json:"CREDITNOTE"`
	// AccountDate is when the account was created, to the minute.
	AccountDate backoffice.Time `json:"ACCT_DATE"`
	// SavedBy is the column SAVEINIT. The ERP copies it to InactiveBy when Status
	// changes to Inactive.
	SavedBy string `json:"SAVEINIT"`
	// OutMargin is the column OUT_MARGIN.
	OutMargin backoffice.Decimal `json:"OUT_MARGIN"`
	// TLMargin is the column TL_MARGIN.
	TLMargin backoffice.Decimal `json:"TL_MARGIN"`
	// MaterialMargin is the column MAT_MARGIN.
	MaterialMargin backoffice.Decimal `json:"MAT_MARGIN"`
	// LaborMargin is the column LAB_MARGIN.
	LaborMargin backoffice.Decimal `json:"LAB_MARGIN"`
	// MinimumOrderAmount is the column MIN_ORDAMT.
	MinimumOrderAmount backoffice.Decimal `json:"MIN_ORDAMT"`
	// ScrapFactor is the column SCRAP_FACT.
	ScrapFactor backoffice.Decimal `json:"SCRAP_FACT"`
	// CommItem is the column COMMITEM, a single digit.
	CommItem int `json:"COMMITEM"`
	// CustSpec is the column CUSTSPEC, up to four digits.
	CustSpec int `json:"CUSTSPEC"`
	// Labor is the column LABOR.
	Labor bool `json:"LABOR"`
	// Material is the column MATERIAL.
	Material bool `json:"MATERIAL"`
	// Split1 is the column SPLIT1, a single digit.
	Split1 int `json:"SPLIT1"`
	// Split2 is the column SPLIT2, a single digit.
	Split2 int `json:"SPLIT2"`
	// SplitAmount is the column SPLITAMT.
	SplitAmount backoffice.Decimal `json:"SPLITAMT"`
	// SplitPercent is the column SPLITPERC.
	SplitPercent backoffice.Decimal `json:"SPLITPERC"`
	// Tooling is the column TOOLING.
	Tooling bool `json:"TOOLING"`
	// SICCode is the column SIC_CODE.
	SICCode string `json:"SIC_CODE"`
	// SICDescription is the column SIC_DESC.
	SICDescription string `json:"SIC_DESC"`
	// DeliveryTime is the column DELIVTIME.
	DeliveryTime string `json:"DELIVTIME"`
	// Status is the account status.
	Status Status `json:"STATUS"`
	// SerialFlag is the column SERIFLAG.
	SerialFlag bool `json:"SERIFLAG"`
	// Overhead is the column OVERHEAD.
	Overhead backoffice.Decimal `json:"OVERHEAD"`
	// IsEdited is the column IS_EDITED, a text of up to three characters.
	IsEdited string `json:"IS_EDITED"`
	// SalesDiscountID is the key of the customer's sales discount.
	SalesDiscountID string `json:"SALEDSCTID"`
	// Prefix is the column CUSTPFX.
	Prefix string `json:"CUSTPFX"`
	// Taxable says that the account is taxable.
	Taxable bool `json:"ACTTAXABLE"`
	// InactiveDate is when the account became inactive. The ERP sets it when
	// Status changes to Inactive and clears it when it changes back.
	InactiveDate backoffice.Time `json:"INACTDT"`
	// InactiveBy is what the page of Edit calls the inactive initial. The ERP sets
	// it to SavedBy when Status changes to Inactive and clears it when it changes
	// back.
	InactiveBy string `json:"INACTINIT"`
	// ModifiedDate is when the customer was changed last.
	ModifiedDate backoffice.Time `json:"modifiedDate"`
	// UserID is documented as null only.
	UserID string `json:"UserId"`
	// LinkAddList is documented as null only. Where a server fills it, both
	// addresses and bare links are read; a bare link is an address with
	// nothing but its Link.
	LinkAddList []*shipbill.Address `json:"LinkAddList"`
}
