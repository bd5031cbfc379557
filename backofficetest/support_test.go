package backofficetest_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/require"
)

// The tests of the server use net/http and raw sockets, never the clients: the
// server is to judge them.

// start returns a server that is closed when the test ends. Unlike NewServer it
// does not fail the test for problems.
func start(t *testing.T, options ...backofficetest.Option) *backofficetest.Server {
	t.Helper()
	server, err := backofficetest.Start(options...)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

// answer is what a server sent.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask makes a request with a JSON body, if there is one, and reads the answer.
func ask(t *testing.T, method, url, body string) answer {
	t.Helper()
	header := http.Header{}
	if body != "" {
		header.Set("Content-Type", "application/json; charset=utf-8")
	}
	return askWith(t, method, url, header, body)
}

func askWith(t *testing.T, method, url string, header http.Header, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header = header
	request.Host = header.Get("Host")
	resp, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return answer{resp.StatusCode, resp.Header, string(text)}
}

// erp returns the address of an action of the ERP with its right key.
func erp(s *backofficetest.Server, path string) string {
	path, query, _ := strings.Cut(path, "?")
	url := s.ManExURL() + "/api/" + path + "/" + s.ManExKey()
	if query != "" {
		url += "?" + query
	}
	return url
}

const newCustomer = `{"Custname":"CustomerName","Status":"Active"}`

// addCustomerRaw sends an Add over a socket of its own and returns every byte
// that comes back, and how the connection ended: nil for a regular end.
func addCustomerRaw(t *testing.T, s *backofficetest.Server) (string, error) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL(), "http://"))
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	_, err = fmt.Fprintf(conn, "POST /manex/api/Customer/Add/%s HTTP/1.1\r\nHost: erp\r\nContent-Type: application/json\r\n"+
		"Content-Length: %d\r\nConnection: close\r\n\r\n%s", s.ManExKey(), len(newCustomer), newCustomer)
	require.NoError(t, err)
	var text strings.Builder
	_, err = io.Copy(&text, conn)
	if timeout, ok := errors.AsType[net.Error](err); ok {
		require.False(t, timeout.Timeout(), "the server neither answered nor closed")
	}
	return text.String(), err
}
