package orders_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var writeGolden = flag.Bool("update", false, "write the golden files anew")

// goldenHeaders are all headers a request may have. Accept-Encoding is Go's own.
var goldenHeaders = []string{"Accept", "Accept-Encoding", "Authorization", "Content-Length", "Content-Type", "Cookie", "User-Agent"}

// TestGoldenRequests compares every request, as it came from the socket, with
// testdata/golden, byte by byte.
func TestGoldenRequests(t *testing.T) {
	t.Parallel()
	for _, call := range calls {
		t.Run(call.op, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t, backofficetest.Lenient())
			_, _ = call.do(t.Context(), newClient(t, server, single(), backoffice.WithUserAgent("golden")), ref)
			golden(t, strings.TrimPrefix(call.op, "orders."), server)
			request := server.Requests(call.op)[0]
			assert.Equal(t, call.method, request.Method)
			assert.Equal(t, "/hostway"+strings.Replace(call.path, "{order}", ref.OrderID, 1), request.URI)
			assert.Equal(t, call.body, string(request.Body))
		})
	}
	t.Run("Create without an owner", func(t *testing.T) {
		t.Parallel()
		server := backofficetest.NewServer(t)
		client := newClient(t, server, backoffice.WithUserAgent("golden"))
		_, err := client.Create(t.Context(), orders.CreateRequest{})
		require.NoError(t, err)
		golden(t, "Create.without-owner", server)
	})
	t.Run("Get with credentials alone", func(t *testing.T) {
		t.Parallel()
		server := backofficetest.NewServer(t, backofficetest.WithHostwayUser("dummy", "dummy"))
		server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "o1", Status: "Processing"})
		client := newClient(t, server, backoffice.WithUserAgent("golden"))
		_, err := client.Get(t.Context(), orders.Ref{OrderID: "o1"}, orders.WithBasicAuth("dummy", "dummy"))
		require.NoError(t, err)
		golden(t, "Get.with-basic-auth", server)
	})
}

// golden compares the one request that the server got.
func golden(t *testing.T, name string, server *backofficetest.Server) {
	t.Helper()
	requests := server.Requests("*")
	require.Len(t, requests, 1)
	r := requests[0]
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", r.Method, r.URI)
	for _, header := range slices.Sorted(maps.Keys(r.Header)) {
		assert.Contains(t, goldenHeaders, header, "a header nobody asked for")
		for _, value := range r.Header[header] {
			fmt.Fprintf(&b, "%s: %s\n", header, value)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", r.Body)
	path := filepath.Join("testdata", "golden", name+".txt")
	if *writeGolden {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// TestGoldenFilesAreUsed fails when a file belongs to no test.
func TestGoldenFilesAreUsed(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir(filepath.Join("testdata", "golden"))
	require.NoError(t, err)
	assert.Len(t, files, len(calls)+2)
}

// TestIDsAreEscaped proves over a real socket that the server decodes the very
// ids it was asked for, and no others.
func TestIDsAreEscaped(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"a/b":                   "a%2Fb",
		"../x":                  "..%2Fx",
		"100%":                  "100%25",
		"%2F":                   "%252F",
		"ümlaut":                "%C3%BCmlaut",
		"a?b#c":                 "a%3Fb%23c",
		"a+b&c=d":               "a+b&c=d",
		"a;b,c":                 "a%3Bb%2Cc",
		"0000013ad6dd95746a399": "0000013ad6dd95746a399",
	}
	for id, escaped := range tests {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: id, OwnerID: dummyOwner, Account: &backofficetest.HostwayAccount{
				Currency: "USD",
				Products: []*backofficetest.HostwayProduct{{ID: id, Services: []*backofficetest.HostwayService{{ID: id}}}},
			}})
			client := newClient(t, server)
			address := orders.Ref{OrderID: id, OwnerID: orders.NewSecret(dummyOwner)}
			require.NoError(t, client.SetAccountAttributes(t.Context(), address, nil))
			assert.Equal(t, "/hostway/orders/"+escaped+"/account/attributes", server.Requests("*")[0].URI)
			_, err := client.Service(t.Context(), address, id, id)
			require.NoError(t, err)
			assert.Equal(t, "/hostway/orders/"+escaped+"/account/products/"+escaped+"/services/"+escaped, server.Requests("*")[1].URI)
		})
	}
}

func TestContactTypeIsEscaped(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t, backofficetest.Lenient())
	seed(server)
	_, err := newClient(t, server).ContactInfo(t.Context(), ref, "a/b")
	assert.ErrorIs(t, err, backoffice.ErrNotFound)
	assert.Equal(t, "/hostway/orders/o1/account/contactInfo/a%2Fb", server.Requests("*")[0].URI)
}
