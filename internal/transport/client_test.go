package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

func TestParseRoot(t *testing.T) {
	const (
		port   = "must have a port from 1 to 65535, if it has one"
		braces = "must not have braces in its path, which mark the parts of a route"
	)
	tests := []struct {
		name, raw string
		plain     bool
		want      string
		problem   string
	}{
		{"https", "https://erp.example.com", false, "https://erp.example.com", ""},
		{"trailing slash", "https://erp.example.com/", false, "https://erp.example.com", ""},
		{"path", "https://erp.example.com/manex/", false, "https://erp.example.com/manex", ""},
		{"escaped path", "https://erp.example.com/a%2Fb", false, "https://erp.example.com/a%2Fb", ""},
		{"port", "https://erp.example.com:8443", false, "https://erp.example.com:8443", ""},
		{"capital host", "HTTPS://ERP.Example.com", false, "https://erp.example.com", ""},
		{"loopback", "http://127.0.0.1:8080", false, "http://127.0.0.1:8080", ""},
		{"loopback 6", "http://[::1]:8080", false, "http://[::1]:8080", ""},
		{"localhost", "http://localhost", false, "http://localhost", ""},
		{"plain and allowed", "http://erp.example.com", true, "http://erp.example.com", ""},
		{"plain", "http://erp.example.com", false, "", "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"},
		{"plain, looks like loopback", "http://127.0.0.1.example.com", false, "", "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"},
		{"plain, an address", "http://192.0.2.1", false, "", "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"},
		{"plain, an address, IPv6", "http://[2001:db8::1]", false, "", "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"},
		{"empty", "", false, "", "is required"},
		{"no URL", "https://erp.example.com/%zz", false, "", "is not a URL"},
		{"new line", "https://erp.example.com\n", false, "", "is not a URL"},
		{"no scheme", "erp.example.com", false, "", "must begin with https://"},
		{"other scheme", "ftp://erp.example.com", false, "", "must begin with https://"},
		{"no host", "https://", false, "", "must name a host"},
		{"no host but a port", "https://:8443", false, "", "must name a host"},
		{"opaque", "https:erp.example.com", false, "", "must name a host"},
		{"user info", "https://user:pass@erp.example.com", false, "", "must not hold user info"},
		{"query", "https://erp.example.com?x=1", false, "", "must not have a query"},
		{"empty query", "https://erp.example.com?", false, "", "must not have a query"},
		{"fragment", "https://erp.example.com#x", false, "", "must not have a fragment"},
		{"empty fragment", "https://erp.example.com#", false, "", "must not have a fragment"},
		{"dot segments", "https://erp.example.com/a/../b", false, "", "must not have dot segments in its path"},
		{"dot segment", "https://erp.example.com/.", false, "", "must not have dot segments in its path"},
		{"escaped dot segment", "https://erp.example.com/a/%2e%2e/b", false, "", "must not have dot segments in its path"},
		{"dots in a segment", "https://erp.example.com/v1..2", false, "https://erp.example.com/v1..2", ""},
		{"highest port", "https://erp.example.com:65535", false, "https://erp.example.com:65535", ""},
		{"port beyond", "https://erp.example.com:65536", false, "", port},
		{"port far beyond", "https://erp.example.com:99999", false, "", port},
		{"port 0", "https://erp.example.com:0", false, "", port},
		{"no port behind the colon", "https://erp.example.com:", false, "", port},
		{"no port behind the colon, IPv6", "http://[::1]:", false, "", port},
		{"part of a route", "https://erp.example.com/{key}", false, "", braces},
		{"part of a route, escaped", "https://erp.example.com/%7Bkey%7D", false, "", braces},
		{"open brace", "https://erp.example.com/{", false, "", braces},
		{"closing brace", "https://erp.example.com/}", false, "", braces},
		{"blank", "https://erp.example.com/ ", false, "", "must not contain blanks or control characters"},
		{"escaped blank", "https://erp.example.com/My%20ERP", false, "https://erp.example.com/My%20ERP", ""},
		{"blank in the host", "https://erp.example.com\u00a0", false, "", "must not contain blanks or control characters"},
		{"zero-width blank in the host", "https://erp\u200b.example.com", false, "", "must not contain characters that can't be seen"},
		{"invalid UTF-8", "https://erp.example.com/\xff", false, "", "must be valid UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u, problem := parseRoot(tt.raw, tt.plain)
			assert.Equal(t, tt.problem, problem)
			if tt.problem == "" {
				require.NotNil(t, u)
				assert.Equal(t, tt.want, u.String())
			}
		})
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	spec := testSpec("http://erp.example.com/?key=" + dummyKey)
	spec.Violations = []backoffice.Violation{{Field: "apiKey", Rule: "is required"}}
	_, err := New(spec, []backoffice.Option{
		backoffice.WithTimeout(-1),
		nil,
		backoffice.WithHTTPClient(nil),
		backoffice.WithRoute("test.Nothing", backoffice.Route{}),
		backoffice.WithRoute("test.Read", backoffice.Route{Path: "/x"}),
	})
	require.Error(t, err)
	e := err.(*backoffice.Error)
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.Equal(t, "test.New", e.Op)
	assert.Equal(t, []backoffice.Violation{
		{Field: "apiKey", Rule: "is required"},
		{Field: "WithTimeout", Rule: "needs a positive value"},
		{Field: "option", Rule: "must not be nil"},
		{Field: "WithHTTPClient", Rule: "needs a value that is not nil"},
		{Field: "rootURL", Rule: "must not have a query"},
		{Field: "WithRoute(test.Nothing)", Rule: "names no operation of this client; it has test.Read, test.Update, test.Delete, test.Once"},
		{Field: "WithRoute(test.Read)", Rule: "needs a path with {key} in it, once"},
	}, e.Violations)
	assert.NotContains(t, err.Error(), dummyKey)
}

