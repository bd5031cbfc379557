package backofficetest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// members returns the payload of an answer: the names in order, and the values.
func members(t *testing.T, body string) ([]string, map[string]any) {
	t.Helper()
	var answer struct{ ResponseObject json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(body), &answer), body)
	decoder := json.NewDecoder(strings.NewReader(string(answer.ResponseObject)))
	decoder.UseNumber()
	_, err := decoder.Token()
	require.NoError(t, err)
	var names []string
	values := map[string]any{}
	for decoder.More() {
		name, err := decoder.Token()
		require.NoError(t, err)
		var value any
		require.NoError(t, decoder.Decode(&value))
		names = append(names, name.(string))
		values[name.(string)] = value
	}
	return names, values
}

// TestPadding checks the width of every padded column of a Get, and that Add
// pads nothing.
func TestPadding(t *testing.T) {
	t.Parallel()
	customer := map[string]int{
		"CUSTNO": 10, "CUSTNAME": 50, "PHONE": 20, "FAX": 19, "BLINKADD": 10, "SLINKADD": 10, "TERRITORY": 15,
		"TERMS": 15, "ACCTSTATUS": 9, "DIVISION": 12, "SREPS": 100, "CREDITOK": 15, "RESL_NO": 16, "AR_CALTIME": 10,
		"AR_CALBY": 10, "SIC_CODE": 5, "SIC_DESC": 35, "DELIVTIME": 7, "STATUS": 8, "IS_EDITED": 3, "SALEDSCTID": 10,
		"CUSTPFX": 4, "PROFILE": 0, "CUSTNOTE": 0, "AR_CALNOTE": 0, "CREDITNOTE": 0, "SAVEINIT": 0, "INACTINIT": 0,
	}
	address := map[string]int{
		"LINKADD": 10, "CUSTNO": 10, "SHIPTO": 0, "ADDRESS1": 0, "ADDRESS2": 0, "CITY": 0, "STATE": 50, "ZIP": 20,
		"COUNTRY": 0, "PHONE": 20, "FAX": 19, "E_MAIL": 0, "FOB": 15, "SHIPCHARGE": 15, "SHIPVIA": 15, "ATTENTION": 30,
		"RECORDTYPE": 1, "BILLACOUNT": 20, "SHIPTIME": 8, "SHIPNOTE": 0, "CONFIRM": 6, "PKFOOTNOTE": 0, "INFOOTNOTE": 0,
		"TAXEXEMPT": 15,
	}
	tests := []struct {
		name, method, path, body string
		widths                   map[string]int
		filled                   string
		options                  []backofficetest.Option
	}{
		{"customer read", "GET", "Customer/Get?CustNumOrName=Ü", "", customer, "CUSTNAME", nil},
		{
			"customer read without padding", "GET", "Customer/Get?CustNumOrName=Ü", "", nil, "CUSTNAME",
			[]backofficetest.Option{backofficetest.WithoutPadding()},
		},
		{"customer added", "POST", "Customer/Add", `{"Custname":"Ü","Status":"Active"}`, nil, "CUSTNAME", nil},
		{"address read", "GET", "ShipBill/Get?LinkAdd=A", "", address, "STATE", nil},
		{"address added", "POST", "ShipBill/Add", `{"Custno":"0000000001","State":"Ü"}`, nil, "STATE", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := start(t, test.options...)
			server.SeedCustomer(map[string]any{"CUSTNAME": "Ü"})
			server.SeedAddress(map[string]any{"LINKADD": "A", "STATE": "Ü"})
			_, values := members(t, ask(t, test.method, erp(server, test.path), test.body).body)
			texts := 0
			for name, value := range values {
				text, isText := value.(string)
				if !isText || name == "$id" || name == "ACCT_DATE" {
					continue
				}
				texts++
				trimmed := strings.TrimRight(text, " ")
				if width := test.widths[name]; width > 0 {
					assert.Len(t, []rune(text), width, name)
				} else {
					assert.Equal(t, trimmed, text, name)
				}
				if name == test.filled {
					assert.Equal(t, "Ü", trimmed)
				}
			}
			if test.widths != nil {
				assert.Equal(t, len(test.widths), texts)
			}
		})
	}
}

