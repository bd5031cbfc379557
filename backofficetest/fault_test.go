package backofficetest_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFaults plays each fault once and looks at the bytes that arrive and at
// the ledger. After it, requests must be answered as usual again.
func TestFaults(t *testing.T) {
	t.Parallel()
	const pause = 20 * time.Millisecond
	tests := []struct {
		name    string
		fault   backofficetest.Fault
		commits int // what the faulty request commits
		check   func(t *testing.T, got string, err error)
	}{
		{"none", backofficetest.Fault{}, 1, isComplete},
		{"answer 418", backofficetest.Answer(418, http.Header{"X-Tea": {"green"}}, "pot"), 0, func(t *testing.T, got string, err error) {
			require.NoError(t, err)
			assert.Contains(t, got, "HTTP/1.1 418 ")
			assert.Contains(t, got, "\r\nX-Tea: green\r\n")
			assert.True(t, strings.HasSuffix(got, "\r\n\r\npot"), got)
		}},
		{"answer 502 after", backofficetest.AnswerAfter(502, nil, "gateway"), 1, endsWith("HTTP/1.1 502 ", "gateway")},
		{"answer 503", backofficetest.Status(503), 0, endsWith("HTTP/1.1 503 ", "\r\n\r\n")},
		{"answer 504 after", backofficetest.StatusAfter(504), 1, endsWith("HTTP/1.1 504 ", "\r\n\r\n")},
		{"answer 429", backofficetest.RetryAfter(429, "7"), 0, endsWith("\r\nRetry-After: 7\r\n", "\r\n\r\n")},
		{
			"answer 302", backofficetest.Redirect(302, "https://elsewhere.example/"), 0,
			endsWith("\r\nLocation: https://elsewhere.example/\r\n", "\r\n\r\n"),
		},
		{"answer 200", backofficetest.HTML(200), 0, endsWith("Content-Type: text/html", "</html>")},
		{"drop before", backofficetest.DropBefore(), 0, isNothing},
		{"drop after", backofficetest.DropAfter(), 1, isNothing},
		{"reset before", backofficetest.ResetBefore(), 0, isReset},
		{"reset after", backofficetest.ResetAfter(), 1, isReset},
		{"delay 20ms", backofficetest.Delay(pause), 1, isComplete},
		{"delay after 20ms", backofficetest.DelayAfter(pause), 1, isComplete},
		{"cut body", backofficetest.CutBody(10), 1, func(t *testing.T, got string, err error) {
			head, body := split(t, got, err)
			assert.Len(t, body, 10)
			assert.Greater(t, promised(t, head), 10)
		}},
		{"cut chunked body", backofficetest.CutChunked(10), 1, func(t *testing.T, got string, err error) {
			head, body := split(t, got, err)
			assert.Contains(t, head, "\r\nTransfer-Encoding: chunked\r\n")
			assert.Equal(t, "a\r\n"+`{"$id":"1"`+"\r\n", body, "no last chunk")
		}},
		{"cut chunked body", backofficetest.CutChunked(0), 1, func(t *testing.T, got string, err error) {
			_, body := split(t, got, err)
			assert.Empty(t, body, "no last chunk")
		}},
		{"cut unframed body", backofficetest.CutUnframed(10), 1, func(t *testing.T, got string, err error) {
			head, body := split(t, got, err)
			assert.Equal(t, `{"$id":"1"`, body)
			assert.NotContains(t, head, "Content-Length")
			assert.NotContains(t, head, "Transfer-Encoding")
		}},
		{"drip", backofficetest.Drip(time.Microsecond), 1, func(t *testing.T, got string, err error) {
			_, body := split(t, got, err)
			assert.Contains(t, body, "1\r\n{\r\n1\r\n\"\r\n1\r\n$\r\n", "a chunk for each byte")
			assert.True(t, strings.HasSuffix(body, "1\r\n}\r\n0\r\n\r\n"))
		}},
		{"gzip bomb", backofficetest.GzipBomb(1 << 20), 1, func(t *testing.T, got string, err error) {
			head, body := split(t, got, err)
			assert.Contains(t, head, "\r\nContent-Encoding: gzip\r\n")
			assert.Less(t, len(body), 1<<12)
		}},
		{"cut gzip", backofficetest.CutGzip(), 1, func(t *testing.T, got string, err error) {
			head, body := split(t, got, err)
			assert.Contains(t, head, "\r\nContent-Encoding: gzip\r\n")
			assert.True(t, strings.HasPrefix(body, "\x1f\x8b"))
		}},
		{"encoding br", backofficetest.Encoded("br"), 1, endsWith("\r\nContent-Encoding: br\r\n", "}")},
		{"rewrite", backofficetest.Rewrite(strings.ToUpper), 1, endsWith("HTTP/1.1 200 ", "NULL}}")},
		{"rewrite header", backofficetest.RewriteHeader(func(status int, header http.Header) int {
			header.Set("X-Was", strconv.Itoa(status))
			return 299
		}), 1, endsWith("\r\nX-Was: 200\r\n", "}")},
		{"raw", backofficetest.Raw("SMTP/1.0 220 hello\r\n"), 1, func(t *testing.T, got string, err error) {
			require.NoError(t, err)
			assert.Equal(t, "SMTP/1.0 220 hello\r\n", got)
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.name, test.fault.String())
			server := start(t)
			server.Script("customer.Add", test.fault)
			got, err := addCustomerRaw(t, server)
			test.check(t, got, err)
			assert.Len(t, server.Commits("customer.Add"), test.commits)
			assert.Len(t, server.Customers(), test.commits)

			got, err = addCustomerRaw(t, server)
			isComplete(t, got, err)
			assert.Len(t, server.Commits("customer.Add"), test.commits+1)
		})
	}
}

