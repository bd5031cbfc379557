package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParsePlan(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"customer.Add=drop-after", "customer.Add: drop after, once"},
		{"customer.Add=drop-after:3", "customer.Add: drop after, 3 times"},
		{"*=delay(2s):always", "*: delay 2s, always"},
		{"orders.Validate=redirect(302, http://a.example:80/)", "orders.Validate: answer 302, once"},
		{"orders.Validate=redirect(302, http://a.example:80/):100000", "orders.Validate: answer 302, 100000 times"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			t.Parallel()
			var f faults
			require.NoError(t, f.Set(test.text))
			assert.Equal(t, test.want, f.String())
		})
	}
}

func TestFaultFlagRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"no fault", "customer.Add", "it has no =; write OPERATION=FAULT or OPERATION=FAULT:COUNT"},
		{"no such operation", "customer.add=drop-after", `there is no operation "customer.add"; -h lists them`},
		{"no such fault", "customer.Add=drop:2", `there is no fault "drop", but cut-body(20), `},
		{"wrong argument", "customer.Add=status(x):2", `the fault "status(x)" needs an HTTP status from 200 to 599`},
		{"count is no number", "*=none:many", `the count "many" is neither a number from 1 to 100000 nor "always"`},
		{"count too small", "*=none:0", `the count "0" is neither`},
		{"count too large", "*=none:100001", `the count "100001" is neither`},
		{"no count", "*=none:", `the count "" is neither`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out, errOut bytes.Buffer
			assert.Equal(t, 2, run(t.Context(), []string{"-fault", test.text}, &out, &errOut))
			assert.Empty(t, out.String())
			assert.Contains(t, errOut.String(), test.want)
			assert.Equal(t, 1, strings.Count(errOut.String(), "\n"), "one line, which nothing pushes off the screen")
		})
	}
}

// TestFaultsStrike looks at the answers in the order of the faults.
func TestFaultsStrike(t *testing.T) {
	t.Parallel()
	s := start(t, "-fault", "customer.Get=status(404)", "-fault", "customer.Get=status(405):2",
		"-fault", "customer.Get=status(410):always", "-fault", "*=status(418):always")
	for line, want := range []int{404, 405, 405, 410, 410} {
		status, _, _ := ask(t, "GET", s.settings["MANEX_URL"]+"/api/Customer/Get/k?CustNumOrName=a", "")
		require.Equal(t, want, status, line)
	}
	status, _, _ := ask(t, "GET", s.settings["MANEX_URL"]+"/api/ShipBill/Get/k?LinkAdd=a", "")
	require.Equal(t, 418, status, "for all that have none of their own")
	text := s.screen.await("fault: answer 418")
	assert.Contains(t, text, "\nFault for customer.Get: answer 405, 2 times\n")
	assert.Contains(t, text, " shipbill.Get 418 ")
}

// TestLostAnswer is what the sandbox is for: a fault that a program must survive.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	s := start(t, "-fault", "customer.Add=drop-after")
	customers, err := customer.New(s.settings["MANEX_URL"], s.settings["MANEX_KEY"])
	require.NoError(t, err)
	_, err = customers.Add(t.Context(), customer.AddRequest{Name: "a", Status: customer.StatusActive})
	require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	_, err = customers.Get(t.Context(), "a")
	require.NoError(t, err)
	assert.Contains(t, s.log(t), "fault: drop after\n")
}
