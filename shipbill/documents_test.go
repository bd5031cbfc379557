package shipbill_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
)

// documentedAnswers are all answers of the document's chapter 1.2.
var documentedAnswers = []apitest.Answer{
	{Fixture: "add.200.json", Op: "shipbill.Add", Want: &shipbill.Address{
		Link:           "056RU7J15B",
		CustomerNumber: "0000000010",
		ShipTo:         "Test",
		RecordType:     shipbill.ShipTo,
	}},
	{Fixture: "add.invalid-key.json", Op: "shipbill.Add", Fails: apitest.InvalidKey()},
	{Fixture: "add.wrong-url.json", Op: "shipbill.Add", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipBillAdd/123456789",
		"No type was found that matches the controller named 'ShipBillAdd'.",
	)},
	{Fixture: "add.parameter.json", Op: "shipbill.Add", Fails: apitest.Refused(
		backoffice.ErrNotFound, "ShipBill add failed.Customer does not exists.",
	)},

	{Fixture: "edit.200.json", Op: "shipbill.Edit"},
	{Fixture: "edit.invalid-key.json", Op: "shipbill.Edit", Fails: apitest.InvalidKey()},
	{Fixture: "edit.wrong-url.json", Op: "shipbill.Edit", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipBillEdit/123456789",
		"No type was found that matches the controller named 'ShipBillEdit'.",
	)},
	{Fixture: "edit.parameter.json", Op: "shipbill.Edit", Fails: apitest.Refused(
		backoffice.ErrNotFound, "ShipBill edit failed.Link address does not exists.",
	)},

	{Fixture: "delete.200.json", Op: "shipbill.Delete"},
	{Fixture: "delete.invalid-key.json", Op: "shipbill.Delete", Fails: apitest.InvalidKey()},
	{Fixture: "delete.wrong-url.json", Op: "shipbill.Delete", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipBill/Delete/23456789",
		"No action was found on the controller 'ShipBill' that matches the request.",
	)},
	{Fixture: "delete.missing-parameter.json", Op: "shipbill.Delete", Fails: apitest.Refused(
		backoffice.ErrInvalid, "Please provide LinkAddress",
	)},

	{Fixture: "get.200.json", Op: "shipbill.Get", Want: &shipbill.Address{
		Link:           "_4560WJU2L",
		CustomerNumber: "0000000008",
		ShipTo:         "TestShipping",
		Address1:       "12 West St",
		City:           "Swilton",
		State:          "NH",
		Zip:            "02343",
		Country:        "USA",
		Phone:          "6035555555",
		FOB:            shipbill.FOBOriginPickUp,
		ShipCharge:     shipbill.ShipChargePrepay,
		ShipVia:        shipbill.ShipViaCompanyTruck,
		RecordType:     shipbill.BillTo,
		ModifiedDate:   apitest.Moment("2014-12-01T09:31:36.737"),
	}},
	{Fixture: "get.invalid-key.json", Op: "shipbill.Get", Fails: apitest.InvalidKey()},
	{Fixture: "get.wrong-url.json", Op: "shipbill.Get", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/ShipBill/Get/123456789",
		"No action was found on the controller 'ShipBill' that matches the request.",
	)},
	{Fixture: "get.parameter.json", Op: "shipbill.Get", Fails: apitest.Refused(
		backoffice.ErrNotFound, "ShipBill does not exists.",
	)},
}

// documentedRequests are all request samples of the document's chapter 1.2.
var documentedRequests = []apitest.Request{
	{Fixture: "add.request.query", Op: "shipbill.Add"},
	{Fixture: "add.request.json", Op: "shipbill.Add"},
	{Fixture: "edit.request.query", Op: "shipbill.Edit"},
	{Fixture: "edit.request.json", Op: "shipbill.Edit"},
	{Fixture: "delete.request.query", Op: "shipbill.Delete"},
	{Fixture: "get.request.query", Op: "shipbill.Get"},
}

func TestDocuments(t *testing.T) { suite.TestDocuments(t, documentedAnswers, documentedRequests) }