func isComplete(t *testing.T, got string, err error) {
	t.Helper()
	head, body := split(t, got, err)
	assert.Contains(t, head, "HTTP/1.1 200 OK\r\n")
	assert.Equal(t, promised(t, head), len(body))
	assert.Contains(t, body, `"Message":"Customer added successfully."`)
}

func isNothing(t *testing.T, got string, err error) {
	t.Helper()
	require.NoError(t, err)
	assert.Empty(t, got)
}

func isReset(t *testing.T, got string, err error) {
	t.Helper()
	require.ErrorIs(t, err, syscall.ECONNRESET)
	assert.Empty(t, got)
}

func endsWith(part, end string) func(*testing.T, string, error) {
	return func(t *testing.T, got string, err error) {
		t.Helper()
		require.NoError(t, err)
		assert.Contains(t, got, part)
		assert.True(t, strings.HasSuffix(got, end), got)
	}
}

func split(t *testing.T, got string, err error) (head, body string) {
	t.Helper()
	require.NoError(t, err)
	head, body, found := strings.Cut(got, "\r\n\r\n")
	require.True(t, found, got)
	return head + "\r\n", body
}

// promised returns the Content-Length of an answer.
func promised(t *testing.T, head string) int {
	t.Helper()
	_, rest, found := strings.Cut(head, "Content-Length: ")
	require.True(t, found, head)
	digits, _, _ := strings.Cut(rest, "\r\n")
	length, err := strconv.Atoi(digits)
	require.NoError(t, err)
	return length
}

func TestGzipBombExpands(t *testing.T) {
	t.Parallel()
	const size = 3 << 20
	server := start(t)
	server.Script("*", backofficetest.GzipBomb(size))
	got := ask(t, "POST", erp(server, "Customer/Add"), newCustomer)
	assert.Len(t, got.body, size)
}

func TestCutGzipCannotBeRead(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.Script("*", backofficetest.CutGzip())
	resp, err := http.Get(erp(server, "Customer/Get?CustNumOrName=x"))
	require.NoError(t, err)
	defer resp.Body.Close()
	_, err = io.ReadAll(resp.Body)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// TestDelays checks that a delay delays, and on which side of the commit.
func TestDelays(t *testing.T) {
	t.Parallel()
	const long = time.Hour
	tests := []struct {
		fault   backofficetest.Fault
		commits int
	}{
		{backofficetest.Delay(long), 0},
		{backofficetest.DelayAfter(long), 1},
		{backofficetest.Drip(long), 1},
	}
	for _, test := range tests {
		t.Run(test.fault.String(), func(t *testing.T) {
			t.Parallel()
			server := start(t)
			server.Script("*", test.fault)
			answered := make(chan struct{})
			go func() {
				defer close(answered)
				resp, err := http.Post(erp(server, "Customer/Add"), "application/json", strings.NewReader(newCustomer))
				if err == nil {
					_, err = io.ReadAll(resp.Body)
					resp.Body.Close()
				}
				assert.Error(t, err, "Close cuts the request off")
			}()
			require.Eventually(t, func() bool {
				return len(server.Requests("customer.Add")) == 1 && len(server.Commits("customer.Add")) == test.commits
			}, time.Minute, time.Millisecond)
			select {
			case <-answered:
				assert.Fail(t, "the request was answered in no time")
			default:
			}
			server.Close()
			<-answered
			assert.Len(t, server.Commits("customer.Add"), test.commits, "a cut delay does not go on")
		})
	}
}

func TestScripts(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.SeedCustomer(map[string]any{"CUSTNAME": "Customer"})
	get := func() int { return ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=Customer"), "").status }
	tax := func() int { return ask(t, "GET", erp(server, "ShipTax/Get?LinkAdd=x"), "").status }

	server.Script("*", backofficetest.Status(501), backofficetest.Status(502))
	server.Script("customer.Get", backofficetest.Status(503), backofficetest.Fault{})
	server.Script("customer.Get", backofficetest.Status(504))
	server.Chance(func(op string) backofficetest.Fault {
		if len(server.Requests(op)) < 5 {
			return backofficetest.Fault{}
		}
		return backofficetest.Status(599)
	})

	assert.Equal(t, 503, get(), "its own script comes first")
	assert.Equal(t, 501, tax(), "no script of its own")
	assert.Equal(t, 200, get(), "a zero fault is none")
	assert.Equal(t, 504, get(), "a second script goes on after the first")
	assert.Equal(t, 502, get(), "its own script is used up")
	assert.Equal(t, 599, get(), "chance comes last, and may ask the server")
	server.Chance(nil)
	assert.Equal(t, 200, get())
}
