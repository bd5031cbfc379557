package shiptax_test

import (
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t)
	request := shiptax.AddRequest{
		Key: new("MYKEY"), Link: "LINKADD", CustomerNumber: "0000000042", Description: "SALES TAX ", Type: new(shiptax.OnItems),
		Rate: new(backoffice.MustDecimal("8.250")), TaxID: "CA", RecordType: shiptax.Sales, PrimaryOnFreight: new(true),
		ModifiedDate: new(backoffice.NewDate(2016, time.February, 29)),
	}
	require.NoError(t, client.Add(t.Context(), request))
	rows, err := client.Get(t.Context(), "LINKADD")
	require.NoError(t, err)
	require.Len(t, rows, 1)
	assert.Empty(t, request.Differences(&rows[0]), "the ERP overwrites the date")

	request.Rate, request.PrimaryOnFreight = new(backoffice.MustDecimal("8.2501")), new(false)
	assert.Equal(t, []string{"Rate", "PrimaryOnFreight"}, request.Differences(&rows[0]))
}
