package work

// AddRequest is the body of Customer Add as a hand-written client declares it,
// with all thirteen parameters. Acctaxable goes out under the name of the
// database column as well, as this library sends it, so that all contenders
// write the same members.
type AddRequest struct {
	Number          *string  `json:"Custno,omitempty"`
	Name            string   `json:"Custname"`
	Status          string   `json:"Status"`
	Phone           *string  `json:"Phone,omitempty"`
	Fax             *string  `json:"Fax,omitempty"`
	Territory       *string  `json:"Territory,omitempty"`
	Terms           *string  `json:"Terms,omitempty"`
	CreditLimit     *float64 `json:"Credlimit,omitempty"`
	CreditStatus    *string  `json:"Creditok,omitempty"`
	HighestBalance  *float64 `json:"Ar_highBal,omitempty"`
	AccountDate     *string  `json:"Acct_date,omitempty"`
	SalesDiscountID *string  `json:"Saledsctid,omitempty"`
	Taxable         *bool    `json:"Acctaxable,omitempty"`
	TaxableColumn   *bool    `json:"ACTTAXABLE,omitempty"`
}

// NewCustomer is the customer that is added.
var NewCustomer = AddRequest{
	Number:          new(CustomerNumber),
	Name:            "CustomerName",
	Status:          "Active",
	Phone:           new("603-555-0100"),
	Fax:             new("603-555-0101"),
	Territory:       new("NEW ENGLAND"),
	Terms:           new("NET 30/2% 10"),
	CreditLimit:     new(2500.0),
	CreditStatus:    new("OK"),
	HighestBalance:  new(18250.75),
	AccountDate:     new("11/19/2014"),
	SalesDiscountID: new("DSC0000001"),
	Taxable:         new(true),
	TaxableColumn:   new(true),
}

// CustomerAdded is Customer Add with all parameters. The ERP echoes the object
// from memory, so the texts come without padding.
var CustomerAdded = customerAdd(map[string]string{
	"CUSTNO":     CustomerNumber,
	"CUSTNAME":   "CustomerName",
	"PHONE":      "603-555-0100",
	"FAX":        "603-555-0101",
	"TERRITORY":  "NEW ENGLAND",
	"TERMS":      "NET 30/2% 10",
	"CREDLIMIT":  "2500",
	"CREDITOK":   "OK",
	"AR_HIGHBAL": "18250.75",
	"ACCT_DATE":  "2014-11-19T00:00:00",
	"STATUS":     "Active",
	"SALEDSCTID": "DSC0000001",
	"ACTTAXABLE": "true",
})

func customerAdd(values map[string]string) *Item {
	columns := make([]column, len(customerColumns))
	for i, c := range customerColumns {
		columns[i] = column{name: c.name, kind: c.kind}
	}
	rows := []record{{columns, values}}
	return &Item{
		Name: "Customer Add, all parameters",
		Op:   CustomerAdd,
		Request: write(RouteCustomerAdd, Fields{
			"Custno": CustomerNumber, "Custname": "CustomerName", "Status": "Active", "Phone": "603-555-0100",
			"Fax": "603-555-0101", "Territory": "NEW ENGLAND", "Terms": "NET 30/2% 10", "Credlimit": "2500",
			"Creditok": "OK", "Ar_highBal": "18250.75", "Acct_date": "11/19/2014", "Saledsctid": "DSC0000001",
			"Acctaxable": "true", "ACTTAXABLE": "true",
		}),
		Answer: envelope("Customer added successfully.", false, rows),
		rows:   rows,
	}
}
