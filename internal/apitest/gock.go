package apitest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"gopkg.in/h2non/gock.v1"
)

// Intercept returns an HTTP client whose transport is gock. When the test ends,
// every mock must have been used and every request must have met one. Tests
// with it can't be parallel.
func Intercept(t *testing.T) *http.Client {
	t.Helper()
	client := &http.Client{Transport: noNetwork{}}
	gock.InterceptClient(client)
	t.Cleanup(func() {
		assert.True(t, gock.IsDone(), "a mock was not used")
		assert.False(t, gock.HasUnmatchedRequest(), "a request met no mock")
		gock.OffAll()
		gock.DisableNetworking()
	})
	return client
}

// noNetwork stands below gock, so that a request gock lets pass goes nowhere.
type noNetwork struct{}

func (noNetwork) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("apitest: a request left gock")
}

// expect mocks one request, in every part that gock can see.
func expect(rootURL, apiKey string, wire Wire) *gock.Request {
	origin, base := splitRoot(rootURL)
	path := base + strings.Replace(wire.Path, "{key}", apiKey, 1)
	mock := gock.New(origin)
	mock.Method = wire.Method
	return mock.Path("^" + regexp.QuoteMeta(path) + "$").AddMatcher(func(r *http.Request, _ *gock.Request) (bool, error) {
		body, err := bodyOf(r)
		return r.URL.Scheme+"://"+r.URL.Host == origin && r.URL.RawQuery == wire.Query && body == wire.Body, err
	})
}

// splitRoot parts a root URL into its origin and its path.
func splitRoot(rootURL string) (origin, path string) {
	afterScheme := strings.Index(rootURL, "://") + len("://")
	host, path, _ := strings.Cut(rootURL[afterScheme:], "/")
	return rootURL[:afterScheme] + host, "/" + path
}

// bodyOf reads the body of a request and puts it back.
func bodyOf(r *http.Request) (string, error) {
	if r.Body == nil {
		return "", nil
	}
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body), err
}
