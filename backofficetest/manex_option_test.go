package backofficetest_test

import (
	"encoding/json"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestManExOptions shows what each option changes in an answer.
func TestManExOptions(t *testing.T) {
	t.Parallel()
	const (
		getCustomer = "Customer/Get?CustNumOrName=a"
		getTaxes    = "ShipTax/Get?LinkAdd=LINK"
	)
	tests := []struct {
		name         string
		option       backofficetest.Option
		method, path string
		without      []string // parts of the answer without the option
		with         []string // parts of the answer with it
	}{
		{
			"quoted scalars", backofficetest.WithQuotedScalars(), "GET", getCustomer,
			[]string{`"Code":200,`, `"IsValidUser":true`, `"CREDLIMIT":100,`, `"ACTTAXABLE":true`, `"UserId":null`},
			[]string{`"Code":"200",`, `"IsValidUser":"true"`, `"CREDLIMIT":"100",`, `"ACTTAXABLE":"true"`, `"UserId":null`, `"$id":"1"`},
		},
		{
			"no nulls", backofficetest.WithoutNulls(), "GET", getCustomer,
			[]string{`"SessionId":null,"IsValidUser"`, `"$id":"2","LinkAddList":null,"CUSTNO"`, `"UserId":null`},
			[]string{`"Customer details:","IsValidUser"`, `"$id":"2","CUSTNO"`},
		},
		{
			"decimals with zeros", backofficetest.WithDecimalZeros(), "GET", getCustomer,
			[]string{`"CREDLIMIT":100,`, `"AR_HIGHBAL":0,`},
			[]string{`"CREDLIMIT":100.0,`, `"AR_HIGHBAL":0.00,`},
		},
		{
			"rates with zeros", backofficetest.WithDecimalZeros(), "GET", getTaxes,
			[]string{`"TAX_RATE":8.25,`},
			[]string{`"TAX_RATE":8.2500,`},
		},
		{
			"newer columns", backofficetest.WithNewerColumns(), "GET", getCustomer,
			[]string{`"modifiedDate":null,"UserId":null`},
			[]string{`"modifiedDate":null,"FcUsed_uniq":"          ","IsSynchronizedFlag":false,`, `"WebSite":"","UserId":null`},
		},
		{
			"addresses of taxes", backofficetest.WithTaxAddresses(), "GET", getTaxes,
			[]string{`"ResponseObject":[{"$id":"2","ShipBill":null,`, `},{"$id":"3","ShipBill":null,`},
			[]string{`"ResponseObject":[{"$id":"2","ShipBill":{"$id":"3","LINKADD":"LINK      ",`, `},{"$id":"4","ShipBill":{"$ref":"3"},`},
		},
		{
			"query binding", backofficetest.WithQueryBinding(), "POST", "Customer/Add?Custname=b%2Bc&Status=Quote",
			[]string{"Object reference not set"},
			[]string{`"CUSTNAME":"b+c"`, `"STATUS":"Quote"`},
		},
		{
			"POST for Delete", backofficetest.WithManExMethod("shipbill.Delete", "POST"), "POST", "ShipBill/Delete?LinkAdd=LINK",
			[]string{"does not support http method 'POST'"},
			[]string{`"Code":200`},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			answerOf := func(options ...backofficetest.Option) string {
				server := start(t, options...)
				server.SeedCustomer(map[string]any{"CUSTNAME": "a", "CREDLIMIT": 100, "ACTTAXABLE": true})
				server.SeedAddress(map[string]any{"LINKADD": "LINK"})
				for range 2 {
					server.SeedTax(map[string]any{"LINKADD": "LINK", "TAX_RATE": json.Number("8.2500")})
				}
				got := ask(t, test.method, erp(server, test.path), "").body
				require.True(t, json.Valid([]byte(got)), got)
				return got
			}
			without, with := answerOf(), answerOf(test.option)
			assert.NotEqual(t, without, with)
			for _, part := range test.without {
				assert.Contains(t, without, part)
			}
			for _, part := range test.with {
				assert.Contains(t, with, part)
			}
		})
	}
}

func TestForbiddenStatus(t *testing.T) {
	t.Parallel()
	server := start(t, backofficetest.WithForbiddenStatus())
	server.SeedCustomer(map[string]any{"CUSTNAME": "a"})
	assert.Equal(t, 403, ask(t, "GET", server.ManExURL()+"/api/Customer/Get/x?CustNumOrName=a", "").status)
	assert.Equal(t, 403, ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=b"), "").status)
	assert.Equal(t, 200, ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=a"), "").status)
}

func TestNullsAreLeftOut(t *testing.T) {
	t.Parallel()
	server := start(t, backofficetest.WithoutNulls())
	server.SeedCustomer(map[string]any{"CUSTNAME": "a"})
	got := ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=a"), "")
	assert.NotContains(t, got.body, "null")
	names, _ := members(t, got.body)
	assert.Len(t, names, 1+54-6, "$id, and all members but six nulls")
	got = ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=b"), "")
	assert.Equal(t, `{"$id":"1","Code":403,"Message":"Customer does not exists.","IsValidUser":true}`, got.body)
}

// TestQueryBindingPrefersTheBody sends both.
func TestQueryBindingPrefersTheBody(t *testing.T) {
	t.Parallel()
	server := start(t, backofficetest.WithQueryBinding())
	ask(t, "POST", erp(server, "Customer/Add?Custname=query&Status=Active"), newCustomer)
	require.Len(t, server.Customers(), 1)
	assert.Equal(t, "CustomerName", server.Customers()[0]["CUSTNAME"])
	assert.Len(t, server.Problems(), 2, "one for each argument that is ignored")
}