func TestOptionsCheckTheirInput(t *testing.T) {
	limiter := rate.NewLimiter(1, 1)
	var raw []byte
	var report backoffice.Report
	tests := []struct {
		name         string
		option       backoffice.Option
		forNew, call string // what each refuses, "" for accepts
	}{
		{"WithHTTPClient", backoffice.WithHTTPClient(&http.Client{}), "", "is an option of New, not of a single call"},
		{"WithHTTPClient with a bad timeout", backoffice.WithHTTPClient(&http.Client{Timeout: -1}), "has a client with a negative Timeout", "is an option of New, not of a single call"},
		{"WithMiddleware", backoffice.WithMiddleware(func(n http.RoundTripper) http.RoundTripper { return n }), "", "is an option of New, not of a single call"},
		{"WithMiddleware nil", backoffice.WithMiddleware(nil), "needs a value that is not nil", "is an option of New, not of a single call"},
		{"WithTimeout", backoffice.WithTimeout(time.Second), "", ""},
		{"WithTimeout zero", backoffice.WithTimeout(0), "needs a positive value", "needs a positive value"},
		{"WithAttemptTimeout", backoffice.WithAttemptTimeout(time.Second), "", ""},
		{"WithAttemptTimeout zero", backoffice.WithAttemptTimeout(0), "needs a positive value", "needs a positive value"},
		{"WithRetry", backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1, BaseDelay: 1, MaxDelay: 1}), "", ""},
		{"WithRetry too many", backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 11}), "needs MaxAttempts from 1 to 10", "needs MaxAttempts from 1 to 10"},
		{"WithRetry negative", backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: -1}), "needs MaxAttempts from 1 to 10", "needs MaxAttempts from 1 to 10"},
		{"WithRetry negative delay", backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: -1}), "needs delays that are not negative", "needs delays that are not negative"},
		{"WithRetry negative bound", backoffice.WithRetry(backoffice.RetryPolicy{MaxDelay: -1}), "needs delays that are not negative", "needs delays that are not negative"},
		{"WithRateLimit", backoffice.WithRateLimit(limiter), "", "is an option of New, not of a single call"},
		{"WithRateLimit nil", backoffice.WithRateLimit(nil), "needs a value that is not nil", "is an option of New, not of a single call"},
		{"WithHook", backoffice.WithHook(backoffice.Hook{}), "", ""},
		{"WithLogger nil", backoffice.WithLogger(nil), "needs a value that is not nil", "needs a value that is not nil"},
		{"WithUserAgent", backoffice.WithUserAgent("importer/1.0"), "", ""},
		{"WithUserAgent empty", backoffice.WithUserAgent(""), "needs a text that is not empty", "needs a text that is not empty"},
		{"WithUserAgent new line", backoffice.WithUserAgent("a\nb"), "needs printable ASCII", "needs printable ASCII"},
		{"WithUserAgent umlaut", backoffice.WithUserAgent("ü"), "needs printable ASCII", "needs printable ASCII"},
		{"WithMaxResponseBytes", backoffice.WithMaxResponseBytes(1 << 20), "", ""},
		{"WithMaxResponseBytes zero", backoffice.WithMaxResponseBytes(0), "needs a positive value", "needs a positive value"},
		{"WithPlainHTTP", backoffice.WithPlainHTTP(), "", "is an option of New, not of a single call"},
		{"WithRoute", backoffice.WithRoute("test.Read", backoffice.Route{Method: "GET"}), "", ""},
		{"WithRawResponse", backoffice.WithRawResponse(&raw), "is an option of a single call, not of New", ""},
		{"WithRawResponse nil", backoffice.WithRawResponse(nil), "is an option of a single call, not of New", "needs a value that is not nil"},
		{"WithReport", backoffice.WithReport(&report), "is an option of a single call, not of New", ""},
		{"WithReport nil", backoffice.WithReport(nil), "is an option of a single call, not of New", "needs a value that is not nil"},
		{"WithDryRun", backoffice.WithDryRun(io.Discard), "", ""},
		{"WithDryRun nil", backoffice.WithDryRun(nil), "needs a value that is not nil", "needs a value that is not nil"},
		{"WithClock", backoffice.WithClock(time.Now), "", "is an option of New, not of a single call"},
		{"WithClock nil", backoffice.WithClock(nil), "needs a value that is not nil", "is an option of New, not of a single call"},
	}
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	client := newClient(t, root)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name, _, _ := strings.Cut(tt.name, " ")
			_, err := New(testSpec(root), []backoffice.Option{tt.option})
			checkRefusal(t, err, name, tt.forNew)
			before := count.Load()
			err = client.Do(t.Context(), &newThing(opRead).Call, []backoffice.Option{tt.option})
			checkRefusal(t, err, name, tt.call)
			if tt.call != "" {
				assert.Equal(t, before, count.Load(), "nothing was sent")
			}
		})
	}
}

