package shipbill_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSettle loses the answer to an Add, and looks what the client makes of the
// address it finds under the link.
func TestSettle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		fault   backofficetest.Fault
		link    *string
		other   bool // another address has the link
		settled bool
		commits int
		lookUps int
	}{
		{name: "done", fault: backofficetest.DropAfter(), link: new("MYLINK"), settled: true, commits: 1, lookUps: 1},
		{name: "not done, and no promise to refuse a second one", fault: backofficetest.DropBefore(), link: new("MYLINK"), lookUps: 1},
		{name: "another address has the link", fault: backofficetest.DropBefore(), link: new("MYLINK"), other: true, lookUps: 1},
		{name: "no link to look up", fault: backofficetest.DropAfter(), commits: 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t)
			if test.other {
				server.SeedAddress(map[string]any{"LINKADD": *test.link, "CUSTNO": "0000000042", "CITY": "Another"})
			}
			server.Script("shipbill.Add", test.fault)
			var report backoffice.Report
			got, err := client.Add(t.Context(), shipbill.AddRequest{
				Link: test.link, CustomerNumber: "0000000042", ShipTo: new(nasty), City: new("Swilton "), State: new(""),
				Email: new("a+b@c.example"), RecordType: new(shipbill.BillTo),
			}, backoffice.WithReport(&report), backoffice.WithUserAgent("of the call"))
			assert.Len(t, server.Commits("shipbill.Add"), test.commits)
			assert.Len(t, server.Requests("shipbill.Add"), 1)
			assert.Len(t, server.Requests("shipbill.Get"), test.lookUps)
			assert.Equal(t, test.settled, report.Settled)
			for _, lookUp := range server.Requests("shipbill.Get") {
				assert.Equal(t, "of the call", lookUp.Header.Get("User-Agent"), "a look-up has the settings of its call")
			}
			if !test.settled {
				require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, "MYLINK", got.Link)
			assert.Equal(t, "Swilton", got.City)
		})
	}
}

// TestDeleteSettles loses the answer to a Delete. Its repetition finds nothing,
// which proves that the first one was done.
func TestDeleteSettles(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.SeedAddress(map[string]any{"LINKADD": "A"})
	server.Script("shipbill.Delete", backofficetest.DropAfter())
	var report backoffice.Report
	require.NoError(t, client.Delete(t.Context(), "A", backoffice.WithReport(&report)))
	assert.True(t, report.Settled)
	assert.Equal(t, 2, report.Attempts)
	assert.Len(t, server.Commits("shipbill.Delete"), 1)
}
