package apitest

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// quickly lets calls repeat without a wait worth mentioning.
func quickly() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 3, BaseDelay: time.Microsecond})
}

// testRepeats loses the answer to a request that was carried out. A call that
// may be repeated is; an Add is not, and the server has it exactly once.
func (s Suite) testRepeats(t *testing.T) {
	faults := []backofficetest.Fault{
		backofficetest.DropAfter(), backofficetest.ResetAfter(), backofficetest.StatusAfter(502),
		backofficetest.CutBody(20), backofficetest.CutUnframed(20),
	}
	for _, fault := range faults {
		t.Run(fault.String(), func(t *testing.T) {
			t.Parallel()
			for _, op := range s.ops(t) {
				server := s.server(t)
				server.Script(op, fault)
				call := s.call(t, op, server.ManExURL(), server.ManExKey(), quickly())
				_, err := call.Do(t.Context())
				if call.Once {
					assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown, op)
					assert.Equal(t, 1, failure(t, err).Attempts, op)
					assert.Len(t, server.Requests(op), 1, op)
					assert.Len(t, server.Commits(op), 1, op)
					continue
				}
				assert.Len(t, server.Requests(op), 2, op)
				if op != "shipbill.Delete" { // its repetition finds nothing left to delete
					require.NoError(t, err, op)
				}
			}
		})
	}
}

// testNothingSent calls a port that nobody listens on. The port of a server that
// was closed would not do: another test may be given it.
func (s Suite) testNothingSent(t *testing.T) {
	for _, call := range s.calls(t, "http://127.0.0.1:1", "dummy-key", quickly()) {
		got, err := call.Do(t.Context())
		failed := failure(t, err)
		assert.ErrorIs(t, err, backoffice.ErrNetwork, call.Op)
		assert.ErrorIs(t, err, backoffice.ErrNotSent, call.Op)
		assert.Equal(t, 3, failed.Attempts, "%s: what was not sent may be repeated, an Add as well", call.Op)
		assert.Empty(t, got, call.Op)
	}
}

// testRedirects answers with redirects to another server, which must stay
// without a request: it would get the key, and a write would become a GET.
func (s Suite) testRedirects(t *testing.T) {
	elsewhere := backofficetest.NewServer(t)
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			server := s.server(t)
			for _, call := range s.calls(t, server.ManExURL(), server.ManExKey(), quickly()) {
				target := strings.Replace(call.Wire.Path, "{key}", elsewhere.ManExKey(), 1) + "?" + call.Wire.Query
				server.Script(call.Op, backofficetest.Redirect(status, elsewhere.ManExURL()+target))
				_, err := call.Do(t.Context())
				failed := failure(t, err)
				assert.Equal(t, backoffice.ErrProtocol, failed.Kind, call.Op)
				assert.Equal(t, status, failed.Status, call.Op)
				assert.Equal(t, call.outcomeOfNothing(), failed.Outcome, call.Op)
				assert.Len(t, server.Requests(call.Op), 1, call.Op)
			}
		})
	}
	assert.Empty(t, elsewhere.Requests("*"))
}
