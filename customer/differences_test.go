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

// TestDifferences compares a request with the customer that it made, and then
// each time with one value that is another.
func TestDifferences(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	client, err := customer.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	request := everythingToAdd()
	_, err = client.Add(t.Context(), request)
	require.NoError(t, err)
	stored, err := client.Get(t.Context(), "0000000042")
	require.NoError(t, err)
	assert.Empty(t, request.Differences(stored))

	tests := []struct {
		name   string
		change func(*customer.AddRequest)
		want   []string
	}{
		{"number without zeros", func(r *customer.AddRequest) { r.Number = new("42") }, nil},
		{"no number", func(r *customer.AddRequest) { r.Number = nil }, nil},
		{"another number", func(r *customer.AddRequest) { r.Number = new("0000000043") }, []string{"Number"}},
		{"a number with zeros at its end", func(r *customer.AddRequest) { r.Number = new("0000000420") }, []string{"Number"}},
		{"name and status", func(r *customer.AddRequest) { r.Name, r.Status = "b", customer.StatusQuote }, []string{"Name", "Status"}},
		{"money", func(r *customer.AddRequest) { r.CreditLimit = new(backoffice.MustDecimal("2501")) }, []string{"CreditLimit"}},
		{"day", func(r *customer.AddRequest) { r.AccountDate = new(backoffice.NewDate(2016, time.March, 1)) }, []string{"AccountDate"}},
		{"flag", func(r *customer.AddRequest) { r.Taxable = new(false) }, []string{"Taxable"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			changed := request
			test.change(&changed)
			assert.Equal(t, test.want, changed.Differences(stored))
		})
	}
	t.Cleanup(func() { assert.Equal(t, "0000000042", *request.Number, "the request stays as it was") })
}
