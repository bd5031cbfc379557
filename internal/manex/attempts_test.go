package manex_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/manex"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answers is a network that gives one answer after the other.
type answers struct {
	bodies []string
	idle   int
}

func (a *answers) RoundTrip(*http.Request) (*http.Response, error) {
	body := a.bodies[0]
	a.bodies = a.bodies[1:]
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func (a *answers) CloseIdleConnections() { a.idle++ }

func (a *answers) client(t *testing.T) *manex.Client {
	t.Helper()
	client, err := manex.New("test", "https://erp.example.com", "dummy-key", []*transport.Operation{opRead}, []backoffice.Option{
		backoffice.WithHTTPClient(&http.Client{Transport: a}),
		backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Microsecond}),
	})
	require.NoError(t, err)
	return client
}

// TestPayloadOfAnEarlierAttempt: what was read of an answer that was cut off
// proves nothing about the next one.
func TestPayloadOfAnEarlierAttempt(t *testing.T) {
	t.Parallel()
	network := &answers{bodies: []string{
		`{"Code":200,"IsValidUser":true,"ResponseObject":{"KEY":"1"},`,
		`{"Code":200,"IsValidUser":true}`,
	}}
	got, err := manex.Do(t.Context(), network.client(t), opRead, nil, hasKey, nil)
	require.ErrorIs(t, err, backoffice.ErrProtocol)
	assert.ErrorContains(t, err, "the answer says success but holds no KEY")
	assert.Empty(t, got)
	assert.Empty(t, network.bodies)
}

func TestCloseIdleConnections(t *testing.T) {
	t.Parallel()
	network := new(answers)
	network.client(t).CloseIdleConnections()
	assert.Equal(t, 1, network.idle)
	assert.NotPanics(t, (*manex.Client)(nil).CloseIdleConnections)
}
