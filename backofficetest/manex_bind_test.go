package backofficetest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const jsonType = "application/json"

// TestStrict sends what the framework would pass over in silence. The ERP does
// what the framework would make it do, and the test hears of it.
func TestStrict(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		contentType string
		body        string
		problems    []string
		want        backofficetest.Record // some columns of what was added, nil if nothing was
	}{
		{
			name: "nothing wrong", contentType: jsonType,
			body: `{"custname":"a","STATUS":"Quote","Credlimit":2500,"Ar_highBal":0.50,"Acct_date":"11/19/2014","Acctaxable":true,"ACTTAXABLE":true}`,
			want: backofficetest.Record{
				"CUSTNAME": "a", "STATUS": "Quote", "CREDLIMIT": json.Number("2500"), "AR_HIGHBAL": json.Number("0.5"),
				"ACCT_DATE": time.Date(2014, 11, 19, 0, 0, 0, 0, time.UTC), "ACTTAXABLE": true,
			},
		},
		{
			name: "unknown member", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Resl_no":"1","$id":"7"}`,
			problems: []string{
				`has the argument "Resl_no", which the framework ignores`,
				`has the argument "$id", which the framework ignores`,
			},
			want: backofficetest.Record{"RESL_NO": ""},
		},
		{
			name: "number for text", contentType: jsonType, body: `{"Custno":17,"Custname":true,"Status":"Active"}`,
			problems: []string{
				`has the argument "Custno", which should be a string`,
				`has the argument "Custname", which should be a string`,
			},
			want: backofficetest.Record{"CUSTNO": "17", "CUSTNAME": "true"},
		},
		{
			name: "text for number", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Credlimit":"2500","Ar_highBal":"abc"}`,
			problems: []string{
				`has the argument "Credlimit", which should be a number, not a string`,
				`has the argument "Ar_highBal", which should be a number`,
			},
			want: backofficetest.Record{"CREDLIMIT": json.Number("2500"), "AR_HIGHBAL": json.Number("0")},
		},
		{
			name: "text for truth", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Acctaxable":"true"}`,
			problems: []string{`has the argument "Acctaxable", which should be true or false`},
			want:     backofficetest.Record{"ACTTAXABLE": true},
		},
		{
			name: "number for truth", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Acctaxable":1}`,
			problems: []string{`has the argument "Acctaxable", which should be true or false`},
			want:     backofficetest.Record{"ACTTAXABLE": false},
		},
		{
			name: "object, list and null", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Phone":{},"Credlimit":[1],"Fax":null}`,
			problems: []string{
				`has the argument "Phone", which should be a string`,
				`has the argument "Credlimit", which should be a number`,
				`has the argument "Fax", which should be a string`,
			},
			want: backofficetest.Record{"PHONE": "", "CREDLIMIT": json.Number("0"), "FAX": ""},
		},
		{
			name: "too many digits after the point", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Credlimit":1.5,"Ar_highBal":0.005}`,
			problems: []string{
				`has the argument "Credlimit", which has more digits after the point than its column`,
				`has the argument "Ar_highBal", which has more digits after the point than its column`,
			},
			want: backofficetest.Record{"CREDLIMIT": json.Number("2"), "AR_HIGHBAL": json.Number("0.01")},
		},
		{
			name: "exponent", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Credlimit":1e3}`,
			problems: []string{`has the argument "Credlimit", which should be a number`},
			want:     backofficetest.Record{"CREDLIMIT": json.Number("0")},
		},
		{
			name: "date with a time", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Acct_date":"2014-11-19T13:28:00"}`,
			problems: []string{`has the argument "Acct_date", which should be a date of the form MM/DD/YYYY`},
			want:     backofficetest.Record{"ACCT_DATE": time.Date(2014, 11, 19, 13, 28, 0, 0, time.UTC)},
		},
		{
			name: "no date", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Acct_date":"YYYY-MM-DD00:00:00"}`,
			problems: []string{`has the argument "Acct_date", which should be a date of the form MM/DD/YYYY`},
			want:     backofficetest.Record{"ACCT_DATE": nil},
		},
		{
			name: "duplicate", contentType: jsonType, body: `{"Custname":"a","CUSTNAME":"b","Status":"Active"}`,
			problems: []string{`has the argument "CUSTNAME" more than once`},
			want:     backofficetest.Record{"CUSTNAME": "b"},
		},
		{
			name: "two spellings, two values", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Acctaxable":true,"ACTTAXABLE":false}`,
			problems: []string{`has the argument "ACTTAXABLE", whose other spelling has another value`},
			want:     backofficetest.Record{"ACTTAXABLE": false},
		},
		{
			name: "too long", contentType: jsonType, body: `{"Custname":"` + strings.Repeat("ü", 51) + `","Status":"Active"}`,
			problems: []string{`has the argument "Custname", which does not fit its column`},
		},
		{
			name: "just short enough", contentType: jsonType, body: `{"Custname":"` + strings.Repeat("ü", 50) + `","Status":"Active"}`,
			want: backofficetest.Record{"CUSTNAME": strings.Repeat("ü", 50)},
		},
		{
			name: "too large", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Credlimit":1000000000}`,
			problems: []string{`has the argument "Credlimit", which does not fit its column`},
		},
		{
			name: "just small enough", contentType: jsonType, body: `{"Custname":"a","Status":"Active","Credlimit":999999999,"Ar_highBal":9999999999.99}`,
			want: backofficetest.Record{"CREDLIMIT": json.Number("999999999"), "AR_HIGHBAL": json.Number("9999999999.99")},
		},
		{
			name: "no Content-Type", body: newCustomer,
			problems: []string{"has a body without a usable Content-Type"},
		},
		{
			name: "not UTF-8", contentType: jsonType, body: "{\"Custname\":\"M\xfcller\",\"Status\":\"Active\"}",
			problems: []string{"has a body that is not valid UTF-8"},
			want:     backofficetest.Record{"CUSTNAME": "M\uFFFDller"},
		},
		{
			name: "single quotes", contentType: jsonType, body: `{'Custname':'a','Status':'Active'}`,
			problems: []string{"has a body that is no JSON"},
		},
		{
			name: "a list", contentType: jsonType, body: `[` + newCustomer + `]`,
			problems: []string{"has a body that is no JSON"},
		},
		{
			name: "goes on", contentType: jsonType, body: newCustomer + `{}`,
			problems: []string{"has a body that is no JSON"},
		},
		{
			name: "cut", contentType: jsonType, body: newCustomer[:len(newCustomer)-1],
			problems: []string{"has a body that is no JSON"},
		},
		{
			name: "cut in a value", contentType: jsonType, body: `{"Custname":`,
			problems: []string{"has a body that is no JSON"},
		},
		{
			name: "cut after a comma", contentType: jsonType, body: `{"Custname":"a",}`,
			problems: []string{"has a body that is no JSON"},
		},
		{
			name: "text/json", contentType: "text/json; charset=utf-8", body: newCustomer,
			want: backofficetest.Record{"CUSTNAME": "CustomerName"},
		},
		{
			name: "form", contentType: "application/x-www-form-urlencoded",
			body: "Custname=M%C3%BCller+%26+S%C3%B6hne%2B&Status=Active&Terms=NET%2030%2F2%25%2010&Credlimit=100&Acctaxable=True&ACTTAXABLE=True&",
			want: backofficetest.Record{
				"CUSTNAME": "Müller & Söhne+", "TERMS": "NET 30/2% 10", "CREDLIMIT": json.Number("100"), "ACTTAXABLE": true,
			},
		},
		{
			name: "form, wrong values", contentType: "application/x-www-form-urlencoded",
			body: "Custname=%zz&Status=Active&Credlimit=&Acctaxable=yes",
			problems: []string{
				`has an argument that is wrongly escaped: invalid URL escape "%zz"`,
				`has the argument "Credlimit", which should be a number`,
				`has the argument "Acctaxable", which should be true or false`,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			header := http.Header{}
			if test.contentType != "" {
				header.Set("Content-Type", test.contentType)
			}
			got := askWith(t, "POST", erp(server, "Customer/Add"), header, test.body)
			var problems []string
			for _, problem := range server.Problems() {
				problem, _, _ = strings.Cut(problem, " object: ") // what follows is encoding/json's text
				problems = append(problems, strings.TrimPrefix(problem, "customer.Add: "))
			}
			assert.Equal(t, test.problems, problems)
			if test.want == nil {
				assert.NotContains(t, got.body, `"Code":200`)
				assert.Empty(t, server.Customers())
				assert.Empty(t, server.Commits("*"))
				return
			}
			assert.Contains(t, got.body, `"Code":200`)
			require.Len(t, server.Customers(), 1)
			for name, value := range test.want {
				assert.Equal(t, value, server.Customers()[0][name], name)
			}
		})
	}
}

