// Package shiptax is a client for the customer taxes of the ManEx ERP Customer
// API: Add, Edit, Delete and Get.
//
//	taxes, err := shiptax.New("https://erp.example.com", apiKey)
//	if err != nil {
//		return err
//	}
//	rows, err := taxes.Get(ctx, "_41X0YBRKE")
//
// # What the vendor's documentation leaves open
//
// The pages name no HTTP method, no content type and no HTTP status of an
// error. The defaults follow the conventions of the framework the server runs
// on, and [backoffice.WithRoute] changes them for a server that differs. The
// Code inside the answer decides about success, whatever the HTTP status.
//
// The page of Add names no path; the default follows from its siblings. The
// page of Delete names /API/Customer/TaxDelete/{key}, while its own error
// sample came from /API/ShipTax/Delete/{key}:
//
//	backoffice.WithRoute("shiptax.DeleteByCustomer", backoffice.Route{
//		Method: "DELETE", Path: "/API/ShipTax/Delete/{key}",
//	})
//
// It is not documented whether Add makes a key when the request has none (the
// table calls the key required, the sample goes without), nor whether Edit
// leaves alone what is not sent.
//
// Source: https://kb.manex.com/print.asp?Lang=1&id=5820, read 2026-11.
package shiptax
