package backofficetest_test

import (
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
)

// TestFramework looks at what the framework in front of the ERP answers before
// the ERP sees a request. The wrong key shows that it does.
func TestFramework(t *testing.T) {
	t.Parallel()
	notFound := func(uri, detail string) string {
		return `{"$id":"1","Message":"No HTTP resource was found that matches the request URI 'http://erp/manex` + uri +
			`'.","MessageDetail":"` + detail + `"}`
	}
	const noRoute = "No route data was found for this request."
	tests := []struct {
		name, method, target string
		contentType, body    string
		status               int
		allow                string
		want                 string
		op                   string
	}{
		{
			name: "unknown controller", method: "GET", target: "/API/Nobody/Get/x", status: 404,
			want: notFound("/API/Nobody/Get/x", "No type was found that matches the controller named 'Nobody'."),
		},
		{
			name: "unknown action", method: "GET", target: "/api/Customer/Buy/x", status: 404,
			want: notFound("/api/Customer/Buy/x", "No action was found on the controller 'Customer' that matches the name 'Buy'."),
		},
		{
			name: "not below api", method: "GET", target: "/Customer/Get/x/y", status: 404,
			want: notFound("/Customer/Get/x/y", noRoute),
		},
		{
			name: "hardly a path", method: "GET", target: "/api", status: 404,
			want: notFound("/api", noRoute),
		},
		{
			name: "no key", method: "GET", target: "/api/Customer/Get", status: 404, op: "customer.Get",
			want: notFound("/api/Customer/Get", noRoute),
		},
		{
			name: "a part too many", method: "GET", target: "/api/Customer/Get/x/y", status: 404, op: "customer.Get",
			want: notFound("/api/Customer/Get/x/y", noRoute),
		},
		{
			name: "address quoted as it came", method: "GET", target: "/api/Nobody/Get/a%2Fb?c=%20d", status: 404,
			want: notFound("/api/Nobody/Get/a%2Fb?c=%20d", "No type was found that matches the controller named 'Nobody'."),
		},
		{
			name: "missing argument", method: "DELETE", target: "/api/ShipTax/Delete/x", status: 404, op: "shiptax.DeleteByCustomer",
			want: notFound("/api/ShipTax/Delete/x", "No action was found on the controller 'ShipTax' that matches the request."),
		},
		{
			name: "GET for Add", method: "GET", target: "/api/Customer/Add/x", status: 405, allow: "POST", op: "customer.Add",
			want: `"The requested resource does not support http method 'GET'."`,
		},
		{
			name: "GET for Delete", method: "GET", target: "/api/ShipBill/Delete/x?LinkAdd=a", status: 405, allow: "DELETE", op: "shipbill.Delete",
			want: `"The requested resource does not support http method 'GET'."`,
		},
		{
			name: "DELETE for TaxDelete", method: "DELETE", target: "/api/Customer/TaxDelete/x?CustNo=1", status: 405, allow: "POST",
			op: "shiptax.DeleteByCustomer", want: `"The requested resource does not support http method 'DELETE'."`,
		},
		{
			name: "PUT for Get", method: "PUT", target: "/api/ShipTax/Get/x?LinkAdd=a", status: 405, allow: "GET", op: "shiptax.Get",
			want: `"The requested resource does not support http method 'PUT'."`,
		},
		{
			name: "plain text", method: "POST", target: "/api/Customer/Add/x", contentType: "text/plain", body: newCustomer,
			status: 500, op: "customer.Add",
			want: `{"$id":"1","Message":"An error has occurred.","ExceptionMessage":"No MediaTypeFormatter is available to read ` +
				`an object of type 'Customer' from content with media type 'text/plain'.","ExceptionType":"System.InvalidOperationException",` +
				`"StackTrace":"   at System.Net.Http.HttpContentExtensions.ReadAsAsync[T](HttpContent content)"}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			header := http.Header{"Host": {"erp"}}
			if test.contentType != "" {
				header.Set("Content-Type", test.contentType)
			}
			got := askWith(t, test.method, server.ManExURL()+test.target, header, test.body)
			assert.Equal(t, test.status, got.status)
			assert.Equal(t, test.allow, got.header.Get("Allow"))
			assert.Equal(t, test.want, got.body)
			assert.Equal(t, test.op, server.Requests("*")[0].Op)
			assert.Empty(t, server.Problems(), "the answer tells")
		})
	}
}

// TestNamesHaveNoCase checks that path and arguments are found in any case.
func TestNamesHaveNoCase(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.SeedCustomer(map[string]any{"custname": "Customer"})
	url := server.ManExURL() + "/aPi/cUSTOMER/gET/" + server.ManExKey() + "?custNUMorNAME=customer"
	got := ask(t, "GET", url, "")
	assert.Contains(t, got.body, `"CUSTNO":"0000000001"`)
	assert.Empty(t, server.Problems())
	assert.Len(t, server.Requests("customer.Get"), 1)
}

// TestKeyInPath checks that the key is compared as one decoded path segment.
func TestKeyInPath(t *testing.T) {
	t.Parallel()
	const key = "dummy+key=/%25"
	server := start(t, backofficetest.WithManExKey(key))
	assert.Equal(t, key, server.ManExKey())
	server.SeedCustomer(map[string]any{"CUSTNAME": "a"})
	tests := map[string]string{
		"dummy+key=%2F%2525":       `"Code":200`,
		"dummy%2Bkey%3D%2f%25%325": `"Code":200`,
		"dummy%20key=%2F%2525":     `"Message":"Invalid API Key."`,
		"dummy+key=%2F%25":         `"Message":"Invalid API Key."`,
		"dummy+key=/%2525":         "No route data was found",
	}
	for segment, want := range tests {
		got := ask(t, "GET", server.ManExURL()+"/API/Customer/Get/"+segment+"?CustNumOrName=a", "")
		assert.Contains(t, got.body, want, segment)
	}
}