// TestTimes checks the shapes of a time: as the ERP holds it in memory, and as
// its database keeps it.
func TestTimes(t *testing.T) {
	t.Parallel()
	now := time.Date(2014, 11, 19, 10, 9, 57, 41_868_050, time.FixedZone("", -5*60*60))
	server := start(t, backofficetest.WithClock(func() time.Time { return now }))

	_, added := members(t, ask(t, "POST", erp(server, "Customer/Add"), newCustomer).body)
	assert.Equal(t, "2014-11-19T10:09:57.041868-05:00", added["ACCT_DATE"], "up to seven digits of fraction, and a zone")
	assert.Nil(t, added["modifiedDate"])
	_, read := members(t, ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=CustomerName"), "").body)
	assert.Equal(t, "2014-11-19T10:10:00", read["ACCT_DATE"], "rounded to the minute, no zone")
	assert.Nil(t, read["modifiedDate"])

	_, given := members(t, ask(t, "POST", erp(server, "Customer/Add"), `{"Custname":"b","Status":"Active","Acct_date":"02/29/2016"}`).body)
	assert.Equal(t, "2016-02-29T00:00:00", given["ACCT_DATE"])

	ask(t, "POST", erp(server, "Customer/Edit"), `{"Custno":"0000000001","modifieddate":"01/01/2000"}`)
	_, edited := members(t, ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=0000000001"), "").body)
	assert.Equal(t, "2014-11-19T10:09:57.043", edited["modifiedDate"], "1/300 of a second, and never the caller's")
}

// TestStatusTrigger flips the status and looks at what the database's trigger
// makes of it.
func TestStatusTrigger(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 4, 12, 30, 0, 0, time.UTC)
	server := start(t, backofficetest.WithClock(func() time.Time { return now }))
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "a", "STATUS": "Active", "SAVEINIT": "JD"})
	edit := func(arguments string) backofficetest.Record {
		got := ask(t, "POST", erp(server, "Customer/Edit"), `{"Custno":"`+number+`"`+arguments+`}`)
		require.Contains(t, got.body, `"Code":200`)
		return server.Customer(number)
	}

	record := edit(`,"Status":"Quote","Inactinit":"XY","Inactdt":"01/02/2000"`)
	assert.Equal(t, "XY", record["INACTINIT"], "no flip, so the caller's")
	assert.Equal(t, time.Date(2000, 1, 2, 0, 0, 0, 0, time.UTC), record["INACTDT"])

	edit(`,"Status":"Active"`)
	record = edit(`,"Status":"INACTIVE","Inactinit":"XY","Inactdt":"01/02/2000"`)
	assert.Equal(t, "JD", record["INACTINIT"], "the caller's value is overwritten")
	assert.Equal(t, now, record["INACTDT"])
	assert.Equal(t, now, record["modifiedDate"])

	record = edit(`,"Phone":"1"`)
	assert.Equal(t, "JD", record["INACTINIT"], "what is not sent stays")
	assert.Equal(t, "INACTIVE", record["STATUS"])

	record = edit(`,"Status":"Active"`)
	assert.Nil(t, record["INACTDT"])
	assert.Empty(t, record["INACTINIT"])
}

// TestEditKeepsTheRest changes one column of each table.
func TestEditKeepsTheRest(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 4, 12, 30, 0, 0, time.UTC)
	server := start(t, backofficetest.WithClock(func() time.Time { return now }))
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000001", "CUSTNAME": "a", "PHONE": "1", "CREDLIMIT": 5, "ACTTAXABLE": true})
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000002"})
	server.SeedAddress(map[string]any{"LINKADD": "LINK", "CUSTNO": "0000000001", "CITY": "a", "E_MAIL": "b"})
	server.SeedTax(map[string]any{"UNQSHIPTAX": "KEY", "LINKADD": "LINK", "CUSTNO": "0000000001", "TAX_ID": "a", "PTFRT": true})
	customer, address, tax := server.Customer("0000000001"), server.Address("LINK"), server.Tax("KEY")

	ask(t, "POST", erp(server, "Customer/Edit"), `{"Custno":"0000000001","Phone":"2"}`)
	customer["PHONE"], customer["modifiedDate"] = "2", now
	assert.Equal(t, customer, server.Customer("0000000001"))

	ask(t, "POST", erp(server, "ShipBill/Edit"), `{"Linkadd":"link","Custno":"0000000002","ShipCharge":"c","ShipVia":"v","FOB":"f","City":"b"}`)
	address["SHIPCHARGE"], address["SHIPVIA"], address["FOB"], address["CITY"], address["ModifiedDate"] = "c", "v", "f", "b", now
	assert.Equal(t, address, server.Address("LINK"), "the owner stays")

	ask(t, "POST", erp(server, "ShipTax/Edit"), `{"unqshiptax":"key","Linkadd":"LINK","Custno":"0000000001","ptFr":false,"PTFRT":false}`)
	tax["PTFRT"], tax["ModifiedDate"] = false, now
	assert.Equal(t, tax, server.Tax("KEY"))

	assert.Equal(t, []string{"shipbill.Edit: has a Custno that does not own the address"}, server.Problems())
	assert.Equal(t, []backofficetest.Commit{
		{Op: "customer.Edit", Key: "0000000001", At: now},
		{Op: "shipbill.Edit", Key: "LINK", At: now},
		{Op: "shiptax.Edit", Key: "KEY", At: now},
	}, server.Commits("*"))
}

