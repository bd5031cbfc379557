package work

import "fmt"

// Tax is a row of ShipTax Get as a hand-written client declares it. S is the
// type of texts, T of times and N of rates.
type Tax[S, T, N any] struct {
	Address            *S   `json:"ShipBill"`
	Key                S    `json:"UNQSHIPTAX"`
	Link               S    `json:"LINKADD"`
	CustomerNumber     S    `json:"CUSTNO"`
	Address1           S    `json:"ADDRESS1"`
	Description        S    `json:"TAXDESC"`
	Type               S    `json:"TAXTYPE"`
	Rate               N    `json:"TAX_RATE"`
	TaxID              S    `json:"TAX_ID"`
	RecordType         S    `json:"RECORDTYPE"`
	PrimaryOnProduct   bool `json:"PTPROD"`
	PrimaryOnFreight   bool `json:"PTFRT"`
	SecondaryOnProduct bool `json:"STPROD"`
	SecondaryOnFreight bool `json:"STFRT"`
	SecondaryOnTax     bool `json:"STTX"`
	ModifiedDate       T    `json:"ModifiedDate"`
}

// taxColumns have the widths of the database columns.
var taxColumns = []column{
	{"ShipBill", null, 0},
	{"UNQSHIPTAX", char, 10},
	{"LINKADD", char, 10},
	{"CUSTNO", char, 10},
	{"ADDRESS1", char, 35},
	{"TAXDESC", char, 25},
	{"TAXTYPE", char, 1},
	{"TAX_RATE", number, 0},
	{"TAX_ID", char, 8},
	{"RECORDTYPE", char, 1},
	{"PTPROD", truth, 0},
	{"PTFRT", truth, 0},
	{"STPROD", truth, 0},
	{"STFRT", truth, 0},
	{"STTX", truth, 0},
	{"ModifiedDate", moment, 0},
}

// TaxLink is the address whose taxes are asked for.
const TaxLink = "_41X0YBRKE"

// The lists of tax rows.
var (
	TwoTaxes      = Taxes("ShipTax Get, 2 rows", 2)
	ThousandTaxes = Taxes("ShipTax Get, 1,000 rows", 1000)
)

// Taxes is ShipTax Get with the given number of rows: the two of the vendor's
// sample in turn, every second one with a time and a flag set.
func Taxes(name string, count int) *Item {
	rows := make([]record, count)
	for i := range rows {
		values := map[string]string{
			"UNQSHIPTAX": fmt.Sprintf("_41X%06d", i),
			"LINKADD":    TaxLink,
			"CUSTNO":     "0000000007",
			"TAXDESC":    "SANTA CLARA CNTY. USE TAX",
			"TAXTYPE":    "S",
			"TAX_RATE":   "8.25",
			"TAX_ID":     "CA USE",
			"RECORDTYPE": "S",
		}
		if i%2 == 1 {
			values["TAXTYPE"] = "C"
			values["PTFRT"] = "true"
			values["ModifiedDate"] = "2014-12-01T09:31:36.737"
		}
		rows[i] = record{taxColumns, values}
	}
	return &Item{
		Name:    name,
		Op:      ShipTaxGet,
		Request: read(RouteShipTaxGet, TaxLink),
		Answer:  envelope("ShipTax details:", true, rows),
		rows:    rows,
	}
}
