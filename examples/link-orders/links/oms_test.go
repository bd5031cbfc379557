package links_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errBroken = errors.New("broken")

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errBroken }

// readers returns a text that breaks off.
func readers(text string) io.Reader { return io.MultiReader(strings.NewReader(text), brokenReader{}) }

func environment(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestConnectToTestServer(t *testing.T) {
	t.Parallel()
	o, err := links.Connect(environment(nil))
	require.NoError(t, err)
	defer o.Close()
	require.NotNil(t, o.Test)
	assert.Contains(t, o.Name, "a test server on http://127.0.0.1:")
	_, err = o.Client.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "100000100", CustomerID: "C-1"})
	require.NoError(t, err)
	order, _ := o.Test.DECKOrder("100000100")
	assert.Equal(t, "C-1", order.CustomerID)
}

func TestConnectToNamedServer(t *testing.T) {
	t.Parallel()
	o, err := links.Connect(environment(map[string]string{
		"DECK_URL": "https://OMS.example.com/tenant/", "DECK_SITE_CODE": "SITE", "DECK_API_KEY": "dummy-key",
	}))
	require.NoError(t, err)
	defer o.Close()
	assert.Nil(t, o.Test)
	assert.Equal(t, "https://oms.example.com/tenant, site SITE", o.Name)
}

func TestConnectNamesWrongVariables(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		environment map[string]string
		want        string
	}{
		"one is set": {
			map[string]string{"DECK_API_USERNAME": "ann"},
			"DECK_SITE_CODE is required\nDECK_API_KEY is required\nDECK_URL is required",
		},
		"the key has an end of line": {
			map[string]string{"DECK_URL": "https://oms.example.com", "DECK_SITE_CODE": "SITE", "DECK_API_KEY": "dummy-key\n"},
			"DECK_API_KEY must be valid UTF-8 without control characters",
		},
		"the key stands in the URL": {
			map[string]string{"DECK_URL": "https://x:dummy-key@oms.example.com", "DECK_SITE_CODE": "SITE", "DECK_API_KEY": "x"},
			"DECK_URL must not hold user info",
		},
		"the user is blank": {
			map[string]string{"DECK_URL": "https://oms.example.com", "DECK_SITE_CODE": "SITE", "DECK_API_KEY": "x", "DECK_API_USERNAME": " "},
			"DECK_API_USERNAME must not be blank",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := links.Connect(environment(test.environment))
			assert.EqualError(t, err, test.want)
			assert.NotContains(t, err.Error(), "dummy-key")
		})
	}
}
