// Package shipbill is a client for the ship-to and bill-to addresses of the
// ManEx ERP Customer API: Add, Edit, Delete and Get.
//
//	addresses, err := shipbill.New("https://erp.example.com", apiKey)
//	if err != nil {
//		return err
//	}
//	a, err := addresses.Add(ctx, shipbill.AddRequest{
//		CustomerNumber: "0000000010",
//		RecordType:     new(shipbill.ShipTo),
//	})
//
// # What the vendor's documentation leaves open
//
// The pages name no HTTP method, no content type and no HTTP status of an
// error. The defaults follow the conventions of the framework the server runs
// on, and [backoffice.WithRoute] changes them for a server that differs. The
// Code inside the answer decides about success, whatever the HTTP status.
//
// It is not documented whether Edit leaves alone what is not sent, nor how an
// address becomes the default of its customer.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5819, read 2026-11.
package shipbill
