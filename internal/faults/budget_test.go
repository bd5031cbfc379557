package faults_test

import (
	"fmt"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// addHundred makes a hundred Adds with numbers of their own to a server that is
// down for some operations. All of them fail.
func addHundred(t *testing.T, isDown func(op string) bool) *backofficetest.Server {
	t.Helper()
	server := planted.start(t)
	t.Cleanup(server.Close)
	server.Chance(func(op string) backofficetest.Fault {
		if isDown(op) {
			return backofficetest.Status(503)
		}
		return backofficetest.Fault{}
	})
	client, err := customer.New(server.ManExURL(), server.ManExKey(), quickly())
	require.NoError(t, err)
	for i := range 100 {
		number := fmt.Sprintf("%010d", 9000+i)
		_, err := client.Add(t.Context(), customer.AddRequest{Number: &number, Name: "Customer", Status: customer.StatusActive})
		require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	}
	return server
}

// TestLookUpsOfADeadServer: an Add with a number of its own asks once more than
// one without, and that is paid from the same budget: 500 tokens, 5 for each.
func TestLookUpsOfADeadServer(t *testing.T) {
	t.Parallel()
	server := addHundred(t, func(string) bool { return true })
	assert.Len(t, server.Requests("customer.Add"), 100)
	assert.Len(t, server.Requests("*"), 200)
}

// TestLookUpsWhereWritesAreDown: an Add that a look-up did not find is sent again
// from the same budget. What the look-ups add to it, a token each, pays for some
// more.
func TestLookUpsWhereWritesAreDown(t *testing.T) {
	t.Parallel()
	server := addHundred(t, func(op string) bool { return op == "customer.Add" })
	lookUps := len(server.Requests("customer.Get"))
	assert.Positive(t, lookUps)
	assert.LessOrEqual(t, len(server.Requests("customer.Add")), 100+(500+lookUps)/5)
}
