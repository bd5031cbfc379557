package apitest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The root URL and the key of the gock suites. No such host exists.
const (
	mockRoot = "https://erp.example.com/manex"
	mockKey  = "dummy-key"
)

// Answer is a documented answer and what a call makes of it.
type Answer struct {
	// Fixture is a file in testdata/docs.
	Fixture string
	// Op is the call that gets the answer.
	Op string
	// Status is the HTTP status, 200 if it is 0. The document names none.
	Status int
	// Want is the result, Fails the error. Op, Status and Attempts of the
	// error are filled in.
	Want  any
	Fails *backoffice.Error
}

// InvalidKey is the documented refusal of a wrong key.
func InvalidKey() *backoffice.Error {
	return Refused(backoffice.ErrUnauthorized, "Invalid API Key.")
}

// Refused is a documented refusal by the ERP itself.
func Refused(kind backoffice.Kind, message string) *backoffice.Error {
	return &backoffice.Error{Kind: kind, Outcome: backoffice.OutcomeRejected, Code: "403", Message: message}
}

// NoResource is a documented refusal by the framework in front of the ERP.
func NoResource(uri, detail string) *backoffice.Error {
	return &backoffice.Error{
		Kind:    backoffice.ErrRoute,
		Outcome: backoffice.OutcomeRejected,
		Message: "No HTTP resource was found that matches the request URI '" + uri + "'. " + detail,
	}
}

// Moment returns a time as the ERP writes it.
func Moment(text string) backoffice.Time {
	t, err := backoffice.ParseTime(text)
	if err != nil {
		panic(err)
	}
	return t
}

// TestDocuments tests the package with every sample of the document, and fails
// when a file in testdata/docs has no test.
func (s Suite) TestDocuments(t *testing.T, answers []Answer, requests []Request) {
	t.Run("answers", func(t *testing.T) { s.testAnswers(t, answers) })
	t.Run("requests", func(t *testing.T) { s.testRequests(t, requests) })
	t.Run("fixtures", func(t *testing.T) { testFixturesAreUsed(t, answers, requests) })
}

// testAnswers serves each documented answer through gock and compares the whole
// result, or the whole error.
func (s Suite) testAnswers(t *testing.T, answers []Answer) {
	for _, answer := range answers {
		t.Run(answer.Fixture, func(t *testing.T) {
			client := Intercept(t)
			call := s.call(t, answer.Op, mockRoot, mockKey, backoffice.WithHTTPClient(client), once())
			status := max(answer.Status, 200)
			expect(mockRoot, mockKey, call.Wire).Reply(status).
				SetHeader("Content-Type", "application/json; charset=utf-8").
				BodyString(Fixture(t, answer.Fixture))

			got, err := call.Do(t.Context())
			if answer.Fails == nil {
				require.NoError(t, err)
				assert.Equal(t, answer.Want, got)
				return
			}
			want := *answer.Fails
			want.Op, want.Status, want.Attempts = answer.Op, status, 1
			assert.Equal(t, &want, failure(t, err))
			assert.ErrorIs(t, err, want.Kind)
			assert.Empty(t, got)
		})
	}
}

// Fixture returns the content of a file in testdata/docs.
func Fixture(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "docs", name))
	require.NoError(t, err)
	return string(content)
}

func testFixturesAreUsed(t *testing.T, answers []Answer, requests []Request) {
	used := []string{"SOURCES"}
	for _, answer := range answers {
		used = append(used, answer.Fixture)
	}
	for _, request := range requests {
		used = append(used, request.Fixture)
	}
	entries, err := os.ReadDir(filepath.Join("testdata", "docs"))
	require.NoError(t, err)
	var files []string
	for _, entry := range entries {
		files = append(files, entry.Name())
	}
	assert.ElementsMatch(t, files, used)
}
