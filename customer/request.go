package customer

import "github.com/backoffice-sdk/backoffice"

// AddRequest is the data of a new customer. A nil field is not sent.
//
// The limits of length are the widths of the ERP's database columns, counted in
// characters, and are checked before anything is sent. The columns hold text in
// the code page of the server: characters outside of it may be lost there. Each
// text is one line: none of these columns is a memo, so tabs, line breaks and
// other control characters are refused.
type AddRequest struct {
	// Number is the customer number, at most 10 characters and unique. Without
	// one the server gives the next number. Only an Add with a Number can be
	// settled after its answer was lost.
	Number *string `json:"Custno,omitempty" check:"filled,max=10"`
	// Name is required, at most 50 characters (35 on servers before July 2018).
	Name string `json:"Custname" check:"required,max=50"`
	// Status is required: Active, Inactive or Quote, in any case.
	Status Status `json:"Status" check:"required,oneof=Active|Inactive|Quote"`
	// Phone has at most 20 characters.
	Phone *string `json:"Phone,omitempty" check:"max=20"`
	// Fax has at most 19 characters.
	Fax *string `json:"Fax,omitempty" check:"max=19"`
	// Territory has at most 15 characters.
	Territory *Territory `json:"Territory,omitempty" check:"max=15"`
	// Terms has at most 15 characters.
	Terms *Terms `json:"Terms,omitempty" check:"max=15"`
	// CreditLimit is in whole units of currency, from 0 to 999,999,999.
	CreditLimit *backoffice.Decimal `json:"Credlimit,omitempty" check:"min=0,whole=9,scale=0"`
	// CreditStatus has at most 15 characters.
	CreditStatus *CreditStatus `json:"Creditok,omitempty" check:"max=15"`
	// HighestBalance is the highest receivable balance so far, from 0 to
	// 9,999,999,999.99. The page calls it the balance, but the ERP raises it
	// and never lowers it.
	HighestBalance *backoffice.Decimal `json:"Ar_highBal,omitempty" check:"min=0,whole=10,scale=2"`
	// AccountDate is the day the account was created, from 1900-01-01 to
	// 2079-06-06. The server takes the current time if there is none.
	AccountDate *backoffice.Date `json:"Acct_date,omitempty" check:"from=1900-01-01,to=2079-06-06"`
	// SalesDiscountID is the key of a sales discount, at most 10 characters.
	SalesDiscountID *string `json:"Saledsctid,omitempty" check:"max=10"`
	// Taxable says that the account is taxable. It is sent under the
	// documented name and under the name of the database column, because a
	// server ignores the one it doesn't know.
	Taxable *bool `json:"Acctaxable,omitempty" also:"ACTTAXABLE"`
}

// EditRequest names a customer and the fields to change. A nil field is not
// sent. The limits are those of [AddRequest].
type EditRequest struct {
	// Number is required and names the customer: exactly ten digits.
	Number string `json:"Custno" check:"required,digits=10"`
	// Name has at most 50 characters (35 on servers before July 2018).
	Name *string `json:"Custname,omitempty" check:"max=50"`
	// Phone has at most 20 characters.
	Phone *string `json:"Phone,omitempty" check:"max=20"`
	// Fax has at most 19 characters.
	Fax *string `json:"Fax,omitempty" check:"max=19"`
	// Territory has at most 15 characters.
	Territory *Territory `json:"Territory,omitempty" check:"max=15"`
	// Terms has at most 15 characters.
	Terms *Terms `json:"Terms,omitempty" check:"max=15"`
	// CreditLimit is in whole units of currency, from 0 to 999,999,999.
	CreditLimit *backoffice.Decimal `json:"Credlimit,omitempty" check:"min=0,whole=9,scale=0"`
	// CreditStatus has at most 15 characters.
	CreditStatus *CreditStatus `json:"Creditok,omitempty" check:"max=15"`
	// ResaleNumber is the customer's resale number for tax purposes, which the
	// page calls the reseller number, at most 16 characters.
	ResaleNumber *string `json:"Resl_no,omitempty" check:"max=16"`
	// HighestBalance is the highest receivable balance so far, from 0 to
	// 9,999,999,999.99.
	HighestBalance *backoffice.Decimal `json:"Ar_highBal,omitempty" check:"min=0,whole=10,scale=2"`
	// AccountDate is the day the account was created, from 1900-01-01 to
	// 2079-06-06.
	AccountDate *backoffice.Date `json:"Acct_date,omitempty" check:"from=1900-01-01,to=2079-06-06"`
	// Status is Active, Inactive or Quote, in any case.
	Status *Status `json:"Status,omitempty" check:"oneof=Active|Inactive|Quote"`
	// SalesDiscountID is the key of a sales discount, at most 10 characters.
	SalesDiscountID *string `json:"Saledsctid,omitempty" check:"max=10"`
	// Taxable says that the account is taxable. It is sent under two names,
	// see [AddRequest].
	Taxable *bool `json:"Acctaxable,omitempty" also:"ACTTAXABLE"`
	// InactiveDate is the day the account became inactive, from 1900-01-01 to
	// 2079-06-06. The ERP overwrites it when the same Edit changes Status from
	// Active to Inactive or back.
	InactiveDate *backoffice.Date `json:"Inactdt,omitempty" check:"from=1900-01-01,to=2079-06-06"`
	// InactiveBy is what the page calls the inactive initial, at most 256
	// characters. The ERP overwrites it as it does InactiveDate.
	InactiveBy *string `json:"Inactinit,omitempty" check:"max=256"`
	// ModifiedDate is documented, but the ERP overwrites it on every Edit.
	ModifiedDate *backoffice.Date `json:"modifieddate,omitempty" wire:"overwritten" check:"from=1900-01-01,to=2079-06-06"`
}

// getRequest is the argument of Get.
type getRequest struct {
	NumberOrName string `json:"CustNumOrName" check:"required,max=50"`
}
