package faults_test

import (
	"fmt"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLookUpsOfADeadServer: an Add with a number of its own asks once more than
// one without, and that is paid from the same budget: 500 tokens, 5 for each.
func TestLookUpsOfADeadServer(t *testing.T) {
	t.Parallel()
	server := planted.start(t)
	defer server.Close()
	server.Chance(func(string) backofficetest.Fault { return backofficetest.Status(503) })
	client, err := customer.New(server.ManExURL(), server.ManExKey(), quickly())
	require.NoError(t, err)
	for i := range 100 {
		number := fmt.Sprintf("%010d", i+1)
		_, err := client.Add(t.Context(), customer.AddRequest{Number: &number, Name: "Customer", Status: customer.StatusActive})
		require.Error(t, err)
	}
	assert.Len(t, server.Requests("customer.Add"), 100)
	assert.Len(t, server.Requests("*"), 200)
}