// TestDeletes removes an address with its taxes, and the taxes of a customer by
// both documented paths.
func TestDeletes(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000001", "CUSTNAME": "First"})
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000002"})
	for _, row := range [][3]string{{"A", "0000000001", "a1"}, {"B", "0000000001", "b1"}, {"C", "0000000002", "c1"}} {
		server.SeedAddress(map[string]any{"LINKADD": row[0], "CUSTNO": row[1]})
		server.SeedTax(map[string]any{"UNQSHIPTAX": row[2], "LINKADD": row[0], "CUSTNO": row[1]})
		server.SeedTax(map[string]any{"LINKADD": row[0], "CUSTNO": row[1]})
	}
	require.Len(t, server.Taxes(), 6)

	ask(t, "DELETE", erp(server, "ShipBill/Delete?LinkAdd=b"), "")
	assert.Nil(t, server.Address("B"))
	assert.Len(t, server.Addresses(), 2)
	assert.Nil(t, server.Tax("b1"))
	assert.Len(t, server.Taxes(), 4, "its taxes are gone as well")

	ask(t, "POST", erp(server, "Customer/TaxDelete?CustNo=first"), "")
	assert.Nil(t, server.Tax("a1"))
	assert.NotNil(t, server.Tax("c1"))
	assert.Len(t, server.Taxes(), 2, "all of the customer, and no others")

	ask(t, "DELETE", erp(server, "ShipTax/Delete?CustNo=0000000002"), "")
	assert.Empty(t, server.Taxes())
	got := ask(t, "DELETE", erp(server, "ShipTax/Delete?CustNo=0000000002"), "")
	assert.Contains(t, got.body, `"Code":200`, "nothing to delete")

	var keys []string
	for _, commit := range server.Commits("*") {
		keys = append(keys, commit.Op+" "+commit.Key)
	}
	assert.Equal(t, []string{
		"shipbill.Delete B", "shiptax.DeleteByCustomer 0000000001", "shiptax.DeleteByCustomer 0000000002",
	}, keys, "no commit without a change")
}

func TestGeneratedKeys(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000002"})
	ask(t, "POST", erp(server, "Customer/Add"), newCustomer)
	ask(t, "POST", erp(server, "Customer/Add"), newCustomer)
	assert.NotNil(t, server.Customer("0000000001"))
	assert.NotNil(t, server.Customer("0000000003"), "a number that is taken is passed over")

	for range 2 {
		ask(t, "POST", erp(server, "ShipBill/Add"), `{"Custno":"0000000001"}`)
	}
	addresses := server.Addresses()
	require.Len(t, addresses, 2)
	assert.NotEqual(t, addresses[0]["LINKADD"], addresses[1]["LINKADD"])
	for _, address := range addresses {
		assert.Regexp(t, "^[0-9A-Z_]{10}$", address["LINKADD"])
		ask(t, "POST", erp(server, "ShipTax/Add"), `{"Linkadd":"`+address["LINKADD"].(string)+
			`","Custno":"0000000001","Taxdesc":"d","tax_rate":8.2500,"Tax_id":"i","recordtype":"S"}`)
	}
	taxes := server.Taxes()
	require.Len(t, taxes, 2)
	for i, tax := range taxes {
		assert.Regexp(t, "^[0-9A-Z_]{10}$", tax["UNQSHIPTAX"])
		assert.Equal(t, addresses[i]["LINKADD"], tax["LINKADD"])
		assert.Equal(t, json.Number("8.25"), tax["TAX_RATE"])
	}
}

// TestEditByName edits a customer without its number, as an error text of the
// document suggests.
func TestEditByName(t *testing.T) {
	t.Parallel()
	server := start(t)
	number := server.SeedCustomer(map[string]any{"CUSTNAME": "a"})
	ask(t, "POST", erp(server, "Customer/Edit"), `{"Custno":"","Custname":"A","Phone":"1"}`)
	require.NotNil(t, server.Customer(number))
	assert.Equal(t, number, server.Customer(number)["CUSTNO"])
	assert.Equal(t, "1", server.Customer(number)["PHONE"])
	assert.Equal(t, number, server.Commits("customer.Edit")[0].Key)
}

// TestTextsAreWrittenPlain reads texts that encoders for web pages would escape.
func TestTextsAreWrittenPlain(t *testing.T) {
	t.Parallel()
	server := start(t, backofficetest.WithoutPadding())
	server.SeedCustomer(map[string]any{"CUSTNAME": `<a> & "b" \ ü`})
	got := ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=0000000001"), "")
	assert.Contains(t, got.body, `"CUSTNAME":"<a> & \"b\" \\ ü"`)
}
