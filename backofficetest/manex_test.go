package backofficetest_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fixture returns a documented answer without the white space between its
// members. The document has lost the width of the padding: it shows one blank.
func fixture(t *testing.T, name string) string {
	t.Helper()
	pkg, file, _ := strings.Cut(name, "/")
	text, err := os.ReadFile(filepath.Join("..", pkg, "testdata", "docs", file))
	require.NoError(t, err)
	var compact bytes.Buffer
	require.NoError(t, json.Compact(&compact, text))
	return compact.String()
}

var padding = regexp.MustCompile(` +"`)

// TestAnswersAsDocumented makes the server repeat the documented answers, each
// to the byte but for the padding, the host and the path of the root URL.
func TestAnswersAsDocumented(t *testing.T) {
	t.Parallel()
	const edit = `"Custno":"0000000010","ShipCharge":"NO CHARGE","ShipVia":"UPS-RED","FOB":"ORIGIN-SHIP"`
	tests := []struct {
		fixture, method, target, body string
	}{
		{"customer/add.200.json", "POST", "Customer/Add/123456789", newCustomer},
		{"customer/add.wrong-url.json", "POST", "CustomerAdd/123456789", newCustomer},
		{"customer/add.parameter.json", "POST", "Customer/Add/123456789", `{"Status":"Active"}`},
		{"customer/add.parameter.json", "POST", "Customer/Add/123456789", `{"Custname":"a","Status":"active"}`},
		{"customer/add.parameter.json", "POST", "Customer/Add/123456789", `{"Custname":"a","Status":"Active","Credlimit":-1}`},
		{"customer/add.parameter.json", "POST", "Customer/Add/123456789?Custname=a&Status=Active", ""},
		{"customer/add.invalid-key.json", "POST", "Customer/Add/12345678", newCustomer},
		{"customer/edit.200.json", "POST", "Customer/Edit/123456789", `{"CUSTNO":"0000000008"}`},
		{"customer/edit.200.json", "POST", "Customer/Edit/123456789", `{"CUSTNAME":"Customer"}`},
		{"customer/edit.invalid-key.json", "POST", "Customer/Edit/x", `{"CUSTNO":"0000000008"}`},
		{"customer/edit.wrong-url.json", "POST", "CustomerEdit/123456789", ""},
		{"customer/edit.parameter.json", "POST", "Customer/Edit/123456789", `{"Status":"Active"}`},
		{"customer/get.200.json", "GET", "Customer/Get/123456789?CustNumOrName=Customer", ""},
		{"customer/get.wrong-url.json", "GET", "Customer/Get/123456789?CustName=CustomerName", ""},
		{"customer/get.unknown.json", "GET", "Customer/Get/123456789?CustNumOrName=Cust", ""},
		{"customer/get.unknown.json", "GET", "Customer/Get/123456789?CustNumOrName=", ""},

		{
			"shipbill/add.200.json", "POST", "ShipBill/Add/123456789",
			`{"Linkadd":"056RU7J15B","custno":"0000000010","shipTo":"Test","recordType":"S"}`,
		},
		{"shipbill/add.invalid-key.json", "POST", "ShipBill/Add/x", `{"custno":"0000000010"}`},
		{"shipbill/add.wrong-url.json", "POST", "ShipBillAdd/123456789", ""},
		{"shipbill/add.parameter.json", "POST", "ShipBill/Add/123456789", `{"custno":"0000000099"}`},
		{"shipbill/add.parameter.json", "POST", "ShipBill/Add/123456789", `{"shipTo":"Test"}`},
		{"shipbill/edit.200.json", "POST", "ShipBill/Edit/123456789", `{"LinkAdd":"_4560WJU2L",` + edit + `}`},
		{"shipbill/edit.invalid-key.json", "POST", "ShipBill/Edit/x", ""},
		{"shipbill/edit.wrong-url.json", "POST", "ShipBillEdit/123456789", ""},
		{"shipbill/edit.parameter.json", "POST", "ShipBill/Edit/123456789", `{"LinkAdd":"_4560WJU2X",` + edit + `}`},
		{"shipbill/edit.parameter.json", "POST", "ShipBill/Edit/123456789", `{` + edit + `}`},
		{"shipbill/delete.200.json", "DELETE", "ShipBill/Delete/123456789?LinkAdd=_4560WJU2L", ""},
		{"shipbill/delete.invalid-key.json", "DELETE", "ShipBill/Delete/x?LinkAdd=_4560WJU2L", ""},
		{"shipbill/delete.wrong-url.json", "DELETE", "ShipBill/Delete/23456789", ""},
		{"shipbill/delete.missing-parameter.json", "DELETE", "ShipBill/Delete/123456789?LinkAdd=", ""},
		{"shipbill/get.200.json", "GET", "ShipBill/Get/123456789?LinkAdd=_4560WJU2L", ""},
		{"shipbill/get.invalid-key.json", "GET", "ShipBill/Get/x?LinkAdd=_4560WJU2L", ""},
		{"shipbill/get.wrong-url.json", "GET", "ShipBill/Get/123456789", ""},
		{"shipbill/get.parameter.json", "GET", "ShipBill/Get/123456789?LinkAdd=LINKADD", ""},

		{"shiptax/add.200.json", "POST", "ShipTax/Add/123456789", newTax},
		{"shiptax/add.invalid-key.json", "POST", "ShipTax/Add/x", newTax},
		{"shiptax/add.wrong-url.json", "POST", "ShipTaxAdd/123456789", ""},
		{"shiptax/add.parameter.json", "POST", "ShipTax/Add/123456789", ""},
		{"shiptax/add.parameter.json", "POST", "ShipTax/Add/123456789", strings.Replace(newTax, "_41X0YBRKE", "unknown", 1)},
		{"shiptax/add.parameter.json", "POST", "ShipTax/Add/123456789", strings.Replace(newTax, "0000000007", "0000000008", 1)},
		{"shiptax/add.parameter.json", "POST", "ShipTax/Add/123456789", strings.Replace(newTax, "8.25", "-8.25", 1)},
		{"shiptax/add.parameter.json", "POST", "ShipTax/Add/123456789", strings.Replace(newTax, `"CA USE "`, `" "`, 1)},
		{
			"shiptax/edit.200.json", "POST", "ShipTax/Edit/123456789",
			`{"UNQSHIPTAX":"_41X0YBZJX","Linkadd":"_41X0YBRKE","Custno":"0000000007","Tax_Rate":7.5}`,
		},
		{"shiptax/edit.invalid-key.json", "POST", "ShipTax/Edit/x", ""},
		{"shiptax/edit.wrong-url.json", "POST", "ShipTaxEdit/123456789", ""},
		{
			"shiptax/edit.parameter.json", "POST", "ShipTax/Edit/123456789",
			`{"UNQSHIPTAX":"unknown","Linkadd":"_41X0YBRKE","Custno":"0000000007"}`,
		},
		{"shiptax/edit.parameter.json", "POST", "ShipTax/Edit/123456789", `{"UNQSHIPTAX":"_41X0YBZJX","Custno":"0000000007"}`},
		{"shiptax/delete.200.json", "POST", "Customer/TaxDelete/123456789?CustNo=0000000007", ""},
		{"shiptax/delete.200.json", "DELETE", "ShipTax/Delete/123456789?CustNo=0000000007", ""},
		{"shiptax/delete.200.json", "DELETE", "ShipTax/Delete/123456789?CustNo=0000000010", ""},
		{"shiptax/delete.invalid-key.json", "POST", "Customer/TaxDelete/x?CustNo=0000000007", ""},
		{"shiptax/delete.invalid-key.json", "DELETE", "ShipTax/Delete/x?CustNo=0000000007", ""},
		{"shiptax/delete.wrong-url.json", "DELETE", "ShipTax/Delete/23456789", ""},
		{"shiptax/delete.missing-parameter.json", "POST", "Customer/TaxDelete/123456789?CustNo=", ""},
		{"shiptax/get.200.json", "GET", "ShipTax/Get/123456789?LinkAdd=_41X0YBRKE", ""},
		{"shiptax/get.wrong-url.json", "GET", "ShipTaxGet/123456789", ""},
		{"shiptax/get.invalid-key.json", "GET", "ShipTax/Get/x?LinkAdd=_41X0YBRKE", ""},
		{"shiptax/get.parameter.json", "GET", "ShipTax/Get/123456789?LinkAdd=_4560WJU2L", ""},
	}
	used := map[string]bool{}
	for _, test := range tests {
		used[test.fixture] = true
		t.Run(test.fixture+" "+test.target, func(t *testing.T) {
			t.Parallel()
			customers := 10
			if test.fixture == "customer/add.200.json" {
				customers = 9
			}
			server := documentedServer(t, customers)
			got := askWith(t, test.method, server.ManExURL()+"/api/"+test.target,
				http.Header{"Host": {"localhost"}, "Content-Type": {"application/json"}}, test.body)
			want := fixture(t, test.fixture)
			if strings.HasSuffix(test.fixture, "wrong-url.json") {
				assert.Equal(t, 404, got.status)
				got.body = strings.Replace(got.body, "localhost/manex/", "localhost/", 1)
			} else {
				assert.Equal(t, 200, got.status)
			}
			if test.method == "GET" {
				want, got.body = padding.ReplaceAllString(want, `"`), padding.ReplaceAllString(got.body, `"`)
			}
			assert.Equal(t, want, got.body)
			assert.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
		})
	}
	for _, pkg := range []string{"customer", "shipbill", "shiptax"} {
		files, err := filepath.Glob(filepath.Join("..", pkg, "testdata", "docs", "*.json"))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			if !strings.HasSuffix(file, ".request.json") {
				assert.True(t, used[pkg+"/"+filepath.Base(file)], "%s is no answer of the server", file)
			}
		}
	}
}

