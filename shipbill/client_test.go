package shipbill_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newClient returns a client and its server.
func newClient(t *testing.T, options ...backofficetest.Option) (*shipbill.Client, *backofficetest.Server) {
	t.Helper()
	server := backofficetest.NewServer(t, options...)
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000042"})
	client, err := shipbill.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	return client, server
}

// everyColumn is an address with a value in every column, and everyField what
// it becomes.
var everyColumn = map[string]any{
	"LINKADD": "_4560WJU2L", "CUSTNO": "0000000042", "SHIPTO": "Müller  & Söhne", "ADDRESS1": "a", "ADDRESS2": "b", "CITY": "c",
	"STATE": "d", "ZIP": "e", "COUNTRY": "f", "PHONE": "g", "FAX": "h", "E_MAIL": "a+b@c.example", "TRANSDAY": 99,
	"FOB": "ORIGIN-CUST P/U", "SHIPCHARGE": "SET RATE:UPS-BR", "SHIPVIA": "UPS-GRND TRACK", "ATTENTION": "i", "RECORDTYPE": "B",
	"BILLACOUNT": "j", "SHIPTIME": "k", "SHIPNOTE": "l", "SHIP_DAYS": 999, "RECV_DEFA": true, "CONFIRM": "m", "PKFOOTNOTE": "n",
	"INFOOTNOTE": "o", "TAXEXEMPT": "p", "FOREIGNTAX": true, "ModifiedDate": time.Date(2026, 9, 10, 11, 12, 13, 737_000_000, time.UTC),
}

var everyField = shipbill.Address{
	Link: "_4560WJU2L", CustomerNumber: "0000000042", ShipTo: "Müller  & Söhne", Address1: "a", Address2: "b", City: "c",
	State: "d", Zip: "e", Country: "f", Phone: "g", Fax: "h", Email: "a+b@c.example", TransitDays: 99,
	FOB: shipbill.FOBOriginPickUp, ShipCharge: shipbill.ShipChargeRateUPSBrown, ShipVia: shipbill.ShipViaUPSGround,
	Attention: "i", RecordType: shipbill.BillTo, FreightAccount: "j", ShipTime: "k", ShipNote: "l", ShipDays: 999, Default: true,
	Confirm: "m", PackingListFootnote: "n", InvoiceFootnote: "o", TaxExempt: "p", ForeignTax: true,
	ModifiedDate: apitest.Moment("2026-09-10T11:12:13.737"),
}

// TestEveryColumn reads an address from servers that write it in different ways.
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
			server.SeedAddress(everyColumn)
			got, err := client.Get(t.Context(), "_4560WJU2L")
			require.NoError(t, err)
			assert.Equal(t, &everyField, got)
		})
	}
}

// TestAddThenGet compares what Add tells with what Get tells.
func TestAddThenGet(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	link := backoffice.NewKey()
	added, err := client.Add(t.Context(), shipbill.AddRequest{
		Link: &link, CustomerNumber: "0000000042", Email: new("a@b.example"), RecordType: new(shipbill.ShipTo),
	})
	require.NoError(t, err)
	assert.Equal(t, &shipbill.Address{
		Link: link, CustomerNumber: "0000000042", Email: "a@b.example", RecordType: shipbill.ShipTo,
	}, added)
	got, err := client.Get(t.Context(), link)
	require.NoError(t, err)
	assert.Equal(t, added, got)
	assert.Len(t, server.Commits("shipbill.Add"), 1)
}

// TestEdit changes what is set and nothing else.
func TestEdit(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.SeedAddress(everyColumn)
	before := server.Address("_4560WJU2L")
	require.NoError(t, client.Edit(t.Context(), shipbill.EditRequest{
		Link: "_4560WJU2L", CustomerNumber: "0000000042", ShipCharge: shipbill.ShipChargeNone, ShipVia: shipbill.ShipViaFedEx1,
		FOB: shipbill.FOBDestination, City: new(""), ForeignTax: new(false),
	}))
	after := server.Address("_4560WJU2L")
	for column, value := range map[string]any{
		"SHIPCHARGE": "NO CHARGE", "SHIPVIA": "FEDX-1", "FOB": "DESTINATION", "CITY": "", "FOREIGNTAX": false,
		"ModifiedDate": after["ModifiedDate"],
	} {
		before[column] = value
	}
	assert.Equal(t, before, after)
}

