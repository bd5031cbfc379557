package apitest

import (
	"context"
	"errors"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/require"
)

// Suite describes a resource package. [NewSuite] makes one.
type Suite struct {
	name      string
	newClient func(rootURL, apiKey string, options ...backoffice.Option) (client any, calls []Call, err error)
	seed      func(*backofficetest.Server)
	unmade    map[string]unmade
}

// NewSuite describes the package with the given name and New function. calls
// returns the calls of a client, and seed puts into a server what they need to
// succeed.
func NewSuite[C any](
	name string, newClient func(rootURL, apiKey string, options ...backoffice.Option) (C, error),
	calls func(C) []Call, seed func(*backofficetest.Server),
) Suite {
	return Suite{
		name: name,
		newClient: func(rootURL, apiKey string, options ...backoffice.Option) (any, []Call, error) {
			client, err := newClient(rootURL, apiKey, options...)
			if err != nil {
				return nil, nil, err
			}
			return client, calls(client), nil
		},
		seed:   seed,
		unmade: unmadeClients(calls),
	}
}

// Call is one call of a client, with the arguments of the document's sample.
type Call struct {
	// Op is the name of the operation.
	Op string
	// Writes tells that the call changes something, and Once that it does so
	// each time it is sent.
	Writes, Once bool
	// HasPayload tells that a success without a payload proves nothing.
	HasPayload bool
	// Wire is what the call sends.
	Wire Wire
	// Do makes the call. Calls without a result return nil.
	Do func(context.Context, ...backoffice.Option) (any, error)
}

// Wire is the outside of a request.
type Wire struct {
	Method string
	// Path is the route template below the root URL, with {key} in it.
	Path  string
	Query string
	Body  string
}

// Test runs all checks that need nothing but the suite.
func (s Suite) Test(t *testing.T) {
	t.Run("Constructor", s.testConstructor)
	t.Run("Unmade", s.testUnmade)
	t.Run("CallOptions", s.testCallOptions)
	t.Run("Calls", s.testCalls)
	t.Run("BadAnswers", s.testBadAnswers)
	t.Run("BadTransfers", s.testBadTransfers)
	t.Run("Routes", s.testRoutes)
	t.Run("RouteWithoutBody", s.testRouteWithoutBody)
	t.Run("StatusOfEnvelopes", s.testStatusOfEnvelopes)
	t.Run("ServerTrouble", s.testServerTrouble)
	t.Run("Leaks", s.testLeaks)
	t.Run("Repeats", s.testRepeats)
	t.Run("NothingSent", s.testNothingSent)
	t.Run("Redirects", s.testRedirects)
}

// calls returns the calls of a client that must be good.
func (s Suite) calls(t *testing.T, rootURL, apiKey string, options ...backoffice.Option) []Call {
	t.Helper()
	_, calls, err := s.newClient(rootURL, apiKey, options...)
	require.NoError(t, err)
	return calls
}

// call returns one call of a client that must be good.
func (s Suite) call(t *testing.T, op, rootURL, apiKey string, options ...backoffice.Option) Call {
	t.Helper()
	for _, call := range s.calls(t, rootURL, apiKey, options...) {
		if call.Op == op {
			return call
		}
	}
	require.FailNow(t, "the suite has no call "+op)
	return Call{}
}

// once switches repeating off, for checks of a single answer.
func once() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1})
}

// failure returns the error that a call must have failed with.
func failure(t *testing.T, err error) *backoffice.Error {
	t.Helper()
	require.Error(t, err)
	failed, ok := errors.AsType[*backoffice.Error](err)
	require.True(t, ok, "the error is no *backoffice.Error")
	return failed
}

// server returns a server that holds what the calls need.
func (s Suite) server(t *testing.T, options ...backofficetest.Option) *backofficetest.Server {
	t.Helper()
	server := backofficetest.NewServer(t, options...)
	s.seed(server)
	return server
}
