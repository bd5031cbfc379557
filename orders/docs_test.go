package orders_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// document is the vendor's page, as it was stored.
const document = "hostway-orders-account-attributes-put.txt"

func readFile(t testing.TB, path ...string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(append([]string{"testdata"}, path...)...))
	require.NoError(t, err)
	return string(content)
}

func sample(t testing.TB, name string) string {
	t.Helper()
	return readFile(t, "docs", name)
}

// TestManifest proves that each sample of the document is a piece of it, and
// that every file is listed.
func TestManifest(t *testing.T) {
	t.Parallel()
	listed := []string{"MANIFEST"}
	page := strings.Split(readFile(t, document), "\n")
	for line := range strings.Lines(sample(t, "MANIFEST")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		entry := strings.Split(strings.TrimSpace(line), " | ")
		require.Len(t, entry, 5, line)
		listed = append(listed, entry[0])
		first, last, _ := strings.Cut(entry[2], "-")
		from, err := strconv.Atoi(first)
		require.NoError(t, err)
		if entry[1] == "document" {
			to, err := strconv.Atoi(last)
			require.NoError(t, err)
			assert.Equal(t, strings.Join(page[from-1:to], "\n")+"\n", sample(t, entry[0]), entry[0])
		}
	}
	files, err := os.ReadDir(filepath.Join("testdata", "docs"))
	require.NoError(t, err)
	var names []string
	for _, file := range files {
		names = append(names, file.Name())
	}
	assert.ElementsMatch(t, names, listed)
}

// TestTheDocument holds the client to what the page says, line by line.
func TestTheDocument(t *testing.T) {
	t.Parallel()
	page := readFile(t, document)
	set := find("orders.SetAccountAttributes")

	assert.Contains(t, page, strings.Replace(set.method+" "+set.path, "{order}", "{orderId}", 1)+"\n")
	server := backofficetest.NewServer(t)
	seed(server)
	client := newClient(t, server)
	require.NoError(t, client.SetAccountAttributes(t.Context(), ref, []orders.Attribute{{Name: "a", Value: "b"}}))
	sent := server.Requests("*")[0]
	assert.Contains(t, page, "Required. Set this header to "+sent.Header.Get("Content-Type")+"\n")
	assert.Contains(t, page, "A cookie named OwnerId to identify the client")
	assert.NotContains(t, sent.URI, "?", "URI Parameters: None.")
	assert.Contains(t, page, orders.PartnerAccountID+" - unique account identifier")

	for name, pattern := range map[string]string{
		"other":                 `value of the attribute max (\d+) characters`,
		orders.PartnerAccountID: `value of the "partner_account_id" attribute is max (\d+) characters`,
	} {
		limit, err := strconv.Atoi(regexp.MustCompile(pattern).FindStringSubmatch(page)[1])
		require.NoError(t, err)
		require.NoError(t, client.SetAccountAttributes(t.Context(), ref, attribute(name, "é", limit)))
		assert.ErrorIs(t, client.SetAccountAttributes(t.Context(), ref, attribute(name, "é", limit+1)), backoffice.ErrInvalid)
	}
}

// TestDocumentedStatuses proves that each status of the page has its kind, and
// that the page has no others.
func TestDocumentedStatuses(t *testing.T) {
	t.Parallel()
	kinds := map[string]backoffice.Kind{
		"204 No Content":  "",
		"400 Bad Request": backoffice.ErrInvalid,
		"404 Not Found":   backoffice.ErrNotFound,
		"409 Conflict":    backoffice.ErrConflict,
		"502 Bad Gateway": backoffice.ErrServer,
	}
	lines := regexp.MustCompile(`(?m)^\d{3} [A-Z].*$`).FindAllString(readFile(t, document), -1)
	require.Len(t, lines, len(kinds))
	for _, line := range lines {
		line = strings.TrimRight(line, "\u00a0 ")
		kind, ok := kinds[line]
		require.True(t, ok, line)
		status, err := strconv.Atoi(line[:3])
		require.NoError(t, err)
		_, err = answered(t, find("orders.SetAccountAttributes"), status, nil, "")
		if kind == "" {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorIs(t, err, kind)
	}
}

// TestDocumentedBody proves that a request has the shape of the page's sample,
// which names both attributes alike: a name, then a value, and nothing else.
func TestDocumentedBody(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	require.NoError(t, newClient(t, server).SetAccountAttributes(t.Context(), ref, []orders.Attribute{
		{Name: "{attributeName}1", Value: "{attributeValue}"}, {Name: "{attributeName}2", Value: "{attributeValue}"},
	}))
	body := strings.NewReplacer("}1", "}", "}2", "}").Replace(string(server.Requests("*")[0].Body))
	assert.Equal(t, compact(t, sample(t, "set_account_attributes.request.json")), body)
}

func compact(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Compact(&b, []byte(text)))
	return b.String()
}

// TestEveryMemberOfTheSamplesHasAField fails when a struct loses one.
func TestEveryMemberOfTheSamplesHasAField(t *testing.T) {
	t.Parallel()
	got, err := answered(t, find("orders.AccountAttributes"), http.StatusOK, jsonHeader(), sample(t, "account_attributes.200.json"))
	require.NoError(t, err)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	var page struct{ List json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(sample(t, "account_attributes.200.json")), &page))
	assert.JSONEq(t, string(page.List), string(text))

	order, err := answered(t, find("orders.Get"), http.StatusOK, jsonHeader(), sample(t, "get.200.json"))
	require.NoError(t, err)
	text, err = json.Marshal(order)
	require.NoError(t, err)
	var envelope struct{ Order json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(sample(t, "get.200.json")), &envelope))
	assert.JSONEq(t, string(envelope.Order), string(text))
}
