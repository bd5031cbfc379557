package main

import (
	"bytes"
	"net"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSettings uses the printed settings as a user would.
func TestSettings(t *testing.T) {
	t.Parallel()
	s := start(t)
	customers, err := customer.New(s.settings["MANEX_URL"], s.settings["MANEX_KEY"])
	require.NoError(t, err)
	c, err := customers.Get(t.Context(), "0000000001")
	require.NoError(t, err)
	assert.Equal(t, "Swilton Instruments", c.Name)

	links, err := oms.New(s.settings["DECK_URL"], oms.Credentials{SiteCode: s.settings["DECK_SITE_CODE"], APIKey: s.settings["DECK_API_KEY"]})
	require.NoError(t, err)
	_, err = links.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "100001", CustomerID: "C7"})
	require.NoError(t, err)

	carts, err := orders.New(s.settings["HOSTWAY_URL"])
	require.NoError(t, err)
	_, err = carts.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)

	log := s.log(t)
	for _, op := range []string{"customer.Get 200", "oms.LinkAccount 200", "orders.Create 201"} {
		assert.Contains(t, log, op)
	}
	assert.Contains(t, log, "Stopped after 3 requests, which made 2 changes.")
	_, port, _ := strings.Cut(strings.TrimPrefix(s.settings["MANEX_URL"], "http://"), ":")
	port, _, _ = strings.Cut(port, "/")
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	require.NoError(t, err, "the port is free again")
	require.NoError(t, listener.Close())
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	s := start(t, "-empty")
	customers, err := customer.New(s.settings["MANEX_URL"], s.settings["MANEX_KEY"])
	require.NoError(t, err)
	_, err = customers.Get(t.Context(), "0000000001")
	assert.ErrorIs(t, err, backoffice.ErrNotFound)
}

func TestQuote(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `'a&b$c'`, quote("a&b$c"))
	assert.Equal(t, `'it'\''s'`, quote("it's"))
}

func TestUsage(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = taken.Close() }) // nothing is left to do about a failure
	_, port, err := net.SplitHostPort(taken.Addr().String())
	require.NoError(t, err)
	tests := []struct {
		name        string
		args        []string
		code        int
		out, errOut string
	}{
		{"help", []string{"-h"}, 0, "status-after(504)", ""},
		{"help lists operations", []string{"-h"}, 0, "shiptax.DeleteByCustomer", ""},
		{"unknown flag", []string{"-x"}, 2, "", "sandbox: flag provided but not defined: -x; -h explains the flags\n"},
		{"superfluous", []string{"x"}, 2, "", "sandbox: superfluous argument \"x\"; -h explains the flags\n"},
		{"port taken", []string{"-page-port=0", "-port=" + port}, 1, "", "address already in use\n"},
		{"page's port taken", []string{"-port=0", "-page-port=" + port}, 1, "", "address already in use\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out, errOut bytes.Buffer
			assert.Equal(t, test.code, run(t.Context(), test.args, &out, &errOut))
			assert.Contains(t, out.String(), test.out)
			assert.True(t, strings.HasSuffix(errOut.String(), test.errOut), errOut.String())
			assert.Equal(t, test.code != 0, errOut.Len() > 0)
		})
	}
}
