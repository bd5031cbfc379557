package oms_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestManifest proves that each sample is a piece of the vendor's document, and
// that there are no others.
func TestManifest(t *testing.T) {
	listed := map[string]bool{"MANIFEST": true}
	for line := range strings.Lines(readFile(t, "docs", "MANIFEST")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		entry := strings.Fields(line)
		require.Len(t, entry, 4, line)
		first, err := strconv.Atoi(entry[2])
		require.NoError(t, err)
		last, err := strconv.Atoi(entry[3])
		require.NoError(t, err)
		document := strings.Split(readFile(t, entry[1]), "\n")
		sample := strings.TrimSuffix(readFile(t, "docs", entry[0]), "\n")
		assert.Equal(t, strings.Join(document[first-1:last], "\n"), sample, entry[0])
		listed[entry[0]] = true
	}
	files, err := os.ReadDir(filepath.Join("testdata", "docs"))
	require.NoError(t, err)
	for _, file := range files {
		assert.True(t, listed[file.Name()], "%s is not in the manifest", file.Name())
	}
	assert.Len(t, files, len(listed))
}

// TestDocumentedRequests proves that a request with the values of the samples is
// the sample, but for the blanks between its members.
func TestDocumentedRequests(t *testing.T) {
	const atThree = 3 * time.Minute // the layout "sample string 4" writes the minute
	tests := map[oms.Format]string{
		oms.JSON: compactJSON(t, readFile(t, "docs", "link_account_request.json")),
		oms.XML:  compactXML(readFile(t, "docs", "link_account_request.xml")),
	}
	for format, sample := range tests {
		t.Run(string(format), func(t *testing.T) {
			s := new(stub)
			client, err := oms.New("https://oms.invalid",
				oms.Credentials{SiteCode: "sample string 1", APIKey: "test-api-key", APIUsername: "sample string 4"},
				s.option(),
				backoffice.WithClock(func() time.Time { return time.Unix(0, 0).UTC().Add(atThree) }),
				oms.WithFormat(format),
				oms.WithSigner(func(_, _, _ string) string { return "sample string 2" }),
				oms.WithTimestampLayout("sample string 4"))
			require.NoError(t, err)
			_, err = client.LinkAccount(t.Context(), oms.LinkAccountRequest{
				OrderNumber: "sample string 5", CustomerID: "sample string 6",
			})
			require.NoError(t, err)
			assert.Equal(t, []string{sample}, s.bodies)
		})
	}
}

func compactJSON(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Compact(&b, []byte(text)))
	return b.String()
}

func compactXML(text string) string {
	return regexp.MustCompile(`>\s+<|\s+$`).ReplaceAllStringFunc(text, func(blank string) string {
		return strings.Join(strings.Fields(blank), "")
	})
}

// TestDocumentedAnswers reads the samples as they are, under each media type the
// page lists.
func TestDocumentedAnswers(t *testing.T) {
	tests := map[string]string{
		"application/json": "link_account_answer.json",
		"text/json":        "link_account_answer.json",
		"application/xml":  "link_account_answer.xml",
		"text/xml":         "link_account_answer.xml",
	}
	for mediaType, file := range tests {
		t.Run(mediaType, func(t *testing.T) {
			s := &stub{script: []answer{{status: 200, header: contentType(mediaType), body: readFile(t, "docs", file)}}}
			result, err := newStubbed(t, s).LinkAccount(t.Context(), link)
			require.NoError(t, err)
			assert.Equal(t, &oms.LinkAccountResult{Response: oms.Response{
				ResponseCode: oms.CodeSuccess, Message: "sample string 1",
			}}, result)
			assert.False(t, result.Queued())
		})
	}
}

// TestNoMemberIsLost fails when a struct loses a documented member.
func TestNoMemberIsLost(t *testing.T) {
	var request map[string]string
	require.NoError(t, json.Unmarshal([]byte(readFile(t, "docs", "link_account_request.json")), &request))
	for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
		s := new(stub)
		client, err := oms.New("https://oms.invalid", oms.Credentials{SiteCode: "S", APIKey: "test-api-key", APIUsername: "U"},
			s.option(), oms.WithFormat(format))
		require.NoError(t, err)
		_, err = client.LinkAccount(t.Context(), link)
		require.NoError(t, err)
		for member := range request {
			assert.Contains(t, s.bodies[0], member, format)
		}
	}
	var answer struct {
		XMLName xml.Name
		Members []struct{ XMLName xml.Name } `xml:",any"`
	}
	require.NoError(t, xml.Unmarshal([]byte(readFile(t, "docs", "link_account_answer.xml")), &answer))
	require.Len(t, answer.Members, 2)
	for _, member := range answer.Members {
		assert.True(t, hasMember[oms.Response](member.XMLName.Local), member.XMLName.Local)
	}
}
