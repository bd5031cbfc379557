package customer_test

import (
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everythingToAdd sets every field, so that a look-up has everything to compare.
func everythingToAdd() customer.AddRequest {
	return customer.AddRequest{
		Number:          new("0000000042"),
		Name:            nasty,
		Status:          "ACTIVE",
		Phone:           new("+1 (603) 555-0100 "),
		Fax:             new(""),
		Territory:       new(customer.TerritoryWest),
		Terms:           new(customer.TermsNet30Percent10),
		CreditLimit:     new(backoffice.MustDecimal("2500.0")),
		CreditStatus:    new(customer.CreditOK),
		HighestBalance:  new(backoffice.MustDecimal("0.50")),
		AccountDate:     new(backoffice.NewDate(2016, time.February, 29)),
		SalesDiscountID: new("_4560WJU2L"),
		Taxable:         new(true),
	}
}

// TestSettle loses the answer to an Add with a number, and looks what the client
// makes of the customer it finds under the number.
func TestSettle(t *testing.T) {
	t.Parallel()
	const number = "0000000042"
	tests := []struct {
		name    string
		fault   backofficetest.Fault
		other   map[string]any // who is there before
		lookUp  []backofficetest.Fault
		settled bool
		commits int
		adds    int
		unknown bool
	}{
		{name: "done", fault: backofficetest.DropAfter(), settled: true, commits: 1, adds: 1},
		{name: "done, behind a gateway", fault: backofficetest.StatusAfter(504), settled: true, commits: 1, adds: 1},
		{name: "done, answer cut", fault: backofficetest.CutBody(50), settled: true, commits: 1, adds: 1},
		{name: "not done, so sent again", fault: backofficetest.DropBefore(), commits: 1, adds: 2},
		{
			name: "another customer has the number", fault: backofficetest.DropBefore(), adds: 1, unknown: true,
			other: map[string]any{"CUSTNO": number, "CUSTNAME": "Another", "STATUS": "Active"},
		},
		{
			name: "another customer is called like the number", fault: backofficetest.DropBefore(), adds: 1, unknown: true,
			other: map[string]any{"CUSTNO": "0000000001", "CUSTNAME": number, "STATUS": "Active"},
		},
		{
			name: "the look-up fails", fault: backofficetest.DropAfter(), commits: 1, adds: 1, unknown: true,
			lookUp: []backofficetest.Fault{backofficetest.Status(501), backofficetest.Status(501), backofficetest.Status(501)},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			if test.other != nil {
				server.SeedCustomer(test.other)
			}
			client, err := customer.New(server.ManExURL(), server.ManExKey(),
				backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Microsecond}))
			require.NoError(t, err)
			server.Script("customer.Add", test.fault)
			server.Script("customer.Get", test.lookUp...)
			var report backoffice.Report
			got, err := client.Add(t.Context(), everythingToAdd(), backoffice.WithReport(&report), backoffice.WithUserAgent("of the call"))
			assert.Len(t, server.Commits("customer.Add"), test.commits)
			assert.Len(t, server.Requests("customer.Add"), test.adds)
			assert.Equal(t, test.settled, report.Settled)
			for _, lookUp := range server.Requests("customer.Get") {
				assert.Equal(t, "of the call", lookUp.Header.Get("User-Agent"), "a look-up has the settings of its call")
			}
			if test.unknown {
				require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, number, got.Number)
			assert.Equal(t, nasty, got.Name)
			assert.Equal(t, customer.StatusActive, got.Status)
		})
	}
}

// TestSettleTakesNoNamesake finds, under the number of a lost Add, a customer that
// has the number for a name and everything else that was asked for.
func TestSettleTakesNoNamesake(t *testing.T) {
	t.Parallel()
	const number = "0000000042"
	client, server := newClient(t)
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000001", "CUSTNAME": number, "STATUS": "Active"})
	server.Script("customer.Add", backofficetest.DropBefore())
	request := customer.AddRequest{Number: new(number), Name: number, Status: customer.StatusActive}
	_, err := client.Add(t.Context(), request)
	require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.Len(t, server.Requests("customer.Add"), 1)
}

// TestSettleNeedsANumber loses the answer to an Add that can't be looked up.
func TestSettleNeedsANumber(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.Script("customer.Add", backofficetest.DropAfter())
	request := everythingToAdd()
	request.Number = nil
	_, err := client.Add(t.Context(), request)
	require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.Empty(t, server.Requests("customer.Get"), "a name would find anybody")
	assert.Len(t, server.Requests("customer.Add"), 1)
}
