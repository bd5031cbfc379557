package work

// CustomerNumber is the customer that is asked for.
const CustomerNumber = "0000000010"

// CustomerPadded is the vendor's sample of Customer Get, with the padding back
// that its web page has lost: most columns are blank.
var CustomerPadded = customerGet("Customer Get, padded", map[string]string{
	"CUSTNO":       CustomerNumber,
	"CUSTNAME":     "Customer",
	"TERRITORY":    "NEW ENGLAND",
	"ACCT_DATE":    "2014-11-19T13:28:00",
	"STATUS":       "Active",
	"modifiedDate": "2014-11-19T13:27:49.25",
})

// CustomerPopulated is the same with most columns filled, one of them with a
// text that needs an escape.
var CustomerPopulated = customerGet("Customer Get, populated", map[string]string{
	"CUSTNO":       CustomerNumber,
	"CUSTNAME":     "Customer of the North Shore",
	"PHONE":        "603-555-0100",
	"FAX":          "603-555-0101",
	"BLINKADD":     "_4560WJU2L",
	"SLINKADD":     "_41X0YBRKE",
	"TERRITORY":    "NEW ENGLAND",
	"TERMS":        "NET 30/2% 10",
	"CREDLIMIT":    "25000",
	"PROFILE":      "Call first.\nSouth gate 2.",
	"ACCTSTATUS":   "Active",
	"DIVISION":     "EAST",
	"SREPS":        "J. DOE",
	"CREDITOK":     "OK",
	"RESL_NO":      "R-1000-22",
	"AR_CALDATE":   "2014-11-18T00:00:00",
	"AR_CALTIME":   "09:30",
	"AR_CALBY":     "JD",
	"AR_HIGHBAL":   "18250.75",
	"ACCT_DATE":    "2014-11-19T13:28:00",
	"SAVEINIT":     "JD",
	"OUT_MARGIN":   "12.5",
	"TL_MARGIN":    "8.25",
	"MAT_MARGIN":   "10",
	"LAB_MARGIN":   "15",
	"MIN_ORDAMT":   "100",
	"SCRAP_FACT":   "1.5",
	"COMMITEM":     "1",
	"CUSTSPEC":     "12",
	"LABOR":        "true",
	"MATERIAL":     "true",
	"SPLIT1":       "1",
	"SIC_CODE":     "3672",
	"SIC_DESC":     "PRINTED CIRCUIT BOARDS",
	"DELIVTIME":    "10:00",
	"STATUS":       "Active",
	"SALEDSCTID":   "DSC0000001",
	"CUSTPFX":      "CU",
	"ACTTAXABLE":   "true",
	"INACTDT":      "2014-11-20T00:00:00",
	"INACTINIT":    "JD",
	"modifiedDate": "2014-11-19T13:27:49.25",
})

func customerGet(name string, values map[string]string) *Item {
	rows := []record{{customerColumns, values}}
	return &Item{
		Name:    name,
		Op:      CustomerGet,
		Request: read(RouteCustomerGet, CustomerNumber),
		Answer:  envelope("Customer details:", false, rows),
		rows:    rows,
	}
}
