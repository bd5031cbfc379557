package main

import (
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFirstNumber gives numbers to customers that have none, and passes over
// those that are taken.
func TestFirstNumber(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "id,number,name,status\nC1,,a,Active\nC2,502,b,Active\nC3,,c,Active\nC4,,d,Active\n")
	got := w.run(t)
	assert.Equal(t, codeUsage, got.code)
	assert.Equal(t, "customers:2: number: is required: there is no -first-number, or no number left\n"+
		"customers:4: number: is required: there is no -first-number, or no number left\n"+
		"customers:5: number: is required: there is no -first-number, or no number left\n"+
		"import-customers: nothing was sent; problems: 3\n", got.errOut)
	assert.Empty(t, w.server.Requests("*"))

	require.Equal(t, codeDone, w.run(t, "-first-number", "501").code)
	want := map[string]string{"C1": "0000000501", "C2": "0000000502", "C3": "0000000503", "C4": "0000000504"}
	for id, number := range want {
		assert.Equal(t, number, w.key(t, id))
		assert.NotNil(t, w.server.Customer(number))
	}

	w.write(t, "customers", "id,number,name,status\nC5,,e,Active\nC1,,a,Active\nC2,502,b,Active\nC3,,c,Active\nC4,,d,Active\n")
	require.Equal(t, codeDone, w.run(t, "-first-number", "501").code)
	want["C5"] = "0000000505"
	for id, number := range want {
		assert.Equal(t, number, w.key(t, id), "a row keeps its number, whatever comes before it")
	}
}

// TestFirstNumberIsTaken gives a customer another number when the ERP holds
// somebody else under the first one, and never gives that number to anyone.
func TestFirstNumberIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.SeedCustomer(map[string]any{"CUSTNO": "0000000501", "CUSTNAME": "Somebody else", "STATUS": "Active"})
	const file = "id,number,name,status\nC1,,First,Active\nC2,,Second,Quote\n"
	w.write(t, "customers", file)
	got := w.run(t, "-first-number", "501", "-workers", "1")
	assert.Equal(t, codeIncomplete, got.code)
	assert.Equal(t, "rejected", w.report(t)["C1"].outcome)
	assert.Contains(t, w.report(t)["C1"].message, "; another customer has the number, so the next run gives the row a new one")

	got = w.run(t, "-first-number", "501")
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Equal(t, "0000000503", w.key(t, "C1"))
	assert.Equal(t, "0000000502", w.key(t, "C2"))
	assert.Equal(t, "Somebody else", w.server.Customer("0000000501")["CUSTNAME"])

	w.write(t, "customers", file+"C3,,Third,Active\n")
	got = w.run(t, "-first-number", "501")
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Equal(t, "0000000504", w.key(t, "C3"))
}

// TestFirstNumberIsKept sends a row again with its number when the ERP refused
// it for another reason.
func TestFirstNumberIsKept(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "id,number,name,status\nC1,,First,Active\nC2,,Second,Quote\n")
	w.server.Script("customer.Add", backofficetest.Answer(200, http.Header{"Content-Type": {"application/json"}},
		`{"$id":"1","Code":403,"Message":"Customer add failed.No such territory.","SessionId":null,"IsValidUser":true,"ResponseObject":null}`))
	require.Equal(t, codeIncomplete, w.run(t, "-first-number", "501", "-workers", "1").code)
	require.Equal(t, "rejected", w.report(t)["C1"].outcome)
	assert.NotContains(t, w.report(t)["C1"].message, "new one")
	got := w.run(t, "-first-number", "501")
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Equal(t, "0000000501", w.key(t, "C1"))
}

// TestZeroIsANumber does not take a number of zeros for a blank cell.
func TestZeroIsANumber(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "id,number,name,status\nC1,0,Zero,Active\nC2,,Blank,Active\n")
	got := w.run(t, "-dry-run", "-first-number", "501")
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Contains(t, got.out, `"Custno":"0000000000","Custname":"Zero"`)
	assert.Contains(t, got.out, `"Custno":"0000000501","Custname":"Blank"`)
}

func TestNoNumberLeft(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "customers", "id,number,name,status\nC1,,a,Active\nC2,,b,Active\n")
	got := w.run(t, "-first-number", "9999999999")
	assert.Equal(t, codeUsage, got.code)
	assert.Contains(t, got.errOut, "customers:3: number: is required: there is no -first-number, or no number left\n")
}

