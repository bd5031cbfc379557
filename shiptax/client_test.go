package shiptax_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newClient returns a client and its server, with a customer and an address.
func newClient(t *testing.T, options ...backofficetest.Option) (*shiptax.Client, *backofficetest.Server) {
	t.Helper()
	server := backofficetest.NewServer(t, options...)
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000042", "CUSTNAME": "Customer"})
	server.SeedAddress(map[string]any{"LINKADD": "LINKADD", "CUSTNO": "0000000042", "CITY": "Swilton"})
	client, err := shiptax.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	return client, server
}

// everyColumn is a tax row with a value in every column, and everyField what it
// becomes.
var everyColumn = map[string]any{
	"UNQSHIPTAX": "_41X0YBZJX", "LINKADD": "LINKADD", "CUSTNO": "0000000042", "ADDRESS1": "12 West St",
	"TAXDESC": "SANTA CLARA CNTY. USE TAX", "TAXTYPE": "P", "TAX_RATE": json.Number("9999.9999"), "TAX_ID": "CA USE",
	"RECORDTYPE": "S", "PTPROD": true, "PTFRT": true, "STPROD": true, "STFRT": true, "STTX": true,
	"ModifiedDate": time.Date(2026, 9, 10, 11, 12, 13, 0, time.UTC),
}

var everyField = shiptax.Tax{
	Key: "_41X0YBZJX", Link: "LINKADD", CustomerNumber: "0000000042", Address1: "12 West St",
	Description: "SANTA CLARA CNTY. USE TAX", Type: shiptax.ForeignPrimary, Rate: backoffice.MustDecimal("9999.9999"),
	TaxID: "CA USE", RecordType: shiptax.Sales, PrimaryOnProduct: true, PrimaryOnFreight: true, SecondaryOnProduct: true,
	SecondaryOnFreight: true, SecondaryOnTax: true, ModifiedDate: apitest.Moment("2026-09-10T11:12:13"),
}

// TestEveryColumn reads a row from servers that write it in different ways.
func TestEveryColumn(t *testing.T) {
	t.Parallel()
	tests := map[string][]backofficetest.Option{
		"as documented":       nil,
		"without padding":     {backofficetest.WithoutPadding()},
		"quoted scalars":      {backofficetest.WithQuotedScalars()},
		"without nulls":       {backofficetest.WithoutNulls()},
		"newer columns":       {backofficetest.WithNewerColumns()},
		"decimals with zeros": {backofficetest.WithDecimalZeros()},
	}
	for name, options := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t, options...)
			server.SeedTax(everyColumn)
			got, err := client.Get(t.Context(), "LINKADD")
			require.NoError(t, err)
			assert.Equal(t, []shiptax.Tax{everyField}, got)
		})
	}
}

// TestAddressesAreShared reads rows whose address is written once and referred
// to afterwards.
func TestAddressesAreShared(t *testing.T) {
	t.Parallel()
	client, server := newClient(t, backofficetest.WithTaxAddresses())
	for range 3 {
		server.SeedTax(map[string]any{"LINKADD": "LINKADD", "CUSTNO": "0000000042"})
	}
	rows, err := client.Get(t.Context(), "LINKADD")
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, &shipbill.Address{Link: "LINKADD", CustomerNumber: "0000000042", City: "Swilton"}, rows[0].Address)
	assert.Same(t, rows[0].Address, rows[1].Address)
	assert.Same(t, rows[0].Address, rows[2].Address)
}

// TestBadReferences refuses references that lead nowhere.
func TestBadReferences(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"to nothing":         `[{"$id":"2","LINKADD":"A","ShipBill":{"$ref":"9"}}]`,
		"to a later object":  `[{"$id":"2","LINKADD":"A","ShipBill":{"$ref":"4"}},{"$id":"3","LINKADD":"A","ShipBill":{"$id":"4","LINKADD":"A"}}]`,
		"to another type":    `[{"$id":"2","LINKADD":"A","ShipBill":{"$ref":"2"}}]`,
		"with members":       `[{"$id":"2","LINKADD":"A","ShipBill":{"$id":"3","LINKADD":"A"}},{"$id":"4","LINKADD":"A","ShipBill":{"$ref":"3","CITY":"b"}}]`,
		"with a repeated id": `[{"$id":"2","LINKADD":"A","ShipBill":{"$id":"2","LINKADD":"A"}},{"$id":"4","LINKADD":"A","ShipBill":{"$ref":"2"}}]`,
	}
	for name, payload := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t)
			server.Script("shiptax.Get", backofficetest.Answer(200, nil, `{"$id":"1","Code":200,"ResponseObject":`+payload+`}`))
			rows, err := client.Get(t.Context(), "A")
			require.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.Nil(t, rows)
		})
	}
}

