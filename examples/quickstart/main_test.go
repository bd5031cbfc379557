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
	} {
		assert.Contains(t, out.String(), line)
	}
	assert.NotContains(t, out.String(), "WRONG-KEY1")
}

func TestTourStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, run(ctx, &bytes.Buffer{}), context.Canceled)
}
