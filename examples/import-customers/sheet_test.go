package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBadFiles names everything that is wrong before anything is sent.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	const header = "id,number,name,status\n"
	long := strings.Repeat("ä", 51)
	tests := []struct{ name, file, text, errOut string }{
		{"empty file", "customers", "", "customers:1: the file is empty; its first line must name the columns\n"},
		{"unknown column", "customers", "id,name,status,colour\n", "customers:1: colour: there is no such column; -h lists them\n"},
		{"nameless column", "customers", "id,name,status,\n", "customers:1: there is no such column; -h lists them\n"},
		{"column twice", "customers", "id,name,status,name\n", "customers:1: name: the column comes twice\n"},
		{
			"unknown column and bad cells", "customers", "id,colour,name,name,status\nC1,red,a,b,Gone\nC1,red,,b,Active\n",
			"customers:1: colour: there is no such column; -h lists them\ncustomers:1: name: the column comes twice\n" +
				"customers:2: status: must be one of Active, Inactive, Quote\n" +
				"customers:3: name: is required\ncustomers:3: id: \"C1\" is also on line 2\n",
		},
		{
			"missing column and bad cells", "customers", "id,status\nC1,Gone\n",
			"customers:1: name: the column is missing\ncustomers:2: status: must be one of Active, Inactive, Quote\n",
		},
		{
			"quote that is not closed", "customers", header + "C1,1,\"a,Active\nC2,2,b,Gone\nC3,3,c,Gone\n",
			"customers:2: name: byte 13 of line 4: extraneous or missing \" in quoted-field; " +
				"what follows, up to line 4, was taken for more of the cell and not checked\n",
		},
		{
			"quote that another one closes", "customers", header + "C1,1,\"a,Active\nC2,2,\"b\",Gone\nC3,3,c,Gone\n",
			"customers:2: name: byte 6 of line 3: extraneous or missing \" in quoted-field; " +
				"what follows, up to line 3, was taken for more of the cell and not checked\n" +
				"customers:4: status: must be one of Active, Inactive, Quote\n",
		},
		{
			"missing columns", "customers", "number\n1\n",
			"customers:1: id: the column is missing\ncustomers:1: name: the column is missing\ncustomers:1: status: the column is missing\n",
		},
		{"header not CSV", "customers", "id,\"na\"me\nC1,a\n", "customers:1: byte 7 of line 1: extraneous or missing \" in quoted-field; the rest of the file was not checked\n"},
		{
			"line not CSV", "customers", header + "C1,1,a\"b,Active\nC1,2,b,Gone\n",
			"customers:2: name: byte 7 of line 2: bare \" in non-quoted-field\ncustomers:3: id: \"C1\" is also on line 2\ncustomers:3: status: must be one of Active, Inactive, Quote\n",
		},
		{
			"wrong width", "customers", header + "C1,1\nC2,2,b,Active,x\n",
			"customers:2: it has 2 cells, but the first line has 4\ncustomers:3: it has 5 cells, but the first line has 4\n",
		},
		{
			"blank cells", "customers", header + ",1, ,\n",
			"customers:2: id: is required\ncustomers:2: name: is required\ncustomers:2: status: is required\n",
		},
		{
			"the library's checks", "customers", "id,number,name,status,phone\nC1,12345678901," + long + ",Gone,123456789012345678901\n",
			"customers:2: number: has 11 characters, the limit is 10\ncustomers:2: name: has 51 characters, the limit is 50\n" +
				"customers:2: status: must be one of Active, Inactive, Quote\ncustomers:2: phone: has 21 characters, the limit is 20\n",
		},
		{
			"numbers", "customers", "id,number,name,status,credit_limit,highest_balance\nC1,1,a,Active,12.5,x\n",
			"customers:2: highest_balance: \"x\" is not a decimal number\ncustomers:2: credit_limit: must have at most 0 digits after the point\n",
		},
		{
			"dates and flags", "customers", "id,number,name,status,account_date,taxable\nC1,1,a,Active,30.02.2016,maybe\nC2,2,a,Active,02/30/2016,\n",
			"customers:2: account_date: \"30.02.2016\" is not a date of the form MM/DD/YYYY or YYYY-MM-DD\ncustomers:2: taxable: \"maybe\" is neither yes nor no\n" +
				"customers:3: account_date: \"02/30/2016\" is not a date of the form MM/DD/YYYY or YYYY-MM-DD\n",
		},
		{
			"long id", "customers", header + strings.Repeat("ä", 201) + ",1,a,Active\n" + strings.Repeat("ä", 200) + ",2,a,Active\n",
			"customers:2: id: has 201 characters, the limit is 200\n",
		},
		{"id of two lines", "customers", header + "\"C\n1\",1,a,Active\n", "customers:2: id: must not have control characters\n"},
		{
			"reference to a long id", "addresses", "id,customer\nA1," + strings.Repeat("C", 40_000) + "\nA2,C\x001\n",
			"addresses:2: customer: has 40000 characters, the limit is 200\naddresses:3: customer: must not have control characters\n",
		},
		{"id twice", "customers", header + "C1,1,a,Active\nC1,2,b,Active\n", "customers:3: id: \"C1\" is also on line 2\n"},
		{
			"number twice, with zeros", "customers", header + "C1,1,a,Active\nC2,0000000001,b,Active\n",
			"customers:3: number: \"0000000001\" is also on line 2\n",
		},
		{"not UTF-8", "customers", header + "C1,1,\xe4,Active\n", "customers:2: name: it is not UTF-8\n"},
		{"line in a cell", "customers", header + "C1,1,\"a\nb\",Active\nC2,2,b,Gone\n", "customers:2: name: must be one line of valid UTF-8 without control characters\n" +
			"customers:4: status: must be one of Active, Inactive, Quote\n"},
		{"no such customer", "addresses", "id,customer\nA1,C9\nA2,\n", "addresses:2: customer: no row of the customers file has the id \"C9\"\naddresses:3: customer: is required\n"},
		{
			"no such address", "taxes", "id,address,description,rate,tax_id,record_type\nT1,A9,a,8.25,b,S\n",
			"taxes:2: address: no row of the addresses file has the id \"A9\"\n",
		},
		{
			"tax", "taxes", "id,address,description,rate,tax_id,record_type\nT1,A1,12345678901234567890123456,-1,123456789,SS\n",
			"taxes:2: description: has 26 characters, the limit is 25\ntaxes:2: rate: must not be below 0\n" +
				"taxes:2: tax_id: has 9 characters, the limit is 8\ntaxes:2: record_type: has 2 characters, the limit is 1\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			// The files that belong to the rows of this one would complain as well.
			args := []string{"-customers", w.path("customers"), "-addresses", w.path("addresses"), "-taxes", w.path("taxes")}
			args = args[:2*(1+map[string]int{"addresses": 1, "taxes": 2}[test.file])]
			w.write(t, test.file, test.text)
			got := w.runUntil(t.Context(), t, append(args, "-journal", w.path("journal"), "-report", w.path("report")))
			assert.Equal(t, codeUsage, got.code)
			assert.Empty(t, got.out)
			problems, end, _ := strings.Cut(got.errOut, "import-customers: ")
			assert.Equal(t, test.errOut, problems)
			assert.Contains(t, end, "nothing was sent; problems: ")
			assert.Empty(t, w.server.Requests("*"))
			assert.NoFileExists(t, w.path("journal"))
			assert.NoFileExists(t, w.path("report"))
		})
	}
}

