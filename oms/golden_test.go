package oms_test

import (
	"bufio"
	"bytes"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden requests anew")

// recorder is a server that keeps the bytes of one request.
type recorder struct {
	listener net.Listener
	request  chan string
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	r := &recorder{listener: listener, request: make(chan string, 1)}
	t.Cleanup(func() { _ = listener.Close() })
	go r.serve()
	return r
}

func (r *recorder) serve() {
	conn, err := r.listener.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	var raw bytes.Buffer
	request, err := http.ReadRequest(bufio.NewReader(io.TeeReader(conn, &raw)))
	if err == nil {
		_, err = io.Copy(io.Discard, request.Body)
	}
	if err == nil {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 38\r\n\r\n"+success)
	}
	r.request <- strings.ReplaceAll(raw.String(), r.listener.Addr().String(), "HOST")
}

// TestGoldenRequests compares what leaves by a real socket, byte for byte.
func TestGoldenRequests(t *testing.T) {
	require.Len(t, success, 38)
	ctx := t.Context()
	linkAccount := func(c *oms.Client) error {
		_, err := c.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: `1"<&>=+ %ü`, CustomerID: "C 7"})
		return err
	}
	tests := []struct {
		name    string
		call    func(*oms.Client) error
		options []backoffice.Option
	}{
		{"link_account.json", linkAccount, nil},
		{"link_account.xml", linkAccount, []backoffice.Option{oms.WithFormat(oms.XML)}},
		{"link_account.form", linkAccount, []backoffice.Option{oms.WithFormat(oms.Form)}},
		{"link_account.routed_form", linkAccount, []backoffice.Option{
			backoffice.WithRoute("oms.LinkAccount", backoffice.Route{Path: "/v2/Link", Arguments: backoffice.Form}),
		}},
		{"link_account.bare", linkAccount, []backoffice.Option{oms.WithoutConnectorHeaders()}},
		{"order_history.json", func(c *oms.Client) error {
			_, err := c.OrderHistory(ctx, oms.HistoryRequest{OrderNumber: new("100000042")})
			return err
		}, nil},
		{"call.json", func(c *oms.Client) error {
			_, err := oms.Call[struct{}](ctx, c, oms.Endpoint{Route: "api/OmsRmaCancel"}, map[string]string{"RmaNumber": "R-1"})
			return err
		}, nil},
		{"call_empty.json", func(c *oms.Client) error {
			_, err := oms.Call[struct{}](ctx, c, oms.Endpoint{Route: "api/OmsRmaGenerateNumber"}, nil)
			return err
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := newRecorder(t)
			client, err := oms.New("http://"+server.listener.Addr().String()+"/base",
				oms.Credentials{SiteCode: "SITE", APIKey: "test-api-key", APIUsername: "clerk"},
				append([]backoffice.Option{
					backoffice.WithClock(newClock(vectorTime).Now), backoffice.WithUserAgent("golden"),
				}, test.options...)...)
			require.NoError(t, err)
			require.NoError(t, test.call(client))
			sent := <-server.request
			golden := filepath.Join("testdata", "golden", test.name+".http")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(sent), 0o644))
			}
			assert.Equal(t, readFile(t, "golden", test.name+".http"), sent)
		})
	}
}
