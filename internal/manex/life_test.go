package manex_test

import (
	"encoding/json"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLifeOfACustomer makes every call of the three packages in the order a
// program would, and looks into the ERP after each.
func TestLifeOfACustomer(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	server := backofficetest.NewServer(t, backofficetest.WithTaxAddresses())
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	addresses, err := shipbill.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)

	added, err := customers.Add(ctx, customer.AddRequest{
		Name: "Müller & Söhne", Status: customer.StatusQuote, Terms: new(customer.TermsNet30Percent10), Taxable: new(true),
	})
	require.NoError(t, err)
	number := added.Number
	require.NoError(t, customers.Edit(ctx, customer.EditRequest{
		Number: number, Status: new(customer.StatusActive), CreditLimit: new(backoffice.MustDecimal("2500")),
	}))
	got, err := customers.Get(ctx, "Müller & Söhne")
	require.NoError(t, err)
	assert.Equal(t, number, got.Number)
	assert.Equal(t, customer.StatusActive, got.Status)
	assert.Equal(t, customer.TermsNet30Percent10, got.Terms)
	assert.Equal(t, backoffice.MustDecimal("2500"), got.CreditLimit)
	assert.True(t, got.Taxable)
	assert.Equal(t, json.Number("2500"), server.Customer(number)["CREDLIMIT"])

	address, err := addresses.Add(ctx, shipbill.AddRequest{
		CustomerNumber: number, ShipTo: new("Werk 1"), RecordType: new(shipbill.ShipTo),
	})
	require.NoError(t, err)
	require.NoError(t, addresses.Edit(ctx, shipbill.EditRequest{
		Link: address.Link, CustomerNumber: number, ShipCharge: shipbill.ShipChargePrepay, ShipVia: shipbill.ShipViaUPSBlue,
		FOB: shipbill.FOBOriginPickUp, City: new("Köln"),
	}))
	address, err = addresses.Get(ctx, address.Link)
	require.NoError(t, err)
	assert.Equal(t, "Werk 1", address.ShipTo)
	assert.Equal(t, "Köln", address.City)
	assert.Equal(t, shipbill.FOBOriginPickUp, address.FOB)

	for _, kind := range []shiptax.Type{shiptax.OnItems, shiptax.OnFreight} {
		require.NoError(t, taxes.Add(ctx, shiptax.AddRequest{
			Link: address.Link, CustomerNumber: number, Description: "USE TAX", Type: &kind,
			Rate: new(backoffice.MustDecimal("8.25")), TaxID: "CA USE", RecordType: shiptax.Sales,
		}))
	}
	rows, err := taxes.Get(ctx, address.Link)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, address, rows[0].Address)
	assert.Same(t, rows[0].Address, rows[1].Address)
	require.NoError(t, taxes.Edit(ctx, shiptax.EditRequest{
		Key: rows[1].Key, Link: address.Link, CustomerNumber: number, Rate: new(backoffice.MustDecimal("7.5")),
	}))
	rows, err = taxes.Get(ctx, address.Link)
	require.NoError(t, err)
	assert.Equal(t, backoffice.MustDecimal("8.25"), rows[0].Rate)
	assert.Equal(t, backoffice.MustDecimal("7.5"), rows[1].Rate)

	require.NoError(t, taxes.DeleteByCustomer(ctx, number))
	_, err = taxes.Get(ctx, address.Link)
	require.ErrorIs(t, err, backoffice.ErrNotFound)
	require.NoError(t, addresses.Delete(ctx, address.Link))
	_, err = addresses.Get(ctx, address.Link)
	require.ErrorIs(t, err, backoffice.ErrNotFound)
	require.NoError(t, customers.Edit(ctx, customer.EditRequest{Number: number, Status: new(customer.StatusInactive)}))
	got, err = customers.Get(ctx, number)
	require.NoError(t, err)
	assert.False(t, got.InactiveDate.IsZero(), "the database notes when")

	var done []string
	for _, commit := range server.Commits("*") {
		done = append(done, commit.Op)
	}
	assert.Equal(t, []string{
		"customer.Add", "customer.Edit", "shipbill.Add", "shipbill.Edit", "shiptax.Add", "shiptax.Add", "shiptax.Edit",
		"shiptax.DeleteByCustomer", "shipbill.Delete", "customer.Edit",
	}, done)
}