// TestNumberOfAnother refuses a number that an earlier run gave to another row.
func TestNumberOfAnother(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	args := []string{"-customers", w.path("customers"), "-journal", w.path("journal"), "-report", w.path("report")}
	require.Equal(t, codeDone, w.runUntil(t.Context(), t, args).code)
	w.write(t, "customers", "id,number,name,status\nC3,1001,Third,Active\n")
	got := w.runUntil(t.Context(), t, args)
	assert.Equal(t, codeUsage, got.code)
	assert.Contains(t, got.errOut, "customers:2: number: the customer \"C1\" has it\n")
}

func TestChangedRows(t *testing.T) {
	t.Parallel()
	const other = "id,number,name,status\nC1,1001,Other,Active\nC2,1002,Second,Quote\n"
	tests := []struct {
		name   string
		faults []backofficetest.Fault
		taken  string // the number of a customer that is there before
		text   string
		want   string // the problem, "" if the row is imported
	}{
		{"done", nil, "", other, "customers:2: the row was imported with other values; this program adds and never changes\n"},
		{
			"unknown",
			[]backofficetest.Fault{backofficetest.DropBefore(), backofficetest.DropBefore(), backofficetest.DropBefore()},
			"", other,
			"customers:2: the row was sent with other values and nobody knows what became of it; put them back until it is settled\n",
		},
		{"rejected, with another number", nil, "0000001001", "id,number,name,status\nC1,1003,First,Active\nC2,1002,Second,Quote\n", ""},
		{
			"other order of columns", nil, "", "status,name,number,id,phone\nActive,First,1001,C1,\nQuote,Second,1002,C2,\n", "",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			if test.taken != "" {
				w.server.SeedCustomer(map[string]any{"CUSTNO": test.taken, "CUSTNAME": "Somebody else", "STATUS": "Active"})
			}
			w.server.Script("customer.Add", test.faults...)
			first := w.run(t, "-workers", "1")
			require.Equal(t, test.faults == nil && test.taken == "", first.code == codeDone)
			w.write(t, "customers", test.text)
			sent := len(w.server.Requests("*"))
			got := w.run(t)
			if test.want != "" {
				assert.Equal(t, codeUsage, got.code)
				assert.Contains(t, got.errOut, test.want)
				assert.Len(t, w.server.Requests("*"), sent)
				return
			}
			assert.Equal(t, codeDone, got.code, got.errOut)
			assert.Equal(t, "done", w.report(t)["C1"].outcome)
		})
	}
}

// TestRejectedRowIsCorrected sends a row again, with its key, after its values
// were put right.
func TestRejectedRowIsCorrected(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("shipbill.Add", backofficetest.Answer(200, http.Header{"Content-Type": {"application/json"}},
		`{"$id":"1","Code":403,"Message":"ShipBill add failed.No such city.","SessionId":null,"IsValidUser":true,"ResponseObject":null}`))
	require.Equal(t, codeIncomplete, w.run(t, "-workers", "1").code)
	rejected := w.report(t)["A1"]
	assert.Equal(t, "rejected", rejected.outcome)
	assert.Contains(t, rejected.message, "ShipBill add failed.No such city.")
	key := w.key(t, "A1")
	w.write(t, "addresses", "id,customer,city\nA1,C1,Swindon\nA2,C2,Köln\n")
	got := w.run(t)
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Equal(t, key, w.key(t, "A1"))
	assert.Equal(t, "Swindon", w.server.Address(key)["CITY"])
}

// TestOrphan warns of a row that may be in the ERP and is no longer in the files.
func TestOrphan(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("shipbill.Add", backofficetest.DropBefore())
	require.Equal(t, codeIncomplete, w.run(t, "-workers", "1").code)
	w.write(t, "addresses", "id,customer,city\nA2,C2,Köln\n")
	w.write(t, "taxes", "id,address,description,rate,tax_id,record_type\nT2,A2,MWST,19,DE,S\n")
	got := w.run(t)
	assert.Equal(t, codeDone, got.code)
	assert.Equal(t, "warning: the address A1 was sent by an earlier run and nobody knows what became of it, but the files lack it\n", got.errOut)
}
