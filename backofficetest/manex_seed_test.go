package backofficetest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
)

func TestSeeds(t *testing.T) {
	t.Parallel()
	server := start(t)
	at := time.Date(2026, 1, 2, 3, 4, 29, 0, time.UTC)
	number := server.SeedCustomer(map[string]any{
		"custname": "a", "CREDLIMIT": 5, "AR_HIGHBAL": json.Number("1.50"), "LABOR": true, "ACCT_DATE": at, "SAVEINIT": nil,
	})
	assert.Equal(t, "0000000001", number)
	record := server.Customer(number)
	assert.Len(t, record, 52+7)
	assert.Equal(t, number, record["CUSTNO"])
	assert.Equal(t, "a", record["CUSTNAME"])
	assert.Equal(t, json.Number("5"), record["CREDLIMIT"])
	assert.Equal(t, json.Number("1.5"), record["AR_HIGHBAL"])
	assert.Equal(t, json.Number("0"), record["OUT_MARGIN"])
	assert.Equal(t, true, record["LABOR"])
	assert.Equal(t, at.Truncate(time.Minute), record["ACCT_DATE"])
	assert.Nil(t, record["SAVEINIT"])
	assert.Nil(t, record["INACTDT"])
	assert.Empty(t, record["PHONE"])

	link := server.SeedAddress(map[string]any{"CUSTNO": number})
	key := server.SeedTax(map[string]any{"LINKADD": link})
	assert.Equal(t, []backofficetest.Record{record}, server.Customers())
	assert.Equal(t, []backofficetest.Record{server.Address(link)}, server.Addresses())
	assert.Equal(t, []backofficetest.Record{server.Tax(key)}, server.Taxes())
	assert.Empty(t, server.Commits("*"), "seeds are no calls")

	record["CUSTNAME"] = "changed"
	assert.Equal(t, "a", server.Customer(number)["CUSTNAME"], "a record is a copy")
	assert.Nil(t, server.Customer("0000000002"))
	assert.Nil(t, server.Address("x"))
	assert.Nil(t, server.Tax("x"))
}

func TestSeedsPanic(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		columns map[string]any
		want    string
	}{
		{"unknown column", map[string]any{"COLOUR": "red"}, `backofficetest: Customer has no column "COLOUR"`},
		{"key taken", map[string]any{"CUSTNO": "0000000001"}, "backofficetest: the key of the seed is taken"},
		{"text too long", map[string]any{"CUSTPFX": "12345"}, "backofficetest: the value of the column CUSTPFX does not fit it"},
		{"number for text", map[string]any{"CUSTNAME": 1}, "backofficetest: the value of the column CUSTNAME does not fit it"},
		{"text for number", map[string]any{"CREDLIMIT": "1"}, "backofficetest: the value of the column CREDLIMIT does not fit it"},
		{"no number", map[string]any{"CREDLIMIT": json.Number("x")}, "backofficetest: the value of the column CREDLIMIT does not fit it"},
		{"number too large", map[string]any{"COMMITEM": 10}, "backofficetest: the value of the column COMMITEM does not fit it"},
		{"text for truth", map[string]any{"LABOR": "true"}, "backofficetest: the value of the column LABOR does not fit it"},
		{"truth for time", map[string]any{"INACTDT": true}, "backofficetest: the value of the column INACTDT does not fit it"},
		{"time for text", map[string]any{"CUSTNAME": time.Time{}}, "backofficetest: the value of the column CUSTNAME does not fit it"},
		{"float", map[string]any{"CREDLIMIT": 1.5}, "backofficetest: the value of the column CREDLIMIT does not fit it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			server.SeedCustomer(nil)
			assert.PanicsWithValue(t, test.want, func() { server.SeedCustomer(test.columns) })
			assert.Len(t, server.Customers(), 1)
			server.SeedCustomer(nil)
			assert.Len(t, server.Customers(), 2, "the server is still usable")
		})
	}
}
