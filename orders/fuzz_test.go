package orders_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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
			if call.op == "orders.Submit" || call.op == "orders.Validate" {
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

// FuzzRef: a Ref that can be kept as text or as JSON comes back as it was.
func FuzzRef(f *testing.F) {
	f.Add("o1", dummyOwner)
	f.Add("o1", "")
	f.Add("a/b", "a=b")
	f.Add("a b", "c")
	f.Add("\u00a0o1\u2003", "")
	f.Add("o\u2003 1", "a")
	f.Fuzz(func(t *testing.T, orderID, owner string) {
		kept := orders.Ref{OrderID: orderID, OwnerID: orders.NewSecret(owner)}
		if text, err := kept.MarshalText(); err == nil {
			var got orders.Ref
			require.NoError(t, got.UnmarshalText(text))
			require.True(t, got == kept, "%q %q came back as %q %q", orderID, owner, got.OrderID, got.OwnerID.Reveal())
		}
		if !utf8.ValidString(orderID) || !utf8.ValidString(owner) {
			return // JSON can't carry it
		}
		text, err := json.Marshal(kept)
		require.NoError(t, err)
		var got orders.Ref
		require.NoError(t, json.Unmarshal(text, &got))
		require.True(t, got == kept, "%q %q came back as %q %q", orderID, owner, got.OrderID, got.OwnerID.Reveal())
	})
}
