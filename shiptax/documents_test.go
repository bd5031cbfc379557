package shiptax_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// documentedAnswers are all answers of the document's chapter 1.3.
var documentedAnswers = []apitest.Answer{
	{Fixture: "add.200.json", Op: "shiptax.Add"},
	{Fixture: "add.invalid-key.json", Op: "shiptax.Add", Fails: apitest.InvalidKey()},
	{Fixture: "add.wrong-url.json", Op: "shiptax.Add", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipTaxAdd/123456789",
		"No type was found that matches the controller named 'ShipTaxAdd'.",
	)},
	{Fixture: "add.parameter.json", Op: "shiptax.Add", Fails: notInitialized},

	{Fixture: "edit.200.json", Op: "shiptax.Edit"},
	{Fixture: "edit.invalid-key.json", Op: "shiptax.Edit", Fails: apitest.InvalidKey()},
	{Fixture: "edit.wrong-url.json", Op: "shiptax.Edit", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipTaxEdit/123456789",
		"No type was found that matches the controller named 'ShipTaxEdit'.",
	)},
	{Fixture: "edit.parameter.json", Op: "shiptax.Edit", Fails: notInitialized},

	{Fixture: "delete.200.json", Op: "shiptax.DeleteByCustomer"},
	{Fixture: "delete.invalid-key.json", Op: "shiptax.DeleteByCustomer", Fails: apitest.InvalidKey()},
	{Fixture: "delete.wrong-url.json", Op: "shiptax.DeleteByCustomer", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipTax/Delete/23456789",
		"No action was found on the controller 'ShipTax' that matches the request.",
	)},
	{Fixture: "delete.missing-parameter.json", Op: "shiptax.DeleteByCustomer", Fails: apitest.Refused(
		backoffice.ErrInvalid, "Customer number or customer name not provided.",
	)},

	{Fixture: "get.200.json", Op: "shiptax.Get", Want: []shiptax.Tax{
		{
			Key:            "_41X0YBZJX",
			Link:           "_41X0YBRKE",
			CustomerNumber: "0000000007",
			Description:    "SANTA CLARA CNTY. USE TAX",
			Type:           shiptax.OnItems,
			Rate:           backoffice.MustDecimal("8.25"),
			TaxID:          "CA USE",
			RecordType:     shiptax.Sales,
		},
		{
			Key:            "_41X0YC231",
			Link:           "_41X0YBRKE",
			CustomerNumber: "0000000007",
			Description:    "SANTA CLARA CNTY. USE TAX",
			Type:           shiptax.OnFreight,
			Rate:           backoffice.MustDecimal("8.25"),
			TaxID:          "CA USE",
			RecordType:     shiptax.Sales,
		},
	}},
	{Fixture: "get.invalid-key.json", Op: "shiptax.Get", Fails: apitest.InvalidKey()},
	{Fixture: "get.wrong-url.json", Op: "shiptax.Get", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipTaxGet/123456789",
		"No type was found that matches the controller named 'ShipTaxGet'.",
	)},
	{Fixture: "get.parameter.json", Op: "shiptax.Get", Fails: apitest.Refused(
		backoffice.ErrNotFound, "ShipTax does not exists.",
	)},
}

var notInitialized = apitest.Refused(backoffice.ErrInvalid, "'ShipTax' Object is not initialized properly.")

// documentedRequests are all request samples of the document's chapter 1.3.
var documentedRequests = []apitest.Request{
	{Fixture: "add.request.query", Op: "shiptax.Add"},
	// The JSON sample ends Tax_id with a blank that the query sample has not.
	{Fixture: "add.request.json", Op: "shiptax.Add", Lacks: []string{"tax_id"}, Adds: []string{"tax_id"}},
	// The query sample names another row. The table calls Linkadd required, the
	// samples go without.
	{Fixture: "edit.request.query", Op: "shiptax.Edit", Lacks: []string{"unqshiptax"}, Adds: []string{"unqshiptax", "linkadd"}},
	{Fixture: "edit.request.json", Op: "shiptax.Edit", Lacks: []string{"tax_id"}, Adds: []string{"tax_id", "linkadd"}},
	{Fixture: "delete.request.query", Op: "shiptax.DeleteByCustomer"},
	{Fixture: "delete.request.json", Op: "shiptax.DeleteByCustomer"},
	{Fixture: "get.request.query", Op: "shiptax.Get"},
}

func TestDocuments(t *testing.T) { suite.TestDocuments(t, documentedAnswers, documentedRequests) }
