package orders_test

import (
	"encoding/json"
	"testing"

	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKnownValues(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ known, unknown interface{ Known() bool } }{
		"order":   {orders.StatusNew, orders.Status("Processing")},
		"account": {orders.AccountNew, orders.AccountStatus("")},
		"product": {orders.ProductPurgePending, orders.ProductStatus("NEW")},
		"contact": {orders.Technical, orders.ContactType("administrative")},
		"email":   {orders.HTMLEmail, orders.EmailFormat("rtf")},
		"fee":     {orders.SetupFee, orders.FeeType("gift")},
	}
	for name, test := range tests {
		assert.True(t, test.known.Known(), name)
		assert.False(t, test.unknown.Known(), name)
	}
	for _, status := range []orders.ProductStatus{
		orders.ProductNew, orders.ProductPending, orders.ProductOpen, orders.ProductSuspended, orders.ProductClosePending, orders.ProductClosed,
	} {
		assert.True(t, status.Known(), status)
	}
	assert.True(t, orders.TextEmail.Known())
	assert.True(t, orders.RecurringFee.Known())
}

func TestLinks(t *testing.T) {
	t.Parallel()
	a, b := orders.Link{Href: "u", Rel: "self"}, orders.Link{Href: "v", Rel: "quote"}
	tests := map[string]struct {
		json string
		want orders.Links
	}{
		"list":                  {`[{"href":"u","rel":"self"},{"href":"v","rel":"quote","type":"x"}]`, orders.Links{a, b}},
		"object":                {`{"self":{"href":"u","rel":"self"},"quote":{"href":"v"}}`, orders.Links{a, b}},
		"empty list":            {`[]`, nil},
		"empty object":          {`{}`, nil},
		"null":                  {`null`, nil},
		"text":                  {`"http://x"`, nil},
		"number":                {`7`, nil},
		"elements of no use":    {`[null,7,"x",{},{"rel":"self"},{"href":7},{"href":"v","rel":"quote"}]`, orders.Links{b}},
		"members of no use":     {`{"a":"x","b":[{"href":"u"}],"quote":{"href":"v"}}`, orders.Links{b}},
		"rel that differs":      {`{"a":{"href":"v","rel":"quote"}}`, orders.Links{b}},
		"members are in order":  {`{"quote":{"href":"v"},"self":{"href":"u"}}`, orders.Links{b, a}},
		"something before them": {` [{"href":"u","rel":"self"}] `, orders.Links{a}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := orders.Links{{Href: "old"}}
			require.NoError(t, json.Unmarshal([]byte(test.json), &got))
			assert.Equal(t, test.want, got)
		})
	}
	found, ok := orders.Links{a, b}.Find("quote")
	assert.True(t, ok)
	assert.Equal(t, b, found)
	_, ok = orders.Links{a}.Find("quote")
	assert.False(t, ok)
}
