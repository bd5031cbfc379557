package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTour(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	for _, line := range []string{
		"added        customer 0000000001, numbered by the server",
		`read back    "Müller & Söhne", Active, NEW ENGLAND, terms NET 30/2% 10, limit 2500`,
		"edited       phone +1 603 555 5555, limit 4000",
		"both rows point to one address in memory: true",
		`reading it again is "not found"`,
		"wrong key    customer.Get: unauthorized",
		"unknown      customer.Get: not found",
		"bad fields   customer.Add: invalid request: Name is required; Status must be one of Active, Inactive, Quote",
		"wrong route  customer.Get: no such route",
		"linked       W-1001 to customer 0000000001: code 0, 2 attempts, each signed for the minute it was made in",
		"history      W-1002 belongs to customer 0000000001",
		"unknown      oms.LinkAccount: invalid request: Order not found.",
		"wrong key    oms.LinkAccount: unauthorized",
		"its owner id is in the Ref and prints as [secret]",
		"attribute    partner_account_id = paccid_050914054136",
		"validated    the order could be submitted",
		"second order orders.Create: conflict",
		"bad fields   orders.SetAccountAttributes: invalid request: attributes[0].Value has 101 characters, the limit is 100",
		"wrong owner  orders.Get: unauthorized",
		"unknown      orders.Get: not found",
	} {
		assert.Contains(t, out.String(), line)
	}
	for _, secret := range []string{"WRONG-KEY1", "WRONG-KEY2", "somebody-else"} {
		assert.NotContains(t, out.String(), secret)
	}
}

func TestTourStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, run(ctx, &bytes.Buffer{}), context.Canceled)
}

func TestCommandLine(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		code int
		out  string
		err  string
	}{
		"help":     {[]string{"-h"}, 0, usage, ""},
		"argument": {[]string{"x"}, 2, "", usage},
		"flag":     {[]string{"-x"}, 2, "", usage},
	} {
		t.Run(name, func(t *testing.T) {
			var out, trouble bytes.Buffer
			assert.Equal(t, test.code, start(t.Context(), test.args, &out, &trouble))
			assert.Equal(t, test.out, out.String())
			assert.Equal(t, test.err, trouble.String())
		})
	}
}
