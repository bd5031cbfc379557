// Package customer is a client for the customers of the ManEx ERP Customer API:
// Add, Edit and Get.
//
//	customers, err := customer.New("https://erp.example.com", apiKey)
//	if err != nil {
//		return err
//	}
//	c, err := customers.Get(ctx, "0000000010")
//
// # What the vendor's documentation leaves open
//
// The pages name no HTTP method, no content type and no HTTP status of an
// error. The defaults follow the conventions of the framework the server runs
// on, and [backoffice.WithRoute] changes them for a server that differs. The
// Code inside the answer decides about success, whatever the HTTP status.
//
// It is not documented whether Edit leaves alone what is not sent, what Get
// returns when several customers have the name, and whether a name must match
// whole.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5818, read 2026-11.
package customer