func TestOptionsOfOtherPackages(t *testing.T) {
	type settings struct{}
	foreign := backoffice.Option(func(c *Config) error { c.SetVendor(settings{}, 1); return nil })
	want := []backoffice.Violation{{Field: "option", Rule: "belongs to package transport"}}
	_, err := New(testSpec("https://erp.example.com"), []backoffice.Option{foreign})
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.Equal(t, want, err.(*backoffice.Error).Violations)
	err = newClient(t, "https://erp.example.com").Do(t.Context(), &newThing(opRead).Call, []backoffice.Option{foreign})
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.Equal(t, want, err.(*backoffice.Error).Violations)

	spec := testSpec("https://erp.example.com")
	spec.OwnOptions = settings{}
	_, err = New(spec, []backoffice.Option{foreign})
	assert.NoError(t, err)
}

func TestEncodingFailure(t *testing.T) {
	call := newThing(opOnce)
	call.Encode = func(backoffice.Placement) ([]byte, string, error) { return nil, "", errors.New("cannot write it") }
	err := newClient(t, "https://erp.example.com").Do(t.Context(), &call.Call, nil)
	assert.EqualError(t, err, "test.Once: invalid request: cannot write it; nothing was sent")
}

func checkRefusal(t *testing.T, err error, name, rule string) {
	t.Helper()
	if rule == "" {
		assert.NoError(t, err)
		return
	}
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.Equal(t, []backoffice.Violation{{Field: name, Rule: rule}}, err.(*backoffice.Error).Violations)
}

