package apitest

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
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// GoldenKey is the dummy key of the golden files. It holds the characters that
// need care in a path.
const GoldenKey = "dummy+key=/%25"

// Golden compares got with testdata/golden/name, byte by byte.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// goldenHeaders are the headers a request may have. Accept-Encoding is Go's own.
var goldenHeaders = []string{"Accept", "Accept-Encoding", "Content-Length", "Content-Type", "User-Agent"}

// WireText returns a request as it arrived, in the form of the golden files.
func WireText(t *testing.T, r backofficetest.Request) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", r.Method, r.URI)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		assert.Contains(t, goldenHeaders, name, "a header nobody asked for")
		for _, value := range r.Header[name] {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", r.Body)
	return b.String()
}

// Stored is what the ERP must hold after a call whose request is a golden file.
type Stored struct {
	Op string
	// Record reads it, nil for a call that only names a record.
	Record func(*backofficetest.Server) backofficetest.Record
	// Want are the columns to compare.
	Want backofficetest.Record
}

// TestGoldens makes each call with its arguments in a JSON body, in a form and
// in the query string, compares the request with its golden file, and the
// columns in the ERP with what was put in.
func (s Suite) TestGoldens(t *testing.T, calls []Stored) {
	for _, stored := range calls {
		for _, placement := range []backoffice.Placement{backoffice.JSON, backoffice.Form, backoffice.Query} {
			name := stored.Op + "." + string(placement)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				// The framework takes single arguments from the query string alone.
				isRead := stored.Record != nil || placement == backoffice.Query
				options := []backofficetest.Option{backofficetest.WithManExKey(GoldenKey), backofficetest.WithQueryBinding()}
				if !isRead {
					options = append(options, backofficetest.Lenient())
				}
				server := s.server(t, options...)
				call := s.call(t, stored.Op, server.ManExURL(), GoldenKey, once(), backoffice.WithUserAgent("golden"),
					backoffice.WithRoute(stored.Op, backoffice.Route{Arguments: placement}))
				_, err := call.Do(t.Context())
				assert.Equal(t, isRead, err == nil, "%v", err)

				requests := server.Requests(stored.Op)
				require.Len(t, requests, 1)
				Golden(t, name+".txt", WireText(t, requests[0]))
				if stored.Record == nil {
					return
				}
				record := stored.Record(server)
				require.NotNil(t, record)
				for column, want := range stored.Want {
					assert.Equal(t, want, record[column], column)
				}
			})
		}
	}
}
