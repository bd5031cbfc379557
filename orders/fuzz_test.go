package orders_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/require"
)

// FuzzAnswers lets a server answer anything: no call may panic, take for a
// success what no page calls one, or fail with more than one line.
func FuzzAnswers(f *testing.F) {
	files, err := os.ReadDir(filepath.Join("testdata", "docs"))
	require.NoError(f, err)
	for _, file := range files {
		for i, status := range []uint16{200, 201, 204, 400, 502} {
			f.Add(uint8(i), status, sample(f, file.Name()))
		}
	}
	for i, call := range calls {
		f.Add(uint8(i), uint16(call.status), call.answer)
	}
	f.Fuzz(func(t *testing.T, which uint8, status uint16, body string) {
		call := calls[int(which)%len(calls)]
		code := 200 + (int(status)+200)%400 // 200 to 599
		header := http.Header{"Set-Cookie": {"OwnerId=" + dummyOwner}, "Location": {body}}
		client, err := orders.New(orders.DefaultBaseURL, single(), backoffice.WithHTTPClient(&http.Client{
			Transport: roundTripFunc(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: code, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
			}),
		}))
		require.NoError(t, err)
		_, err = call.do(t.Context(), client, ref)
		if err == nil {
			good := append([]int{call.status}, call.also...)
			if call.op == "orders.Submit" {
				good = []int{200, 202, 204}
			}
			require.True(t, slices.Contains(good, code), "%s took %d for a success", call.op, code)
			return
		}
		require.NotContains(t, err.Error(), "\n")
		require.NotContains(t, err.Error(), dummyOwner)
		require.Equal(t, call.op, failure(t, err).Op)
	})
}
