package main

import (
	"encoding/json"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// seed puts sample data into the ERP and the OMS. The Hostway API needs none: an
// order is made by a call.
func seed(server *backofficetest.Server) {
	number := server.SeedCustomer(map[string]any{
		"CUSTNAME": "Swilton Instruments", "STATUS": "Active", "TERRITORY": "NEW ENGLAND", "TERMS": "NET 30/2% 10",
		"CREDLIMIT": 2500, "CREDITOK": "OK", "PHONE": "+1 603 555 0100",
	})
	address := map[string]any{
		"CUSTNO": number, "SHIPTO": "Swilton Instruments", "CITY": "Swilton", "STATE": "NH", "ZIP": "02343", "COUNTRY": "USA",
	}
	address["RECORDTYPE"], address["ADDRESS1"] = "B", "1 Main St"
	server.SeedAddress(address)
	address["RECORDTYPE"], address["ADDRESS1"] = "S", "12 West St"
	link := server.SeedAddress(address)
	for _, taxType := range []string{"S", "C"} {
		server.SeedTax(map[string]any{
			"LINKADD": link, "CUSTNO": number, "TAXDESC": "SANTA CLARA CNTY. USE TAX", "TAXTYPE": taxType,
			"TAX_RATE": json.Number("8.25"), "TAX_ID": "CA USE", "RECORDTYPE": "S",
		})
	}
	for _, orderNumber := range []string{"100001", "100002", "100003"} {
		server.SeedDECK(backofficetest.DECKOrder{Number: orderNumber, CustomerID: "guest"})
	}
}
