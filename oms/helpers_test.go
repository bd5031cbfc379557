package oms_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/require"
)

// fast keeps the waits between attempts short.
func fast() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Millisecond})
}

// credentialsOf returns what server takes.
func credentialsOf(server *backofficetest.Server) oms.Credentials {
	return oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()}
}

// newClient returns a client of server.
func newClient(t *testing.T, server *backofficetest.Server, options ...backoffice.Option) *oms.Client {
	t.Helper()
	client, err := oms.New(server.DECKURL(), credentialsOf(server), append([]backoffice.Option{fast()}, options...)...)
	require.NoError(t, err)
	return client
}

// clock is a clock that stands still unless it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock(now time.Time) *clock { return &clock{now: now} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// vectorTime is the time of the first test vector.
var vectorTime = time.Date(2024, 3, 7, 15, 4, 31, 0, time.UTC)

// stub is the network: it keeps what was sent and answers from a script. Behind
// the end of the script it answers that all is well.
type stub struct {
	mu     sync.Mutex
	bodies []string
	header []http.Header
	script []answer
}

// answer is an answer of the stub.
type answer struct {
	status int
	header http.Header
	body   string
}

const success = `{"ResponseCode":0,"Message":"Success"}`

func (s *stub) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies = append(s.bodies, string(body))
	s.header = append(s.header, r.Header.Clone())
	a := answer{status: http.StatusOK, body: success}
	if len(s.script) > 0 {
		a, s.script = s.script[0], s.script[1:]
	}
	header := a.header
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: a.status, Header: header, Body: io.NopCloser(strings.NewReader(a.body))}, nil
}

// newStubbed returns a client whose network is the stub.
func newStubbed(t testing.TB, s *stub, options ...backoffice.Option) *oms.Client {
	t.Helper()
	client, err := oms.New("https://oms.invalid", oms.Credentials{SiteCode: "SITE", APIKey: "test-api-key"},
		append([]backoffice.Option{fast(), s.option()}, options...)...)
	require.NoError(t, err)
	return client
}

// link is a request that is as good as any.
var link = oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: "C-7"}

func readFile(t testing.TB, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{"testdata"}, path...)...))
	require.NoError(t, err)
	return string(text)
}

// violationsOf returns the violations of an error as text.
func violationsOf(t *testing.T, err error) []string {
	t.Helper()
	var e *backoffice.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, backoffice.ErrInvalid, e.Kind)
	require.Equal(t, backoffice.OutcomeNotSent, e.Outcome)
	found := make([]string, len(e.Violations))
	for i, v := range e.Violations {
		found[i] = v.Error()
	}
	return found
}

// errorOf returns err as the module's own error.
func errorOf(t *testing.T, err error) *backoffice.Error {
	t.Helper()
	var e *backoffice.Error
	require.ErrorAs(t, err, &e)
	return e
}

// option makes a client use the stub.
func (s *stub) option() backoffice.Option {
	return backoffice.WithHTTPClient(&http.Client{Transport: s})
}

func contentType(name string) http.Header { return http.Header{"Content-Type": {name}} }

// hasMember reports whether T has a field for a member on the wire.
func hasMember[T any](name string) bool {
	for field := range reflect.TypeFor[T]().Fields() {
		if tag, _, _ := strings.Cut(field.Tag.Get("json"), ","); tag == name {
			return true
		}
	}
	return false
}