const newTax = `{"Linkadd":"_41X0YBRKE","Custno":"0000000007","Taxdesc":"SANTA CLARA CNTY. USE TAX","Taxtype":"S",` +
	`"Tax_Rate":8.25,"Tax_id":"CA USE ","Recordtype":"S"}`

// documentedServer returns a server with the records of the document's answers,
// at the moment of its first one.
func documentedServer(t *testing.T, customers int) *backofficetest.Server {
	t.Helper()
	newYork := time.FixedZone("", -5*60*60)
	server := start(t, backofficetest.WithManExKey("123456789"), backofficetest.WithClock(func() time.Time {
		return time.Date(2014, 11, 19, 10, 9, 57, 41_868_000, newYork)
	}))
	modified := time.Date(2014, 11, 19, 13, 27, 49, 250_000_000, newYork)
	for number := range customers {
		name := "Customer"
		if number < 9 {
			name += strconv.Itoa(number)
		}
		server.SeedCustomer(map[string]any{
			"CUSTNAME": name, "TERRITORY": "NEW ENGLAND", "STATUS": "Active",
			"ACCT_DATE": modified, "modifiedDate": modified,
		})
	}
	server.SeedAddress(map[string]any{
		"LINKADD": "_4560WJU2L", "CUSTNO": "0000000008", "SHIPTO": "TestShipping", "ADDRESS1": "12 West St",
		"CITY": "Swilton", "STATE": "NH", "ZIP": "02343", "COUNTRY": "USA", "PHONE": "6035555555",
		"FOB": "ORIGIN-CUST P/U", "SHIPCHARGE": "PREPAY/BILL CUS", "SHIPVIA": "COMPANY TRUCK", "RECORDTYPE": "B",
		"ModifiedDate": time.Date(2014, 12, 1, 9, 31, 36, 737_000_000, newYork),
	})
	server.SeedAddress(map[string]any{"LINKADD": "_41X0YBRKE", "CUSTNO": "0000000007"})
	for _, row := range [][2]string{{"_41X0YBZJX", "S"}, {"_41X0YC231", "C"}} {
		server.SeedTax(map[string]any{
			"UNQSHIPTAX": row[0], "TAXTYPE": row[1], "LINKADD": "_41X0YBRKE", "CUSTNO": "0000000007",
			"TAXDESC": "SANTA CLARA CNTY. USE TAX", "TAX_RATE": json.Number("8.25"), "TAX_ID": "CA USE", "RECORDTYPE": "S",
		})
	}
	return server
}
