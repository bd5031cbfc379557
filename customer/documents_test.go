package customer_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
)

// documentedAnswers are all answers of the document's chapter 1.1.
var documentedAnswers = []apitest.Answer{
	{Fixture: "add.200.json", Op: "customer.Add", Want: &customer.Customer{
		Number:      "0000000010",
		Name:        "CustomerName",
		AccountDate: apitest.Moment("2014-11-19T10:09:57.041868-05:00"),
		Status:      customer.StatusActive,
	}},
	{Fixture: "add.wrong-url.json", Op: "customer.Add", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/CustomerAdd/123456789",
		"No type was found that matches the controller named 'CustomerAdd'.",
	)},
	{Fixture: "add.parameter.json", Op: "customer.Add", Fails: apitest.Refused(
		backoffice.ErrInvalid, "Customer add failed.Object reference not set to an instance of an object.",
	)},
	{Fixture: "add.invalid-key.json", Op: "customer.Add", Fails: apitest.InvalidKey()},

	{Fixture: "edit.200.json", Op: "customer.Edit"},
	{Fixture: "edit.invalid-key.json", Op: "customer.Edit", Fails: apitest.InvalidKey()},
	{Fixture: "edit.wrong-url.json", Op: "customer.Edit", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/CustomerEdit/123456789",
		"No type was found that matches the controller named 'CustomerEdit'.",
	)},
	{Fixture: "edit.parameter.json", Op: "customer.Edit", Fails: apitest.Refused(
		backoffice.ErrInvalid, "Customer edit failed.Customer Number or Customer Name is Required",
	)},

	{Fixture: "get.200.json", Op: "customer.Get", Want: &customer.Customer{
		Number:       "0000000010",
		Name:         "Customer",
		Territory:    customer.TerritoryNewEngland,
		AccountDate:  apitest.Moment("2014-11-19T13:28:00"),
		Status:       customer.StatusActive,
		ModifiedDate: apitest.Moment("2014-11-19T13:27:49.25"),
	}},
	{Fixture: "get.wrong-url.json", Op: "customer.Get", Status: 404, Fails: apitest.NoResource(
		"http://localhost/api/Customer/Get/123456789?CustName=CustomerName",
		"No action was found on the controller 'Customer' that matches the request.",
	)},
	{Fixture: "get.unknown.json", Op: "customer.Get", Fails: apitest.Refused(
		backoffice.ErrNotFound, "Customer does not exists.",
	)},
}

// documentedRequests are all request samples of the document's chapter 1.1.
var documentedRequests = []apitest.Request{
	{Fixture: "add.request.query", Op: "customer.Add"},
	{Fixture: "add.request.json", Op: "customer.Add"},
	// The date of the sample is a placeholder and no date.
	{Fixture: "edit.request.query", Op: "customer.Edit", Lacks: []string{"acct_date"}},
	{Fixture: "edit.request.json", Op: "customer.Edit", Lacks: []string{"acct_date"}},
	{Fixture: "get.request.query", Op: "customer.Get"},
	{Fixture: "get.request.json", Op: "customer.Get"},
}

func TestDocuments(t *testing.T) { suite.TestDocuments(t, documentedAnswers, documentedRequests) }
