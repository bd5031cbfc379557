package apitest

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Check is a call with wrong arguments.
type Check[C any] struct {
	Name string
	Op   string
	Do   func(context.Context, C) error
	// Want is everything that is wrong, in the order of the fields.
	Want []backoffice.Violation
}

// Wrong returns a violation.
func Wrong(field, rule string) backoffice.Violation {
	return backoffice.Violation{Field: field, Rule: rule}
}

// The rules of a check that several packages have.
const (
	Required  = "is required"
	NotBlank  = "must not be blank"
	CleanText = "must be one line of valid UTF-8 without control characters"
	NotBelow0 = "must not be below 0"
	InRange   = "must be from 01/01/1900 to 06/06/2079"
)

// TestChecks makes the calls. Each must fail with one error that names
// everything, and nothing may reach the server.
func TestChecks[C any](t *testing.T, newClient func(string, string, ...backoffice.Option) (C, error), checks []Check[C]) {
	for _, check := range checks {
		t.Run(check.Name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			client, err := newClient(server.ManExURL(), server.ManExKey())
			require.NoError(t, err)
			failed := failure(t, check.Do(t.Context(), client))
			assert.Equal(t, &backoffice.Error{
				Op:         check.Op,
				Kind:       backoffice.ErrInvalid,
				Outcome:    backoffice.OutcomeNotSent,
				Violations: check.Want,
			}, failed)
			assert.Empty(t, server.Requests("*"))
		})
	}
}
