package shiptax_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSettle loses the answer to an Add, and looks what the client makes of the
// rows of the address.
func TestSettle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		fault   backofficetest.Fault
		key     *string
		others  []map[string]any // rows that are there before
		down    bool             // the look-up fails
		settled bool
		commits int
		adds    int
		unknown bool
	}{
		{name: "done", fault: backofficetest.DropAfter(), key: new("MYKEY"), settled: true, commits: 1, adds: 1},
		{name: "done, with a blank behind the key", fault: backofficetest.DropAfter(), key: new("MYKEY "), settled: true, commits: 1, adds: 1},
		{
			name: "done, among others", fault: backofficetest.ResetAfter(), key: new("MYKEY"), settled: true, commits: 1, adds: 1,
			others: []map[string]any{{"UNQSHIPTAX": "OTHER", "LINKADD": "LINKADD"}},
		},
		{name: "not done, no rows at all", fault: backofficetest.DropBefore(), key: new("MYKEY"), commits: 1, adds: 2},
		{
			name: "not done, other rows", fault: backofficetest.DropBefore(), key: new("MYKEY"), commits: 1, adds: 2,
			others: []map[string]any{{"UNQSHIPTAX": "OTHER", "LINKADD": "LINKADD"}},
		},
		{
			name: "another row has the key", fault: backofficetest.DropBefore(), key: new("MYKEY"), adds: 1, unknown: true,
			others: []map[string]any{{"UNQSHIPTAX": "MYKEY", "LINKADD": "LINKADD", "TAX_ID": "OTHER"}},
		},
		{name: "the look-up fails", fault: backofficetest.DropAfter(), key: new("MYKEY"), down: true, commits: 1, adds: 1, unknown: true},
		{name: "no key to look up", fault: backofficetest.DropAfter(), commits: 1, adds: 1, unknown: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t)
			for _, other := range test.others {
				server.SeedTax(other)
			}
			server.Script("shiptax.Add", test.fault)
			if test.down {
				server.Script("shiptax.Get", backofficetest.Status(501))
			}
			var report backoffice.Report
			err := client.Add(t.Context(), shiptax.AddRequest{
				Key: test.key, Link: "LINKADD", CustomerNumber: "0000000042", Description: "SANTA CLARA CNTY. USE TAX",
				Type: new(shiptax.OnItems), Rate: new(backoffice.MustDecimal("8.2500")), TaxID: "CA USE ", RecordType: shiptax.Sales,
				PrimaryOnProduct: new(true), PrimaryOnFreight: new(true), SecondaryOnTax: new(false),
				ModifiedDate: new(backoffice.NewDate(2026, 11, 21)),
			}, backoffice.WithReport(&report), backoffice.WithUserAgent("of the call"))
			assert.Equal(t, test.unknown, err != nil, "%v", err)
			assert.Len(t, server.Commits("shiptax.Add"), test.commits)
			assert.Len(t, server.Requests("shiptax.Add"), test.adds)
			assert.Equal(t, test.settled, report.Settled)
			for _, lookUp := range server.Requests("shiptax.Get") {
				assert.Equal(t, "of the call", lookUp.Header.Get("User-Agent"), "a look-up has the settings of its call")
			}
			if test.unknown {
				require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			}
		})
	}
}