func TestCallOptionsStayInTheCall(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"ok":true,"text":"`+r.Method+" "+r.URL.Path+" "+r.UserAgent()+`"}`)
	})
	var seen events
	client := newClient(t, root, backoffice.WithUserAgent("mine/1"))
	said := func(options ...backoffice.Option) string {
		c := newThing(opRead)
		require.NoError(t, client.Do(t.Context(), &c.Call, options))
		return c.value.Text
	}
	usual := "POST /api/read/" + dummyKey + " mine/1"
	assert.Equal(t, usual, said())
	assert.Equal(t, "GET /other/"+dummyKey+" yours/2", said(
		backoffice.WithRoute("test.Read", backoffice.Route{Method: "GET", Path: "/other/{key}", Arguments: backoffice.Query}),
		backoffice.WithUserAgent("yours/2"), backoffice.WithHook(seen.hook())))
	assert.Equal(t, usual, said())
	assert.Len(t, seen.done, 1)
}

// TestRoutesStandAboveEachOther gives an operation several routes, each with some
// of the fields.
func TestRoutesStandAboveEachOther(t *testing.T) {
	route := func(r backoffice.Route) backoffice.Option { return backoffice.WithRoute("test.Read", r) }
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		text, _ := json.Marshal(r.Method + " " + r.URL.Path + " " + r.URL.RawQuery + string(body))
		_, _ = fmt.Fprintf(w, `{"ok":true,"text":%s}`, text)
	})
	client := newClient(t, root, route(backoffice.Route{Method: "PUT", Path: "/early/{key}"}), route(backoffice.Route{Path: "/mine/{key}"}),
		backoffice.WithRoute("test.Once", backoffice.Route{Method: "PATCH"}))
	said := func(options ...backoffice.Option) string {
		c := newThing(opRead)
		require.NoError(t, client.Do(t.Context(), &c.Call, options))
		return c.value.Text
	}
	const usual = "PUT /mine/" + dummyKey + ` {"name":"thing"}`
	assert.Equal(t, usual, said())
	assert.Equal(t, "PUT /mine/"+dummyKey+" name=thing", said(route(backoffice.Route{Arguments: backoffice.Query})))
	assert.Equal(t, "POST /yours/"+dummyKey+` {"name":"thing"}`,
		said(route(backoffice.Route{Method: "POST"}), route(backoffice.Route{Path: "/yours/{key}"})))
	assert.Equal(t, usual, said(route(backoffice.Route{})))
}

func TestRouteOfAnotherOperationIsRefused(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	client := newClient(t, root, backoffice.WithRoute("test.Read", backoffice.Route{Method: "GET"}))
	err := client.Do(t.Context(), &newThing(opOnce).Call, []backoffice.Option{
		backoffice.WithRoute("test.Once", backoffice.Route{Method: "PUT"}),
		backoffice.WithRoute("test.Read", backoffice.Route{Method: "POST"}),
		backoffice.WithRoute("test.Nothing", backoffice.Route{}),
	})
	require.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.Equal(t, []backoffice.Violation{
		{Field: "WithRoute(test.Read)", Rule: "names another operation than the one called, which is test.Once"},
		{Field: "WithRoute(test.Nothing)", Rule: "names no operation of this client; it has test.Read, test.Update, test.Delete, test.Once"},
	}, err.(*backoffice.Error).Violations)
	assert.Zero(t, count.Load())
}

// TestCallOptionsAreIsolated proves that what one call adds to the lists of New
// is seen by no other call, also while they run at the same time. Three hooks
// leave room behind them for a fourth, which is where two calls would meet.
func TestCallOptionsAreIsolated(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"ok":true,"text":"`+r.Method+`"}`)
	})
	options := make([]backoffice.Option, 0, 6)
	for range 3 {
		options = append(options, backoffice.WithHook(backoffice.Hook{}), backoffice.WithRoute("test.Read", backoffice.Route{Method: "PUT"}))
	}
	type key struct{}
	vendor := func(value string) backoffice.Option {
		return func(c *Config) error { c.SetVendor(key{}, value); return nil }
	}
	spec := testSpec(root)
	spec.OwnOptions = key{}
	client, err := New(spec, append(options, vendor("of New")))
	require.NoError(t, err)
	require.Greater(t, cap(client.config.Hooks), len(client.config.Hooks), "or nothing is proven")
	require.Greater(t, cap(client.config.Routes), len(client.config.Routes), "or nothing is proven")

	methods := []string{"POST", "PATCH", "DELETE", "PUT"}
	var calls sync.WaitGroup
	for i := range 40 {
		calls.Go(func() {
			method := methods[i%len(methods)]
			var seen events
			c := newThing(opRead)
			err := client.Do(t.Context(), &c.Call, []backoffice.Option{
				backoffice.WithHook(seen.hook()), backoffice.WithRoute("test.Read", backoffice.Route{Method: method}), vendor(method),
			})
			if assert.NoError(t, err) {
				assert.Equal(t, method, c.value.Text)
				assert.Equal(t, method, c.Setting(key{}))
				assert.Len(t, seen.done, 1)
			}
		})
	}
	calls.Wait()
	c := newThing(opRead)
	require.NoError(t, client.Do(t.Context(), &c.Call, nil))
	assert.Equal(t, "PUT", c.value.Text)
	assert.Equal(t, "of New", c.Setting(key{}))
}