// TestHeadlessParent keeps a wrong header from being blamed on the rows of
// another file.
func TestHeadlessParent(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "")
	got := w.run(t)
	assert.Equal(t, "customers:1: the file is empty; its first line must name the columns\n"+
		"import-customers: nothing was sent; problems: 1\n", got.errOut)
}

// TestNoFalseFollowUps does not blame an address for the bad line of its customer.
func TestNoFalseFollowUps(t *testing.T) {
	t.Parallel()
	const header, good = "id,number,name,status\n", "C1,1001,First,Active\n"
	tests := []struct {
		name, customers string
		problems        int // of the customers
		complete        bool
	}{
		{"bare quote", header + good + "C2,1002,a\"b,Active\n", 1, true},
		{"wrong width", header + good + "C2,1002\n", 1, true},
		{"quote that is not closed", header + "C1,1001,\"First,Active\nC2,1002,Second,Quote\n", 1, false},
		{"quote that a later one closes", header + "C1,1001,\"First,Active\nC2,1002,Second,\"\n", 1, false},
		{"quote in an id", header + good + "C\"2,1002,Second,Quote\n", 1, false},
		{"unknown column", "id,number,name,status,colour\nC1,1001,First,Active,red\nC2,1002,Second,Quote,blue\n", 1, true},
		{"no id", "number,name,status\n1001,First,Active\n1002,Second,Quote\n", 1, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			w.write(t, "customers", test.customers)
			w.write(t, "addresses", someAddresses+"A3,C9,Ulm\n")
			got := w.run(t)
			assert.Equal(t, codeUsage, got.code)
			assert.Equal(t, test.problems, strings.Count("\n"+got.errOut, "\ncustomers:"), got.errOut)
			assert.NotContains(t, got.errOut, `the id "C2"`)
			assert.Equal(t, test.complete, strings.Contains(got.errOut, `addresses:4: customer: no row of the customers file has the id "C9"`), got.errOut)
		})
	}
}

