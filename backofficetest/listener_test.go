package backofficetest_test

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestListenerOfTheCaller(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := start(t, backofficetest.WithListener(listener))
	assert.Equal(t, "http://"+listener.Addr().String(), server.URL())
	assert.Equal(t, 200, ask(t, "POST", erp(server, "Customer/Add"), newCustomer).status)
	server.Close()
	_, err = listener.Accept()
	require.ErrorIs(t, err, net.ErrClosed, "the server closes it")
}

// TestTLS calls a server that speaks TLS, and lets it reset the connection below.
func TestTLS(t *testing.T) {
	t.Parallel()
	donor := httptest.NewTLSServer(nil) // for its certificate
	t.Cleanup(donor.Close)
	server := start(t, backofficetest.WithTLS(&tls.Config{Certificates: donor.TLS.Certificates}))
	assert.True(t, strings.HasPrefix(server.ManExURL(), "https://127.0.0.1:"), server.ManExURL())

	add := func() (string, error) {
		resp, err := donor.Client().Post(erp(server, "Customer/Add"), "application/json", strings.NewReader(newCustomer))
		if err != nil {
			return "", err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return string(body), err
	}
	body, err := add()
	require.NoError(t, err)
	assert.Contains(t, body, `"Code":200`)
	server.Script("customer.Add", backofficetest.ResetAfter())
	_, err = add()
	require.ErrorIs(t, err, syscall.ECONNRESET)
	assert.Len(t, server.Commits("customer.Add"), 2)

	resp, err := http.Get(strings.Replace(server.URL(), "https", "http", 1))
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, 400, resp.StatusCode, "without TLS there is nothing to get")
}
