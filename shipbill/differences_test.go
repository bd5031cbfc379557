package shipbill_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t)
	request := shipbill.AddRequest{
		Link: new("MYLINK"), CustomerNumber: "0000000042", ShipTo: new(nasty), City: new("Swilton "), State: new(""),
		Email: new("a+b@c.example"), RecordType: new(shipbill.BillTo),
	}
	_, err := client.Add(t.Context(), request)
	require.NoError(t, err)
	stored, err := client.Get(t.Context(), "MYLINK")
	require.NoError(t, err)
	assert.Empty(t, request.Differences(stored))

	request.City, request.RecordType = new("Swindon"), new(shipbill.ShipTo)
	assert.Equal(t, []string{"City", "RecordType"}, request.Differences(stored))
}
