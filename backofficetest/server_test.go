package backofficetest_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recorder is a test that only writes down what is said to it.
type recorder struct {
	errors   []string
	fatals   []string
	cleanups []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.fatals = append(r.fatals, fmt.Sprintf(format, args...))
	panic("fatal")
}

func (r *recorder) end() {
	for _, f := range r.cleanups {
		f()
	}
}

func TestNewServerFailsTheTestForProblems(t *testing.T) {
	t.Parallel()
	var outer recorder
	server := backofficetest.NewServer(&outer)
	ask(t, "POST", erp(server, "Customer/Add"), `{"Custname":"a","Status":"Active","Colour":"red"}`)
	outer.end()
	assert.Equal(t, []string{`backofficetest: customer.Add: has the argument "Colour", which the framework ignores`}, outer.errors)
	assert.Equal(t, []string{`customer.Add: has the argument "Colour", which the framework ignores`}, server.Problems())
	_, err := http.Get(server.URL())
	require.Error(t, err, "the server stops with the test")
}

func TestLenientReportsNothing(t *testing.T) {
	t.Parallel()
	var outer recorder
	server := backofficetest.NewServer(&outer, backofficetest.Lenient())
	got := ask(t, "POST", erp(server, "Customer/Add"), `{"Custname":"a","Status":"Active","Colour":"red"}`)
	assert.Contains(t, got.body, `"Code":200`)
	outer.end()
	assert.Empty(t, outer.errors)
}

func TestAddress(t *testing.T) {
	t.Parallel()
	first := start(t, backofficetest.WithAddress("127.0.0.1:0"))
	address := strings.TrimPrefix(first.URL(), "http://")
	assert.True(t, strings.HasPrefix(address, "127.0.0.1:"), address)

	_, err := backofficetest.Start(backofficetest.WithAddress(address))
	require.Error(t, err, "the address is taken")

	var outer recorder
	assert.PanicsWithValue(t, "fatal", func() { backofficetest.NewServer(&outer, backofficetest.WithAddress(address)) })
	assert.Len(t, outer.fatals, 1)

	first.Close()
	second := start(t, backofficetest.WithAddress(address))
	assert.Equal(t, first.URL(), second.URL())
}

// TestRequestsPrintNoSecret prints a request as tests do that fail. testify's
// Empty and Len use %v for a list and %#v for a value.
func TestRequestsPrintNoSecret(t *testing.T) {
	t.Parallel()
	secret := leaktest.Of("DUMMY0123456789abcdefghij")
	request := backofficetest.Request{
		Op: "customer.Add", Method: "POST", URI: "/API/Customer/Add/" + secret.Text(),
		Header: http.Header{"Authorization": {secret.Text()}, "Cookie": {"OwnerId=" + secret.Text()}},
		Body:   []byte(`{"VerificationKey":"` + secret.Text() + `"}`),
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		for _, value := range []any{request, &request, []backofficetest.Request{request}} {
			text := fmt.Sprintf(verb, value)
			assert.False(t, secret.IsIn(text), verb)
			assert.Contains(t, text, "customer.Add by POST", verb)
		}
	}
	assert.Equal(t, "unknown by GET", fmt.Sprint(backofficetest.Request{Method: "GET"}))
}

