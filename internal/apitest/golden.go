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

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// GoldenKey is the dummy key of the golden files. It holds the characters that
// need care in a path.
const GoldenKey = "dummy+key=/%25"

// GoldenAgent is the User-Agent of the golden files. The default one names the
// operating system.
const GoldenAgent = "golden"

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