func TestCheckRoute(t *testing.T) {
	parts := []string{"{key}"}
	tests := []struct {
		name  string
		route backoffice.Route
		want  string
	}{
		{"zero", backoffice.Route{}, ""},
		{"full", backoffice.Route{Method: "PATCH", Path: "/a-b/{key}/C", Arguments: backoffice.Form}, ""},
		{"small letters", backoffice.Route{Method: "get"}, "needs a method in capital letters"},
		{"CONNECT", backoffice.Route{Method: "CONNECT"}, "needs a method other than CONNECT, which asks for a tunnel, and TRACE, which sends the credential back"},
		{"TRACE", backoffice.Route{Method: "TRACE", Path: "/{key}"}, "needs a method other than CONNECT, which asks for a tunnel, and TRACE, which sends the credential back"},
		{"dot segments", backoffice.Route{Path: "/a/../{key}"}, "needs a path without dot segments"},
		{"dot segment at the end", backoffice.Route{Path: "/{key}/."}, "needs a path without dot segments"},
		{"dots in a segment", backoffice.Route{Path: "/v1..2/{key}"}, ""},
		{"two words", backoffice.Route{Method: "GET X"}, "needs a method in capital letters"},
		{"placement", backoffice.Route{Arguments: "xml"}, "has an unknown placement of arguments"},
		{"relative", backoffice.Route{Path: "a/{key}"}, "needs a path that begins with / and has no query, escape or blank"},
		{"query", backoffice.Route{Path: "/a/{key}?x"}, "needs a path that begins with / and has no query, escape or blank"},
		{"escape", backoffice.Route{Path: "/a%2F/{key}"}, "needs a path that begins with / and has no query, escape or blank"},
		{"blank", backoffice.Route{Path: "/a /{key}"}, "needs a path that begins with / and has no query, escape or blank"},
		{"blank that does not break", backoffice.Route{Path: "/a\u00a0/{key}"}, "needs a path that begins with / and has no query, escape or blank"},
		{"zero-width blank", backoffice.Route{Path: "/a\u200b/{key}"}, "needs a path that begins with / and has no query, escape or blank"},
		{"without the part", backoffice.Route{Path: "/a"}, "needs a path with {key} in it, once"},
		{"twice the part", backoffice.Route{Path: "/{key}/{key}"}, "needs a path with {key} in it, once"},
		{"another part", backoffice.Route{Path: "/{key}/{id}"}, "has a path with a part in braces that this operation can't fill"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, checkRoute(tt.route, parts)) })
	}
}

