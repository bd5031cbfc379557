package orders_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRefIsKeptAsJSON(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(ref)
	require.NoError(t, err)
	assert.Equal(t, `{"orderId":"o1","ownerId":"`+dummyOwner+`"}`, string(text))
	var got orders.Ref
	require.NoError(t, json.Unmarshal(text, &got))
	assert.True(t, got == ref)

	text, err = json.Marshal(orders.Ref{OrderID: "o1"})
	require.NoError(t, err)
	assert.Equal(t, `{"orderId":"o1"}`, string(text))
	err = json.Unmarshal([]byte(`{"orderId":"o1","ownerId":{"`+dummyOwner+`":1}}`), &got)
	assert.EqualError(t, err, "orders: not the JSON form of a Ref")
}

func TestRefIsKeptAsText(t *testing.T) {
	t.Parallel()
	for _, r := range []orders.Ref{ref, {OrderID: "a/b"}, {OrderID: "ü1"}} {
		text, err := r.MarshalText()
		require.NoError(t, err)
		var got orders.Ref
		require.NoError(t, got.UnmarshalText(text))
		assert.Equal(t, r, got)
	}
	text, err := ref.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "o1 "+dummyOwner, string(text))
	for _, r := range []orders.Ref{{}, {OrderID: "a b"}, {OrderID: "o1", OwnerID: orders.NewSecret("4 2")}} {
		_, err := r.MarshalText()
		assert.EqualError(t, err, "orders: not an order id and an owner id")
	}
	var got orders.Ref
	for _, text := range []string{"", " ", "a b c"} {
		assert.EqualError(t, got.UnmarshalText([]byte(text)), "orders: not an order id and an owner id")
	}
}

func TestRefShowsItsOrder(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"%v": "o1", "%+v": "o1", "%s": "o1", "%q": `"o1"`, "%4s|": "  o1|", "%-4v|": "o1  |", "%x": "6f31",
		"%#v": `orders.Ref{OrderID:"o1"}`, "%d": "%!d(string=o1)",
	}
	for format, want := range tests {
		assert.Equal(t, want, fmt.Sprintf(format, ref), format)
	}
	assert.Equal(t, "o1", ref.String())
	assert.Equal(t, `orders.Ref{OrderID:"o1"}`, ref.GoString())
	assert.Equal(t, "o1", ref.LogValue().String())
}
