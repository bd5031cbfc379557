package apitest

import (
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testCalls makes each call against a server that can carry it out.
func (s Suite) testCalls(t *testing.T) {
	for _, op := range s.ops(t) {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			server := s.server(t)
			call := s.call(t, op, server.ManExURL(), server.ManExKey())
			got, err := call.Do(t.Context())
			require.NoError(t, err)
			assert.Equal(t, call.HasPayload, got != nil)
			assert.Len(t, server.Requests(op), 1)
			assert.Equal(t, call.Writes, len(server.Commits("*")) == 1)
		})
	}
}

// testRoutes sends the calls where the server has no route, and with a method it
// does not take.
func (s Suite) testRoutes(t *testing.T) {
	tests := []struct {
		name   string
		route  backoffice.Route
		status int
	}{
		{"unknown controller", backoffice.Route{Path: "/api/Nobody/Get/{key}"}, 404},
		{"unknown action", backoffice.Route{Path: "/api/Customer/Buy/{key}"}, 404},
		{"wrong method", backoffice.Route{Method: "PUT"}, 405},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := s.server(t)
			for _, call := range s.calls(t, server.ManExURL(), server.ManExKey()) {
				got, err := call.Do(t.Context(), backoffice.WithRoute(call.Op, test.route))
				failed := failure(t, err)
				assert.ErrorIs(t, err, backoffice.ErrRoute, call.Op)
				assert.Equal(t, test.status, failed.Status, call.Op)
				assert.Equal(t, backoffice.OutcomeRejected, failed.Outcome, call.Op)
				assert.Equal(t, 1, failed.Attempts, call.Op)
				assert.Empty(t, got, call.Op)
				if test.status == http.StatusMethodNotAllowed {
					assert.Equal(t, []string{call.Wire.Method}, failed.Allow, call.Op)
				} else {
					assert.Empty(t, failed.Allow, call.Op)
					assert.Contains(t, failed.Message, "No HTTP resource was found", call.Op)
				}
			}
			assert.Empty(t, server.Commits("*"))
		})
	}
}

// testRouteWithoutBody answers a 404 without any body, as measured.
func (s Suite) testRouteWithoutBody(t *testing.T) {
	server := s.server(t)
	for _, call := range s.calls(t, server.ManExURL(), server.ManExKey()) {
		server.Script(call.Op, backofficetest.Status(404))
		_, err := call.Do(t.Context())
		assert.ErrorIs(t, err, backoffice.ErrRoute, call.Op)
	}
}

// testStatusOfEnvelopes checks that the Code decides, whatever the HTTP status.
func (s Suite) testStatusOfEnvelopes(t *testing.T) {
	for name, options := range map[string][]backofficetest.Option{
		"200": nil,
		"403": {backofficetest.WithForbiddenStatus()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t, options...)
			for _, call := range s.calls(t, server.ManExURL(), "another-key") {
				_, err := call.Do(t.Context())
				failed := failure(t, err)
				want := InvalidKey()
				want.Op, want.Attempts = call.Op, 1
				want.Status = map[string]int{"200": 200, "403": 403}[name]
				assert.Equal(t, want, failed)
			}
		})
	}
}

// testServerTrouble makes the ERP, or the framework around it, fail.
func (s Suite) testServerTrouble(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		kind   backoffice.Kind
		code   string
	}{
		{"exception", 500, `{"Message":"An error has occurred.","ExceptionType":"System.Exception"}`, backoffice.ErrServer, "System.Exception"},
		{"error without a type", 500, `{"Message":"An error has occurred."}`, backoffice.ErrServer, ""},
		{"page of HTML", 503, "<html><title>Service Unavailable</title></html>", backoffice.ErrServer, ""},
		{"Code 500 at HTTP 200", 200, `{"Code":500,"Message":"busy","IsValidUser":true}`, backoffice.ErrServer, "500"},
		{"Code 401 at HTTP 200", 200, `{"Code":401,"Message":"no"}`, backoffice.ErrUnauthorized, "401"},
		{"Code 404 at HTTP 500", 500, `{"Code":404,"Message":"Customer does not exist."}`, backoffice.ErrNotFound, "404"},
		{"no envelope at 403", 403, `{"Message":"Authorization has been denied for this request."}`, backoffice.ErrForbidden, ""},
		{"page at 401", 401, "<html><title>Unauthorized</title></html>", backoffice.ErrUnauthorized, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := s.server(t)
			for _, call := range s.calls(t, server.ManExURL(), server.ManExKey(), once()) {
				server.Script(call.Op, backofficetest.Answer(test.status, nil, test.body))
				_, err := call.Do(t.Context())
				failed := failure(t, err)
				assert.Equal(t, test.kind, failed.Kind, call.Op)
				assert.Equal(t, test.code, failed.Code, call.Op)
				assert.NotEmpty(t, failed.Message, call.Op)
				want := backoffice.OutcomeRejected
				if test.kind == backoffice.ErrServer {
					want = call.outcomeOfNothing()
				}
				assert.Equal(t, want, failed.Outcome, call.Op)
			}
		})
	}
}
