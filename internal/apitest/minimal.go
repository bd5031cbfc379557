package apitest

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Minimal is a call that sets what is required and nothing else.
type Minimal[C any] struct {
	Op string
	Do func(context.Context, C) error
	// Body is all it may send, as JSON.
	Body string
}

// TestMinimal makes the calls and looks that nothing travels that was not set:
// an empty value would overwrite what the server holds.
func TestMinimal[C any](t *testing.T, newClient func(string, string, ...backoffice.Option) (C, error), calls []Minimal[C]) {
	for _, call := range calls {
		t.Run(call.Op, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t, backofficetest.Lenient())
			client, err := newClient(server.ManExURL(), server.ManExKey(),
				backoffice.WithRoute(call.Op, backoffice.Route{Arguments: backoffice.JSON}))
			require.NoError(t, err)
			_ = call.Do(t.Context(), client) // what the server answers does not matter here
			requests := server.Requests(call.Op)
			require.Len(t, requests, 1)
			assert.Equal(t, call.Body, string(requests[0].Body))
		})
	}
}