func TestRequestsAndCommits(t *testing.T) {
	t.Parallel()
	now := time.Date(2014, 11, 19, 10, 9, 57, 0, time.UTC)
	server := start(t, backofficetest.WithClock(func() time.Time { return now }), backofficetest.WithManExKey("key/1"))
	url := server.ManExURL() + "/API/Customer/Add/key%2f1?a=%7E"
	askWith(t, "POST", url, http.Header{"Content-Type": {"application/json"}, "X-Mine": {"1", "2"}}, newCustomer)
	ask(t, "GET", server.ManExURL()+"/api/Nothing/Here/key", "")
	ask(t, "GET", server.URL()+"/elsewhere", "")

	requests := server.Requests("customer.Add")
	require.Len(t, requests, 1)
	assert.Equal(t, "customer.Add", requests[0].Op)
	assert.Equal(t, "POST", requests[0].Method)
	assert.Equal(t, "/manex/API/Customer/Add/key%2f1?a=%7E", requests[0].URI, "as it arrived")
	assert.Equal(t, []string{"1", "2"}, requests[0].Header["X-Mine"])
	assert.Equal(t, newCustomer, string(requests[0].Body))
	assert.Equal(t, now, requests[0].At)

	all := server.Requests("*")
	require.Len(t, all, 3)
	assert.Empty(t, all[1].Op)
	assert.Empty(t, all[2].Op)
	assert.Empty(t, server.Requests("customer.Edit"))

	commit := backofficetest.Commit{Op: "customer.Add", Key: "0000000001", At: now}
	assert.Equal(t, []backofficetest.Commit{commit}, server.Commits("customer.Add"))
	assert.Equal(t, []backofficetest.Commit{commit}, server.Commits("*"))
	assert.Empty(t, server.Commits("customer.Edit"))
}

func TestUnknownPath(t *testing.T) {
	t.Parallel()
	server := start(t)
	for _, path := range []string{"", "/", "/manex", "/manexx/api/Customer/Get/key", "/api/Customer/Get/key"} {
		got := ask(t, "GET", server.URL()+path, "")
		assert.Equal(t, 404, got.status, path)
		assert.Equal(t, "no vendor stands under this path\n", got.body, path)
	}
}

func TestTooLargeARequest(t *testing.T) {
	t.Parallel()
	server := start(t)
	got := ask(t, "POST", erp(server, "Customer/Add"), strings.Repeat(" ", 30_000_001))
	assert.Equal(t, 413, got.status)
	assert.Empty(t, server.Requests("*"))
}

// TestParallel lets many clients write at once. Under the race detector it also
// proves that everything is guarded.
func TestParallel(t *testing.T) {
	t.Parallel()
	const clients, each = 16, 8
	server := start(t)
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			for range each {
				ask(t, "POST", erp(server, "Customer/Add"), newCustomer)
				server.Customers()
				server.Commits("*")
				server.Requests("*")
				server.Problems()
				server.Script("customer.Edit", backofficetest.Fault{})
			}
		})
	}
	group.Wait()
	numbers := map[string]bool{}
	for _, commit := range server.Commits("customer.Add") {
		numbers[commit.Key] = true
	}
	assert.Len(t, numbers, clients*each, "each Add has a number of its own")
	assert.Len(t, server.Customers(), clients*each)
	assert.True(t, numbers["0000000128"])
}

// TestServersAreIndependent checks that nothing is shared between servers.
func TestServersAreIndependent(t *testing.T) {
	t.Parallel()
	first, second := start(t), start(t)
	assert.NotEqual(t, first.ManExKey(), second.ManExKey())
	assert.Len(t, first.ManExKey(), 10)
	ask(t, "POST", erp(first, "Customer/Add"), newCustomer)
	assert.Len(t, first.Customers(), 1)
	assert.Empty(t, second.Customers())
	assert.Empty(t, second.Requests("*"))
}

func TestCloseTwice(t *testing.T) {
	t.Parallel()
	server, err := backofficetest.Start()
	require.NoError(t, err)
	server.Close()
	server.Close()
}

// TestCloseWaits closes the server while a request is under way.
func TestCloseWaits(t *testing.T) {
	t.Parallel()
	server, err := backofficetest.Start()
	require.NoError(t, err)
	entered, release := make(chan struct{}), make(chan struct{})
	var finished atomic.Bool
	server.Script("*", backofficetest.Rewrite(func(body string) string {
		close(entered)
		<-release
		finished.Store(true)
		return body
	}))
	url := erp(server, "Customer/Add")
	go func() {
		if resp, err := http.Post(url, "application/json", strings.NewReader(newCustomer)); err == nil {
			resp.Body.Close()
		}
	}()
	<-entered
	time.AfterFunc(10*time.Millisecond, func() { close(release) })
	server.Close()
	assert.True(t, finished.Load(), "the ledger and the problems are final")
}
