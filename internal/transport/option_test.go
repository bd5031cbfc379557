package transport

import (
	"errors"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOptionThatFails: an option may refuse with a violation or with any error.
func TestOptionThatFails(t *testing.T) {
	t.Parallel()
	named := backoffice.Violation{Field: "WithThing", Rule: "must be odd"}
	_, err := New(testSpec("https://erp.example.com"), []backoffice.Option{
		func(*Config) error { return named },
		func(*Config) error { return errors.New("is not for today") },
		nil,
	})
	failed, ok := errors.AsType[*backoffice.Error](err)
	require.True(t, ok)
	assert.Equal(t, []backoffice.Violation{
		named, {Field: "option", Rule: "is not for today"}, {Field: "option", Rule: "must not be nil"},
	}, failed.Violations)
}

// TestRouteOfNoOperation is refused for that alone: what its path must hold is for
// the operation to say.
func TestRouteOfNoOperation(t *testing.T) {
	t.Parallel()
	odd := backoffice.Route{Path: "no slash", Arguments: "odd"}
	_, err := New(testSpec("https://erp.example.com"), []backoffice.Option{backoffice.WithRoute("test.Nothing", odd)})
	failed, ok := errors.AsType[*backoffice.Error](err)
	require.True(t, ok)
	require.Len(t, failed.Violations, 1)
	assert.Contains(t, failed.Violations[0].Rule, "names no operation of this client")

	client := newClient(t, "https://erp.example.com")
	failed = do(t.Context(), client, opRead, backoffice.WithRoute("test.Update", odd))
	require.NotNil(t, failed)
	require.Len(t, failed.Violations, 1)
	assert.Contains(t, failed.Violations[0].Rule, "names another operation than the one called")
}
