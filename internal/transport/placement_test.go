package transport_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPlacements(t *testing.T) {
	s := newSigned(t)
	route := func(placement backoffice.Placement) []backoffice.Option {
		return []backoffice.Option{backoffice.WithRoute("test.Send", backoffice.Route{Arguments: placement})}
	}
	require.NoError(t, s.client.Do(t.Context(), s.call(&verdicts{}), route(backoffice.Form)))
	require.NoError(t, s.client.Do(t.Context(), s.call(&verdicts{}), route("")), "a route may leave them where they are")
	err := s.client.Do(t.Context(), s.call(&verdicts{}), route(backoffice.Query))
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.ErrorContains(t, err, "WithRoute(test.Send) takes its arguments as json or form alone")
}
