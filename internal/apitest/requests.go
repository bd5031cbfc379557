package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Request is a documented request and the call that makes it.
type Request struct {
	// Fixture is a file in testdata/docs: JSON, or a query string that the
	// document shows without escapes.
	Fixture string
	Op      string
	// Lacks are arguments of the sample that the call does not send.
	Lacks []string
	// Adds are arguments of the call that the sample goes without.
	Adds []string
}

// testRequests makes the calls and compares what the server got with the
// samples, argument by argument. What the server answers does not matter here.
func (s Suite) testRequests(t *testing.T, requests []Request) {
	for _, request := range requests {
		t.Run(request.Fixture, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t, backofficetest.Lenient())
			placement := backoffice.JSON
			if strings.HasSuffix(request.Fixture, ".query") {
				placement = backoffice.Query
			}
			route := backoffice.WithRoute(request.Op, backoffice.Route{Arguments: placement})
			_, _ = s.call(t, request.Op, server.ManExURL(), server.ManExKey(), route).Do(t.Context())

			sent := server.Requests(request.Op)
			require.Len(t, sent, 1)
			got := sentArguments(t, sent[0])
			want := documentedArguments(t, request.Fixture)
			for _, name := range request.Lacks {
				require.Contains(t, want, name)
				delete(want, name)
			}
			for _, name := range request.Adds {
				require.Contains(t, got, name)
				delete(got, name)
			}
			assert.Equal(t, want, got)
		})
	}
}

// secondSpellings are the arguments that are sent under two names.
var secondSpellings = map[string]string{
	"acttaxable": "acctaxable", "e_mail": "email", "ptfrt": "ptfr", "foreigntax": "foreightax",
}

// sentArguments returns what a request carries, each argument under one name.
func sentArguments(t *testing.T, r backofficetest.Request) map[string]string {
	t.Helper()
	var arguments map[string]string
	if len(r.Body) > 0 {
		arguments = jsonArguments(t, r.Body)
	} else {
		target, err := url.ParseRequestURI(r.URI)
		require.NoError(t, err)
		arguments = map[string]string{}
		for name, values := range target.Query() {
			require.Len(t, values, 1, name)
			arguments[strings.ToLower(name)] = plain(name, values[0])
		}
	}
	for second, first := range secondSpellings {
		if value, sent := arguments[second]; sent {
			require.Equal(t, arguments[first], value, "%s and %s", first, second)
			delete(arguments, second)
		}
	}
	return arguments
}

// documentedArguments returns what a sample carries.
func documentedArguments(t *testing.T, fixture string) map[string]string {
	t.Helper()
	sample := Fixture(t, fixture)
	if !strings.HasSuffix(fixture, ".query") {
		return jsonArguments(t, []byte(sample))
	}
	arguments := map[string]string{}
	for pair := range strings.SplitSeq(strings.TrimSpace(sample), "&") {
		name, value, _ := strings.Cut(pair, "=")
		arguments[strings.ToLower(name)] = plain(name, value)
	}
	return arguments
}

func jsonArguments(t *testing.T, body []byte) map[string]string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var members map[string]any
	require.NoError(t, decoder.Decode(&members))
	arguments := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		arguments[strings.ToLower(name)] = plain(name, fmt.Sprint(members[name]))
	}
	require.Len(t, arguments, len(members), "two members differ in case alone")
	return arguments
}

// plain returns the text of an argument. A rate is a number, however many zeros
// it is written with.
func plain(name, text string) string {
	if !strings.EqualFold(name, "tax_rate") {
		return text
	}
	return backoffice.MustDecimal(text).String()
}
