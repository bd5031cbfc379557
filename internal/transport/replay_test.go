package transport

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAddThroughATransportOfHTTP2: a wrapper hides that the transport below it
// speaks HTTP/2, where net/http sends any request again whose body it can have
// again. In HTTP/1.1 it asks for the body only where nothing was written.
func TestAddThroughATransportOfHTTP2(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		op        *Operation
		isHTTP2   bool
		canRepeat bool
	}{
		"once":             {opOnce, true, false},
		"update":           {opUpdate, true, true},
		"once in HTTP/1.1": {opOnce, false, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			protocols := new(http.Protocols)
			protocols.SetHTTP1(!test.isHTTP2)
			protocols.SetUnencryptedHTTP2(test.isHTTP2)
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				assert.Equal(t, test.isHTTP2, r.ProtoMajor == 2, "or this proves nothing")
				ok(w)
			}))
			srv.Config.Protocols = protocols
			srv.Start()
			defer srv.Close()
			below := &http.Transport{Protocols: protocols}
			defer below.CloseIdleConnections()
			client := newClient(t, srv.URL, through(func(r *http.Request) (*http.Response, error) {
				resp, err := below.RoundTrip(r)
				_, again := r.GetBody()
				assert.Equal(t, test.canRepeat, again == nil)
				return resp, err
			}))
			require.Nil(t, do(t.Context(), client, test.op))
		})
	}
}

// TestOutcomeAfterAnAnswer: who was answered was sent, whatever became of the
// attempts after it.
func TestOutcomeAfterAnAnswer(t *testing.T) {
	t.Parallel()
	refused := &net.OpError{Op: "dial", Err: errors.New("refused")}
	tests := map[string]struct {
		op      *Operation
		status  int // of the first answer, 0 for none
		outcome backoffice.Outcome
	}{
		"read, never answered":   {opRead, 0, backoffice.OutcomeNotSent},
		"read, refused before":   {opRead, 429, backoffice.OutcomeNoEffect},
		"update, never answered": {opUpdate, 0, backoffice.OutcomeNotSent},
		"update, refused before": {opUpdate, 429, backoffice.OutcomeRejected},
		"update, in doubt":       {opUpdate, 503, backoffice.OutcomeUnknown},
		"delete, refused before": {opDelete, 429, backoffice.OutcomeRejected},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			attempts := 0
			client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
				if attempts++; attempts == 1 && test.status != 0 {
					return answered(test.status, "")
				}
				return nil, refused
			}))
			err := do(t.Context(), client, test.op)
			require.NotNil(t, err)
			assert.Equal(t, 3, attempts)
			assert.Equal(t, test.outcome, err.Outcome)
		})
	}
}

// TestRootKeepsItsEscapes: the path of the root URL goes out as it was given,
// whatever an argument behind it needs.
func TestRootKeepsItsEscapes(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"https://h.example.com/(S(a))/it's!": "/(S(a))/it's!/orders/42",
		"https://h.example.com/a%2Fb":        "/a%2Fb/orders/42",
		"https://h.example.com/plain":        "/plain/orders/42",
	} {
		root, problem := parseRoot(given, false)
		require.Empty(t, problem)
		var u url.URL
		setPath(&u, root, "/orders/{id}", []Arg{{Name: "id", Value: "42"}})
		assert.Equal(t, want, u.EscapedPath())
	}
}