// TestAddThenGet adds two rows, one with a key of its own, and reads them back.
func TestAddThenGet(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	request := shiptax.AddRequest{
		Key: new("MYKEY"), Link: "LINKADD", CustomerNumber: "0000000042", Description: "ORANGE COUNTY",
		Rate: new(backoffice.MustDecimal("7.50")), TaxID: "CA USE", RecordType: shiptax.Sales, PrimaryOnFreight: new(true),
	}
	require.NoError(t, client.Add(t.Context(), request))
	request.Key = nil
	require.NoError(t, client.Add(t.Context(), request))

	rows, err := client.Get(t.Context(), "LINKADD")
	require.NoError(t, err)
	require.Len(t, rows, 2)
	want := shiptax.Tax{
		Key: "MYKEY", Link: "LINKADD", CustomerNumber: "0000000042", Description: "ORANGE COUNTY",
		Rate: backoffice.MustDecimal("7.5"), TaxID: "CA USE", RecordType: shiptax.Sales, PrimaryOnFreight: true,
	}
	assert.Equal(t, want, rows[0])
	assert.Len(t, rows[1].Key, 10, "the server made one")
	want.Key = rows[1].Key
	assert.Equal(t, want, rows[1])

	request.Key = new("MYKEY")
	require.ErrorIs(t, client.Add(t.Context(), request), backoffice.ErrInvalid, "the key is taken")
	assert.Len(t, server.Taxes(), 2)
}

// TestEdit changes what is set and nothing else.
func TestEdit(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.SeedTax(everyColumn)
	before := server.Tax("_41X0YBZJX")
	require.NoError(t, client.Edit(t.Context(), shiptax.EditRequest{
		Key: "_41X0YBZJX", Link: "LINKADD", CustomerNumber: "0000000042",
		Rate: new(backoffice.Decimal{}), PrimaryOnFreight: new(false),
	}))
	after := server.Tax("_41X0YBZJX")
	before["TAX_RATE"], before["PTFRT"], before["ModifiedDate"] = json.Number("0"), false, after["ModifiedDate"]
	assert.Equal(t, before, after)
	assert.Equal(t, `{"unqshiptax":"_41X0YBZJX","Linkadd":"LINKADD","Custno":"0000000042","tax_rate":0,"ptFr":false,"PTFRT":false}`,
		string(server.Requests("shiptax.Edit")[0].Body))
}

// TestDeleteByCustomer deletes by both documented paths.
func TestDeleteByCustomer(t *testing.T) {
	t.Parallel()
	other := backoffice.WithRoute("shiptax.DeleteByCustomer", backoffice.Route{
		Method: http.MethodDelete, Path: "/API/ShipTax/Delete/{key}",
	})
	tests := map[string]struct {
		options []backoffice.Option
		line    string
	}{
		"Customer/TaxDelete": {nil, "POST /manex/API/Customer/TaxDelete/key?CustNo=0000000042"},
		"ShipTax/Delete":     {[]backoffice.Option{other}, "DELETE /manex/API/ShipTax/Delete/key?CustNo=0000000042"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t, backofficetest.WithManExKey("key"))
			for range 3 {
				server.SeedTax(map[string]any{"LINKADD": "LINKADD", "CUSTNO": "0000000042"})
			}
			server.SeedTax(map[string]any{"UNQSHIPTAX": "OTHER", "CUSTNO": "0000000043"})
			require.NoError(t, client.DeleteByCustomer(t.Context(), "0000000042", test.options...))
			assert.Len(t, server.Taxes(), 1)
			assert.NotNil(t, server.Tax("OTHER"))
			request := server.Requests("shiptax.DeleteByCustomer")[0]
			assert.Equal(t, test.line, request.Method+" "+request.URI)

			_, err := client.Get(t.Context(), "LINKADD")
			require.ErrorIs(t, err, backoffice.ErrNotFound)
			require.ErrorIs(t, client.DeleteByCustomer(t.Context(), "0000000044", test.options...), backoffice.ErrNotFound)
		})
	}
}

// TestEmptyListIsAnAnswer reads a list without rows, which no document shows.
func TestEmptyListIsAnAnswer(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.Script("shiptax.Get", backofficetest.Answer(200, nil, `{"Code":200,"ResponseObject":[]}`))
	rows, err := client.Get(t.Context(), "LINKADD")
	require.NoError(t, err)
	assert.Empty(t, rows)
	assert.NotNil(t, rows)
}

func TestKnownValues(t *testing.T) {
	t.Parallel()
	for _, known := range []interface{ Known() bool }{
		shiptax.OnItems, shiptax.OnFreight, shiptax.ForeignPrimary, shiptax.ForeignSecondary, shiptax.Sales, shiptax.Receiving,
	} {
		assert.True(t, known.Known(), known)
	}
	for _, unknown := range []interface{ Known() bool }{shiptax.Type("s"), shiptax.Type(""), shiptax.RecordType("C")} {
		assert.False(t, unknown.Known(), unknown)
	}
}
