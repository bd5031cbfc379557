package backofficetest_test

import (
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestParseFault plays each fault as it was parsed.
func TestParseFault(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, name string
		commits    int
		check      func(t *testing.T, got string, err error)
	}{
		{"none", "none", 1, isComplete},
		{" drop-before ", "drop before", 0, isNothing},
		{"drop-after", "drop after", 1, isNothing},
		{"reset-before", "reset before", 0, isReset},
		{"reset-after", "reset after", 1, isReset},
		{"cut-gzip", "cut gzip", 1, contains("\r\nContent-Encoding: gzip\r\n")},
		{"status(503)", "answer 503", 0, endsWith("HTTP/1.1 503 ", "\r\n\r\n")},
		{"status-after( 504 )", "answer 504 after", 1, endsWith("HTTP/1.1 504 ", "\r\n\r\n")},
		{"html(200)", "answer 200", 0, endsWith("HTTP/1.1 200 ", "</html>")},
		{"delay(1ms)", "delay 1ms", 1, isComplete},
		{"delay-after(2ms)", "delay after 2ms", 1, isComplete},
		{"drip(1us)", "drip", 1, contains("\r\nTransfer-Encoding: chunked\r\n")},
		{"cut-body(10)", "cut body", 1, contains("\r\n\r\n" + `{"$id":"1"`)},
		{"cut-chunked(10)", "cut chunked body", 1, contains("\r\n\r\na\r\n" + `{"$id":"1"`)},
		{"cut-unframed(0)", "cut unframed body", 1, endsWith("HTTP/1.1 200 ", "\r\n\r\n")},
		{"gzip-bomb(1000)", "gzip bomb", 1, contains("\r\nContent-Encoding: gzip\r\n")},
		{"encoding(br)", "encoding br", 1, contains("\r\nContent-Encoding: br\r\n")},
		{"retry-after(429, 7)", "answer 429", 0, contains("\r\nRetry-After: 7\r\n")},
		{
			"retry-after(503,Wed, 21 Oct 2026 07:28:00 GMT)", "answer 503", 0,
			contains("\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n"),
		},
		{"redirect(302, https://elsewhere.example/(a))", "answer 302", 0, contains("\r\nLocation: https://elsewhere.example/(a)\r\n")},
	}
	covered := map[string]bool{}
	for _, test := range tests {
		name, _, _ := strings.Cut(strings.TrimSpace(test.text), "(")
		covered[name] = true
		t.Run(test.text, func(t *testing.T) {
			t.Parallel()
			fault, err := backofficetest.ParseFault(test.text)
			require.NoError(t, err)
			assert.Equal(t, test.name, fault.String())
			server := start(t)
			server.Script("customer.Add", fault)
			got, err := addCustomerRaw(t, server)
			test.check(t, got, err)
			assert.Len(t, server.Commits("customer.Add"), test.commits)
		})
	}
	for _, form := range backofficetest.FaultForms() {
		name, _, _ := strings.Cut(form, "(")
		assert.True(t, covered[name], "no case for %s", form)
		_, err := backofficetest.ParseFault(form)
		assert.NoError(t, err, "the example of a form is one")
	}
	assert.Len(t, backofficetest.FaultForms(), len(covered))
}

func contains(part string) func(*testing.T, string, error) {
	return func(t *testing.T, got string, _ error) {
		t.Helper()
		assert.Contains(t, got, part)
	}
}

func TestParseFaultRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, wanted string }{
		{"nothing", "", `there is no fault "", but cut-body(20), `},
		{"unknown", "drop", `there is no fault "drop", but cut-body(20), `},
		{"open", "status(503", `the fault "status(503" has no closing parenthesis at its end`},
		{"text behind", "status(503)x", `has no closing parenthesis at its end`},
		{"superfluous", "drop-after(1)", `the fault "drop-after(1)" takes no argument; it is written drop-after`},
		{"missing", "status", `the fault "status" takes one argument; it is written status(503)`},
		{"two for one", "status(503, 1)", `takes one argument`},
		{"one for two", "retry-after(429)", `takes two arguments; it is written retry-after(429, 7)`},
		{"no number", "status(busy)", `needs an HTTP status from 200 to 599`},
		{"informational", "status(100)", `needs an HTTP status from 200 to 599`},
		{"beyond", "status-after(600)", `needs an HTTP status from 200 to 599`},
		{"first of two", "redirect(x, y)", `needs an HTTP status from 200 to 599`},
		{"no unit", "delay(2)", `needs a positive duration`},
		{"no time", "delay(0s)", `needs a positive duration`},
		{"negative", "cut-body(-1)", `needs a number of bytes from 0 to 1073741824`},
		{"huge", "gzip-bomb(1073741825)", `needs a number of bytes from 0 to 1073741824`},
		{"blank", "encoding()", `needs a name without blanks`},
		{"line break", "encoding(a\nb)", `needs a name without blanks`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fault, err := backofficetest.ParseFault(test.text)
			require.ErrorContains(t, err, test.wanted)
			assert.Equal(t, "none", fault.String())
		})
	}
}