// TestDelete removes an address together with its taxes, and no other.
func TestDelete(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	for _, link := range []string{"A", "B"} {
		server.SeedAddress(map[string]any{"LINKADD": link})
		server.SeedTax(map[string]any{"LINKADD": link})
	}
	require.NoError(t, client.Delete(t.Context(), "A"))
	assert.Nil(t, server.Address("A"))
	assert.NotNil(t, server.Address("B"))
	assert.Len(t, server.Taxes(), 1)

	_, err := client.Get(t.Context(), "A")
	require.ErrorIs(t, err, backoffice.ErrNotFound)
	require.ErrorIs(t, client.Delete(t.Context(), "A"), backoffice.ErrNotFound)
	assert.Len(t, server.Commits("shipbill.Delete"), 1)
}

// TestDeleteByPost calls a server that takes another method.
func TestDeleteByPost(t *testing.T) {
	t.Parallel()
	client, server := newClient(t, backofficetest.WithManExMethod("shipbill.Delete", http.MethodPost))
	server.SeedAddress(map[string]any{"LINKADD": "A"})
	err := client.Delete(t.Context(), "A")
	require.ErrorIs(t, err, backoffice.ErrRoute)
	assert.NotNil(t, server.Address("A"))
	assert.ErrorContains(t, err, "allowed: POST")

	require.NoError(t, client.Delete(t.Context(), "A", backoffice.WithRoute("shipbill.Delete", backoffice.Route{Method: http.MethodPost})))
	assert.Nil(t, server.Address("A"))
}

// TestUnknownOwner names a customer who is not there.
func TestUnknownOwner(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	_, err := client.Add(t.Context(), shipbill.AddRequest{CustomerNumber: "0000000099"})
	require.ErrorIs(t, err, backoffice.ErrNotFound)
	assert.Empty(t, server.Addresses())
}

// TestNumberBeyondItsField refuses a number that a field can't hold.
func TestNumberBeyondItsField(t *testing.T) {
	t.Parallel()
	for _, wire := range []string{"1.5", "9223372036854775808", `"soon"`, "1e400"} {
		client, server := newClient(t)
		body, err := json.Marshal(map[string]any{"Code": 200, "ResponseObject": map[string]any{
			"LINKADD": "A", "TRANSDAY": json.RawMessage(wire),
		}})
		require.NoError(t, err)
		server.Script("shipbill.Get", backofficetest.Answer(200, nil, string(body)))
		got, err := client.Get(t.Context(), "A")
		require.ErrorIs(t, err, backoffice.ErrProtocol, wire)
		assert.ErrorContains(t, err, "member TRANSDAY", wire)
		assert.Nil(t, got, wire)
	}
}

func TestKnownValues(t *testing.T) {
	t.Parallel()
	for _, known := range []interface{ Known() bool }{
		shipbill.ShipTo, shipbill.BillTo, shipbill.ConfirmTo, shipbill.RemitTo, shipbill.OwnReceiving, shipbill.OwnBilling,
		shipbill.FOBOriginPickUp, shipbill.FOBOriginShip, shipbill.FOBDestination,
		shipbill.ShipChargeNone, shipbill.ShipChargePrepay, shipbill.ShipChargeRateUPSBrown, shipbill.ShipChargeRateUPSBlue,
		shipbill.ShipChargeRateUPSRed, shipbill.ShipChargeRateFedEx1,
		shipbill.ShipViaCompanyTruck, shipbill.ShipViaCustomer, shipbill.ShipViaUPSGround, shipbill.ShipViaUPSBlue,
		shipbill.ShipViaUPSRed, shipbill.ShipViaFedEx1, shipbill.ShipViaFedExStandard,
	} {
		assert.True(t, known.Known(), known)
	}
	for _, unknown := range []interface{ Known() bool }{
		shipbill.RecordType("s"), shipbill.FOB("ORIGIN"), shipbill.ShipCharge(""), shipbill.ShipVia("FEDX-P1"),
	} {
		assert.False(t, unknown.Known(), unknown)
	}
}