func TestCheckSegment(t *testing.T) {
	for name, tt := range map[string]struct{ value, want string }{
		"usual":     {"abc", ""},
		"escapable": {"a+b=/%?#&ü", ""},
		"with dots": {"a.b", ""},
		"empty":     {"", "is required"},
		"dot":       {".", "must not consist of dots"},
		"dots":      {"...", "must not consist of dots"},
		"blank":     {"a b", "must not contain blanks or control characters"},
		"new line":  {"abc\n", "must not contain blanks or control characters"},
		"NUL":       {"a\x00", "must not contain blanks or control characters"},
		"DEL":       {"a\x7f", "must not contain blanks or control characters"},
		"next line": {"a\u0085b", "must not contain blanks or control characters"},
		"CSI":       {"a\u009b", "must not contain blanks or control characters"},

		"blank that does not break": {"\u00a0", "must not contain blanks or control characters"},
		"ideographic blank":         {"a\u3000", "must not contain blanks or control characters"},
		"line separator":            {"a\u2028", "must not contain blanks or control characters"},
		"paragraph separator":       {"a\u2029", "must not contain blanks or control characters"},
		"zero-width blank":          {"\u200b", "must not contain characters that can't be seen"},
		"byte order mark":           {"\ufeffa", "must not contain characters that can't be seen"},
		"soft hyphen":               {"a\u00adb", "must not contain characters that can't be seen"},
		"writing direction":         {"a\u202eb", "must not contain characters that can't be seen"},
		"invalid UTF-8":             {"a\xffb", "must be valid UTF-8"},

		"long":    {strings.Repeat("x", 10<<10), "is too long"},
		"longest": {strings.Repeat("x", 1024), ""},
		"longer":  {strings.Repeat("x", 1025), "is too long"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tt.want, CheckSegment(tt.value)) })
	}
}

func TestHTTPClientIsCopied(t *testing.T) {
	var cookies []string
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		cookies = append(cookies, r.Header.Get("Cookie"))
		w.Header().Set("Set-Cookie", "session=1")
		ok(w)
	})
	jar := &countingJar{}
	redirects := func(*http.Request, []*http.Request) error { panic("not used") }
	own := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true}, Jar: jar, Timeout: 5 * time.Second, CheckRedirect: redirects}
	client := newClient(t, root, backoffice.WithHTTPClient(own))
	require.Nil(t, do(t.Context(), client, opRead))
	require.Nil(t, do(t.Context(), client, opRead))
	assert.Equal(t, []string{"", ""}, cookies)
	assert.Zero(t, jar.used)
	assert.Equal(t, 5*time.Second, client.config.AttemptTimeout)
	assert.Same(t, jar, own.Jar)
	assert.True(t, own.Transport.(*http.Transport).ForceAttemptHTTP2, "the caller's transport is left alone")
	clone, _ := innermost(own)
	assert.False(t, clone.(*http.Transport).Protocols.HTTP2())
	shared, _ := innermost(&http.Client{})
	assert.Equal(t, sharedPool(), shared, "a client without a transport uses the shared pool")
}

func TestCloseIdleConnections(t *testing.T) {
	var closed, opened atomic.Int64
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { ok(w) }))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			opened.Add(1)
		case http.StateClosed:
			closed.Add(1)
		}
	}
	srv.Start()
	t.Cleanup(srv.Close)
	client := newClient(t, srv.URL, backoffice.WithHTTPClient(&http.Client{Transport: &http.Transport{}}))
	require.Nil(t, do(t.Context(), client, opRead))
	require.Nil(t, do(t.Context(), client, opRead))
	assert.EqualValues(t, 1, opened.Load(), "the second call takes the connection of the first")
	client.CloseIdleConnections()
	assert.Eventually(t, func() bool { return closed.Load() == 1 }, 5*time.Second, time.Millisecond)

	clone, _ := innermost(&http.Client{Transport: &http.Transport{}})
	assert.Equal(t, idleTimeout, clone.(*http.Transport).IdleConnTimeout)
	clone, _ = innermost(&http.Client{Transport: &http.Transport{IdleConnTimeout: time.Hour}})
	assert.Equal(t, time.Hour, clone.(*http.Transport).IdleConnTimeout)
	newClient(t, srv.URL, through(nil)).CloseIdleConnections()
	(*Client)(nil).CloseIdleConnections()
}

type countingJar struct {
	http.CookieJar
	used int
}

func TestConfigIsReachable(t *testing.T) {
	client := newClient(t, "https://erp.example.com", backoffice.WithMaxResponseBytes(7))
	assert.EqualValues(t, 7, client.Config().MaxResponseBytes)
}

func TestForeignContextIsRefused(t *testing.T) {
	// A middleware that makes a request of its own through next has no call to
	// take a secret from.
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			return next.RoundTrip(r.WithContext(context.Background()))
		})
	}))
	err := do(t.Context(), client, opRead)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.Zero(t, count.Load())
}