// TestIgnoredArguments sends arguments where the framework does not look.
func TestIgnoredArguments(t *testing.T) {
	t.Parallel()
	server := start(t)
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "a"})

	ask(t, "POST", erp(server, "Customer/Add?Status=Quote"), newCustomer)
	ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=a&CustNumOrName=b&Custname=a"), `{"CustNumOrName":"a"}`)
	ask(t, "POST", erp(server, "Customer/TaxDelete?custno="+number+"x1234567890123"), "")
	assert.Equal(t, []string{
		`customer.Add: has "Status" in the query string, which the framework ignores`,
		`customer.Get: has a body, which the framework ignores`,
		`customer.Get: has the argument "CustNumOrName" more than once`,
		`customer.Get: has the argument "Custname", which the framework ignores`,
		`shiptax.DeleteByCustomer: has the argument "custno", which does not fit its column`,
	}, server.Problems())
	assert.Equal(t, "Active", server.Customer("0000000002")["STATUS"])
}

// TestRefusals checks the refusals whose words no document shows.
func TestRefusals(t *testing.T) {
	t.Parallel()
	const (
		truncated = "String or binary data would be truncated."
		overflow  = "Arithmetic overflow error converting numeric to data type numeric."
		taken     = "Violation of PRIMARY KEY constraint. Cannot insert duplicate key."
		edit      = `"Custno":"0000000001","ShipCharge":"a","ShipVia":"b","FOB":"c"`
		tax       = `"Linkadd":"LINKADD","Custno":"0000000001","Taxdesc":"d","Tax_id":"i","recordtype":"S"`
	)
	tests := []struct {
		name, method, path, body string
		want                     string
	}{
		{"customer number taken", "POST", "Customer/Add", `{"Custno":"0000000001","Custname":"b","Status":"Active"}`, "Customer add failed." + taken},
		{"customer number too long", "POST", "Customer/Add", `{"Custno":"00000000011","Custname":"b","Status":"Active"}`, "Customer add failed." + truncated},
		{"nothing to edit", "POST", "Customer/Edit", ``, "Customer edit failed.Object reference not set to an instance of an object."},
		{"unknown customer edited", "POST", "Customer/Edit", `{"Custno":"0000000009"}`, "Customer edit failed.Customer does not exists."},
		{"edited too long", "POST", "Customer/Edit", `{"Custno":"0000000001","Phone":"123456789012345678901"}`, "Customer edit failed." + truncated},
		{"edited below zero", "POST", "Customer/Edit", `{"Custno":"0000000001","Ar_highBal":-0.01}`, "Customer edit failed.The value is not allowed."},
		{"edited to no status", "POST", "Customer/Edit", `{"Custno":"0000000001","Status":"Gone"}`, "Customer edit failed.The value is not allowed."},
		{"taxes of nobody", "POST", "Customer/TaxDelete?CustNo=0000000009", "", "Customer does not exists."},

		{"no address", "POST", "ShipBill/Add", ``, "ShipBill add failed.Object reference not set to an instance of an object."},
		{"link taken", "POST", "ShipBill/Add", `{"Linkadd":"linkadd","Custno":"0000000001"}`, "ShipBill add failed." + taken},
		{"address too long", "POST", "ShipBill/Add", `{"Custno":"0000000001","recordtype":"SS"}`, "ShipBill add failed." + truncated},
		{"no address to edit", "POST", "ShipBill/Edit", ``, "ShipBill edit failed.Object reference not set to an instance of an object."},
		{"address of nobody", "POST", "ShipBill/Edit", `{"Linkadd":"LINKADD","Custno":"9"}`, "ShipBill edit failed.Customer does not exists."},
		{"address without FOB", "POST", "ShipBill/Edit", `{"Linkadd":"LINKADD","Custno":"0000000001","ShipCharge":"a","ShipVia":"b"}`, "ShipBill edit failed.FOB is Required"},
		{"address edited too long", "POST", "ShipBill/Edit", `{"Linkadd":"LINKADD","Zip":"123456789012345678901",` + edit + `}`, "ShipBill edit failed." + truncated},
		{"unknown address", "DELETE", "ShipBill/Delete?LinkAdd=x", "", "ShipBill does not exists."},

		{"tax key taken", "POST", "ShipTax/Add", `{"unqshiptax":"TAX","tax_rate":1,` + tax + `}`, "ShipTax add failed." + taken},
		{"tax too high", "POST", "ShipTax/Add", `{"tax_rate":10000,` + tax + `}`, "ShipTax add failed." + overflow},
		{"tax edited too high", "POST", "ShipTax/Edit", `{"unqshiptax":"TAX","tax_rate":10000,` + tax + `}`, "ShipTax edit failed." + overflow},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			server.SeedCustomer(map[string]any{"CUSTNAME": "a", "STATUS": "Active"})
			server.SeedAddress(map[string]any{"LINKADD": "LINKADD", "CUSTNO": "0000000001"})
			server.SeedTax(map[string]any{"UNQSHIPTAX": "TAX", "LINKADD": "LINKADD", "CUSTNO": "0000000001"})
			customers, addresses, taxes := server.Customers(), server.Addresses(), server.Taxes()
			got := ask(t, test.method, erp(server, test.path), test.body)
			assert.Equal(t, 200, got.status)
			assert.Equal(t, `{"$id":"1","Code":403,"Message":"`+test.want+`","SessionId":null,"IsValidUser":true,"ResponseObject":null}`, got.body)
			assert.Empty(t, server.Commits("*"))
			assert.Equal(t, customers, server.Customers())
			assert.Equal(t, addresses, server.Addresses())
			assert.Equal(t, taxes, server.Taxes())
		})
	}
}