func TestNoSuchFile(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	got := w.run(t, "-taxes", w.path("gone"))
	assert.Equal(t, codeUsage, got.code)
	assert.Contains(t, got.errOut, "gone: no such file or directory")
}

// TestForms reads what spreadsheets of all kinds write.
func TestForms(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "\xef\xbb\xbfStatus ; NAME;id;number;account_date;taxable;credit_limit\r\n"+
		"Active;\" Müller; \"\"Söhne\"\"\";C1;1001;2016-02-29;YES;2500.00\r\n;;;;;;\r\n\r\nQuote;b;C2;1002;;;\r\n")
	got := w.runUntil(t.Context(), t, []string{
		"-customers", w.path("customers"), "-separator", ";", "-journal", w.path("journal"), "-report", w.path("report"),
	})
	require.Equal(t, codeDone, got.code, got.errOut)
	first := w.server.Customer("0000001001")
	assert.Equal(t, `Müller; "Söhne"`, first["CUSTNAME"])
	assert.Equal(t, true, first["ACTTAXABLE"])
	assert.EqualValues(t, "2500", first["CREDLIMIT"])
	assert.Equal(t, "Quote", w.server.Customer("0000001002")["STATUS"])
	lines := w.reportCells(t)
	assert.Equal(t, "2", lines[0][2])
	assert.Equal(t, "5", lines[1][2], "the line in the file, whatever was skipped")
}

// TestEveryColumn sends a value for each column and finds each in the ERP.
func TestEveryColumn(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "id,number,name,status,phone,fax,territory,terms,credit_limit,credit_status,highest_balance,account_date,sales_discount_id,taxable\n"+
		"C1,1001,a name,Inactive,a phone,a fax,a territory,a term,2500,a credit,12.34,02/29/2016,a discount,yes\n")
	w.write(t, "addresses", "id,customer,ship_to,address1,address2,city,state,zip,country,phone,fax,email,attention,record_type\n"+
		"A1,C1,a ship to,first,second,a city,a state,a zip,a country,a phone,a fax,a@b.example,attention,B\n")
	w.write(t, "taxes", "id,address,description,type,rate,tax_id,record_type,primary_on_product,primary_on_freight,secondary_on_product,secondary_on_freight,secondary_on_tax\n"+
		"T1,A1,a tax,P,8.2501,an id,S,1,true,yes,YES,yes\n")
	require.Equal(t, codeDone, w.run(t).code)

	holds := func(record map[string]any, want map[string]any) {
		for name, value := range want {
			assert.EqualValues(t, value, record[name], name)
		}
	}
	holds(w.server.Customers()[0], map[string]any{
		"CUSTNAME": "a name", "STATUS": "Inactive", "PHONE": "a phone", "FAX": "a fax", "TERRITORY": "a territory", "TERMS": "a term",
		"CREDLIMIT": "2500", "CREDITOK": "a credit", "AR_HIGHBAL": "12.34", "SALEDSCTID": "a discount", "ACTTAXABLE": true,
	})
	holds(w.server.Addresses()[0], map[string]any{
		"CUSTNO": "0000001001", "SHIPTO": "a ship to", "ADDRESS1": "first", "ADDRESS2": "second", "CITY": "a city", "STATE": "a state",
		"ZIP": "a zip", "COUNTRY": "a country", "PHONE": "a phone", "FAX": "a fax", "E_MAIL": "a@b.example", "ATTENTION": "attention",
		"RECORDTYPE": "B", "LINKADD": w.key(t, "A1"),
	})
	holds(w.server.Taxes()[0], map[string]any{
		"CUSTNO": "0000001001", "LINKADD": w.key(t, "A1"), "UNQSHIPTAX": w.key(t, "T1"), "TAXDESC": "a tax", "TAXTYPE": "P",
		"TAX_RATE": "8.2501", "TAX_ID": "an id", "RECORDTYPE": "S", "PTPROD": true, "PTFRT": true, "STPROD": true, "STFRT": true, "STTX": true,
	})
}

// TestColumnsFillFields keeps the column tables true: no field twice, and every
// column that is not the program's own fills one.
func TestColumnsFillFields(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		fields := map[string]string{}
		for _, c := range k.columns {
			assert.Equal(t, c.name == "id" || k.parent != nil && c.name == k.parent.one, c.field == "", c.name)
			if c.field != "" {
				assert.Empty(t, fields[c.field], "%s fills what %s fills", c.name, fields[c.field])
				fields[c.field] = c.name
				assert.Equal(t, c.name, k.columnOf(c.field))
			}
		}
		assert.Equal(t, "Link", k.columnOf("Link"), "a field that no column fills keeps its name")
	}
}
